// Calling others to a topic: a title, a line if one likes. Whoever has none to write yet is asked, gently, not pushed.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import type { Send } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Fault, useActing } from "./acting.tsx";

const TITLE = 80;
const LINE = 140;

export function TopicForm({ title = "", line = "", button, onSend, fault }: {
  title?: string;
  line?: string;
  button: string;
  fault: string;
  /** true: it was taken, the form empties */
  onSend: (words: { title: string; line?: string }) => Promise<boolean>;
}) {
  const [words, setWords] = useState({ title, line });
  const [empty, setEmpty] = useState(false);
  const id = useId();

  async function submit(event: Event) {
    event.preventDefault();
    const given = { title: words.title.trim(), line: words.line.trim() };
    setEmpty(!given.title);
    if (!given.title) {
      document.getElementById(id)?.focus();
      return;
    }
    if (await onSend({ title: given.title, ...(given.line ? { line: given.line } : {}) })) setWords({ title, line });
  }

  return (
    <form class="stack" onSubmit={submit}>
      <div class="field">
        <label for={id}>{t("market.title_label")}</label>
        <input id={id} class="input" maxLength={TITLE} autocomplete="off" value={words.title} aria-invalid={empty}
          aria-describedby={`${id}hint`} onInput={(event) => setWords({ ...words, title: event.currentTarget.value })} />
        <p id={`${id}hint`} class={empty ? "field-error" : "hint"}>{t(empty ? "market.title_empty" : "market.title_hint")}</p>
      </div>
      <div class="field">
        <label for={`${id}line`}>{t("market.line_label")}</label>
        <input id={`${id}line`} class="input" maxLength={LINE} autocomplete="off" value={words.line}
          onInput={(event) => setWords({ ...words, line: event.currentTarget.value })} />
      </div>
      <Fault words={fault} />
      <div><button type="submit" class="button main">{button}</button></div>
    </form>
  );
}

export function Propose({ send, first, about, title }: {
  send: Send;
  /** nothing is on the wall yet: ask, and leave the form open */
  first: boolean;
  about?: string;
  title?: string;
}) {
  const { fault, act } = useActing(send);
  const [open, setOpen] = useState(first);
  return (
    <details class="card folding" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t(about ? "market.take_further" : "market.propose")}</summary>
      <div class="stack">
        {first && <p>{t("market.nobody_yet")}</p>}
        <p class="soft">{t("market.convener_does")}</p>
        <TopicForm
          button={t("market.put_up")}
          fault={fault}
          {...(title ? { title } : {})}
          onSend={async (words) => {
            const answer = await act("topic.propose", { ...words, ...(about ? { about } : {}) });
            if (answer.ok) say(t("market.put_up_done", { title: words.title }));
            return answer.ok;
          }}
        />
      </div>
    </details>
  );
}
