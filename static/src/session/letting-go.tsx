// What the phase lets people do for themselves: go to another place, and ask for more time. Absent where the host
// moves people or sets the time alone; the server says so by leaving out `places` and `wishes`.

import { useId, useState } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import type { Person, Place, Room, Send } from "../live/documents.ts";
import { inOrder } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { refusalText } from "../live/kept.tsx";
import { minutesOf, t, tx } from "../live/language.ts";
import { placeName } from "../live/places.ts";

type Props = { room: Room; person: Person; place: Place | undefined; send: Send };

export function LettingGo({ room, person, place, send }: Props) {
  if (person.role !== "participant") return null;
  return (
    <>
      {room.wishes && <MoreTime room={room} person={person} place={place} send={send} />}
      {room.places && place && <OtherPlaces room={room} place={place} send={send} />}
    </>
  );
}

function MoreTime({ room, person, place, send }: Props) {
  const { asking, of, seconds } = room.wishes!;
  const phase = room.phase!.id;
  const asked = (place?.asks ?? person.asks) === phase;
  const amount = t("notice.minutes", { count: minutesOf(seconds * 1_000) });
  const words = asked ? t(place ? "time.asked" : "time.asked_alone") : "";
  return (
    <div class="more-time row">
      <button type="button" class="button small" aria-pressed={asked} onClick={() => void send("time.ask", { on: !asked }).then((answer) => say(answer.ok ? t(asked ? "time.take_back" : place ? "time.asked" : "time.asked_alone") : refusalText(answer)))}>
        <Icon name="clock" /> {asked ? t("time.take_back") : t("time.ask")}
      </button>
      <p class="hint grow">{words && <strong>{words}. </strong>}{t("time.half", { amount, asking, of })}</p>
    </div>
  );
}

/** The other places with their headcounts, or a number to type where there are more than a phone should list. */
function OtherPlaces({ room, place, send }: Omit<Props, "person"> & { place: Place }) {
  const [fault, setFault] = useState("");
  const { open, most } = room.places!;
  const go = async (to: { place: string } | { number: number }): Promise<void> => {
    const answer = await send("place.go", to);
    setFault(answer.ok ? "" : refusalText(answer));
  };
  return (
    <details class="card folding other-places">
      <summary>{t("free.title")}</summary>
      <p>{t("free.text")}</p>
      {open && (
        <ul class="place-choices">
          {inOrder(open).map(([id, other]) => {
            const name = placeName({ kind: place.kind, number: other.number });
            return (
              <li key={id} class="row">
                <span class="for-readers">{t("free.place", { place: name, count: other.count })}</span>
                <span class="grow" aria-hidden="true">
                  <strong>{name}</strong>{other.theme && <> · {tx(other.theme)}</>}
                  <span class="soft digits headcount"><Icon name="people" /> {other.count}</span>
                </span>
                {id === place.id ? <span class="tag">{t("free.here")}</span> : other.full ? <span class="tag">{t("free.full")}</span> : (
                  <button type="button" class="button small" aria-label={`${t("free.go")}: ${t("free.place", { place: name, count: other.count })}`} onClick={() => void go({ place: id })}>{t("free.go")}</button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {most !== undefined && <ByNumber most={most} go={(number) => void go({ number })} />}
      {fault && <p class="field-error" role="alert"><Icon name="warning" /> {fault}</p>}
    </details>
  );
}

function ByNumber({ most, go }: { most: number; go: (number: number) => void }) {
  const id = useId();
  const [number, setNumber] = useState("");
  return (
    <form class="field" onSubmit={(event) => { event.preventDefault(); if (Number(number) > 0) go(Number(number)); }}>
      <label for={id}>{t("free.number")}</label>
      <div class="row">
        <input id={id} class="input number" type="number" inputMode="numeric" min={1} max={most} value={number} onInput={(event) => setNumber(event.currentTarget.value)} />
        <button type="submit" class="button">{t("free.go")}</button>
      </div>
    </form>
  );
}
