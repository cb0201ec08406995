// The parts of the documents that a small group's phase brings along.

import type { Keyed, Kind, Note, Text } from "@/live/documents.ts";

/** A note from an earlier step, with the number of the pair or group it was written in. */
export type Brought = Note & { at: number };

export interface GroupPlace {
  tray?: Keyed<Brought>;
  /** chosen note -> when */
  chosen?: Record<string, number>;
}

export interface Face {
  order: number;
  text: string;
  kind: Kind;
  place?: string;
  number?: number;
}

export interface Card extends Face {
  /** cards that say the same */
  under?: Keyed<Face>;
}

/** when everybody has had their turn to tell (epoch ms; `left` ms while paused), and how long all the turns are */
export interface TalkClock {
  ms: number;
  deadline?: number;
  left?: number;
}

export interface GroupRoom {
  talk?: TalkClock;
  /** how many take turns in a group of the usual size */
  size?: number;
  /** how many cards each group chooses */
  choose?: number;
  /** what is written here comes into no harvest */
  off_record?: true;
  cards?: Keyed<Card>;
  /** cards that are not shown here */
  more?: number;
}

export interface GroupHosts {
  groups?: Keyed<{ written: number; chosen?: Keyed<{ order: number; text: string }> }>;
  cards?: Keyed<Card>;
  /** groups at the wall that have no card yet: place -> number */
  missing?: Record<string, number>;
}

export interface GroupScreen {
  /** the ladder: step -> how many talk together; 0 is everybody */
  rungs?: Keyed<{ order: number; size: number; state: "done" | "now" | "ahead" }>;
  cards?: Keyed<Card>;
  more?: number;
}

export interface GroupPerson {
  /** the listening task I had in the talk before */
  task?: { text: Text; kind: Kind };
}
