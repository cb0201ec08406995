// What a form phase shows each audience (machine.py, cards.py).

import type { Keyed, PlaceKind, Text } from "@/live/documents.ts";
import type { Parts } from "@/live/shared-text.ts";

export interface Field {
  order: number;
  kind: "line" | "text" | "people" | "date" | "period" | "choice";
  label: Text;
  hint?: Text;
  limit?: number;
  options?: Keyed<{ order: number; label: Text }>;
}

export type Values = Partial<Record<"is" | "start" | "end" | "remind", string>>;

export interface Card {
  order: number;
  shown?: true;
  fields: Record<string, { parts?: Parts; values?: Values; filled?: true }>;
}

/** What stands in a field, as it is read: words, or days and choices. */
export type Said = string | Values;

export interface GalleryPerson {
  read: Keyed<{ order: number; said: Record<string, Said> }>;
  given: Keyed<{ order: number; card: string; text: string }>;
  mine?: { shown: boolean; offers: Keyed<{ order: number; text: string; name: string }> };
}

export interface FormRoom {
  stage?: "gallery";
  /** the phase in which the cards live; a later one may go on with them */
  home: string;
  per: "place" | "person";
  fields: Keyed<Field>;
  /** the fields this phase is about; the others stand folded behind them */
  focus?: Record<string, number>;
}

/** By the place or the person whose card it is. */
export interface FormCards {
  cards?: Record<string, Card>;
}

export interface FormHosts {
  /** in the gallery: card -> how many offers it got */
  offers?: Record<string, number>;
  cards?: Keyed<{ order: number; filled: Record<string, true>; shown?: true; number?: number; kind?: PlaceKind }>;
}

export interface FormScreen {
  cards: Keyed<{ order: number; text: string; step?: string; number?: number; kind?: PlaceKind }>;
  begun: number;
  more?: number;
}
