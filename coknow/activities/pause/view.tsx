// A pause on a participant's phone: when we go on, and a place for the thought that comes meanwhile.

import { Composer } from "@/live/composer.tsx";
import { t, timeOfDay } from "@/live/language.ts";
import { TableMark } from "@/live/table.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import type { ActivityProps } from "@/session/tablework.tsx";

export function Participant({ room, person }: ActivityProps) {
  const phase = room.phase;
  return (
    <div class="stack far">
      <section class="card pause-card">
        <TableMark />
        <p class="big">{phase?.deadline ? t("pause.until", { time: timeOfDay(phase.deadline) }) : t("pause.waits")}</p>
      </section>
      {phase?.writes && person.role !== "follower" && (
        <Composer phase={phase} label={t("own.label")} hint={t("note.seen_by.me")} button={t("own.keep")} />
      )}
      <OwnNotes person={person} title={t("own.title")} />
    </div>
  );
}
