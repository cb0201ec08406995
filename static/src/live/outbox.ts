// Commands on their way. Each keeps its id until it is answered, over lost connections and over reloads of the page,
// so a note that was written once is never lost and never doubled.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Ack } from "./documents.ts";
import { keep, recall } from "./keep.ts";

export interface Waiting {
  id: string;
  name: string;
  args: Record<string, unknown>;
  /** when it was given, by this device's clock */
  at: number;
  answer?: Ack;
  sending?: boolean;
  tries?: number;
}

// Steps of the session are not kept: "next" pressed before a reload must not be pressed again after lunch.
const KEPT = /^(note\.|word\.|help\.|person\.rename|readback\.|topic\.(propose|edit|report)|action\.add|form\.(write|set)$)/;
const KEPT_FOR = 12 * 60 * 60_000;
// Between the answer and the document that shows its effect there may be a tenth of a second or more.
const LINGER = 4_000;

function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `c_${Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("")}`;
}

export class Outbox {
  readonly #waiting = signal<readonly Waiting[]>([]);
  readonly #resolvers = new Map<string, (answer: Ack) => void>();
  readonly #key: string;

  constructor(name: string) {
    this.#key = `outbox.${name}`;
    const now = Date.now();
    const old = recall<Waiting[]>(this.#key) ?? [];
    this.#waiting.value = old.filter((waiting) => now - waiting.at < KEPT_FOR);
  }

  get waiting(): ReadonlySignal<readonly Waiting[]> {
    return this.#waiting;
  }

  expects(id: string): boolean {
    return this.#waiting.peek().some((one) => one.id === id && !one.answer);
  }

  unanswered(): Waiting[] {
    return this.#waiting.peek().filter((waiting) => !waiting.answer);
  }

  /** `instead` of one that is not answered yet: it says all the other said, and more. */
  put(name: string, args: Record<string, unknown>, instead?: string): { waiting: Waiting; answered: Promise<Ack> } {
    const waiting: Waiting = { id: freshId(), name, args, at: Date.now() };
    const answered = new Promise<Ack>((resolve) => this.#resolvers.set(waiting.id, resolve));
    this.#waiting.value = [...this.#waiting.peek().filter((one) => one.id !== instead), waiting];
    this.#store((kept) => {
      const others = kept.filter((one) => one.id !== instead);
      return KEPT.test(name) ? [...others, { id: waiting.id, name, args, at: waiting.at }] : others;
    });
    if (instead) this.#resolvers.delete(instead);
    return { waiting, answered };
  }

  answer(id: string, answer: Ack): void {
    this.#waiting.value = this.#waiting.peek().map((one) => (one.id === id ? { ...one, answer } : one));
    this.#store((kept) => kept.filter((one) => one.id !== id));
    this.#resolvers.get(id)?.(answer);
    this.#resolvers.delete(id);
    setTimeout(() => this.#drop(id), LINGER);
  }

  #drop(id: string): void {
    this.#waiting.value = this.#waiting.peek().filter((one) => one.id !== id);
  }

  // Another tab of the same person shares this list: change only one's own lines in it.
  #store(change: (kept: Waiting[]) => Waiting[]): void {
    keep(this.#key, change(recall<Waiting[]>(this.#key) ?? []));
  }
}
