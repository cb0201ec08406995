// The wall on the projector: empty and inviting, then full; whose turn it is; where things are on; the news as it comes.

import { useEffect, useState } from "preact/hooks";
import { inOrder, type Room } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { now } from "@/host/console.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { useFit } from "./fit.ts";
import { ReportWords } from "./report.tsx";
import { TurnClock } from "./turn.tsx";
import { activityOf, agendaOf, topicsIn, unplaced, type Topic } from "./types.ts";

const TURN_MS = 14_000;
const REPORTS = 4;
const LONG_REPORT = 420; // letters: two of these fill a wall
/** Topics that find their place below each other in a column, by how many columns stand side by side. */
const PER_COLUMN = [12, 12, 8, 4];

const perColumn = (columns: number): number => PER_COLUMN[columns] ?? PER_COLUMN[3]!;

/** A page of many things; the pages turn by themselves, slowly. */
function usePage<T>(things: T[], size: number): { shown: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(things.length / size));
  const [page, setPage] = useState(0);
  useEffect(() => {
    if (pages < 2) return undefined;
    const turning = setInterval(() => setPage((before) => before + 1), TURN_MS);
    return () => clearInterval(turning);
  }, [pages]);
  const at = page % pages;
  return { shown: things.slice(at * size, (at + 1) * size), page: at + 1, pages };
}

export function Screen({ room }: ScreenProps) {
  const { stage } = activityOf(room);
  if (stage === "news") return <NewsWall room={room} />;
  return <AgendaWall room={room} />;
}

function WallTopic({ topic, room }: { topic: Topic; room?: number }) {
  return (
    <li class="wall-topic">
      <Said text={topic.text} as="strong" />
      <span class="wall-topic-by">
        {room !== undefined && <span>{t("market.room", { room })}</span>}
        {topic.by && <span>{topic.by}</span>}
        {topic.count !== undefined && <span><Icon name="people" />{topic.count}{topic.full && ` · ${t("market.full")}`}</span>}
      </span>
    </li>
  );
}

function AgendaWall({ room }: { room: Room }) {
  const agenda = agendaOf(room);
  const { turn } = activityOf(room);
  const speaking = turn && agenda.topics[turn.topic];
  const slots = inOrder(agenda.slots).filter(([id, slot]) => slot.state !== "done" && (!agenda.now || id === agenda.now || slot.state === "ahead"));
  const columns = slots.map(([id, slot]) => ({ id, slot, topics: topicsIn(agenda, id) })).filter(({ topics }) => topics.length > 0);
  const open = unplaced(agenda);
  const side = columns.length + (open.length ? 1 : 0);
  const waiting = usePage(open, perColumn(side));
  const box = useFit(JSON.stringify([turn?.topic, waiting.shown.map(([id]) => id), Object.values(agenda.topics).map(({ text, by, placed }) => [text, by, placed])]));
  return (
    <div class="screen-market" ref={box}>
      {speaking && turn
        ? <div class="screen-turn"><p class="prompt"><Said text={speaking.text} /></p><p class="screen-aside">{speaking.by} <TurnClock turn={turn} now={() => now.value} exact /></p></div>
        : <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={Object.keys(agenda.topics).length > 0} />}
      {Object.keys(agenda.topics).length === 0 && <p class="screen-aside">{t("market.empty")}</p>}
      <div class="wall-columns">
        {waiting.shown.length > 0 && (
          <section aria-label={t("market.waiting")}>
            <h3>{t("market.waiting")} {waiting.pages > 1 && <span class="soft digits">{`${waiting.page} / ${waiting.pages}`}</span>}</h3>
            <ul class="wall-topics">{waiting.shown.map(([id, topic]) => <WallTopic key={id} topic={topic} />)}</ul>
          </section>
        )}
        {columns.map(({ id, slot, topics }) => <Column key={id} id={id} title={<Said text={slot.title} />} now={slot.state === "now"} topics={topics} most={perColumn(side)} />)}
      </div>
      {agenda.now && <p class="screen-aside">{t("market.bees", { count: agenda.bees ?? 0 })} · {t("market.butterflies", { count: agenda.lounge ?? 0 })}</p>}
    </div>
  );
}

function Column({ id, title, now: running, topics, most }: { id: string; title: preact.ComponentChildren; now: boolean; topics: [string, Topic][]; most: number }) {
  const { shown, page, pages } = usePage(topics, most);
  return (
    <section class={running ? "running" : ""}>
      <h3>{title} {running && <span class="wall-now">{t("market.slot_now")}</span>} {pages > 1 && <span class="soft digits">{`${page} / ${pages}`}</span>}</h3>
      <ul class="wall-topics">{shown.map(([topic, found]) => <WallTopic key={topic} topic={found} room={found.placed![id]!} />)}</ul>
    </section>
  );
}

function NewsWall({ room }: { room: Room }) {
  const agenda = agendaOf(room);
  const reports = inOrder(activityOf(room).reports).filter(([id]) => agenda.topics[id]);
  const long = reports.some(([, { points }]) => points.length > LONG_REPORT);
  const { shown, page, pages } = usePage(reports, long ? REPORTS / 2 : REPORTS);
  const box = useFit(JSON.stringify(shown));
  return (
    <div class="screen-market" ref={box}>
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={reports.length > 0} />
      {reports.length === 0 && <p class="screen-aside">{t("market.news_empty")}</p>}
      <ul class="wall-news">
        {shown.map(([id, report]) => (
          <li key={id} class="wall-topic"><Said text={agenda.topics[id]!.text} as="strong" /><span class="soft">{agenda.topics[id]!.by}</span><ReportWords report={report} /></li>
        ))}
      </ul>
      {pages > 1 && <p class="soft digits">{`${page} / ${pages}`}</p>}
    </div>
  );
}
