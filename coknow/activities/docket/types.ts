// What a docket's documents hold.

import type { Keyed } from "@/live/documents.ts";

export interface DocketRoom {
  stage: "dots" | "talk";
  /** dots each */
  votes?: number;
}

export type Column = "todo" | "now" | "done";

export interface Topic {
  order: number;
  text: string;
  note?: string;
  column?: Column;
}

export type Thumb = "up" | "side" | "down";

/** talk: a topic is on · thumbs: go on with it? · between: what do we take along · done: no topics left */
export type Part = "talk" | "thumbs" | "between" | "done";

export interface DocketPlace {
  topics: Keyed<Topic>;
  part?: Part;
  deadline?: number;
  /** how many have shown a thumb */
  thumbed?: number;
  /** how many times the topic got more time */
  extended?: number;
  /** the last thumbs, once all were up */
  count?: Record<Thumb, number>;
  /** note -> the topic under which it was written */
  under?: Record<string, string>;
}

export interface DocketPerson {
  dots?: Record<string, number>;
  left?: number;
  thumb?: Thumb;
}

export interface DocketLists {
  lists: Keyed<{ order: number; number: number; part: Part; done: number; todo: number; now?: string; deadline?: number }>;
  /** the board of the only group */
  topics?: Keyed<Topic>;
  /** in place of a list of very many groups: how many are how far */
  parts?: Partial<Record<Part, number>>;
}
