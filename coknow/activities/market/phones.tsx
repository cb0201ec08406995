// Somebody on the telephone takes part by the hands of a host: called topics, marks, answers and reports, each in their
// name. Walking and notes are in the list of people, as everywhere.

import { sendRaw } from "@/host/console.ts";
import { inOrder, type Hosts, type Person, type Room, type Send } from "@/live/documents.ts";
import { Icon } from "@/host/icons.tsx";
import { t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { MyTopics, Offers } from "./mine.tsx";
import { Propose } from "./propose.tsx";
import { Interest } from "./topics.tsx";
import { activityOf, agendaOf, type Mine } from "./types.ts";

export function Phones({ room, hosts }: { room: Room; hosts: Hosts }) {
  const mine = (hosts as Hosts & { phones?: Record<string, Mine> }).phones ?? {};
  const people = inOrder(hosts.people).filter(([id]) => id in mine);
  if (people.length === 0) return null;
  return (
    <section class="stack close" aria-labelledby="phones-title">
      <h3 id="phones-title">{t("market.phones")}</h3>
      {people.map(([id, { name }]) => (
        <details key={id} class="card folding">
          <summary><Icon name="phone" />{name}</summary>
          <OnThePhone room={room} id={id} name={name} mine={mine[id]!} />
        </details>
      ))}
    </section>
  );
}

function OnThePhone({ room, id, name, mine }: { room: Room; id: string; name: string; mine: Mine }) {
  const agenda = agendaOf(room);
  const news = activityOf(room).stage === "news";
  const person = { id, role: "participant", agenda: mine } as unknown as Person;
  const send: Send = (command, args = {}) => sendRaw(command, { ...args, for: id });
  const marked = (news ? mine.forward : mine.marks) ?? {};
  const others = inOrder(agenda.topics).filter(([topic, { report }]) => !mine.own?.[topic] && (!news || report));
  return (
    <div class="stack">
      <Offers room={room} person={person} send={send} />
      {agenda.open && <Propose send={send} first={false} />}
      <MyTopics room={room} person={person} send={send} of={name} />
      {others.length > 0 && activityOf(room).marks !== false && (
        <ul class="stack close">
          {others.map(([topic, found]) => (
            <li key={topic} class="row apart">
              <span class="grow"><Said text={found.text} /></span>
              <Interest id={topic} topic={found} on={topic in marked} send={send} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
