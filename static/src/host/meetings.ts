// Reading a rotation plan: who sits where in a round, whom somebody has met, which seats a new plan changed.
// Pure; the plan is the planner's, nothing is planned here.
import type { Hosts } from "../live/documents.ts";

export type Plan = NonNullable<Hosts["plan"]>;
export type Rounds = Plan["rounds"];

/** The rounds that have seats, in order; a repaired plan may leave out those already played. */
export const roundNumbers = (rounds: Rounds): number[] =>
  Object.keys(rounds).filter((round) => Object.keys(rounds[round]!).length > 0).map(Number).sort((a, b) => a - b);

/** Table number -> the people at it, in the given order of people. */
export function seating(seats: Record<string, number>, inOrder: string[]): Map<number, string[]> {
  const tables = new Map<number, string[]>();
  for (const person of inOrder) {
    const table = seats[person];
    if (table === undefined) continue;
    tables.set(table, [...(tables.get(table) ?? []), person]);
  }
  return new Map([...tables].sort(([a], [b]) => a - b));
}

/** Everybody this person shares a table with in the rounds before `until` (that one not counted). */
export function metBefore(rounds: Rounds, person: string, until: number): Set<string> {
  const met = new Set<string>();
  for (const round of roundNumbers(rounds)) {
    if (round >= until) continue;
    const seats = rounds[String(round)];
    const table = seats[person];
    if (table === undefined) continue;
    for (const [other, at] of Object.entries(seats)) if (at === table && other !== person) met.add(other);
  }
  return met;
}

/** Seats that differ between two plans, as "round/person"; people who were not in the old plan are new, not changed. */
export function changedSeats(before: Rounds | undefined, after: Rounds): Set<string> {
  const changed = new Set<string>();
  if (!before) return changed;
  for (const [round, seats] of Object.entries(after)) {
    const old = before[round];
    if (!old) continue;
    for (const [person, table] of Object.entries(seats)) {
      if (old[person] !== undefined && old[person] !== table) changed.add(`${round}/${person}`);
    }
  }
  return changed;
}
