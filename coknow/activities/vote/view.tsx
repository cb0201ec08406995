// The vote on a participant's phone: first what says the same, then my ballot, kept at every tap, then the result.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { useLive } from "@/live/context.ts";
import type { Phase, Text } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import type { Sample } from "@/session/preview-documents.ts";
import type { ActivityProps } from "@/session/tablework.tsx";
import { Ballot } from "./ballot.tsx";
import { Merging } from "./merging.tsx";
import { Result } from "./result.tsx";
import type { Marks, VotePerson, VoteRoom } from "./types.ts";

export function Participant({ room, person, send }: ActivityProps) {
  const activity = room.activity as VoteRoom;
  const [fault, setFault] = useState("");
  const asked = async (...command: Parameters<typeof send>) => {
    const answer = await send(...command);
    setFault(answer.ok ? "" : refusalText(answer));
    return answer.ok;
  };
  useClosing(activity.step);
  const problem = fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>;
  if (activity.step === "merging") {
    const may = activity.merge === "everyone" && person.role === "participant";
    return (
      <div class="stack far">
        <p>{may ? t("vote.merge_yourselves") : t("vote.merge_wait", { host: room.host })}</p>
        {problem}
        <Merging activity={activity} may={may} act={asked} />
        {activity.more !== undefined && <p class="soft">{t("vote.more", { count: activity.more })}</p>}
      </div>
    );
  }
  if (activity.step === "closed") {
    return (
      <div class="stack">
        <Result activity={activity} />
        {activity.more !== undefined && <p class="soft">{t("vote.more", { count: activity.more })}</p>}
      </div>
    );
  }
  if (person.role !== "participant") return <p class="soft">{t("vote.hidden_until")}</p>;
  return (
    <div class="stack far">
      {problem}
      <MyBallot activity={activity} person={person.id} own={person.activity as VotePerson} weight={person.weight} asked={asked} />
    </div>
  );
}

function useClosing(step: VoteRoom["step"]): void {
  const before = useRef(step);
  useEffect(() => {
    if (before.current && before.current !== step) say(t(step === "closed" ? "vote.is_closed" : "vote.is_open"), { about: "phase" });
    before.current = step;
  }, [step]);
}

function MyBallot({ activity, person, own, weight, asked }: {
  activity: VoteRoom;
  person: string;
  own: VotePerson;
  weight: number;
  asked: (name: string, args: Record<string, unknown>) => Promise<boolean>;
}) {
  const { wire } = useLive();
  const coming = wire.pending.value.filter(({ name, answer }) => name === "vote.cast" && !answer);
  // The last ballot given stands on the paper until the document has caught up, which is a little after its answer:
  // a quick second tap adds to the first one instead of to the paper before it.
  const [given, setGiven] = useState<Marks | undefined>(undefined);
  const marks = given ?? own.mine ?? {};
  useEffect(() => {
    if (given && same(given, own.mine ?? {})) setGiven(undefined);
  }, [given, own.mine]);
  async function change(next: Marks): Promise<void> {
    setGiven(next);
    if (!(await asked("vote.cast", { marks: next }))) setGiven(undefined);
  }
  const title = useId();
  return (
    <section class="stack" aria-labelledby={title}>
      <h2 id={title}>{t("vote.my_ballot")}</h2>
      <p class="soft">{t("vote.promise")}{weight > 1 ? ` ${t("vote.for_table", { count: weight })}` : ""}</p>
      <Ballot activity={activity} reader={person} marks={marks} dots={own.dots ?? 0} change={(next) => void change(next)} />
      {Object.keys(marks).length > 0 && coming.length === 0 && (
        <p class="banner good"><Icon name="check" /><span>{t("vote.kept")}</span></p>
      )}
    </section>
  );
}

const same = (one: Marks, other: Marks): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([id, mark]) => other[id] === mark);

/** Samples for the preparing host: the typed options, or a few invented ones. */
export function preview(settings: { options?: Text[]; way?: "dots" | "score" }, _phase: Phase): Sample {
  const says = settings.options ?? ["preview.note_2", "preview.note_4", "preview.note_5"].map((id) => ({ fi: t(id), sv: t(id), en: t(id) }));
  const options = Object.fromEntries(says.map((text, i) => [String(i + 1), { order: i + 1, says: text }]));
  return { room: { step: "open", way: settings.way ?? "dots", dots: 2, options }, person: { mine: {}, dots: 2 } };
}

