// The motif of Coknow: a table seen from above, people as seats around it, the round's notes as lines on the cloth.
// One drawing from 48 to 400 pixels. I sit on the near side; a table host's seat is square and has a cup of coffee
// in front of it; a seat whose person is gone is an outline of dashes. Nothing is told by colour alone, and everything drawn
// is also said in the label.

import type { PlaceKind } from "./documents.ts";
import { t } from "./language.ts";
import { placeName } from "./places.ts";
import { initials, seatRadius, shortened, spots, TABLE, type Spot } from "./seats.ts";

export interface SeatOfTable {
  id: string;
  name: string;
  me?: boolean;
  host?: boolean;
  gone?: boolean;
  /** people behind one device; 1 when absent */
  weight?: number;
}

/** How many notes each round has left on the cloth. */
export type Bands = { round: number; notes: number }[];

export type TableSize = "mark" | "small" | "medium" | "large";

interface Looks {
  number?: number;
  kind?: PlaceKind;
  seats: SeatOfTable[];
  size?: TableSize;
  bands?: Bands;
  /** my seat comes in from outside: the moment of moving */
  arriving?: boolean;
  /** what a reader hears; false when the same stands in text beside it */
  label?: string | false;
}

const LINE_LENGTHS = [44, 36, 41, 30, 39, 34];
const MOST_LINES = 9;

/** In one sentence who sits here. */
export function tableLabel(number: number | undefined, seats: SeatOfTable[], kind?: PlaceKind): string {
  const people = seats.map((seat) => {
    const marks = [seat.me && t("table.you"), seat.host && t("table.host"), seat.gone && t("table.gone")].filter(Boolean);
    return marks.length ? `${seat.name} (${marks.join(", ")})` : seat.name;
  });
  const table = number === undefined ? t("table.table") : placeName({ number, ...(kind && { kind }) });
  return people.length ? `${table}: ${people.join(", ")}` : `${table}: ${t("table.empty")}`;
}

/** Whose turn around the table starts where: me on the near side, others in their order from my left on. */
function placed(seats: SeatOfTable[]): { seat: SeatOfTable; spot: Spot }[] {
  const mine = seats.findIndex((seat) => seat.me);
  const turned = mine > 0 ? [...seats.slice(mine), ...seats.slice(0, mine)] : seats;
  const around = spots(turned.length, mine >= 0 ? 90 : turned.length % 2 ? -90 : -90 + 180 / Math.max(1, turned.length));
  return turned.map((seat, i) => ({ seat, spot: around[i]! }));
}

function Top({ bands }: { bands?: Bands | undefined }) {
  return (
    <g class="table-top">
      <circle class="table-wood" r={TABLE.radius} />
      <path class="table-grain" d="M-52 -26A58 58 0 0 1 26 -52M52 26A58 58 0 0 1 -26 52" />
      <circle class="table-cloth" r={TABLE.cloth} />
      <circle class="table-hem" r={TABLE.cloth - 5} />
      {bands && <Lines bands={bands} />}
    </g>
  );
}

/** Notes as lines on the cloth. When they are too many, each round keeps its share of them. */
function Lines({ bands }: { bands: Bands }) {
  const all = bands.reduce((sum, band) => sum + band.notes, 0);
  const scale = Math.min(1, MOST_LINES / Math.max(1, all));
  let y = -8;
  let drawn = 0;
  return (
    <g class="table-lines">
      {bands.map(({ round, notes }) => {
        const lines = notes === 0 ? 0 : Math.max(1, Math.round(notes * scale));
        const band = Array.from({ length: lines }, () => {
          const half = Math.min(LINE_LENGTHS[drawn % LINE_LENGTHS.length]!, Math.sqrt(Math.max(0, 38 ** 2 - y ** 2)) * 2) / 2;
          const line = <path key={drawn} d={`M${-half} ${y}H${half}`} />;
          y += 5.2;
          drawn += 1;
          return line;
        });
        if (lines) y += 1.6;
        return <g key={round} class={`round-${((round - 1) % 8) + 1}`}>{band}</g>;
      })}
    </g>
  );
}

function SeatMark({ seat, spot, radius, size, arriving }: {
  seat: SeatOfTable;
  spot: Spot;
  radius: number;
  size: TableSize;
  arriving: boolean;
}) {
  const r = seat.me ? radius * 1.22 : radius;
  const classes = ["seat", seat.me && "me", seat.host && "host", seat.gone && "gone", arriving && "arriving"];
  const withLetters = size === "medium" || size === "large";
  return (
    <g class={classes.filter(Boolean).join(" ")} style={{ transform: `translate(${spot.x}px, ${spot.y}px)` }}>
      <g class="seat-body">
        {seat.host
          ? <rect x={-r} y={-r} width={2 * r} height={2 * r} rx={r * 0.35} />
          : <circle r={r} />}
        {seat.me && (seat.host
          ? <rect class="seat-ring" x={-r - 4} y={-r - 4} width={2 * r + 8} height={2 * r + 8} rx={r * 0.5} />
          : <circle class="seat-ring" r={r + 4} />)}
        {withLetters && <text class="seat-letters" dy="0.36em">{initials(seat.name)}</text>}
        {withLetters && (seat.weight ?? 1) > 1 && (
          <g class="seat-weight" transform={`translate(${r * 0.85} ${-r * 0.85})`}>
            <circle r="8.5" />
            <text dy="0.36em">{seat.weight}</text>
          </g>
        )}
      </g>
      {size === "large" && <SeatName seat={seat} spot={spot} radius={r} />}
    </g>
  );
}

function SeatName({ seat, spot, radius }: { seat: SeatOfTable; spot: Spot; radius: number }) {
  const across = Math.cos((spot.angle * Math.PI) / 180);
  const beside = Math.abs(across) > 0.45;
  const below = Math.sin((spot.angle * Math.PI) / 180) >= 0;
  return (
    <text
      class="seat-name"
      text-anchor={beside ? (across > 0 ? "start" : "end") : "middle"}
      x={beside ? Math.sign(across) * (radius + 7) : 0}
      y={beside ? 4.5 : below ? radius + 17 : -radius - 9}
    >
      {shortened(seat.name, beside ? 11 : 20)}
    </text>
  );
}

/** A cup of coffee stands in front of whoever hosts the table. */
function Cup({ spot }: { spot: Spot }) {
  return (
    <g class="table-cup" style={{ transform: `translate(${spot.x * 0.62}px, ${spot.y * 0.62}px) rotate(${spot.angle}deg)` }}>
      <circle class="saucer" r="9.5" />
      <path d="M5.5 0H10.5" />
      <circle class="coffee" r="5.6" />
    </g>
  );
}

const VIEW: Record<TableSize, string> = {
  mark: "-104 -104 208 208",
  small: "-104 -104 208 208",
  medium: "-108 -108 216 216",
  large: "-186 -126 372 252",
};

export function TablePicture({ number, kind, seats, size = "medium", bands, arriving = false, label }: Looks) {
  const around = placed(seats);
  const radius = size === "small" || size === "mark" ? seatRadius(seats.length) * 1.12 : seatRadius(seats.length);
  const words = label === undefined ? tableLabel(number, seats, kind) : label;
  const withLines = bands?.some((band) => band.notes > 0) && size !== "small" && size !== "mark";
  const host = around.find(({ seat }) => seat.host);
  return (
    <svg
      class={`table-picture ${size}`}
      viewBox={VIEW[size]}
      {...(words ? { role: "img", "aria-label": words } : { "aria-hidden": "true" })}
    >
      <Top bands={withLines ? bands : undefined} />
      {number !== undefined && (
        <text class={`table-number ${withLines ? "above" : ""}`} y={withLines ? -27 : 0} dy="0.36em">{number}</text>
      )}
      {host && size !== "small" && size !== "mark" && <Cup spot={host.spot} />}
      {around.map(({ seat, spot }) => (
        <SeatMark key={seat.id} seat={seat} spot={spot} radius={radius} size={size} arriving={arriving && !!seat.me} />
      ))}
    </svg>
  );
}

const MARK: SeatOfTable[] = ["a", "b", "c", "d", "e"].map((id, i) => ({ id, name: "", me: i === 0 }));

/** The logo: a table with one seat taken by you, and three woven stripes. */
export function TableMark() {
  return (
    <svg class="table-picture mark" viewBox={VIEW.mark} aria-hidden="true">
      <Top />
      <g class="table-stripes">
        <path class="round-1" d="M-34 -15H34" />
        <path class="round-2" d="M-38 0H38" />
        <path class="round-3" d="M-34 15H34" />
      </g>
      {placed(MARK).map(({ seat, spot }) => (
        <SeatMark key={seat.id} seat={seat} spot={spot} radius={17} size="mark" arriving={false} />
      ))}
    </svg>
  );
}
