// What somebody is writing and has not sent: kept at every key stroke, so that neither a reload nor a phase that
// changes under their fingers loses a word.

import { signal, type Signal } from "@preact/signals";
import type { Kind, Visibility } from "./documents.ts";
import { forget, keep, recall } from "./keep.ts";

export interface Draft {
  text: string;
  kind?: Kind;
  builds_on?: { id: string; text: string };
  /** the phase it was begun in, and who would have seen it then */
  phase?: string;
  visibility?: Visibility;
  carried?: true;
}

const open = new Map<string, Signal<Draft>>();

export function draftOf(keeps: string): Signal<Draft> {
  const key = `draft.${keeps}`;
  let draft = open.get(key);
  if (!draft) {
    draft = signal<Draft>(recall<Draft>(key) ?? { text: "" });
    open.set(key, draft);
  }
  return draft;
}

export function write(keeps: string, change: Partial<Draft>): void {
  const draft = draftOf(keeps);
  const next = { ...draft.peek(), ...change };
  draft.value = next;
  if (next.text.trim() || next.builds_on) keep(`draft.${keeps}`, next);
  else forget(`draft.${keeps}`);
}

export function clearDraft(keeps: string): void {
  const { kind } = draftOf(keeps).peek();
  draftOf(keeps).value = kind ? { text: "", kind } : { text: "" };
  forget(`draft.${keeps}`);
}
