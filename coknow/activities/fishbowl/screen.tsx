// The projector during a fishbowl: the question, the circle with its chairs, and the light that asks one to make room.

import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { Chairs, Ring } from "./ring.tsx";
import type { BowlRoom } from "./types.ts";

const NEWEST = 3;

export function Screen({ room }: ScreenProps) {
  const bowl = room.activity as unknown as BowlRoom;
  const heard = inOrder(bowl.board).slice(-NEWEST).reverse();
  const waiting = Object.keys(bowl.queue).length;
  return (
    <div class="screen-bowl">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={heard.length > 0} />
      <div class="screen-bowl-parts">
        <Ring bowl={bowl} />
        <div class="screen-bowl-words">
          <Chairs bowl={bowl} />
          <p class={`screen-bowl-light ${bowl.leave_one ? "on" : ""}`} role="status">
            {bowl.leave_one && <><Icon name="arrow" /> {t("fishbowl.leave_one")}</>}
          </p>
          {waiting > 0 && <p class="soft">{t("fishbowl.waiting", { count: waiting })}</p>}
          {heard.length > 0 && (
            <ul class="screen-bowl-heard" aria-label={t("fishbowl.board")}>
              {heard.map(([id, note]) => <li key={id}>{note.text}</li>)}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
