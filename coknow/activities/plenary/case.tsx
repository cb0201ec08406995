// The case and the talk on a phone: whose case it is, what failed in it, what I listen for, when all stop to write.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { beat, minutesAndSeconds } from "@/live/clock.tsx";
import { useLive } from "@/live/context.ts";
import { inOrder, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { KindTag } from "@/live/kinds.tsx";
import { listed, t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import type { Card, CardField, PlenaryRoom, Talk } from "./types.ts";

const ABOUT: CardField[] = ["owner", "context", "took", "failed"];

export function Presenters({ presenters }: { presenters: PlenaryRoom["presenters"] }) {
  const names = inOrder(presenters).map(([, one]) => one.name);
  if (!names.length) return null;
  return <p class="presenters"><Icon name="speech" />{t("plenary.presented_by", { names: listed(names) })}</p>;
}

export function CardFacts({ card }: { card: Card }) {
  return (
    <dl class="case-facts">
      {ABOUT.filter((field) => card[field]).map((field) => (
        <div key={field} class={`case-${field}`}>
          <dt>{t(`plenary.card_${field}`)}</dt>
          <dd><Said text={card[field]} /></dd>
        </div>
      ))}
    </dl>
  );
}

/** Read before the talk, folded to its title while one listens. */
export function CaseCard({ card, presenters, folded }: { card: Card | undefined; presenters: PlenaryRoom["presenters"]; folded: boolean }) {
  if (!card?.title) return <Presenters presenters={presenters} />;
  return (
    <details class="card folding case-card" open={!folded}>
      <summary><Said text={card.title} as="strong" /></summary>
      <Presenters presenters={presenters} />
      <CardFacts card={card} />
    </details>
  );
}

export function timeOf(talk: Talk | undefined, now: number): number | undefined {
  if (talk?.left !== undefined) return talk.left;
  return talk?.deadline === undefined ? undefined : Math.max(0, talk.deadline - now);
}

export function TalkTime({ talk, children }: { talk: Talk; children?: ComponentChildren }) {
  const { wire } = useLive();
  beat.value;
  const left = timeOf(talk, wire.now());
  if (left === undefined) return <strong>{t("plenary.talk_over")}</strong>;
  return (
    <span class="talk-time" role="timer">
      {children} <strong class="digits">{minutesAndSeconds(left)}</strong>
    </span>
  );
}

const isTyping = (): boolean => /^(TEXTAREA|INPUT|SELECT)$/.test(document.activeElement?.tagName ?? "");

/** The talk has stopped for a minute or so: said once, brought into sight of whoever is not typing. */
export function WritingBanner({ talk }: { talk: Talk | undefined }) {
  const writing = talk?.writing === true;
  const before = useRef(writing);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (before.current === writing) return;
    before.current = writing;
    say(t(writing ? "plenary.writing_text" : "plenary.writing_over"), { about: "phase" });
    if (writing && !isTyping()) element.current?.scrollIntoView({ block: "center" });
  }, [writing]);
  if (!talk || !writing) return null;
  return (
    <div class="banner writing-now" ref={element}>
      <Icon name="edit" />
      <div class="grow">
        <p><strong>{t("plenary.writing_title")}</strong> <TalkTime talk={talk} /></p>
        <p>{t("plenary.writing_text")}</p>
      </div>
    </div>
  );
}

export function ListeningTask({ tasks, mine }: { tasks: PlenaryRoom["tasks"]; mine: string | undefined }) {
  const task = mine ? tasks?.[mine] : undefined;
  if (!task) return null;
  return (
    <section class="card listening-task stack close" aria-labelledby="listening-title">
      <h2 id="listening-title" class="small-title"><Icon name="ear" />{t("plenary.task_title")}</h2>
      <Said as="p" class="task-words" text={task.text} />
      <p class="soft small"><KindTag kind={task.kind} /></p>
    </section>
  );
}

const ICONS = { resonates: "feeling", unclear: "clarify", slower: "clock", thanks: "offer" } as const;
const SHOWN_FOR = 6_000;

/** Signs to the speaker: gone in a moment, and nobody's. */
export function Reactions({ kinds, send, wish, wishes }: { kinds: string[]; send: Send; wish: boolean; wishes: boolean }) {
  const { wire } = useLive();
  const [given, setGiven] = useState("");
  useEffect(() => {
    if (!given) return undefined;
    const fading = setTimeout(() => setGiven(""), SHOWN_FOR);
    return () => clearTimeout(fading);
  }, [given]);
  if (!kinds.length && !wishes) return null;
  return (
    <section class="signs stack close" aria-labelledby="signs-title">
      <h2 id="signs-title" class="small-title">{t("plenary.signs_title")}</h2>
      <div class="sign-row">
        {kinds.map((kind) => (
          <button key={kind} type="button" class={`button sign ${given === kind ? "given" : ""}`}
            onClick={() => { wire.feel(kind); setGiven(kind); say(t("plenary.sign_given")); }}>
            <Icon name={given === kind ? "check" : ICONS[kind as keyof typeof ICONS] ?? "speech"} />
            {t(`plenary.sign_${kind}`)}
          </button>
        ))}
      </div>
      {wishes && (
        <button type="button" class="button wish" aria-pressed={wish} onClick={() => void send("pause.wish", { on: !wish })}>
          <Icon name="pause" />{t(wish ? "plenary.wished" : "plenary.wish")}
        </button>
      )}
      <p class="hint">{t("plenary.signs_hint")}</p>
    </section>
  );
}
