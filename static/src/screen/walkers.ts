// The projector knows tables and how many sit there, not who. For the eye to see everybody move, each seat is an
// invented walker that keeps being the same one: when a round begins they walk as the café's form says.
// Pure: the walkers of before and the tables of now give the walkers of now.

export type Walker = { id: string; place: string; host: boolean };
export type SeatedTable = { id: string; count: number; hosted: boolean };
/** How people change tables: each to another one, whole groups to the next, or nobody at all. */
export type Stir = "scatter" | "carousel" | "none";

export function settle(before: Walker[], tables: SeatedTable[], stir: Stir): Walker[] {
  const open = new Map(tables.map((table, i) => [table.id, i]));
  const walking = before.map((walker, i) => ({ ...walker, place: destination(walker, i, tables, open, stir) }));
  return balanced(walking, tables);
}

function destination(walker: Walker, turn: number, tables: SeatedTable[], open: Map<string, number>, stir: Stir): string {
  const at = open.get(walker.place);
  if (at === undefined) return "";
  if (stir === "none" || walker.host || tables.length < 2) return walker.place;
  // Scattered neighbours part: their steps differ by one, and nobody's step is zero.
  const step = stir === "carousel" ? 1 : 1 + (turn % (tables.length - 1));
  return tables[(at + step) % tables.length]!.id;
}

/** Numbers come from the server: who is too many at one table goes where somebody is missing; the rest come or go. */
function balanced(walkers: Walker[], tables: SeatedTable[]): Walker[] {
  const seated = new Map<string, Walker[]>(tables.map((table) => [table.id, []]));
  const spare: Walker[] = [];
  for (const walker of walkers) {
    const table = tables.find(({ id }) => id === walker.place);
    const there = table && seated.get(table.id)!;
    if (table && there!.length < table.count) there!.push(walker);
    else spare.push(walker);
  }
  let made = walkers.reduce((most, { id }) => Math.max(most, Number(id.slice(1))), 0);
  for (const table of tables) {
    const there = seated.get(table.id)!;
    while (there.length < table.count) there.push(spare.pop() ?? { id: `w${++made}`, place: "", host: false });
  }
  return tables.flatMap((table) => withHost(seated.get(table.id)!.map((walker) => ({ ...walker, place: table.id })), table.hosted));
}

function withHost(people: Walker[], hosted: boolean): Walker[] {
  const already = people.findIndex((walker) => walker.host);
  const host = hosted ? Math.max(0, already) : -1;
  return people.map((walker, i) => ({ ...walker, host: i === host }));
}
