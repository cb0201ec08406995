// Plenary on a participant's phone: nobody only listens. What is there to do, the phase's settings say.

import { Composer } from "@/live/composer.tsx";
import type { Phase } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { CompanionLink } from "@/session/companion.tsx";
import { OwnNotes } from "@/session/own-notes.tsx";
import type { ActivityProps } from "@/session/tablework.tsx";
import { CaseCard, ListeningTask, Reactions, WritingBanner } from "./case.tsx";
import { PresenterCard } from "./presenter.tsx";
import { Questions } from "./questions.tsx";
import type { PlenaryPerson, PlenaryRoom } from "./types.ts";
import { WordForm, WordWall } from "./words.tsx";

export function Participant({ room: session, person, place, send }: ActivityProps) {
  const room = session.activity as PlenaryRoom;
  const mine = person.activity as PlenaryPerson;
  const follower = person.role === "follower";
  const phase = session.phase;
  const writes = phase?.writes && (!follower || phase.writes.followers) && !mine.presents;
  const task = mine.task ? room.tasks?.[mine.task] : undefined;
  const listening = Boolean(room.talk || room.tasks);
  const composer = writes && phase && (
    <Composer
      phase={phase}
      label={t(listening ? "plenary.task_write" : "own.label")}
      hint={t("note.seen_by.me")}
      button={t("own.keep")}
      {...(task ? { kind: task.kind } : {})}
    />
  );
  const busy = Boolean(room.words || room.questions);
  return (
    <div class="stack far">
      <CompanionLink room={session} place={place} />
      {mine.presents && <PresenterCard room={room} mine={mine} send={send} />}
      <CaseCard card={room.card} presenters={room.presenters} folded={Boolean(room.talk || room.questions || mine.presents)} />
      {!mine.presents && <ListeningTask tasks={room.tasks} mine={mine.task} />}
      <WritingBanner talk={room.talk} />
      {!busy && composer}
      {!mine.presents && (
        <Reactions kinds={reactionsOf(room)} send={send} wish={mine.wish === true} wishes={room.talk?.deadline !== undefined && !room.talk.writing} />
      )}
      {room.questions && <Questions room={room} mine={mine} person={person} place={place} send={send} />}
      {room.words && <WordForm send={send} left={mine.words_left} />}
      {room.words && <WordWall words={room.words} more={room.words_more} />}
      {busy && composer && <details class="card folding"><summary>{t("own.open")}</summary>{composer}</details>}
      <OwnNotes person={person} title={t("own.title")} />
    </div>
  );
}

/** Whoever presents has something else to do than the others. */
export function ownTask(room: PlenaryRoom, mine: PlenaryPerson): string | undefined {
  if (!mine.presents || !(room.talk || room.questions)) return undefined;
  return t(room.questions ? "plenary.present_answers" : "plenary.present_talk");
}

const reactionsOf = (room: PlenaryRoom): string[] =>
  Object.entries(room.reactions ?? {}).sort(([, a], [, b]) => a - b).map(([kind]) => kind);

/** A sample for the host who prepares: what the phase's settings bring onto the phone. */
export function preview(settings: PlenarySettings, phase: Phase): { room: PlenaryRoom; person: PlenaryPerson } {
  const tasks = settings.listening && Object.fromEntries(
    settings.listening.map(({ id, text, kind }, i) => [id, { text, kind: kind ?? "thought", order: i + 1 }]));
  const own = settings.listening?.[0]?.id;
  const words = Object.fromEntries([1, 2, 3, 4].map((nth) => [`w${nth}`, { text: t(`preview.word_${nth}`), order: nth }]));
  const ends = phase.deadline ?? Date.now() + 120_000;
  return {
    room: {
      ...(settings.words ? { words } : {}),
      ...(settings.segment ? { talk: { segment: 1, deadline: ends } } : {}),
      ...(settings.case ? { card: settings.case } : {}),
      ...(tasks ? { tasks } : {}),
      ...(settings.reactions ? { reactions: { resonates: 1, unclear: 2, slower: 3, thanks: 4 } } : {}),
      ...(settings.questions
        ? { questions: { q1: { order: 1, text: t("preview.note_3"), state: "open" as const } }, ...(settings.anonymous ? { anonymous: true as const } : {}) }
        : {}),
    },
    person: { words_left: 3, questions_left: 3, ...(own ? { task: own } : {}) },
  };
}

interface PlenarySettings {
  words?: boolean;
  segment?: number;
  reactions?: boolean;
  questions?: boolean;
  anonymous?: boolean;
  case?: PlenaryRoom["card"];
  listening?: { id: string; text: NonNullable<PlenaryRoom["tasks"]>[string]["text"]; kind?: NonNullable<PlenaryRoom["tasks"]>[string]["kind"] }[];
}
