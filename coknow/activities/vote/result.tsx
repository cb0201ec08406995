// The result of a vote: the options by rank, each with its number, how many gave it, and what a few hold dear.

import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import type { Option, Result as Got, VoteRoom } from "./types.ts";

export const Words = ({ option }: { option: Option }) => (option.says ? <Said text={option.says} /> : <>{option.text}</>);

/** What an option's number means, in words: the same on every screen. */
function inWords(result: Got, way: VoteRoom["way"]): string {
  if (way === "score") {
    if (result.mean === undefined) return t("vote.few_scores");
    const [whole = "0", tenth = "0"] = result.mean.toFixed(1).split("."); // each language has its own decimal sign
    return t("vote.scored", { whole, tenth, count: result.people });
  }
  return t("vote.dotted", { count: result.total ?? 0, people: result.people });
}

export function Result({ activity, most }: { activity: VoteRoom; most?: number }) {
  const { results, options = {}, way, voters = 0, of = 0, few } = activity;
  if (few) return <p class="banner"><Icon name="lock" /><span>{t("vote.too_few", { fewest: 3 })}</span></p>;
  const ranked = inOrder(results).filter(([id]) => id in options);
  const shown = most ? ranked.slice(0, most) : ranked;
  const highest = Math.max(1, ...ranked.map(([, one]) => one.total ?? 0));
  return (
    <div class="stack">
      <p class="soft">{t("vote.indicative")} {t("vote.voted", { count: voters, of })}</p>
      <ol class="vote-results">
        {shown.map(([id, result]) => {
          const share = way === "score" ? (result.mean ?? 0) / 5 : (result.total ?? 0) / highest;
          return (
            <li key={id} class="vote-result">
              <p class="vote-words"><Words option={options[id]!} /></p>
              <p class="bar" aria-hidden="true"><span style={{ inlineSize: `${share * 100}%` }} /></p>
              <p class="vote-number">{inWords(result, way)}</p>
              {result.all ? <p class="vote-minority"><Icon name="feeling" />{t("vote.all_here", { count: result.all })}</p> : null}
              {result.spread && <Spread spread={result.spread} />}
            </li>
          );
        })}
      </ol>
      {ranked.length > shown.length && <p class="soft">{t("vote.rest", { count: ranked.length - shown.length })}</p>}
    </div>
  );
}

function Spread({ spread }: { spread: Record<string, number> }) {
  return (
    <p class="vote-spread">
      {["1", "2", "3", "4", "5"].map((score) => (
        <span key={score}><strong>{score}</strong> <span class="soft">× {spread[score] ?? 0}</span></span>
      ))}
    </p>
  );
}
