// The form's state: what the host has typed so far, how it becomes settings, and how it survives a reload.
// Pure but for the three functions at the end, which use what this device remembers.
import type { Settings, Text } from "../live/documents.ts";
import { forget, keep, recall } from "../live/keep.ts";
import type { Template } from "./plan.ts";
import type { RuleDraft } from "./RuleRows.tsx";

export type Language = "fi" | "sv" | "en";
export type ThemeRow = { key: string; text: Text; host: string };

export type Draft = {
  title: string;
  language: Language;
  /** As the date and time fields have them: 2026-11-24 and 13:00, in the host's own time zone. */
  date: string;
  time: string;
  purpose: Text;
  host_name: string;
  contact: string;
  mode: "scatter" | "carousel";
  table_host: "stay" | "relay" | "none";
  rounds: number;
  round_minutes?: number;
  move_minutes?: number;
  table_size?: number;
  own_themes: boolean;
  themes: ThemeRow[];
  questions: Text[];
  expected?: number;
  limit?: number;
  companion: "none" | "table" | "group";
  main: string;
  links: string[];
  credit: boolean;
  keep_apart: boolean;
  by_language: boolean;
  retention_days?: number;
  phases: NonNullable<Settings["phases"]>;
  /** the ground rules, once the host has touched them */
  rules?: RuleDraft;
};

const MOST_ROUNDS = 8;
let lastKey = 0;
export const newThemeRow = (text: Text = {}, host = ""): ThemeRow => ({ key: `theme-${++lastKey}`, text, host });

const numbered = <T,>(record: Record<string, T> | undefined): T[] =>
  Object.entries(record ?? {}).sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);

const byNumber = <T,>(list: T[]): Record<string, T> => Object.fromEntries(list.map((value, i) => [String(i + 1), value]));

const empty = (text: Text | undefined): boolean => !text || !Object.values(text).some((value) => value?.trim());

const withoutEmpty = (text: Text): Text => Object.fromEntries(Object.entries(text).filter(([, words]) => words?.trim())) as Text;

/** The questions the template asks, round by round; what the host's settings say comes first. */
function questionsOf(template: Template, settings: Settings, rounds: number): Text[] {
  const asked = numbered(settings.questions);
  const own = template.phases.find((phase) => phase.activity === "rotate")?.settings?.rounds ?? [];
  return Array.from({ length: rounds }, (_, i) => asked[i] ?? own[i]?.prompt ?? {});
}

/** Tomorrow at nine: a date nobody keeps by accident, a time most meetings have. */
function nextMorning(now: number): { date: string; time: string } {
  const day = new Date(now + 24 * 3600_000);
  return { date: dateField(day), time: "09:00" };
}

const two = (n: number): string => String(n).padStart(2, "0");
const dateField = (day: Date): string => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;

function whenOf(startsAt: number | undefined, now: number | undefined): { date: string; time: string } {
  if (startsAt === undefined) return now === undefined ? { date: "", time: "" } : nextMorning(now);
  const day = new Date(startsAt);
  return { date: dateField(day), time: `${two(day.getHours())}:${two(day.getMinutes())}` };
}

/** `now` proposes a time for a new session; one that exists without a time keeps none. */
export function draftOf(template: Template, settings: Settings, session: { title: string; language: Language }, now?: number): Draft {
  const rounds = settings.rounds ?? 3;
  const themes = numbered(settings.themes);
  return {
    ...session,
    ...whenOf(settings.starts_at, now),
    purpose: settings.purpose ?? {},
    host_name: settings.host_name ?? "",
    contact: settings.contact ?? "",
    mode: settings.mode ?? "scatter",
    table_host: settings.table_host ?? "stay",
    rounds,
    round_minutes: settings.round_minutes,
    move_minutes: settings.move_minutes,
    table_size: settings.table_size,
    own_themes: themes.length > 0,
    themes: themes.map((theme) => newThemeRow(theme.text, theme.host)),
    questions: questionsOf(template, settings, rounds),
    expected: settings.expected ?? template.size?.best,
    limit: settings.limit,
    companion: settings.companion?.mode ?? "none",
    main: settings.companion?.main ?? "",
    links: numbered(settings.companion?.links),
    credit: settings.credit ?? true,
    keep_apart: settings.keep_apart ?? false,
    by_language: settings.by_language ?? false,
    retention_days: settings.retention_days ?? template.retention_days,
    phases: settings.phases ?? {},
  };
}

export function startsAt(draft: Pick<Draft, "date" | "time">): number | undefined {
  const at = new Date(`${draft.date}T${draft.time}`).getTime();
  return Number.isNaN(at) ? undefined : at;
}

// Nothing is sent as null: what is absent means "as it was". An empty text or object clears a field.
function present<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
}

function companionOf(draft: Draft): Settings["companion"] {
  const links = Object.fromEntries(Object.entries(byNumber(draft.links.map((link) => link.trim()))).filter(([, link]) => link));
  return { mode: draft.companion, ...(draft.main.trim() ? { main: draft.main.trim() } : {}), ...(draft.companion === "none" ? {} : { links }) };
}

/** What a template without rounds leaves out: it has no tables to speak of. */
const OF_ROUNDS = ["mode", "table_host", "rounds", "round_minutes", "move_minutes", "themes", "questions"] as const;

export function settingsFor(draft: Draft, rotates: boolean, themed: boolean): Settings {
  const all = settingsOf(draft);
  const left = (name: string): boolean => !OF_ROUNDS.includes(name as (typeof OF_ROUNDS)[number]) || (themed && name === "themes");
  return rotates ? all : (Object.fromEntries(Object.entries(all).filter(([name]) => left(name))) as Settings);
}

function settingsOf(draft: Draft): Settings {
  const themes = draft.own_themes ? draft.themes.filter((theme) => !empty(theme.text) || theme.host) : [];
  const questions = Object.fromEntries(Object.entries(byNumber(draft.questions.slice(0, draft.rounds))).filter(([, text]) => !empty(text)).map(([round, text]) => [round, withoutEmpty(text)]));
  return present({
    mode: draft.mode,
    table_host: draft.table_host,
    rounds: draft.rounds,
    round_minutes: draft.round_minutes,
    move_minutes: draft.move_minutes,
    table_size: draft.table_size,
    themes: byNumber(themes.map((theme) => ({ text: withoutEmpty(theme.text), ...(theme.host.trim() ? { host: theme.host.trim() } : {}) }))),
    questions,
    purpose: withoutEmpty(draft.purpose),
    expected: draft.expected,
    limit: draft.limit,
    starts_at: startsAt(draft),
    host_name: draft.host_name.trim(),
    contact: draft.contact.trim(),
    companion: companionOf(draft),
    credit: draft.credit,
    keep_apart: draft.keep_apart,
    by_language: draft.by_language,
    retention_days: draft.retention_days,
    phases: draft.phases,
  });
}

/** More or fewer rounds: questions follow, and what was written for a dropped round comes back with it. */
export function withRounds(draft: Draft, rounds: number, template: Template): Draft {
  const wanted = Math.min(MOST_ROUNDS, Math.max(1, rounds));
  const own = questionsOf(template, {}, wanted);
  const questions = Array.from({ length: Math.max(wanted, draft.questions.length) }, (_, i) => draft.questions[i] ?? own[i] ?? {});
  return { ...draft, rounds: wanted, questions };
}

export function moved<T>(list: T[], from: number, to: number): T[] {
  if (to < 0 || to >= list.length) return list;
  const copy = [...list];
  const [item] = copy.splice(from, 1);
  copy.splice(to, 0, item);
  return copy;
}

/** Addresses out of whatever was pasted: one a line, a table from a spreadsheet, a mail with words between. */
export function linksIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s"'<>;]+/g)].map(([link]) => link.replace(/[),.]+$/, ""));
}

/** "settings.companion.links.2" -> "companion.links.2": the form knows its fields by these names. */
export const fieldName = (field: string | undefined): string => (field ?? "").replace(/^settings\./, "");

const keyOf = (of: string): string => `draft.${of}`;

export const keepDraft = (of: string, draft: Draft): void => keep(keyOf(of), draft);
export const dropDraft = (of: string): void => forget(keyOf(of));

export function keptDraft(of: string): Draft | undefined {
  const kept = recall<Draft>(keyOf(of));
  if (!Array.isArray(kept?.questions) || !Array.isArray(kept.themes)) return undefined;
  return { ...kept, themes: kept.themes.map((theme) => newThemeRow(theme.text, theme.host)) };
}
