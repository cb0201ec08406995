// What a circle's documents hold under `activity`, as circle/showing.py builds them.

import type { Keyed, Kind, Text } from "@/live/documents.ts";

/** An instant after which something has become long or is over; `left` (ms) while the clock rests. */
export type Until = { deadline?: number; left?: number };

export type Standing = "now" | "next" | "todo" | "later" | "been" | "away";

export interface Head {
  kind: "piece" | "open" | "done";
  round: number;
  rounds: number;
  hush?: { kind: "silence" | "suspension" } & Until;
  /** how long a free round goes on */
  floor?: Until;
  /** the free round's time is over: whoever speaks finishes first */
  closing?: true;
  /** the piece goes round once in this free round: next, or now */
  called?: true;
  inserted?: true;
}

export type Airtime =
  | { why: "few" | "unheld" | "shared" }
  | { people: number; turns: number; silent: number; gini: number; low: number; high: number; effective: number; longest?: number; wrote?: number };

export interface CirclePlace extends Head {
  turn: number;
  prompt?: Text;
  order: Keyed<{ order: number; state: Standing }>;
  holder?: string;
  /** the holder's device has been gone long: they may be speaking all the same, and others give the piece on for them */
  absent?: true;
  /** skipped before, and asked once more */
  again?: true;
  builds?: true;
  answered?: true;
  /** somebody may ask that the piece goes round once */
  calls?: true;
  clock?: { seconds: number } & Until;
  /** `unseen`: a page asked by itself, because the holder's device is not connected */
  asked?: Until & { unseen?: true };
  queue?: Keyed<{ order: number; build?: true }>;
  /** what this circle chose earlier to talk about now */
  themes?: Keyed<{ order: number; text: string }>;
  written?: Keyed<{ order: number; text: string }>;
  share?: true;
  arranged?: true;
  recorder?: string;
  records?: Keyed<{ order: number; text: string; kind: Kind }>;
  measures?: true;
  airtime?: Airtime;
}

export interface CirclePerson {
  pauses: number;
  /** it is quiet because I asked for it */
  hushes?: true;
}

export interface CircleRoom {
  circles: number;
  done: number;
  rounds: number;
}

export interface Glance extends Head {
  order: number;
  number: number;
  turn: number;
  people: number;
  clock?: { seconds: number } & Until;
  asked?: true;
  wishes?: number;
  airtime?: Airtime;
}

export interface CircleHosts {
  circles: Keyed<Glance>;
}

export interface CircleScreen extends CircleRoom {
  ring?: Keyed<{ order: number; name: string; state: Standing }>;
  one?: Head & { prompt?: Text };
  overview?: Keyed<Head & { order: number; number: number }>;
}
