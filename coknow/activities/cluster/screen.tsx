// The projector: the groups side by side as they grow, the tray last and smaller.

import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { countOf, groupsOf, TRAY } from "./groups.ts";
import type { ClusterRoom } from "./types.ts";

const MOST_GROUPS = 8;
const MOST_LINES = 5;

export function Screen({ room }: ScreenProps) {
  const groups = groupsOf(room.activity as ClusterRoom);
  const named = groups.filter((one) => one.id !== TRAY);
  const shown = [...named.slice(0, MOST_GROUPS), groups[groups.length - 1]!].filter((one) => one.things.length > 0);
  return (
    <div class="screen-rows">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet />
      <div class="screen-groups">
        {shown.map((group) => (
          <section key={group.id} class={group.id === TRAY ? "tray" : ""} aria-label={group.name}>
            <h3>{group.name} <span class="soft">{countOf(group)}</span></h3>
            <ul>
              {group.things.slice(0, MOST_LINES).map(([id, thing]) => (
                <li key={id}>{thing.text}{thing.with && <span class="soft"> +{Object.keys(thing.with).length + (thing.over ?? 0)}</span>}{thing.only !== undefined && <span class="soft"> <Icon name="ear" />{t("cluster.only", { number: thing.only })}</span>}</li>
              ))}
            </ul>
            {countOf(group) > MOST_LINES && <p class="soft">+{countOf(group) - Math.min(MOST_LINES, group.things.length)}</p>}
          </section>
        ))}
      </div>
      {named.length > MOST_GROUPS && <p class="soft">{t("cluster.more_groups", { count: named.length - MOST_GROUPS })}</p>}
    </div>
  );
}
