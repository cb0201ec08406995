// Solo on a participant's phone: the field is the whole screen's business. What is written is mine until I share it.

import { useEffect, useState } from "preact/hooks";
import { Composer } from "@/live/composer.tsx";
import { useLive } from "@/live/context.ts";
import { Icon } from "@/live/icons.tsx";
import { keep, recall } from "@/live/keep.ts";
import { t } from "@/live/language.ts";
import { Outline } from "@/live/outline.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import { bandNames, NoSeatYet, type ActivityProps } from "@/session/tablework.tsx";

/** An anonymous answer carries no name, not even for its writer: what can be said is that it has arrived. */
function Answered({ phase }: { phase: string }) {
  const { wire } = useLive();
  const [began] = useState(() => Date.now());
  const [arrived, setArrived] = useState(() => recall<string>("answered") === phase);
  const arrives = wire.pending.value.some(({ name, at, answer }) => name === "note.add" && at >= began && answer?.ok);
  useEffect(() => {
    if (!arrives) return;
    setArrived(true);
    keep("answered", phase);
  }, [arrives, phase]);
  if (!arrived) return null;
  return <p class="banner good"><Icon name="check" /><span>{t("solo.answered")}</span></p>;
}

export function Participant({ room, person, place }: ActivityProps) {
  const phase = room.phase;
  if (!phase?.writes) return null;
  const { visibility, anonymous } = phase.writes;
  if (person.role === "follower") return null;
  if (visibility === "place" && !place) return <NoSeatYet room={room} />;
  return (
    <div class="stack far">
      <section class="card">
        <Composer phase={phase} label={t("solo.label")} {...(place ? { place: place.id } : {})} />
      </section>
      {anonymous ? <Answered phase={phase.id} /> : visibility === "me" ? (
        <OwnNotes person={person} phase={phase.id} title={t("solo.mine")} />
      ) : (
        <Outline
          notes={{ ...person.shared, ...place?.notes }}
          own={person.notes}
          round={phase.round ?? 0}
          {...(phase.round ? {} : { phase: phase.id })}
          rights={{ me: person.id, build: false, change: true, carry: false }}
          named={bandNames(room)}
          title={t(place ? `outline.title_${place.kind}` : "solo.mine")}
          empty={t("solo.empty")}
        />
      )}
      <p class="quiet-moment"><Icon name="feeling" /> {t("solo.quiet", { count: room.counts.written, of: room.counts.people })}</p>
    </div>
  );
}
