// Who has the caret in which field just now: weather, told among those at one place, stored nowhere.

import { useEffect, useRef, useState } from "preact/hooks";
import { useLive } from "@/live/context.ts";

const AGAIN = 20_000;
const FORGOTTEN = 50_000;

type Whereabouts = Record<string, { at: string; when: number }>;

/** `places[person]` is the key of the field they are in; `enter(key)` tells where I am, `enter("")` that I left. */
export function useWhereabouts(place: string | undefined): { places: Record<string, string>; enter: (key: string) => void } {
  const { wire } = useLive();
  const [known, setKnown] = useState<Whereabouts>({});
  const mine = useRef("");
  useEffect(() => {
    if (!place) return undefined;
    const tell = () => wire.signal(`place:${place}`, { form: mine.current });
    const stop = wire.onSignal((from, body) => {
      const at = (body as { form?: unknown } | null)?.form;
      if (typeof at !== "string") return;
      setKnown((before) => {
        if (at && before[from] === undefined && mine.current) tell(); // a newcomer does not know yet where I am
        return { ...before, [from]: { at, when: Date.now() } };
      });
    });
    const again = setInterval(() => {
      if (mine.current) tell();
      const now = Date.now();
      setKnown((before) => Object.fromEntries(Object.entries(before).filter(([, { when }]) => now - when < FORGOTTEN)));
    }, AGAIN);
    return () => {
      if (mine.current) wire.signal(`place:${place}`, { form: "" });
      mine.current = "";
      clearInterval(again);
      stop();
      setKnown({});
    };
  }, [place, wire]);
  const enter = (key: string) => {
    if (key === mine.current) return;
    mine.current = key;
    if (place) wire.signal(`place:${place}`, { form: key });
  };
  return { places: Object.fromEntries(Object.entries(known).map(([person, { at }]) => [person, at])), enter };
}
