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
  closed?: true;
  voters?: number;
  top?: Keyed<Card>;
}

export interface DealPerson {
  card?: { idea: string; step: string };
  hand?: Keyed<Card>;
  scores?: Record<string, number>;
}
