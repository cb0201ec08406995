// The form's one state and how fields change it; drafts are kept on this device at every change.
import { computed, signal } from "@preact/signals";
import { settingsFor, keepDraft, type Draft } from "./draft.ts";
import { plannedSteps, tablesFor, totalMinutes, type Template } from "./plan.ts";

export const template = signal<Template | null>(null);
export const draft = signal<Draft | null>(null);
/** What the server (or the form) complains about: field name -> sentence. */
export const complaints = signal<Record<string, string>>({});
/** A session that runs is changed, not made: what has been held cannot be changed any more. */
export const running = signal(false);

let keptAs = "";

export function startForm(of: string, from: Template, first: Draft): void {
  keptAs = of;
  template.value = from;
  draft.value = first;
}

export function set(change: Partial<Draft>): void {
  if (!draft.value) return;
  draft.value = { ...draft.value, ...change };
  for (const field of Object.keys(change)) settle(field);
  keepDraft(keptAs, draft.value);
}

/** A field that is being changed is not complained about any more. */
function settle(field: string): void {
  const rest = Object.entries(complaints.value).filter(([name]) => name !== field && !name.startsWith(`${field}.`));
  if (rest.length !== Object.keys(complaints.value).length) complaints.value = Object.fromEntries(rest);
}

export const settings = computed(() => (draft.value ? settingsFor(draft.value, rotates.value, themed.value) : {}));
/** People go from table to table: only then are there questions by round, themes and a plan to show. */
export const rotates = computed(() => template.value?.phases.some((phase) => phase.activity === "rotate") ?? false);
/** The host gives the topics beforehand, also where nobody goes round by rounds. */
export const themed = computed(() => template.value?.phases.some((phase) => phase.settings?.themes === true) ?? false);
export const steps = computed(() => (template.value && draft.value ? plannedSteps(template.value, settings.value) : []));
export const minutes = computed(() => totalMinutes(steps.value));
export const tables = computed(() => tablesFor(settings.value, draft.value?.expected ?? 0));

export const complaint = (field: string): string | undefined => complaints.value[field];
