// The topics I called: when and where, better words, taking it down, the report that waits for my yes; and what others
// offer to merge into them, which waits for an answer and so stands at the top of the page.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Confirm } from "@/live/dialog.tsx";
import { inOrder, type Person, type Room, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { Fault, useActing } from "./acting.tsx";
import { TopicForm } from "./propose.tsx";
import { ReportForm } from "./report.tsx";
import { placesOf } from "./topics.tsx";
import { agendaOf, mineOf, type Agenda } from "./types.ts";

/** `except`: the topic in whose room I am has its report under its notes. `of`: whose they are, where a host acts for somebody. */
export function MyTopics({ room, person, send, except, of }: { room: Room; person: Person; send: Send; except?: string | undefined; of?: string }) {
  const agenda = agendaOf(room);
  const mine = mineOf(person);
  const own = inOrder(mine.own).filter(([id]) => agenda.topics[id]);
  const merged = inOrder(mine.merged);
  const title = useId();
  usePlacesTold(agenda, own.map(([id]) => id));
  if (own.length + merged.length === 0) return null;
  return (
    <section class="stack" aria-labelledby={title}>
      <h2 id={title}>{of ? t("market.topics_of", { name: of }) : t("market.my_topics")}</h2>
      {own.map(([id, asked]) => (
        <div key={id} class="card stack my-topic">
          <h3><Said text={agenda.topics[id]!.text} /></h3>
          {hasTimes(agenda) && <p class="topic-by"><span><Icon name="clock" />{placesOf(agenda, agenda.topics[id]!) || t("market.no_time_yet")}</span></p>}
          {id !== except && asked.report && <ReportForm id={id} given={asked.report} send={send} />}
          {agenda.open && <Change id={id} agenda={agenda} person={person} send={send} />}
        </div>
      ))}
      {merged.map(([id, { into, text }]) => (
        <div key={id} class="card row apart">
          <p class="grow">{t("market.merged_into", { title: tx(text), into: tx(agenda.topics[into]?.text) })}</p>
          <button type="button" class="button" onClick={() => void send("topic.part", { topic: id })}>{t("market.part")}</button>
        </div>
      ))}
    </section>
  );
}

/** Where my topics are, told when it changes: it may be the host who moved one. */
function usePlacesTold(agenda: Agenda, own: string[]): void {
  const before = useRef<Record<string, string>>({});
  const places = Object.fromEntries(own.map((id) => [id, placesOf(agenda, agenda.topics[id]!)]));
  useEffect(() => {
    for (const [id, place] of Object.entries(places)) {
      if (before.current[id] === undefined || before.current[id] === place) continue;
      say(t("market.placed_topic", { title: tx(agenda.topics[id]!.text), place: place || t("market.no_time_yet") }));
    }
    before.current = places;
  }, [JSON.stringify(places)]);
}

export function Offers({ room, person, send }: { room: Room; person: Person; send: Send }) {
  const { fault, act } = useActing(send);
  const agenda = agendaOf(room);
  const offers = inOrder(mineOf(person).own).flatMap(([id, asked]) => Object.keys(asked.offers ?? {}).map((from): [string, string] => [id, from]))
    .filter(([id, from]) => agenda.topics[id] && agenda.topics[from]);
  const wordsOf = ([id, from]: [string, string]) =>
    t("market.offer_text", { by: agenda.topics[from]!.by ?? "", title: tx(agenda.topics[from]!.text), into: tx(agenda.topics[id]!.text) });
  const told = useRef<Set<string>>(new Set());
  useEffect(() => {
    for (const offer of offers) if (!told.current.has(offer.join())) say(wordsOf(offer));
    told.current = new Set(offers.map((offer) => offer.join()));
  }, [offers.join()]);
  return (
    <>
      {offers.map(([id, from]) => (
        <div key={from + id} class="banner" role="group" aria-label={t("market.offer")}>
          <div class="grow stack close">
            <p>{wordsOf([id, from])}</p>
            <div class="buttons">
              <button type="button" class="button" onClick={() => void act("topic.agree", { topic: id, offered: from })}>{t("market.agree")}</button>
              <button type="button" class="button" onClick={() => void act("topic.decline", { topic: id, offered: from })}>{t("market.decline")}</button>
            </div>
          </div>
        </div>
      ))}
      <Fault words={fault} />
    </>
  );
}

function Change({ id, agenda, person, send }: { id: string; agenda: Agenda; person: Person; send: Send }) {
  const { fault, act } = useActing(send);
  const [leaving, setLeaving] = useState(false);
  const topic = agenda.topics[id]!;
  const others = Object.entries(agenda.topics).filter(([other, { by }]) => other !== id && by && !mineOf(person).own?.[other]);
  const offered = Object.keys(mineOf(person).offered ?? {});
  return (
    <details class="folding">
      <summary>{t("market.change")}<span class="for-readers">: {tx(topic.text)}</span></summary>
      <div class="stack">
        {hasTimes(agenda) && <WhenWhere id={id} agenda={agenda} act={act} />}
        {others.length > 0 && (
          <Choose label={t("market.merge_label")} hint={t("market.merge_hint")} button={t("market.merge_offer")}
            options={others.map(([other, { text }]) => [other, tx(text)])}
            onChoose={async (into) => {
              if ((await act("topic.merge", { topic: id, into })).ok) say(t("market.offered"));
            }} />
        )}
        {offered.filter((other) => agenda.topics[other]).map((other) => (
          <p key={other} class="row apart">
            <span class="grow">{t("market.waits_for", { title: tx(agenda.topics[other]!.text) })}</span>
            <button type="button" class="button plain" onClick={() => void act("topic.decline", { topic: other, offered: id })}>{t("market.take_back")}</button>
          </p>
        ))}
        <TopicForm title={tx(topic.text)} line={topic.line ?? ""} button={t("market.save")} fault=""
          onSend={async (words) => {
            const answer = await act("topic.edit", { topic: id, ...words });
            if (answer.ok) say(t("market.saved"));
            return false;
          }} />
        <Fault words={fault} />
        <div><button type="button" class="button danger" onClick={() => setLeaving(true)}>{t("market.withdraw")}</button></div>
        {leaving && (
          <Confirm title={t("market.withdraw_title")} text={t("market.withdraw_text")} yes={t("market.withdraw")} danger
            onYes={() => void act("topic.withdraw", { topic: id })} onClose={() => setLeaving(false)} />
        )}
      </div>
    </details>
  );
}

/** Where topics are the tables of a rotation there is no time to choose. */
export const hasTimes = (agenda: Agenda): boolean => Object.values(agenda.slots).some(({ kind }) => kind === "slot");

/** Every room that is still free, and the way to hold it once more. */
export function freeRooms(agenda: Agenda, id: string): [string, string][] {
  return inOrder(agenda.slots)
    .filter(([, slot]) => slot.state !== "done" && slot.kind === "slot")
    .flatMap(([slot, { title }]) => {
      const taken = new Set(Object.entries(agenda.topics).filter(([other]) => other !== id).map(([, topic]) => topic.placed?.[slot]));
      return Array.from({ length: agenda.rooms }, (_, i) => i + 1)
        .filter((room) => !taken.has(room))
        .map((room): [string, string] => [`${slot}/${room}`, t("market.at", { slot: tx(title), room })]);
    });
}

function WhenWhere({ id, agenda, act }: { id: string; agenda: Agenda; act: ReturnType<typeof useActing>["act"] }) {
  const free = freeRooms(agenda, id);
  const [again, setAgain] = useState(false);
  const placed = Object.keys(agenda.topics[id]!.placed ?? {}).length > 0;
  if (free.length === 0) return <p class="soft">{t("market.no_room_left")}</p>;
  return (
    <div class="stack close">
      <Choose label={t("market.when_label")} hint={t("market.when_hint")} button={t("market.when_take")} options={free}
        onChoose={async (chosen) => {
          const [slot, room] = chosen.split("/");
          await act("topic.place", { topic: id, slot, room: Number(room), again });
        }} />
      {placed && (
        <label class="choice">
          <input type="checkbox" checked={again} onChange={(event) => setAgain(event.currentTarget.checked)} />
          <span class="grow">{t("market.again")}</span>
        </label>
      )}
    </div>
  );
}

export function Choose({ label, hint, button, options, onChoose }: {
  label: string;
  hint: string;
  button: string;
  options: [string, string][];
  onChoose: (value: string) => unknown;
}) {
  const id = useId();
  const [value, setValue] = useState("");
  const chosen = options.some(([one]) => one === value) ? value : "";
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="word-row">
        <select id={id} class="input grow" value={chosen} aria-describedby={`${id}hint`} onChange={(event) => setValue(event.currentTarget.value)}>
          <option value="">{t("market.choose")}</option>
          {options.map(([one, words]) => <option key={one} value={one}>{words}</option>)}
        </select>
        <button type="button" class="button" disabled={!chosen} onClick={() => onChoose(chosen)}>{button}</button>
      </div>
      <p id={`${id}hint`} class="hint">{hint}</p>
    </div>
  );
}
