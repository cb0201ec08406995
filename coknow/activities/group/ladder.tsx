// The ladder alone - pairs - fours - all, as dots that join. The words beside each rung say the same.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { GroupScreen } from "./types.ts";

const EVERYBODY = 8; // dots that stand for all

/** Dots of one rung: eight people, in groups of `size`. */
function dots(size: number): { x: number; y: number; group: number }[] {
  const each = size === 0 || size > EVERYBODY ? EVERYBODY : size;
  return Array.from({ length: EVERYBODY }, (_, i) => {
    const group = Math.floor(i / each);
    const inGroup = Math.min(each, EVERYBODY - group * each);
    const groups = Math.ceil(EVERYBODY / each);
    const middle = ((group + 0.5) * 96) / groups;
    const turn = ((i % each) / inGroup) * 2 * Math.PI;
    const radius = inGroup === 1 ? 0 : Math.min(9, 3.4 + inGroup * 0.8);
    return { x: middle + Math.cos(turn) * radius, y: 16 + Math.sin(turn) * radius, group };
  });
}

const wordOf = (size: number) => (size === 0 ? t("group.rung_all") : size === 1 ? t("group.rung_alone") : size === 2 ? t("group.rung_pairs") : t("group.rung_groups", { size }));

export function Ladder({ rungs }: { rungs: NonNullable<GroupScreen["rungs"]> }) {
  return (
    <ol class="ladder" aria-label={t("group.ladder")}>
      {inOrder(rungs).map(([id, { size, state }]) => (
        <li key={id} class={`rung ${state}`} aria-current={state === "now" ? "step" : undefined}>
          <svg viewBox="0 0 96 32" aria-hidden="true">
            {dots(size).map(({ x, y, group }, i) => <circle key={i} cx={x} cy={y} r="3" class={group % 2 ? "odd" : ""} />)}
          </svg>
          <span>{wordOf(size)}</span>
        </li>
      ))}
    </ol>
  );
}
