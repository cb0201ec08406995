// The move: where I go and why, in figures one can read across a room. The table comes up with me sitting down at it.

import { Composer } from "@/live/composer.tsx";
import { useLive } from "@/live/context.ts";
import type { Person, Phase, Place, Room, RotateRoom } from "@/live/documents.ts";
import { draftOf } from "@/live/drafts.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { placeName } from "@/live/places.ts";
import { Said } from "@/live/said.tsx";
import { TablePicture } from "@/live/table.tsx";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import { bandsAt, hostOf, seatsOf } from "@/session/people.ts";
import { PeopleList } from "@/session/table-strip.tsx";
import { NoSeatYet, type ActivityProps } from "@/session/tablework.tsx";

/** Why this table, in a few words each; only what is true and of use. */
export function reasons(person: Person, place: Place): string[] {
  const why = person.why;
  const others = Object.keys(place.people).filter((id) => id !== person.id).length;
  const words: string[] = [];
  if (why?.reason === "late") words.push(t("why.late"));
  if (why?.reason === "moved") words.push(t("why.moved"));
  if (why?.reason === "went") words.push(t("why.went"));
  if (why?.reason === "merged") words.push(t("why.merged"));
  if (why?.reason === "back") words.push(t("why.back"));
  if (why?.reason === "carousel") words.push(t("why.carousel"));
  if (why?.reason === "carousel") return words;
  if (others > 0 && why?.new === others && others > 1) words.push(t("why.all_new", { count: others }));
  else if (why?.new) words.push(t("why.new", { count: why.new }));
  if (why?.kept) words.push(t("why.kept", { count: why.kept }));
  return words;
}

function From({ person }: { person: Person }) {
  if (person.why?.from === undefined || person.why.from === person.number) return null;
  return (
    <p class="move-from">
      <span>{t("place.table", { number: person.why.from })}</span>
      <Icon name="arrow" />
      <span class="for-readers">{t("move.to")}</span>
      <strong>{t("place.table", { number: person.number ?? "" })}</strong>
    </p>
  );
}

function Destination({ room, person, place }: { room: Room; person: Person; place: Place }) {
  const stays = person.why?.reason === "stays";
  // only one who stays can wait for the others: a relayed host is on the way, too
  const host = (room.activity as unknown as RotateRoom).table_host === "stay" ? hostOf(place) : undefined;
  const why = reasons(person, place);
  return (
    <section class="move stack" aria-labelledby="move-title">
      <h2 id="move-title" class="move-title">
        <span class="move-word">{t(stays ? "move.stay" : person.why?.from === undefined ? "move.first" : "move.go")}</span>{" "}
        <span class="huge">{placeName(place)}</span>
        {place.theme && <Said text={place.theme} class="move-theme" />}
      </h2>
      <From person={person} />
      <TablePicture size="large" number={place.number} seats={seatsOf(place, person.id)} bands={bandsAt(place.notes)} arriving={!stays} label={false} />
      {why.length > 0 && <ul class="move-why" aria-label={t("move.why")}>{why.map((words) => <li key={words}>{words}</li>)}</ul>}
      {stays && person.host_of === place.id && <p>{t("move.welcome_them")}</p>}
      {!stays && host && host.id !== person.id && <p>{t("move.host_waits", { name: host.name })}</p>}
      <CompanionLink room={room} place={place} main={room.companion.mode === "table" && !stays} />
      <PeopleList place={place} me={person.id} />
    </section>
  );
}

/** What goes along: the idea I chose, and the words I had begun. */
function Luggage({ person }: { person: Person }) {
  const { keeps } = useLive();
  const draft = draftOf(keeps).value.text.trim();
  if (!person.seed && !draft) return null;
  return (
    <section class="card stack close" aria-labelledby="luggage-title">
      <h2 id="luggage-title" class="small-title"><Icon name="carry" />{t("move.along")}</h2>
      {person.seed && <blockquote>{person.seed.text}</blockquote>}
      {draft && <p class="hint">{t("move.draft_kept")}</p>}
    </section>
  );
}

/** Who stays with the table they called sorts out their own thoughts meanwhile; nobody else sees them. */
function Sheet({ phase, person }: { phase: Phase; person: Person }) {
  return (
    <section class="stack" aria-labelledby="sheet-title">
      <h2 id="sheet-title">{t("rotate.sheet")}</h2>
      <Composer phase={phase} label={t("rotate.sheet_label")} hint={t("note.seen_by.me")} button={t("own.keep")} />
      <OwnNotes person={person} title={t("own.title")} />
    </section>
  );
}

export function Move({ room, person, place }: ActivityProps) {
  if (person.role === "follower") return <p class="card">{t("move.others_move")}</p>;
  if (!place) return <NoSeatYet room={room} />;
  return (
    <div class="stack far">
      <Destination room={room} person={person} place={place} />
      {person.host_of === place.id && room.phase?.writes && <Sheet phase={room.phase} person={person} />}
      <Luggage person={person} />
    </div>
  );
}
