// The card on a participant's phone: written, then others' cards, one at a time, then the best ten.

import { useEffect, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { useLive } from "@/live/context.ts";
import type { Phase, Send } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { Sample } from "@/session/preview-documents.ts";
import type { ActivityProps } from "@/session/tablework.tsx";
import { Hand } from "./hand.tsx";
import { Round } from "./round.tsx";
import { Top } from "./top.tsx";
import type { DealPerson, DealRoom } from "./types.ts";
import { Write } from "./write.tsx";

export function Participant({ room, person, send }: ActivityProps) {
  const activity = room.activity as DealRoom;
  const own = person.activity as DealPerson;
  const { wire } = useLive();
  const before = useRef(activity.closed);
  useEffect(() => {
    if (activity.closed && !before.current) say(t("deal.is_closed"), { about: "phase" });
    before.current = activity.closed;
  }, [activity.closed]);
  if (activity.closed) return <Top activity={activity} />;
  if (person.role !== "participant") return <p class="soft">{t("deal.watch")}</p>;
  if (activity.stage === "write") return <Write card={own.card} send={send} />;
  if (!activity.cards) return <p class="cloth-empty">{t("deal.no_cards")}</p>;
  return (
    <div class="stack">
      <Round activity={activity} now={() => wire.now()} />
      {own.late && <Take send={send} />}
      {own.hand && <Hand own={own} activity={activity} send={send} />}
    </div>
  );
}

function Take({ send }: { send: Send }) {
  return (
    <section class="card stack close">
      <p>{t("deal.late")}</p>
      <div class="buttons"><button type="button" class="button main" onClick={() => void send("deal.take")}>{t("deal.take")}</button></div>
    </section>
  );
}

/** Samples for the preparing host. */
export function preview(settings: { stage?: "write" | "score"; pace?: "rounds" | "own" }, _phase: Phase): Sample {
  if (settings.stage !== "score") return { room: { stage: "write" }, person: {} };
  const card = { order: 1, idea: t("preview.note_2"), step: t("preview.note_4") };
  return { room: { stage: "score", cards: 23, hand: 5, ...(settings.pace === "own" ? {} : { round: 2, rounds: 5, left: 80_000 }) }, person: { hand: { a: card, b: { ...card, order: 2 } }, scores: {} } };
}
