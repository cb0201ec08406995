// The form in the order a host thinks: what and when, what is asked, who sits how; then what has good defaults.
import { t, tx } from "../live/language.ts";
import { boot } from "../live/boot.ts";
import type { Rules } from "../live/documents.ts";
import { Said } from "../live/said.tsx";
import { Icon } from "../host/icons.tsx";
import type { Language, ThemeRow } from "./draft.ts";
import { moved, newThemeRow, withRounds } from "./draft.ts";
import { Area, Choices, Count, Line, Order, Tick } from "./fields.tsx";
import { draft, rotates, themed, running, set, template } from "./form.ts";
import { Carousel, NotesCarry, Relay, Scatter, Stays } from "./pictures.tsx";
import { editedText } from "./plan.ts";
import { draftOfRules, RuleRows } from "./RuleRows.tsx";
import { Texts } from "./Texts.tsx";

const LANGUAGES: { value: Language; label: string }[] = [
  { value: "fi", label: "Suomi" }, { value: "sv", label: "Svenska" }, { value: "en", label: "English" },
];

export function Basics() {
  const now = draft.value!;
  return (
    <section class="form-part" aria-labelledby="basics">
      <h2 id="basics">{t("prepare.basics")}</h2>
      <Line name="title" label={t("prepare.title_label")} value={now.title} max={120} required onValue={(title) => set({ title })} />
      <div class="side-by-side">
        <Line name="date" label={t("prepare.date")} type="date" value={now.date} onValue={(date) => set({ date })} />
        <Line name="time" label={t("prepare.time")} type="time" value={now.time} onValue={(time) => set({ time })} />
      </div>
      <Choices name="language" legend={t("prepare.language")} hint={t("prepare.language_hint")} value={now.language} options={LANGUAGES} disabled={running.value} onValue={(language) => set({ language })} />
    </section>
  );
}

/** The question of each round as the template asks it, for "back to the template's words". */
function originalQuestion(round: number) {
  const rounds = template.value?.phases.find((phase) => phase.activity === "rotate")?.settings?.rounds ?? [];
  return rounds[Math.min(round, rounds.length - 1)]?.prompt;
}

export function Questions() {
  const now = draft.value!;
  const questions = now.questions.slice(0, now.rounds);
  const rest = now.questions.slice(now.rounds);
  const order = (list: typeof questions): void => set({ questions: [...list, ...rest] });
  return (
    <section class="form-part" aria-labelledby="questions">
      <h2 id="questions">{t("prepare.questions")}</h2>
      <p class="hint">{t("prepare.questions_hint")}</p>
      <ol class="stack numbered">
        {questions.map((question, i) => (
          <li key={i} class="numbered-line">
            <div class="grow">
              <Texts name={`questions.${i + 1}`} label={t("prepare.question", { round: i + 1 })} text={question} original={originalQuestion(i)}
                onText={(text) => order(questions.map((one, at) => (at === i ? text : one)))} />
            </div>
            <Order what={t("prepare.question", { round: i + 1 })} first={i === 0} last={i === questions.length - 1}
              up={() => order(moved(questions, i, i - 1))} down={() => order(moved(questions, i, i + 1))}
              remove={questions.length > 1 ? () => set({ rounds: now.rounds - 1, questions: [...questions.filter((_, at) => at !== i), ...rest] }) : undefined} />
          </li>
        ))}
      </ol>
      {now.rounds < 8 && (
        <p><button type="button" class="button" onClick={() => set(withRounds(now, now.rounds + 1, template.value!))}><Icon name="plus" /> {t("prepare.add_round")}</button></p>
      )}
      <div class="side-by-side">
        <Count name="round_minutes" label={t("prepare.round_minutes")} unit={t("prepare.min")} value={now.round_minutes} min={1} max={120} onValue={(round_minutes) => set({ round_minutes })} />
        <Count name="move_minutes" label={t("prepare.move_minutes")} unit={t("prepare.min")} value={now.move_minutes} min={0} max={15} onValue={(move_minutes) => set({ move_minutes })} />
      </div>
    </section>
  );
}

export function Tables() {
  const now = draft.value!;
  return (
    <section class="form-part" aria-labelledby="tables">
      <h2 id="tables">{t("prepare.tables")}</h2>
      <div class="side-by-side">
        <Count name="expected" label={t("prepare.expected")} value={now.expected} min={2} max={2000} onValue={(expected) => set({ expected })} />
        <Count name="table_size" label={t("prepare.table_size")} value={now.table_size} min={2} max={12} onValue={(table_size) => set({ table_size })} />
      </div>
      <SizeAdvice />
      <Choices name="mode" legend={t("prepare.mode")} value={now.mode} onValue={(mode) => set({ mode })} options={[
        { value: "scatter", label: t("prepare.scatter"), what: t("prepare.scatter_what"), picture: <Scatter /> },
        { value: "carousel", label: t("prepare.carousel"), what: t("prepare.carousel_what"), picture: <Carousel /> },
      ]} />
      <Choices name="table_host" legend={t("prepare.table_host")} value={now.table_host} onValue={(table_host) => set({ table_host })} options={[
        { value: "stay", label: t("prepare.host_stays"), what: t("prepare.host_stays_what"), picture: <Stays /> },
        { value: "relay", label: t("prepare.host_relay"), what: t("prepare.host_relay_what"), picture: <Relay /> },
        { value: "none", label: t("prepare.host_none"), what: t("prepare.host_none_what"), picture: <NotesCarry /> },
      ]} />
      <Themes />
    </section>
  );
}

const seats = boot.seats === true;

/** For templates in which nobody goes from table to table. */
export function WhoComes() {
  const now = draft.value!;
  return (
    <section class="form-part" aria-labelledby="who-comes">
      <h2 id="who-comes">{t("prepare.who_comes")}</h2>
      <div class="side-by-side">
        <Count name="expected" label={t("prepare.expected")} value={now.expected} min={2} max={2000} onValue={(expected) => set({ expected })} />
        {seats && <Count name="table_size" label={t("prepare.group_size")} hint={t("prepare.group_size_hint")} value={now.table_size} min={2} max={12} onValue={(table_size) => set({ table_size })} />}
      </div>
      <SizeAdvice />
      {themed.value && <Topics />}
    </section>
  );
}

/** The topics of a template in which the host gives them: the same list as a café's themes. */
function Topics() {
  const now = draft.value!;
  return (
    <fieldset class="stack close">
      <legend class="legend">{t("prepare.topics")}</legend>
      <p class="hint">{t("prepare.topics_hint")}</p>
      <ThemeRows rows={now.themes.length ? now.themes : [newThemeRow()]} />
    </fieldset>
  );
}

/** The rules people will be shown at the door; a session that exists has its own. */
export function GroundRules() {
  const now = draft.value!;
  const shown = now.rules ?? draftOfRules((boot.rules ?? { version: "", items: {} }) as Rules);
  return (
    <details class="form-part">
      <summary><h2>{t("rules.title")}</h2></summary>
      <div class="stack">
        <p class="hint">{t(running.value ? "rules.hint_running" : "rules.hint")}</p>
        <RuleRows draft={shown} language={now.language} onDraft={(rules) => set({ rules })} />
      </div>
    </details>
  );
}

/** The template knows what to do with fewer or more people than it was made for. */
function SizeAdvice() {
  const people = draft.value?.expected;
  const { size, if_fewer, if_more } = template.value!;
  if (!people || !size) return null;
  const advice = people < size.min ? if_fewer : people > size.max ? if_more : undefined;
  return advice ? <div role="status" class="banner warn"><Said as="p" text={advice} /></div> : null;
}

function Themes() {
  const now = draft.value!;
  const themes = now.themes;
  return (
    <div class="stack">
      <Choices name="own_themes" legend={t("prepare.themes")} value={now.own_themes ? "own" : "one"} onValue={(choice) => set({ own_themes: choice === "own", themes: choice === "own" && !themes.length ? [newThemeRow(), newThemeRow(), newThemeRow()] : themes })} options={[
        { value: "one", label: t("prepare.themes_one"), what: t("prepare.themes_one_what") },
        { value: "own", label: t("prepare.themes_own"), what: t("prepare.themes_own_what") },
      ]} />
      {now.own_themes && <ThemeRows rows={themes} />}
    </div>
  );
}

function ThemeRows({ rows }: { rows: ThemeRow[] }) {
  const { language, table_host } = draft.value!;
  const put = (themes: ThemeRow[]): void => set({ own_themes: true, themes });
  const change = (key: string, to: Partial<ThemeRow>): void => put(rows.map((one) => (one.key === key ? { ...one, ...to } : one)));
  return (
    <>
      <ol class="stack numbered">
        {rows.map((theme, i) => (
          <li key={theme.key} class="numbered-line">
            <div class="grow stack close">
              <Line name={`themes.${i + 1}.text`} label={t("prepare.theme", { number: i + 1 })} value={theme.text[language] ?? tx(theme.text)} max={200} lang={language}
                onValue={(words) => change(theme.key, { text: editedText(theme.text, language, words, undefined) })} />
              {rotates.value && table_host !== "none" && (
                <Line name={`themes.${i + 1}.host`} label={t("prepare.theme_host", { number: i + 1 })} value={theme.host} max={60} onValue={(host) => change(theme.key, { host })} />
              )}
            </div>
            <Order what={t("prepare.theme", { number: i + 1 })} first={i === 0} last={i === rows.length - 1} up={() => put(moved(rows, i, i - 1))} down={() => put(moved(rows, i, i + 1))}
              remove={rows.length > 1 ? () => put(rows.filter((one) => one.key !== theme.key)) : undefined} />
          </li>
        ))}
      </ol>
      <p><button type="button" class="button" onClick={() => put([...rows, newThemeRow()])}><Icon name="plus" /> {t("prepare.add_theme")}</button></p>
    </>
  );
}

export function PeopleAndData() {
  const now = draft.value!;
  return (
    <details class="form-part">
      <summary><h2>{t("prepare.people")}</h2></summary>
      <div class="stack">
        <Texts name="purpose" label={t("prepare.purpose")} hint={t("prepare.purpose_hint")} text={now.purpose} original={undefined} max={1000} onText={(purpose) => set({ purpose })} />
        <div class="side-by-side">
          <Line name="host_name" label={t("prepare.host_name")} hint={t("prepare.host_name_hint")} value={now.host_name} max={60} onValue={(host_name) => set({ host_name })} />
          <Line name="contact" label={t("prepare.contact")} hint={t("prepare.contact_hint")} value={now.contact} max={200} onValue={(contact) => set({ contact })} />
        </div>
        {(seats || rotates.value) && <><Tick name="keep_apart" label={t("prepare.keep_apart")} hint={t("prepare.keep_apart_hint")} value={now.keep_apart} onValue={(keep_apart) => set({ keep_apart })} />
        <Tick name="by_language" label={t("prepare.by_language")} hint={t("prepare.by_language_hint")} value={now.by_language} onValue={(by_language) => set({ by_language })} /></>}
        <Tick name="credit" label={t("prepare.credit")} hint={t("prepare.credit_hint")} value={now.credit} onValue={(credit) => set({ credit })} />
        <div class="side-by-side">
          <Count name="limit" label={t("prepare.limit")} hint={t("prepare.limit_hint")} value={now.limit} min={2} max={2000} onValue={(limit) => set({ limit })} />
          <Count name="retention_days" label={t("prepare.retention")} hint={t("prepare.retention_hint")} value={now.retention_days} min={1} max={365} onValue={(retention_days) => set({ retention_days })} />
        </div>
      </div>
    </details>
  );
}
