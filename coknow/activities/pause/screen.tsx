// The projector during a break: when we go on, large enough to be read over a cup of coffee.

import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { clock } from "@/host/words.ts";

export function Screen({ room }: ScreenProps) {
  const until = room.phase?.deadline;
  return (
    <div class="screen-pause">
      <p class="prompt">{until ? t("screen.pause_until", { time: clock(until) }) : t("screen.pause")}</p>
      <Prompt text={room.phase?.prompt} quiet />
    </div>
  );
}
