// What a screen reader is told without asking: few things, each once, never the running seconds.
// Two regions stand in the page from the start, because a region that comes with its text is often not read.

import { signal } from "@preact/signals";
import { keep, recall } from "./keep.ts";

/** What an announcement is about; a person may choose to hear less. */
export type About = "others" | "me" | "phase";
export type Hears = "all" | "mine" | "phase";

const WIDTH: Record<Hears, readonly About[]> = { all: ["others", "me", "phase"], mine: ["me", "phase"], phase: ["phase"] };
const READ_WITHIN = 8_000;

export const hears = signal<Hears>(recall<Hears>("hears") ?? "all");
export function hearOnly(choice: Hears): void {
  hears.value = choice;
  keep("hears", choice);
}

interface Saying {
  text: string;
  nth: number;
}

const polite = signal<Saying>({ text: "", nth: 0 });
const urgent = signal<Saying>({ text: "", nth: 0 });
let fading: ReturnType<typeof setTimeout> | undefined;

/** Said once, politely; `now` interrupts and is for what cannot wait: the move, a lost seat. */
export function say(text: string, { about = "me", now = false }: { about?: About; now?: boolean } = {}): void {
  if (!text || !WIDTH[hears.peek()].includes(about)) return;
  const region = now ? urgent : polite;
  // Two sentences within one breath are read as one; otherwise the second would swallow the first.
  const before = region.peek();
  const joined = before.text && !before.text.endsWith(text) ? `${before.text} ${text}` : text;
  region.value = { text: joined, nth: before.nth + 1 };
  clearTimeout(fading);
  fading = setTimeout(() => {
    polite.value = { ...polite.peek(), text: "" };
    urgent.value = { ...urgent.peek(), text: "" };
  }, READ_WITHIN);
}

export function Announcements() {
  return (
    <div class="for-readers">
      <div role="status">{polite.value.text}</div>
      <div role="alert">{urgent.value.text}</div>
    </div>
  );
}
