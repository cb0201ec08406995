// A docket on a participant's phone: first my dots; then the topic that is on, the thumbs, and what we take along.

import { useEffect, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Composer } from "@/live/composer.tsx";
import { inOrder, type Note, type Place, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { KindTag } from "@/live/kinds.tsx";
import { t, timeOfDay } from "@/live/language.ts";
import { CompanionLink } from "@/session/companion.tsx";
import { TableStrip } from "@/session/table-strip.tsx";
import { NoSeatYet, type ActivityProps } from "@/session/tablework.tsx";
import { Dots } from "./dots.tsx";
import { Card, nameOf } from "./topic.tsx";
import type { Column, DocketPerson, DocketPlace, DocketRoom, Thumb, Topic } from "./types.ts";

const THUMBS: Thumb[] = ["up", "side", "down"];
const TURN: Record<Thumb, number> = { up: 0, side: -90, down: 180 };

function ThumbMark({ thumb }: { thumb: Thumb }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path transform={`rotate(${TURN[thumb]} 12 12)`} d="M7 11v9H4v-9h3ZM7 12l4-8a2 2 0 0 1 2 2v4h5a2 2 0 0 1 2 2.3l-1 5.7a2 2 0 0 1-2 2H7" />
    </svg>
  );
}

/** The group's own clock turns by itself: each turn is said once; the thumbs at once, since they are up for half a minute. */
function useTurnsSaid(list: DocketPlace, now: Topic | undefined): void {
  const turn = `${list.part}.${now?.text ?? ""}.${list.extended ?? 0}`;
  const before = useRef(turn);
  useEffect(() => {
    if (before.current === turn) return;
    before.current = turn;
    if (list.part === "thumbs") say(t("docket.show_thumb"), { now: true });
    else if (list.part === "talk" && now) say(t(list.extended ? "docket.goes_on" : "docket.on", { topic: nameOf(now) }), { about: "phase" });
    else if (list.part === "between") say(t("docket.take_along"), { about: "phase" });
  }, [turn]);
}

function Thumbs({ place, own, send }: { place: Place; own: DocketPerson; send: Send }) {
  const { thumbed = 0 } = place.activity as unknown as DocketPlace;
  const of = Object.values(place.people).filter((seat) => !seat.gone && seat.kind !== "phone").length;
  return (
    <section class="card stack close docket-thumbs" aria-labelledby="docket-thumbs">
      <h2 id="docket-thumbs" class="small-title">{t("docket.show_thumb")}</h2>
      <div class="docket-three">
        {THUMBS.map((thumb) => (
          <button key={thumb} type="button" class="button" aria-pressed={own.thumb === thumb} onClick={() => void send("docket.thumb", { thumb })}>
            <ThumbMark thumb={thumb} /> {t(`docket.thumb_${thumb}`)}
          </button>
        ))}
      </div>
      <p class="hint">{t("docket.thumbs_hidden")} {t("docket.thumbed", { count: thumbed, of })}</p>
    </section>
  );
}

const counted = ({ up, side, down }: Record<Thumb, number>): string => t("docket.count", { up, side, down });

function Now({ list, now, last, next, send }: { list: DocketPlace; now: Topic | undefined; last: Topic | undefined; next: Topic | undefined; send: Send }) {
  if (list.part === "done") return <p class="banner good"><Icon name="check" /><span class="grow">{t("docket.all_done")}</span></p>;
  if (list.part === "between") {
    return (
      <section class="card stack close docket-now" aria-labelledby="docket-now">
        <h2 id="docket-now" class="small-title">{last ? t("docket.finished", { topic: nameOf(last) }) : t("docket.begins")}</h2>
        {list.count && <p class="soft">{counted(list.count)}</p>}
        {next && (
          <>
            <p>{t("docket.next_is", { topic: nameOf(next) })} {list.deadline !== undefined && t("docket.by_itself", { time: timeOfDay(list.deadline) })}</p>
            <div><button type="button" class="button" onClick={() => void send("docket.begin")}><Icon name="arrow" /> {t("docket.begin_next")}</button></div>
          </>
        )}
      </section>
    );
  }
  if (!now) return null;
  return (
    <section class="card stack close docket-now" aria-labelledby="docket-now">
      <h2 id="docket-now" class="small-title"><Icon name="speech" /> {t("docket.column_now")}</h2>
      <Card topic={now} big />
      {list.part === "talk" && (
        <>
          <p class="docket-until">
            {list.deadline !== undefined && <span><Icon name="clock" /> {t("docket.until", { time: timeOfDay(list.deadline) })}</span>}
            {Boolean(list.extended) && <span>{t("docket.extended", { count: list.extended! })}</span>}
          </p>
          {list.count && <p class="soft">{counted(list.count)}</p>}
          <div><button type="button" class="button" onClick={() => void send("docket.ask")}>{t("docket.ask")}</button></div>
        </>
      )}
    </section>
  );
}

function notesUnder(place: Place, topic: string): [string, Note][] {
  const { under = {} } = place.activity as unknown as DocketPlace;
  return inOrder(place.notes).filter(([id]) => under[id] === topic);
}

function Notes({ place, topic }: { place: Place; topic: string }) {
  const notes = notesUnder(place, topic);
  if (!notes.length) return null;
  return (
    <ul class="lines">
      {notes.map(([id, note]) => (
        <li key={id}><div class="line"><p class="line-text">{note.text}</p><p class="line-by"><KindTag kind={note.kind} /><span>{note.name ?? t("note.anonymous")}</span></p></div></li>
      ))}
    </ul>
  );
}

function Columns({ place, list }: { place: Place; list: DocketPlace }) {
  const of = (column: Column) => inOrder(list.topics).filter(([, topic]) => topic.column === column);
  return (
    <div class="docket-columns">
      {(["todo", "done"] as const).map((column) => (
        <section key={column} class="outline" aria-labelledby={`docket-${column}`}>
          <h2 id={`docket-${column}`}>{t(`docket.column_${column}`)} · {of(column).length}</h2>
          <ol class="docket-topics">
            {of(column).map(([id, topic]) => <li key={id}><Card topic={topic} />{column === "done" && <Notes place={place} topic={id} />}</li>)}
          </ol>
          {of(column).length === 0 && <p class="cloth-empty">{t(`docket.none_${column}`)}</p>}
        </section>
      ))}
    </div>
  );
}

function Talk({ room, person, place, send }: ActivityProps & { place: Place }) {
  const list = place.activity as unknown as DocketPlace;
  const column = (name: Column) => inOrder(list.topics).filter(([, topic]) => topic.column === name);
  const on = column("now")[0];
  const last = column("done").at(-1);
  useTurnsSaid(list, on?.[1]);
  const takes = list.part === "between" || list.part === "done";
  return (
    <div class="stack far">
      {list.part === "thumbs" && person.role !== "follower" && <Thumbs place={place} own={person.activity as DocketPerson} send={send} />}
      <Now list={list} now={on?.[1]} last={last?.[1]} next={column("todo")[0]?.[1]} send={send} />
      {room.phase?.writes && person.role !== "follower" && (on || last) && (
        <section class="card">
          <Composer phase={room.phase} place={place.id} {...(takes ? { kind: "insight" as const } : {})} label={t(takes ? "docket.take_along" : "docket.note")} />
        </section>
      )}
      {on && <Notes place={place} topic={on[0]} />}
      <Columns place={place} list={list} />
      <TableStrip room={room} person={person} place={place} send={send} />
      <CompanionLink room={room} place={place} />
    </div>
  );
}

export function Participant(props: ActivityProps) {
  const { room, person, place, send } = props;
  if (!place) return person.role === "participant" ? <NoSeatYet room={room} /> : null;
  if ((room.activity as unknown as DocketRoom).stage === "talk") return <Talk {...props} place={place} />;
  return <Dots room={room} person={person} place={place} send={send} />;
}

export function preview(settings: { stage?: DocketRoom["stage"]; votes?: number }) {
  const talk = settings.stage === "talk";
  const topics = Object.fromEntries([1, 2, 3].map((n) => [`t${n}`, {
    order: n, text: t(`docket.sample_${n}`), ...(talk ? { column: n === 1 ? "now" : "todo" } : {}),
  }]));
  const room: DocketRoom = { stage: talk ? "talk" : "dots", votes: settings.votes ?? 2 };
  return { room, person: talk ? {} : { dots: { t2: 1 }, left: 1 }, place: { topics, ...(talk ? { part: "talk", thumbed: 0, extended: 0, under: {} } : {}) } };
}
