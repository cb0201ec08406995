// Dealing in the console: how many have written or scored, and closing all together. No card before the close.

import { useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Confirm } from "@/live/dialog.tsx";
import { t } from "@/live/language.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Top } from "./top.tsx";
import type { DealRoom } from "./types.ts";

export function Host({ room, hosts, leads, act }: HostProps) {
  const activity = room.activity as DealRoom;
  const [asking, setAsking] = useState(false);
  const { wrote, of } = hosts.share;
  if (activity.closed) return <Top activity={activity} />;
  if (activity.stage === "write") {
    return (
      <div class="stack close">
        <p class="big digits">{t("deal.have_written", { count: wrote, of })}</p>
        <p class="soft">{t("deal.host_write")}</p>
      </div>
    );
  }
  if (!activity.cards) return <p class="banner warn">{t("deal.no_cards")}</p>;
  return (
    <div class="stack close">
      <p class="big digits">{t("deal.have_scored", { count: wrote, of })}</p>
      <p class="soft">{t("deal.host_score", { count: activity.cards })}</p>
      <div class="buttons">
        <button type="button" class="button main" aria-disabled={!leads} onClick={() => leads && setAsking(true)}>{t("deal.close")}</button>
      </div>
      {asking && (
        <Confirm title={t("deal.close_title")} text={t("deal.close_text", { count: wrote, of })} yes={t("deal.close")}
          onYes={async () => { if (await act("deal.close")) say(t("deal.is_closed")); }} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}
