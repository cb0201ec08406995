// The form's fields: label, hint, complaint, value. Every complaint stands at its field and is named by it.
import type { ComponentChildren } from "preact";
import { t } from "../live/language.ts";
import { Icon } from "../host/icons.tsx";
import { complaint } from "./form.ts";

export const idOf = (name: string): string => `f-${name.replaceAll(".", "-")}`;
export const fieldOf = (name: string): HTMLElement | null => document.getElementById(idOf(name));
export const focusField = (name: string): void => fieldOf(name)?.focus();

type Common = { name: string; label: ComponentChildren; hint?: ComponentChildren; quietLabel?: boolean };

function described(name: string, hint: unknown): string | undefined {
  return [hint ? `${idOf(name)}-hint` : "", complaint(name) ? `${idOf(name)}-error` : ""].filter(Boolean).join(" ") || undefined;
}

export function Complaint({ name }: { name: string }) {
  const words = complaint(name);
  if (!words) return null;
  return <p class="field-error" id={`${idOf(name)}-error`}><Icon name="warning" /> {words}</p>;
}

function Frame({ name, label, hint, quietLabel, children }: Common & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={idOf(name)} class={quietLabel ? "for-readers" : undefined}>{label}</label>
      {hint && <p class="hint" id={`${idOf(name)}-hint`}>{hint}</p>}
      {children}
      <Complaint name={name} />
    </div>
  );
}

type LineProps = Common & { value: string; onValue: (value: string) => void; type?: "text" | "date" | "time" | "url"; max?: number; required?: boolean; placeholder?: string; lang?: string };

export function Line({ value, onValue, type = "text", max, required, placeholder, lang, ...common }: LineProps) {
  return (
    <Frame {...common}>
      {/* Preact types an input by one literal at a time */}
      <input id={idOf(common.name)} class="input" type={type as "text"} value={value} maxLength={max} required={required} placeholder={placeholder} lang={lang} autoComplete="off"
        aria-invalid={complaint(common.name) ? true : undefined} aria-describedby={described(common.name, common.hint)}
        onInput={(event) => onValue(event.currentTarget.value)} />
    </Frame>
  );
}

export function Area({ value, onValue, max = 500, rows = 2, placeholder, lang, ...common }: LineProps & { rows?: number }) {
  return (
    <Frame {...common}>
      <textarea id={idOf(common.name)} class="input" rows={rows} maxLength={max} value={value} placeholder={placeholder} lang={lang}
        aria-invalid={complaint(common.name) ? true : undefined} aria-describedby={described(common.name, common.hint)}
        onInput={(event) => onValue(event.currentTarget.value)} />
    </Frame>
  );
}

type CountProps = Common & { value: number | undefined; onValue: (value: number | undefined) => void; min: number; max: number; step?: number; unit?: string; disabled?: boolean };

/** A number with buttons that a finger or a shaking hand can hit. */
export function Count({ value, onValue, min, max, step = 1, unit, disabled, ...common }: CountProps) {
  const by = (change: number): void => onValue(Math.min(max, Math.max(min, (value ?? min) + change)));
  const label = typeof common.label === "string" ? common.label : "";
  return (
    <Frame {...common}>
      <div class="count">
        <button type="button" class="button" aria-label={t("prepare.less", { label })} disabled={disabled || (value ?? min) <= min} onClick={() => by(-step)}>−</button>
        <input id={idOf(common.name)} class="input digits" type="number" inputMode="numeric" min={min} max={max} step="any" disabled={disabled}
          value={value === undefined ? "" : String(value)} aria-invalid={complaint(common.name) ? true : undefined} aria-describedby={described(common.name, common.hint)}
          onInput={(event) => onValue(event.currentTarget.value === "" ? undefined : Number(event.currentTarget.value))} />
        <button type="button" class="button" aria-label={t("prepare.more", { label })} disabled={disabled || (value ?? min) >= max} onClick={() => by(step)}>+</button>
        {unit && <span class="soft">{unit}</span>}
      </div>
    </Frame>
  );
}

type ChooseProps<T extends string> = Common & { value: T; options: { value: T; label: string }[]; empty?: string | undefined; onValue: (value: T) => void };

/** One of a few, in one line. `empty` names what holds while nothing is chosen. */
export function Choose<T extends string>({ value, options, empty, onValue, ...common }: ChooseProps<T>) {
  return (
    <Frame {...common}>
      <select id={idOf(common.name)} class="input" value={value} aria-invalid={complaint(common.name) ? true : undefined} aria-describedby={described(common.name, common.hint)}
        onChange={(event) => onValue(event.currentTarget.value as T)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </Frame>
  );
}

type Option<T extends string> = { value: T; label: string; what?: string; picture?: ComponentChildren };
type ChoicesProps<T extends string> = { name: string; legend: string; value: T; options: Option<T>[]; onValue: (value: T) => void; disabled?: boolean; hint?: string };

export function Choices<T extends string>({ name, legend, value, options, onValue, disabled, hint }: ChoicesProps<T>) {
  return (
    <fieldset class="choices stack close" aria-describedby={described(name, hint)} disabled={disabled}>
      <legend class="legend">{legend}</legend>
      {hint && <p class="hint" id={`${idOf(name)}-hint`}>{hint}</p>}
      <div class="choice-row">
        {options.map((option, i) => (
          <label key={option.value} class={`choice ${option.picture ? "pictured" : ""}`}>
            <input type="radio" id={i === 0 ? idOf(name) : undefined} name={name} value={option.value} checked={option.value === value} onChange={() => onValue(option.value)} />
            <span class="choice-words">
              {option.picture}
              <strong>{option.label}</strong>
              {option.what && <span class="small">{option.what}</span>}
            </span>
          </label>
        ))}
      </div>
      <Complaint name={name} />
    </fieldset>
  );
}

export function Tick({ name, label, hint, value, onValue }: Common & { value: boolean; onValue: (value: boolean) => void }) {
  return (
    <div class="stack close">
      <label class="choice">
        <input type="checkbox" id={idOf(name)} checked={value} aria-describedby={described(name, hint)} onChange={(event) => onValue(event.currentTarget.checked)} />
        <span>{label}</span>
      </label>
      {hint && <p class="hint" id={`${idOf(name)}-hint`}>{hint}</p>}
      <Complaint name={name} />
    </div>
  );
}

type OrderProps = { what: string; first: boolean; last: boolean; up: () => void; down: () => void; remove?: () => void };

/** Moving a line of a list up and down, by key or by finger; no dragging needed. */
export function Order({ what, first, last, up, down, remove }: OrderProps) {
  return (
    <div class="buttons order">
      <button type="button" class="button small" disabled={first} aria-label={t("prepare.up", { what })} onClick={up}><Icon name="up" /></button>
      <button type="button" class="button small" disabled={last} aria-label={t("prepare.down", { what })} onClick={down}><Icon name="down" /></button>
      {remove && <button type="button" class="button small" aria-label={t("prepare.remove", { what })} onClick={remove}><Icon name="remove" /></button>}
    </div>
  );
}
