// All phases of any template: minutes, left out or not, and opened: the question, how it is guided, what its activity
// lets be set. A rotation's rounds have their questions in a part of their own; here they have the rest.
import { boot } from "../live/boot.ts";
import { t, tx } from "../live/language.ts";
import { Said } from "../live/said.tsx";
import { clock, stepName } from "../host/words.ts";
import { coachOf } from "../host/coach.ts";
import { startsAt } from "./draft.ts";
import { Choose, Complaint } from "./fields.tsx";
import { draft, rotates, set, settings, steps, template } from "./form.ts";
import type { Guidance, Right, Settings } from "../live/documents.ts";
import type { PlannedStep, TemplatePhase } from "./plan.ts";
import { PhaseSettings } from "./SettingFields.tsx";
import { Texts } from "./Texts.tsx";

const MINUTE = 60_000;
type Change = NonNullable<Settings["phases"]>[string];

export function Programme() {
  const start = startsAt(draft.value!);
  const begins = new Map<string, number>();
  let at = start ?? 0;
  for (const step of steps.value) {
    begins.set(step.id, at);
    if (!step.skip) at += step.minutes * MINUTE;
  }
  return (
    <details class="form-part" open={!rotates.value}>
      <summary><h2>{t("prepare.timing")}</h2></summary>
      <div class="stack">
        <p class="hint">{t(rotates.value ? "prepare.timing_hint" : "prepare.programme_hint")}</p>
        <Complaint name="phases" />
        <ol class="phase-lines">
          {steps.value.map((step) => <PhaseLine key={step.id} step={step} begins={start === undefined ? undefined : begins.get(step.id)} />)}
        </ol>
      </div>
    </details>
  );
}

function changed(id: string, to: Change, drop?: keyof Change): void {
  const { [drop ?? ("" as keyof Change)]: _gone, ...rest } = { ...settings.value.phases?.[id], ...to };
  set({ phases: { ...settings.value.phases, [id]: rest } });
}

function PhaseLine({ step, begins }: { step: PlannedStep; begins?: number }) {
  const name = stepName(step, tx(step.title));
  const id = `phase-${step.id}`;
  const phase = template.value!.phases.find((one) => one.id === step.phase)!;
  return (
    <li class={`phase-line ${step.skip ? "is-skipped" : ""} ${step.stage === "move" ? "is-move" : ""}`}>
      <span class="digits soft">{begins !== undefined && !step.skip ? clock(begins) : ""}</span>
      <span class="grow">{name}</span>
      <label for={id} class="for-readers">{t("prepare.phase_minutes", { title: name })}</label>
      <input id={id} class="input digits" type="number" inputMode="decimal" min={0.5} max={600} step="any" value={String(step.minutes)} disabled={step.skip}
        onChange={(event) => { const wanted = Number(event.currentTarget.value); if (wanted > 0) changed(step.id, { minutes: wanted }); }} />
      <span class="soft small">{t("prepare.min")}</span>
      {step.activity !== "rotate" && (
        <button type="button" class="button plain small" aria-pressed={step.skip} aria-label={t("prepare.leave_out_this", { title: name })}
          onClick={() => (step.skip ? changed(step.id, {}, "skip") : changed(step.id, { skip: true }))}>
          {t("prepare.leave_out")}
        </button>
      )}
      {!step.skip && step.stage !== "move" && (
        <details class="phase-more">
          <summary aria-label={`${t("prepare.phase_more")}: ${name}`}>{t("prepare.phase_more")}<span class="soft"> · {t(`guidance.${guidanceOf(step)}`)}</span></summary>
          <div class="stack">
            {step.activity !== "rotate" && phase.question === undefined && phase.prompt && <Prompt step={step} phase={phase} />}
            <Guiding step={step} phase={phase} name={name} />
            {step.activity !== "rotate" && <PhaseSettings step={step} phase={phase} change={(told) => changed(step.id, { settings: told })} />}
          </div>
        </details>
      )}
    </li>
  );
}

function Prompt({ step, phase }: { step: PlannedStep; phase: TemplatePhase }) {
  const own = settings.value.phases?.[step.id]?.prompt;
  return <Texts name={`phases.${step.id}.prompt`} label={t("prepare.phase_prompt")} text={own ?? phase.prompt ?? {}} original={phase.prompt} onText={(prompt) => changed(step.id, { prompt })} />;
}

const WAYS: Guidance[] = ["teaching", "facilitating", "hosting"];
const RIGHTS: Right[] = ["adds", "moves", "times"];
/** Phase -> the rights that mean anything in it: nobody changes places where nobody sits. */
const leaves = (boot.leaves ?? {}) as Record<string, { [right in Right]?: true }>;
const PRESET: Record<Guidance, Right[]> = { teaching: [], facilitating: ["adds"], hosting: ["adds", "moves", "times"] };

const guidanceOf = (step: PlannedStep): Guidance => settings.value.phases?.[step.id]?.guidance ?? step.guidance;

/** Who leads how much: three ways that preset three rights, each of which may be set otherwise. */
function Guiding({ step, phase, name }: { step: PlannedStep; phase: TemplatePhase; name: string }) {
  const guidance = guidanceOf(step);
  const own = { ...phase.rights, ...settings.value.phases?.[step.id]?.rights };
  const may = (right: Right): boolean => (own[right] ? own[right] === "people" : PRESET[guidance].includes(right));
  return (
    <div class="stack close">
      <Choose name={`phases.${step.id}.guidance`} label={t("prepare.guidance")} value={guidance}
        options={WAYS.map((way) => ({ value: way, label: t(`guidance.${way}`) }))} onValue={(way) => changed(step.id, { guidance: way }, "rights")} />
      <p class="hint"><Said text={coachOf(step.activity, guidance)} /></p>
      <fieldset class="stack close">
        <legend class="legend">{t("prepare.rights")}</legend>
        {RIGHTS.filter((right) => leaves[step.phase]?.[right]).map((right) => (
          <label key={right} class="choice">
            <input type="checkbox" checked={may(right)} aria-label={`${t(`guidance.${right}`)}: ${name}`}
              onChange={(event) => changed(step.id, { rights: { ...own, [right]: event.currentTarget.checked ? "people" : "host" } })} />
            <span>{t(`guidance.${right}`)}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
