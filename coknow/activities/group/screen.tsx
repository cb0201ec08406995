// The projector while small groups work: the question large, the groups below it.

import { Floor } from "@/screen/Floor.tsx";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";

export function Screen({ room, screen }: ScreenProps) {
  return (
    <div class="screen-tables">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} />
      <Floor room={room} screen={screen} />
    </div>
  );
}
