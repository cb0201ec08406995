// The roster read as tables: who sits where, who sits nowhere, in a steady order. Pure but for reading the documents.
import { computed } from "@preact/signals";
import { inOrder, type PersonOnList, type PlaceOnList } from "../live/documents.ts";
import { placeName } from "../live/places.ts";
import type { SeatOfTable } from "../live/table.tsx";
import { hosts } from "./console.ts";

export type Member = PersonOnList & { id: string; volunteer?: true; comes_in?: true; looking?: string };
export type Table = PlaceOnList & { id: string; people: Member[] };

const HOSTING = new Set(["host", "cohost"]);

export const members = computed((): Member[] =>
  inOrder(hosts.value?.people).filter(([, person]) => person.role !== "screen").map(([id, person]) => ({ id, ...person })));

export const tables = computed((): Table[] => {
  const seated = new Map<string, Member[]>();
  for (const member of members.value) {
    if (member.place) seated.set(member.place, [...(seated.get(member.place) ?? []), member]);
  }
  return inOrder(hosts.value?.places).map(([id, place]) => ({ id, ...place, people: seated.get(id) ?? [] }));
});

export const openTables = computed(() => tables.value.filter((table) => !table.closed));

/** Participants who sit nowhere. Where the phase seats people they wait for a place (`unseated`), elsewhere they are here. */
const withoutPlace = computed(() => members.value.filter((member) => !member.place && member.role === "participant"));
export const unseated = computed(() => (hosts.value?.seats ? withoutPlace.value : []));
export const standing = computed(() => (hosts.value?.seats ? [] : withoutPlace.value));
export const followers = computed(() => members.value.filter((member) => member.role === "follower"));
export const hosting = computed(() => members.value.filter((member) => HOSTING.has(member.role)));

/** Where somebody sits, by its own name. */
export function placeOf(member: Member): string | undefined {
  const place = member.place && hosts.value?.places[member.place];
  return place ? placeName(place) : undefined;
}

export const memberById = (id: string): Member | undefined => members.value.find((member) => member.id === id);

export const seatsOf = (table: Table): SeatOfTable[] =>
  table.people.map(({ id, name, host_of, gone, weight }) => ({ id, name, host: host_of === table.id || table.host === id, gone, weight }));

/** People behind the seats: a table client counts as many. */
export const weightOf = (people: Member[]): number => people.reduce((sum, one) => sum + (one.gone ? 0 : one.weight ?? 1), 0);
