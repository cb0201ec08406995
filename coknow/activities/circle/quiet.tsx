// Silence anybody may ask for, the ground rules, and the gentle question whether a silent holder is there at all.

import { useState } from "preact/hooks";
import { beat } from "@/live/clock.tsx";
import { useLive } from "@/live/context.ts";
import { Dialog } from "@/live/dialog.tsx";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { RulesList } from "@/session/page-parts.tsx";
import { msLeft, nameAt } from "./told.ts";
import { speaksFor } from "./turn.tsx";
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
          {pauses > 0 && (
            <button type="button" class="button" onClick={() => void send("silence.ask", { kind: "suspension" })}>
              <Icon name="pause" />{t("circle.ask_suspension")}
            </button>
          )}
        </div>
      )}
      {Object.keys(room.rules.items).length > 0 && (
        <div><button type="button" class="button plain" onClick={() => setRules(true)}>{t("join.rules")}</button></div>
      )}
      {rules && <Dialog title={t("join.rules")} onClose={() => setRules(false)}><RulesList rules={room.rules} /></Dialog>}
    </div>
  );
}

export function Asked(props: CircleProps) {
  const { place, circle, person, send } = props;
  const mine = circle.holder === person.id;
  if (!circle.holder || circle.kind === "done") return null;
  const name = nameAt(place, circle.holder);
  const here = () => void send("piece.here");
  if (circle.asked) {
    return (
      <div class={`banner ${mine ? "warn" : ""}`}>
        <Icon name="question" />
        <p class="grow">{t(mine ? "circle.asked_me" : "circle.asked", { name })} <Seconds {...props} /></p>
        <button type="button" class="button" onClick={here}>{t(mine ? "circle.here_me" : "circle.here", { name })}</button>
      </div>
    );
  }
  if (mine || circle.answered || circle.hush || speaksFor(props) || !(person.id in circle.order)) return null;
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
