// The projector during a vote: the options in nobody's order, how many have voted, then the result with its spread.

import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { inOwnOrder } from "./order.ts";
import { Result, Words } from "./result.tsx";
import type { VoteRoom } from "./types.ts";

const MOST = 12; // more lines nobody reads from the back of a hall; phones have them all

export function Screen({ room }: ScreenProps) {
  const activity = room.activity as VoteRoom;
  const options = inOwnOrder(room.code, activity.options ?? {});
  const { written, people } = room.counts;
  return (
    <div class="screen-rows">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet />
      {activity.step === "closed" ? <Result activity={activity} most={6} /> : (
        <>
          <ul class="screen-options">{options.slice(0, MOST).map(([id, option]) => <li key={id}><Words option={option} /></li>)}</ul>
          <p class="screen-aside">
            {activity.step === "merging" ? t("vote.screen_merging") : `${t("vote.hidden_until")} ${people >= 5 ? t("vote.have_voted", { count: written, of: people }) : ""}`}
          </p>
        </>
      )}
    </div>
  );
}
