// What a screen reader is told of a circle without asking: that it is my turn, that I am next, whose turn it is, and the
// question of a new round. Each once, whatever else changes meanwhile.

import { useEffect, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import type { Place } from "@/live/documents.ts";
import { t, tx } from "@/live/language.ts";
import type { CirclePlace, Until } from "./types.ts";

export const nameAt = (place: Place, id: string | undefined): string => (id && place.people[id]?.name) || "";

/** Milliseconds to go; below zero it has become long. */
export const msLeft = (until: Until, now: number): number => until.left ?? (until.deadline ?? now) - now;

export function useTurnSaid(circle: CirclePlace | undefined, place: Place | undefined, me: string): void {
  const told = useRef({ round: 0, inserted: false, turn: -1, next: -1, hush: "", asked: false, done: false });
  useEffect(() => {
    if (!circle || !place) return;
    const last = told.current;
    const mine = circle.holder === me;
    if (last.round && circle.round !== last.round && circle.kind !== "done") {
      const round = t(circle.kind === "open" ? "circle.open_of" : "circle.round_of", { round: circle.round, rounds: circle.rounds });
      say(`${round}. ${tx(circle.prompt) ?? ""}`.trim(), { about: "phase" });
    }
    last.round = circle.round;
    if (circle.inserted && !last.inserted) say(t("circle.inserted"), { about: "phase" });
    last.inserted = circle.inserted === true;
    if (circle.turn !== last.turn) {
      last.turn = circle.turn;
      if (mine) say(t(circle.again ? "circle.say_again" : "circle.say_mine"), { now: true });
      else if (circle.holder) say(t("circle.say_other", { name: nameAt(place, circle.holder) }), { about: "others" });
    }
    if (circle.order[me]?.state === "next" && last.next !== circle.turn) {
      last.next = circle.turn;
      say(t("circle.say_next"));
    }
    const hush = circle.hush?.kind ?? "";
    if (hush !== last.hush) say(hush ? t(`circle.hush_${hush}`) : t("circle.hush_over"), { about: "phase" });
    last.hush = hush;
    const asked = circle.asked !== undefined;
    const byItself = circle.asked?.unseen === true; // my own page answers that one
    if (asked && !last.asked && mine && !byItself) say(t("circle.asked_me"), { now: true });
    if (asked && !last.asked && !mine) say(t(byItself ? "circle.asked_unseen" : "circle.asked", { name: nameAt(place, circle.holder) }), { about: "others" });
    last.asked = asked;
    if (circle.kind === "done" && !last.done) say(t("circle.done"));
    last.done = circle.kind === "done";
  });
}
