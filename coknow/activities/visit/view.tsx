// A visit on a participant's phone: at the other group's table as a guest, or at home with what guests have left there.

import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Composer, focusComposer } from "@/live/composer.tsx";
import { useLive } from "@/live/context.ts";
import { inOrder, type Keyed, type Note, type Person, type Phase, type Place, type Room } from "@/live/documents.ts";
import { write } from "@/live/drafts.ts";
import { Icon } from "@/live/icons.tsx";
import { KindTag, kindsOf } from "@/live/kinds.tsx";
import { listed, t, timeOfDay } from "@/live/language.ts";
import { Outline } from "@/live/outline.tsx";
import { CompanionLink } from "@/session/companion.tsx";
import { TableStrip } from "@/session/table-strip.tsx";
import { bandNames, NoSeatYet, type ActivityProps } from "@/session/tablework.tsx";
import { STEMS, Stems } from "./stems.tsx";
import type { VisitPerson, VisitPlace, VisitRoom } from "./types.ts";

const courseOf = (place: Place): VisitPlace => place.activity as unknown as VisitPlace;
const fromGuests = (place: Place): [string, Note][] => inOrder(place.notes).filter(([, note]) => note.author !== undefined && !(note.author in place.people));

/** Where I am now, in one sentence: the same for eyes and for ears. */
function whereabouts(room: VisitRoom, course: VisitPlace, guestAt: Place | undefined, stays: boolean): string {
  const { part } = course;
  if (guestAt) {
    const number = guestAt.number;
    if (part === "speak") return t("visit.listen", { number });
    return t(part === "respond" ? "visit.respond" : "visit.read", { number });
  }
  if (part === "alone") return t("visit.alone");
  if (part === "home") return t("visit.home");
  if (stays) return t("visit.you_stay");
  const guests = inOrder(course.guests).map(([, guest]) => String(guest.number));
  if (!guests.length) return t(part === "read" ? "visit.no_way" : "visit.no_guests");
  const count = guests.length;
  return t(part === "speak" && room.hosted ? "visit.present" : "visit.guests_write", { count, groups: listed(guests) });
}

/** Every step of the visit is said once; it happens without anybody's pressing. */
function useStepsSaid(words: string, step: string): void {
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    say(words, { about: "phase" });
    if (document.activeElement === document.body) document.getElementById("visit-where")?.focus();
  }, [step]);
}

function Where({ words, course }: { words: string; course: VisitPlace }) {
  return (
    <section class="card visit-where stack close">
      <h2 id="visit-where" tabIndex={-1} class="big">{words}</h2>
      <p class="visit-when">
        {course.legs > 1 && course.part !== "home" && <span>{t("visit.leg", { leg: course.leg, legs: course.legs })}</span>}
        {course.deadline !== undefined && <span><Icon name="clock" /> {t(course.part === "speak" ? "visit.speak_until" : "visit.until", { time: timeOfDay(course.deadline) })}</span>}
      </p>
    </section>
  );
}

function Guest({ room, person, at }: { room: Room; person: Person; at: Place }) {
  const phase = room.phase!;
  const rights = useMemo(() => ({ me: person.id, build: true, change: true, carry: false }), [person.id]);
  const presenters = Object.keys(courseOf(at).presenters ?? {}).map((id) => at.people[id]?.name).filter((name) => name !== undefined);
  return (
    <>
      <CompanionLink room={room} place={at} />
      {presenters.length > 0 && <p class="banner"><Icon name="speech" /><span class="grow">{t("visit.presents", { count: presenters.length, names: listed(presenters) })}</span></p>}
      <Outline
        notes={at.notes} place={at.id} round={0} phase={phase.id} rights={rights} openBefore named={bandNames(room)}
        title={t("visit.product_of", { number: at.number })} empty={t("visit.product_empty")}
      />
      <Stems phase={phase} place={at} />
    </>
  );
}

/** What guests left, each with its answer or with the button that begins one. */
function Tray({ place, person, revising }: { place: Place; person: Person; revising: boolean }) {
  const { keeps } = useLive();
  const left = fromGuests(place);
  if (!left.length) return revising ? <p class="cloth-empty">{t("visit.nothing_left")}</p> : null;
  const answersTo = (id: string): [string, Note][] => inOrder(place.notes).filter(([, note]) => note.builds_on?.[id] && (note.author === undefined || note.author in place.people));
  return (
    <section class="outline" aria-labelledby="visit-tray">
      <h2 id="visit-tray" tabIndex={-1}>{t("visit.tray", { count: left.length })}</h2>
      <ul class="lines">
        {left.map(([id, note]) => (
          <li key={id}>
            <div class="line">
              <p class="line-text">{note.text}</p>
              <p class="line-by"><KindTag kind={note.kind} /><span>{note.name ?? t("note.anonymous")}</span></p>
              {answersTo(id).map(([answer, { text }]) => (
                <p key={answer} class="visit-change"><Icon name="check" /> <span><strong>{t("visit.changed")}</strong> {text}</span></p>
              ))}
              {revising && person.role !== "follower" && (
                <div class="line-does">
                  <button type="button" class="button plain" aria-label={`${t("visit.change")}: ${note.text.slice(0, 60)}`}
                    onClick={() => { write(keeps, { builds_on: { id, text: note.text } }); focusComposer(); }}>
                    <Icon name="edit" /> {t("visit.change")}
                  </button>
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Our own product without what the tray shows already. */
function ownOf(place: Place): Keyed<Note> {
  const left = new Set(fromGuests(place).map(([id]) => id));
  return Object.fromEntries(Object.entries(place.notes).filter(([id]) => !left.has(id)));
}

function Home({ room, person, place, send, course }: ActivityProps & { place: Place; course: VisitPlace }) {
  const phase = room.phase!;
  const revising = course.part === "home" || course.part === "alone";
  const rights = useMemo(() => ({ me: person.id, build: false, change: true, carry: false }), [person.id]);
  const own = useMemo(() => ownOf(place), [place]);
  return (
    <>
      <Tray place={place} person={person} revising={course.part === "home"} />
      <TableStrip room={room} person={person} place={place} send={send} />
      <CompanionLink room={room} place={place} />
      <Outline notes={own} place={place.id} round={0} phase={phase.id} rights={rights} openBefore named={bandNames(room)}
        title={t("visit.our_product")} empty={t("visit.our_empty")} />
      {revising && phase.writes && person.role !== "follower" && (
        <div class="dock"><HomeField phase={phase} place={place} label={t(course.part === "alone" ? "note.label" : "visit.changed_label")} /></div>
      )}
    </>
  );
}

function HomeField({ phase, place, label }: { phase: Phase; place: Place; label: string }) {
  const own = kindsOf(phase.writes).find((kind) => !STEMS.includes(kind)) ?? kindsOf(phase.writes)[0]!;
  return <Composer phase={phase} place={place.id} kind={own} label={label} />;
}

function Staying({ stays, send }: { stays: boolean; send: ActivityProps["send"] }) {
  return (
    <div class="stack close">
      <div><button type="button" class="button visit-stay" aria-pressed={stays} onClick={() => void send("visit.stay", { on: !stays })}><Icon name={stays ? "arrow" : "speech"} /> {t(stays ? "visit.go_along" : "visit.stay")}</button></div>
    </div>
  );
}

export function Participant(props: ActivityProps) {
  const { room, person, place, send } = props;
  const { wire } = useLive();
  const guestAt = useComputed(() => wire.visited.value).value;
  const visit = room.activity as unknown as VisitRoom;
  const stays = Boolean((person.activity as VisitPerson).stays);
  const course = place && courseOf(place);
  const words = course ? whereabouts(visit, course, guestAt, stays) : "";
  useStepsSaid(words, course ? `${course.leg}.${course.part}.${guestAt?.id ?? ""}` : "");
  if (!place || !course) return person.role === "participant" ? <NoSeatYet room={room} /> : null;
  return (
    <div class="stack far">
      <Where words={words} course={course} />
      {visit.form === "gallery" && visit.hosted && course.part === "read" && person.role === "participant" && <Staying stays={stays} send={send} />}
      {guestAt ? <Guest key={guestAt.id} room={room} person={person} at={guestAt} /> : <Home {...props} place={place} course={course} />}
    </div>
  );
}

export function preview(settings: { form?: VisitRoom["form"]; hosted?: boolean }) {
  const room: VisitRoom = { form: settings.form ?? "pairs", hosted: settings.hosted ?? true };
  const place: VisitPlace = { part: room.form === "pairs" && room.hosted ? "speak" : "home", leg: 1, legs: 2, guests: { g: { order: 1, number: 4 } } };
  return { room, place };
}
