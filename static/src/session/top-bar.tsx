// The bar that stays: my table, the time left, help, the menu; and the question in small once it has scrolled away.

import type { ComponentChildren } from "preact";
import type { Person, Place, Room, Send } from "../live/documents.ts";
import { Clock } from "../live/clock.tsx";
import { tx, said, t } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { TableMark, TablePicture } from "../live/table.tsx";
import { HelpButton } from "./help.tsx";
import { LineBanner } from "./line-banner.tsx";
import { MenuButton } from "./menu.tsx";
import { seatsOf } from "./people.ts";

export function TopBar({ room, person, place, send, now, promptAway, onLeave, children }: {
  room: Room;
  person: Person;
  place: Place | undefined;
  send: Send;
  now: () => number;
  promptAway: boolean;
  onLeave: () => void;
  /** what has just happened: in the bar, so that it is seen wherever one has scrolled */
  children?: ComponentChildren;
}) {
  const seated = place && room.status === "live";
  const prompt = said(room.phase?.prompt);
  return (
    <header class="top">
      <div class="top-row">
        <p class="top-place">
          {seated
            ? <TablePicture size="small" number={place.number} seats={seatsOf(place, person.id)} label={false} />
            : <TableMark />}
          <span class={`top-name ${seated ? "" : "is-title"}`}>{seated ? placeName(place) : room.title}</span>
        </p>
        <Clock phase={room.phase} now={now} />
        <div class="top-does">
          {person.role !== "follower" && <HelpButton person={person} />}
          <MenuButton room={room} person={person} send={send} onLeave={onLeave} />
        </div>
      </div>
      <LineBanner />
      {children}
      {promptAway && prompt.text && <p class="top-prompt" aria-hidden="true">{tx(room.phase?.prompt)}</p>}
    </header>
  );
}
