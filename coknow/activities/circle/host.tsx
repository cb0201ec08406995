// All circles at a glance for the host: which round, is it quiet, has a turn become long. Nobody's name, nobody's figures.
// A host hears of trouble here and lends a hand; the circles run themselves.

import { useState } from "preact/hooks";
import type { HostProps } from "@/host/PhaseView.tsx";
import { inOrder } from "@/live/documents.ts";
import { Icon, type IconName } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { AirtimeWords } from "./airtime.tsx";
import { msLeft } from "./told.ts";
import type { CircleHosts, Glance } from "./types.ts";

type State = "well" | "long" | "asked" | "hush" | "closing" | "nobody" | "alone" | "done";
const MARKS: Record<State, IconName> = { well: "check", long: "clock", asked: "question", hush: "ear", closing: "arrow", nobody: "gone", alone: "person", done: "check" };

function stateOf(circle: Glance, now: number): State {
  if (circle.kind === "done") return "done";
  if (circle.people === 0) return "nobody";
  if (circle.people === 1) return "alone";
  if (circle.hush) return "hush";
  if (circle.asked) return "asked";
  if (circle.clock && msLeft(circle.clock, now) <= 0) return "long";
  return circle.closing ? "closing" : "well";
}

export function Host({ hosts, act, now }: HostProps) {
  const circles = inOrder((hosts as unknown as { activity: CircleHosts }).activity.circles);
  const states = circles.map(([, circle]) => stateOf(circle, now));
  const count = (state: State) => states.filter((one) => one === state).length;
  if (!circles.length) return <p class="soft">{t("circle.host_none")}</p>;
  const notWell = (["long", "asked", "alone", "nobody"] as const).filter((state) => count(state) > 0);
  return (
    <div class="stack circles-glance">
      <p class="glance-sum">
        {t("circle.host_sum", { count: circles.length, done: count("done") })}{" "}
        {notWell.length ? notWell.map((state) => t(`circle.host_sum_${state}`, { count: count(state) })).join(" ") : t("circle.host_all_well")}
      </p>
      <ul class="glances">
        {circles.map(([place, circle], i) => <One key={place} place={place} circle={circle} state={states[i]!} act={act} />)}
      </ul>
    </div>
  );
}

function One({ place, circle, state, act }: { place: string; circle: Glance; state: State } & Pick<HostProps, "act">) {
  const [open, setOpen] = useState(false);
  const name = t("place.circle", { number: circle.number });
  return (
    <li class={`card glance is-${state}`}>
      <div class="row apart">
        <h3 class="small-title">{name}</h3>
        <span class="soft">{circle.kind === "done" ? "" : t(circle.kind === "open" ? "circle.open_of" : "circle.round_of", { round: circle.round, rounds: circle.rounds })}</span>
      </div>
      <p class="glance-state"><Icon name={MARKS[state]} /> {t(`circle.host_${state}`)}</p>
      <p class="soft small">
        {state !== "alone" && t("circle.host_people", { count: circle.people })}
        {circle.people > 8 && ` ${t("circle.host_many")}`}
        {circle.wishes !== undefined && circle.wishes > 0 && ` ${t("circle.host_wishes", { count: circle.wishes })}`}
      </p>
      {circle.airtime && <details class="folding"><summary>{t("circle.airtime")}</summary><AirtimeWords found={circle.airtime} /></details>}
      {circle.kind !== "done" && (
        <details class="folding" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t("circle.host_help")}<span class="for-readers"> {name}</span></summary>
          {open && <Hand place={place} circle={circle} act={act} />}
        </details>
      )}
    </li>
  );
}

/**
 * What a host may do for a circle that is stuck; told beforehand, because it is somebody's turn. What is not possible just
 * now stays where it is: a quick second tap must not hit the button that would move up.
 */
function Hand({ place, circle, act }: { place: string; circle: Glance } & Pick<HostProps, "act">) {
  const turn = { place, turn: circle.turn };
  const quiet = circle.hush !== undefined;
  const button = (words: string, command: string, args: Record<string, unknown>, possible = true) => (
    <button type="button" class="button" aria-disabled={!possible} onClick={() => possible && void act(command, args)}>{t(words)}</button>
  );
  return (
    <div class="stack close">
      <div class="buttons">
        {circle.clock && button("circle.host_pass", "piece.pass", turn)}
        {circle.clock && circle.kind === "piece" && button("circle.host_skip", "piece.skip", turn)}
        {circle.kind === "open" && button("circle.call_round", "round.call", { place }, !circle.closing && !circle.called)}
        {button(circle.round < circle.rounds ? "circle.host_next_round" : "circle.host_finish", "round.next", { place, round: circle.round + 1 })}
        {button("circle.ask_silence", "silence.ask", { place, kind: "silence" }, !quiet)}
        {button("circle.ask_suspension", "silence.ask", { place, kind: "suspension" }, !quiet)}
        {quiet && button("circle.host_unhush", "silence.end", { place })}
      </div>
      <p class="hint">{t("circle.host_hand_hint")}</p>
    </div>
  );
}

