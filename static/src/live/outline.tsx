// The tablecloth: what has been written at a table, as nested lists banded by round. Earlier rounds are folded into a
// line that opens. What builds on a line stands indented under it; what builds on a line of another round names it.
// It is a list first and looks like a cloth second.

import { useComputed } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";
import { useLive } from "./context.ts";
import type { Keyed, Note } from "./documents.ts";
import { inOrder } from "./documents.ts";
import { Icon } from "./icons.tsx";
import { t } from "./language.ts";
import { NoteLine, PendingLine, type LineRights } from "./note-line.tsx";
import type { Waiting } from "./outbox.ts";

interface Line {
  id: string;
  note: Note;
  children: Line[];
  /** lines of other bands it builds on */
  elsewhere: { id: string; note: Note }[];
}

/** Lines of one band, each under the first line of the same band it builds on. */
function threaded(notes: [string, Note][], all: Keyed<Note>): Line[] {
  const lines = new Map<string, Line>(notes.map(([id, note]) => [id, { id, note, children: [], elsewhere: [] }]));
  const roots: Line[] = [];
  for (const line of lines.values()) {
    const parents = Object.keys(line.note.builds_on ?? {});
    const here = parents.find((parent) => lines.has(parent) && parent !== line.id && lines.get(parent)!.note.order < line.note.order);
    line.elsewhere = parents.filter((parent) => parent !== here && all[parent]).map((id) => ({ id, note: all[id]! }));
    (here ? lines.get(here)!.children : roots).push(line);
  }
  return roots;
}

export interface Band {
  round: number;
  lines: Line[];
  count: number;
}

export function bandsOf(notes: Keyed<Note>, all: Keyed<Note> = notes): Band[] {
  const byRound = new Map<number, [string, Note][]>();
  for (const entry of inOrder(notes)) {
    const round = entry[1].round;
    if (byRound.has(round)) byRound.get(round)!.push(entry);
    else byRound.set(round, [entry]);
  }
  return [...byRound].sort(([a], [b]) => a - b).map(([round, entries]) => ({
    round,
    lines: threaded(entries, all),
    count: entries.length,
  }));
}

/** What the sender sees before the server's answer shows in the documents. */
export function pendingOf(waiting: readonly Waiting[], notes: Keyed<Note>, own: Keyed<Note> = {}, place?: string) {
  const added = waiting.filter(({ name, args, answer }) => {
    if (name !== "note.add" || typeof args.text !== "string") return false;
    if (place && args.place && args.place !== place) return false; // laid on the table I have just left
    if (!answer) return true;
    return answer.ok && typeof answer.note === "string" && !(answer.note in notes) && !(answer.note in own);
  });
  const edits: Record<string, string> = {};
  const removed = new Set<string>();
  for (const { name, args, answer } of waiting) {
    if (answer && !answer.ok) continue;
    if (name === "note.edit" && !answer) edits[String(args.note)] = String(args.text);
    if (name === "note.remove" && !answer) removed.add(String(args.note));
  }
  return { added, edits, removed };
}

function Lines({ lines, rights, edits, removed }: {
  lines: Line[];
  rights: LineRights;
  edits: Record<string, string>;
  removed: ReadonlySet<string>;
}) {
  return (
    <ul class="lines">
      {lines.filter((line) => !removed.has(line.id) || line.children.length > 0).map((line) => (
        <li key={line.id} id={`line-${line.id}`}>
          <NoteLine id={line.id} note={line.note} edited={edits[line.id]} rights={rights} elsewhere={line.elsewhere} />
          {line.children.length > 0 && <Lines lines={line.children} rights={rights} edits={edits} removed={removed} />}
        </li>
      ))}
    </ul>
  );
}

/** What is written now stands open; all that was before it is folded by its round. */
function nowAndBefore(notes: Keyed<Note>, others: Keyed<Note>, round: number, phase: string | undefined): { current: Band[]; earlier: Band[] } {
  const all = { ...others, ...notes };
  if (!phase) {
    const bands = bandsOf(notes, all);
    const now = round || (bands[bands.length - 1]?.round ?? 0);
    return { current: bands.filter((band) => band.round >= now), earlier: bands.filter((band) => band.round < now) };
  }
  const part = (wanted: boolean) => Object.fromEntries(Object.entries(notes).filter(([, note]) => (note.phase === phase) === wanted));
  const lines = inOrder(part(true));
  return {
    current: lines.length ? [{ round: 0, lines: threaded(lines, all), count: lines.length }] : [],
    earlier: bandsOf(part(false), all),
  };
}

type Named = (phase: string) => string | undefined;
const NO_NAME: Named = () => undefined;
const NOTHING: Keyed<Note> = {};

export function Outline({ notes, others = NOTHING, own, place, round, phase, rights, openBefore = false, empty, title, named = NO_NAME }: {
  notes: Keyed<Note>;
  /** notes shown beside these, which a line here may build on */
  others?: Keyed<Note>;
  /** my own that only I see yet: a pending line may turn up there instead */
  own?: Keyed<Note>;
  /** the table these lie on */
  place?: string;
  /** the round being talked now; 0 outside rounds */
  round: number;
  /** outside rounds: what is written in this phase is what is now */
  phase?: string;
  rights: LineRights;
  /** the layer before this one open from the start: a group that goes on from another group's notes */
  openBefore?: boolean;
  empty: string;
  title: string;
  /** what the phase a band was written in is called, where it is no round of a rotation */
  named?: Named;
}) {
  const { wire } = useLive();
  const pending = useComputed(() => wire.pending.value);
  const { added, edits, removed } = pendingOf(pending.value, notes, own, place);
  const { current, earlier } = useMemo(() => nowAndBefore(notes, others, round, phase), [notes, others, round, phase]);
  const now = round || (current[current.length - 1]?.round ?? 0);
  const nothing = current.length === 0 && added.length === 0;

  return (
    <section class="outline" aria-labelledby="outline-title">
      <h2 id="outline-title" tabIndex={-1}>{title}</h2>
      {earlier.map((band) => (
        <FoldedBand
          key={band.round}
          band={band}
          named={named}
          rights={rights}
          edits={edits}
          removed={removed}
          open={openBefore && band === earlier[earlier.length - 1]}
        />
      ))}
      {current.map((band) => (
        <div key={band.round} class={`band round-${colourOf(band.round)}`}>
          {band.round > 0 && <BandTitle band={band} />}
          <Lines lines={band.lines} rights={rights} edits={edits} removed={removed} />
        </div>
      ))}
      {added.length > 0 && (
        <ul class={`lines band waiting round-${colourOf(now)}`}>
          {added.map((waiting) => <li key={waiting.id}><PendingLine waiting={waiting} line={wire.line.value} /></li>)}
        </ul>
      )}
      {nothing && <p class="cloth-empty">{earlier.length > 0 ? t("outline.empty_round") : empty}</p>}
    </section>
  );
}

const colourOf = (round: number) => ((Math.max(1, round) - 1) % 8) + 1;

function BandTitle({ band }: { band: Band }) {
  return (
    <h3 class="band-title">
      <span class="band-number" aria-hidden="true">{band.round}</span>
      {t("outline.round", { round: band.round })}
      <span class="soft"> · {t("outline.count", { count: band.count })}</span>
    </h3>
  );
}

/** Pairs and fours follow each other without being rounds: their notes stand under the phase's own name. */
function bandName(band: Band, named: Named): string {
  const name = band.lines[0] && named(band.lines[0].note.phase);
  return name || (band.round ? t("outline.round", { round: band.round }) : t("outline.before"));
}

function FoldedBand({ band, open, named, ...rest }: {
  band: Band;
  named: Named;
  open: boolean;
  rights: LineRights;
  edits: Record<string, string>;
  removed: ReadonlySet<string>;
}) {
  const [opened, setOpened] = useState(open);
  return (
    <details
      class={`band folded round-${colourOf(band.round)}`}
      open={opened}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>
        <span class="band-number" aria-hidden="true">{band.round || "·"}</span>
        <span>
          {bandName(band, named)}
          {" · "}
          {t("outline.count", { count: band.count })}
        </span>
      </summary>
      {opened && <Lines lines={band.lines} {...rest} />}
    </details>
  );
}

/** The lines of a band without anything one can do to them: for a wall, a preview, a follower. */
export function ReadOnlyMark() {
  return <p class="hint"><Icon name="eye" /> {t("outline.read_only")}</p>;
}
