// Everybody reads the options in an order of their own, so that the first one is nobody's. Nothing is stored for it: the
// order follows from the reader's id and the option's, by FNV-1a over "<reader>:<option>" (32 bits, UTF-16 code units).
// The same reader sees the same order on every device and after every reload.

export function mixed(reader: string, option: string): number {
  let hash = 0x811c9dc5;
  for (const letter of `${reader}:${option}`) {
    hash ^= letter.charCodeAt(0);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  // FNV alone leaves near neighbours near: one more stir (the finish of MurmurHash3)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}

export function inOwnOrder<T>(reader: string, options: Record<string, T>): [string, T][] {
  return Object.entries(options).sort(([a], [b]) => mixed(reader, a) - mixed(reader, b) || (a < b ? -1 : 1));
}
