// The news wall: what came of each topic, growing as reports are confirmed; and a mark for what should go further.

import { inOrder, type Person, type Room, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { ReportWords } from "./report.tsx";
import { activityOf, agendaOf, mineOf } from "./types.ts";

export function News({ room, person, send }: { room: Room; person: Person; send: Send }) {
  const agenda = agendaOf(room);
  const reports = inOrder(activityOf(room).reports).filter(([id]) => agenda.topics[id]);
  const without = inOrder(agenda.topics).filter(([, topic]) => topic.held && !topic.report);
  const forward = mineOf(person).forward ?? {};
  const marks = person.role === "participant" && activityOf(room).marks !== false;
  return (
    <section class="stack" aria-labelledby="news-title">
      <h2 id="news-title">{t("market.news")}</h2>
      {marks && <p class="soft">{t("market.news_text")}</p>}
      {reports.length === 0 && <p class="cloth-empty">{t("market.news_empty")}</p>}
      <ul class="topics">
        {reports.map(([id, report]) => {
          const topic = agenda.topics[id]!;
          const on = id in forward;
          return (
            <li key={id}>
              <article class="card stack close topic">
                <h3 class="topic-title"><Said text={topic.text} /></h3>
                {topic.by && <p class="topic-by"><span><Icon name="person" />{topic.by}</span></p>}
                <ReportWords report={report} />
                {marks && (
                  <div class="buttons">
                    <button type="button" class="button" aria-pressed={on} onClick={() => void send("topic.mark", { topic: id, on: !on })}>
                      <Icon name={on ? "check" : "hand"} />{t("market.goes_further")}<span class="for-readers">: {tx(topic.text)}</span>
                    </button>
                  </div>
                )}
              </article>
            </li>
          );
        })}
      </ul>
      {without.length > 0 && (
        <section class="stack close" aria-labelledby="news-without">
          <h3 id="news-without">{t("market.without_report")}</h3>
          <ul class="bullets">{without.map(([id, topic]) => <li key={id}><Said text={topic.text} />{topic.by && ` – ${topic.by}`}</li>)}</ul>
        </section>
      )}
    </section>
  );
}
