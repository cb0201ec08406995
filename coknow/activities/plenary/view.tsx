// Plenary on a participant's phone: nobody only listens. A word on the shared wall, or a thought kept for oneself.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Composer } from "@/live/composer.tsx";
import { useLive } from "@/live/context.ts";
import { inOrder, type PlenaryPerson, type PlenaryRoom, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import type { ActivityProps } from "@/session/tablework.tsx";

const LONGEST_WORD = 40;

function WordForm({ send, left }: { send: Send; left: number | undefined }) {
  const [word, setWord] = useState("");
  const [fault, setFault] = useState("");
  const id = useId();
  if (left === 0) return <p class="banner good"><Icon name="check" /><span class="grow">{t("words.enough")}</span></p>;

  async function submit(event: Event) {
    event.preventDefault();
    const text = word.trim();
    if (!text) {
      setFault(t("words.empty"));
      document.getElementById(id)?.focus();
      return;
    }
    setWord("");
    setFault("");
    document.getElementById(id)?.focus();
    const answer = await send("word.add", { text });
    if (answer.ok) say(t("words.added"));
    else setFault(refusalText(answer));
  }

  return (
    <form class="card stack close" onSubmit={submit}>
      <div class="field">
        <label for={id}>{t("words.label")}</label>
        <div class="word-row">
          <input
            id={id}
            class="input grow"
            maxLength={LONGEST_WORD}
            autocomplete="off"
            value={word}
            aria-invalid={fault !== ""}
            aria-describedby={fault ? `${id}fault` : `${id}hint`}
            onInput={(event) => setWord(event.currentTarget.value)}
          />
          <button type="submit" class="button main">{t("words.send")}</button>
        </div>
        {fault
          ? <p id={`${id}fault`} class="field-error" role="alert"><Icon name="warning" />{fault}</p>
          : <p id={`${id}hint`} class="hint">{t("words.hint")}</p>}
      </div>
    </form>
  );
}

function WordWall({ words }: { words: NonNullable<PlenaryRoom["words"]> }) {
  const { wire } = useLive();
  const coming = wire.pending.value.filter(({ name, answer }) => name === "word.add" && !answer);
  const wall = inOrder(words);
  return (
    <section class="stack close" aria-labelledby="words-title">
      <h2 id="words-title">{t("words.title")}</h2>
      {wall.length + coming.length === 0 && <p class="cloth-empty">{t("words.none")}</p>}
      <ul class="words">
        {wall.map(([id, word]) => <li key={id} class={`round-${(word.order % 8) + 1}`}>{word.text}</li>)}
        {coming.map((one) => <li key={one.id} class="waiting">{String(one.args.text)}</li>)}
      </ul>
    </section>
  );
}

export function Participant({ room, person, place, send }: ActivityProps) {
  const { words } = room.activity as PlenaryRoom;
  const { words_left: left } = person.activity as PlenaryPerson;
  const writes = room.phase?.writes && person.role !== "follower";
  const composer = writes && room.phase && (
    <Composer phase={room.phase} label={t("own.label")} hint={t("note.seen_by.me")} button={t("own.keep")} />
  );
  return (
    <div class="stack far">
      <CompanionLink room={room} place={place} />
      {words && <WordForm send={send} left={left} />}
      {words && <WordWall words={words} />}
      {composer && (words
        ? <details class="card folding"><summary>{t("own.open")}</summary>{composer}</details>
        : composer)}
      <OwnNotes person={person} title={t("own.title")} />
    </div>
  );
}
