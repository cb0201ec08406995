// The whole room seen from above: every table, every person. One drawing, so that when everybody moves, one sees each
// of them walk to the next table. It is a picture; the list beside it is the reader's.

import { useMemo } from "preact/hooks";
import type { PlaceKind } from "./documents.ts";
import { t } from "./language.ts";
import { placesCounted } from "./places.ts";
import { gridColumns, initials, seatRadius, shortened, spots, TABLE } from "./seats.ts";

export interface FloorTable {
  id: string;
  number: number;
  /** its theme or name, already in my language */
  title?: string;
  closed?: boolean;
  help?: boolean;
}

export interface FloorPerson {
  id: string;
  name: string;
  /** the table's id; nobody's when absent: they wait at the edge */
  place?: string;
  host?: boolean;
  gone?: boolean;
  help?: boolean;
  pinned?: boolean;
  /** stands out: the one looked for */
  picked?: boolean;
}

const CELL = { width: 236, height: 244 };
const WAITING = { step: 34, height: 56 };

interface Standing {
  person: FloorPerson;
  x: number;
  y: number;
  radius: number;
}

function centres(tables: FloorTable[], columns: number): Map<string, { x: number; y: number }> {
  return new Map(
    tables.map((table, i) => [
      table.id,
      { x: (i % columns) * CELL.width + CELL.width / 2, y: Math.floor(i / columns) * CELL.height + CELL.height / 2 - 6 },
    ]),
  );
}

function standings(people: FloorPerson[], at: Map<string, { x: number; y: number }>, width: number, bottom: number): Standing[] {
  const byTable = new Map<string, FloorPerson[]>();
  const waiting: FloorPerson[] = [];
  for (const person of people) {
    if (!person.place || !at.has(person.place)) waiting.push(person);
    else if (byTable.has(person.place)) byTable.get(person.place)!.push(person);
    else byTable.set(person.place, [person]);
  }
  const all: Standing[] = [];
  for (const [table, around] of byTable) {
    const centre = at.get(table)!;
    const radius = seatRadius(around.length);
    spots(around.length, -90).forEach((spot, i) =>
      all.push({ person: around[i]!, x: centre.x + spot.x, y: centre.y + spot.y, radius }));
  }
  const perRow = Math.max(1, Math.floor((width - 20) / WAITING.step));
  waiting.forEach((person, i) =>
    all.push({ person, x: 27 + (i % perRow) * WAITING.step, y: bottom + 30 + Math.floor(i / perRow) * WAITING.step, radius: 13 }));
  // The same person must stay the same element at the same place in the tree, or nobody walks anywhere.
  return all.sort((one, other) => (one.person.id < other.person.id ? -1 : 1));
}

export function TablesFloor({ tables, people, kind, ratio = 1.7, letters = people.length <= 150, label }: {
  tables: FloorTable[];
  people: FloorPerson[];
  /** what they all are: tables when absent */
  kind?: PlaceKind | undefined;
  /** width to height of the space it is shown in */
  ratio?: number;
  /** initials in the seats */
  letters?: boolean;
  label?: string;
}) {
  const columns = gridColumns(Math.max(1, tables.length), ratio * (CELL.height / CELL.width));
  const rows = Math.ceil(tables.length / columns);
  const at = useMemo(() => centres(tables, columns), [tables, columns]);
  const width = columns * CELL.width;
  const bottom = rows * CELL.height;
  const standing = standings(people, at, width, bottom);
  const lowest = standing.reduce((y, one) => Math.max(y, one.y), 0);
  const height = Math.max(bottom, lowest > bottom ? lowest + WAITING.height - 26 : 0);

  return (
    <svg
      class="tables-floor"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label ?? t("table.floor", { count: people.length, places: placesCounted(kind, tables.length) })}
    >
      {tables.map((table) => {
        const { x, y } = at.get(table.id)!;
        return (
          <g key={table.id} class={`floor-table ${table.closed ? "closed" : ""} ${table.help ? "help" : ""}`} transform={`translate(${x} ${y})`}>
            <circle class="table-wood" r={TABLE.radius} />
            <circle class="table-cloth" r={TABLE.cloth} />
            <circle class="table-hem" r={TABLE.cloth - 5} />
            <text class="table-number" dy="0.36em">{table.number}</text>
            {table.help && <text class="floor-help" y="34">!</text>}
            {table.title && <text class="floor-title" y={TABLE.seats + 33}>{shortened(table.title, 26)}</text>}
          </g>
        );
      })}
      {standing.map(({ person, x, y, radius }) => {
        const marks = [person.host && "host", person.gone && "gone", person.help && "calls", person.picked && "me", person.pinned && "pinned"];
        return (
          <g key={person.id} class={`seat walking ${marks.filter(Boolean).join(" ")}`} style={{ transform: `translate(${x}px, ${y}px)` }}>
            <g class="seat-body">
              {person.host
                ? <rect x={-radius} y={-radius} width={2 * radius} height={2 * radius} rx={radius * 0.35} />
                : <circle r={radius} />}
              {letters && <text class="seat-letters" dy="0.36em">{initials(person.name)}</text>}
              {person.help && <text class="floor-help" x={radius} y={-radius * 0.6}>!</text>}
              {person.pinned && <circle class="seat-pin" cx={-radius * 0.8} cy={-radius * 0.8} r="4.5" />}
            </g>
            <title>{person.name}</title>
          </g>
        );
      })}
    </svg>
  );
}
