// The documents of a session that is not running: one moment of each phase, at a table of invented people. Built from
// what the session will really show: its programme, its questions, its rules.

import { views } from "coknow:activities";
import type {
  ActivityName, HarvestItem, Hosts, Keyed, Kind, Language, Note, Person, Phase, Place, PublicFacts, Room, Step, Text,
} from "../live/documents.ts";
import { inOrder } from "../live/documents.ts";
import { language, t } from "../live/language.ts";
import type { Pretended } from "./pretend.ts";

const NAMES: Record<Language, [string, string, string, string]> = {
  fi: ["Kaisa", "Aino", "Ville", "Sanna"],
  sv: ["Karin", "Elin", "Oskar", "Maja"],
  en: ["Kate", "Alice", "Ben", "Clara"],
};

const ME = "me";

/** A template's phase, as far as the preview reads it. */
export interface TemplatePhase {
  id: string;
  activity: ActivityName;
  task?: Text;
  prompt?: Text;
  /** its prompt is the question of this round of the rotation */
  question?: number;
  settings?: {
    words?: boolean;
    visibility?: "me" | "place" | "all";
    /** a fishbowl's outer circle: its notes to oneself or to all */
    notes?: "me" | "all";
    anonymous?: boolean;
    kinds?: Kind[];
    stage?: "write" | "wall";
    rounds?: { prompt?: Text }[];
    move?: { title?: Text; task?: Text };
  };
}

export interface Sources {
  facts: PublicFacts;
  template?: { phases: TemplatePhase[] };
  room?: Room;
  hosts?: Hosts;
}

export type Moment = { id: string; step?: Step };

/** The steps one can look at: the lobby, each phase, the end. */
export function moments({ facts, room }: Sources): Moment[] {
  const steps: [string, Step][] = room
    ? inOrder(room.programme).filter(([, step]) => step.state !== "skipped")
    : inOrder(facts.phases).map(([id, phase]) => [id, { ...phase, ...stageIn(id, phase.activity), state: "ahead" }]);
  return [{ id: "lobby" }, ...steps.map(([id, step]) => ({ id, step })), { id: "closed" }];
}

/** Without the host's documents a rotation's step tells its stage only by its id: cafe-2, cafe-move-2. */
function stageIn(id: string, activity: ActivityName): Pick<Step, "stage" | "round"> {
  const found = activity === "rotate" ? /(-move)?-(\d+)$/.exec(id) : null;
  return found ? { stage: found[1] ? "move" : "round", round: Number(found[2]) } : {};
}

function templatePhase(id: string, { template }: Sources): TemplatePhase | undefined {
  return template?.phases.find((phase) => phase.id === id || id.startsWith(`${phase.id}-`));
}

const KINDS: Partial<Record<ActivityName, Kind[]>> = {
  solo: ["thought", "idea", "question", "experience"],
  harvest: ["insight", "pattern", "question"],
  plenary: ["thought", "question"],
  pause: ["thought", "idea"],
  fishbowl: ["thought", "question", "insight"],
};
const ALONE: ActivityName[] = ["solo", "plenary", "pause", "fishbowl"];

function phaseOf({ id, step }: Required<Moment>, sources: Sources, rounds: number): Phase {
  const from = templatePhase(id, sources);
  const settings = from?.settings ?? {};
  const round = step.round;
  const asked = round ?? from?.question;
  const questions = sources.template?.phases.find((one) => one.activity === "rotate")?.settings?.rounds;
  const prompt = sources.hosts?.programme[id]?.prompt ?? (asked ? questions?.[asked - 1]?.prompt : from?.prompt);
  const task = step.stage === "move" ? settings.move?.task : from?.task;
  const kinds = settings.kinds ?? KINDS[step.activity] ?? ["thought", "idea", "question", "insight"];
  return {
    id,
    activity: step.activity,
    order: step.order,
    title: step.title,
    minutes: step.minutes,
    guidance: "facilitating",
    rights: {},
    deadline: Date.now() + step.minutes * 40_000,
    ...(step.stage ? { stage: step.stage } : {}),
    ...(round ? { round, rounds } : {}),
    ...(prompt ? { prompt } : {}),
    ...(task ? { task } : {}),
    ...(step.stage === "move" ? {} : {
      writes: {
        kinds: Object.fromEntries(kinds.map((kind, i) => [kind, i + 1])),
        visibility: settings.visibility ?? settings.notes ?? (ALONE.includes(step.activity) ? "me" : "place"),
        ...(settings.anonymous ? { anonymous: true as const } : {}),
      },
    }),
  };
}

function sampleNotes(phase: string, round: number): Keyed<Note> {
  const names = NAMES[language.value];
  const note = (nth: number, author: number, kind: Kind, at: number, more: Partial<Note> = {}): Note => ({
    text: t(`preview.note_${nth}`), kind, author: `p${author}`, name: names[author]!, round: at, phase, order: nth, visibility: "place", ...more,
  });
  const notes: Keyed<Note> = { n1: note(1, 1, "experience", 1), n2: note(2, 2, "idea", 1, { builds_on: { n1: true } }) };
  if (round > 1) notes.n3 = note(3, 3, "question", round, { builds_on: { n2: true } });
  if (round !== 1) notes.n4 = note(4, 1, "insight", round || 1);
  return notes;
}

function placeOf(phase: Phase | undefined, sources: Sources): Place {
  const names = NAMES[language.value];
  const theme = sources.hosts?.settings.themes?.["3"]?.text;
  const later = phase?.stage === "round" && (phase.round ?? 1) > 1;
  return {
    id: "t3",
    kind: "table",
    number: 3,
    ...(theme ? { theme } : {}),
    host: "p1",
    people: {
      p1: { name: names[1], order: 1, host: true },
      [ME]: { name: names[0], order: 2 },
      p2: { name: names[2], order: 3 },
      p3: { name: names[3], order: 4 },
    },
    notes: sampleNotes(phase?.id ?? "", phase?.round ?? 0),
    seeds: 0,
    activity: later ? { readback: { heard: false } } : (sampleOf(phase, sources)?.place ?? {}),
  };
}

function personOf(phase: Phase | undefined, sources: Sources): Person {
  const moves = phase?.activity === "rotate";
  return {
    id: ME,
    name: NAMES[language.value][0],
    role: "participant",
    weight: 1,
    notes: {},
    activity: sampleOf(phase, sources)?.person ?? (phase?.activity === "plenary" ? { words_left: 3 } : {}),
    ...(phase && !["plenary", "pause", "fishbowl"].includes(phase.activity) ? { place: "t3", number: 3 } : {}),
    ...(moves ? { why: phase.round === 1 ? { reason: "start", new: 3 } : { reason: "round", new: 3, from: 1 } } : {}),
    ...(moves && (phase.round ?? 1) > 1 ? { seed: { note: "far", text: t("preview.note_5"), from: 1 } } : {}),
  };
}

/** What an activity's own view.tsx offers to look at: `preview(settings, phase)` gives samples of its parts. */
export type Sample = { room?: Record<string, unknown>; person?: Record<string, unknown>; place?: Record<string, unknown> };

function sampleOf(phase: Phase | undefined, sources: Sources): Sample | undefined {
  if (!phase) return undefined;
  const preview = views[phase.activity]?.preview as ((settings: object, phase: Phase) => Sample) | undefined;
  return preview?.(templatePhase(phase.id, sources)?.settings ?? {}, phase);
}

function activityPart(phase: Phase, sources: Sources): Record<string, unknown> {
  const sample = sampleOf(phase, sources);
  if (sample) return sample.room ?? {};
  const settings = templatePhase(phase.id, sources)?.settings ?? {};
  if (phase.activity === "plenary") return settings.words ? { words: sampleWords() } : {};
  if (phase.activity === "rotate") {
    const { mode = "scatter", table_host = "stay" } = sources.hosts?.settings ?? {};
    return { mode, table_host, stage: phase.stage, round: phase.round, rounds: phase.rounds, tables: 6 };
  }
  if (phase.activity === "harvest") {
    const stage = settings.stage ?? "write";
    return { stage, ...(stage === "wall" ? { items: sampleWall() } : {}) };
  }
  return {};
}

const sampleWords = () =>
  Object.fromEntries([1, 2, 3, 4].map((nth) => [`w${nth}`, { text: t(`preview.word_${nth}`), order: nth }]));

function sampleWall(): Keyed<HarvestItem> {
  return {
    i1: { order: 1, text: t("preview.note_4"), kind: "insight", place: 3 },
    i2: { order: 2, text: t("preview.note_5"), kind: "pattern", place: 1 },
    i3: { order: 3, text: t("preview.note_3"), kind: "question", place: 4, only_here: true },
  };
}

function roomOf(moment: Moment, phase: Phase | undefined, sources: Sources): Room {
  const { facts, room } = sources;
  const programme = Object.fromEntries(moments(sources).filter((one) => one.step).map(({ id, step }) => [
    id,
    { ...step!, state: phase ? (step!.order < phase.order ? "done" : id === phase.id ? "now" : "ahead") : "ahead" },
  ])) as Room["programme"];
  return {
    code: facts.code,
    title: room?.title ?? facts.title,
    language: facts.language,
    status: moment.id === "lobby" ? "lobby" : moment.id === "closed" ? "closed" : "live",
    host: facts.host,
    programme,
    counts: { people: 23, followers: 0, written: 14 },
    rules: room?.rules ?? facts.rules,
    retention_days: facts.retention_days,
    companion: room?.companion ?? { mode: "none" },
    harvest_open: moment.id === "closed",
    activity: phase ? activityPart(phase, sources) : {},
    ...(facts.purpose ? { purpose: facts.purpose } : {}),
    ...(facts.starts_at ? { starts_at: facts.starts_at } : {}),
    ...(phase ? { phase } : {}),
  };
}

export function documentsAt(moment: Moment, sources: Sources): Pretended {
  const rounds = Math.max(1, ...moments(sources).map(({ step }) => step?.round ?? 0));
  const phase = moment.step ? phaseOf({ id: moment.id, step: moment.step }, sources, rounds) : undefined;
  const person = personOf(phase, sources);
  return { room: roomOf(moment, phase, sources), person, ...(person.place ? { place: placeOf(phase, sources) } : {}) };
}
