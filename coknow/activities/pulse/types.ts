// What the pulse adds to the documents.

import type { Keyed, Text } from "@/live/documents.ts";

export interface Item {
  order: number;
  kind: "scale" | "choice" | "word" | "free";
  text: Text;
  low?: Text;
  high?: Text;
}

export interface Line {
  order: number;
  text: string;
  /** said alike by so many */
  count?: number;
}

export interface Result {
  /** fewer than five answered: nothing is told */
  few?: true;
  answers?: number;
  of?: number;
  counts?: Record<string, number>;
  lines?: Keyed<Line>;
  /** how many more lines there are than are shown here */
  more?: number;
}

export interface PulseRoom {
  items?: Keyed<Item>;
  closed?: true;
  results?: Record<string, Result>;
}

export type Answer = { value?: string; text?: string; declined?: true };

export interface PulsePerson {
  mine?: Record<string, Answer>;
}

export interface PulseHosts {
  texts?: Record<string, Keyed<{ order: number; text: string; hidden?: true }>>;
}
