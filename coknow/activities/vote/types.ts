// What the vote adds to the documents.

import type { Keyed, Text } from "@/live/documents.ts";

export interface Option {
  order: number;
  /** words that somebody wrote in an earlier phase */
  text?: string;
  /** words of the template, in its languages */
  says?: Text;
  /** what was merged into it */
  with?: Record<string, string>;
}

export interface Result {
  order: number;
  people: number;
  total?: number;
  mean?: number;
  /** how many gave every dot they had to this one */
  all?: number;
  spread?: Record<string, number>;
}

export interface VoteRoom {
  step?: "merging" | "open" | "closed";
  way?: "dots" | "score";
  merge?: "none" | "host" | "everyone";
  dots?: number;
  options?: Keyed<Option>;
  /** so many did not fit */
  more?: number;
  results?: Keyed<Result>;
  voters?: number;
  of?: number;
  few?: true;
}

export type Marks = Record<string, number>;

export interface VotePerson {
  mine?: Marks;
  dots?: number;
}

export interface VoteHosts {
  alike?: Keyed<{ order: number; one: string; other: string }>;
  /** more than one can weigh: these wait beside the paper */
  beside?: Keyed<{ order: number; text: string }>;
}
