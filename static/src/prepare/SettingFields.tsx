// What a phase's activity lets be set, as fields made from the rules in its script.yaml. A setting is offered when it
// has words (`set.<activity>.<setting>` or `set.<setting>`): what only the template's maker should touch has none.
import type { ComponentChildren } from "preact";
import type { Kind, Text } from "../live/documents.ts";
import { boot } from "../live/boot.ts";
import { hasMessage, t } from "../live/language.ts";
import { Icon } from "../host/icons.tsx";
import { moved } from "./draft.ts";
import { Choose, Complaint, Count, Line, Order, Tick } from "./fields.tsx";
import { settings } from "./form.ts";
import { ruleOf, sameValue, type Rule } from "./rules-of-settings.ts";
import type { PlannedStep, TemplatePhase } from "./plan.ts";
import { Texts } from "./Texts.tsx";

const allows = (boot.allows ?? {}) as Record<string, Record<string, Rule>>;

/** The words of a setting: the activity's own, else those that several share; none for what is not offered. */
export function wordsFor(activity: string, path: string): string | undefined {
  return [`set.${activity}.${path}`, `set.${path.split(".").at(-1)}`].find(hasMessage);
}

type Props = { step: PlannedStep; phase: TemplatePhase; change: (told: Record<string, unknown>) => void };

export function PhaseSettings({ step, phase, change }: Props) {
  const rules = Object.entries(allows[step.activity] ?? {}).filter(([name]) => wordsFor(step.activity, name));
  if (!rules.length) return null;
  const own = settings.value.phases?.[step.id]?.settings ?? {};
  const given = (phase.settings ?? {}) as Record<string, unknown>;
  const put = (name: string, value: unknown): void => {
    const { [name]: _old, ...rest } = own;
    change(sameValue(value, given[name]) ? rest : { ...rest, [name]: value });
  };
  const field = ([name, rule]: [string, Rule]) => (
    <Field key={name} activity={step.activity} path={name} name={`phases.${step.id}.settings.${name}`} rule={rule}
      value={name in own ? own[name] : given[name]} original={given[name]} onValue={(value) => put(name, value)} />
  );
  const others = rules.filter(([name]) => !(name in given));
  if (others.length <= FEW) return <>{rules.map(field)}</>;
  return (
    <>
      {rules.filter(([name]) => name in given).map(field)}
      <details class="phase-other">
        <summary>{t("prepare.other_settings")}</summary>
        <div class="stack">{others.map(field)}</div>
      </details>
    </>
  );
}

/** More settings than these that the template leaves alone are folded: a case card is nothing for a word of welcome. */
const FEW = 3;

type FieldProps = { activity: string; path: string; name: string; rule: Rule; value: unknown; original: unknown; onValue: (value: unknown) => void };

function Field({ activity, path, name, rule, value, original, onValue }: FieldProps) {
  const words = wordsFor(activity, path);
  if (!words) return null;
  const label = t(words);
  const kind = ruleOf(rule);
  switch (kind) {
    case "flag":
      return <Tick name={name} label={label} value={value === true} onValue={onValue} />;
    case "whole":
    case "minutes": {
      const [min, max] = (rule.whole ?? rule.minutes)!;
      return <Count name={name} label={label} min={min} max={max} unit={kind === "minutes" ? t("prepare.min") : undefined} value={typeof value === "number" ? value : undefined} onValue={onValue} />;
    }
    case "one_of":
      return <Choose name={name} label={label} value={String(value ?? "")} empty={value === undefined ? t("prepare.as_usual") : undefined}
        options={rule.one_of!.map((option) => ({ value: option, label: optionWords(activity, path, option) }))} onValue={onValue} />;
    case "some_of":
      return <SomeOf name={name} label={label} picked={Array.isArray(value) ? value as string[] : []} options={rule.some_of === "kinds" ? kindsAround(original) : rule.some_of as string[]}
        words={(option) => (rule.some_of === "kinds" ? t(`kind.${option}`) : optionWords(activity, path, option))} onValue={onValue} />;
    case "text":
      return <Texts name={name} label={label} max={rule.text} text={(value ?? {}) as Text} original={original as Text | undefined} onText={onValue} />;
    case "list":
      return <ListOf activity={activity} path={path} name={name} label={label} rule={rule} value={Array.isArray(value) ? value : []} original={Array.isArray(original) ? original : []} onValue={onValue} />;
    case "fields":
      return <Group label={label}><Fields activity={activity} path={path} name={name} rule={rule} value={value} original={original} onValue={onValue} /></Group>;
    default:
      return null;
  }
}

function optionWords(activity: string, path: string, option: string): string {
  const id = [`set.${activity}.${path}.${option}`, `set.${path.split(".").at(-1)}.${option}`, `kind.${option}`].find(hasMessage);
  return id ? t(id) : option;
}

// Kinds that no phase of a template uses are offered all the same: the six of the source, and what a session ends in.
const USUAL: Kind[] = ["feeling", "experience", "thought", "worry", "challenge", "idea", "question", "insight"];
const kindsAround = (original: unknown): string[] => [...new Set([...(Array.isArray(original) ? original as string[] : []), ...USUAL])];

function Group({ label, children }: { label: string; children: ComponentChildren }) {
  return <fieldset class="stack close setting-group"><legend class="legend">{label}</legend>{children}</fieldset>;
}

function SomeOf({ name, label, options, picked, words, onValue }: { name: string; label: string; options: string[]; picked: string[]; words: (option: string) => string; onValue: (value: string[]) => void }) {
  return (
    <fieldset class="stack close">
      <legend class="legend">{label}</legend>
      <div class="choice-row small-choices">
        {options.map((option) => (
          <label key={option} class="choice">
            <input type="checkbox" checked={picked.includes(option)} onChange={(event) => onValue(event.currentTarget.checked ? options.filter((one) => one === option || picked.includes(one)) : picked.filter((one) => one !== option))} />
            <span>{words(option)}</span>
          </label>
        ))}
      </div>
      <Complaint name={name} />
    </fieldset>
  );
}

/** The parts of an object that have words; what has none (an id) stays as it was, or is made up for a new line. */
function Fields({ activity, path, name, rule, value, original, onValue }: Omit<FieldProps, "activity"> & { activity: string }) {
  const now = (value ?? {}) as Record<string, unknown>;
  const before = (original ?? {}) as Record<string, unknown>;
  return (
    <div class="stack close">
      {Object.entries(rule.fields!).map(([part, of]) => (
        <Field key={part} activity={activity} path={`${path}.${part}`} name={`${name}.${part}`} rule={of} value={now[part]} original={before[part]}
          onValue={(given) => onValue({ ...now, [part]: given })} />
      ))}
    </div>
  );
}

function ListOf({ activity, path, name, label, rule, value, original, onValue }: Omit<FieldProps, "value" | "original"> & { label: string; value: unknown[]; original: unknown[] }) {
  const of = rule.list!;
  const put = (at: number, given: unknown): void => onValue(value.map((one, i) => (i === at ? given : one)));
  return (
    <Group label={label}>
      <ol class="stack close numbered">
        {value.map((one, i) => {
          const what = `${label} ${i + 1}`;
          return (
            <li key={i} class="numbered-line">
              <div class="grow">
                {of.fields
                  ? <Fields activity={activity} path={path} name={`${name}.${i}`} rule={of} value={one} original={original[i]} onValue={(given) => put(i, given)} />
                  : ruleOf(of) === "text"
                    ? <Texts name={`${name}.${i}`} label={what} max={of.text} text={(one ?? {}) as Text} original={original[i] as Text | undefined} onText={(given) => put(i, given)} />
                    : <Line name={`${name}.${i}`} label={what} value={String(one ?? "")} onValue={(given) => put(i, given)} />}
              </div>
              <Order what={what} first={i === 0} last={i === value.length - 1} up={() => onValue(moved(value, i, i - 1))} down={() => onValue(moved(value, i, i + 1))}
                remove={value.length > 1 ? () => onValue(value.filter((_, at) => at !== i)) : undefined} />
            </li>
          );
        })}
      </ol>
      <Complaint name={name} />
      {value.length < (rule.most ?? 20) && <p><button type="button" class="button small" onClick={() => onValue([...value, blankOf(of, value)])}><Icon name="plus" /> {t("prepare.add_line", { label })}</button></p>}
    </Group>
  );
}

/** A new line: its id is nobody else's, and what must be chosen begins with the first choice. */
function blankOf(rule: Rule, others: unknown[]): unknown {
  if (!rule.fields) return {};
  const taken = others.map((one) => (one as { id?: string }).id);
  let number = others.length + 1;
  while (taken.includes(`own-${number}`)) number++;
  const needed = Object.entries(rule.fields).filter(([part, of]) => of.id || (rule.needs ?? []).includes(part));
  return Object.fromEntries(needed.map(([part, of]) => [part, of.id ? `own-${number}` : of.one_of ? of.one_of[0] : of.flag ? false : of.whole ? of.whole[0] : {}]));
}
