// The recorder's page: what was said, in other words and without names. The whole circle sees it and may strike a line.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Confirm } from "@/live/dialog.tsx";
import { inOrder, type Kind } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { KindChoice, KindTag } from "@/live/kinds.tsx";
import { t } from "@/live/language.ts";
import { shortened } from "@/live/seats.ts";
import { nameAt } from "./told.ts";
import type { CircleProps } from "./view.tsx";

const KINDS: Kind[] = ["thought", "insight", "question"];
const LONGEST = 500;

export function Records(props: CircleProps) {
  const { circle, place, person, send } = props;
  const [striking, setStriking] = useState("");
  const lines = inOrder(circle.records);
  const mine = circle.recorder === person.id;
  const inside = person.id in circle.order;
  const taken = circle.recorder !== undefined && circle.order[circle.recorder] && circle.order[circle.recorder]!.state !== "away";
  return (
    <section class="card stack" aria-labelledby="records-title">
      <h2 id="records-title" class="small-title">{t("circle.records")}</h2>
      <p class="hint">{t("circle.records_hint")}</p>
      {taken && !mine && <p>{t("circle.recorder_is", { name: nameAt(place, circle.recorder) })}</p>}
      {lines.length > 0 && (
        <ul class="stack close">
          {lines.map(([id, line]) => (
            <li key={id} class="record-line">
              <KindTag kind={line.kind} />
              <span class="grow">{line.text}</span>
              {inside && (
                <button type="button" class="button plain" onClick={() => setStriking(id)}>
                  {t("circle.strike")}<span class="for-readers"> {shortened(line.text, 60)}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mine && <RecordForm {...props} />}
      {inside && circle.kind !== "done" && (mine || !taken) && (
        <div>
          <button type="button" class="button" onClick={() => void send(mine ? "recorder.give" : "recorder.take")}>{t(mine ? "circle.recorder_give" : "circle.recorder_take")}</button>
        </div>
      )}
      {striking && (
        <Confirm title={t("circle.strike_title")} text={circle.records?.[striking]?.text ?? ""} yes={t("circle.strike_yes")} danger
          onYes={() => void send("record.remove", { record: striking })} onClose={() => setStriking("")} />
      )}
    </section>
  );
}

/** A line that seems to hold a name is held back once; the recorder knows whether it is one. */
function RecordForm({ send }: CircleProps) {
  const [text, setText] = useState("");
  const [kind, setKind] = useState<Kind>("thought");
  const [fault, setFault] = useState({ text: "", named: false });
  const id = useId();

  async function submit(event: Event) {
    event.preventDefault();
    const line = text.trim();
    if (!line) {
      say(t("note.empty"));
      document.getElementById(id)?.focus();
      return;
    }
    // not `text`: what is refused stays in this field, and need not be kept for its writer elsewhere (live/kept.tsx)
    const answer = await send("record.add", { line, kind, ...(fault.named ? { sure: true } : {}) });
    if (answer.ok) {
      setText("");
      setFault({ text: "", named: false });
      say(t("note.added"));
    } else setFault({ text: refusalText(answer), named: answer.code === "names_somebody" });
    document.getElementById(id)?.focus();
  }

  return (
    <form class="stack close" onSubmit={submit}>
      <label for={id}>{t("circle.record_label")}</label>
      <textarea id={id} class="input" rows={2} maxLength={LONGEST} value={text} aria-invalid={fault.text !== ""} aria-describedby={fault.text ? `${id}fault` : undefined}
        onInput={(event) => { setText(event.currentTarget.value); setFault({ text: "", named: false }); }} />
      {fault.text && <p id={`${id}fault`} class="field-error" role="alert"><Icon name="warning" />{fault.text}</p>}
      <KindChoice kinds={KINDS} picked={kind} name="record" onPick={setKind} />
      <div><button type="submit" class="button"><Icon name="send" />{t(fault.named ? "circle.record_anyway" : "circle.record_add")}</button></div>
    </form>
  );
}
