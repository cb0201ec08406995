// Whose turn to tell it is in a pair, counted here from one instant; told when it changes, and nobody is cut off.

import { useEffect, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { beat, minutesAndSeconds } from "@/live/clock.tsx";
import { useLive } from "@/live/context.ts";
import { inOrder, type Place } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import type { TalkClock } from "./types.ts";

/** Which of `people` turns runs and how long still; undefined when all talk together. */
export function turnOf(talk: TalkClock, people: number, now: number): { nth: number; ms: number } | undefined {
  const left = talk.left ?? (talk.deadline ?? now) - now;
  if (left <= 0 || people < 1) return undefined;
  const share = talk.ms / people;
  const gone = Math.max(0, talk.ms - left);
  const nth = Math.min(people - 1, Math.floor(gone / share));
  return { nth, ms: share * (nth + 1) - gone };
}

export function Talk({ talk, place, me }: { talk: TalkClock; place: Place; me: string }) {
  const { wire } = useLive();
  beat.value;
  const people = inOrder(place.people);
  const turn = turnOf(talk, people.length, wire.now());
  const [teller, seat] = turn ? people[turn.nth]! : [];
  const mine = teller === me;
  const title = !turn ? t("group.talk_together") : mine ? t("group.talk_mine") : t("group.talk_other", { name: seat!.name });
  const told = useRef(title);
  useEffect(() => {
    if (told.current !== title) say(title, { now: mine });
    told.current = title;
  }, [title]);
  if (people.length < 2) return null;
  return (
    <section class={`card stack close group-talk ${mine ? "mine" : ""}`} aria-labelledby="talk-title">
      <h2 id="talk-title" class="small-title"><Icon name={!turn ? "people" : mine ? "speech" : "ear"} />{title}</h2>
      {turn && (
        <>
          <p>{t(mine ? "group.talk_mine_text" : "group.talk_other_text")}</p>
          <p class="soft row" role="timer">
            <Icon name={talk.left === undefined ? "clock" : "pause"} /> <span class="for-readers">{t("group.talk_left")} </span>
            <span class="digits">{minutesAndSeconds(turn.ms)}</span>
          </p>
        </>
      )}
    </section>
  );
}

/** For host and hall, who see no single pair: the first or the second teller. */
export function TalkOfAll({ talk, size, now }: { talk: TalkClock; size: number; now: number }) {
  const turn = turnOf(talk, size, now);
  return <p>{turn ? t("group.talk_turn", { turn: turn.nth + 1, turns: size, left: minutesAndSeconds(turn.ms) }) : t("group.talk_together")}</p>;
}
