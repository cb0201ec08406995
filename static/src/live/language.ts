// Interface text by id, prompts by {fi, sv, en}. A person's language is theirs and may change without a reload:
// whatever reads t() or tx() while rendering is drawn again.

import { batch, signal } from "@preact/signals";
import { boot, firstMessages } from "./boot.ts";
import type { Language, Text } from "./documents.ts";

type Message = string | Record<string, string>;
type Params = Record<string, string | number>;

export const language = signal<Language>(boot.lang);
const messages = signal<Record<string, Message>>(firstMessages);
const pluralRules = new Map<string, Intl.PluralRules>();

/** The language of the session's own texts; the second choice where a text lacks mine. */
export const sessionLanguage = signal<Language>("fi");

function pluralForm(message: Record<string, string>, count: number): string {
  const lang = language.value;
  let rules = pluralRules.get(lang);
  if (!rules) pluralRules.set(lang, (rules = new Intl.PluralRules(lang)));
  return message[rules.select(count)] ?? message.other ?? "";
}

export function t(id: string, params: Params = {}): string {
  const message = messages.value[id];
  if (message === undefined) return id; // a missing text is seen at once; a test keeps it from happening
  const text = typeof message === "string" ? message : pluralForm(message, Number(params.count ?? 0));
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

export function hasMessage(id: string): boolean {
  return id in messages.value;
}

export interface Said {
  text: string;
  /** set only when the text is in another language than the page: what a lang attribute should say */
  lang?: Language;
}

/** A text of the session in my language, else in the session's, else in any. */
export function said(text: Text | undefined): Said {
  const mine = language.value;
  for (const lang of [mine, sessionLanguage.value, "fi", "sv", "en"] as Language[]) {
    const found = text?.[lang];
    if (found) return lang === mine ? { text: found } : { text: found, lang };
  }
  return { text: "" };
}

export const tx = (text: Text | undefined): string => said(text).text;

export async function changeLanguage(to: Language): Promise<void> {
  const address = boot.domain_langs_at.replace(/([?&]lang=)\w*/, `$1${to}`);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`messages: ${answer.status}`);
  const fresh = (await answer.json()) as Record<string, Message>;
  document.cookie = `lang=${to}; path=/; max-age=31536000; samesite=lax`;
  document.documentElement.lang = to;
  batch(() => {
    messages.value = fresh;
    language.value = to;
  });
}

/** Whole minutes for people: never "0 min" while there is time. */
export const minutesOf = (ms: number): number => Math.max(1, Math.round(ms / 60_000));

export function timeOfDay(ms: number): string {
  return new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit" }).format(ms);
}

export function dayAndTime(ms: number): string {
  const form: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(language.value, form).format(ms);
}

/** "Aino, Ville ja Mari" */
export function listed(names: string[]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(names);
}
