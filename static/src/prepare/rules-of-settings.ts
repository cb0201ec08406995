// The rules of settings as an activity's script.yaml has them (coknow/session/allowed.py reads the same). Pure.

export type Rule = {
  flag?: true;
  whole?: [number, number];
  minutes?: [number, number];
  one_of?: string[];
  some_of?: string[] | "kinds";
  text?: number;
  id?: true;
  phase?: true;
  list?: Rule;
  most?: number;
  fields?: Record<string, Rule>;
  needs?: string[];
};

const NAMES = ["one_of", "some_of", "whole", "minutes", "text", "id", "phase", "list", "fields", "flag"] as const;

export const ruleOf = (rule: Rule): (typeof NAMES)[number] | undefined => NAMES.find((name) => name in rule);

/** Equal as the settings are: order of an object's fields does not count, and undefined is absent. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].every((key) => sameValue(x[key], y[key]));
}
