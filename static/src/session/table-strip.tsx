// "My table" in one line that opens: the small picture and the names, and inside the large picture, the call,
// and the table host's role.

import { useState } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import type { Person, Place, Room, Send } from "../live/documents.ts";
import { inOrder } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { Said } from "../live/said.tsx";
import { TablePicture } from "../live/table.tsx";
import { bandsAt, hostOf, namesAt, seatsOf } from "./people.ts";

export function TableStrip({ room, person, place, send, open = false }: {
  room: Room;
  person: Person;
  place: Place;
  send: Send;
  open?: boolean;
}) {
  const [opened, setOpened] = useState(open);
  const seats = seatsOf(place, person.id);
  return (
    <details class="table-strip" open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <TablePicture size="small" number={place.number} seats={seats} label={false} />
        <span class="grow">
          <strong>{placeName(place)}</strong>
          {place.theme && <Said text={place.theme} class="strip-theme" />}
          <span class="strip-names">{namesAt(place, person.id)}</span>
        </span>
      </summary>
      {opened && (
        <div class="stack">
          <TablePicture size="large" number={place.number} seats={seats} bands={bandsAt(place.notes)} label={false} />
          <PeopleList place={place} me={person.id} />
          <TableHost room={room} person={person} place={place} send={send} />
        </div>
      )}
    </details>
  );
}

export function PeopleList({ place, me }: { place: Place; me: string }) {
  return (
    <ul class="people" aria-label={t("table.people")}>
      {inOrder(place.people).map(([id, seat]) => (
        <li key={id} class={id === me ? "me" : ""}>
          <Icon name={seat.gone ? "gone" : (seat.weight ?? 1) > 1 ? "people" : "person"} />
          <span>{seat.name}</span>
          {id === me && <span class="tag">{t("table.you")}</span>}
          {seat.host && <span class="tag">{t("table.host")}</span>}
          {seat.gone && <span class="tag">{t("table.gone")}</span>}
          {seat.kind === "phone" && <span class="tag">{t("table.phone")}</span>}
          {(seat.weight ?? 1) > 1 && <span class="tag">{t("table.weight", { count: seat.weight ?? 1 })}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The table host's role: taken by whoever wants it when it is free, passed on to a neighbour by whoever has it. */
function TableHost({ room, person, place, send }: { room: Room; person: Person; place: Place; send: Send }) {
  const keepsHosts = (room.activity as { table_host?: string }).table_host;
  if (person.role !== "participant" || place.kind !== "table" || !keepsHosts || keepsHosts === "none") return null;
  const host = hostOf(place);
  const others = inOrder(place.people).filter(([id, seat]) => id !== person.id && !seat.gone);
  if (!host) {
    return (
      <div class="stack close">
        <p>{t("table.no_host")}</p>
        <button type="button" class="button" onClick={() => void send("table_host.take").then((a) => a.ok && say(t("table.you_host")))}>
          {t("table.take_host")}
        </button>
      </div>
    );
  }
  if (host.id !== person.id) return <p class="soft">{t("table.hosted_by", { name: host.name })}</p>;
  return (
    <div class="stack close">
      <p>{t("table.you_host_text")}</p>
      {others.length > 0 && (
        <div class="buttons">
          {others.map(([id, seat]) => (
            <button key={id} type="button" class="button" onClick={() => void send("table_host.pass", { person: id })}>
              {t("table.pass_host", { name: seat.name })}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
