// How many others everybody can meet at best, asked of the server after a pause; older answers are thrown away.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask } from "./rest.ts";

export type Attainable = { others: number; met: number; met_most?: number; repeats?: number; perfect?: boolean; cure_tables?: number };

const WAIT_MS = 350;

/** The answer to the newest question, or null while there is none; `question` is compared as text. */
export function useAnswer<T>(question: string | null, asking: (question: string, signal: AbortSignal) => ReturnType<typeof ask<T>>): T | null {
  const found = useSignal<T | null>(null);
  useEffect(() => {
    if (!question) { found.value = null; return; }
    const stop = new AbortController();
    const waiting = setTimeout(async () => {
      const answer = await asking(question, stop.signal);
      if (!stop.signal.aborted) found.value = answer.ok ? answer.body : null;
    }, WAIT_MS);
    return () => { clearTimeout(waiting); stop.abort(); };
  }, [question]);
  return found.value;
}

export function useAttainable(wish: { people: number; tables: number; rounds: number } | null): Attainable | null {
  const possible = wish && wish.tables >= 1 && wish.tables <= wish.people;
  const path = possible ? `/api/v1/attainable?people=${wish.people}&tables=${wish.tables}&rounds=${wish.rounds}` : null;
  return useAnswer<Attainable>(path, (asked, signal) => ask(asked, { signal }));
}
