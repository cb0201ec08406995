// The inner circle from above: chairs around an open floor, no table between the people. What is drawn is also listed.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { initials, spots } from "@/live/seats.ts";
import type { BowlRoom } from "./types.ts";

export interface Chair {
  number: number;
  person?: string;
  name?: string;
}

export function chairsOf(bowl: BowlRoom): Chair[] {
  const taken = new Map(inOrder(bowl.inside).map(([person, seat]) => [seat.order, { person, name: seat.name }]));
  return Array.from({ length: bowl.chairs }, (_, i) => ({ number: i + 1, ...taken.get(i + 1) }));
}

export function Ring({ bowl, me }: { bowl: BowlRoom; me?: string }) {
  const chairs = chairsOf(bowl);
  const around = spots(chairs.length, -90, 74);
  return (
    <svg class={`bowl-ring ${bowl.leave_one ? "full" : ""}`} viewBox="-104 -104 208 208" aria-hidden="true" focusable="false">
      <circle class="bowl-outer" r="100" />
      <circle class="bowl-floor" r="46" />
      {chairs.map((chair, i) => (
        <g key={chair.number} class={`bowl-chair ${chair.person ? "taken" : "free"} ${chair.person === me && me ? "me" : ""}`}
          transform={`translate(${around[i]!.x} ${around[i]!.y})`}>
          <rect x="-19" y="-19" width="38" height="38" rx="12" />
          {chair.name ? <text dy="0.36em">{initials(chair.name)}</text> : <path d="M-6 0H6M0 -6V6" />}
        </g>
      ))}
    </svg>
  );
}

/** The same in words: who sits, and how many chairs are free. */
export function Chairs({ bowl, me }: { bowl: BowlRoom; me?: string }) {
  const free = bowl.chairs - Object.keys(bowl.inside).length;
  return (
    <ul class="bowl-chairs" aria-label={t("fishbowl.inside")}>
      {inOrder(bowl.inside).map(([person, { name }]) => (
        <li key={person} class="taken">
          {name}
          {person === me && <> <span class="tag">{t("table.you")}</span></>}
        </li>
      ))}
      {free > 0 && <li key="free" class="free">{t("fishbowl.free_chairs", { count: free })}</li>}
    </ul>
  );
}
