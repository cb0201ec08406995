// A topic as a line of the wall, and the wall as an outline: by slot and room once it is arranged. The same facts as
// the grid and the projector show, readable from top to bottom.

import type { ComponentChildren } from "preact";
import { inOrder, type Person, type Room, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { agendaOf, mineOf, topicsIn, unplaced, type Agenda, type Topic } from "./types.ts";

/** Where it is held, in words: "Aikaikkuna 1, huone 2". */
export function placesOf(agenda: Agenda, topic: Topic): string {
  return inOrder(agenda.slots)
    .filter(([slot]) => topic.placed?.[slot] !== undefined)
    .map(([slot, { title }]) => t("market.at", { slot: tx(title), room: topic.placed![slot]! }))
    .join("; ");
}

export function TopicLine({ id, topic, where, children, mark, as: Title = "h3" }: {
  id: string;
  topic: Topic;
  /** h4 where slots are the h3 */
  as?: "h3" | "h4";
  where?: string;
  /** buttons */
  children?: ComponentChildren;
  mark?: ComponentChildren;
}) {
  return (
    <article class="topic card stack close" data-topic={id}>
      <Title class="topic-title"><Said text={topic.text} /></Title>
      {topic.line && <p>{topic.line}</p>}
      <p class="topic-by">
        {topic.by && <span><Icon name="person" />{topic.by}</span>}
        {where && <span><Icon name="clock" />{where}</span>}
        {topic.marks !== undefined && <span><Icon name="hand" />{t("market.interested", { count: topic.marks })}</span>}
        {mark}
      </p>
      {children && <div class="buttons">{children}</div>}
    </article>
  );
}

/** “I am interested”: a switch that promises nothing. */
export function Interest({ id, topic, on, send }: { id: string; topic: Topic; on: boolean; send: Send }) {
  return (
    <button type="button" class="button" aria-pressed={on} onClick={() => void send("topic.mark", { topic: id, on: !on })}>
      <Icon name={on ? "check" : "hand"} />
      {t("market.interests_me")}
      <span class="for-readers">: {tx(topic.text)}</span>
    </button>
  );
}

export function WallOutline({ room, person, send }: { room: Room; person: Person; send: Send }) {
  const agenda = agendaOf(room);
  const mine = mineOf(person);
  const takes = person.role === "participant" && room.status !== "closed";
  const waiting = unplaced(agenda);
  const slots = inOrder(agenda.slots).map(([id, slot]) => ({ id, slot, topics: topicsIn(agenda, id) })).filter(({ topics }) => topics.length > 0);
  const line = ([id, topic]: [string, Topic]) => (
    <li key={id}>
      <TopicLine id={id} topic={topic} as={slots.length > 0 ? "h4" : "h3"} mark={mine.own?.[id] && <span class="tag">{t("market.mine")}</span>}>
        {takes && !mine.own?.[id] && <Interest id={id} topic={topic} on={id in (mine.marks ?? {})} send={send} />}
      </TopicLine>
    </li>
  );
  if (Object.keys(agenda.topics).length === 0) return <p class="cloth-empty">{t("market.empty")}</p>;
  return (
    <div class="stack far">
      {waiting.length > 0 && (
        <section class="stack" aria-label={t("market.waiting")}>
          {slots.length > 0 && <h3>{t("market.waiting")}</h3>}
          <ul class="topics">{waiting.map(line)}</ul>
        </section>
      )}
      {slots.map(({ id, slot, topics }) => (
        <section key={id} class="stack" aria-labelledby={`slot-${id}`}>
          <h3 id={`slot-${id}`} class="row">
            <Said text={slot.title} />
            <span class="tag">{slot.state === "ahead" ? t("market.minutes", { count: slot.minutes }) : t(`market.slot_${slot.state}`)}</span>
          </h3>
          <ol class="topics">
            {topics.map(([topic, found]) => (
              <li key={topic}>
                <TopicLine id={topic} topic={found} as="h4" where={t("market.room", { room: found.placed![id]! })}
                  mark={mine.own?.[topic] && <span class="tag">{t("market.mine")}</span>}>
                  {takes && !mine.own?.[topic] && slot.state === "ahead" && <Interest id={topic} topic={found} on={topic in (mine.marks ?? {})} send={send} />}
                </TopicLine>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** The principles and the law: said once, one tap away, describing and not demanding. */
export function Principles() {
  return (
    <details class="card folding">
      <summary>{t("market.principles")}</summary>
      <div class="stack close">
        <ul class="bullets">
          {["who", "what", "when", "over"].map((each) => <li key={each}>{t(`market.principle_${each}`)}</li>)}
        </ul>
        <p><strong>{t("market.law")}</strong> {t("market.law_text")}</p>
        <p><strong>{t("market.bumblebee")}</strong> {t("market.bumblebee_text")}</p>
        <p><strong>{t("market.butterfly")}</strong> {t("market.butterfly_text")}</p>
      </div>
    </details>
  );
}
