// Announcing in turn: whose turn it is and how long, the same for everybody; the one who speaks can end it or pass.

import { useEffect } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Clock } from "@/live/clock.tsx";
import type { Room, Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { activityOf, agendaOf, type Activity } from "./types.ts";

/** The turn as the clock wants its phase. */
export function TurnClock({ turn, now, exact = false }: { turn: NonNullable<Activity["turn"]>; now: () => number; exact?: boolean }) {
  return <Clock phase={turn as never} now={now} exact={exact} />;
}

export function Turn({ room, mine, send, now }: { room: Room; mine: boolean; send: Send; now: () => number }) {
  const { turn, waiting = 0, announcing } = activityOf(room);
  const topic = turn && agendaOf(room).topics[turn.topic];
  useEffect(() => {
    if (!topic) return;
    if (mine) say(t("market.your_turn"), { now: true });
    else say(t("market.turn_of", { by: topic.by ?? "", title: tx(topic.text) }), { about: "others" });
  }, [turn?.topic]);
  if (!announcing) return null;
  if (!turn || !topic) return <p class="banner"><Icon name="speech" /><span class="grow">{t("market.turns_wait")}</span></p>;
  return (
    <section class={`card stack close turn ${mine ? "my-turn" : ""}`} aria-labelledby="turn-title">
      <h2 id="turn-title" class="small-title row apart"><span><Icon name="speech" /> {t(mine ? "market.your_turn" : "market.turn_now")}</span><TurnClock turn={turn} now={now} exact /></h2>
      <p class="turn-topic"><Said text={topic.text} as="strong" /> {topic.by && <span class="soft">{topic.by}</span>}</p>
      {mine && (
        <div class="buttons">
          <button type="button" class="button" onClick={() => void send("announce.done", { topic: turn.topic })}>{t("market.turn_done")}</button>
          <button type="button" class="button" onClick={() => void send("announce.pass", { topic: turn.topic })}>{t("market.turn_pass")}</button>
        </div>
      )}
      {waiting > 1 && <p class="hint">{t("market.turns_after", { count: waiting - 1 })}</p>}
    </section>
  );
}
