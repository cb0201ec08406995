// A template as the browser gets it, and the programme it becomes with these settings: steps, minutes, tables.
// Pure. The server expands the programme when the session is made; this mirror only lets the form show it while typing.
import type { Guidance, Right, Rules, Settings, Text } from "../live/documents.ts";

export type Activity = string;

export type TemplatePhase = {
  id: string;
  activity: Activity;
  minutes?: number;
  title: Text;
  prompt?: Text;
  /** asks the question of that round of a rotation */
  question?: number;
  /** a break of the rotation above it: stands between a move and that round */
  before_round?: number;
  guidance: Guidance;
  rights?: Partial<Record<Right, "host" | "people">>;
  settings?: { rounds?: { prompt?: Text; title?: Text }[]; move?: { title?: Text } } & Record<string, unknown>;
};

export type Template = {
  id: string;
  version: string;
  names: Text;
  size?: { min: number; best: number; max: number };
  minutes: number;
  describe?: { why?: Text; when?: Text; when_not?: Text };
  if_fewer?: Text;
  if_more?: Text;
  retention_days?: number;
  settings: Settings;
  /** its own ground rules, or the name of a ready set */
  rules?: Rules | string;
  phases: TemplatePhase[];
};

export type PlannedStep = {
  id: string;
  /** the template's phase it comes from */
  phase: string;
  guidance: Guidance;
  activity: Activity;
  stage?: "round" | "move";
  round?: number;
  title: Text;
  minutes: number;
  skip: boolean;
};

const ROUND_MINUTES = 20;
const MOVE_MINUTES = 2;

/** Titles may name the round: "Kierros {round}/{rounds}". */
function numberedTitle(title: Text, round: number, rounds: number): Text {
  const filled = Object.entries(title).map(([language, words]) => [language, words?.replaceAll("{round}", String(round)).replaceAll("{rounds}", String(rounds))]);
  return Object.fromEntries(filled) as Text;
}

function roundsAndMoves(phase: TemplatePhase, settings: Settings): PlannedStep[] {
  const rounds = settings.rounds ?? phase.settings?.rounds?.length ?? 3;
  const skip = settings.phases?.[phase.id]?.skip === true;
  const steps: PlannedStep[] = [];
  const of = { phase: phase.id, guidance: settings.phases?.[phase.id]?.guidance ?? phase.guidance };
  for (let round = 1; round <= rounds; round++) {
    if (round > 1) {
      const title = numberedTitle(phase.settings?.move?.title ?? phase.title, round, rounds);
      steps.push({ ...of, id: `${phase.id}-move-${round}`, activity: "rotate", stage: "move", round, title, minutes: settings.move_minutes ?? MOVE_MINUTES, skip });
    }
    const title = numberedTitle(phase.settings?.rounds?.[round - 1]?.title ?? phase.title, round, rounds);
    const minutes = settings.phases?.[phase.id]?.minutes ?? settings.round_minutes ?? ROUND_MINUTES;
    steps.push({ ...of, id: `${phase.id}-${round}`, activity: "rotate", stage: "round", round, title, minutes, skip });
  }
  return steps;
}

export function plannedSteps(template: Template, settings: Settings): PlannedStep[] {
  const steps: PlannedStep[] = [];
  for (const phase of template.phases) {
    if (phase.activity === "rotate") {
      steps.push(...roundsAndMoves(phase, settings));
      continue;
    }
    const before = steps.findIndex(({ stage, round }) => stage === "round" && round === phase.before_round);
    const step = { id: phase.id, phase: phase.id, guidance: phase.guidance, activity: phase.activity, title: phase.title, minutes: phase.minutes ?? 0, skip: false };
    steps.splice(before === -1 ? steps.length : before, 0, step);
  }
  for (const step of steps) {
    const change = settings.phases?.[step.id];
    if (change?.minutes !== undefined) step.minutes = change.minutes;
    if (change?.skip) step.skip = true;
    if (change?.guidance) step.guidance = change.guidance;
  }
  return steps;
}

export const totalMinutes = (steps: PlannedStep[]): number => steps.reduce((sum, step) => sum + (step.skip ? 0 : step.minutes), 0);

/** How many tables these settings mean for that many people: the nearest to the wished size; with themes, as many for each. */
export function tablesFor(settings: Settings, people: number): number {
  const size = settings.table_size ?? 4;
  const themes = Object.keys(settings.themes ?? {}).length;
  if (themes > 0) return themes * Math.max(1, Math.round(people / (themes * (size + 1))));
  return Math.max(1, Math.floor((2 * people + size) / (2 * size)));
}

/** People per table when they spread evenly, as [smallest, largest]. */
export function peoplePerTable(people: number, tables: number): [number, number] {
  return [Math.floor(people / tables), Math.ceil(people / tables)];
}

/** What to write on the template's own text when the host edits it in one language: an edited question's old
    translations say something else, so they go; typing the original back brings them back. */
export function editedText(now: Text | undefined, language: keyof Text, value: string, original: Text | undefined): Text {
  if (original && (original[language] ?? "") === value) return { ...original };
  const untouched = original && now && sameText(now, original);
  const kept: Text = untouched ? {} : { ...now };
  if (value === "") delete kept[language];
  else kept[language] = value;
  return kept;
}

export function sameText(a: Text | undefined, b: Text | undefined): boolean {
  return (["fi", "sv", "en"] as const).every((language) => (a?.[language] ?? "") === (b?.[language] ?? ""));
}
