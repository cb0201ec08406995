// The projector: while answers come in the question and how many have answered; then the distributions side by side.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { Said } from "@/live/said.tsx";
import { Distribution } from "./distribution.tsx";
import type { PulseRoom } from "./types.ts";

export function Screen({ room }: ScreenProps) {
  const { items, closed, results } = room.activity as PulseRoom;
  const all = inOrder(items);
  return (
    <div class="screen-rows">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet />
      {closed ? (
        <>
          <div class={`screen-pulse-results of-${all.length}`}>
            {all.map(([id, item]) => <Distribution key={id} item={item} result={results?.[id] ?? { few: true }} />)}
          </div>
          <p class="screen-aside">{t("pulse.indicative")}</p>
        </>
      ) : (
        <>
          <ul class="screen-pulse-items">{all.map(([id, item]) => <li key={id}><Said text={item.text} /></li>)}</ul>
          <p class="screen-aside">{t("pulse.screen_how", { fewest: 5 })}</p>
          {room.counts.people >= 5 && <p class="screen-aside">{t("pulse.have_answered", { count: room.counts.written, of: room.counts.people })}</p>}
        </>
      )}
    </div>
  );
}
