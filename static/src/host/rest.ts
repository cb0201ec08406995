// REST calls in the host's name. What they mean stands with those who call.

export type Refused = { ok: false; status: number; code: string; hint: string; field?: string; fields?: Record<string, string> };
export type Answer<T> = { ok: true; body: T } | Refused;
export type Question = { token?: string; method?: string; body?: unknown; signal?: AbortSignal };

/** A network that is gone looks like a refusal with status 0. */
export async function ask<T>(path: string, { token, method = "GET", body, signal }: Question = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(path, { method, headers, signal, credentials: "same-origin", body: body === undefined ? undefined : JSON.stringify(body) });
    const found = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    if (answer.ok) return { ok: true, body: found as T };
    const { code = answer.status, hint = "", field, fields } = found;
    return {
      ok: false, status: answer.status, code: String(code), hint: String(hint),
      field: typeof field === "string" ? field : undefined,
      fields: typeof fields === "object" && fields !== null ? (fields as Record<string, string>) : undefined,
    };
  } catch {
    return { ok: false, status: 0, code: "offline", hint: "" };
  }
}
