// The sorting as a list: the tray, then every group a heading with its things. What a phone shows and a reader reads.

import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Words } from "./card.tsx";
import { countOf, toSort, TRAY, type Group } from "./groups.ts";
import type { Act, ClusterRoom } from "./types.ts";

export interface Sorting {
  activity: ClusterRoom;
  may: boolean;
  act: Act;
  /** opens the dialog for a thing, or for a group's name */
  ask: (what: { thing: string } | { group: string }) => void;
}

export function GroupHead({ group, may, ask }: { group: Group } & Pick<Sorting, "may" | "ask">) {
  return (
    <div class="row apart cluster-head">
      <h3 class="grow">{group.name} <span class="soft">{countOf(group)}</span></h3>
      {may && group.id !== TRAY && (
        <button type="button" class="button plain small" aria-label={`${t("cluster.rename")}: ${group.name}`} onClick={() => ask({ group: group.id })}>
          <Icon name="edit" />{t("cluster.rename")}
        </button>
      )}
    </div>
  );
}

/** What is in the group and not listed, so that nobody takes it for gone. */
export function NotListed({ group }: { group: Group }) {
  if (!group.more) return null;
  return <p class="soft small">{t(group.id === TRAY ? "cluster.waiting" : "cluster.not_listed", { count: group.more })}</p>;
}

export function OutlineOfGroups({ activity, may, act, ask }: Sorting) {
  return (
    <div class="stack far">
      {toSort(activity).map((group) => (group.id === TRAY && group.things.length === 0) ? null : (
        <section key={group.id} class={`cluster-group stack close ${group.id === TRAY ? "tray" : ""}`} aria-label={group.name}>
          <GroupHead group={group} may={may} ask={ask} />
          {countOf(group) === 0 && <p class="soft">{t("cluster.empty")}</p>}
          <ul class="stack close">
            {group.things.map(([id, thing]) => (
              <li key={id} class="cluster-card">
                <div class="cluster-body stack close"><Words thing={thing} may={may} act={act} /></div>
                {may && (
                  <button type="button" class="button small" data-thing={id} aria-label={`${t("cluster.move")}: ${thing.text}`} onClick={() => ask({ thing: id })}>
                    <Icon name="arrow" />{t("cluster.move")}
                  </button>
                )}
              </li>
            ))}
          </ul>
          <NotListed group={group} />
        </section>
      ))}
    </div>
  );
}
