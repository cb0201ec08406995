// The gallery on a participant's phone: a few cards of others to read, a sentence to offer, and what was offered to me.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder, type Keyed } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { language, t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { CompanionLink } from "@/session/companion.tsx";
import type { ActivityProps } from "@/session/tablework.tsx";
import type { Field, FormRoom, GalleryPerson, Said as SaidInField, Values } from "./types.ts";

const LONGEST_OFFER = 200;

export function Gallery({ room, person, place, send }: ActivityProps) {
  const { fields, per } = room.activity as unknown as FormRoom;
  const { read, given, mine } = person.activity as unknown as GalleryPerson;
  const writes = room.status === "live" && person.role === "participant";
  const of = per === "person" ? person.id : place?.id;
  if (!fields || !read) return null;
  const cards = inOrder(read);
  return (
    <div class="stack far">
      <CompanionLink room={room} place={place} />
      {mine && <Mine mine={mine} onShow={of ? () => send("form.show", { phase: room.phase?.id, of, on: true }) : undefined} />}
      <section class="stack far" aria-labelledby="gallery-title">
        <h2 id="gallery-title">{cards.length ? t("form.gallery_title", { count: cards.length }) : t("form.gallery_others")}</h2>
        {cards.length === 0 && <p class="cloth-empty">{t("form.gallery_empty")}</p>}
        {cards.map(([id, card]) => (
          <CardToRead
            key={id}
            id={id}
            said={card.said}
            fields={fields}
            given={inOrder(given ?? {}).filter(([, one]) => one.card === id)}
            writes={writes}
            send={send}
          />
        ))}
      </section>
    </div>
  );
}

function Mine({ mine, onShow }: { mine: NonNullable<GalleryPerson["mine"]>; onShow: (() => Promise<unknown>) | undefined }) {
  const offers = inOrder(mine.offers);
  return (
    <section class="card stack close" aria-labelledby="offers-title">
      <h2 id="offers-title" class="small-title">{t("form.offers_to_me")}</h2>
      {!mine.shown && (
        <div class="banner warn">
          <Icon name="lock" /><p class="grow">{t("form.not_in_gallery")}</p>
          {onShow && <button type="button" class="button" onClick={() => void onShow()}>{t("form.show")}</button>}
        </div>
      )}
      {mine.shown && offers.length === 0 && <p class="soft">{t("form.no_offers_yet")}</p>}
      <ul class="form-offers">
        {offers.map(([id, one]) => <li key={id}><p>{one.text}</p><p class="soft">{one.name}</p></li>)}
      </ul>
    </section>
  );
}

function CardToRead({ id, said, fields, given, writes, send }: {
  id: string;
  said: Record<string, SaidInField>;
  fields: Keyed<Field>;
  given: [string, { text: string }][];
  writes: boolean;
  send: ActivityProps["send"];
}) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  const base = useId();
  const answered = inOrder(fields).filter(([field]) => field in said);
  const [title, ...rest] = answered;
  async function submit(event: Event) {
    event.preventDefault();
    const words = text.trim();
    if (!words) return document.getElementById(`${base}offer`)?.focus();
    setFault("");
    setText("");
    const answer = await send("form.offer", { card: id, text: words });
    if (answer.ok) say(t("form.offer_given"));
    else {
      setText(words);
      setFault(refusalText(answer));
    }
  }
  return (
    <article class="card form-card stack" aria-labelledby={`${base}title`}>
      <h3 id={`${base}title`}>{title && typeof said[title[0]] === "string" ? String(said[title[0]]) : t("form.untitled")}</h3>
      <dl class="form-read">
        {rest.map(([field, asked]) => (
          <div key={field}>
            <dt><Said text={asked.label} /></dt>
            <dd>{typeof said[field] === "string" ? said[field] : <Chosen field={asked} values={said[field] as Values} />}</dd>
          </div>
        ))}
      </dl>
      {given.length > 0 && (
        <ul class="form-offers" aria-label={t("form.my_offers")}>
          {given.map(([offer, one]) => (
            <li key={offer} class="row apart">
              <span><strong>{t("form.i_offer")}</strong> {one.text}</span>
              <button type="button" class="button plain" onClick={() => void send("form.withdraw", { offer })}>
                <Icon name="remove" />{t("form.withdraw")}<span class="for-readers">: {one.text}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {writes && (
        <form class="field" onSubmit={submit}>
          <label for={`${base}offer`}>{t("form.i_offer")}</label>
          <div class="word-row">
            <input
              id={`${base}offer`}
              class="input grow"
              maxLength={LONGEST_OFFER}
              autocomplete="off"
              value={text}
              aria-invalid={fault !== ""}
              aria-describedby={fault ? `${base}fault` : `${base}hint`}
              onInput={(event) => setText(event.currentTarget.value)}
            />
            <button type="submit" class="button main">{t("form.offer")}</button>
          </div>
          {fault
            ? <p id={`${base}fault`} class="field-error" role="alert"><Icon name="warning" />{fault}</p>
            : <p id={`${base}hint`} class="hint">{t("form.offer_hint")}</p>}
        </form>
      )}
    </article>
  );
}

const day = (iso: string): string =>
  new Intl.DateTimeFormat(language.value, { day: "numeric", month: "numeric", year: "numeric", timeZone: "UTC" }).format(new Date(iso));

function Chosen({ field, values }: { field: Field; values: Values }) {
  if (field.kind === "choice") return <Said text={field.options?.[values.is ?? ""]?.label} />;
  const days = (["is", "start", "end", "remind"] as const).flatMap((part) => (values[part] ? [{ part, on: day(values[part]!) }] : []));
  return <>{days.map(({ part, on }) => (part === "is" ? on : `${t(`form.${part}`)} ${on}`)).join(" · ")}</>;
}
