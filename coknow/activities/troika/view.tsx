// Troika on a participant's phone: one clear thing to do, which changes with the part and with whose matter it is.
// The client's screen becomes a sheet of paper while the others think: it offers writing and nothing to answer with.

import { useEffect, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { beat } from "@/live/clock.tsx";
import { Composer } from "@/live/composer.tsx";
import { useLive } from "@/live/context.ts";
import type { Person, Place, Send } from "@/live/documents.ts";
import { useFocusKept } from "@/live/focus-kept.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import type { Sample } from "@/session/preview-documents.ts";
import { TableStrip } from "@/session/table-strip.tsx";
import { NoSeatYet, type ActivityProps } from "@/session/tablework.tsx";
import { ICON, Parts } from "./parts.tsx";
import type { Part, TroikaPlace, TroikaRoom } from "./types.ts";

type Role = "client" | "consultant" | "free";

function useTurnSaid(words: string): void {
  const told = useRef("");
  useEffect(() => {
    if (words && told.current && told.current !== words) say(words, { now: true });
    told.current = words;
  }, [words]);
}

function Now({ role, part, name, away, send }: { role: Role; part: Part; name: string; away: boolean; send: Send }) {
  return (
    <section class={`card stack close troika-now ${role}`} aria-labelledby="turn-title">
      <h2 id="turn-title"><Icon name={role === "client" && part === "consult" ? "ear" : ICON[part]} /> {t(`troika.${role}_${part}`, { name })}</h2>
      <p>{t(`troika.${role}_${part}_text`, { name })}</p>
      {role === "consultant" && away && (
        <>
          <p class="hint">{t("troika.client_away", { name })}</p>
          <div><button type="button" class="button plain" onClick={() => void send("client.take")}>{t("troika.take")}</button></div>
        </>
      )}
      {role === "client" && part === "tell" && (
        <div><button type="button" class="button plain" onClick={() => void send("client.pass")}>{t("troika.pass")}</button></div>
      )}
    </section>
  );
}

function Free({ send }: { send: Send }) {
  return (
    <section class="card stack close troika-now free" aria-labelledby="turn-title">
      <h2 id="turn-title"><Icon name="speech" /> {t("troika.free")}</h2>
      <p>{t("troika.free_text")}</p>
      <div><button type="button" class="button" onClick={() => void send("client.take")}>{t("troika.take")}</button></div>
    </section>
  );
}

/** The field stands open where writing is what one does; else it waits folded. */
function Paper({ room, person, role, part }: { room: ActivityProps["room"]; person: Person; role: Role; part: Part }) {
  if (!room.phase?.writes || person.role === "follower") return null;
  const most = role === "client" && part === "valuable";
  const open = role === "client" && (part === "consult" || part === "valuable");
  const field = (
    <Composer
      phase={room.phase}
      label={t(most ? "troika.valuable_label" : open ? "troika.listen_label" : "own.label")}
      hint={t("note.seen_by.me")}
      button={t("own.keep")}
      {...(most ? { kind: "insight" as const } : {})}
    />
  );
  return open ? <section class="card">{field}</section> : <details class="card folding"><summary>{t("own.open")}</summary>{field}</details>;
}

export function Participant({ room, person, place, send }: ActivityProps) {
  const { wire } = useLive();
  const sheet = useFocusKept("turn-title");
  beat.value;
  const clock = room.activity as TroikaRoom;
  const { client, away = false } = (place?.activity ?? {}) as TroikaPlace;
  const role: Role = !client ? "free" : client === person.id ? "client" : "consultant";
  const name = client && place ? nameIn(place, client) : "";
  const words = clock.part ? (role === "free" ? t("troika.free") : t(`troika.${role}_${clock.part}`, { name })) : "";
  useTurnSaid(words);
  if (!place) return person.role === "participant" ? <NoSeatYet room={room} /> : <Parts clock={clock} now={wire.now()} />;
  return (
    <div class="stack far troika" ref={sheet}>
      <CompanionLink room={room} place={place} />
      {clock.part && <Parts clock={clock} now={wire.now()} />}
      {clock.part && (role === "free" ? <Free send={send} /> : <Now role={role} part={clock.part} name={name} away={away} send={send} />)}
      {clock.done && <section class="card stack close"><h2>{t("troika.done")}</h2><p>{t("troika.done_text")}</p></section>}
      {clock.part
        ? <Paper room={room} person={person} role={role} part={clock.part} />
        : <Paper room={room} person={person} role="client" part={clock.done ? "valuable" : "consult"} />}
      <TableStrip room={room} person={person} place={place} send={send} />
      <OwnNotes person={person} share="place" at={place.kind} folded title={t("troika.mine")} />
      <Shared place={place} />
    </div>
  );
}

const nameIn = (place: Place, id: string): string => place.people[id]?.name ?? "";

/** What somebody has chosen to show the two others. */
function Shared({ place }: { place: Place }) {
  const notes = Object.entries(place.notes).sort(([, a], [, b]) => a.order - b.order);
  if (!notes.length) return null;
  return (
    <section class="stack close" aria-labelledby="shared-title">
      <h2 id="shared-title" class="small-title">{t("troika.shared")}</h2>
      <ul class="lines outline">{notes.map(([id, note]) => <li key={id}><div class="line"><p class="line-text">{note.text}</p><p class="line-by"><span>{note.name}</span></p></div></li>)}</ul>
    </section>
  );
}

/** For the host who prepares: one of the two who think, while the client listens. */
export function preview(settings: { tell?: number; clarify?: number; consult?: number; valuable?: number }): Sample {
  const { tell = 2, clarify = 2, consult = 4, valuable = 2 } = settings;
  const minutes = { tell, clarify, consult, valuable };
  return {
    room: {
      turn: 1, turns: 3, part: "consult", left: consult * 40_000,
      parts: Object.fromEntries(Object.entries(minutes).map(([part, each], i) => [part, { order: i + 1, minutes: each }])),
    },
    place: { client: "p1" },
  };
}
