// The tables of the hall as they are now; when everybody moves, one sees it.
import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { inOrder, type Room, type ScreenDocument } from "../live/documents.ts";
import { TablesFloor } from "../live/floor.tsx";
import { t, tx } from "../live/language.ts";
import { placesCounted } from "../live/places.ts";
import { settle, type Stir, type Walker } from "./walkers.ts";

const walkers = signal<Walker[]>([]);
let seatedFor = "";

type Props = { screen: ScreenDocument; room: Room; stir?: Stir };

/** Width to height of the room there is: the tables arrange themselves in it. */
function useRatio() {
  const element = useRef<HTMLDivElement>(null);
  const ratio = useSignal(2.1);
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const watching = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = watched;
      if (clientHeight > 80) ratio.value = Math.round((clientWidth / clientHeight) * 10) / 10;
    });
    watching.observe(watched);
    return () => watching.disconnect();
  }, []);
  return { element, ratio: ratio.value };
}

export function Floor({ screen, room, stir = "none" }: Props) {
  const { element, ratio } = useRatio();
  const tables = inOrder(screen.places).map(([id, place]) => ({ id, ...place }));
  const seats = tables.map(({ id, count, host }) => ({ id, count, hosted: host !== undefined }));
  const moment = `${room.phase?.round ?? 0}`;
  useEffect(() => {
    const everybodyMoves = seatedFor !== "" && seatedFor !== moment;
    walkers.value = settle(walkers.peek(), seats, everybodyMoves ? stir : "none");
    seatedFor = moment;
  }, [moment, JSON.stringify(seats)]);
  const shown = walkers.value.filter((walker) => tables.some(({ id }) => id === walker.place));
  return (
    <div class="screen-floor" ref={element}>
      {tables.length > 0 && <TablesFloor ratio={ratio} letters={false}
        tables={tables.map(({ id, number, theme, name, host }) => ({ id, number, title: tx(theme ?? name) || (host ?? "") }))}
        people={shown.map(({ id, place, host }) => ({ id, name: "", place, host }))}
        label={t("screen.floor", { places: placesCounted(screen.kind, tables.length), count: tables.reduce((sum, { count }) => sum + count, 0) })} />}
    </div>
  );
}
