// A wire without a server: the same signals, with documents given by hand. A host previews the participant's screens
// on it, and may write and tap there; nothing leaves the page.

import { signal } from "@preact/signals";
import type { Ack, Keyed, Note, Person, Place, Room } from "../live/documents.ts";
import type { Waiting } from "../live/outbox.ts";
import { namedDocuments } from "../live/shelf.ts";
import type { LineState, Refusal, Weather, Wire } from "../live/wire.ts";

export interface Pretended {
  room: Room;
  person: Person;
  place?: Place;
}

const OK: Ack = { ok: true };

export function pretend(first: Pretended): Wire & { show: (documents: Pretended) => void } {
  const shelf = signal<Readonly<Record<string, unknown>>>({});
  const show = ({ room, person, place }: Pretended) => {
    shelf.value = { room, [`person:${person.id}`]: person, ...(place ? { [`place:${place.id}`]: place } : {}) };
  };
  show(first);
  const { room, person, place, visited, hosts, screen } = namedDocuments(shelf);
  let count = 0;

  const withNotes = (notes: Keyed<Note>, mine: boolean) => {
    const me = person.peek()!;
    const at = place.peek();
    if (mine || !at) show({ room: room.peek()!, person: { ...me, notes }, ...(at ? { place: at } : {}) });
    else show({ room: room.peek()!, person: me, place: { ...at, notes } });
  };

  function addNote(args: Record<string, unknown>): Ack {
    const phase = room.peek()?.phase;
    const me = person.peek()!;
    const visibility = phase?.writes?.visibility ?? "place";
    const holder = visibility === "me" ? me.notes : (place.peek()?.notes ?? me.notes);
    const id = `written${(count += 1)}`;
    const below = (args.builds_on as string[] | undefined)?.[0];
    const note: Note = {
      text: String(args.text),
      kind: (args.kind as Note["kind"] | undefined) ?? "thought",
      author: me.id,
      name: me.name,
      round: phase?.round ?? 0,
      phase: phase?.id ?? "",
      order: 1_000 + count,
      visibility,
      ...(below ? { builds_on: { [below]: true } } : {}),
    };
    withNotes({ ...holder, [id]: note }, visibility === "me");
    return { ok: true, note: id };
  }

  function changeNote(id: string, change: ((note: Note) => Note) | null): Ack {
    const me = person.peek()!;
    const mine = id in me.notes;
    const { [id]: old, ...rest } = mine ? me.notes : (place.peek()?.notes ?? {});
    if (old) withNotes(change ? { ...rest, [id]: change(old) } : rest, mine);
    return OK;
  }

  const acts: Record<string, (args: Record<string, unknown>) => Ack> = {
    "note.add": addNote,
    "note.edit": ({ note, text }) => changeNote(String(note), (old) => ({ ...old, text: String(text), edited: true })),
    "note.remove": ({ note }) => changeNote(String(note), null),
  };

  return {
    line: signal<LineState>("online"),
    refusal: signal<Refusal | null>(null),
    room,
    person,
    place,
    visited,
    hosts,
    screen,
    pending: signal<readonly Waiting[]>([]),
    send: (name, args = {}) => Promise.resolve(acts[name]?.(args) ?? OK),
    weather: signal<Weather>({}),
    connected: signal({}),
    feel: () => undefined,
    sendInstead: (_of, name, args) => ({ id: "", answered: Promise.resolve(acts[name]?.(args) ?? OK) }),
    signal: () => undefined,
    onSignal: () => () => undefined,
    now: () => Date.now(),
    close: () => undefined,
    show,
  };
}
