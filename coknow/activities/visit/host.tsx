// Visits in the console: who is where, which product nobody sees, and moving everybody on before the time.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Icon } from "@/host/icons.tsx";
import { countdown } from "@/host/words.ts";
import type { VisitGroup, VisitRoom, VisitSets } from "./types.ts";

type Props = HostProps<VisitRoom & Record<string, unknown>, VisitSets & Record<string, unknown>>;
type Set_ = VisitSets["sets"][string];

function doing(group: VisitGroup, set: Set_): string {
  if (set.part === "alone") return t("visit.host_alone");
  if (set.part === "home") return t("visit.host_home", { count: group.seen });
  if (group.at !== undefined) return t("visit.host_at", { number: group.at });
  return t(set.part === "speak" ? "visit.host_presents" : "visit.host_hosts");
}

/** Somebody to send: a group that is there, and is not the one that waits. */
function Send({ to, set, act }: { to: string; set: Set_; act: Props["act"] }) {
  const able = inOrder(set.groups).filter(([id, group]) => id !== to && !group.empty);
  if (!able.length) return null;
  return (
    <span class="buttons">
      {able.map(([id, group]) => (
        <button key={id} type="button" class="button small" onClick={() => void act("visit.send", { place: id, to })}>
          {t("visit.host_send", { number: group.number })}
        </button>
      ))}
    </span>
  );
}

export function Host({ hosts, act, now }: Props) {
  const sets = inOrder(hosts.activity.sets);
  const under = sets.some(([, { part }]) => part !== "home" && part !== "alone");
  const others = (mine: string): Set_ => ({ ...sets[0]![1], groups: Object.fromEntries(sets.flatMap(([, set]) => Object.entries(set.groups)).filter(([id]) => id !== mine)) });
  return (
    <div class="stack far">
      {under && <div><button type="button" class="button" onClick={() => void act("visit.turn", { seen: sets.reduce((sum, [, { leg }]) => sum + leg, 0) })}><Icon name="arrow" /> {t("visit.host_turn")}</button></div>}
      <ul class="host-visit">
        {sets.map(([key, set]) => (
          <li key={key} class="card stack close">
            <p class="row apart">
              <strong>{t(`visit.part_${set.part}`)}</strong>
              {set.deadline !== undefined && <span class="digits">{countdown(Math.max(0, set.deadline - now))}</span>}
            </p>
            <ul class="host-visit-groups">
              {inOrder(set.groups).map(([id, group]) => (
                <li key={id}>
                  <span><strong>{t("visit.group", { number: group.number })}</strong> {doing(group, set)}</span>
                  {group.empty && <span class="tag">{t("visit.host_empty")}</span>}
                  {group.nobody && <span class="host-visit-nobody"><Icon name="warning" /> {t("visit.host_nobody")} <Send to={id} set={others(id)} act={act} /></span>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}
