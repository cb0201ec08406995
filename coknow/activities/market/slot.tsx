// While the rooms are open: where I am, what is on now and what comes next. Going elsewhere is one silent tap.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Composer } from "@/live/composer.tsx";
import { inOrder, type Person, type Place, type Room, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import { Tablework, type ActivityProps } from "@/session/tablework.tsx";
import { Actions } from "./actions.tsx";
import { Fault, useActing, type Acting } from "./acting.tsx";
import { Choose, MyTopics, Offers } from "./mine.tsx";
import { Propose } from "./propose.tsx";
import { ReportForm, ReportWords } from "./report.tsx";
import { Interest, Principles, TopicLine } from "./topics.tsx";
import { agendaOf, activityOf, mineOf, topicOf, topicsIn, type Agenda, type Topic } from "./types.ts";

/** Where I have come to, told once: I tapped, so I am not told that I was moved. */
function useArrivals(room: Room, person: Person, place: Place | undefined): void {
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (before.current !== undefined && before.current !== (person.place ?? "")) {
      const topic = agendaOf(room).topics[person.place ?? ""];
      say(topic ? t("market.came_to", { title: tx(topic.text) }) : t(person.place ? "market.came_to_lounge" : "market.on_the_way"), { about: "phase" });
    }
    before.current = person.place ?? "";
  }, [person.place, place?.id]);
}

export function OpenRooms(props: ActivityProps) {
  const { room, person, place, send } = props;
  const agenda = agendaOf(room);
  const acting = useActing(send);
  useArrivals(room, person, place);
  const topic = place && agenda.topics[place.id];
  const walks = person.role === "participant";
  const actions = activityOf(room).stage === "actions";
  const inside = walks && (topic || place?.kind === "lounge");
  const lists = (
    <div class="stack far">
      <Now agenda={agenda} person={person} acting={acting} walks={walks} />
      {actions && walks && <TakeFurther agenda={agenda} send={send} />}
      <Next agenda={agenda} person={person} send={send} />
    </div>
  );
  return (
    <div class="stack far">
      <Offers room={room} person={person} send={send} />
      {inside
        ? <InRoom {...props} topic={topic} acting={acting}>
            {topic && <details class="card folding elsewhere"><summary>{t("market.elsewhere")}</summary>{lists}</details>}
          </InRoom>
        : <OnTheWay {...props} acting={acting} />}
      {!topic && lists}
      {walks && agenda.open && !actions && <Propose send={send} first={false} />}
      <MyTopics room={room} person={person} send={send} except={place?.id} />
      <Principles />
    </div>
  );
}

function InRoom({ topic, acting, children, ...props }: ActivityProps & { topic: Topic | undefined; acting: Acting; children: ComponentChildren }) {
  const { room, person, place, send } = props;
  const agenda = agendaOf(room);
  const number = topic?.placed?.[agenda.now ?? ""];
  return (
    <section class="stack" aria-labelledby="where-title">
      <div class="card stack close where">
        <p class="soft">{topic ? `${t("market.you_are_at")} ${number === undefined ? "" : t("market.room", { room: number })}` : t("market.you_rest")}</p>
        <h2 id="where-title">{topic ? tx(topic.text) : t("place.lounge", { number: "" })}</h2>
        {topic?.line && <p>{topic.line}</p>}
        <div class="buttons">
          <button type="button" class="button" onClick={() => void acting.act("topic.wander", { as: "bumblebee" })}>
            <Icon name="arrow" />{t("market.leave")}
          </button>
          {topic && (
            <button type="button" class="button" onClick={() => void acting.act("topic.wander", { as: "butterfly" })}>
              <Icon name="pause" />{t("market.rest")}
            </button>
          )}
        </div>
        <Fault words={acting.fault} />
      </div>
      {children}
      {topic && place && <Alone agenda={agenda} person={person} place={place} send={send} />}
      <Tablework {...props} title={t(topic ? "market.notes" : "market.lounge_notes")} empty={t("market.notes_empty")} label={t("market.note_label")}
        below={topic && place && <TopicEnd {...props} place={place} />} />
    </section>
  );
}

/** Who called a topic and sits there alone: one person is the right number, and two quiet tables may become one. */
function Alone({ agenda, person, place, send }: { agenda: Agenda; person: Person; place: Place; send: Send }) {
  const { fault, act } = useActing(send);
  const here = Object.values(place.people).filter(({ gone }) => !gone).length;
  if (here > 1 || !mineOf(person).own?.[place.id]) return null;
  const others = topicsIn(agenda, agenda.now ?? "").filter(([id, { by }]) => id !== place.id && by);
  return (
    <div class="card stack close alone">
      <p><strong>{t("market.alone")}</strong> {t("market.alone_text")}</p>
      {others.length > 0 && (
        <Choose label={t("market.alone_merge")} hint={t("market.merge_hint")} button={t("market.merge_offer")}
          options={others.map(([id, { text }]) => [id, tx(text)])}
          onChoose={async (into) => {
            if ((await act("topic.merge", { topic: place.id, into })).ok) say(t("market.offered"));
          }} />
      )}
      <Fault words={fault} />
    </div>
  );
}

/** Under the notes: my name in the report if I wish, next actions, and the report for who called the topic. */
function TopicEnd({ room, person, place, send }: ActivityProps & { place: Place }) {
  const mine = mineOf(person);
  const found = topicOf(place);
  const signed = place.id in (mine.signed ?? {});
  const own = mine.own?.[place.id];
  const nobody = !Object.keys(found?.conveners ?? {}).some((id) => place.people[id] && !place.people[id]!.gone);
  return (
    <div class="stack">
      {inOrder(found?.merged).map(([id, { text, notes }]) => (
        <details key={id} class="card folding">
          <summary>{t("market.merged_notes", { title: tx(text) })}</summary>
          <ul class="bullets">{inOrder(notes).map(([note, line]) => <li key={note}>{line.text}</li>)}</ul>
        </details>
      ))}
      <label class="choice">
        <input type="checkbox" checked={signed} onChange={(event) => void send("topic.sign", { topic: place.id, on: event.currentTarget.checked })} />
        <span class="grow">{t("market.sign")}<span class="hint block">{t("market.sign_hint")}</span></span>
      </label>
      <Actions place={place} person={person} send={send} open={activityOf(room).stage === "actions"} />
      {own?.report
        ? <details class="card folding"><summary>{t("market.report")}</summary><ReportForm id={place.id} given={own.report} send={send} /></details>
        : nobody
          ? <details class="card folding" open={Boolean(found?.report)}><summary>{t(found?.report ? "market.report" : "market.report_for_all")}</summary><ReportForm id={place.id} given={found?.report ?? { draft: "" }} send={send} /></details>
          : found?.report && <section class="card stack close" aria-label={t("market.report")}><h3>{t("market.report")}</h3><ReportWords report={found.report} /></section>}
    </div>
  );
}

/** In no room: a bumblebee on its way. Thoughts that come meanwhile are one's own. */
function OnTheWay({ room, person, place, acting }: ActivityProps & { acting: Acting }) {
  const agenda = agendaOf(room);
  const walks = person.role === "participant";
  return (
    <section class="stack" aria-labelledby="way-title">
      <div class="card stack close where">
        <h2 id="way-title">{t("market.on_the_way")}</h2>
        {walks && <p>{t("market.on_the_way_text")}</p>}
        {walks && (
          <div class="buttons">
            <button type="button" class="button" onClick={() => void acting.act("topic.wander", { as: "butterfly" })}><Icon name="pause" />{t("market.rest")}</button>
          </div>
        )}
        <p class="hint">{t("market.bees", { count: agenda.bees ?? 0 })} · {t("market.butterflies", { count: agenda.lounge ?? 0 })}</p>
        <Fault words={acting.fault} />
      </div>
      <CompanionLink room={room} place={place} />
      {walks && room.phase?.writes && (
        <details class="card folding">
          <summary>{t("own.open")}</summary>
          <Composer phase={room.phase} label={t("own.label")} hint={t("note.seen_by.me")} button={t("own.keep")} />
        </details>
      )}
      <OwnNotes person={person} title={t("own.title")} folded />
    </section>
  );
}

/** What is on now, as a list: mine and those I marked first, then the rest by room. */
function Now({ agenda, person, acting, walks }: { agenda: Agenda; person: Person; acting: Acting; walks: boolean }) {
  const mine = mineOf(person);
  const rank = (id: string) => (mine.own?.[id] ? 0 : id in (mine.marks ?? {}) ? 1 : 2);
  const topics = topicsIn(agenda, agenda.now ?? "").sort(([a], [b]) => rank(a) - rank(b));
  return (
    <section class="stack" aria-labelledby="now-open">
      <h2 id="now-open">{t("market.now")}</h2>
      {topics.length === 0 && <p class="cloth-empty">{t("market.nothing_now")}</p>}
      <ul class="topics">
        {topics.map(([id, topic]) => {
          const here = person.place === id;
          const closed = topic.full && !mine.own?.[id];
          return (
            <li key={id}>
              <TopicLine id={id} topic={topic} where={t("market.room", { room: topic.placed![agenda.now!]! })}
                mark={<>
                  <span><Icon name="people" />{topic.count ? t("market.people_there", { count: topic.count }) : t(topic.notes ? "market.rests_notes" : "market.rests")}</span>
                  {topic.full && <span class="tag"><Icon name="lock" />{t("market.full")}</span>}
                  {rank(id) === 1 && <span class="tag">{t("market.you_marked")}</span>}
                  {rank(id) === 0 && <span class="tag">{t("market.mine")}</span>}
                </>}>
                {walks && (here
                  ? <span class="tag"><Icon name="check" />{t("market.here")}</span>
                  : <button type="button" class="button" aria-disabled={closed ? "true" : undefined}
                      onClick={() => !closed && void acting.act("topic.enter", { topic: id })}>
                      <Icon name="arrow" />{t(closed ? "market.full_now" : topic.count ? "market.enter" : "market.open")}<span class="for-readers">: {tx(topic.text)}</span>
                    </button>)}
              </TopicLine>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Next({ agenda, person, send }: { agenda: Agenda; person: Person; send: Send }) {
  const ahead = inOrder(agenda.slots).find(([, slot]) => slot.state === "ahead" && slot.kind === "slot");
  const topics = ahead ? topicsIn(agenda, ahead[0]) : [];
  if (!ahead || topics.length === 0) return null;
  const marks = mineOf(person).marks ?? {};
  return (
    <section class="stack" aria-labelledby="next-open">
      <h2 id="next-open">{t("market.coming")}</h2>
      <ul class="topics">
        {topics.map(([id, topic]) => (
          <li key={id}>
            <TopicLine id={id} topic={topic} where={t("market.room", { room: topic.placed![ahead[0]]! })}>
              {person.role === "participant" && !mineOf(person).own?.[id] && <Interest id={id} topic={topic} on={id in marks} send={send} />}
            </TopicLine>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Reopened for action: take one of the event's topics further, or call for something new. */
function TakeFurther({ agenda, send }: { agenda: Agenda; send: Send }) {
  const before = inOrder(agenda.topics).filter(([, topic]) => topic.about === undefined && topic.placed?.[agenda.now ?? ""] === undefined);
  const first = [...before].sort(([, a], [, b]) => (b.forward ?? 0) - (a.forward ?? 0));
  return (
    <section class="stack" aria-labelledby="further-title">
      <h2 id="further-title">{t("market.further")}</h2>
      <p>{t("market.further_text")}</p>
      <Propose send={send} first={false} />
      {first.length > 0 && <h3>{t("market.further_from")}</h3>}
      <ul class="topics">
        {first.map(([id, topic]) => (
          <li key={id}>
            <TopicLine id={id} topic={topic} mark={topic.forward !== undefined && <span><Icon name="hand" />{t("market.would_take", { count: topic.forward })}</span>} />
            <Propose send={send} first={false} about={id} title={tx(topic.text)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
