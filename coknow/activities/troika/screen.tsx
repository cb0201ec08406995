// The projector while threes consult: the part that runs in all groups, what is done in it, and the groups. Never whose matter.

import { t } from "@/live/language.ts";
import { now } from "@/host/console.ts";
import { Floor } from "@/screen/Floor.tsx";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { Parts } from "./parts.tsx";
import type { TroikaRoom } from "./types.ts";

export function Screen({ room, screen }: ScreenProps) {
  const clock = room.activity as TroikaRoom;
  return (
    <div class="screen-troika">
      {clock.part ? (
        <>
          <Parts clock={clock} now={now.value} />
          <p class="prompt long">{t(`troika.screen_${clock.part}`)}</p>
        </>
      ) : clock.done ? <p class="prompt">{t("troika.done")}</p> : <Prompt text={room.phase?.prompt ?? room.phase?.task} />}
      <Floor room={room} screen={screen} />
    </div>
  );
}
