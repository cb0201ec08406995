// Sorting in the console: the board, what may say the same, and the same desk as everybody's.

import { useState } from "preact/hooks";
import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { person } from "@/host/console.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Desk } from "./desk.tsx";
import type { Act, ClusterHosts, ClusterPerson, ClusterRoom } from "./types.ts";

export function Host({ room, hosts, act }: HostProps) {
  const activity = room.activity as ClusterRoom;
  const does: Act = async (...command) => Boolean(await act(...command));
  if (!Object.keys(activity.things ?? {}).length) return <p class="banner warn">{t("cluster.nothing")}</p>;
  return (
    <div class="stack far">
      <LookAlikes activity={activity} alike={(hosts.activity as ClusterHosts).alike} act={does} />
      <Desk activity={activity} may act={does} undo={(person.value?.activity as ClusterPerson | undefined)?.undo === true} board turns />
    </div>
  );
}

/** Pairs that may say the same, by their letters alone: people judge. */
function LookAlikes({ activity, alike, act }: { activity: ClusterRoom; alike: ClusterHosts["alike"]; act: Act }) {
  const [away, setAway] = useState<string[]>([]);
  const pairs = inOrder(alike).map(([, pair]) => pair)
    .filter(({ one, other }) => activity.things?.[one] && activity.things[other] && !away.includes(`${one} ${other}`));
  if (!pairs.length) return null;
  return (
    <details class="card" open>
      <summary>{t("cluster.alike", { count: pairs.length })}</summary>
      <p class="soft small">{t("cluster.alike_how")}</p>
      <ul class="cluster-pairs">
        {pairs.map(({ one, other }) => {
          const [first, second] = [activity.things![one]!.text, activity.things![other]!.text];
          return (
            <li key={`${one} ${other}`} class="stack close">
              <p>{first}</p>
              <p>{second}</p>
              <div class="buttons">
                <button type="button" class="button small" aria-label={`${t("cluster.stack")}: ${second}`} onClick={() => void act("cluster.stack", { thing: other, into: one })}>{t("cluster.stack")}</button>
                <button type="button" class="button plain small" aria-label={`${t("cluster.not_same")}: ${second}`} onClick={() => setAway([...away, `${one} ${other}`])}>{t("cluster.not_same")}</button>
              </div>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
