// Where one writes. Sending empties the field at once and leaves the focus in it; the note stands in the outline as
// pending until the server has it. Works the same without a connection.

import { useComputed } from "@preact/signals";
import { useId, useRef, useState } from "preact/hooks";
import { say } from "./announcer.tsx";
import { useLive } from "./context.ts";
import type { Kind, Phase } from "./documents.ts";
import { clearDraft, draftOf, write } from "./drafts.ts";
import { Icon } from "./icons.tsx";
import { KindChoice, kindsOf } from "./kinds.tsx";
import { t } from "./language.ts";
import { shortened } from "./seats.ts";

export const LONGEST_NOTE = 2_000;
const COUNT_FROM = LONGEST_NOTE - 200;

/** The one field that a phase change, a "build on this" or a reload gives the focus back to. */
export const COMPOSER_ID = "composer";

export function focusComposer(): void {
  const field = document.getElementById(COMPOSER_ID) as HTMLTextAreaElement | null;
  if (!field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.scrollIntoView({ block: "nearest" });
}

export function Composer({ phase, label, hint, kind: onlyKind, button, place, phones = [] }: {
  phase: Phase;
  label: string;
  hint?: string;
  /** when the task asks for one kind of note only */
  kind?: Kind;
  button?: string;
  /** the table one writes at: words sent late do not land on the next one */
  place?: string;
  /** people here who take part by phone, for whom one may write */
  phones?: { id: string; name: string }[];
}) {
  const { wire, keeps } = useLive();
  const draft = draftOf(keeps);
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const [open, setOpen] = useState(false);
  const [speaker, setSpeaker] = useState("");
  const phone = phones.some(({ id }) => id === speaker) ? speaker : "";
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const kinds = onlyKind ? [onlyKind] : kindsOf(phase.writes);
  const kind = useComputed(() => draft.value.kind).value;
  const picked = kind && kinds.includes(kind) ? kind : kinds[0]!;
  const { text, builds_on: below, phase: begunIn, visibility: begunFor } = draft.value;
  const visibility = phase.writes?.visibility ?? "place";
  const at = wire.place.value?.kind ?? "table";
  const company = at === "table" ? "place" : at === "pair" ? "pair" : "group";
  const moved = text.trim() !== "" && begunIn !== undefined && begunIn !== phase.id;
  const wider = moved && begunFor === "me" && visibility !== "me";

  async function submit(event?: Event) {
    event?.preventDefault();
    const words = text.trim();
    if (!words) {
      say(t("note.empty"));
      field.current?.focus();
      return;
    }
    if ([...words].length > LONGEST_NOTE) return;
    const args: Record<string, unknown> = { text: words, kind: picked };
    if (below) args.builds_on = [below.id];
    if (draft.peek().carried) args.carried = true;
    if (place) args.place = place;
    if (phone) args.for = phone;
    clearDraft(keeps);
    field.current?.focus();
    const offline = wire.line.peek() !== "online";
    if (offline) say(t("note.queued"));
    const answer = await wire.send("note.add", args);
    if (answer.ok) say(t("note.added"));
  }

  const typed = (value: string) =>
    write(keeps, {
      text: value,
      ...(draft.peek().text.trim() ? {} : { phase: phase.id, visibility }),
    });

  const letters = [...text].length;
  return (
    <form
      class={`composer stack close ${open || text || below ? "open" : ""}`}
      onSubmit={submit}
      onFocusIn={() => {
        clearTimeout(closing.current);
        setOpen(true);
      }}
      // Not at once: whatever the finger is on its way to must not jump from under it.
      onFocusOut={() => (closing.current = setTimeout(() => setOpen(false), 400))}
    >
      <label for={COMPOSER_ID}>{label}</label>
      {below && (
        <div class="below">
          <Icon name="build" />
          <p class="grow"><span class="soft">{t("note.building")}</span> {shortened(below.text, 90)}</p>
          <button
            type="button"
            class="button plain"
            onClick={() => {
              const { builds_on: _none, ...rest } = draft.peek();
              draft.value = rest;
              write(keeps, {});
              focusComposer();
            }}
          >
            <Icon name="close" />
            <span class="for-readers">{t("note.unbuild")}</span>
          </button>
        </div>
      )}
      <textarea
        id={COMPOSER_ID}
        ref={field}
        class="input"
        rows={2}
        value={text}
        maxLength={LONGEST_NOTE}
        aria-describedby={hintId}
        enterkeyhint="enter"
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
        }}
      />
      <div id={hintId} class="hint">
        {wider
          ? t("note.begun_private")
          : moved
            ? t("note.begun_before")
            : phase.writes?.anonymous ? t("note.anonymous_hint") : hint ?? t(`note.seen_by.${visibility === "place" ? company : visibility}`)}
        {letters > COUNT_FROM && ` ${t("note.letters_left", { count: Math.max(0, LONGEST_NOTE - letters) })}`}
      </div>
      {phones.length > 0 && (
        <div class="speaker row">
          <label for={`${hintId}speaker`}>{t("note.whose")}</label>
          <select id={`${hintId}speaker`} class="input grow" value={phone} onChange={(event) => setSpeaker(event.currentTarget.value)}>
            <option value="">{t("note.mine")}</option>
            {phones.map(({ id, name }) => <option key={id} value={id}>{t("note.by_phone", { name })}</option>)}
          </select>
        </div>
      )}
      <div class="composer-end">
        <KindChoice kinds={kinds} picked={picked} name={COMPOSER_ID} onPick={(next) => write(keeps, { kind: next })} />
        <button type="submit" class="button main">
          <Icon name="send" />
          {button ?? t("note.send")}
        </button>
      </div>
    </form>
  );
}
