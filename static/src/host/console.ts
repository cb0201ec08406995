// What every part of the console reads and does: the documents, the ticking second, commands with their refusals
// shown. The wire itself is ../live/wire.ts.
import { computed, signal } from "@preact/signals";
import type { Ack } from "../live/documents.ts";
import { hasMessage, t } from "../live/language.ts";
import type { Wire } from "../live/wire.ts";

const wire = signal<Wire | undefined>(undefined);

export const room = computed(() => wire.value?.room.value);
export const person = computed(() => wire.value?.person.value);
export const hosts = computed(() => wire.value?.hosts.value);
export const screen = computed(() => wire.value?.screen.value);
/** The table this host looks in on: the only place whose document a host holds. */
export const lookedAt = computed(() => wire.value?.place.value);
/** How it feels in the room just now. */
export const weather = computed(() => wire.value?.weather.value ?? {});
export const line = computed(() => wire.value?.line.value ?? "connecting");
export const refusal = computed(() => wire.value?.refusal.value ?? null);

/** Does this console hold the lease? A second console only looks until it takes it. */
export const leads = computed(() => {
  const holder = hosts.value?.lease.holder;
  return holder !== undefined && holder === person.value?.id;
});

/** The server's clock, a few times a second: what counts down reads this, so that all screens turn together. */
export const now = signal(Date.now());
/** The same in tens of seconds, for lists that need no redrawing every second. */
export const slowly = computed(() => Math.floor(now.value / 10_000) * 10_000);

const TICK_MS = 250;

export function listenTo(line: Wire): () => void {
  wire.value = line;
  const tick = () => (now.value = Math.round(line.now()));
  tick();
  const ticking = setInterval(tick, TICK_MS);
  return () => {
    clearInterval(ticking);
    line.close();
    if (wire.peek() === line) wire.value = undefined;
  };
}

/** The phase this console's own press of the one button last left ("" before the first). */
export const steppedFrom = signal<string | null>(null);

/** The last refusal, until somebody closes it or the next command goes through. */
export const refused = signal<string | null>(null);

/** A command whose refusal its sender shows. */
export async function sendRaw(name: string, args: Record<string, unknown> = {}): Promise<Ack> {
  return (await wire.peek()?.send(name, args)) ?? { ok: false, code: "offline" };
}

/** A command whose refusal stands in the console's own line; null when it was refused. */
export async function act(name: string, args: Record<string, unknown> = {}): Promise<Ack | null> {
  const answer = await sendRaw(name, args);
  if (answer.ok) {
    refused.value = null;
    return answer;
  }
  refused.value = refusalText(answer);
  return null;
}

type Refusal = { code: string; hint?: string; params?: unknown };

/** Why the server said no, in words that say what to do. */
export function refusalText({ code, hint, params, ...more }: Refusal): string {
  const id = [hint ?? "", `refusal.${code}`].find(hasMessage);
  if (id) return t(id, { ...more, ...(params as object | undefined) } as Record<string, string | number>);
  return hint && !hint.startsWith("refusal.") ? hint : t("host.refused.other", { code });
}
