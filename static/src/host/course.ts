// Where the programme is and where it is going: next step, projected times, lateness.
// Pure: the documents and the time come in, nothing is read from the page. What is shown is written elsewhere.
import type { Hosts, Phase, Room } from "../live/documents.ts";

const MINUTE = 60_000;

export type Step = {
  id: string;
  order: number;
  activity: Phase["activity"];
  stage?: Phase["stage"];
  round?: number;
  title: Room["programme"][string]["title"];
  minutes: number;
  state: "done" | "now" | "ahead" | "skipped";
  /** Projected start and end; absent for what is over (the documents hold no clock readings). */
  starts?: number;
  ends?: number;
};

export type Course = {
  steps: Step[];
  now?: Step;
  next?: Step;
  /** When the last step ends if nothing changes any more. */
  ends: number;
};

/** What is left of the phase that runs now, in ms; negative when it is over its time. */
export function left(phase: Phase | undefined, now: number): number | undefined {
  if (!phase) return undefined;
  if (phase.deadline !== undefined) return phase.deadline - now;
  return phase.left;
}

export const isPaused = (phase: Phase | undefined): boolean => phase !== undefined && phase.deadline === undefined && phase.left !== undefined;

function startingPoint(room: Room, now: number): number {
  if (room.status === "lobby") return Math.max(room.starts_at ?? now, now);
  return now + Math.max(0, left(room.phase, now) ?? 0);
}

export function course(room: Room, now: number): Course {
  let at = startingPoint(room, now);
  const steps = Object.entries(room.programme)
    .map(([id, step]): Step => ({ id, ...step }))
    .sort((a, b) => a.order - b.order);
  for (const step of steps) {
    if (step.state === "now") step.ends = at;
    if (step.state !== "ahead") continue;
    step.starts = at;
    at += step.minutes * MINUTE;
    step.ends = at;
  }
  const current = steps.find((step) => step.state === "now");
  return { steps, now: current, next: steps.find((step) => step.state === "ahead"), ends: at };
}

/** Do people change tables in this programme? */
export const rotates = (room: Room): boolean => Object.values(room.programme).some((step) => step.activity === "rotate" && step.state !== "skipped");

export type Lateness = { minutes: number; planned: number };

/** How far the projected end lies from the promised one; nothing when no end was promised or it is within a minute. */
export function lateness(plannedEnd: Hosts["planned_end"], ends: number): Lateness | undefined {
  if (plannedEnd === undefined) return undefined;
  const minutes = Math.round((ends - plannedEnd) / MINUTE);
  return Math.abs(minutes) >= 1 ? { minutes, planned: plannedEnd } : undefined;
}

/** Can what lies ahead still be shrunk to end then? Every step keeps at least a minute. */
export function canFit(steps: Step[], end: number, now: number): boolean {
  const ahead = steps.filter((step) => step.state === "ahead").length;
  return end - now >= (ahead + 1) * MINUTE;
}
