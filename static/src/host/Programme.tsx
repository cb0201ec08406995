// The programme with its times: what is done, what is now, what is ahead, when it ends and when it was to end.
// Coming phases can be edited in place; a late session can be shrunk to end on time with one tap.
import { useSignal } from "@preact/signals";
import type { Guidance, Text } from "../live/documents.ts";
import { say } from "../live/announcer.tsx";
import { language, t, tx } from "../live/language.ts";
import { act, hosts, leads, room, slowly } from "./console.ts";
import { canFit, course, lateness, type Step } from "./course.ts";
import { Icon } from "./icons.tsx";
import { Script } from "./Script.tsx";
import { clock, stepName } from "./words.ts";

export function Programme() {
  const session = room.value;
  if (!session || !hosts.value) return null;
  const way = course(session, slowly.value);
  const current = way.now?.id ?? way.next?.id;
  return (
    <div class="stack">
      {current && session.status !== "closed" && <Script id={current} ahead={!way.now} />}
      <div class="stack close">
        <h3 id="programme-title">{t("host.programme.title")}</h3>
        {session.status !== "closed" && <Ends ends={way.ends} steps={way.steps} />}
        <ol class="steps" aria-labelledby="programme-title">
          {way.steps.map((step) => <StepRow key={step.id} step={step} />)}
        </ol>
      </div>
    </div>
  );
}

function Ends({ ends, steps }: { ends: number; steps: Step[] }) {
  const planned = hosts.value?.planned_end;
  const late = room.value?.status === "live" ? lateness(planned, ends) : undefined;
  return (
    <div class="stack close">
      <p class="ends">
        {t("host.programme.ends", { time: clock(ends) })}
        {planned !== undefined && <span class="soft"> · {t("host.programme.planned", { time: clock(planned) })}</span>}
      </p>
      {late && late.minutes > 0 && (
        <div class="banner warn late">
          <p class="grow"><strong>{t("host.programme.late", { count: late.minutes })}</strong></p>
          {canFit(steps, late.planned, slowly.value) && (
            <button type="button" class="button" disabled={!leads.value} onClick={() => fit(late.planned)}>
              {t("host.programme.shrink", { time: clock(late.planned) })}
            </button>
          )}
        </div>
      )}
      {late && late.minutes < 0 && <p class="soft">{t("host.programme.early", { count: -late.minutes })}</p>}
      <FitTo ends={ends} />
    </div>
  );
}

async function fit(end: number): Promise<void> {
  if (await act("programme.fit", { end })) say(t("host.programme.fitted", { time: clock(end) }));
}

const two = (n: number): string => String(n).padStart(2, "0");
const timeField = (at: number): string => { const day = new Date(at); return `${two(day.getHours())}:${two(day.getMinutes())}`; };

/** The next moment at which the clock shows that time. */
function momentOf(time: string, after: number): number | undefined {
  const [hours, minutes] = time.split(":").map(Number);
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return undefined;
  const day = new Date(after);
  day.setHours(hours, minutes, 0, 0);
  return day.getTime() <= after ? day.getTime() + 24 * 3600_000 : day.getTime();
}

function FitTo({ ends }: { ends: number }) {
  const time = useSignal("");
  if (room.value?.status !== "live") return null;
  return (
    <details class="fit-to">
      <summary>{t("host.programme.fit_title")}</summary>
      <form class="row" onSubmit={(event) => { event.preventDefault(); const end = momentOf(time.value || timeField(ends), slowly.peek()); if (end) void fit(end); }}>
        <label for="fit-end">{t("host.programme.fit_label")}</label>
        <input id="fit-end" class="input narrow" type="time" value={time.value || timeField(ends)} onInput={(event) => (time.value = event.currentTarget.value)} />
        <button class="button" disabled={!leads.value}>{t("host.programme.fit_button")}</button>
      </form>
    </details>
  );
}

function StepRow({ step }: { step: Step }) {
  const name = stepName(step, tx(step.title));
  return (
    <li class={`step is-${step.state} ${step.stage === "move" ? "is-move" : ""}`} aria-current={step.state === "now" ? "step" : undefined}>
      <span class="step-time digits">
        {step.starts !== undefined && <time dateTime={new Date(step.starts).toISOString()}>{clock(step.starts)}</time>}
        {step.state === "done" && <><Icon name="check" /><span class="for-readers">{t("host.step.done")}</span></>}
        {step.state === "now" && <strong>{t("host.step.now")}</strong>}
      </span>
      <div class="step-body">
        {step.state === "ahead" ? <Editable step={step} name={name} /> : (
          <p class="step-name"><span>{name}</span>{step.state === "skipped" && <> <span class="tag">{t("host.step.skipped")}</span></>}</p>
        )}
        {step.state === "skipped" && room.value?.status !== "closed" && step.stage !== "move" && <TakeBack step={step} name={name} />}
      </div>
      <span class="step-minutes digits soft">{t("host.minutes", { count: step.minutes })}</span>
    </li>
  );
}

function TakeBack({ step, name }: { step: Step; name: string }) {
  // What was skipped behind the running phase cannot come back; the server knows, and so does the order.
  const current = room.value?.phase?.order ?? -1;
  if (step.order <= current) return null;
  return (
    <button type="button" class="button plain small" disabled={!leads.value} aria-label={`${t("host.step.take_back")}: ${name}`}
      onClick={async () => { if (await act("phase.skip", { phase: step.id, on: false })) say(t("host.step.take_back_said", { title: name })); }}>
      {t("host.step.take_back")}
    </button>
  );
}

/** A coming phase: the same line, opened for its minutes, its prompt and its script. */
function Editable({ step, name }: { step: Step; name: string }) {
  const open = useSignal(false);
  return (
    <details open={open.value} onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary class="step-name">{name}</summary>
      {open.value && <StepForm step={step} name={name} />}
    </details>
  );
}

function StepForm({ step, name }: { step: Step; name: string }) {
  const prompt = hosts.value?.programme[step.id]?.prompt;
  const minutes = useSignal(String(step.minutes));
  const words = useSignal(tx(prompt));
  const guidance = useSignal(hosts.value!.programme[step.id]!.guidance);
  const id = `step-${step.id}`;
  const blocked = !leads.value;

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    const change: Record<string, unknown> = { phase: step.id };
    const wanted = Number(minutes.value.replace(",", "."));
    if (wanted > 0 && wanted !== step.minutes) change.minutes = wanted;
    if (words.value.trim() !== tx(prompt)) change.prompt = rewritten(words.value.trim());
    if (guidance.value !== hosts.value?.programme[step.id]?.guidance) Object.assign(change, { guidance: guidance.value, rights: {} });
    if (Object.keys(change).length > 1 && await act("programme.change", change)) say(t("host.step.saved", { title: name }));
  }

  return (
    <form class="step-form stack close" onSubmit={save}>
      <div class="field">
        <label for={`${id}-minutes`}>{t("host.step.minutes")}</label>
        <input id={`${id}-minutes`} class="input narrow" type="number" inputMode="decimal" min={1} max={240} step="any" value={minutes.value} onInput={(event) => (minutes.value = event.currentTarget.value)} />
      </div>
      {step.stage !== "move" && step.activity !== "pause" && (
        <div class="field">
          <label for={`${id}-prompt`}>{t("host.step.prompt")}</label>
          <textarea id={`${id}-prompt`} class="input" maxLength={500} value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} />
        </div>
      )}
      {step.stage !== "move" && (
        <div class="field">
          <label for={`${id}-guidance`}>{t("prepare.guidance")}</label>
          <select id={`${id}-guidance`} class="input narrow" value={guidance.value} onChange={(event) => (guidance.value = event.currentTarget.value as Guidance)}>
            {(["teaching", "facilitating", "hosting"] as const).map((way) => <option key={way} value={way}>{t(`guidance.${way}`)}</option>)}
          </select>
          <p class="hint">{t(`host.step.rights_${guidance.value}`)}</p>
        </div>
      )}
      <div class="buttons">
        <button class="button" disabled={blocked}>{t("host.step.save")}</button>
        <button type="button" class="button plain" disabled={blocked} onClick={async () => { if (await act("phase.skip", { phase: step.id })) say(t("host.step.skip_said", { title: name })); }}>
          {t("host.step.skip")}
        </button>
      </div>
      <Script id={step.id} ahead inside />
    </form>
  );
}

// A rewritten question has one language, the one it was written in: an old translation would ask something else.
const rewritten = (words: string): Text => ({ [language.peek()]: words });
