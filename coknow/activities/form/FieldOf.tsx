// One box of a card: a shared text, a day, a period or a choice, with who is in it and a word of advice where it grows.

import { useSignalEffect } from "@preact/signals";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useLive } from "@/live/context.ts";
import type { Ack } from "@/live/documents.ts";
import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t, tx } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { bind, SharedText, type Target } from "@/live/shared-text.ts";
import { adviceOn, adviceOnParties, dayAfter } from "./advice.ts";
import type { Card, Field, Values } from "./types.ts";

interface FieldProps {
  id: string;
  field: Field;
  target: Target;
  kept: Card["fields"][string] | undefined;
  writes: boolean;
  /** names of the others whose caret is here */
  here: string[];
  enter: (key: string) => void;
}

export function FieldOf(props: FieldProps) {
  const { field, target, enter } = props;
  const Kind = field.kind === "choice" ? ChoiceField : field.kind === "date" || field.kind === "period" ? DaysField : TextField;
  return (
    <div
      class={`form-field kind-${field.kind}`}
      data-field={target.field}
      onFocusIn={() => enter(`${target.of}/${target.field}`)}
      onFocusOut={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && enter("")}
    >
      <Kind {...props} />
    </div>
  );
}

function Numbered({ field }: { field: Field }) {
  return <><span class="form-number digits" aria-hidden="true">{field.order}</span><Said text={field.label} /></>;
}

/** Seen, not announced: who comes and goes between boxes is no news to listen to. */
function Here({ names, id }: { names: string[]; id: string }) {
  return <p id={id} class="form-here">{names.length > 0 && <><Icon name="edit" />{t("form.here", { names: names.join(", ") })}</>}</p>;
}

const COUNT_FROM = 60;

function TextField({ field, target, kept, writes, here }: FieldProps) {
  const { wire } = useLive();
  const area = useRef<HTMLTextAreaElement>(null);
  const base = useId();
  const shared = useMemo(() => new SharedText(wire, "form.write", target), [wire, target.of, target.field]);
  shared.aim(target);
  const [text, setText] = useState("");
  const [fault, setFault] = useState<Ack | null>(null);
  const [undoable, setUndoable] = useState(false);
  const [cut, setCut] = useState(false);

  useLayoutEffect(() => shared.take(kept?.parts ?? {}), [shared, kept?.parts]);
  useSignalEffect(() => setFault(shared.fault.value));
  useEffect(() => {
    const heard = () => {
      setText(shared.text.toString());
      setCut(false);
      setUndoable(shared.undo.undoStack.length > 0);
    };
    heard();
    shared.text.observe(heard);
    shared.undo.on("stack-item-added", heard);
    shared.undo.on("stack-item-popped", heard);
    const release = area.current ? bind(area.current, shared, field.kind === "line") : () => undefined;
    return () => {
      release();
      shared.text.unobserve(heard);
      shared.close();
    };
  }, [shared]);

  const limit = field.limit ?? 0;
  const left = limit - [...text].length;
  const advice = field.kind === "people" ? adviceOnParties(text) : "";
  const problem = fault && !fault.ok ? problemIn(fault, limit) : "";
  const described = [cut && `${base}cut`, field.hint && `${base}hint`, left < COUNT_FROM && `${base}left`, advice && `${base}advice`, problem && `${base}fault`, `${base}here`];
  return (
    <div class="field">
      <label for={`${base}area`}><Numbered field={field} /></label>
      {field.hint && <p id={`${base}hint`} class="hint"><Said text={field.hint} /></p>}
      <textarea
        id={`${base}area`}
        ref={area}
        class={`input ${field.kind === "line" ? "one-line" : ""}`}
        rows={field.kind === "line" ? 1 : 2}
        maxLength={limit}
        readOnly={!writes}
        // the browser cuts what does not fit without a word; told after the letters have come in
        onPaste={(event) => {
          const { value, selectionStart, selectionEnd } = event.currentTarget;
          const pasted = event.clipboardData?.getData("text") ?? "";
          if (value.length - (selectionEnd - selectionStart) + pasted.length > limit) setTimeout(() => setCut(true));
        }}
        aria-invalid={problem !== ""}
        aria-describedby={described.filter(Boolean).join(" ")}
      />
      <Here names={here} id={`${base}here`} />
      {left < COUNT_FROM && <p id={`${base}left`} class="hint">{t("form.left", { count: Math.max(0, left) })}</p>}
      {cut && <p id={`${base}cut`} class="field-error" role="alert"><Icon name="warning" />{t("form.cut", { count: limit })}</p>}
      {advice && <Advice id={`${base}advice`} text={advice} />}
      {problem && <p id={`${base}fault`} class="field-error" role="alert"><Icon name="warning" />{problem}</p>}
      {undoable && writes && (
        <button type="button" class="button plain form-undo" onPointerDown={(event) => event.preventDefault()} onClick={() => shared.undo.undo()}>
          <Icon name="back" />{t("form.undo")}<span class="for-readers">: {tx(field.label)}</span>
        </button>
      )}
    </div>
  );
}

function problemIn(fault: Extract<Ack, { ok: false }>, limit: number): string {
  return fault.code === "too_long" ? t("form.too_long", { count: limit }) : refusalText(fault);
}

function Advice({ text, id }: { text: string; id: string }) {
  return <p id={id} class="form-advice"><Icon name="idea" />{text}</p>;
}

/** Values that are set whole. What was just chosen stands at once; the document follows. */
function useValues({ target, kept }: FieldProps): { values: Values; fault: string; set: (part: keyof Values, value: string) => void } {
  const { wire } = useLive();
  const [fault, setFault] = useState("");
  const mine: Values = {};
  for (const { name, args, answer } of wire.pending.value) {
    if (name !== "form.set" || args.of !== target.of || args.field !== target.field || (answer && !answer.ok)) continue;
    mine[(args.part as keyof Values | undefined) ?? "is"] = String(args.value);
  }
  const set = async (part: keyof Values, value: string) => {
    setFault("");
    const answer = await wire.send("form.set", { ...target, value, ...(part === "is" ? {} : { part }) });
    if (!answer.ok) setFault(refusalText(answer));
  };
  return { values: { ...kept?.values, ...mine }, fault, set: (part, value) => void set(part, value) };
}

function DaysField(props: FieldProps) {
  const { field, writes, here } = props;
  const { wire } = useLive();
  const { values, fault, set } = useValues(props);
  const base = useId();
  const parts: (keyof Values)[] = field.kind === "date" ? ["is"] : ["start", "end", "remind"];
  const advice = adviceOn(field, values, wire.now());
  return (
    <fieldset class="field" aria-describedby={[field.hint && `${base}hint`, advice && `${base}advice`].filter(Boolean).join(" ") || undefined}>
      <legend><Numbered field={field} /></legend>
      {field.hint && <p id={`${base}hint`} class="hint"><Said text={field.hint} /></p>}
      <div class="form-days">
        {parts.map((part) => (
          <div key={part} class="form-day">
            {part !== "is" && <label for={`${base}${part}`}>{t(`form.${part}`)}</label>}
            <input
              id={`${base}${part}`}
              type="date"
              class="input"
              readOnly={!writes}
              aria-label={part === "is" ? tx(field.label) : undefined}
              value={values[part] ?? ""}
              // A keyboard writes a day number by number: half-written ones are no day yet, and "" until it is whole.
              onChange={(event) => set(part, event.currentTarget.value)}
            />
            {writes && !values[part] && <Suggestion part={part} values={values} now={wire.now()} set={set} />}
          </div>
        ))}
      </div>
      <Here names={here} id={`${base}here`} />
      {advice && <Advice id={`${base}advice`} text={advice} />}
      {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
    </fieldset>
  );
}

/** One tap to a day near at hand: an experiment begins within two weeks or not at all. */
function Suggestion({ part, values, now, set }: { part: keyof Values; values: Values; now: number; set: (part: keyof Values, value: string) => void }) {
  const near: [string, string][] = part === "start" || part === "is"
    ? [[t("form.tomorrow"), dayAfter(now, 1)], [t("form.in_a_week"), dayAfter(now, 7)]]
    : part === "end" && values.start
      ? [[t("form.two_weeks_on"), dayAfter(Date.parse(`${values.start}T12:00`), 14)]]
      : part === "remind" && values.end ? [[t("form.same_day"), values.end]] : [];
  if (near.length === 0) return null;
  return (
    <div class="buttons">
      {near.map(([words, day]) => <button key={day} type="button" class="button plain" onClick={() => set(part, day)}>{words}</button>)}
    </div>
  );
}

function ChoiceField(props: FieldProps) {
  const { field, writes, here } = props;
  const { values, fault, set } = useValues(props);
  const base = useId();
  return (
    <fieldset class="field" disabled={!writes} aria-describedby={field.hint ? `${base}hint` : undefined}>
      <legend><Numbered field={field} /></legend>
      {field.hint && <p id={`${base}hint`} class="hint"><Said text={field.hint} /></p>}
      <div class="form-choices">
        {[["", undefined] as const, ...inOrder(field.options ?? {})].map(([id, option]) => (
          <label key={id} class="choice">
            <input type="radio" name={`${base}choice`} checked={(values.is ?? "") === id} onChange={() => set("is", id)} />
            {option ? <Said text={option.label} /> : <span>{t("form.not_yet")}</span>}
          </label>
        ))}
      </div>
      <Here names={here} id={`${base}here`} />
      {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
    </fieldset>
  );
}
