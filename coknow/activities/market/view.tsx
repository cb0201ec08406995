// Open space as a participant has it: the wall, the rooms, the news. And `Between`: what stays in reach in other phases,
// so that a topic can be proposed in the lobby and a report confirmed over coffee.

import { useState } from "preact/hooks";
import { Composer } from "@/live/composer.tsx";
import { useLive } from "@/live/context.ts";
import { keep, recall } from "@/live/keep.ts";
import { t } from "@/live/language.ts";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import type { ActivityProps } from "@/session/tablework.tsx";
import { Fault, useActing } from "./acting.tsx";
import { AgendaGrid } from "./grid.tsx";
import { hasTimes, MyTopics, Offers } from "./mine.tsx";
import { News } from "./news.tsx";
import { Propose } from "./propose.tsx";
import { OpenRooms } from "./slot.tsx";
import { Principles, WallOutline } from "./topics.tsx";
import { Turn } from "./turn.tsx";
import { activityOf, agendaOf, mineOf } from "./types.ts";

export function Participant(props: ActivityProps) {
  switch (activityOf(props.room).stage) {
    case "slot":
    case "actions": return <OpenRooms {...props} />;
    case "news": return <ReadingNews {...props} />;
    default: return <Board {...props} />;
  }
}

function Board({ room, person, place, send }: ActivityProps) {
  const { wire } = useLive();
  const agenda = agendaOf(room);
  const { turn } = activityOf(room);
  const enough = agenda.most !== undefined && Object.keys(agenda.topics).length >= agenda.most;
  const proposes = person.role === "participant" && agenda.open && !enough;
  const none = Object.keys(agenda.topics).length === 0;
  const [grid, setGrid] = useState(() => recall<boolean>("wall-as-grid") ?? false);
  return (
    <div class="stack far">
      <CompanionLink room={room} place={place} />
      <Offers room={room} person={person} send={send} />
      <Turn room={room} mine={turn !== undefined && mineOf(person).own?.[turn.topic] !== undefined} send={send} now={() => wire.now()} />
      {proposes && <Propose send={send} first={none} />}
      {enough && agenda.open && person.role === "participant" && <p class="soft">{t("market.enough")}</p>}
      <MyTopics room={room} person={person} send={send} />
      <section class="stack" aria-labelledby="wall-title">
        <h2 id="wall-title">{t("market.wall")}</h2>
        {!none && person.role === "participant" && <p class="soft">{t("market.marks_bind_nobody")}</p>}
        {!none && hasTimes(agenda) && <AsGrid on={grid} choose={setGrid} />}
        {grid && !none && hasTimes(agenda) ? <WallGrid room={room} person={person} send={send} /> : <WallOutline room={room} person={person} send={send} />}
      </section>
      <Principles />
      {room.phase?.writes && person.role !== "follower" && (
        <details class="card folding">
          <summary>{t("own.open")}</summary>
          <Composer phase={room.phase} label={t("own.label")} hint={t("note.seen_by.me")} button={t("own.keep")} />
        </details>
      )}
      <OwnNotes person={person} title={t("own.title")} folded />
    </div>
  );
}

/** The same wall, read from top to bottom or seen as times and rooms. */
function AsGrid({ on, choose }: { on: boolean; choose: (on: boolean) => void }) {
  const toggle = () => {
    keep("wall-as-grid", !on);
    choose(!on);
  };
  return <div><button id="wall-as-grid" type="button" class="button" aria-pressed={on} onClick={toggle}>{t("market.as_grid")}</button></div>;
}

function WallGrid({ room, person, send }: Pick<ActivityProps, "room" | "person" | "send">) {
  const { fault, act } = useActing(send);
  const agenda = agendaOf(room);
  const own = mineOf(person).own ?? {};
  return (
    <>
      <Fault words={fault} />
      <AgendaGrid agenda={agenda} movable={(id) => agenda.open && id in own}
        put={async (topic, to) => {
          await act("topic.place", { topic, ...(to ?? {}) }); // where it is now is told with my topics
        }} />
    </>
  );
}

function ReadingNews({ room, person, place, send }: ActivityProps) {
  return (
    <div class="stack far">
      <CompanionLink room={room} place={place} />
      <Offers room={room} person={person} send={send} />
      <MyTopics room={room} person={person} send={send} />
      <News room={room} person={person} send={send} />
      {room.phase?.writes && person.role !== "follower" && (
        <Composer phase={room.phase} label={t("own.label")} hint={t("note.seen_by.me")} button={t("own.keep")} />
      )}
      <OwnNotes person={person} title={t("own.title")} folded />
    </div>
  );
}

export function Between({ room, person, send }: ActivityProps) {
  const agenda = agendaOf(room);
  const any = Object.keys(agenda.topics).length > 0;
  const proposes = person.role === "participant" && agenda.open;
  if (!any && !proposes) return null;
  return (
    <div class="stack far">
      <Offers room={room} person={person} send={send} />
      <MyTopics room={room} person={person} send={send} />
      {proposes && <Propose send={send} first={false} />}
      {any && (
        <details class="card folding">
          <summary>{t("market.wall")}</summary>
          <WallOutline room={room} person={person} send={send} />
        </details>
      )}
    </div>
  );
}
