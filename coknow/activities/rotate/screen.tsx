// The projector of the learning café: the round's question over the tables; at a move everybody walks before one's eyes.

import type { RotateRoom } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Floor } from "@/screen/Floor.tsx";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";

export function Screen({ room, screen }: ScreenProps) {
  const rotation = room.activity as unknown as RotateRoom;
  const moving = room.phase?.stage === "move";
  return (
    <div class={`screen-tables ${moving ? "moving" : ""}`}>
      {moving ? (
        <div class="where">
          <p class="prompt">{t("screen.move")}</p>
          <p class="screen-aside">{t(rotation.mode === "carousel" ? "screen.move_group" : "screen.move_each")}</p>
        </div>
      ) : <Prompt text={room.phase?.prompt ?? room.phase?.task} />}
      <Floor room={room} screen={screen} stir={rotation.mode ?? "scatter"} />
    </div>
  );
}
