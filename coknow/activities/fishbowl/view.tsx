// A fishbowl on a participant's phone: the chairs and the one button that suits where I am; outside, what to listen for.

import { useEffect, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Composer } from "@/live/composer.tsx";
import { inOrder, type Person, type Room } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { KindTag } from "@/live/kinds.tsx";
import { t, timeOfDay } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import type { ActivityProps } from "@/session/tablework.tsx";
import { Chairs, Ring } from "./ring.tsx";
import type { BowlPerson, BowlRoom } from "./types.ts";

type Where = "inside" | "queue" | "outside";

/** Coming in from the queue, or out at the change, happens to me: it is said. What I pressed myself I know. */
function useTold(where: Where, bowl: BowlRoom, own: BowlPerson): void {
  const before = useRef<{ where: Where; full: boolean; invited: boolean } | undefined>(undefined);
  const full = where === "inside" && Boolean(bowl.leave_one);
  const invited = Boolean(own.invited);
  useEffect(() => {
    const old = before.current;
    before.current = { where, full, invited };
    if (!old) return;
    if (where === "inside" && old.where !== "inside") say(t("fishbowl.you_are_in"), { now: old.where === "queue" });
    if (where === "outside" && old.where === "inside") say(t("fishbowl.you_are_out"));
    if (where === "queue" && old.where !== "queue") say(t("fishbowl.in_queue", { place: Object.keys(bowl.queue).length }));
    if (full && !old.full) say(t("fishbowl.leave_one"));
    if (invited && !old.invited) say(t("fishbowl.invited"));
  }, [where, full, invited]);
}

function Mine({ where, bowl, me, own, send }: { where: Where; bowl: BowlRoom; me: string; own: BowlPerson; send: ActivityProps["send"] }) {
  const free = Object.keys(bowl.inside).length < bowl.chairs;
  // it stands where the button to come in was: the second tap of a nervous double tap does not take it back
  const leave = (event: MouseEvent) => { if (event.detail < 2) void send("chair.leave"); };
  if (where === "inside") {
    return (
      <>
        {bowl.leave_one && (
          <p class={`banner ${own.suggested ? "warn" : ""}`}>
            <Icon name="arrow" /><span class="grow">{t(own.suggested ? "fishbowl.perhaps_you" : "fishbowl.leave_one")}</span>
          </p>
        )}
        <button type="button" class={`button ${bowl.leave_one ? "main" : ""}`} onClick={leave}>
          <Icon name="back" /> {t("fishbowl.leave")}
        </button>
      </>
    );
  }
  if (where === "queue") {
    return (
      <>
        <p class="banner good"><Icon name="clock" /><span class="grow">{t("fishbowl.in_queue", { place: bowl.queue[me]!.order })}</span></p>
        <button type="button" class="button" onClick={leave}>{t("fishbowl.leave_queue")}</button>
      </>
    );
  }
  return (
    <button type="button" class="button main" onClick={() => void send("chair.take")}>
      <Icon name="hand" /> {t(free ? "fishbowl.take" : bowl.form === "closed" ? "fishbowl.next_circle" : "fishbowl.ask")}
    </button>
  );
}

function Invitation({ host, send }: { host: string; send: ActivityProps["send"] }) {
  return (
    <section class="card stack close bowl-invite" aria-labelledby="bowl-invite">
      <h2 id="bowl-invite" class="small-title"><Icon name="hand" /> {t("fishbowl.invited")}</h2>
      <p>{t("fishbowl.invited_text", { host })}</p>
      <div class="buttons">
        <button type="button" class="button main" onClick={() => void send("chair.take")}>{t("fishbowl.take")}</button>
        <button type="button" class="button" onClick={() => void send("chair.decline")}>{t("fishbowl.not_now")}</button>
      </div>
    </section>
  );
}

function Board({ bowl }: { bowl: BowlRoom }) {
  const notes = inOrder(bowl.board);
  if (!notes.length) return null;
  return (
    <section class="outline" aria-labelledby="bowl-board">
      <h2 id="bowl-board">{t("fishbowl.board")}</h2>
      <ul class="lines">
        {notes.reverse().map(([id, note]) => (
          <li key={id}>
            <div class="line">
              <p class="line-text">{note.text}</p>
              <p class="line-by"><KindTag kind={note.kind} /><span>{note.name ?? t("note.anonymous")}</span></p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Listening({ room, person, bowl, task }: { room: Room; person: Person; bowl: BowlRoom; task: string | undefined }) {
  const phase = room.phase!;
  const mine = task ? bowl.tasks[task] : undefined;
  const shared = phase.writes?.visibility === "all";
  return (
    <>
      {mine && (
        <section class="card stack close" aria-labelledby="bowl-task">
          <h2 id="bowl-task" class="small-title"><Icon name="ear" /> {t("fishbowl.your_task")}</h2>
          <Said as="p" class="big" text={mine.text} />
        </section>
      )}
      {phase.writes && person.role !== "follower" && (
        <section class="card">
          <Composer phase={phase} label={t("fishbowl.note")} />
        </section>
      )}
      {!shared && <OwnNotes person={person} phase={phase.id} share="all" title={t("fishbowl.mine")} />}
      <Board bowl={bowl} />
    </>
  );
}

export function Participant({ room, person, place, send }: ActivityProps) {
  const bowl = room.activity as unknown as BowlRoom;
  const own = person.activity as BowlPerson;
  const where: Where = person.id in bowl.inside ? "inside" : person.id in bowl.queue ? "queue" : "outside";
  useTold(where, bowl, own);
  const waiting = Object.keys(bowl.queue).length;
  return (
    <div class="stack far">
      {own.invited && where === "outside" && <Invitation host={room.host} send={send} />}
      <section class="card bowl" aria-labelledby="bowl-title">
        <h2 id="bowl-title" class="small-title">{t(where === "inside" ? "fishbowl.title_in" : "fishbowl.title_out")}</h2>
        {person.role !== "follower" && <Mine where={where} bowl={bowl} me={person.id} own={own} send={send} />}
        <div class="bowl-parts">
          <Ring bowl={bowl} me={person.id} />
          <div class="stack close grow">
            <Chairs bowl={bowl} me={person.id} />
            {waiting > 0 && <p class="soft">{t("fishbowl.waiting", { count: waiting })}</p>}
            {bowl.deadline !== undefined && <p class="soft"><Icon name="clock" /> {t("fishbowl.changes_at", { time: timeOfDay(bowl.deadline) })}</p>}
          </div>
        </div>
        <CompanionLink room={room} place={place} />
      </section>
      {where !== "inside"
        ? <Listening room={room} person={person} bowl={bowl} task={own.task} />
        : <p class="quiet-moment"><Icon name="speech" /> {t("fishbowl.inside_hint")}</p>}
    </div>
  );
}

export function preview(settings: { form?: BowlRoom["form"]; seats?: number; tasks?: { fi?: string }[] }) {
  const open = settings.form !== "closed";
  const names = [1, 2, 3].map((n) => ({ order: n, name: t(`fishbowl.sample_${n}`) }));
  const room: BowlRoom = {
    form: open ? "open" : "closed", chairs: (settings.seats ?? 4) + (open ? 1 : 0),
    inside: { a: names[0]!, b: names[1]!, c: names[2]! }, queue: {}, board: {},
    tasks: Object.fromEntries((settings.tasks ?? []).map((text, i) => [String(i + 1), { order: i + 1, text }])),
  };
  return { room, person: settings.tasks?.length ? { task: "1" } : {} };
}
