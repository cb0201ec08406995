// The four parts of a turn in a row, the one that runs marked and with its time.

import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import type { Part, TroikaRoom } from "./types.ts";

export const ICON = { tell: "speech", clarify: "question", consult: "people", valuable: "insight" } as const;

const clockOf = (ms: number) => {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

export function PartClock({ clock, now }: { clock: TroikaRoom; now: number }) {
  const ms = clock.left ?? (clock.deadline === undefined ? undefined : Math.max(0, clock.deadline - now));
  if (ms === undefined) return null;
  return (
    <span class={`part-clock digits ${ms <= 15_000 && clock.left === undefined ? "soon" : ""}`} role="timer" aria-live="off">
      <span class="for-readers">{t("troika.part_left")} </span>{clockOf(ms)}
      {clock.left !== undefined && <span class="tag"><Icon name="pause" />{t("troika.paused")}</span>}
    </span>
  );
}

export function Parts({ clock, now }: { clock: TroikaRoom; now: number }) {
  const parts = inOrder(clock.parts) as [Part, { order: number; minutes: number }][];
  const running = clock.part ? clock.parts?.[clock.part]?.order ?? 0 : 0;
  return (
    <div class="troika-clock">
      <p class="troika-turn"><strong>{t("troika.turn", { turn: clock.turn ?? 0, turns: clock.turns ?? 0 })}</strong> <PartClock clock={clock} now={now} /></p>
      <ol class="troika-parts" aria-label={t("troika.parts")}>
        {parts.map(([part, { order }]) => (
          <li key={part} class={order === running ? "running" : order < running ? "over" : ""} aria-current={order === running ? "step" : undefined}>
            <Icon name={order < running ? "check" : ICON[part]} /><span>{t(`troika.part_${part}`)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
