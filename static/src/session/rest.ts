// The two requests a participant makes before there is a wire: joining, and coming back with four words.

import type { Language, Role } from "../live/documents.ts";

export interface Joined {
  person: string;
  token: string;
  recovery?: string;
}

export interface Trouble {
  code: string;
  hint?: string;
  fields?: Record<string, string>;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

async function post<T>(path: string, body: unknown): Promise<Answer<T>> {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
    });
    const value: unknown = await answer.json();
    return answer.ok ? { ok: true, value: value as T } : { ok: false, trouble: value as Trouble };
  } catch {
    return { ok: false, trouble: { code: "no_connection" } };
  }
}

export interface Application {
  name: string;
  organisation?: string;
  role: Extract<Role, "participant" | "follower">;
  language: Language;
  weight?: number;
  /** the version of the ground rules this page showed */
  rules?: string;
}

const session = (code: string) => `/api/v1/sessions/${encodeURIComponent(code)}`;

export const join = (code: string, application: Application) => post<Joined>(`${session(code)}/join`, application);

export const comeBack = (code: string, recovery: string) => post<Joined>(`${session(code)}/return`, { recovery });
