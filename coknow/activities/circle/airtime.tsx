// How the time to speak was shared, told as what it is: one figure beside what chance alone would have done, no names.

import { minutesAndSeconds } from "@/live/clock.tsx";
import { language, t } from "@/live/language.ts";
import type { Airtime } from "./types.ts";

export function AirtimeCard({ found }: { found: Airtime }) {
  return (
    <section class="card stack close airtime" aria-labelledby="airtime-title">
      <h2 id="airtime-title" class="small-title">{t("circle.airtime")}</h2>
      <AirtimeWords found={found} />
    </section>
  );
}

export function AirtimeWords({ found }: { found: Airtime }) {
  if ("why" in found) return <p>{t("circle.not_measured")} {t(`circle.not_measured_${found.why}`)}</p>;
  const verdict = found.gini > found.high ? "uneven" : found.gini < found.low ? "even" : "chance";
  return (
    <>
      <p class="airtime-lead">{t("circle.felt_like", { effective: found.effective.toLocaleString(language.value), people: found.people })}</p>
      <Band gini={found.gini} low={found.low} high={found.high} />
      <p>{t(`circle.airtime_${verdict}`, { gini: found.gini, low: found.low, high: found.high })}</p>
      {found.longest !== undefined && <p>{t("circle.airtime_longest", { longest: minutesAndSeconds(found.longest * 1000) })}</p>}
      <p class="soft small">
        {t("circle.airtime_of", { turns: found.turns, people: found.people })}
        {found.silent > 0 && ` ${t("circle.airtime_silent", { count: found.silent })}`}
        {found.wrote !== undefined && ` ${t("circle.airtime_wrote", { count: found.wrote })}`}
      </p>
      <p class="soft small">{t("circle.airtime_tells_not")}</p>
    </>
  );
}

/** The scale from even to one voice, the stretch that chance covers, and the circle's mark on it. Said in words below. */
function Band({ gini, low, high }: { gini: number; low: number; high: number }) {
  return (
    <svg class="airtime-band" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="whole" x="0" y="4" width="100" height="4" />
      <rect class="chance" x={low} y="2" width={high - low} height="8" />
      <rect class="mark" x={Math.min(Math.max(gini - 0.6, 0), 98.8)} y="0" width="1.2" height="12" />
    </svg>
  );
}
