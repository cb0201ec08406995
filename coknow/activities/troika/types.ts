// What the documents hold while threes consult each other.

import type { Keyed } from "@/live/documents.ts";

export type Part = "tell" | "clarify" | "consult" | "valuable";

export interface TroikaRoom {
  turn?: number;
  turns?: number;
  part?: Part;
  parts?: Keyed<{ order: number; minutes: number }>;
  /** when the part ends, epoch ms; while paused `left` ms instead */
  deadline?: number;
  left?: number;
  done?: true;
}

export interface TroikaPlace {
  /** whose matter it is; nobody's in a free turn */
  client?: string;
  /** the client's device is gone: they may be in the call, or have really left */
  away?: true;
}

export interface TroikaHosts extends TroikaRoom {
  clients?: Record<string, string>;
  /** all turns are over, and somebody who came late has had none */
  waiting?: true;
}
