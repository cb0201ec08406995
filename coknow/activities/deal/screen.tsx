// The projector while cards are written and scored: the task and how many are through; then the best.

import { now } from "@/host/console.ts";
import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { Round } from "./round.tsx";
import { Top } from "./top.tsx";
import type { DealRoom } from "./types.ts";

export function Screen({ room }: ScreenProps) {
  const activity = room.activity as DealRoom;
  const { written, people } = room.counts;
  return (
    <div class="screen-rows">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={activity.closed === true} />
      {!activity.closed && !activity.over && <Round activity={activity} now={() => now.value} />}
      {activity.closed ? <Top activity={activity} most={6} /> : (
        <p class="screen-aside">
          {activity.stage === "score" ? t("deal.blind") : t("deal.promise")}{" "}
          {people >= 5 && t(activity.stage === "score" ? "deal.have_scored" : "deal.have_written", { count: written, of: people })}
        </p>
      )}
    </div>
  );
}
