// A session as its participant sees it, from the lobby to the thanks: the frame around the running activity's view.
// Says what changes, and keeps the reader's place: nobody's typing is ever interrupted by a phase.

import { views } from "coknow:activities";
import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Announcements, say } from "../live/announcer.tsx";
import { boot } from "../live/boot.ts";
import { useWarnings } from "../live/clock.tsx";
import { COMPOSER_ID, focusComposer } from "../live/composer.tsx";
import { useLive } from "../live/context.ts";
import type { Person, Phase, Place, PublicFacts, Room } from "../live/documents.ts";
import { KeptWords } from "../live/kept.tsx";
import { hasMessage, language, sessionLanguage, t, tx } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { Said } from "../live/said.tsx";
import { Steady } from "../live/steady.tsx";
import { ThankYou } from "./endings.tsx";
import { FollowerCard } from "./follower.tsx";
import { HelpBanner } from "./help.tsx";
import { Lobby } from "./lobby.tsx";
import { BarNotice, NoticeBanner } from "./notices.tsx";
import { Foot } from "./page-parts.tsx";
import { LettingGo } from "./letting-go.tsx";
import { RecoveryWords } from "./recovery.tsx";
import { RulesNotice } from "./rules-notice.tsx";
import type { ActivityProps } from "./tablework.tsx";
import { TopBar } from "./top-bar.tsx";

/** The one thing to do now: the phase's own words, unless its activity has something else for this person (`ownTask`). */
function taskOf(phase: Phase, room?: Room, person?: Person): string {
  const ownTask = views[phase.activity]?.ownTask as ((room: object, mine: object) => string | undefined) | undefined;
  const own = room && person && ownTask?.(room.activity, person.activity);
  if (own) return own;
  const given = tx(phase.task);
  if (given) return given;
  const fallback = `task.${phase.activity}${phase.stage ? `_${phase.stage}` : ""}`;
  return hasMessage(fallback) ? t(fallback) : tx(phase.title);
}

function announcement(phase: Phase, place: Place | undefined, room: Room, person: Person): string {
  const where = phase.stage === "move" && place ? `${placeName(place)}. ` : "";
  return `${tx(phase.title)}. ${where}${taskOf(phase, room, person)}`;
}

const FIELD_WITHIN = 1_500;
/** Places people enter and leave as they like. */
const FREELY = ["topic", "lounge"];
const focusIsLost = () => document.activeElement === null || document.activeElement === document.body;

/** A phase change is said once. Whoever was writing goes on writing; whoever's place vanished lands at the task. */
function usePhaseChange(room: Room, place: Place | undefined, person: Person): void {
  const before = useRef<string | undefined>(undefined);
  const wasWriting = useRef(false);
  const owed = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const phase = room.phase;
  useEffect(() => {
    const notice = (event: FocusEvent) => {
      wasWriting.current = (event.target as HTMLElement | null)?.id === COMPOSER_ID;
    };
    document.addEventListener("focusin", notice);
    return () => document.removeEventListener("focusin", notice);
  }, []);
  useLayoutEffect(() => {
    const changed = before.current !== undefined && before.current !== (phase?.id ?? "");
    const first = before.current === undefined;
    before.current = phase?.id ?? "";
    if (first || !changed) return;
    if (phase) say(announcement(phase, place, room, person), { about: "phase", now: phase.stage === "move" });
    if (!wasWriting.current) window.scrollTo({ top: 0 });
    if (!focusIsLost()) return;
    if (!wasWriting.current) document.getElementById("task")?.focus();
    else owed.current = setTimeout(() => focusIsLost() && document.getElementById("task")?.focus(), FIELD_WITHIN);
  }, [phase?.id]);
  // A new phase may bring its table a moment after itself, and only then the field to go on writing in.
  useLayoutEffect(() => {
    if (owed.current === undefined || !document.getElementById(COMPOSER_ID)) return;
    clearTimeout(owed.current);
    owed.current = undefined;
    if (focusIsLost()) focusComposer();
  });
}

/** Being moved to another table in the middle of a phase is said and shown; a move phase does it itself. */
function useMoves(room: Room, place: Place | undefined): { moved: string; seen: () => void } {
  const [moved, setMoved] = useState("");
  const before = useRef({ place: place?.id, phase: room.phase?.id });
  useEffect(() => {
    const old = before.current;
    before.current = { place: place?.id, phase: room.phase?.id };
    if (old.phase !== room.phase?.id) setMoved("");
    if (!place || !old.place || old.place === place.id || old.phase !== room.phase?.id) return;
    if (FREELY.includes(place.kind)) return; // one's own feet; nobody was moved
    const words = t("move.moved", { place: placeName(place) });
    setMoved(words);
    say(words, { now: true });
  }, [place?.id, room.phase?.id]);
  return { moved, seen: () => setMoved("") };
}

function Prompt({ phase, onAway }: { phase: Phase; onAway: (away: boolean) => void }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    const watcher = new IntersectionObserver(([entry]) => onAway(!entry!.isIntersecting), { rootMargin: "-56px 0px 0px 0px" });
    watcher.observe(element.current);
    return () => {
      watcher.disconnect();
      onAway(false);
    };
  }, [phase.id]);
  return (
    <div ref={element} class="prompt">
      <p class="for-readers">{t("phase.question")}</p>
      <Said as="p" class="prompt-text" text={phase.prompt} />
    </div>
  );
}

function PhaseHead({ phase, room, person, onPromptAway }: { phase: Phase; room: Room; person: Person; onPromptAway: (away: boolean) => void }) {
  const move = phase.stage === "move";
  return (
    <div class="phase-head stack close">
      <p class="phase-name">
        <Said text={phase.title} />
        {phase.overtime && <span class="tag">{t("phase.overtime")}</span>}
      </p>
      <h1 id="task" tabIndex={-1} class={move ? "quiet-task" : ""} lang={phase.task && !phase.task[language.value] ? sessionLanguage.value : undefined}>
        {taskOf(phase, room, person)}
      </h1>
      {phase.prompt && !move && <Prompt phase={phase} onAway={onPromptAway} />}
    </div>
  );
}

/** Made a co-host meanwhile: this seat opens the console too. */
function HostCard({ code }: { code: string }) {
  return (
    <section class="card stack close" aria-labelledby="host-title">
      <h2 id="host-title" class="small-title">{t("cohost.title")}</h2>
      <p>{t("cohost.text")}</p>
      <div><a class="button main" href={`/host/${code}`}>{t("cohost.open")}</a></div>
    </section>
  );
}

/** What other activities keep in reach while this one runs: their view's `Between`, where they have one. */
function Between(props: ActivityProps) {
  const others = Object.entries(views).filter(([name]) => name !== props.room.phase?.activity);
  return (
    <>
      {others.map(([name, view]) => {
        const Aside = (view as { Between?: ComponentType<ActivityProps> }).Between;
        return Aside ? <Aside key={name} {...props} /> : null;
      })}
    </>
  );
}

/** The running activity's own view, by its folder's name. */
function ActivityView(props: ActivityProps) {
  const View = props.room.phase && (views[props.room.phase.activity]?.Participant as ComponentType<ActivityProps> | undefined);
  return View ? <Steady key={props.room.phase!.activity} of={[props.room, props.person, props.place]}><View {...props} /></Steady> : null;
}

export function Running({ room, person, place, facts, onLeave }: {
  room: Room;
  person: Person;
  place: Place | undefined;
  facts: PublicFacts;
  onLeave: () => void;
}) {
  const { wire, keeps } = useLive();
  const [promptAway, setPromptAway] = useState(false);
  usePhaseChange(room, place, person);
  const { moved, seen } = useMoves(room, place);
  useWarnings(() => wire.room.value?.phase, () => wire.now());
  useEffect(() => {
    document.title = `${room.phase ? tx(room.phase.title) : room.title} – ${boot.product}`;
  }, [room.phase?.id, room.title, language.value]);

  if (room.status === "closed") {
    return (
      <>
        <ThankYou room={room} person={person} />
        <Announcements />
      </>
    );
  }
  const phase = room.phase;
  const writable = Boolean(phase?.writes) && person.role !== "follower";
  return (
    <div class={`session ${phase ? `in-${phase.activity}` : "in-lobby"}`} data-phase={phase?.id}>
      <a class="skip" href="#main">{t("page.skip")}</a>
      <TopBar room={room} person={person} place={place} send={wire.send} now={() => wire.now()} promptAway={promptAway} onLeave={onLeave}>
        {moved && <BarNotice icon="arrow" onSeen={seen}><strong>{moved}</strong></BarNotice>}
        <NoticeBanner room={room} keeps={keeps} />
      </TopBar>
      <main id="main" tabIndex={-1} class="stack far">
        <HelpBanner person={person} place={place} />
        <RulesNotice room={room} person={person} send={wire.send} />
        {phase
          ? <PhaseHead key={phase.id} phase={phase} room={room} person={person} onPromptAway={setPromptAway} />
          : <h1 id="task" tabIndex={-1}>{t("lobby.title", { name: person.name })}</h1>}
        {!phase && <RecoveryWords code={room.code} />}
        {person.role === "follower" && <FollowerCard room={room} person={person} send={wire.send} />}
        {["host", "cohost"].includes(person.role) && <HostCard code={room.code} />}
        <KeptWords writable={writable} />
        {phase
          ? <ActivityView room={room} person={person} place={place} send={wire.send} />
          : <Lobby room={room} person={person} facts={facts} send={wire.send} />}
        {phase && <LettingGo room={room} person={person} place={place} send={wire.send} />}
        <Between room={room} person={person} place={place} send={wire.send} />
        {phase && <RecoveryWords code={room.code} folded />}
      </main>
      <Foot />
      <Announcements />
    </div>
  );
}
