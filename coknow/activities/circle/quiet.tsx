// Silence anybody may ask for, the ground rules, and the gentle question whether a silent holder is there at all.

import { useEffect, useState } from "preact/hooks";
import { beat } from "@/live/clock.tsx";
import { useLive } from "@/live/context.ts";
import { Dialog } from "@/live/dialog.tsx";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { RulesList } from "@/session/page-parts.tsx";
import { msLeft, nameAt } from "./told.ts";
import { actsFor, byPhone } from "./turn.tsx";
import type { CircleProps } from "./view.tsx";

export function Quiet(props: CircleProps & { pauses: number }) {
  const { room, circle, person, send, pauses } = props;
  const [rules, setRules] = useState(false);
  const inside = person.id in circle.order;
  const quiet = circle.hush !== undefined;
  return (
    <div class="stack close">
      {inside && circle.kind !== "done" && !quiet && (
        <div class="buttons">
          <button type="button" class="button" onClick={() => void send("silence.ask", { kind: "silence" })}>
            <Icon name="ear" />{t("circle.ask_silence")}
          </button>
          {circle.kind === "open" && (
            <button type="button" class="button" aria-disabled={!circle.calls} onClick={() => circle.calls && void send("round.call")}><Icon name="people" />{t("circle.call_round")}</button>
          )}
          {pauses > 0 && (
            <button type="button" class="button" onClick={() => void send("silence.ask", { kind: "suspension" })}>
              <Icon name="pause" />{t("circle.ask_suspension")}
            </button>
          )}
        </div>
      )}
      {inside && circle.calls && !quiet && <p class="hint">{t("circle.call_hint")}</p>}
      {Object.keys(room.rules.items).length > 0 && (
        <div><button type="button" class="button plain" onClick={() => setRules(true)}>{t("join.rules")}</button></div>
      )}
      {rules && <Dialog title={t("join.rules")} onClose={() => setRules(false)}><RulesList rules={room.rules} /></Dialog>}
    </div>
  );
}

const BLIP = 3_000; // a device that changes networks is away for a moment

/**
 * A holder whose device is not connected: the first page on which somebody looks asks whether anyone hears them. Pages
 * that nobody looks at do not ask, or the piece would move on while everybody talks in the call and no one sees why.
 */
function useAsking({ place, circle, person, send }: CircleProps): void {
  const { wire } = useLive();
  const devices = wire.connected.value[place.id];
  const holder = circle.holder;
  const away = holder !== undefined && !byPhone(place, circle) && (circle.absent === true || (devices !== undefined && !(holder in devices)));
  const asks = away && holder !== person.id && person.id in circle.order && !circle.asked && !circle.answered && !circle.hush && circle.kind !== "done";
  useEffect(() => {
    if (!asks) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void send("piece.ask", { turn: circle.turn, unseen: true });
    }, BLIP);
    return () => clearInterval(timer);
  }, [asks, circle.turn]);
  const back = circle.asked?.unseen === true && holder === person.id && wire.line.value === "online";
  useEffect(() => {
    if (back) void send("piece.here"); // my device was missed and is here again: that answers it
  }, [back]);
}

export function Asked(props: CircleProps) {
  const { place, circle, person, send } = props;
  useAsking(props);
  const mine = circle.holder === person.id;
  if (!circle.holder || circle.kind === "done") return null;
  const name = nameAt(place, circle.holder);
  const here = () => void send("piece.here");
  if (circle.asked) {
    return (
      <div class={`banner ${mine ? "warn" : ""}`}>
        <Icon name="question" />
        <p class="grow">{t(mine ? "circle.asked_me" : circle.asked.unseen ? "circle.asked_unseen" : "circle.asked", { name })} <Seconds {...props} /></p>
        <button type="button" class="button" onClick={here}>{t(mine ? "circle.here_me" : "circle.here", { name })}</button>
      </div>
    );
  }
  if (mine || circle.answered || circle.hush || actsFor(props) || !(person.id in circle.order)) return null;
  return (
    <details class="folding">
      <summary>{t("circle.stuck")}</summary>
      <div class="stack close">
        <p class="hint">{t("circle.ask_hint")}</p>
        <div><button type="button" class="button" onClick={() => void send("piece.ask", { turn: circle.turn })}>{t("circle.ask", { name })}</button></div>
      </div>
    </details>
  );
}

function Seconds({ circle }: CircleProps) {
  const { wire } = useLive();
  beat.value;
  const left = Math.max(0, Math.ceil(msLeft(circle.asked!, wire.now()) / 1000));
  return <span class="digits" aria-hidden="true">{left} s</span>;
}
