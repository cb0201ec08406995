// What a host does at an open space: opens the turns to announce, sees the wall fill, lets it be arranged, and stays out
// of the topics themselves.

import { say } from "@/live/announcer.tsx";
import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { AgendaGrid } from "./grid.tsx";
import { Phones } from "./phones.tsx";
import { Principles } from "./topics.tsx";
import { TurnClock } from "./turn.tsx";
import { activityOf, agendaOf, unplaced } from "./types.ts";

export function Host({ room, hosts, leads, act, now }: HostProps) {
  const agenda = agendaOf(room);
  const { stage } = activityOf(room);
  const count = Object.keys(agenda.topics).length;
  return (
    <div class="stack market-host">
      {stage === "board" && <Announcing room={room} leads={leads} act={act} now={now} />}
      {agenda.now && (
        <p class="banner"><Icon name="people" /><span class="grow">{t("market.bees", { count: agenda.bees ?? 0 })} · {t("market.butterflies", { count: agenda.lounge ?? 0 })}</span></p>
      )}
      {stage === "board" && count === 0 && <p class="banner warn"><Icon name="speech" /><span class="grow">{t("market.host_empty")}</span></p>}
      {(stage === "news" || stage === "actions") && <Came room={room} />}
      <section class="stack" aria-labelledby="host-wall">
        <h3 id="host-wall">{t("market.wall")} <span class="tag">{t("market.topics_count", { count })}</span></h3>
        {agenda.open && <Arranging room={room} leads={leads} act={act} now={now} />}
        <AgendaGrid agenda={agenda} movable={() => leads}
          put={async (topic, to) => {
            const done = await act("topic.place", { topic, ...(to ?? {}) });
            if (done) say(to ? t("market.placed", { place: t("market.at", { slot: tx(agenda.slots[to.slot]?.title), room: to.room }) }) : t("market.put_away_done"));
          }} />
      </section>
      <Phones room={room} hosts={hosts} />
      <Principles />
    </div>
  );
}

type Part = Omit<HostProps, "hosts">;

function Announcing({ room, leads, act, now }: Part) {
  const { announcing, turn, waiting = 0 } = activityOf(room);
  const topic = turn && agendaOf(room).topics[turn.topic];
  return (
    <section class="card stack close" aria-labelledby="turns-title">
      <h3 id="turns-title" class="row apart"><span>{t("market.turns")}</span>{turn && topic && <TurnClock turn={turn} now={() => now} exact />}</h3>
      {!announcing && (
        <>
          <p>{t("market.turns_text")}</p>
          <div><button type="button" class="button" disabled={!leads} onClick={() => act("announce.start")}><Icon name="speech" />{t("market.turns_start")}</button></div>
        </>
      )}
      {announcing && !topic && <p>{t("market.turns_wait")}</p>}
      {turn && topic && (
        <>
          <p><strong>{tx(topic.text)}</strong> {topic.by && <span class="soft">{topic.by}</span>}</p>
          <div class="buttons">
            <button type="button" class="button" disabled={!leads} onClick={() => act("announce.done", { topic: turn.topic })}>{t("market.turn_next")}</button>
            <span class="soft">{t("market.turns_after", { count: Math.max(0, waiting - 1) })}</span>
          </div>
        </>
      )}
    </section>
  );
}

function Arranging({ room, leads, act }: Part) {
  const agenda = agendaOf(room);
  const waiting = unplaced(agenda).length;
  const { placing } = agenda;
  return (
    <div class="stack close">
      <div class="buttons">
        {waiting > 0 && <button type="button" class="button" disabled={!leads} onClick={() => act("market.arrange")}>{t("market.arrange", { count: waiting })}</button>}
        <button type="button" class="button" disabled={!leads} onClick={() => act("market.arrange", { all: true })}>{t("market.arrange_all")}</button>
      </div>
      <p class="hint">{t("market.arrange_hint")}</p>
      {placing && placing.marked > 0 && <p>{t("market.kept", { kept: placing.kept, marked: placing.marked })}</p>}
      {placing && placing.without > 0 && <p class="banner warn"><Icon name="warning" /><span class="grow">{t("market.without_room", { count: placing.without })}</span></p>}
      <div class="row" role="group" aria-label={t("market.rooms_each")}>
        <span>{t("market.rooms_each")} <strong class="digits">{agenda.rooms}</strong></span>
        <button type="button" class="button small" disabled={!leads || agenda.rooms <= 1} aria-label={t("market.rooms_fewer")} onClick={() => act("market.rooms", { rooms: agenda.rooms - 1 })}>−</button>
        <button type="button" class="button small" disabled={!leads} aria-label={t("market.rooms_more")} onClick={() => act("market.rooms", { rooms: agenda.rooms + 1 })}>+</button>
        <span class="hint">{t("market.rooms_hint")}</span>
      </div>
    </div>
  );
}

/** What has come so far: reports and actions, counted by topic and never by person. */
function Came({ room }: { room: HostProps["room"] }) {
  const agenda = agendaOf(room);
  const held = inOrder(agenda.topics).filter(([, topic]) => topic.held);
  const missing = held.filter(([, topic]) => !topic.report);
  return (
    <div class="stack close">
      <p class="banner"><Icon name="check" /><span class="grow">{t("market.reports_in", { count: held.length - missing.length, of: held.length })}</span></p>
      {missing.length > 0 && <p class="soft">{t("market.reports_missing", { titles: missing.map(([, topic]) => tx(topic.text)).join(", ") })}</p>}
    </div>
  );
}
