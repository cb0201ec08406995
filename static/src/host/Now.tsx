// The strip that is always in sight: what is going on, how long it goes on, and the one button that goes on.
// Undo stands beside the button for ten seconds after a step, whoever or whatever took it.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import { Dialog } from "../live/dialog.tsx";
import { t, tx } from "../live/language.ts";
import { Said } from "../live/said.tsx";
import { act, hosts, leads, now, room, steppedFrom } from "./console.ts";
import { course, isPaused, left, type Step } from "./course.ts";
import { Icon } from "./icons.tsx";
import { tablesFor } from "../prepare/plan.ts";
import { caution } from "./PhaseView.tsx";
import { countdown, stepName, whatHappens } from "./words.ts";

const UNDO_MS = 10_000;

function openTables(): number {
  const open = Object.values(hosts.value?.places ?? {}).filter((place) => !place.closed).length;
  return open || tablesFor(hosts.value?.settings ?? {}, room.value?.counts.people ?? 0);
}

const nameOf = (step: Step): string => stepName(step, tx(step.title));

export function Now() {
  const session = room.value;
  if (!session) return null;
  const way = course(session, now.value);
  return (
    <section class="now" aria-labelledby="now-title" data-phase={session.phase?.id}>
      <div class="now-what">
        <p class="eyebrow">{eyebrow(session.status, way.steps, way.now)}</p>
        <h2 id="now-title" class="now-title" tabIndex={-1}>
          {way.now ? nameOf(way.now) : session.status === "closed" ? t("host.now.closed") : t("host.now.lobby")}
        </h2>
        <Said as="p" class="now-prompt" text={session.phase?.prompt} />
        {session.status === "lobby" && <p class="soft">{t("host.now.lobby_count", { count: session.counts.people })}</p>}
        <Share />
      </div>
      <TimeLeft />
      {session.status !== "closed" && <Forward next={way.next} current={way.now} />}
    </section>
  );
}

function eyebrow(status: string, steps: Step[], current: Step | undefined): string {
  if (status === "lobby") return t("host.now.before");
  if (status === "closed" || !current) return t("host.now.over");
  const running = steps.filter((step) => step.state !== "skipped");
  return t("host.now.step_of", { step: running.indexOf(current) + 1, steps: running.length });
}

/** A group figure and nothing else: "31/38 kirjoitti" (no names, none below five people). */
function Share() {
  const share = hosts.value?.share;
  const phase = room.value?.phase;
  if (!share || share.of < 5 || !(phase?.writes || phase?.contributes)) return null;
  return (
    <p class="share">
      <svg class="share-bar" viewBox={`0 0 ${share.of} 1`} preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width={share.wrote} height="1" /></svg>
      {t(phase.contributes ? "host.now.share_took_part" : "host.now.share", share)}
    </p>
  );
}

function TimeLeft() {
  const phase = room.value?.phase;
  const ms = left(phase, now.value);
  if (!phase || ms === undefined) return null;
  const paused = isPaused(phase);
  return (
    <div class={`now-clock ${ms < 0 ? "over" : ""}`}>
      <p class="clock-face digits" role="timer" aria-live="off">
        <span class="for-readers">{t("host.clock.left")} </span>{countdown(ms)}
      </p>
      <p class="clock-word">{paused ? t("host.clock.paused") : ms < 0 ? t("host.clock.over") : t("host.clock.left")}</p>
      <Wishes />
      <TimeButtons paused={paused} />
    </div>
  );
}

/** In hosting the tables have a say in the time: at half of them it grows by itself, and the host may be quicker. */
function Wishes() {
  const wishes = room.value?.wishes;
  return <p class="small" role="status">{wishes && wishes.asking > 0 ? t("host.clock.wishes", { asking: wishes.asking, of: wishes.of }) : ""}</p>;
}

const STEPS_OF_TIME = [-5, -1, 1, 5] as const;

function TimeButtons({ paused }: { paused: boolean }) {
  const blocked = !leads.value;
  return (
    <div class="buttons time-buttons" role="group" aria-label={t("host.clock.buttons")}>
      {STEPS_OF_TIME.map((minutes) => (
        <button key={minutes} type="button" class="button small" disabled={blocked} onClick={() => act("phase.extend", { seconds: minutes * 60 })}
          aria-label={minutes > 0 ? t("host.clock.more", { count: minutes }) : t("host.clock.less", { count: -minutes })}>
          {minutes > 0 ? `+${minutes}` : `−${-minutes}`}
        </button>
      ))}
      <button type="button" class="button small" disabled={blocked} aria-pressed={paused} onClick={() => act("phase.pause", { on: !paused })}>
        <Icon name={paused ? "play" : "pause"} /> {paused ? t("host.clock.resume") : t("host.clock.pause")}
      </button>
    </div>
  );
}

function Forward({ next, current }: { next?: Step; current?: Step }) {
  const pressedIn = useSignal<string | null>(null);
  const closing = useSignal(false);
  const blocked = !leads.value;
  const lobby = room.value?.status === "lobby";

  // A nervous double click or a key held down must not skip a whole round: one press takes one step. A second press
  // counts again as soon as the step is seen, even when the server's answer is still on its way.
  async function press(event: MouseEvent): Promise<void> {
    const here = room.value?.phase?.id ?? "";
    if (event.detail > 1 || pressedIn.value === here) return;
    if (!next) { closing.value = true; return; }
    pressedIn.value = here;
    steppedFrom.value = here;
    await act("phase.next");
    if (pressedIn.value === here) pressedIn.value = null;
  }
  const noRepeats = (event: KeyboardEvent): void => { if (event.repeat) event.preventDefault(); };

  const ms = left(room.value?.phase, now.value);
  const label = lobby ? t("host.next.start") : next ? t("host.next.next") : t("host.next.close");
  return (
    <div class="forward">
      {/* The strip scrolls away on a phone; this line and the button stay. */}
      <p class="forward-mini" aria-hidden="true"><span>{current ? nameOf(current) : t("host.now.before")}</span>{ms !== undefined && <strong class="digits">{countdown(ms)}</strong>}</p>
      <button type="button" id="forward" class="button main wide" disabled={blocked} aria-describedby="forward-does" onClick={press} onKeyDown={noRepeats}>
        {label} <Icon name={next ? "arrow" : "check"} />
      </button>
      <p id="forward-does" class="forward-does">
        {caution() && <strong class="forward-caution"><Icon name="warning" /> {caution()} </strong>}
        {next ? <>{next.activity !== "rotate" && <strong>{nameOf(next)}. </strong>}{whatHappens(next, current, openTables(), hosts.value?.programme[next.id]?.part)}</> : t("host.next.close_does")}
      </p>
      <div class="row forward-beside">
        <Undo />
        {!lobby && (
          <button type="button" class="button plain small" disabled={blocked} onClick={() => act("phase.back", {})}>
            <Icon name="back" /> {t("host.next.back")}
          </button>
        )}
      </div>
      {closing.value && <CloseDialog close={() => (closing.value = false)} />}
    </div>
  );
}

/** Ten seconds to take a step back, for a step by a finger, by a deputy or by the clock. */
function Undo() {
  const phase = room.value?.phase?.id;
  const before = useRef<string | undefined>(undefined);
  const until = useSignal(0);
  useEffect(() => {
    const came = before.current;
    before.current = phase;
    // The first phase seen is where this page came in, not a step; and taking back is not offered for a step back.
    if (came === undefined || phase === undefined || came === phase) return;
    const order = room.value!.programme;
    if ((order[phase]?.order ?? 0) < (order[came]?.order ?? 0)) { until.value = 0; return; }
    until.value = now.peek() + UNDO_MS;
    say(t("host.undo.can", { title: tx(order[phase]!.title) }));
  }, [phase]);
  const seconds = Math.ceil((until.value - now.value) / 1000);
  if (seconds <= 0 || !leads.value) return null;
  return (
    <button type="button" id="undo" class="button undo" onClick={() => { until.value = 0; void act("phase.back", {}); document.getElementById("forward")?.focus(); }}>
      <Icon name="undo" /> {t("host.undo.button")} <span class="digits" aria-hidden="true">{seconds} s</span>
    </button>
  );
}

export function CloseDialog({ close }: { close: () => void }) {
  return (
    <Dialog title={t("host.close.title")} onClose={close}>
      <p>{t("host.close.what")}</p>
      <div class="buttons">
        <button type="button" class="button main danger" onClick={async () => { if (await act("session.close", {})) close(); }}>{t("host.close.yes")}</button>
        <button type="button" class="button" onClick={close}>{t("host.close.no")}</button>
      </div>
    </Dialog>
  );
}
