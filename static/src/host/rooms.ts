// The room list a host copies beside Teams or Zoom: who goes to which place in a round, as text and as CSV.
// Pure. Words come in through `words`, so that the list is in the host's language.

export type RoomRow = { place: string; name?: string; link?: string; people: string[] };
export type RoomWords = { title: (round: number) => string; row: (row: RoomRow) => string; columns: [string, string, string, string] };

export function asText(round: number, rows: RoomRow[], words: RoomWords): string {
  const lines = rows.flatMap((row) => [
    `${words.row(row)}${row.link ? ` ${row.link}` : ""}`,
    ...row.people.map((name) => `  ${name}`),
    "",
  ]);
  return [words.title(round), "", ...lines].join("\n").trimEnd();
}

// A name that begins with one of these would run as a formula in a spreadsheet.
const FORMULA = /^[=+\-@\t\r]/;

export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Semicolons and a byte order mark: what a Finnish Excel opens without questions. */
export function asCsv(rounds: [number, RoomRow[]][], words: RoomWords): string {
  const lines = [words.columns.map(csvCell).join(";")];
  for (const [round, rows] of rounds) {
    for (const row of rows) {
      for (const person of row.people) lines.push([round ? String(round) : "", row.place, row.name ?? "", person].map(csvCell).join(";"));
    }
  }
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
