// The documents a browser holds, by audience, with the version of each: the part of the wire that has no network in it.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Hosts, Person, Place, Room, ScreenDocument } from "./documents.ts";
import { merge } from "./merge.ts";

export interface Whole { audience: string; seq: number; doc: unknown }
export interface Change { audience: string; from: number; to: number; merge: unknown }
export interface Part { audience: string; seq: number; i: number; n: number; text: string }

export class Shelf {
  readonly documents = signal<Readonly<Record<string, unknown>>>({});
  readonly versions: Record<string, number> = {};
  #parts = new Map<string, { seq: number; texts: string[]; missing: number }>();

  constructor(private askWhole: (audience: string, seq: number) => void) {}

  whole({ audience, seq, doc }: Whole): void {
    this.versions[audience] = seq;
    this.documents.value = { ...this.documents.value, [audience]: doc };
  }

  change({ audience, from, to, merge: patch }: Change): void {
    const mine = this.versions[audience];
    if (mine === from) {
      this.versions[audience] = to;
      this.documents.value = { ...this.documents.value, [audience]: merge(patch, this.documents.value[audience]) };
    } else if (mine === undefined || to > mine) {
      this.askWhole(audience, mine ?? 0);
    } // else: an older patch, already inside what I hold
  }

  part({ audience, seq, i, n, text }: Part): void {
    let pile = this.#parts.get(audience);
    if (!pile || pile.seq !== seq || pile.texts.length !== n) {
      pile = { seq, texts: new Array<string>(n).fill(""), missing: n };
      this.#parts.set(audience, pile);
    }
    if (!pile.texts[i]) pile.missing -= 1;
    pile.texts[i] = text;
    if (pile.missing > 0) return;
    this.#parts.delete(audience);
    this.whole({ audience, seq, doc: JSON.parse(pile.texts.join("")) });
  }

  gone({ audience }: { audience: string }): void {
    delete this.versions[audience];
    const { [audience]: _left, ...rest } = this.documents.value;
    this.documents.value = rest;
  }
}

/** The named documents among those on the shelf. */
export function namedDocuments(documents: ReadonlySignal<Readonly<Record<string, unknown>>>) {
  const startingWith = (prefix: string) =>
    Object.keys(documents.value).find((audience) => audience.startsWith(prefix));
  const person = computed(() => {
    const key = startingWith("person:");
    return key ? (documents.value[key] as Person) : undefined;
  });
  return {
    room: computed(() => documents.value.room as Room | undefined),
    hosts: computed(() => documents.value.hosts as Hosts | undefined),
    screen: computed(() => documents.value.screen as ScreenDocument | undefined),
    person,
    /** The place I am a guest at; mine stays `place`. */
    visited: computed(() => {
      const at = person.value?.visits;
      return at ? (documents.value[`place:${at}`] as Place | undefined) : undefined;
    }),
    // While I move I hold two places for a moment: the person's document says which is mine.
    place: computed(() => {
      const hosts = documents.value.hosts as Hosts | undefined;
      const me = person.value;
      const wanted = hosts?.people[me?.id ?? ""]?.looking ?? me?.place;
      const held = wanted ? documents.value[`place:${wanted}`] : undefined;
      if (held) return held as Place;
      if (!wanted) return undefined;
      const other = startingWith("place:");
      return other ? (documents.value[other] as Place) : undefined;
    }),
  };
}
