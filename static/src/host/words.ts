// Sentences of the console that need more than one message: what the next press does, clock times, trade-offs.
import { hasMessage, language, t } from "../live/language.ts";
import type { Step } from "./course.ts";

/** What happens to everybody when the one button is pressed; `part` is the stage of the next step's activity. */
export function whatHappens(next: Step, current: Step | undefined, tables: number, part?: string): string {
  const round = next.round ?? 1;
  switch (next.activity) {
    case "rotate":
      if (next.stage === "move") return t("host.next.move", { round, count: tables });
      if (current?.stage === "move") return t("host.next.round", { round, minutes: next.minutes });
      return t("host.next.tables", { round, count: tables });
    case "solo":
      return t("host.next.solo", { minutes: next.minutes });
    case "harvest":
      return t(part === "wall" ? "host.next.harvest_wall" : "host.next.harvest", { minutes: next.minutes });
    case "pause":
      return t("host.next.pause", { minutes: next.minutes });
    default: {
      const own = `${next.activity}.next`; // an activity's folder may say it in its own words, for each of its stages
      return t([`${own}_${part}`, own].find(hasMessage) ?? "host.next.plenary", { minutes: next.minutes });
    }
  }
}

/** A step's name in lists: a round names itself, a move says which round it leads to. */
export function stepName(step: { stage?: string; round?: number }, title: string): string {
  return step.stage === "move" ? t("host.step.move", { title, round: step.round ?? 1 }) : title;
}

const REGION: Record<string, string> = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };

/** 15.00 in Finnish, 15:00 in English, always 24 hours and in the host's own time zone. */
export function clock(at: number): string {
  const region = REGION[language.value] ?? "fi-FI";
  return new Intl.DateTimeFormat(region, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** 2:05 left, or −0:40 over; hours only when there are some. */
export function countdown(ms: number): string {
  const total = Math.ceil(Math.abs(ms) / 1000);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const two = (n: number): string => String(n).padStart(2, "0");
  const text = hours ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
  return ms <= -1000 ? `−${text}` : text;
}

/** What the planner measured; the names are its own. */
export type Figures = {
  met_median?: number;
  met_min?: number;
  others?: number;
  attainable?: number;
  repeats?: number;
  unavoidable?: number;
  lb_repeats?: number;
  theme_repeats?: number;
  topic_repeats?: number;
  colleagues?: number;
  workplace?: number;
  kept?: number;
};

/** "Everybody meets 9 of 23 others; no plan can do better": figures as sentences, best news first. */
export function figureSentences(figures: Figures, people: number): string[] {
  const { met_median: met = 0, met_min: least = met, others = Math.max(0, people - 1), repeats = 0 } = figures;
  const unavoidable = Math.min(figures.unavoidable ?? figures.lb_repeats ?? 0, repeats);
  const themes = figures.theme_repeats ?? figures.topic_repeats ?? 0;
  const colleagues = figures.colleagues ?? figures.workplace ?? 0;
  const sentences = [least === met ? t("host.plan.all_meet", { met, others }) : t("host.plan.most_meet", { met, least, others })];
  if (repeats <= unavoidable) sentences.push(t("host.plan.cannot_better"));
  else if (figures.attainable !== undefined && figures.attainable > met) sentences.push(t("host.plan.attainable", { best: figures.attainable }));
  if (repeats === 0) sentences.push(t("host.plan.no_repeats"));
  else if (repeats === unavoidable) sentences.push(t("host.plan.repeats_unavoidable", { count: repeats }));
  else sentences.push(t("host.plan.repeats", { count: repeats, unavoidable }));
  if (themes) sentences.push(t("host.plan.theme_repeats", { count: themes }));
  if (colleagues) sentences.push(t("host.plan.colleagues", { count: colleagues }));
  // The planner tells a share, 0…1; nothing was told before the first plan.
  if (figures.kept !== undefined && figures.kept < 1) sentences.push(t("host.plan.kept", { percent: Math.round(figures.kept * 100) }));
  return sentences;
}

// Every trade-off the planner can name; one it learns later than this page is left out rather than shown as a code.
const TRADEOFFS: Record<string, string> = {
  tables_over_max_size: "host.tradeoff.tables_over_max_size",
  tables_under_min_size: "host.tradeoff.tables_under_min_size",
  sizes_uneven: "host.tradeoff.sizes_uneven",
  more_rounds_than_topics: "host.tradeoff.more_rounds_than_topics",
  topics_repeated: "host.tradeoff.topics_repeated",
  tables_larger_than_tables_minus_one: "host.tradeoff.tables_larger_than_tables_minus_one",
  repeats_unavoidable: "host.tradeoff.repeats_unavoidable",
  repeats_left: "host.tradeoff.repeats_left",
  colleagues_together: "host.tradeoff.colleagues_together",
  languages_uneven: "host.tradeoff.languages_uneven",
  language_without_table: "host.tradeoff.language_without_table",
};

type Tradeoff = { id: string } & Record<string, number | string>;

export function tradeoffSentences(tradeoffs: Record<string, Tradeoff> | undefined): string[] {
  const found = Object.entries(tradeoffs ?? {}).sort(([a], [b]) => Number(a) - Number(b)).map(([, one]) => one);
  return found.filter(({ id }) => id in TRADEOFFS).map(({ id, ...numbers }) => {
    const cure = numbers.cure_tables !== undefined ? ` ${t("host.tradeoff.cure", { count: Number(numbers.cure_tables) })}` : "";
    return t(TRADEOFFS[id]!, numbers) + cure;
  });
}
