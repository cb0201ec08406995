// What the documents of a visit hold.

import type { Keyed } from "@/live/documents.ts";

/** alone: no other group · speak, respond: one presents, the guests write · read: all are out reading · home: back again */
export type Part = "alone" | "speak" | "respond" | "read" | "home";

interface Course {
  part: Part;
  leg: number;
  legs: number;
  /** when this part ends, epoch ms */
  deadline?: number;
}

export interface VisitRoom {
  form: "pairs" | "gallery";
  hosted: boolean;
}

export interface VisitPlace extends Course {
  /** groups that are here as guests, by their numbers */
  guests?: Keyed<{ order: number; number: number }>;
  /** number of the place this group is at */
  at?: number;
  /** who stayed at home to present */
  presenters?: Record<string, true>;
}

export interface VisitPerson {
  stays?: true;
}

export interface VisitGroup {
  order: number;
  number: number;
  /** how many groups have seen its product */
  seen: number;
  at?: number;
  /** nobody of the group is here */
  empty?: true;
  /** its turn, and no guest */
  nobody?: true;
}

export interface VisitSets {
  sets: Keyed<Course & { order: number; groups: Keyed<VisitGroup> }>;
}

/** The hall's wall: one picture of all sets. Empty until the groups are known. */
export interface VisitWall extends Partial<Course> {
  ways?: Keyed<{ order: number; number: number; at: number }>;
  /** how many groups are guests now, where they are too many to be named */
  guests?: number;
}
