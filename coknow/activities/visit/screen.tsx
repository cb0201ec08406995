// The projector during visits: what is done now and until when, and who is whose guest while a hall can read it.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Floor } from "@/screen/Floor.tsx";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { now } from "@/host/console.ts";
import { countdown } from "@/host/words.ts";
import type { VisitWall } from "./types.ts";

const FEW = 12;

export function Screen({ room, screen }: ScreenProps) {
  const { part, deadline, ways: named, guests } = screen.activity as unknown as VisitWall;
  const ways = inOrder(named);
  return (
    <div class="screen-visit">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={ways.length > 4} />
      {part && deadline !== undefined && (
        <p class="screen-visit-part">
          <strong>{t(`visit.part_${part}`)}</strong> <span class="digits">{countdown(Math.max(0, deadline - now.value))}</span>
          {guests !== undefined && <span>{t("visit.wall_many", { count: guests })}</span>}
        </p>
      )}
      {ways.length > 0
        ? <ul class={`screen-visit-ways ${ways.length > FEW ? "many" : ""}`}>{ways.map(([id, { number, at }]) => <li key={id}>{t("visit.way", { number, at })}</li>)}</ul>
        : <Floor room={room} screen={screen} />}
    </div>
  );
}
