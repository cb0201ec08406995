// Doing something at the market: a refusal stands where it was asked for, in words that say what to do instead.

import { useState } from "preact/hooks";
import type { Ack, Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";

export interface Acting {
  fault: string;
  act: (name: string, args?: Record<string, unknown>) => Promise<Ack>;
}

export function useActing(send: Send): Acting {
  const [fault, setFault] = useState("");
  const act = async (name: string, args: Record<string, unknown> = {}): Promise<Ack> => {
    const answer = await send(name, args);
    setFault(answer.ok ? "" : refusalText(answer));
    return answer;
  };
  return { fault, act };
}

export function Fault({ words }: { words: string }) {
  return <div role="alert">{words && <p class="field-error"><Icon name="warning" />{words}</p>}</div>;
}
