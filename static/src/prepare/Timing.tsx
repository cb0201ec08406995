// The programme as a sum and as a band of time, both as one types. The list of phases is Programme.tsx.
import type { Guidance } from "../live/documents.ts";
import { t } from "../live/language.ts";
import { clock } from "../host/words.ts";
import { startsAt } from "./draft.ts";
import { draft, minutes, steps } from "./form.ts";
import type { PlannedStep } from "./plan.ts";

const MINUTE = 60_000;

export const endsAt = (): number | undefined => {
  const start = startsAt(draft.value!);
  return start === undefined ? undefined : start + minutes.value * MINUTE;
};

export function SumOfTime() {
  const start = startsAt(draft.value!);
  const end = endsAt();
  return (
    <p class="sum" role="status">
      <strong>{t("prepare.sum", { count: minutes.value })}</strong>
      {start !== undefined && end !== undefined && <> · {t("prepare.from_to", { from: clock(start), to: clock(end) })}</>}
    </p>
  );
}

const kindOf = (step: PlannedStep): string => (step.activity === "rotate" ? `rotate-${step.stage}` : step.activity);

const TALL: Record<Guidance, number> = { teaching: 28, facilitating: 20, hosting: 12 };

/** A picture of the same list: width is time, height how much the host leads, rounds have their stripes. */
export function TimeBand() {
  const total = minutes.value || 1;
  let x = 0;
  return (
    <svg class="time-band" viewBox="0 0 600 28" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {steps.value.filter((step) => !step.skip).map((step) => {
        const width = (600 * step.minutes) / total;
        const band = <rect key={step.id} class={`band ${kindOf(step)} ${step.stage === "round" ? `stripe-${((step.round! - 1) % 8) + 1}` : ""}`} x={x + 1} y={28 - TALL[step.guidance]} width={Math.max(1, width - 2)} height={TALL[step.guidance]} rx="3" />;
        x += width;
        return band;
      })}
    </svg>
  );
}
