// What every part of a running session's screen may need, without handing it through each of them.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Wire } from "./wire.ts";

export interface Live {
  wire: Wire;
  /** names what this device keeps for this seat: drafts, unsent notes */
  keeps: string;
}

export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("outside of a live session");
  return live;
}
