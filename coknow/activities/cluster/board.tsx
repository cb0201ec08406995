// The same list drawn as a board: a column for every group, the tray first. A card is dragged with mouse or finger by its
// handle; with the keyboard the handle picks it up (space), the arrows choose a column, space lays it down, Escape lets be.

import { useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { t } from "@/live/language.ts";
import { Words } from "./card.tsx";
import { nameOf, toSort, TRAY, type Group } from "./groups.ts";
import { lay } from "./moving.tsx";
import { GroupHead, NotListed, type Sorting } from "./outline.tsx";

interface Held {
  thing: string;
  /** the column it would be laid into */
  over: string;
  by: "keys" | "pointer";
  x: number;
  y: number;
}

const columnAt = (x: number, y: number): string | undefined =>
  document.elementsFromPoint(x, y).map((one) => (one as HTMLElement).closest<HTMLElement>("[data-column]")).find(Boolean)?.dataset.column;

export function Board({ activity, may, act, ask }: Sorting) {
  const [held, setHeld] = useState<Held>();
  const from = useRef({ x: 0, y: 0 });
  const columns = toSort(activity);

  function drop(now: Held | undefined): void {
    setHeld(undefined);
    if (!now) return;
    const lies = activity.things?.[now.thing]?.in ?? TRAY;
    if (now.over !== lies) void lay(act, activity, now.thing, now.over);
    else if (now.by === "keys") say(t("cluster.let_be"));
  }

  function keys(event: KeyboardEvent, thing: string, lies: string): void {
    const mine = held?.thing === thing && held.by === "keys" ? held : undefined;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (mine) drop(mine);
      else {
        setHeld({ thing, over: lies, by: "keys", x: 0, y: 0 });
        say(t("cluster.picked_up", { group: nameOf(columns, lies) }));
      }
      return;
    }
    if (!mine) return;
    if (event.key === "Escape") {
      setHeld(undefined);
      say(t("cluster.let_be"));
      return;
    }
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = columns.findIndex((one) => one.id === mine.over);
    const next = columns[(at + step + columns.length) % columns.length]!;
    setHeld({ ...mine, over: next.id });
    say(t("cluster.over", { group: next.name }));
  }

  const pointer = (thing: string, lies: string) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, y: event.clientY };
      setHeld({ thing, over: lies, by: "pointer", x: 0, y: 0 });
    },
    onPointerMove: (event: PointerEvent) => {
      if (held?.thing !== thing || held.by !== "pointer") return;
      const over = columnAt(event.clientX, event.clientY) ?? lies;
      setHeld({ ...held, over, x: event.clientX - from.current.x, y: event.clientY - from.current.y });
    },
    onPointerUp: () => { if (held?.by === "pointer") drop(held); },
    onPointerCancel: () => setHeld(undefined),
  });

  const drawn = (group: Group) => (
    <Column key={group.id} group={group} over={held?.over === group.id} {...{ may, act, ask, activity }}>
      {group.things.map(([id, thing]) => {
        const mine = held?.thing === id;
        return (
          <li key={id} class={`cluster-card ${mine ? "held" : ""}`}
            style={mine && held.by === "pointer" ? { transform: `translate(${held.x}px, ${held.y}px)` } : {}}>
            {may && (
              <button type="button" class="cluster-handle" data-thing={id} aria-label={t(mine ? "cluster.handle_held" : "cluster.handle", { text: thing.text })} aria-pressed={mine}
                onKeyDown={(event) => keys(event, id, group.id)} onBlur={() => { if (mine && held.by === "keys") setHeld(undefined); }} {...pointer(id, group.id)}>
                <span aria-hidden="true">⠿</span>
              </button>
            )}
            <div class="cluster-body stack close"><Words thing={thing} may={may} act={act} /></div>
            {may && (
              <button type="button" class="button plain small" aria-label={`${t("cluster.move")}: ${thing.text}`} onClick={() => ask({ thing: id })}>{t("cluster.move")}</button>
            )}
          </li>
        );
      })}
    </Column>
  );
  return (
    <div class="cluster-board" role="group" aria-label={t("cluster.board")}>
      {drawn(columns[0]!)}
      <div class="cluster-groups">{columns.slice(1).map(drawn)}</div>
    </div>
  );
}

function Column({ group, over, may, ask, children }: { group: Group; over: boolean; children: preact.ComponentChildren } & Sorting) {
  return (
    <section class={`cluster-column ${over ? "over" : ""} ${group.id === TRAY ? "tray" : ""}`} data-column={group.id} aria-label={group.name}>
      <GroupHead group={group} may={may} ask={ask} />
      <ul class="stack close">{children}</ul>
      <NotListed group={group} />
      {group.things.length === 0 && <p class="soft small">{t("cluster.empty")}</p>}
    </section>
  );
}
