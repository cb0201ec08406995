// The projector during visits: which groups are together now, and when they change.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Floor } from "@/screen/Floor.tsx";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { now } from "@/host/console.ts";
import { countdown } from "@/host/words.ts";
import type { VisitSets } from "./types.ts";

const MOST = 12;

export function Screen({ room, screen }: ScreenProps) {
  const sets = inOrder((screen.activity as unknown as VisitSets).sets);
  const ways = sets.flatMap(([, set]) => inOrder(set.groups).filter(([, group]) => group.at !== undefined).map(([id, group]) => ({ id, ...group, part: set.part })));
  const first = sets.map(([, set]) => set).filter(({ deadline }) => deadline !== undefined).sort((a, b) => a.deadline! - b.deadline!)[0];
  return (
    <div class="screen-visit">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={ways.length > 4} />
      {first && <p class="screen-visit-part"><strong>{t(`visit.part_${first.part}`)}</strong> <span class="digits">{countdown(Math.max(0, first.deadline! - now.value))}</span></p>}
      {ways.length > 0 && ways.length <= MOST
        ? <ul class="screen-visit-ways">{ways.map(({ id, number, at }) => <li key={id}>{t("visit.way", { number, at: at! })}</li>)}</ul>
        : <Floor room={room} screen={screen} />}
    </div>
  );
}
