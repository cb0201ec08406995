// Filling a card in: a calm long form, every box optional, saved as it is typed, others' letters appearing beside mine.

import { useEffect, useState } from "preact/hooks";
import { useLive } from "@/live/context.ts";
import { inOrder, type Person, type Place } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import { say } from "@/live/announcer.tsx";
import { CompanionLink } from "@/session/companion.tsx";
import { TableStrip } from "@/session/table-strip.tsx";
import { NoSeatYet, type ActivityProps } from "@/session/tablework.tsx";
import { FieldOf } from "./FieldOf.tsx";
import type { Card, Field, FormCards, FormRoom } from "./types.ts";
import { useWhereabouts } from "./whereabouts.ts";

const EMPTY: Card = { order: 0, fields: {} };

export function Filling({ room, person, place, send }: ActivityProps) {
  const asked = room.activity as unknown as FormRoom;
  const cards = { ...(person.activity as FormCards).cards, ...(place?.activity as FormCards | undefined)?.cards };
  const { places, enter } = useWhereabouts(place?.id);
  const owners = ownersOf(asked, person, place);
  const [picked, pick] = useState(owners[0]?.id ?? "");
  const owner = owners.find(({ id }) => id === picked) ?? owners[0];
  const writes = room.status === "live" && person.role !== "follower" && person.role !== "screen";
  if (!asked.fields) return null;
  if (!owner) return person.role === "participant" ? <NoSeatYet room={room} /> : null;
  const names = Object.fromEntries(Object.entries(place?.people ?? {}).map(([id, seat]) => [id, seat.name]));
  return (
    <div class="stack far">
      {place && <TableStrip room={room} person={person} place={place} send={send} />}
      <CompanionLink room={room} place={place} />
      {owners.length > 1 && (
        <fieldset class="whose-card">
          <legend>{t("form.whose")}</legend>
          <div class="buttons">
            {owners.map(({ id, name }) => (
              <label key={id} class="choice">
                <input type="radio" name="whose-card" checked={id === owner.id} onChange={() => pick(id)} />
                <span>{id === person.id ? t("form.mine") : name}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <CardForm
        key={`${asked.home}.${owner.id}`}
        of={owner.id}
        phase={room.phase?.id ?? ""}
        title={owner.id === person.id ? t("form.mine") : t("form.card_of", { name: owner.name })}
        asked={asked}
        card={cards[owner.id] ?? EMPTY}
        writes={writes}
        shows={asked.per === "place" || owner.id === person.id}
        alone={asked.per === "person" && !place}
        whereabouts={Object.entries(places).flatMap(([id, at]) => (names[id] ? [{ name: names[id], at }] : []))}
        enter={enter}
        send={send}
      />
    </div>
  );
}

/** Whose cards lie before me: my place's one, or my own and those of the people I sit with. */
function ownersOf({ per }: FormRoom, person: Person, place: Place | undefined): { id: string; name: string }[] {
  if (per === "place") return place ? [{ id: place.id, name: t(`place.${place.kind}`, { number: place.number }) }] : [];
  const me = person.role === "participant" ? [{ id: person.id, name: person.name }] : [];
  const cards = (place?.activity as FormCards | undefined)?.cards;
  if (!place || !cards) return me;
  const others = inOrder(place.people).filter(([id]) => id !== person.id).map(([id, seat]) => ({ id, name: seat.name }));
  return [...me, ...others];
}

function CardForm({ of, phase, title, asked, card, writes, shows, alone, whereabouts, enter, send }: {
  of: string;
  phase: string;
  title: string;
  asked: FormRoom;
  card: Card;
  writes: boolean;
  /** may I decide that everybody sees it? */
  shows: boolean;
  alone: boolean;
  whereabouts: { name: string; at: string }[];
  enter: (key: string) => void;
  send: ActivityProps["send"];
}) {
  const { wire } = useLive();
  const fields = inOrder(asked.fields);
  const inFocus = asked.focus ? fields.filter(([id]) => id in asked.focus!) : fields;
  const rest = asked.focus ? fields.filter(([id]) => !(id in asked.focus!)) : [];
  const filled = fields.filter(([id]) => card.fields[id]?.filled).length;
  const one = ([id, field]: [string, Field]) => (
    <FieldOf
      key={id}
      id={id}
      field={field}
      target={{ phase, of, field: id }}
      kept={card.fields[id]}
      writes={writes}
      here={whereabouts.filter(({ at }) => at === `${of}/${id}`).map(({ name }) => name)}
      enter={enter}
    />
  );
  return (
    <section class="card form-card stack far" aria-labelledby="card-title">
      <header class="stack close">
        <h2 id="card-title">{title}</h2>
        <p class="soft">{t(asked.per === "place" ? "form.seen_by_group" : alone ? "form.seen_by_me" : "form.seen_here")} {t("form.may_be_empty")}</p>
        <p class="form-progress digits">
          <progress max={fields.length} value={filled} aria-label={t("form.filled_label")} />
          <span>{t("form.filled", { count: filled, of: fields.length })}</span>
        </p>
      </header>
      {inFocus.map(one)}
      {rest.length > 0 && (
        <details class="folding">
          <summary>{t("form.other_fields", { count: rest.length })}</summary>
          <div class="stack far">{rest.map(one)}</div>
        </details>
      )}
      <footer class="stack close">
        <SavingState offline={wire.line.value !== "online"} />
        {writes && shows && <Ready of={of} phase={phase} card={card} filled={filled} send={send} />}
      </footer>
    </section>
  );
}

/** Not announced: it would speak at every pause in typing. The line banner tells of a lost connection. */
function SavingState({ offline }: { offline: boolean }) {
  const { wire } = useLive();
  const waiting = wire.pending.value.some(({ name, answer }) => /^form\.(write|set)$/.test(name) && !answer);
  const state = offline ? "offline" : waiting ? "saving" : "saved";
  return (
    <p class="soft row form-saving" data-state={state}>
      <Icon name={state === "saved" ? "check" : state === "saving" ? "clock" : "warning"} />
      <span>{t(`form.${state}`)}</span>
    </p>
  );
}

/** Showing a card is a decision of those whose card it is. */
function Ready({ of, phase, card, filled, send }: { of: string; phase: string; card: Card; filled: number; send: ActivityProps["send"] }) {
  const [fault, setFault] = useState("");
  useEffect(() => setFault(""), [card.shown]);
  const change = async () => {
    const answer = await send("form.show", { phase, of, on: !card.shown });
    if (answer.ok) say(t(card.shown ? "form.taken_back" : "form.now_shown"));
    else setFault(refusalText(answer));
  };
  return (
    <div class="stack close">
      <p>{t(card.shown ? "form.is_shown" : "form.show_hint")}</p>
      <div class="buttons">
        <button type="button" class={card.shown ? "button" : "button main"} disabled={!card.shown && filled === 0} onClick={() => void change()}>
          <Icon name={card.shown ? "lock" : "eye"} />
          {t(card.shown ? "form.take_back" : "form.show")}
        </button>
      </div>
      {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
    </div>
  );
}
