// The tables of the hall as they are now; when everybody moves, one sees it.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { inOrder, type Room, type ScreenDocument } from "../live/documents.ts";
import { TablesFloor } from "../live/floor.tsx";
import { t, tx } from "../live/language.ts";
import { settle, type Stir, type Walker } from "./walkers.ts";

const walkers = signal<Walker[]>([]);
let seatedFor = "";

type Props = { screen: ScreenDocument; room: Room; stir?: Stir; ratio?: number };

export function Floor({ screen, room, stir = "none", ratio = 2.1 }: Props) {
  const tables = inOrder(screen.places).map(([id, place]) => ({ id, ...place }));
  const seats = tables.map(({ id, count, host }) => ({ id, count, hosted: host !== undefined }));
  const moment = `${room.phase?.round ?? 0}`;
  useEffect(() => {
    const everybodyMoves = seatedFor !== "" && seatedFor !== moment;
    walkers.value = settle(walkers.peek(), seats, everybodyMoves ? stir : "none");
    seatedFor = moment;
  }, [moment, JSON.stringify(seats)]);
  if (!tables.length) return null;
  const shown = walkers.value.filter((walker) => tables.some(({ id }) => id === walker.place));
  return (
    <div class="screen-floor">
      <TablesFloor ratio={ratio} letters={false}
        tables={tables.map(({ id, number, theme, name, host }) => ({ id, number, title: tx(theme ?? name) || (host ?? "") }))}
        people={shown.map(({ id, place, host }) => ({ id, name: "", place, host }))}
        label={t("screen.floor", { count: tables.length, people: tables.reduce((sum, { count }) => sum + count, 0) })} />
    </div>
  );
}
