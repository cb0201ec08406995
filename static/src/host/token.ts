// Where the console's token comes from. In order: the address (#token, once, then out of sight), this device's memory,
// the server for a signed-in owner, a co-host's own seat on this device.
import { forget, keep, recall } from "../live/keep.ts";

const keyOf = (kind: string, code: string): string => `${kind}.${code}`;

/** Takes the token out of the address bar, so that a shared screen or a copied address does not give it away. */
function fromAddress(): string | undefined {
  const token = decodeURIComponent(location.hash.slice(1));
  // A short fragment is a place on the page, not a token.
  if (token.length < 16 || /[^\w.~-]/.test(token)) return undefined;
  history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

async function fromSignIn(code: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`/api/v1/sessions/${code}/token`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) return undefined;
    return ((await answer.json()) as { host_token?: string }).host_token;
  } catch {
    return undefined;
  }
}

/** A participant who was made co-host opens the console on the same device: their own seat is the key. */
function fromOwnSeat(code: string): string | undefined {
  return recall<{ token?: string }>(keyOf("seat", code))?.token;
}

export async function tokenFor(kind: "host" | "screen", code: string): Promise<string | undefined> {
  const given = fromAddress();
  const token = given ?? recall<string>(keyOf(kind, code)) ?? (kind === "host" ? (await fromSignIn(code)) ?? fromOwnSeat(code) : undefined);
  if (token) keep(keyOf(kind, code), token);
  return token;
}

/** The server refused this token: ask it again next time instead of trying the same one. */
export function forgetToken(kind: "host" | "screen", code: string): void {
  forget(keyOf(kind, code));
}

export const kept = (kind: "host" | "screen", code: string): string | undefined => recall<string>(keyOf(kind, code));
