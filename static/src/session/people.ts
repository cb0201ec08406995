// The people of a place as the table picture wants them.

import { inOrder, type Place, type Note } from "../live/documents.ts";
import { listed, t } from "../live/language.ts";
import type { Bands, SeatOfTable } from "../live/table.tsx";

export function seatsOf(place: Place, me: string): SeatOfTable[] {
  return inOrder(place.people).map(([id, seat]) => ({
    id,
    name: seat.name,
    ...(id === me ? { me: true } : {}),
    ...(seat.host ? { host: true } : {}),
    ...(seat.gone ? { gone: true } : {}),
    ...(seat.weight ? { weight: seat.weight } : {}),
  }));
}

/** "sinä, Aino ja Ville": me first, as one speaks of one's own table. */
export function namesAt(place: Place, me: string): string {
  const others = inOrder(place.people).filter(([id]) => id !== me).map(([, seat]) => seat.name);
  return listed(me in place.people ? [t("table.you"), ...others] : others);
}

export function bandsAt(notes: Record<string, Note>): Bands {
  const rounds = new Map<number, number>();
  for (const { round } of Object.values(notes)) rounds.set(round, (rounds.get(round) ?? 0) + 1);
  return [...rounds].sort(([a], [b]) => a - b).map(([round, count]) => ({ round, notes: count }));
}

export const hostOf = (place: Place): { id: string; name: string } | undefined => {
  const found = Object.entries(place.people).find(([, seat]) => seat.host);
  return found && { id: found[0], name: found[1].name };
};
