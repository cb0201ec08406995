// The programme as a band of time and as a list: sums and the end as one types; each phase's minutes, or without it.
import { t, tx } from "../live/language.ts";
import { clock, stepName } from "../host/words.ts";
import { startsAt } from "./draft.ts";
import { draft, minutes, set, settings, steps } from "./form.ts";
import type { PlannedStep } from "./plan.ts";
import { Complaint } from "./fields.tsx";

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

/** A picture of the same list: width is time, rounds have their stripes. */
export function TimeBand() {
  const total = minutes.value || 1;
  let x = 0;
  return (
    <svg class="time-band" viewBox="0 0 600 28" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {steps.value.filter((step) => !step.skip).map((step) => {
        const width = (600 * step.minutes) / total;
        const band = <rect key={step.id} class={`band ${kindOf(step)} ${step.stage === "round" ? `stripe-${((step.round! - 1) % 8) + 1}` : ""}`} x={x + 1} y="0" width={Math.max(1, width - 2)} height="28" rx="3" />;
        x += width;
        return band;
      })}
    </svg>
  );
}

export function Timing() {
  const start = startsAt(draft.value!);
  const begins = new Map<string, number>();
  let at = start ?? 0;
  for (const step of steps.value) {
    begins.set(step.id, at);
    if (!step.skip) at += step.minutes * MINUTE;
  }
  return (
    <details class="form-part">
      <summary><h2>{t("prepare.timing")}</h2></summary>
      <div class="stack">
        <p class="hint">{t("prepare.timing_hint")}</p>
        <Complaint name="phases" />
        <ol class="phase-lines">
          {steps.value.map((step) => <PhaseLine key={step.id} step={step} begins={start === undefined ? undefined : begins.get(step.id)} />)}
        </ol>
      </div>
    </details>
  );
}

function PhaseLine({ step, begins }: { step: PlannedStep; begins?: number }) {
  const name = stepName(step, tx(step.title));
  const id = `phase-${step.id}`;
  const change = (to: { minutes?: number; skip?: true }): void => {
    const phases = { ...settings.value.phases, [step.id]: { ...settings.value.phases?.[step.id], ...to } };
    set({ phases });
  };
  const takeBack = (): void => {
    const { skip: _skip, ...rest } = settings.value.phases?.[step.id] ?? {};
    set({ phases: { ...settings.value.phases, [step.id]: rest } });
  };
  return (
    <li class={`phase-line ${step.skip ? "is-skipped" : ""} ${step.stage === "move" ? "is-move" : ""}`}>
      <span class="digits soft">{begins !== undefined && !step.skip ? clock(begins) : ""}</span>
      <span class="grow">{name}</span>
      <label for={id} class="for-readers">{t("prepare.phase_minutes", { title: name })}</label>
      <input id={id} class="input digits" type="number" inputMode="decimal" min={0.5} max={600} step="any" value={String(step.minutes)} disabled={step.skip}
        onChange={(event) => { const wanted = Number(event.currentTarget.value); if (wanted > 0) change({ minutes: wanted }); }} />
      <span class="soft small">{t("prepare.min")}</span>
      {step.activity !== "rotate" && (
        <button type="button" class="button plain small" aria-pressed={step.skip} aria-label={t("prepare.leave_out_this", { title: name })} onClick={() => (step.skip ? takeBack() : change({ skip: true }))}>
          {t("prepare.leave_out")}
        </button>
      )}
    </li>
  );
}
