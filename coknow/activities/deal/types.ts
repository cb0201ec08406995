// What dealing adds to the documents.

import type { Keyed } from "@/live/documents.ts";

export interface Card {
  order: number;
  idea: string;
  step: string;
  mean?: number;
  count?: number;
}

export interface DealRoom {
  stage?: "write" | "score";
  cards?: number;
  hand?: number;
  /** blind rounds: which one of how many, and until when (left: the clock rests) */
  round?: number;
  rounds?: number;
  deadline?: number;
  left?: number;
  /** no more cards come; whoever has not scored theirs still may */
  over?: true;
  closed?: true;
  voters?: number;
  top?: Keyed<Card>;
}

export interface DealPerson {
  card?: { idea: string; step: string };
  hand?: Keyed<Card>;
  scores?: Record<string, number>;
  /** missed what was dealt last */
  late?: true;
}

export interface DealHosts {
  /** of those dealt to in this round so many have scored; so many cards lie unscored before people */
  scored?: number;
  dealt?: number;
  waiting?: number;
  /** what those on the telephone hold */
  phones?: Record<string, DealPerson>;
}
