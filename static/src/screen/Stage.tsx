// What fills the screen: the lobby with its door, the running phase as its activity draws it, the thanks at the end.
import { screens } from "coknow:screens";
import { boot } from "../live/boot.ts";
import type { Room, ScreenDocument } from "../live/documents.ts";
import { t } from "../live/language.ts";
import { Steady } from "../live/steady.tsx";
import { spots } from "../live/seats.ts";
import { joinAddress, spelled } from "./Door.tsx";
import { Prompt } from "./Prompt.tsx";
import type { ScreenView } from "./types.ts";

export function Stage({ room, screen }: { room: Room; screen: ScreenDocument }) {
  if (room.status === "lobby") return <Lobby room={room} />;
  if (room.status === "closed" || !room.phase) return <Thanks room={room} />;
  const View = (screens[room.phase.activity] as ScreenView | undefined)?.Screen;
  const prompt = <Prompt text={room.phase.prompt ?? room.phase.title} />;
  if (!View) return prompt;
  return <Steady key={room.phase.activity} of={[room, screen]} instead={prompt}><View room={room} screen={screen} /></Steady>;
}

function Lobby({ room }: { room: Room }) {
  return (
    <div class="lobby">
      <div class="lobby-door">
        <h2>{t("screen.join")}</h2>
        <p class="lobby-address">{joinAddress()}</p>
        <p class="lobby-code digits" aria-label={t("screen.code", { code: [...room.code].join(" ") })}>{spelled(room.code)}</p>
        <img class="lobby-qr" src={String(boot.qr_url ?? `/qr/${room.code}.svg`)} alt={t("screen.qr")} />
      </div>
      <Arrivals people={room.counts.people} />
    </div>
  );
}

const RING = { first: 92, step: 26, most: [22, 30, 38, 46] };

/** People in rings around the table, each ring as full as the others; past the last ring the number alone tells. */
function rings(people: number): { radius: number; count: number }[] {
  let needed = 0;
  for (let room = 0; needed < RING.most.length && room < people; needed++) room += RING.most[needed]!;
  const capacity = RING.most.slice(0, needed).reduce((sum, most) => sum + most, 0);
  let left = Math.min(people, capacity);
  return RING.most.slice(0, needed).map((most, i) => {
    const count = i === needed - 1 ? left : Math.min(left, Math.round((people * most) / capacity));
    left -= count;
    return { radius: RING.first + i * RING.step, count };
  });
}

/** One big table that fills as people arrive. */
function Arrivals({ people }: { people: number }) {
  const around = rings(people);
  const reach = RING.first + Math.max(0, around.length - 1) * RING.step + 14;
  return (
    <div class="arrivals">
      <svg class="arrivals-table" viewBox={`${-reach} ${-reach} ${2 * reach} ${2 * reach}`} aria-hidden="true" focusable="false">
        <circle class="table-wood" r="70" />
        <circle class="table-cloth" r="58" />
        <circle class="table-hem" r="52" />
        <text class="table-number" dy="0.36em">{people}</text>
        {around.map(({ radius, count }, ring) => spots(count, -90 + ring * 8, radius).map((spot, i) => (
          <g key={`${ring}-${i}`} transform={`translate(${spot.x} ${spot.y})`}>
            <g class="seat-body"><circle class="arrived" r="9.5" /></g>
          </g>
        )))}
      </svg>
      <p class="arrivals-words" role="status">{people ? t("screen.here", { count: people }) : t("screen.nobody")}</p>
    </div>
  );
}

function Thanks({ room }: { room: Room }) {
  return (
    <div class="thanks">
      <h2 class="prompt">{t("screen.thanks")}</h2>
      {room.harvest_open && <p class="prompt quiet">{t("screen.harvest_open")} <strong>{`${location.host}/harvest/${room.code}`}</strong></p>}
    </div>
  );
}
