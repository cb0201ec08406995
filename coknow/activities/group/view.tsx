// A small group on a participant's phone: its people, what they bring along, its notes, and the card it chooses.
// In the last step everybody looks at one wall of cards (all.tsx).

import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { useLive } from "@/live/context.ts";
import { inOrder, type Note, type Phase, type Place } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { NoteLine, type LineRights } from "@/live/note-line.tsx";
import { Said } from "@/live/said.tsx";
import { shortened } from "@/live/seats.ts";
import type { Sample } from "@/session/preview-documents.ts";
import { Tablework, type ActivityProps } from "@/session/tablework.tsx";
import { All } from "./all.tsx";
import { Talk } from "./talk.tsx";
import type { Brought, GroupPerson, GroupPlace, GroupRoom } from "./types.ts";

const NONE: { id: string; note: Note }[] = [];

/** The notes of the pairs a four has become, and whose they are: to go on from, and to choose. */
function Tray({ tray, rights, place }: { tray: Record<string, Brought>; rights: LineRights; place: Place }) {
  const lines = inOrder(tray);
  return (
    <section class="card stack close group-tray outline" aria-labelledby="tray-title">
      <h2 id="tray-title" class="small-title"><Icon name="carry" />{t("group.tray_title")}</h2>
      <p class="hint">{t("group.tray_hint")}</p>
      <ul class="lines">
        {lines.map(([id, note]) => {
          const parent = Object.keys(note.builds_on ?? {}).map((on) => ({ id: on, note: tray[on] ?? place.notes[on] })).filter((one) => one.note);
          return <li key={id}><NoteLine id={id} note={note} edited={undefined} rights={rights} elsewhere={parent.length ? parent as typeof NONE : NONE} /></li>;
        })}
      </ul>
    </section>
  );
}

/** The card(s) of this group, said aloud when somebody else of it changes them. */
function Chosen({ chosen, notes, most }: { chosen: string[]; notes: Record<string, Note>; most: number }) {
  const told = useRef(chosen.join());
  useEffect(() => {
    const now = chosen.join();
    if (now === told.current) return;
    told.current = now;
    const last = notes[chosen[chosen.length - 1] ?? ""];
    if (last) say(t("group.chosen_said", { text: shortened(last.text, 120) }), { about: "others" });
  }, [chosen.join()]);
  const found = chosen.filter((id) => notes[id]);
  return (
    <section class={`card stack close group-chosen ${found.length ? "has" : ""}`} aria-labelledby="chosen-title">
      <h2 id="chosen-title" class="small-title"><Icon name="check" />{t("group.chosen_title", { count: most })}</h2>
      {found.length === 0 && <p>{t("group.chosen_none", { count: most })}</p>}
      {found.map((id) => <blockquote key={id}>{notes[id]!.text}</blockquote>)}
    </section>
  );
}

/** What I listened for in the talk: the others had something else to hear. */
function Heard({ task }: { task: NonNullable<GroupPerson["task"]> }) {
  return (
    <section class="card stack close group-task" aria-labelledby="heard-title">
      <h2 id="heard-title" class="small-title"><Icon name="ear" />{t("group.task_title")}</h2>
      <Said as="p" text={task.text} />
    </section>
  );
}

export function Participant(props: ActivityProps) {
  const { wire } = useLive();
  const { room, person, place } = props;
  const { choose = 0, cards, off_record, talk } = room.activity as GroupRoom;
  const { tray, chosen } = (place?.activity ?? {}) as GroupPlace;
  const { task } = person.activity as GroupPerson;
  const picked = useMemo(() => Object.entries(chosen ?? {}).sort(([, a], [, b]) => a - b).map(([id]) => id), [chosen]);
  const mayChoose = choose > 0 && person.role === "participant";
  const button = useCallback((id: string, note: Note) => {
    const on = picked.includes(id);
    return (
      <button
        type="button"
        class={`button ${on ? "group-picked" : "plain"}`}
        aria-pressed={on}
        aria-label={`${t("group.choose")}: ${shortened(note.text, 60)}`}
        onClick={() => void wire.send("card.choose", { note: id, on: !on })}
      >
        <Icon name="check" />
        {t(on ? "group.is_chosen" : "group.choose")}
      </button>
    );
  }, [picked, wire]);
  const writes = Boolean(room.phase?.writes) && person.role !== "follower";
  const rights: LineRights = useMemo(
    () => ({ me: person.id, build: writes, change: false, carry: false, ...(mayChoose ? { also: button } : {}) }),
    [person.id, writes, mayChoose, button],
  );
  if (cards) return <All {...props} />;
  const pair = place?.kind === "pair";
  return (
    <Tablework
      {...props}
      openBefore
      title={t(pair ? "group.notes_pair" : "group.notes")}
      label={t(pair ? "group.label_pair" : "group.label")}
      empty={t(pair ? "group.empty_pair" : "group.empty")}
      {...(tray ? { others: tray } : {})}
      {...(mayChoose ? { also: button } : {})}
    >
      {talk && place && <Talk talk={talk} place={place} me={person.id} />}
      {off_record && <p class="hint">{t("group.off_record")}</p>}
      {task && <Heard task={task} />}
      {place && choose > 0 && <Chosen chosen={picked} notes={{ ...tray, ...place.notes }} most={choose} />}
      {place && tray && <Tray tray={tray} rights={rights} place={place} />}
    </Tablework>
  );
}

interface Settings {
  stage?: string;
  choose?: number;
  from?: string;
  each?: number;
}

/** For the host who prepares: four people with what two pairs wrote, and a wall of cards. */
export function preview(settings: Settings, phase: Phase): Sample {
  const sample = (nth: number) => t(`preview.note_${nth}`);
  if (settings.stage === "all") {
    return { room: { cards: {
      a: { order: 1, text: sample(4), kind: "insight", place: "t3", number: 3 },
      b: { order: 2, text: sample(5), kind: "idea", number: 1, under: { d: { order: 1, text: sample(2), kind: "idea", number: 4 } } },
      c: { order: 3, text: sample(3), kind: "question", number: 2 },
    } } };
  }
  const from = (nth: number, at: number) => ({
    text: sample(nth), kind: "idea", author: `p${at}`, name: at === 1 ? "Aino" : "Ville", round: 1, phase: `${phase.id}-before`, order: nth, visibility: "place", at,
  });
  return {
    room: {
      ...(settings.choose ? { choose: settings.choose } : {}),
      ...(settings.each ? { talk: { ms: settings.each * 120_000, left: settings.each * 100_000 } } : {}),
    },
    place: { ...(settings.from ? { tray: { t1: from(1, 1), t2: from(5, 2) } } : {}), ...(settings.choose ? { chosen: { n1: 1 } } : {}) },
  };
}
