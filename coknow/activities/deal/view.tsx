// The card on a participant's phone: written, then a hand of others' cards, one at a time, then the best ten.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder, type Phase, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import type { Sample } from "@/session/preview-documents.ts";
import type { ActivityProps } from "@/session/tablework.tsx";
import { Top } from "./top.tsx";
import type { DealPerson, DealRoom } from "./types.ts";

export function Participant({ room, person, send }: ActivityProps) {
  const activity = room.activity as DealRoom;
  const own = person.activity as DealPerson;
  const before = useRef(activity.closed);
  useEffect(() => {
    if (activity.closed && !before.current) say(t("deal.is_closed"), { about: "phase" });
    before.current = activity.closed;
  }, [activity.closed]);
  if (activity.closed) return <Top activity={activity} />;
  if (person.role !== "participant") return <p class="soft">{t("deal.watch")}</p>;
  if (activity.stage === "write") return <Write card={own.card} send={send} />;
  if (!own.hand) return <Take any={(activity.cards ?? 0) > 0} send={send} />;
  return <Hand own={own} send={send} />;
}

function Write({ card, send }: { card: DealPerson["card"]; send: Send }) {
  const [idea, setIdea] = useState(card?.idea ?? "");
  const [step, setStep] = useState(card?.step ?? "");
  const [fault, setFault] = useState("");
  const id = useId();
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const empty = !idea.trim() ? "idea" : !step.trim() ? "step" : "";
    if (empty) {
      setFault(t("deal.both"));
      document.getElementById(`${id}${empty}`)?.focus();
      return;
    }
    const answer = await send("deal.write", { text: idea.trim(), step: step.trim() });
    setFault(answer.ok ? "" : refusalText(answer));
    if (answer.ok) say(t("deal.kept"));
  }
  const kept = card && card.idea === idea.trim() && card.step === step.trim();
  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <p class="soft">{t("deal.promise")}</p>
      <div class="field">
        <label for={`${id}idea`}>{t("deal.idea")}</label>
        <textarea id={`${id}idea`} class="input" maxLength={200} value={idea} aria-invalid={fault !== "" && !idea.trim()} onInput={(event) => setIdea(event.currentTarget.value)} />
      </div>
      <div class="field">
        <label for={`${id}step`}>{t("deal.step")}</label>
        <textarea id={`${id}step`} class="input" maxLength={160} rows={2} value={step} aria-invalid={fault !== "" && !step.trim()} onInput={(event) => setStep(event.currentTarget.value)} />
      </div>
      {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
      <div class="row">
        <button type="submit" class="button main">{card ? t("deal.change") : t("deal.send")}</button>
        {kept && <span class="row"><Icon name="check" />{t("deal.kept")}</span>}
      </div>
    </form>
  );
}

function Take({ any, send }: { any: boolean; send: Send }) {
  if (!any) return <p class="cloth-empty">{t("deal.no_cards")}</p>;
  return (
    <section class="card stack close">
      <p>{t("deal.late")}</p>
      <div class="buttons"><button type="button" class="button main" onClick={() => void send("deal.take")}>{t("deal.take")}</button></div>
    </section>
  );
}

/** One card at a time: the first without a score, or the one chosen to look at again. */
function Hand({ own, send }: { own: DealPerson; send: Send }) {
  const hand = inOrder(own.hand);
  // what was just tapped stands until the document has caught up, or the server said no
  const [tapped, setTapped] = useState<Record<string, number>>({});
  const scores = { ...own.scores, ...tapped };
  const [chosen, choose] = useState<string>();
  const [fault, setFault] = useState("");
  const name = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const next = hand.find(([id]) => !(id in scores))?.[0];
  const at = chosen ?? next ?? hand[hand.length - 1]?.[0];
  const entry = hand.find(([id]) => id === at);
  if (!entry) return <p class="cloth-empty">{t("deal.no_cards")}</p>;
  const [id, card] = entry;
  const nth = hand.indexOf(entry) + 1;
  async function give(score: number): Promise<void> {
    choose(id); // stay here until one goes on: a finger that slipped can put it right
    setTapped({ ...tapped, [id]: score });
    const answer = await send("deal.score", { card: id, score });
    setFault(answer.ok ? "" : refusalText(answer));
    if (!answer.ok) setTapped({});
  }
  function go(to: string): void {
    choose(to);
    requestAnimationFrame(() => heading.current?.focus());
  }
  return (
    <div class="stack">
      <p class="soft">{t("deal.blind")}</p>
      <article class="card stack deal-card" aria-labelledby={`${name}title`}>
        <h2 id={`${name}title`} ref={heading} tabIndex={-1} class="small-title">{t("deal.card_of", { number: nth, of: hand.length })}</h2>
        <p class="deal-idea">{card.idea}</p>
        <p class="deal-step">→ {card.step}</p>
        <fieldset class="deal-scores">
          <legend class="legend">{t("deal.how_good")}</legend>
          {[1, 2, 3, 4, 5].map((score) => (
            <label key={score} class="choice">
              <input type="radio" name={`${name}${id}`} checked={scores[id] === score} onChange={() => void give(score)} />
              <span>{score}</span>
            </label>
          ))}
        </fieldset>
        {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
        <div class="buttons">
          {nth > 1 && <button type="button" class="button" onClick={() => go(hand[nth - 2]![0])}><Icon name="back" />{t("deal.before")}</button>}
          {nth < hand.length && <button type="button" class="button" onClick={() => go(hand[nth]![0])}>{t("deal.after")}<Icon name="arrow" /></button>}
        </div>
      </article>
      {!next && <p class="banner good"><Icon name="check" /><span>{t("deal.all_scored")}</span></p>}
    </div>
  );
}

/** Samples for the preparing host. */
export function preview(settings: { stage?: "write" | "score" }, _phase: Phase): Sample {
  if (settings.stage !== "score") return { room: { stage: "write" }, person: {} };
  const card = { order: 1, idea: t("preview.note_2"), step: t("preview.note_4") };
  return { room: { stage: "score", cards: 23, hand: 5 }, person: { hand: { a: card, b: { ...card, order: 2 } }, scores: {} } };
}
