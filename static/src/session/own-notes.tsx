// What I wrote for myself: mine until I bring it to the table, line by line.

import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { useLive } from "../live/context.ts";
import type { Note, Person, PlaceKind, Visibility } from "../live/documents.ts";
import { inOrder } from "../live/documents.ts";
import { t } from "../live/language.ts";
import { NoteLine, PendingLine } from "../live/note-line.tsx";
import { pendingOf } from "../live/outline.tsx";

const NOTHING: { id: string; note: Note }[] = [];

/** My notes that nobody else sees, with those on their way to becoming it. */
export function OwnNotes({ person, share, at, phase, folded = false, title }: {
  person: Person;
  /** what "share" offers here; nothing when there is nobody to share with yet */
  share?: Exclude<Visibility, "me">;
  /** what the place is one shares at */
  at?: PlaceKind | undefined;
  /** only those written in this phase */
  phase?: string;
  folded?: boolean;
  title: string;
}) {
  const { wire } = useLive();
  const waiting = useComputed(() => wire.pending.value).value;
  const { added, edits, removed } = pendingOf(waiting, person.notes, person.shared);
  const rights = useMemo(
    () => ({ me: person.id, build: false, change: true, carry: false, allMine: true, ...(share ? { share } : {}), ...(at ? { at } : {}) }),
    [person.id, share, at],
  );
  const mine = inOrder(person.notes).filter(([id, note]) => !removed.has(id) && (!phase || note.phase === phase));
  const coming = folded ? [] : added;
  if (!mine.length && !coming.length) return null;
  const lines = (
    <ul class="lines">
      {mine.map(([id, note]) => (
        <li key={id}><NoteLine id={id} note={note} edited={edits[id]} rights={rights} elsewhere={NOTHING} /></li>
      ))}
      {coming.map((one) => <li key={one.id}><PendingLine waiting={one} line={wire.line.value} /></li>)}
    </ul>
  );
  if (!folded) {
    return (
      <section class="own-notes outline" aria-labelledby="own-title">
        <h2 id="own-title" tabIndex={-1}>{title}</h2>
        {lines}
      </section>
    );
  }
  return (
    <details class="card folding own-notes">
      <summary>{title} · {mine.length}</summary>
      {share && <p class="hint">{t("own.share_hint")}</p>}
      {lines}
    </details>
  );
}
