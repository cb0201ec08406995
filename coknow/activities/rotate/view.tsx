// The learning café on a participant's phone: a round at a table, and the move between rounds.

import { say } from "@/live/announcer.tsx";
import { beat, timeLeft } from "@/live/clock.tsx";
import { focusComposer } from "@/live/composer.tsx";
import { useLive } from "@/live/context.ts";
import { inOrder, type Kind, type Person, type Place, type RotatePlace, type RotateRoom } from "@/live/documents.ts";
import { write } from "@/live/drafts.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { shortened } from "@/live/seats.ts";
import { hostOf } from "@/session/people.ts";
import { Tablework, type ActivityProps } from "@/session/tablework.tsx";
import { Move } from "./move.tsx";

const LAST_MINUTES = 120_000;

/** The start of a later round: what was said here before, told by the table host or read together. */
function ReadBack({ person, place, send, carousel, stays }: { person: Person; place: Place; carousel: boolean; stays: boolean } & Pick<ActivityProps, "send">) {
  const { readback } = place.activity as RotatePlace;
  if (!readback || readback.heard) return null;
  const host = hostOf(place);
  const earlier = Object.values(place.notes).some((note) => note.round < (place.round ?? 1));
  const teller = stays ? host : undefined; // a relayed host has just come too, and was not here to hear
  if (!teller && !earlier) return null; // nobody tells and nothing is written: there is nothing to go back to
  const mine = teller?.id === person.id;
  const ends = !host || host.id === person.id;
  return (
    <section class="card readback stack close" aria-labelledby="readback-title">
      <h2 id="readback-title" class="small-title">
        <Icon name={mine ? "speech" : "ear"} />
        {mine ? t("readback.tell") : teller ? t("readback.listen", { name: teller.name }) : t("readback.read")}
      </h2>
      <p>{mine ? t("readback.tell_text") : t(`readback.${teller ? "listen" : "read"}_${carousel ? "on" : "text"}`)}</p>
      {ends && person.role === "participant" && (
        <button type="button" class="button" onClick={() => void send("readback.heard").then((a) => a.ok && say(t("readback.done")))}>
          <Icon name="check" />
          {t(mine ? "readback.told" : "readback.heard")}
        </button>
      )}
    </section>
  );
}

/** Near the end of a round: one insight, one question. What the table has already is ticked. */
function OneOfEach({ room, place }: { room: ActivityProps["room"]; place: Place }) {
  const { wire, keeps } = useLive();
  beat.value;
  const left = timeLeft(room.phase, wire.now());
  if (!left || left.paused || left.ms > LAST_MINUTES) return null;
  const round = room.phase?.round ?? 0;
  const has = (kind: Kind) => inOrder(place.notes).some(([, note]) => note.kind === kind && note.round === round);
  const begin = (kind: Kind) => {
    write(keeps, { kind });
    focusComposer();
  };
  return (
    <section class="card last-minutes stack close" aria-labelledby="last-title">
      <h2 id="last-title" class="small-title">{t("last.title")}</h2>
      <div class="buttons">
        {(["insight", "question"] as const).map((kind) => (
          <button key={kind} type="button" class="button" onClick={() => begin(kind)}>
            <Icon name={has(kind) ? "check" : kind} />
            {t(has(kind) ? `last.has_${kind}` : `last.write_${kind}`)}
          </button>
        ))}
      </div>
    </section>
  );
}

/** One idea that travels with me: chosen from the cloth, and changed as long as I sit here. */
function CarryOne({ person, place, send }: { person: Person; place: Place } & Pick<ActivityProps, "send">) {
  const picked = person.seed && person.seed.note in place.notes ? person.seed.note : undefined;
  const pick = (note: string) => {
    if (note !== picked) void send("note.carry", { note }).then((answer) => answer.ok && say(t("note.carried")));
  };
  return (
    <details class="card folding carry-one">
      <summary>
        <span>{picked ? t("carry.chosen", { text: shortened(place.notes[picked]!.text, 50) }) : t("carry.choose")}</span>
      </summary>
      <fieldset class="stack close">
        <legend class="hint">{t("carry.hint")}</legend>
        {inOrder(place.notes).map(([id, note]) => (
          <label key={id} class="choice">
            <input type="radio" name="carry" checked={id === picked} onChange={() => pick(id)} />
            <span>{note.text}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}

export function Participant(props: ActivityProps) {
  const { room, person, place, send } = props;
  const cafe = room.activity as unknown as RotateRoom;
  const stage = room.phase?.stage ?? cafe.stage;
  if (stage === "move") return <Move {...props} />;
  const goesOn = (room.phase?.round ?? 1) < (room.phase?.rounds ?? 1);
  const staysAsHost = cafe.table_host === "stay" && person.host_of !== undefined;
  const takesAlong = goesOn && cafe.mode === "scatter" && person.role === "participant" && !staysAsHost;
  const chooser = place && takesAlong && Object.keys(place.notes).length > 0 && (
    <CarryOne person={person} place={place} send={send} />
  );
  return (
    <Tablework {...props} carry={takesAlong} openBefore={cafe.mode === "carousel"} below={chooser}>
      {place && <ReadBack person={person} place={place} send={send} carousel={cafe.mode === "carousel"} stays={cafe.table_host === "stay"} />}
      {place && person.role === "participant" && <OneOfEach room={room} place={place} />}
    </Tablework>
  );
}
