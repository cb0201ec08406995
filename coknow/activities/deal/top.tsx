// The best ten, closed together: the idea, its first step, and what it got. No writer anywhere.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { Card, DealRoom } from "./types.ts";

function inWords({ mean, count = 0 }: Card): string {
  if (mean === undefined) return t("deal.few_scores");
  const [whole = "0", tenth = "0"] = mean.toFixed(1).split("."); // each language has its own decimal sign
  return t("deal.scored", { whole, tenth, count });
}

export function Top({ activity, most = 10 }: { activity: DealRoom; most?: number }) {
  const { top, cards = 0, voters = 0 } = activity;
  const ranked = inOrder(top);
  return (
    <div class="stack">
      <p class="soft">{t("deal.indicative", { count: voters })}</p>
      <ol class="deal-top">
        {ranked.slice(0, most).map(([id, card]) => (
          <li key={id} class="deal-card">
            <p class="deal-idea">{card.idea}</p>
            <p class="deal-step">→ {card.step}</p>
            <p class="soft deal-mean">{inWords(card)}</p>
          </li>
        ))}
      </ol>
      {cards > Math.min(most, ranked.length) && <p class="soft">{t("deal.rest", { count: cards - Math.min(most, ranked.length) })}</p>}
    </div>
  );
}
