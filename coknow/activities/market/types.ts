// The market's part of the documents: the wall in the room's, what is mine in mine, the report in its room's.

import type { Keyed, Person, Place, Room, Text } from "@/live/documents.ts";

export interface Slot {
  order: number;
  title: Text;
  minutes: number;
  kind: "slot" | "actions";
  state: "done" | "now" | "ahead";
}

export interface Topic {
  order: number;
  text: Text;
  line?: string;
  /** who called it, by name */
  by?: string;
  /** slot -> room */
  placed?: Record<string, number>;
  held?: Record<string, true>;
  /** how many are in its room now */
  count?: number;
  full?: true;
  notes?: true;
  marks?: number;
  forward?: number;
  about?: string;
  report?: true;
  actions?: number;
}

export interface Agenda {
  open: boolean;
  rooms: number;
  seats?: number;
  /** how many topics there may be, where each needs helpers */
  most?: number;
  slots: Keyed<Slot>;
  topics: Keyed<Topic>;
  placing?: { kept: number; marked: number; without: number };
  /** the slot that runs */
  now?: string;
  lounge?: number;
  bees?: number;
}

export interface Report {
  points: string;
  next?: string;
}

export interface Mine {
  marks?: Record<string, true>;
  forward?: Record<string, true>;
  signed?: Record<string, true>;
  own?: Keyed<{ order: number; offers?: Record<string, true>; report?: Report | { draft: string } }>;
  merged?: Keyed<{ order: number; into: string; text: Text }>;
  /** topics that I have offered to merge mine into */
  offered?: Record<string, true>;
}

export interface Action {
  order: number;
  text: string;
  by?: string;
  person?: string;
  name?: string;
}

export interface TopicRoom {
  line?: string;
  /** what was written under topics that were merged into this one */
  merged?: Keyed<{ order: number; text: Text; notes: Keyed<{ order: number; text: string }> }>;
  report?: Report;
  actions?: Keyed<Action>;
  conveners?: Record<string, true>;
}

export interface Activity {
  stage: "board" | "slot" | "news" | "actions";
  announcing?: boolean;
  waiting?: number;
  said?: Record<string, true>;
  turn?: { topic: string; seconds: number; deadline?: number; left?: number };
  /** false where a vote follows: two marks for one thing confuse */
  marks?: boolean;
  reports?: Keyed<{ order: number; points: string; next?: string; names?: string }>;
}

const NOTHING: Agenda = { open: false, rooms: 0, slots: {}, topics: {} };

export const agendaOf = (room: Room): Agenda => (room as Room & { agenda?: Agenda }).agenda ?? NOTHING;
export const mineOf = (person: Person): Mine => (person as Person & { agenda?: Mine }).agenda ?? {};
export const topicOf = (place: Place | undefined): TopicRoom | undefined => (place as (Place & { topic?: TopicRoom }) | undefined)?.topic;
export const activityOf = (room: Room): Activity => room.activity as unknown as Activity;

/** Topics of one slot by room. */
export function topicsIn(agenda: Agenda, slot: string): [string, Topic][] {
  return Object.entries(agenda.topics)
    .filter(([, topic]) => topic.placed?.[slot] !== undefined)
    .sort(([, a], [, b]) => a.placed![slot]! - b.placed![slot]!);
}

/** Topics without a time: not placed, or only in a slot that is not held any more. */
export function unplaced(agenda: Agenda): [string, Topic][] {
  return Object.entries(agenda.topics)
    .filter(([, topic]) => !topic.held && !Object.keys(topic.placed ?? {}).some((slot) => agenda.slots[slot] && agenda.slots[slot].state !== "done"))
    .sort(([, a], [, b]) => a.order - b.order);
}
