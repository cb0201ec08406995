// The wall as a grid of slots and rooms. A topic is moved by dragging it, with a mouse or a finger; or it is taken by its
// button and put down by the button of a cell, which is the same by keyboard, by touch and by switch.

import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { unplaced, type Agenda, type Topic } from "./types.ts";

type Cell = { slot: string; room: number };
export type Put = (topic: string, to: Cell | undefined) => Promise<unknown>;

const DRAG_FROM = 6;
const keyOf = (cell: Cell | undefined) => (cell ? `${cell.slot}/${cell.room}` : "tray");
const cellOf = (key: string): Cell | undefined => {
  if (key === "tray") return undefined;
  const [slot, room] = key.split("/");
  return { slot: slot!, room: Number(room) };
};

/** `movable`: whose topics this person may move: a host any, a convener their own. */
export function AgendaGrid({ agenda, put, movable }: { agenda: Agenda; put: Put; movable: (topic: string) => boolean }) {
  const [taken, setTaken] = useState<string | undefined>(undefined);
  const [over, setOver] = useState<string | undefined>(undefined);
  const landed = useRef<string | undefined>(undefined);
  const dragging = useRef<{ topic: string; x: number; y: number; moved: boolean } | undefined>(undefined);
  const slots = inOrder(agenda.slots).filter(([, slot]) => slot.kind === "slot");
  const topic = taken === undefined ? undefined : agenda.topics[taken];
  const titleOf = (id: string) => tx(agenda.topics[id]?.text);

  const place = async (id: string, to: Cell | undefined) => {
    setTaken(undefined);
    landed.current = id;
    await put(id, to);
    document.getElementById(`grid-${id}`)?.focus();
  };
  // The wall is drawn anew when the server has moved it, and its button with it: the focus goes along.
  useEffect(() => {
    if (!landed.current) return;
    const button = document.getElementById(`grid-${landed.current}`);
    if (document.activeElement === document.body) button?.focus();
    else if (document.activeElement !== button) landed.current = undefined;
  });
  const take = (id: string) => {
    const now = taken === id ? undefined : id;
    setTaken(now);
    say(now ? t("market.taken", { title: titleOf(id) }) : t("market.let_go"));
  };
  useEffect(() => {
    if (taken === undefined) return undefined;
    const escape = (event: KeyboardEvent) => event.key === "Escape" && take(taken);
    document.addEventListener("keydown", escape);
    return () => document.removeEventListener("keydown", escape);
  }, [taken]);

  const under = (event: PointerEvent) =>
    document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-cell]")?.dataset.cell;
  const drag = {
    onPointerDown: (event: PointerEvent, id: string) => {
      if (event.button !== 0) return;
      dragging.current = { topic: id, x: event.clientX, y: event.clientY, moved: false };
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const held = dragging.current;
      if (!held || (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < DRAG_FROM)) return;
      held.moved = true;
      setTaken(held.topic);
      setOver(under(event));
    },
    onPointerUp: (event: PointerEvent) => {
      const held = dragging.current;
      dragging.current = undefined;
      setOver(undefined);
      if (!held?.moved) return;
      const key = under(event);
      const cell = key === undefined ? undefined : cellOf(key);
      if (key === undefined || cell && agenda.slots[cell.slot]?.state === "done") setTaken(undefined);
      else void place(held.topic, cell);
    },
    onPointerCancel: () => {
      dragging.current = undefined;
      setTaken(undefined);
      setOver(undefined);
    },
  };

  const chip = (id: string, found: Topic) => (
    <div class={`grid-topic ${taken === id ? "taken" : ""}`}>
      {movable(id) && (
        <span class="grip" aria-hidden="true" onPointerDown={(event) => drag.onPointerDown(event, id)}
          onPointerMove={drag.onPointerMove} onPointerUp={drag.onPointerUp} onPointerCancel={drag.onPointerCancel}>⠿</span>
      )}
      <span class="grid-words">
        <Said text={found.text} as="strong" />
        {found.by && <span class="soft small block">{found.by}</span>}
        {found.count !== undefined && <span class="small block"><Icon name="people" />{t("market.people_there", { count: found.count })}</span>}
        {found.marks !== undefined && <span class="small block"><Icon name="hand" />{t("market.interested", { count: found.marks })}</span>}
      </span>
      {movable(id) && (
        <button id={`grid-${id}`} type="button" class="button small" aria-pressed={taken === id} onClick={() => take(id)}>
          {t("market.move")}<span class="for-readers">: {tx(found.text)}</span>
        </button>
      )}
    </div>
  );
  const target = (cell: Cell | undefined, words: string) => topic && (
    <button type="button" class="button small put" onClick={() => void place(taken!, cell)}>{words}</button>
  );
  const tray = unplaced(agenda);
  return (
    <div class="stack agenda-grid">
      <section class={`tray ${over === "tray" ? "over" : ""}`} data-cell="tray" aria-label={t("market.waiting")}>
        <h3>{t("market.waiting")}</h3>
        {tray.length === 0 && <p class="soft">{t("market.waiting_none")}</p>}
        <ul class="tray-topics">{tray.map(([id, found]) => <li key={id}>{chip(id, found)}</li>)}</ul>
        {topic?.placed && target(undefined, t("market.put_away"))}
      </section>
      <div class="grid-scroll" tabIndex={0} role="region" aria-label={t("market.grid")}>
        <table>
          <caption class="for-readers">{t("market.grid")}</caption>
          <thead>
            <tr>
              <td />
              {slots.map(([id, slot]) => <th key={id} scope="col"><Said text={slot.title} /> {slot.state !== "ahead" && <span class="tag">{t(`market.slot_${slot.state}`)}</span>}</th>)}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: agenda.rooms }, (_, i) => i + 1).map((room) => (
              <tr key={room}>
                <th scope="row">{t("market.room", { room })}</th>
                {slots.map(([slot, { state, title }]) => {
                  const cell = { slot, room };
                  const inside = Object.entries(agenda.topics).find(([, found]) => found.placed?.[slot] === room);
                  return (
                    <td key={slot} data-cell={keyOf(cell)} class={over === keyOf(cell) ? "over" : ""}>
                      {inside ? chip(inside[0], inside[1]) : state === "done" ? null : target(cell, t("market.put_here")) || <span class="soft small">{t("market.free")}</span>}
                      {!inside && topic && <span class="for-readers">{t("market.at", { slot: tx(title), room })}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
