// A circle on a participant's phone: whose turn it is in large words, the order as a list, silence and rules one tap away.
// The page is for listening: what one writes for oneself is folded away, and nothing moves but the turn.

import { Composer } from "@/live/composer.tsx";
import { inOrder, type Place } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Outline } from "@/live/outline.tsx";
import { useFocusKept } from "@/live/focus-kept.ts";
import { Said } from "@/live/said.tsx";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import { bandNames, NoSeatYet, type ActivityProps } from "@/session/tablework.tsx";
import { AirtimeCard } from "./airtime.tsx";
import { Asked, Quiet } from "./quiet.tsx";
import { Records } from "./record.tsx";
import { Order } from "./order.tsx";
import { useTurnSaid } from "./told.ts";
import { Turn } from "./turn.tsx";
import type { CirclePerson, CirclePlace } from "./types.ts";
import { Written } from "./written.tsx";

export function Participant(props: ActivityProps) {
  const { room, person, place } = props;
  const circle = place?.activity as CirclePlace | undefined;
  const part = useFocusKept("turn-title");
  useTurnSaid(circle?.order ? circle : undefined, place, person.id);
  if (!place || !circle?.order) return person.role === "participant" ? <NoSeatYet room={room} /> : null;
  const mine = { ...props, place, circle };
  return (
    <div class="circle stack far" ref={part}>
      <CompanionLink room={room} place={place} />
      <div class="circle-parts">
        <div class="stack">
          <Round circle={circle} />
          {circle.themes && <Themes themes={circle.themes} />}
          <Turn {...mine} />
          <Asked {...mine} />
          <Written place={place} circle={circle} />
        </div>
        <div class="stack">
          <Order {...mine} />
          <Quiet {...mine} pauses={(person.activity as unknown as CirclePerson).pauses ?? 0} />
        </div>
      </div>
      {circle.airtime && <AirtimeCard found={circle.airtime} />}
      {circle.records && <Records {...mine} />}
      <Notes {...props} place={place} share={circle.share === true} />
    </div>
  );
}

/** What every part of the view is given. */
export type CircleProps = Omit<ActivityProps, "place"> & { place: Place; circle: CirclePlace };

function Round({ circle }: { circle: CirclePlace }) {
  if (circle.kind === "done" || (circle.rounds === 1 && !circle.prompt && !circle.called && !circle.inserted)) return null;
  return (
    <div class="circle-round stack close">
      {circle.rounds > 1 && (
        <p class="soft">{t(circle.kind === "open" ? "circle.open_of" : "circle.round_of", { round: circle.round, rounds: circle.rounds })}</p>
      )}
      {circle.called && <p>{t("circle.called")}</p>}
      {circle.inserted && <p>{t("circle.inserted")}</p>}
      {circle.prompt && <Said as="p" class="circle-prompt" text={circle.prompt} />}
    </div>
  );
}

function Themes({ themes }: { themes: NonNullable<CirclePlace["themes"]> }) {
  return (
    <section class="stack close" aria-labelledby="themes-title">
      <h2 id="themes-title" class="small-title">{t("circle.themes")}</h2>
      <ul>{inOrder(themes).map(([id, { text }]) => <li key={id}>{text}</li>)}</ul>
    </section>
  );
}

/** Mine alone, until I bring a line to the circle where the circle shares. */
function Notes({ room, person, place, share }: ActivityProps & { place: Place; share: boolean }) {
  const phase = room.phase;
  if (!phase?.writes) return null;
  return (
    <div class="stack">
      {share && Object.keys(place.notes).length > 0 && (
        <Outline notes={place.notes} own={person.notes} round={0} rights={{ me: person.id, build: false, change: true, carry: false }}
          named={bandNames(room)} title={t("circle.shared")} empty="" />
      )}
      <details class="card folding">
        <summary>{t("own.open")}</summary>
        <Composer phase={phase} label={t("own.label")} hint={t("note.seen_by.me")} button={t("own.keep")} />
      </details>
      <OwnNotes person={person} title={t("own.title")} folded={!share} at="circle" {...(share ? { share: "place" as const } : {})} />
    </div>
  );
}

/** A circle for a host who prepares: my turn in the first round. */
export function preview(settings: { rounds?: { kind?: "piece" | "open"; prompt?: CirclePlace["prompt"]; seconds?: number }[]; recorder?: boolean }) {
  const given = settings.rounds?.[0] ?? {};
  const place: CirclePlace = {
    kind: given.kind ?? "piece",
    round: 1,
    rounds: settings.rounds?.length ?? 1,
    turn: 1,
    holder: "me",
    clock: { seconds: given.seconds ?? 60, deadline: Date.now() + (given.seconds ?? 60) * 1000 },
    order: { p1: { order: 1, state: "been" }, me: { order: 2, state: "now" }, p2: { order: 3, state: "next" }, p3: { order: 4, state: "todo" } },
    ...(given.prompt ? { prompt: given.prompt } : {}),
    ...(settings.recorder ? { records: {} } : {}),
  };
  return { place: place as unknown as Record<string, unknown>, person: { pauses: 1 } };
}
