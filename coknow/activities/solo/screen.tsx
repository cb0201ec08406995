// The projector while everybody writes alone: the question, and quietly how many have begun. Never who.

import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import { Written } from "@/screen/Written.tsx";
import type { ScreenProps } from "@/screen/types.ts";

export function Screen({ room }: ScreenProps) {
  return (
    <div class="screen-solo">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} />
      <p class="screen-aside">{t("screen.alone")}</p>
      <Written room={room} />
    </div>
  );
}
