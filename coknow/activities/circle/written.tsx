// A turn in writing: for whoever would rather not speak, and for those who take part by phone.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { useLive } from "@/live/context.ts";
import type { Place, Send } from "@/live/documents.ts";
import { inOrder } from "@/live/documents.ts";
import { clearDraft, draftOf, write } from "@/live/drafts.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { nameAt } from "./told.ts";
import type { CirclePlace } from "./types.ts";

const LONGEST = 1_000;

/** The words stay, half written, when the turn moves on under them: they are there again when it comes back. */
export function WriteTurn({ circle, send }: { circle: CirclePlace; send: Send }) {
  const { keeps } = useLive();
  const draft = `turn.${circle.holder}.${keeps}`;
  const { text } = draftOf(draft).value;
  const [open] = useState(text !== "");
  const { turn } = circle;
  const id = useId();

  function typed(value: string) {
    write(draft, { text: value });
    if (circle.asked) void send("piece.here"); // who writes is here
  }

  async function submit(event: Event) {
    event.preventDefault();
    const words = text.trim();
    if (!words) {
      say(t("note.empty"));
      document.getElementById(id)?.focus();
      return;
    }
    clearDraft(draft);
    // what is refused because the turn is over comes back to its writer by itself: live/kept.tsx
    const answer = await send("turn.write", { text: words, turn });
    if (answer.ok) say(t("circle.shown"));
  }

  return (
    <details class="folding" open={open}>
      <summary>{t("circle.write_instead")}</summary>
      <form class="stack close" onSubmit={submit}>
        <label for={id}>{t("circle.write_label")}</label>
        <textarea id={id} class="input" rows={3} maxLength={LONGEST} value={text} aria-describedby={`${id}hint`}
          onInput={(event) => typed(event.currentTarget.value)} />
        <p id={`${id}hint`} class="hint">{t("circle.write_hint")}</p>
        <div><button type="submit" class="button"><Icon name="send" />{t("circle.write_show")}</button></div>
      </form>
    </details>
  );
}

export function Written({ place, circle }: { place: Place; circle: CirclePlace }) {
  const turns = inOrder(circle.written);
  if (!turns.length) return null;
  return (
    <section class="stack close" aria-labelledby="written-title">
      <h2 id="written-title" class="small-title">{t("circle.written")}</h2>
      <ul class="stack close">
        {turns.map(([id, one]) => (
          <li key={id} class="card written-turn">
            <p class="soft">{nameAt(place, id)}</p>
            <p>{one.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
