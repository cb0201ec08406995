// What the host says to all rooms, and what has happened to time: shown once, said once, put away by the reader.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import type { Notice, Room } from "../live/documents.ts";
import { Icon, type IconName } from "../live/icons.tsx";
import { keep, recall } from "../live/keep.ts";
import { minutesOf, t } from "../live/language.ts";

const SHOWN = 25_000;

function words(notice: Notice): string {
  if (notice.kind === "announcement") return notice.text ?? "";
  const seconds = notice.seconds ?? 0;
  const shorter = notice.kind === "extended" && seconds < 0;
  const amount = Math.abs(seconds) < 60
    ? t("notice.seconds", { count: Math.abs(seconds) })
    : t("notice.minutes", { count: minutesOf(Math.abs(seconds) * 1_000) });
  return t(shorter ? "notice.shortened" : `notice.${notice.kind}`, { amount });
}

export function NoticeBanner({ room, keeps }: { room: Room; keeps: string }) {
  const notice = room.notice;
  const [away, setAway] = useState(() => {
    const seen = recall<string>(`notice.${keeps}`);
    // Coming in late one is told what the host said, not that time was added half an hour ago.
    return notice && notice.kind !== "announcement" ? notice.id : seen ?? "";
  });
  const id = notice?.id;

  useEffect(() => {
    if (!notice || notice.id === away || notice.kind === "closed") return undefined;
    const from = notice.kind === "announcement" ? `${t("notice.from_host")}: ` : "";
    say(from + words(notice), { about: "phase" });
    if (notice.kind === "announcement") return undefined;
    const timer = setTimeout(() => setAway(notice.id), SHOWN);
    return () => clearTimeout(timer);
  }, [id]);

  // The strip of rules-notice.tsx stays until it has been read; here it is only said.
  if (!notice || notice.id === away || notice.kind === "closed" || notice.kind === "rules") return null;
  const putAway = () => {
    setAway(notice.id);
    keep(`notice.${keeps}`, notice.id);
  };
  return (
    <BarNotice icon={notice.kind === "announcement" ? "speech" : notice.kind === "paused" ? "pause" : "clock"} onSeen={putAway}>
      {notice.kind === "announcement" && <strong>{t("notice.from_host")}: </strong>}
      {words(notice)}
    </BarNotice>
  );
}

/** A strip under the bar with one button, to put it away. */
export function BarNotice({ icon, onSeen, children }: { icon: IconName; onSeen: () => void; children: ComponentChildren }) {
  return (
    <div class="bar-notice">
      <Icon name={icon} />
      <p class="grow">{children}</p>
      <button type="button" class="button plain" onClick={onSeen}>{t("notice.seen")}</button>
    </div>
  );
}
