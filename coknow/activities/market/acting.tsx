// Doing something at the market: a refusal stands where it was asked for, in words that say what to do instead. A second
// tap while the first is on its way is the same deed, not another topic.

import { useRef, useState } from "preact/hooks";
import type { Ack, Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";

export interface Acting {
  fault: string;
  act: (name: string, args?: Record<string, unknown>) => Promise<Ack>;
}

export function useActing(send: Send): Acting {
  const [fault, setFault] = useState("");
  const underWay = useRef(new Map<string, Promise<Ack>>());
  const act = (name: string, args: Record<string, unknown> = {}): Promise<Ack> => {
    const deed = JSON.stringify([name, args]);
    const asked = underWay.current.get(deed) ?? send(name, args).then((answer) => {
      setFault(answer.ok ? "" : refusalText(answer));
      return answer;
    }).finally(() => underWay.current.delete(deed));
    underWay.current.set(deed, asked);
    return asked;
  };
  return { fault, act };
}

export function Fault({ words }: { words: string }) {
  return <div role="alert">{words && <p class="field-error"><Icon name="warning" />{words}</p>}</div>;
}
