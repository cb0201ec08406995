// Where people sit around a table seen from above: plain geometry, no drawing.

export const TABLE = { radius: 60, cloth: 49, seats: 82, seat: 15 };

export interface Spot {
  x: number;
  y: number;
  /** degrees; 90 is the side nearest to the one who looks */
  angle: number;
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** `count` spots evenly around the table. `first` is the angle of the first one. */
export function spots(count: number, first: number, radius = TABLE.seats): Spot[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = first + (i * 360) / Math.max(1, count);
    const turn = (angle * Math.PI) / 180;
    return { x: rounded(Math.cos(turn) * radius), y: rounded(Math.sin(turn) * radius), angle: ((angle % 360) + 360) % 360 };
  });
}

/** Seats get smaller when a table is crowded, and never touch each other. */
export function seatRadius(count: number, radius = TABLE.seats): number {
  return Math.min(TABLE.seat, (Math.PI * radius * 0.86) / Math.max(1, count));
}

/** Two letters: of the first two words, or the first two of the only one. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s\-_.]+/).filter(Boolean);
  const letters = words.length > 1 ? [...words[0]!][0]! + [...words[1]!][0]! : [...(words[0] ?? "?")].slice(0, 2).join("");
  return letters.toLocaleUpperCase();
}

export function shortened(name: string, letters: number): string {
  const all = [...name];
  return all.length <= letters ? name : `${all.slice(0, letters - 1).join("").trimEnd()}…`;
}

/** A grid of `count` cells that fits a picture of this width-to-height ratio best. */
export function gridColumns(count: number, ratio: number): number {
  let best = 1;
  let bestSize = 0;
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const size = Math.min(ratio / columns, 1 / rows);
    if (size > bestSize + 1e-9) [best, bestSize] = [columns, size];
  }
  return best;
}
