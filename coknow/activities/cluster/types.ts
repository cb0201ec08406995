// What the sorting adds to the documents.

import type { Keyed } from "@/live/documents.ts";

export interface Thing {
  order: number;
  text: string;
  /** the group it lies in; in none it lies in the tray */
  in?: string;
  /** what is stacked on it, saying the same */
  with?: Record<string, string>;
  /** so many more are stacked on it than can be listed */
  over?: number;
  /** number of the only table where it was said */
  only?: number;
}

export interface ClusterRoom {
  things?: Keyed<Thing>;
  /** `more`: so many lie in it beside those that are listed */
  clusters?: Keyed<{ order: number; name: string; more?: number }>;
  /** so many wait in the pile under those that lie open */
  waiting?: number;
  everyone?: true;
  more?: number;
}

export interface ClusterPerson {
  undo?: true;
}

export interface ClusterHosts {
  alike?: Keyed<{ order: number; one: string; other: string }>;
}

/** Does something and says whether it was taken; a refusal is shown where it belongs. */
export type Act = (name: string, args?: Record<string, unknown>) => Promise<boolean>;
