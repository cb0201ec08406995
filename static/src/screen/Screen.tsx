// The projector as a whole: what the session is called, the stage, the clock, the door; a message to all over it.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { keep, recall } from "../live/keep.ts";
import { t, tx } from "../live/language.ts";
import { Icon } from "../live/icons.tsx";
import { Said } from "../live/said.tsx";
import { TableMark } from "../live/table.tsx";
import { line, now, room, screen } from "../host/console.ts";
import { isPaused, left } from "../host/course.ts";
import { countdown } from "../host/words.ts";
import { Door } from "./Door.tsx";
import { Stage } from "./Stage.tsx";
import { hasPages, turning } from "./Wall.tsx";

export function ScreenPage() {
  const session = room.value;
  const shown = screen.value;
  if (!session || !shown) return null;
  return (
    <div class={`screen is-${session.status}`}>
      <header class="screen-head">
        <div class="screen-name"><TableMark /><h1>{session.title}</h1></div>
        <Clock />
      </header>
      <main class="screen-stage" id="main">
        <Message />
        {session.phase && session.status === "live" && (
          <h2 class="screen-phase">{session.phase.stage === "move" ? t("screen.next_round", { round: session.phase.round ?? 1 }) : <Said text={session.phase.title} />}</h2>
        )}
        <Stage room={session} screen={shown} />
      </main>
      <footer class="screen-foot">
        {session.status === "live" ? <Door code={session.code} /> : <span />}
        <Course />
        <Tools />
      </footer>
    </div>
  );
}

function Clock() {
  const phase = room.value?.status === "live" ? room.value.phase : undefined;
  const ms = left(phase, now.value);
  if (!phase || ms === undefined) return null;
  const paused = isPaused(phase);
  const words = paused ? t("screen.clock_paused") : ms <= 0 ? t("screen.clock_over") : "";
  return (
    <p class={`screen-clock ${!paused && ms <= 60_000 ? "soon" : ""}`} role="timer" aria-live="off">
      <span class="for-readers">{t("screen.clock")} </span>
      <span class="digits">{countdown(Math.max(0, ms))}</span>
      {words && <span class="screen-clock-word">{words}</span>}
    </p>
  );
}

/** An announcement stays for a minute, then the stage is free again. */
const SHOWN_MS = 60_000;

function Message() {
  const notice = room.value?.notice;
  const shown = useSignal("");
  useEffect(() => {
    if (notice?.kind !== "announcement") { shown.value = ""; return; }
    shown.value = notice.text ?? "";
    const ending = setTimeout(() => (shown.value = ""), SHOWN_MS);
    return () => clearTimeout(ending);
  }, [notice?.id]);
  return <div role="status" class="message-place">{shown.value && <p class="message">{shown.value}</p>}</div>;
}

/** The whole way as dots: how far we are, without numbers to worry about. */
function Course() {
  const steps = Object.entries(room.value?.programme ?? {}).filter(([, step]) => step.state !== "skipped" && step.stage !== "move").sort(([, a], [, b]) => a.order - b.order);
  if (room.value?.status !== "live" || steps.length < 2) return <span />;
  return (
    <ol class="course" aria-label={t("screen.course")}>
      {steps.map(([id, step]) => <li key={id} class={`dot is-${step.state}`} aria-current={step.state === "now" ? "step" : undefined}><span class="for-readers">{tx(step.title)}</span></li>)}
    </ol>
  );
}

type Theme = "light" | "dark" | "";
const THEME_KEPT = "theme.screen";
const THEMES: Theme[] = ["", "light", "dark"];

function applyTheme(theme: Theme): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
applyTheme(recall<Theme>(THEME_KEPT) ?? "");

/** Shown to whoever reaches for the mouse or the Tab key; invisible to the hall. */
function Tools() {
  const theme = useSignal<Theme>(recall<Theme>(THEME_KEPT) ?? "");
  const next = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length]!;
  return (
    <div class="screen-tools">
      {line.value !== "online" && <p class="screen-line" role="status"><Icon name="gone" /> {t("screen.line")}</p>}
      <div class="screen-buttons">
        {hasPages.value && <button type="button" class="button" aria-pressed={!turning.value} onClick={() => (turning.value = !turning.value)}>{turning.value ? t("screen.stop_pages") : t("screen.turn_pages")}</button>}
        <button type="button" class="button" onClick={() => { theme.value = next; keep(THEME_KEPT, next); applyTheme(next); }}>
          {theme.value === "dark" ? t("screen.theme_dark") : theme.value === "light" ? t("screen.theme_light") : t("screen.theme_auto")}
        </button>
        {document.fullscreenEnabled && <button type="button" class="button" onClick={() => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())}>{t("screen.full")}</button>}
      </div>
    </div>
  );
}
