// What was answered, as a row of bars: every value with its number of people. A number beside each bar, so colour tells nothing alone.

import { inOrder } from "@/live/documents.ts";
import { t, tx } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import type { Item, Result } from "./types.ts";

const CHOICE_WORDS: Record<string, string> = { yes: "pulse.yes", partly: "pulse.partly", no: "pulse.no" };

export function labelOf(item: Item, value: string): string {
  if (item.kind === "choice") return t(CHOICE_WORDS[value] ?? value);
  const end = value === "1" ? tx(item.low) : value === "5" ? tx(item.high) : "";
  return end ? `${value} · ${end}` : value;
}

export function Distribution({ item, result, hinted = true }: { item: Item; result: Result; hinted?: boolean }) {
  return (
    <section class="pulse-result stack close">
      <Said as="h3" text={item.text} />
      {result.few
        ? <p class="soft">{t("pulse.too_few", { fewest: 5 })}</p>
        : <p class="soft pulse-small">{t("pulse.answers_of", { count: result.answers ?? 0, of: result.of ?? 0 })}</p>}
      {result.counts && <Bars item={item} counts={result.counts} />}
      {result.lines && (
        <ul class={`pulse-lines of-${item.kind}`}>
          {inOrder(result.lines).map(([id, line]) => (
            <li key={id}>{line.text}{line.count ? <span class="soft pulse-small"> {t("pulse.people", { count: line.count })}</span> : null}</li>
          ))}
        </ul>
      )}
      {result.more !== undefined && <p class="soft pulse-small">{t("pulse.more", { count: result.more })}</p>}
      {hinted && !result.few && !result.counts && !result.lines && <p class="soft">{t("pulse.words_wait")}</p>}
    </section>
  );
}

function Bars({ item, counts }: { item: Item; counts: Record<string, number> }) {
  const values = item.kind === "choice" ? ["yes", "partly", "no"] : ["1", "2", "3", "4", "5"];
  const most = Math.max(1, ...Object.values(counts));
  return (
    <ul class="pulse-bars">
      {values.map((value) => {
        const count = counts[value] ?? 0;
        return (
          <li key={value}>
            <span class="pulse-label">{labelOf(item, value)}</span>
            <span class="bar" aria-hidden="true"><span style={{ inlineSize: `${(count / most) * 100}%` }} /></span>
            <span class="digits"><span aria-hidden="true">{count}</span><span class="for-readers">{t("pulse.people", { count })}</span></span>
          </li>
        );
      })}
    </ul>
  );
}
