// Looking in on a table: its cloth with the notes of every round, live. Any note can be hidden from all others.
import { useEffect } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import { inOrder, type Note, type Place } from "../live/documents.ts";
import { t } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { Said } from "../live/said.tsx";
import { TablePicture } from "../live/table.tsx";
import { act } from "./console.ts";
import { Icon } from "./icons.tsx";
import { WriteFor } from "./WriteFor.tsx";

type Line = [string, Note];

function byRound(notes: Place["notes"]): [number, Line[]][] {
  const rounds = new Map<number, Line[]>();
  for (const line of inOrder(notes)) rounds.set(line[1].round, [...(rounds.get(line[1].round) ?? []), line]);
  return [...rounds].sort(([a], [b]) => b - a);
}

// The table's document comes after the answer: the heading takes the focus when it is there.
let asked: string | null = null;

export async function lookAt(place: string): Promise<void> {
  asked = place;
  if (document.getElementById("look-title")?.dataset.place === place) focusTitle();
  await act("look", { place });
}

function focusTitle(): void {
  asked = null;
  document.getElementById("look-title")?.focus();
}

export function LookIn({ place }: { place: Place }) {
  useEffect(() => { if (asked === place.id) focusTitle(); }, [place.id]);
  const rounds = byRound(place.notes);
  const seats = inOrder(place.people).map(([id, seat]) => ({ id, ...seat }));
  const bands = [...rounds].reverse().map(([round, lines]) => ({ round, notes: lines.length }));
  return (
    <section class="card look" aria-labelledby="look-title">
      <div class="row apart">
        <h3 id="look-title" data-place={place.id} tabIndex={-1}>{t("host.look.title", { place: placeName(place) })}</h3>
        <button type="button" class="button" onClick={leave}>{t("host.look.leave")}</button>
      </div>
      <Said as="p" class="soft" text={place.theme ?? place.name} />
      <div class="look-body">
        <TablePicture number={place.number} kind={place.kind} seats={seats} bands={bands} size="medium" />
        <div class="stack grow">
          {rounds.length === 0 && <p class="soft">{t("host.look.no_notes")}</p>}
          {rounds.map(([round, lines]) => (
            <section key={round} class={`round-notes band-${((round - 1) % 8) + 1}`} aria-label={round ? t("host.look.round", { round }) : t("host.look.before")}>
              <h4>{round ? t("host.look.round", { round }) : t("host.look.before")}</h4>
              <ul>{lines.map(([id, note]) => <NoteLine key={id} id={id} note={note} notes={place.notes} />)}</ul>
            </section>
          ))}
          <WriteFor place={place.id} />
        </div>
      </div>
    </section>
  );
}

async function leave(): Promise<void> {
  await act("look", {});
  requestAnimationFrame(() => document.getElementById("view-title")?.focus());
}

function NoteLine({ id, note, notes }: { id: string; note: Note; notes: Place["notes"] }) {
  const base = Object.keys(note.builds_on ?? {}).map((on) => notes[on]?.text).find(Boolean);
  return (
    <li class="note-line">
      <div class="grow">
        {base && <p class="soft small">{t("host.look.builds_on", { text: base })}</p>}
        <p class="note-words">{note.text}</p>
        <p class="soft small">{noteFacts(note)}</p>
      </div>
      <HideButton id={id} text={note.text} on />
    </li>
  );
}

export function noteFacts(note: Pick<Note, "kind" | "name" | "from" | "by_host">): string {
  const facts = [t(`kind.${note.kind}`), note.name ?? t("host.look.anonymous")];
  if (note.from !== undefined) facts.push(t("host.look.carried", { number: note.from }));
  return facts.join(" · ");
}

export function HideButton({ id, text, on }: { id: string; text: string; on: boolean }) {
  const label = on ? t("host.look.hide_this", { text: text.slice(0, 60) }) : t("host.look.show_this", { text: text.slice(0, 60) });
  return (
    <button type="button" class="button plain small" aria-label={label}
      onClick={async () => { if (await act("note.hide", { note: id, on })) say(t(on ? "host.look.hidden" : "host.look.shown")); }}>
      <Icon name={on ? "gone" : "eye"} /> {on ? t("host.look.hide") : t("host.look.show")}
    </button>
  );
}
