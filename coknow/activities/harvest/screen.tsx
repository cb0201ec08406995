// The projector while the harvest comes in: first the task and how many have written, then the wall as it fills.

import type { HarvestRoom } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import { Wall } from "@/screen/Wall.tsx";
import type { ScreenProps } from "@/screen/types.ts";

export function Screen({ room, screen }: ScreenProps) {
  const found = { ...(screen.activity as unknown as HarvestRoom).items };
  const any = Object.keys(found).length > 0;
  return (
    <div class="screen-harvest">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={any} />
      {any ? <Wall items={found} /> : <p class="screen-aside">{t("screen.harvest_waits")}</p>}
    </div>
  );
}
