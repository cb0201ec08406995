// Dealing in the console: how many have written or scored, the next cards, and closing all together. No card before the
// close, but those of people on the telephone, to be read to them.

import { useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Confirm } from "@/live/dialog.tsx";
import type { Room, Send } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { sendRaw } from "@/host/console.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Hand } from "./hand.tsx";
import { Round } from "./round.tsx";
import { Top } from "./top.tsx";
import type { DealHosts, DealPerson, DealRoom } from "./types.ts";
import { Write } from "./write.tsx";

/** Going on counts the scores, but nobody has seen the best ten. */
export function caution(room: Room): string | undefined {
  const { stage, cards, closed } = room.activity as DealRoom;
  return stage === "score" && cards && !closed ? t("deal.unclosed") : undefined;
}

export function Host(props: HostProps) {
  const { room, hosts, leads, act, now } = props;
  const activity = room.activity as DealRoom;
  const { scored = 0, dealt = 0, waiting = 0 } = hosts.activity as DealHosts;
  const [asking, setAsking] = useState(false);
  const { wrote, of } = hosts.share;
  if (activity.closed) return <Top activity={activity} />;
  if (activity.stage === "write") {
    return (
      <div class="stack close">
        <p class="big digits">{t("deal.have_written", { count: wrote, of })}</p>
        <p class="soft">{t("deal.host_write")}</p>
        <Telephones {...props} />
      </div>
    );
  }
  if (!activity.cards) return <p class="banner warn">{t("deal.no_cards")}</p>;
  const running = activity.round !== undefined && !activity.over;
  return (
    <div class="stack close">
      <Round activity={activity} now={() => now} />
      <p class="big digits">{running ? t("deal.round_scored", { count: scored, of: dealt }) : t("deal.have_scored", { count: wrote, of })}</p>
      {waiting > 0 && !running && <p>{t("deal.host_waiting", { count: waiting })}</p>}
      <p class="soft">{t("deal.host_score", { count: activity.cards })}</p>
      <div class="buttons">
        {running && (
          <button type="button" class="button main" aria-disabled={!leads} onClick={() => leads && void act("deal.next", { round: activity.round })}>
            {t(activity.round === activity.rounds ? "deal.end_rounds" : "deal.deal_next")}
          </button>
        )}
        <button type="button" class={`button ${running ? "" : "main"}`} aria-disabled={!leads} onClick={() => leads && setAsking(true)}>{t("deal.close")}</button>
      </div>
      <Telephones {...props} />
      {asking && (
        <Confirm title={t("deal.close_title")} text={`${running ? `${t("deal.close_running")} ` : ""}${t("deal.close_text", { count: wrote, of })}`} yes={t("deal.close")}
          onYes={async () => { if (await act("deal.close")) say(t("deal.is_closed")); }} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

/** Somebody without a device: the host writes their card and reads theirs to them. */
function Telephones({ room, hosts }: HostProps) {
  const activity = room.activity as DealRoom;
  const phones = Object.entries((hosts.activity as DealHosts).phones ?? {});
  if (!phones.length) return null;
  const give = (person: string): Send => (name, args = {}) => sendRaw(name, { ...args, for: person });
  return (
    <>
      {phones.map(([id, own]) => (
        <details key={id} class="card">
          <summary>{t("deal.phone", { name: hosts.people[id]?.name ?? "" })}</summary>
          {activity.stage === "write" ? <Write card={own.card} send={give(id)} /> : <Held own={own} activity={activity} send={give(id)} />}
        </details>
      ))}
    </>
  );
}

function Held({ own, activity, send }: { own: DealPerson; activity: DealRoom; send: Send }) {
  return (
    <>
      {own.late && <p><button type="button" class="button" onClick={() => void send("deal.take")}>{t("deal.take")}</button></p>}
      {own.hand && <Hand own={own} activity={activity} send={send} />}
    </>
  );
}
