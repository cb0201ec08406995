// What this device remembers: seats, unsent notes, choices. Falls back to memory where storage is forbidden
// (private windows, blocked site data), and says so by `remembers`, so that a page can warn.

const PREFIX = "coknow.";
const memory = new Map<string, string>();

function usable(): Storage | null {
  try {
    const probe = `${PREFIX}probe`;
    window.localStorage.setItem(probe, "1");
    window.localStorage.removeItem(probe);
    return window.localStorage;
  } catch {
    return null;
  }
}

const storage = usable();

/** Whether anything outlives a reload here. */
export const remembers = storage !== null;

export function recall<T>(key: string): T | undefined {
  const text = storage ? storage.getItem(PREFIX + key) : memory.get(key);
  if (!text) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined; // written by an older page or by hand: as if it were not there
  }
}

export function keep(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    storage?.setItem(PREFIX + key, text);
  } catch {
    // full: what is kept in memory still serves this page
  }
  memory.set(key, text);
}

export function forget(key: string): void {
  storage?.removeItem(PREFIX + key);
  memory.delete(key);
}
