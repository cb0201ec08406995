// What a screen reader is told of a circle without asking: that it is my turn, that I am next, whose turn it is.
// Each once per turn, whatever else changes meanwhile.

import { useEffect, useRef } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import type { Place } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { CirclePlace, Until } from "./types.ts";

export const nameAt = (place: Place, id: string | undefined): string => (id && place.people[id]?.name) || "";

/** Milliseconds to go; below zero it has become long. */
export const msLeft = (until: Until, now: number): number => until.left ?? (until.deadline ?? now) - now;

export function useTurnSaid(circle: CirclePlace | undefined, place: Place | undefined, me: string): void {
  const told = useRef({ turn: -1, next: -1, hush: "", asked: false, done: false });
  useEffect(() => {
    if (!circle || !place) return;
    const last = told.current;
    const mine = circle.holder === me;
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
    const asked = mine && circle.asked !== undefined;
    if (asked && !last.asked) say(t("circle.asked_me"), { now: true });
    last.asked = asked;
    if (circle.kind === "done" && !last.done) say(t("circle.done"));
    last.done = circle.kind === "done";
  });
}
