// What a fishbowl's documents hold.

import type { Keyed, Kind, Text } from "@/live/documents.ts";

export interface BowlRoom {
  form: "open" | "closed";
  chairs: number;
  /** who sits; `order` is the chair's number */
  inside: Keyed<{ order: number; name: string }>;
  queue: Keyed<{ order: number; name: string }>;
  tasks: Keyed<{ order: number; text: Text }>;
  /** the newest of what the outer circle has shared */
  board: Keyed<{ order: number; text: string; kind: Kind; name?: string }>;
  /** all chairs are taken: one makes room */
  leave_one?: true;
  /** when the circle of the closed form changes, epoch ms */
  deadline?: number;
}

export interface BowlPerson {
  task?: string;
  invited?: true;
  suggested?: true;
}

export interface BowlHosts {
  invited: Record<string, true>;
  /** how many different people have been inside */
  been: number;
}
