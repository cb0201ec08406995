// Gentle advice on a card that grows into a project. It stops nobody: a longer experiment may be the right one.

import { t } from "@/live/language.ts";
import type { Field, Values } from "./types.ts";

const DAY = 24 * 60 * 60_000;
const MOST_DAYS = 14;
const MOST_PARTIES = 3;

/** A day as a date field writes it, `days` after the moment `from` (epoch ms), by this device's calendar. */
export function dayAfter(from: number, days: number): string {
  const day = new Date(from + days * DAY);
  return [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
}

const between = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Who is named: one on each line, or with commas between. */
export const parties = (text: string): number => text.split(/[\n,;]+/).filter((one) => one.trim()).length;

export function adviceOn(field: Field, values: Values, now: number): string {
  if (field.kind !== "period") return "";
  const { start, end } = values;
  if (start && end && end < start) return t("form.advice_backwards");
  if (start && between(dayAfter(now, 0), start) > MOST_DAYS) return t("form.advice_start");
  if (start && end && between(start, end) > MOST_DAYS) return t("form.advice_long");
  return "";
}

export const adviceOnParties = (text: string): string => (parties(text) > MOST_PARTIES ? t("form.advice_parties") : "");
