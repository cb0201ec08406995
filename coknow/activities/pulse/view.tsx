// The pulse on a participant's phone: a few taps, each kept at once; every item may be left unanswered or changed.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder, type Phase, type Send, type Text } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import type { Sample } from "@/session/preview-documents.ts";
import type { ActivityProps } from "@/session/tablework.tsx";
import { Distribution, labelOf } from "./distribution.tsx";
import type { Answer, Item, PulsePerson, PulseRoom } from "./types.ts";

const LIMITS = { word: 40, free: 200 };

export function Participant({ room, person, send }: ActivityProps) {
  const { items, closed, results } = room.activity as PulseRoom;
  const { mine = {} } = person.activity as PulsePerson;
  useClosing(closed);
  const all = inOrder(items);
  if (closed) {
    return (
      <div class="stack far">
        <p class="soft">{t("pulse.indicative")}</p>
        {all.map(([id, item]) => <div key={id} class="card"><Distribution item={item} result={results?.[id] ?? { few: true }} /></div>)}
      </div>
    );
  }
  if (person.role !== "participant") return null;
  const done = all.filter(([id]) => id in mine).length;
  return (
    <div class="stack far">
      <p class="banner"><Icon name="lock" /><span>{t("pulse.promise", { fewest: 5 })}</span></p>
      {all.map(([id, item]) => <Question key={id} id={id} item={item} answer={mine[id]} send={send} />)}
      {done === all.length && done > 0 && <p class="banner good"><Icon name="check" /><span>{t("pulse.all_done")}</span></p>}
    </div>
  );
}

/** The result is told once when it comes, not to somebody who arrives later. */
function useClosing(closed: true | undefined): void {
  const before = useRef(closed);
  useEffect(() => {
    if (closed && !before.current) say(t("pulse.is_closed"), { about: "phase" });
    before.current = closed;
  }, [closed]);
}

function Question({ id, item, answer, send }: { id: string; item: Item; answer: Answer | undefined; send: Send }) {
  const [fault, setFault] = useState("");
  // what was just tapped stands until the document has caught up, or the server said no
  const [tapped, setTapped] = useState<Answer | undefined>(undefined);
  const name = useId();
  const now = tapped ?? answer;
  useEffect(() => setTapped(undefined), [answer?.value, answer?.text, answer?.declined]);

  async function give(next: Answer): Promise<boolean> {
    setTapped(next);
    setFault("");
    const value = item.kind === "scale" && next.value ? Number(next.value) : next.value;
    const ack = await send("pulse.answer", { item: id, ...next, ...(value === undefined ? {} : { value }) });
    if (ack.ok) return true;
    setTapped(undefined);
    setFault(refusalText(ack));
    return false;
  }

  const values = item.kind === "scale" ? ["1", "2", "3", "4", "5"] : item.kind === "choice" ? ["yes", "partly", "no"] : [];
  return (
    <fieldset class="card stack close pulse-item" aria-describedby={fault ? `${name}fault` : undefined}>
      <legend class="legend"><Said text={item.text} /></legend>
      {item.kind === "scale" && (
        <p class="pulse-ends soft small" aria-hidden="true"><Said text={item.low} /><Said text={item.high} /></p>
      )}
      {values.length > 0 && (
        <div class={item.kind === "scale" ? "one-to-five pulse-large" : "pulse-values"}>
          {values.map((value) => (
            <label key={value} class="choice">
              <input type="radio" name={name} checked={now?.value === value} onChange={() => void give({ value })} />
              <span aria-hidden={item.kind === "scale"}>{item.kind === "scale" ? value : labelOf(item, value)}</span>
              {item.kind === "scale" && <span class="for-readers">{labelOf(item, value)}</span>}
            </label>
          ))}
        </div>
      )}
      {values.length === 0 && <Words item={item} answer={now} give={give} />}
      <label class="choice pulse-declined">
        <input type={values.length ? "radio" : "checkbox"} name={name} checked={now?.declined === true} onChange={() => void give({ declined: true })} />
        <span>{t("pulse.declined")}</span>
      </label>
      {fault && <p id={`${name}fault`} class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
    </fieldset>
  );
}

function Words({ item, answer, give }: { item: Item; answer: Answer | undefined; give: (next: Answer) => Promise<boolean> }) {
  const [text, setText] = useState(answer?.text ?? "");
  const id = useId();
  const limit = LIMITS[item.kind as keyof typeof LIMITS];
  useEffect(() => {
    if (answer?.declined) setText("");
  }, [answer?.declined]);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const words = text.trim();
    if (words && (await give({ text: words }))) say(t("pulse.kept"));
  }
  const kept = answer?.text !== undefined && answer.text === text.trim();
  return (
    <form class="stack close" onSubmit={(event) => void submit(event)}>
      <div class="field">
        <label for={id}>{item.kind === "word" ? t("pulse.word_label") : t("pulse.free_label")}</label>
        {item.kind === "word"
          ? <input id={id} class="input" maxLength={limit} autocomplete="off" value={text} onInput={(event) => setText(event.currentTarget.value)} />
          : <textarea id={id} class="input" maxLength={limit} rows={2} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </div>
      <div class="row">
        <button type="submit" class="button">{answer?.text ? t("pulse.change") : t("pulse.send")}</button>
        {kept && <span class="row"><Icon name="check" />{t("pulse.kept")}</span>}
      </div>
    </form>
  );
}

/** What the preparing host looks at: the phase's own items, or the three statements asked by themselves. */
export function preview(settings: { items?: Omit<Item, "order">[]; missing_voice?: boolean }, _phase: Phase): Sample {
  const own = (text: string): Text => ({ fi: text, sv: text, en: text });
  const asked = settings.items ?? ["pulse.said", "pulse.listened", "pulse.added"].map((id) => (
    { kind: "scale" as const, text: own(t(id)), low: own(t("pulse.low")), high: own(t("pulse.high")) }
  ));
  const last = settings.missing_voice ? [{ kind: "free" as const, text: own(t("pulse.missing_voice")) }] : [];
  const items = Object.fromEntries([...asked, ...last].map((item, i) => [String(i + 1), { ...item, order: i + 1 }]));
  return { room: { items }, person: { mine: {} } };
}
