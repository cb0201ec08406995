// The wall of words: one field, one wall, no names.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { useLive } from "@/live/context.ts";
import { inOrder, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import type { PlenaryRoom } from "./types.ts";

const LONGEST_WORD = 40;

export function WordForm({ send, left }: { send: Send; left: number | undefined }) {
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

export function WordWall({ words, more = 0 }: { words: NonNullable<PlenaryRoom["words"]>; more?: number }) {
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
      {more > 0 && <p class="hint">{t("plenary.words_more", { count: more })}</p>}
    </section>
  );
}
