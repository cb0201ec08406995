// The groups' dockets in the console: how far each is, and which one waits for its thumbs. Never who wants what.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { countdown } from "@/host/words.ts";
import type { DocketLists, DocketRoom } from "./types.ts";

type Props = HostProps<DocketRoom & Record<string, unknown>, DocketLists & Record<string, unknown>>;

export function Host({ room, hosts, now }: Props) {
  if (room.activity.stage === "dots") return <p>{t("docket.host_dots")}</p>;
  const lists = inOrder(hosts.activity.lists);
  return (
    <ul class="host-docket">
      {lists.map(([place, list]) => (
        <li key={place} class="card stack close">
          <p class="row apart">
            <strong>{t("docket.group", { number: list.number })}</strong>
            {list.deadline !== undefined && <span class="digits">{countdown(Math.max(0, list.deadline - now))}</span>}
          </p>
          <p>{list.now ? <>{t("docket.column_now")}: <strong>{list.now}</strong></> : t(`docket.host_${list.part}`)}</p>
          {list.part === "thumbs" && <p class="tag">{t("docket.host_thumbs")}</p>}
          <p class="soft">{t("docket.host_counts", { done: list.done, todo: list.todo })}</p>
        </li>
      ))}
      {lists.length === 0 && <li>{t("docket.host_none")}</li>}
    </ul>
  );
}
