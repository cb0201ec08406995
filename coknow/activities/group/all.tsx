// One card per group on everybody's wall. A group lays its own card on one that says the same, and can take it back.

import { say } from "@/live/announcer.tsx";
import { Composer } from "@/live/composer.tsx";
import { inOrder, type Place, type Send } from "@/live/documents.ts";
import { useFocusKept } from "@/live/focus-kept.ts";
import { Icon } from "@/live/icons.tsx";
import { KindTag } from "@/live/kinds.tsx";
import { t } from "@/live/language.ts";
import { shortened } from "@/live/seats.ts";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import type { ActivityProps } from "@/session/tablework.tsx";
import { groupsOf, StackUnder, Under } from "./card.tsx";
import type { GroupRoom } from "./types.ts";

function Mine({ room, place, send }: { room: GroupRoom; place: Place; send: Send }) {
  const cards = room.cards ?? {};
  const own = inOrder(cards).find(([, card]) => card.place === place.id);
  const stacked = inOrder(cards).flatMap(([, card]) => inOrder(card.under)).find(([, face]) => face.place === place.id);
  const notes = inOrder(place.notes).filter(([, note]) => note.visibility !== "me");
  const stack = (under: string) => void send("card.stack", { card: own![0], under }).then((answer) => answer.ok && say(t("group.stacked_said")));
  return (
    <section class="card stack close group-mine" aria-labelledby="mine-title">
      <h2 id="mine-title" class="small-title"><Icon name="people" />{t("group.our_card")}</h2>
      {own && <blockquote>{own[1].text}</blockquote>}
      {own && <StackUnder id={own[0]} cards={cards} onStack={stack} />}
      {stacked && (
        <>
          <blockquote>{stacked[1].text}</blockquote>
          <p>{t("group.is_stacked")}</p>
          <div><button type="button" class="button" onClick={() => void send("card.unstack", { card: stacked[0] })}>{t("group.unstack")}</button></div>
        </>
      )}
      {!own && !stacked && (notes.length ? (
        <>
          <p>{t("group.bring_hint")}</p>
          <ul class="group-bring">
            {notes.map(([id, note]) => (
              <li key={id} class="row">
                <span class="grow">{note.text}</span>
                <button type="button" class="button" aria-label={`${t("group.bring")}: ${shortened(note.text, 60)}`} onClick={() => void send("card.bring", { note: id })}>{t("group.bring")}</button>
              </li>
            ))}
          </ul>
        </>
      ) : <p>{t("group.no_card")}</p>)}
    </section>
  );
}

export function All({ room, person, place, send }: ActivityProps) {
  const activity = room.activity as GroupRoom;
  const wall = useFocusKept("mine-title");
  const cards = inOrder(activity.cards);
  return (
    <div class="stack far" ref={wall}>
      <CompanionLink room={room} place={place} />
      {place && person.role === "participant" && <Mine room={activity} place={place} send={send} />}
      <section class="stack" aria-labelledby="cards-title">
        <h2 id="cards-title">{t("group.wall")}</h2>
        {cards.length === 0 && <p class="cloth-empty">{t("group.wall_empty")}</p>}
        <ul class="group-cards">
          {cards.map(([id, card]) => (
            <li key={id} class={`group-card ${card.under ? "stacked" : ""} ${place && card.place === place.id ? "own" : ""}`}>
              <p class="line-text">{card.text}</p>
              <p class="line-by">
                <KindTag kind={card.kind} />
                <span>{groupsOf(card)}</span>
                {place && card.place === place.id && <span class="tag">{t("group.ours")}</span>}
              </p>
              <Under card={card} />
            </li>
          ))}
        </ul>
        {activity.more !== undefined && <p class="soft">{t("group.more", { count: activity.more })}</p>}
      </section>
      {room.phase?.writes && person.role !== "follower" && (
        <details class="card folding">
          <summary>{t("own.open")}</summary>
          <Composer phase={room.phase} label={t("own.label")} hint={t("note.seen_by.me")} button={t("own.keep")} />
        </details>
      )}
      <OwnNotes person={person} folded title={t("own.title")} />
    </div>
  );
}
