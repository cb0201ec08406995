// Which round it is and how long it lasts: the same line on the phone, in the console and on the wall.

import { Clock } from "@/live/clock.tsx";
import { t } from "@/live/language.ts";
import type { DealRoom } from "./types.ts";

export function Round({ activity, now }: { activity: DealRoom; now: () => number }) {
  const { round, rounds, over } = activity;
  if (over) return <p class="deal-round">{t("deal.over")}</p>;
  if (!round) return null;
  return (
    <p class="deal-round row apart">
      <strong>{t("deal.round", { round, rounds: rounds ?? round })}</strong>
      <Clock phase={activity as never} now={now} exact />
    </p>
  );
}
