// A ballot: a stepper of dots for every option, or a score from 1 to 5. The same paper for one's own and for a telephone's.

import { useId } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import { inOwnOrder } from "./order.ts";
import { Words } from "./result.tsx";
import type { Marks, Option, VoteRoom } from "./types.ts";

export function Ballot({ activity, reader, marks, dots, change }: {
  activity: VoteRoom;
  /** whose order the options come in */
  reader: string;
  marks: Marks;
  dots: number;
  change: (next: Marks) => void;
}) {
  const options = inOwnOrder(reader, activity.options ?? {});
  const left = dots - Object.values(marks).reduce((sum, n) => sum + n, 0);
  function mark(id: string, value: number): void {
    const next = { ...marks, [id]: value };
    if (!value) delete next[id];
    change(next);
  }
  function step(id: string, by: number): void {
    mark(id, (marks[id] ?? 0) + by);
    say(t("vote.left", { count: left - by }));
  }
  return (
    <div class="stack">
      {activity.way === "dots" && <p class="vote-left"><DotRow given={dots - left} of={dots} /> {t("vote.left", { count: left })}</p>}
      <ul class="vote-options">
        {options.map(([id, option]) => activity.way === "score" ? (
          <li key={id}><Score id={id} option={option} value={marks[id]} give={(value) => mark(id, value)} /></li>
        ) : (
          <li key={id} class={`vote-option ${marks[id] ? "chosen" : ""}`}>
            <div class="grow"><p class="vote-words"><Words option={option} /></p><Under option={option} /></div>
            <Stepper text={option.text ?? tx(option.says)} count={marks[id] ?? 0} left={left} step={(by) => step(id, by)} />
          </li>
        ))}
      </ul>
      {activity.more !== undefined && <p class="soft">{t("vote.more", { count: activity.more })}</p>}
    </div>
  );
}

const DotRow = ({ given, of }: { given: number; of: number }) => (
  <span class="vote-dots" aria-hidden="true">
    {Array.from({ length: Math.min(of, 20) }, (_, i) => <span key={i} class={i < of - given ? "to-give" : ""} />)}
  </span>
);

function Stepper({ text, count, left, step }: { text: string; count: number; left: number; step: (by: number) => void }) {
  return (
    <div class="vote-stepper" role="group" aria-label={text}>
      <button type="button" class="button" aria-disabled={count === 0} aria-label={t("vote.take_from", { text })} onClick={() => count > 0 && step(-1)}>−</button>
      <span class="vote-count digits"><span aria-hidden="true">{count}</span><span class="for-readers">{t("vote.dots_here", { count })}</span></span>
      <button type="button" class="button" aria-disabled={left <= 0} aria-label={t("vote.give_to", { text })} onClick={() => left > 0 && step(1)}>+</button>
    </div>
  );
}

function Score({ id, option, value, give }: { id: string; option: Option; value: number | undefined; give: (value: number) => void }) {
  const name = useId();
  return (
    <fieldset class="card stack close">
      <legend class="legend"><Words option={option} /></legend>
      <Under option={option} />
      <div class="one-to-five">
        {[1, 2, 3, 4, 5].map((score) => (
          <label key={score} class="choice">
            <input type="radio" name={`${name}${id}`} checked={value === score} onChange={() => give(score)} />
            <span aria-hidden={score === 1 || score === 5}>{score}</span>
            {score === 1 && <span class="for-readers">{t("vote.score_low")}</span>}
            {score === 5 && <span class="for-readers">{t("vote.score_high")}</span>}
          </label>
        ))}
      </div>
      {value ? <div><button type="button" class="button plain small" onClick={() => give(0)}>{t("vote.clear")}</button></div> : null}
    </fieldset>
  );
}

export function Under({ option }: { option: Option }) {
  const under = Object.values(option.with ?? {});
  if (!under.length) return null;
  return <p class="soft vote-under"><Icon name="build" />{t("vote.with", { texts: under.join(" · ") })}</p>;
}
