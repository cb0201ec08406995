// Time left, counted down here from the deadline and the measured offset: nothing ticks over the wire. Above two minutes
// it tells minutes only, so that it does not pull at the eye. It is no live region; the announcements at 60 and 15
// seconds are (and the move itself, which is a phase change).

import { effect, signal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { say } from "./announcer.tsx";
import type { Phase } from "./documents.ts";
import { Icon } from "./icons.tsx";
import { minutesOf, t } from "./language.ts";

/** Beats once a second while somebody looks: what reads it is drawn again then. */
export const beat = signal(0);
let beating: ReturnType<typeof setInterval> | undefined;
effect(() => {
  beating ??= setInterval(() => {
    if (document.visibilityState === "visible") beat.value += 1;
  }, 1_000);
});

export interface TimeLeft {
  ms: number;
  paused: boolean;
}

export function timeLeft(phase: Phase | undefined, now: number): TimeLeft | undefined {
  if (!phase) return undefined;
  if (phase.left !== undefined) return { ms: phase.left, paused: true };
  if (phase.deadline === undefined) return undefined;
  return { ms: Math.max(0, phase.deadline - now), paused: false };
}

export function minutesAndSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const CALM_ABOVE = 120_000;

export function Clock({ phase, now, exact = false, plain = false }: {
  phase: Phase | undefined;
  now: () => number;
  /** minutes and seconds all the time, for the host and the projector */
  exact?: boolean;
  /** without the icon */
  plain?: boolean;
}) {
  beat.value;
  const left = timeLeft(phase, now());
  if (!left) return null;
  const soon = !left.paused && left.ms <= 60_000;
  const words = exact || left.ms < CALM_ABOVE
    ? minutesAndSeconds(left.ms)
    : t("clock.minutes", { count: minutesOf(left.ms) });
  const over = !left.paused && left.ms === 0;
  return (
    <span class={`clock ${soon ? "soon" : ""} ${left.paused ? "paused" : ""}`} role="timer">
      {!plain && <Icon name={left.paused ? "pause" : "clock"} />}
      <span class="for-readers">{t(left.paused ? "clock.paused" : "clock.left")} </span>
      <span class="digits">{over ? t("clock.over") : words}</span>
    </span>
  );
}

/** The two warnings before a phase ends, once each, whatever happens to the deadline meanwhile. */
export function useWarnings(phase: () => Phase | undefined, now: () => number): void {
  const told = useRef({ phase: "", at60: false, at15: false });
  useSignalEffect(() => {
    beat.value;
    const running = phase();
    const left = timeLeft(running, now());
    if (!running || !left || left.paused) return;
    if (told.current.phase !== running.id) {
      // Arriving in the middle of the last minute, one is not told what is over already.
      told.current = { phase: running.id, at60: left.ms <= 60_000, at15: left.ms <= 15_000 };
      return;
    }
    if (left.ms > 75_000) told.current = { phase: running.id, at60: false, at15: false }; // time was added
    if (left.ms <= 60_000 && !told.current.at60) {
      told.current.at60 = true;
      say(t("clock.say60"), { about: "phase" });
    }
    if (left.ms <= 15_000 && left.ms > 0 && !told.current.at15) {
      told.current.at15 = true;
      say(t("clock.say15"), { about: "phase" });
    }
  });
}
