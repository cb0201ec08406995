// What a plenary's documents hold, by audience. Which parts are there says which of them the phase has.

import type { Keyed, Kind, Text } from "@/live/documents.ts";

export interface Talk {
  segment: number;
  /** everybody writes just now */
  writing?: true;
  /** until when, by the server's clock; neither of the two when the talk is over */
  deadline?: number;
  left?: number;
}

export type CardField = "title" | "owner" | "context" | "took" | "failed";
export type Card = { [field in CardField]?: Text };

export type QuestionState = "open" | "now" | "later" | "answered";

export interface Question {
  order: number;
  text: string;
  state: QuestionState;
  theme?: string;
  /** the same question in other words */
  same?: Keyed<{ text: string; order: number }>;
  more?: string;
  answers?: Keyed<{ text: string; order: number }>;
  /** how many others want it answered */
  wanted?: number;
}

export interface PlenaryRoom {
  words?: Keyed<{ text: string; order: number }>;
  words_more?: number; // earlier ones that everybody's document does not carry
  talk?: Talk;
  card?: Card;
  presenters?: Keyed<{ name: string; order: number }>;
  tasks?: Keyed<{ text: Text; kind: Kind; order: number }>;
  reactions?: Record<string, number>;
  questions?: Keyed<Question>;
  /** everybody sees how many want which question */
  counts?: true;
  anonymous?: true;
  /** questions that wait outside this document */
  more?: number;
}

export interface PlenaryPerson {
  words_left?: number;
  task?: string;
  wish?: true;
  presents?: true;
  questions_left?: number;
  asked?: Keyed<{ text: string; order: number; state: QuestionState; hidden?: true }>;
  /** questions that are mine, or that mine was joined to */
  own?: Record<string, true>;
  backed?: Record<string, true>;
  themes?: Keyed<{ text: string; order: number; asked: number; state: QuestionState; wanted?: number }>;
}

export interface PlenaryHosts {
  wishes?: number;
  dealt?: Record<string, number>;
  questions?: Keyed<Question & { hidden?: true; name?: string }>;
  proposals?: Keyed<{ order: number; one: string; other: string; by: number }>;
}
