// Work at a table, the same in a small group and in a café round: what I bring with me, the cloth, the field to write.

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import { Composer } from "../live/composer.tsx";
import type { Person, Place, Room, Send } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { t, tx } from "../live/language.ts";
import type { LineRights } from "../live/note-line.tsx";
import { inOrder } from "../live/documents.ts";
import { shortened } from "../live/seats.ts";
import { Outline, ReadOnlyMark } from "../live/outline.tsx";
import { CompanionLink } from "./companion.tsx";
import { OwnNotes } from "./own-notes.tsx";
import { TableStrip } from "./table-strip.tsx";

export interface ActivityProps<A = Record<string, unknown>> {
  room: Room<A>;
  person: Person;
  place: Place | undefined;
  send: Send;
}

/** What a phase's notes stand under where it is no round of a rotation. */
export const bandNames = (room: Room) => (phase: string): string | undefined =>
  room.programme[phase]?.round ? undefined : tx(room.programme[phase]?.title);

const SEAT_WITHIN = 1_500;
const GATHERED_FOR = 2_500;

/** What the others at my table write, told to whoever wants to hear it: gathered, never line by line in a rush. */
function useOthersLines(place: Place | undefined, me: string): void {
  const known = useRef<{ place: string; ids: Set<string> } | undefined>(undefined);
  const fresh = useRef<string[]>([]);
  useEffect(() => {
    if (!place) return;
    const ids = new Set(Object.keys(place.notes));
    const before = known.current;
    known.current = { place: place.id, ids };
    if (before?.place !== place.id) return; // a table one comes to is read, not recited
    for (const [id, note] of Object.entries(place.notes)) {
      if (before.ids.has(id) || note.author === me) continue;
      fresh.current.push(`${note.name ?? t("note.anonymous")}: ${shortened(note.text, 120)}`);
      if (fresh.current.length > 1) continue;
      setTimeout(() => {
        const lines = fresh.current.splice(0);
        say(lines.length > 2 ? t("outline.new", { count: lines.length }) : lines.join(" "), { about: "others" });
      }, GATHERED_FOR);
    }
  }, [place, me]);
}

/** An idea taken along from the table before: told aloud, and laid on this cloth with one tap. */
function CarriedIdea({ person, place, send }: { person: Person; place: Place; send: Send }) {
  const seed = person.seed;
  if (!seed || seed.note in place.notes) return null;
  return (
    <section class="card carried stack close" aria-labelledby="carried-title">
      <h2 id="carried-title" class="small-title"><Icon name="carry" />{t("carry.brought", { number: seed.from })}</h2>
      <blockquote>{seed.text}</blockquote>
      <div class="buttons">
        <button type="button" class="button" onClick={() => void send("note.add", { text: seed.text, carried: true, place: place.id })}>
          {t("carry.lay")}
        </button>
      </div>
    </section>
  );
}

export function NoSeatYet({ room }: { room: Room }) {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), SEAT_WITHIN);
    return () => clearTimeout(timer);
  }, []);
  if (patient) return null; // usually the seat is a blink away
  return (
    <section class="card stack close">
      <p><strong>{t("seat.none")}</strong></p>
      <p>{t("seat.none_text", { host: room.host })}</p>
    </section>
  );
}

/** Those who take part by phone: somebody at their table writes down what they say. */
const phonesAt = (place: Place): { id: string; name: string }[] =>
  inOrder(place.people).filter(([, seat]) => seat.kind === "phone").map(([id, seat]) => ({ id, name: seat.name }));

export function Tablework({ room, person, place, send, carry = false, openBefore = false, docked = true, title, empty, label, others, also, children, below }: ActivityProps & {
  carry?: boolean;
  openBefore?: boolean;
  title?: string;
  empty?: string;
  label?: string;
  /** notes shown above the cloth, which lines on it may build on */
  others?: Place["notes"];
  /** the activity's own button on each line; keep the function the same while nothing changes */
  also?: LineRights["also"];
  /** the field waits at the lower edge of the screen */
  docked?: boolean;
  /** what the table needs first, above the cloth on a phone */
  children?: ComponentChildren;
  /** what one may do with the cloth, under it */
  below?: ComponentChildren;
}) {
  useOthersLines(place, person.id);
  const carried = person.seed?.note;
  const writes = Boolean(room.phase?.writes) && person.role !== "follower" && person.role !== "screen" && room.status === "live";
  const rights: LineRights = useMemo(
    () => ({
      me: person.id,
      build: writes,
      change: writes,
      carry: carry && writes,
      ...(carried ? { carried } : {}),
      ...(also && writes ? { also } : {}),
    }),
    [person.id, writes, carry, carried, also],
  );
  if (!place) return person.role === "participant" ? <NoSeatYet room={room} /> : null;
  const field = writes && room.phase && (
    <Composer phase={room.phase} place={place.id} label={label ?? t("note.label")} phones={phonesAt(place)} />
  );
  return (
    <div class="tablework">
      <div class="tablework-parts">
        <div class="tablework-side stack">
          <TableStrip room={room} person={person} place={place} send={send} />
          <CompanionLink room={room} place={place} />
          {children}
          {writes && <CarriedIdea person={person} place={place} send={send} />}
          {writes && <OwnNotes person={person} share="place" at={place.kind} folded title={t("own.bring")} />}
        </div>
        <div class="tablework-cloth stack">
          <Outline
            notes={place.notes}
            {...(others ? { others } : {})}
            own={person.notes}
            place={place.id}
            round={room.phase?.round ?? 0}
            {...(room.phase && !room.phase.round ? { phase: room.phase.id } : {})}
            rights={rights}
            openBefore={openBefore}
            title={title ?? t(`outline.title_${place.kind}`)}
            named={bandNames(room)}
            empty={empty ?? t(writes ? "outline.empty" : "outline.empty_read")}
          />
          {below}
          {!writes && <ReadOnlyMark />}
        </div>
      </div>
      {field && (docked ? <div class="dock">{field}</div> : field)}
    </div>
  );
}
