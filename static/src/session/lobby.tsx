// Before it begins: who is coming, what will happen, what is agreed. Nothing to be nervous about.

import type { Person, PublicFacts, Room, Send } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { dayAndTime, t } from "../live/language.ts";
import { Said } from "../live/said.tsx";
import { TablePicture } from "../live/table.tsx";
import { CompanionLink } from "./companion.tsx";
import { DeviceCheck } from "./device-check.tsx";
import { RulesList } from "./page-parts.tsx";
import { Wishes } from "./wishes.tsx";

const MOST_DRAWN = 12;

/** A table that fills while people come: me and as many strangers as there are. */
function waitingTable(person: Person, count: number) {
  const others = Math.min(MOST_DRAWN, count) - 1;
  return [
    { id: person.id, name: person.name, me: true },
    ...Array.from({ length: Math.max(0, others) }, (_, i) => ({ id: `other${i}`, name: "" })),
  ];
}

export function Lobby({ room, person, facts, send }: { room: Room; person: Person; facts: PublicFacts; send: Send }) {
  const steps = Object.entries(room.programme).filter(([, step]) => step.stage !== "move" && step.state !== "skipped");
  return (
    <div class="stack far">
      <section class="card lobby-card">
        <TablePicture size="small" seats={waitingTable(person, room.counts.people)} label={false} />
        <div class="stack close grow">
          <p><strong>{t("lobby.here", { count: room.counts.people })}</strong></p>
          {room.starts_at !== undefined && <p>{t("lobby.starts", { time: dayAndTime(room.starts_at) })}</p>}
          <p class="soft">{t("lobby.opens_by_itself")}</p>
        </div>
      </section>
      <CompanionLink room={room} place={undefined} />
      <Wishes room={room} person={person} send={send} />
      {(room.purpose ?? facts.participant_card) && (
        <section class="stack close" aria-labelledby="lobby-what">
          <h2 id="lobby-what">{t("lobby.what")}</h2>
          <Said as="p" text={facts.participant_card ?? room.purpose} />
          <details class="card folding">
            <summary>{t("lobby.programme", { count: steps.length })}</summary>
            <ol class="programme">
              {steps.sort(([, a], [, b]) => a.order - b.order).map(([id, step]) => (
                <li key={id}>
                  <Said text={step.title} />
                  <span class="soft digits">{t("join.minutes", { count: step.minutes })}</span>
                </li>
              ))}
            </ol>
          </details>
        </section>
      )}
      {Object.keys(room.rules.items).length > 0 && (
        <section class="stack close" aria-labelledby="lobby-rules">
          <h2 id="lobby-rules">{t("join.rules")}</h2>
          <RulesList rules={room.rules} />
        </section>
      )}
      <p class="hint"><Icon name="lock" /> {t("join.kept_text", { count: room.retention_days })}</p>
      <DeviceCheck />
    </div>
  );
}
