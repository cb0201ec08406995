// My dots, seen by nobody else. The topics stand in an order of my own, so that the first one written has no start.

import { useComputed } from "@preact/signals";
import { say } from "@/live/announcer.tsx";
import { Composer } from "@/live/composer.tsx";
import { useLive } from "@/live/context.ts";
import type { Person, Place, Room, Send } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Card, nameOf } from "./topic.tsx";
import type { DocketPerson, DocketPlace, DocketRoom, Topic } from "./types.ts";

/** A number from two ids that is always the same: shuffled for each reader, and still at rest while they read. */
export function mixed(a: string, b: string): number {
  let hash = 2166136261;
  for (const sign of `${a}/${b}`) hash = Math.imul(hash ^ sign.codePointAt(0)!, 16777619);
  return hash >>> 0;
}

/** My dots as they will be: what I have just pressed counts before the server has said so, and two quick presses are two. */
function useDots(person: Person, votes: number): { dots: Record<string, number>; left: number } {
  const { wire } = useLive();
  const pressed = useComputed(() => wire.pending.value.filter(({ name, answer }) => name === "docket.dot" && answer?.ok !== false)).value;
  const dots = { ...(person.activity as DocketPerson).dots };
  for (const { args } of pressed) dots[String(args.topic)] = Number(args.dots);
  return { dots, left: Math.max(0, votes - Object.values(dots).reduce((sum, count) => sum + count, 0)) };
}

export function Dots({ room, person, place, send }: { room: Room; person: Person; place: Place; send: Send }) {
  const { topics } = place.activity as unknown as DocketPlace;
  const { dots, left } = useDots(person, (room.activity as unknown as DocketRoom).votes ?? 0);
  const mine: [string, Topic][] = Object.entries(topics).sort(([a], [b]) => mixed(person.id, a) - mixed(person.id, b));
  const give = async (id: string, topic: Topic, count: number) => {
    const answer = await send("docket.dot", { topic: id, dots: count });
    if (answer.ok) say(t("docket.dots_on", { count, topic: nameOf(topic) }));
  };
  const votes = person.role !== "follower";
  return (
    <div class="stack far">
      {votes && <p class="banner" role="status"><span class="grow">{t("docket.left", { count: left })}</span></p>}
      {mine.length === 0 && <p class="cloth-empty">{t("docket.no_topics")}</p>}
      <ul class="docket-topics" aria-label={t("docket.topics")}>
        {mine.map(([id, topic]) => {
          const given = dots[id] ?? 0;
          return (
            <li key={id} class={`card docket-dotted ${given ? "chosen" : ""}`}>
              <Card topic={topic} />
              {votes && (
                <div class="docket-dots" role="group" aria-label={nameOf(topic)}>
                  <button type="button" class="button" aria-disabled={given === 0} aria-label={`${t("docket.take_dot")}: ${nameOf(topic)}`} onClick={() => { if (given > 0) void give(id, topic, given - 1); }}>−</button>
                  <span class="docket-given">
                    <span aria-hidden="true">{"●".repeat(given) || "○"}</span>
                    <span class="for-readers">{t("docket.given", { count: given })}</span>
                  </span>
                  <button type="button" class="button" aria-disabled={left === 0} aria-label={`${t("docket.give_dot")}: ${nameOf(topic)}`} onClick={() => { if (left > 0) void give(id, topic, given + 1); }}>+</button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {room.phase?.writes && votes && (
        <details class="card folding">
          <summary>{t("docket.add_topic")}</summary>
          <Composer phase={room.phase} place={place.id} label={t("docket.topic_label")} hint={t("docket.topic_hint")} button={t("docket.add")} />
        </details>
      )}
    </div>
  );
}
