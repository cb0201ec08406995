// A text that several people write at once: this device's copy of it, what it has not sent yet, and a field to type in.
// The server keeps a text as `parts`, each an update of a Yjs document in base64; taken together, in any order, they are
// the text. Loaded only where such a field is shown: Yjs is as large as all the rest of a phone's page.
//
// At most one command is under way for a text. Whatever is typed meanwhile goes with the next one; without a connection
// the next one takes the place of the last, so the outbox holds one command for each text, over reloads too.

import { signal } from "@preact/signals";
import * as Y from "yjs";
import type { Ack } from "./documents.ts";
import type { Wire } from "./wire.ts";

export type Parts = Record<string, string>;
/** The text that is meant, as the server's commands name it. */
export type Target = { phase: string; of: string; field: string };
export type Saving = "saved" | "saving" | "refused";

const ROOT = "t";
const TOGETHER = 350;
const STUCK_AFTER = 2_500;

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4_096) text += String.fromCharCode(...bytes.subarray(at, at + 4_096));
  return btoa(text);
}

export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export class SharedText {
  readonly saving = signal<Saving>("saved");
  readonly fault = signal<Ack | null>(null);
  readonly text: Y.Text;
  readonly undo: Y.UndoManager;
  readonly #mine = new Y.Doc();
  #server = new Y.Doc(); // what the server is known to have
  #seen: Parts = {};
  #changed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #under: { id: string; since: number } | undefined;

  constructor(private wire: Wire, private command: string, private target: Target) {
    this.text = this.#mine.getText(ROOT);
    this.undo = new Y.UndoManager(this.text, { trackedOrigins: new Set([this]), captureTimeout: 900 });
    this.#mine.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin === this || origin === this.undo) this.#typed();
    });
    for (const { name, args, answer } of wire.pending.peek()) {
      if (name === command && !answer && this.#isMine(args)) {
        Y.applyUpdate(this.#mine, fromBase64(String(args.update)), "outbox"); // typed before the page was loaded anew
      }
    }
  }

  #isMine(args: Record<string, unknown>): boolean {
    return args.of === this.target.of && args.field === this.target.field;
  }

  /** The same text in a later phase, where the card is gone on with. */
  aim(target: Target): void {
    this.target = target;
  }

  /** What the server has of it now. */
  take(parts: Parts): void {
    for (const [number, part] of Object.entries(parts)) {
      if (this.#seen[number] === part) continue;
      const update = fromBase64(part);
      Y.applyUpdate(this.#server, update, "server");
      Y.applyUpdate(this.#mine, update, "server");
    }
    this.#seen = parts;
  }

  /** My own change: `remove` letters from `at`, then put `insert` there. */
  change(at: number, remove: number, insert: string): void {
    this.#mine.transact(() => {
      if (remove) this.text.delete(at, remove);
      if (insert) this.text.insert(at, insert);
    }, this);
  }

  #typed(): void {
    this.#changed = true;
    this.saving.value = "saving";
    this.#timer ??= setTimeout(() => this.flush(), TOGETHER);
  }

  /** Into the outbox now: the page may be put to sleep, or the phase is over. */
  flush(atOnce = false): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#changed) return;
    const stuck = this.#under && Date.now() - this.#under.since > STUCK_AFTER;
    if (this.#under && !stuck && !atOnce && this.wire.line.peek() === "online") return; // its answer brings us here again
    this.#send();
  }

  #send(): void {
    this.#changed = false;
    const update = Y.encodeStateAsUpdate(this.#mine, Y.encodeStateVector(this.#server));
    const { id, answered } = this.wire.sendInstead(this.#under?.id, this.command, { ...this.target, update: toBase64(update) });
    this.#under = { id, since: Date.now() };
    void answered.then((answer) => this.#answered(id, answer, update));
  }

  #answered(id: string, answer: Ack, update: Uint8Array): void {
    if (this.#under?.id !== id) return;
    this.#under = undefined;
    if (answer.ok) {
      Y.applyUpdate(this.#server, update, "server");
      this.fault.value = null;
      this.saving.value = this.#changed ? "saving" : "saved";
    } else if (answer.code === "text_unknown" && this.#doubtServer()) {
      this.#changed = true;
    } else {
      this.fault.value = answer;
      this.saving.value = "refused"; // with the next letter, or one less, everything is sent again
    }
    if (this.#changed) this.flush();
  }

  /** The server lacks words it once had (a power cut): it gets everything anew. False if that was done already. */
  #doubtServer(): boolean {
    if (Y.encodeStateVector(this.#server).length <= 1) return false;
    this.#server = new Y.Doc();
    return true;
  }

  close(): void {
    this.flush(true);
    this.undo.destroy();
  }
}

/** Where two texts differ: counted from the caret backwards, and never through the middle of a character. */
export function difference(before: string, after: string, caret: number): { at: number; remove: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let end = 0;
  while (end < most && end < after.length - caret && after[after.length - 1 - end] === before[before.length - 1 - end]) end += 1;
  let at = 0;
  while (at < most - end && after[at] === before[at]) at += 1;
  const half = (text: string, index: number) => index > 0 && index < text.length && /[\udc00-\udfff]/.test(text[index]!) && /[\ud800-\udbff]/.test(text[index - 1]!);
  if (half(before, at) || half(after, at)) at -= 1;
  if (half(before, before.length - end) || half(after, after.length - end)) end -= 1;
  return { at, remove: before.length - end - at, insert: after.slice(at, after.length - end) };
}

type Delta = readonly { retain?: number; insert?: unknown; delete?: number }[];

/** Where a place in the text lies once others have changed it. */
export function moved(place: number, delta: Delta): number {
  let at = 0;
  let now = place;
  for (const { retain, insert, delete: gone } of delta) {
    if (retain) at += retain;
    if (typeof insert === "string") {
      if (at < now) now += insert.length;
      at += insert.length;
    }
    if (gone) now -= Math.max(0, Math.min(gone, now - at));
  }
  return now;
}

// What no text may hold: the server refuses it, and a paste from elsewhere may bring it along.
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const fit = (text: string, oneLine: boolean) => {
  const clean = text.replace(/\r\n?/g, "\n").replace(UNFIT, "").replace(/\p{Cs}/gu, "");
  return oneLine ? clean.replace(/\n/g, " ") : clean;
};

/** Ties a field to the text: own letters go in, others' appear without moving the caret off its word. */
export function bind(field: HTMLTextAreaElement, shared: SharedText, oneLine = false): () => void {
  const { text } = shared;
  let shown = (field.value = text.toString());
  let composing = false;
  let owed: Delta[] = []; // others' letters that came while a character was being composed

  const typed = () => {
    if (composing) return;
    take();
  };
  const take = () => {
    const caret = field.selectionStart;
    const now = fit(field.value, oneLine);
    if (now !== field.value) {
      field.value = now;
      field.setSelectionRange(caret, caret);
    }
    if (now === shown) return;
    const { at, remove, insert } = difference(shown, now, Math.min(caret, now.length));
    shown = now;
    shared.change(at, remove, insert);
  };
  const show = (delta: Delta) => {
    const [start, end, { scrollTop }] = [moved(field.selectionStart, delta), moved(field.selectionEnd, delta), field];
    field.value = shown = text.toString();
    if (document.activeElement === field) field.setSelectionRange(start, end);
    field.scrollTop = scrollTop;
  };
  const observed = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (transaction.origin === shared) return;
    if (composing) owed.push(event.delta as Delta);
    else show(event.delta as Delta);
  };
  const begins = () => {
    composing = true;
  };
  const ends = () => {
    composing = false;
    if (!owed.length) return take();
    const now = fit(field.value, oneLine);
    const { at, remove, insert } = difference(shown, now, field.selectionStart);
    const place = (old: number) => owed.reduce(moved, old);
    const [start, end] = [place(at), place(at + remove)];
    owed = [];
    shared.change(start, end - start, insert);
    field.value = shown = text.toString();
    field.setSelectionRange(start + insert.length, start + insert.length);
  };
  const turn = (back: boolean) => void (back ? shared.undo.undo() : shared.undo.redo());
  const key = (event: KeyboardEvent) => {
    if (oneLine && event.key === "Enter" && !event.isComposing) event.preventDefault();
    const letter = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (letter !== "z" && letter !== "y")) return;
    event.preventDefault();
    turn(letter === "z" && !event.shiftKey);
  };
  const before = (event: InputEvent) => {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault(); // the browser's own history knows nothing of the others' letters
    turn(event.inputType === "historyUndo");
  };
  const sleeps = () => {
    // a phone composes every word it suggests letters for: locked in the middle of one, it has typed what stands there
    if (owed.length) ends();
    else take();
    shared.flush(true);
  };

  const heard: [string, (event: never) => void][] = [
    ["input", typed], ["compositionstart", begins], ["compositionend", ends], ["keydown", key], ["beforeinput", before], ["blur", sleeps],
  ];
  for (const [name, hear] of heard) field.addEventListener(name, hear as EventListener);
  document.addEventListener("visibilitychange", sleeps);
  window.addEventListener("pagehide", sleeps);
  text.observe(observed);
  return () => {
    typed();
    for (const [name, hear] of heard) field.removeEventListener(name, hear as EventListener);
    document.removeEventListener("visibilitychange", sleeps);
    window.removeEventListener("pagehide", sleeps);
    text.unobserve(observed);
  };
}
