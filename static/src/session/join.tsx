// Joining: a name, or one that is offered; everything else is optional. No account. What went wrong is said beside the
// field it concerns, and nothing typed is lost, not even by a change of language.

import { signal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { boot } from "../live/boot.ts";
import type { PublicFacts } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { refusalText } from "../live/kept.tsx";
import { dayAndTime, language, t } from "../live/language.ts";
import { Said } from "../live/said.tsx";
import { DeviceCheck } from "./device-check.tsx";
import { nickname } from "./nicknames.ts";
import { isMove, Plain, ProgrammeList, RulesList } from "./page-parts.tsx";
import { comeBack, join, type Trouble } from "./rest.ts";
import { keepSeat } from "./seat.ts";

const LONGEST_NAME = 60;
const MOST_AT_A_DEVICE = 12;

interface Form {
  name: string;
  organisation: string;
  role: "participant" | "follower";
  several: boolean;
  people: string;
  words: string;
}

const form = signal<Form>({ name: "", organisation: "", role: "participant", several: false, people: "3", words: "" });
const busy = signal(false);
const trouble = signal<{ field: keyof Form | "all"; text: string } | null>(null);

const change = (part: Partial<Form>) => {
  form.value = { ...form.value, ...part };
  if (trouble.value && trouble.value.field in part) trouble.value = null;
};

/** Beside which field a refusal belongs. */
function placed(from: Trouble): { field: keyof Form | "all"; text: string } {
  const text = from.code === "no_connection" ? t("join.no_connection") : refusalText({ ...from });
  if (from.fields?.organisation) return { field: "organisation", text };
  if (from.fields?.name || ["name_needed", "bad_name", "too_long"].includes(from.code)) return { field: "name", text };
  return { field: "all", text };
}

function Fault({ field, id }: { field: keyof Form | "all"; id: string }) {
  if (trouble.value?.field !== field) return null;
  return (
    <p class="field-error" id={id} role="alert">
      <Icon name="warning" />
      <span>{trouble.value.text}</span>
    </p>
  );
}

export function JoinPage({ facts, code, onSeat, lost }: {
  facts: PublicFacts;
  code: string;
  onSeat: () => void;
  /** why the seat this device held is not there any more */
  lost?: string;
}) {
  document.title = `${facts.title} – ${boot.product}`;
  return (
    <Plain>
      <section class="stack close">
        <p class="soft">{facts.host && t("join.invites", { host: facts.host })}</p>
        <h1 lang={facts.language === language.value ? undefined : facts.language}>{facts.title}</h1>
        <p class="row"><When facts={facts} /></p>
        {facts.purpose && <Said as="p" text={facts.purpose} />}
      </section>
      {lost && <p class="banner warn" role="alert"><Icon name="warning" /><span>{lost}</span></p>}
      {facts.status === "closed" ? <Over facts={facts} code={code} /> : <JoinForm facts={facts} code={code} onSeat={onSeat} />}
      <ComeBack code={code} onSeat={onSeat} />
      <Facts facts={facts} />
      {facts.status !== "closed" && <DeviceCheck />}
    </Plain>
  );
}

function When({ facts }: { facts: PublicFacts }) {
  if (facts.status === "live") return <span class="tag"><Icon name="clock" />{t("join.running")}</span>;
  if (facts.status === "closed") return <span class="tag">{t("join.closed")}</span>;
  return (
    <>
      {facts.starts_at !== undefined && <strong>{dayAndTime(facts.starts_at)}</strong>}
      <span class="tag"><Icon name="clock" />{t("join.minutes", { count: facts.minutes })}</span>
    </>
  );
}

function Over({ facts, code }: { facts: PublicFacts; code: string }) {
  return (
    <section class="card stack">
      <p>{t("join.closed_text")}</p>
      {facts.harvest_open && <a class="button main" href={`/harvest/${code}`}>{t("end.harvest")}</a>}
    </section>
  );
}

function JoinForm({ facts, code, onSeat }: { facts: PublicFacts; code: string; onSeat: () => void }) {
  const nameField = useRef<HTMLInputElement>(null);
  const id = useId();
  const fault = `${id}fault`;
  const { name, organisation, role, several, people } = form.value;

  async function submit(event: Event) {
    event.preventDefault();
    if (busy.value) return;
    if (!name.trim()) {
      trouble.value = { field: "name", text: t("join.name_needed") };
      nameField.current?.focus();
      return;
    }
    busy.value = true;
    const answer = await join(code, {
      name: name.trim(),
      role,
      language: language.value,
      rules: facts.rules.version,
      ...(organisation.trim() ? { organisation: organisation.trim() } : {}),
      ...(several && role === "participant" ? { weight: Math.min(MOST_AT_A_DEVICE, Math.max(2, Number(people) || 2)) } : {}),
    });
    busy.value = false;
    if (answer.ok) {
      keepSeat(code, answer.value);
      onSeat();
      return;
    }
    trouble.value = placed(answer.trouble);
    if (trouble.value.field === "name") nameField.current?.focus();
  }

  return (
    <form class="card stack" onSubmit={submit} noValidate aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t("join.title")}</h2>
      {facts.full && role === "participant" && <p class="banner warn"><Icon name="people" /><span>{t("join.full")}</span></p>}
      <div class="field">
        <label for={`${id}name`}>{t("join.name")}</label>
        <p class="hint" id={`${id}namehint`}>{t("join.name_hint")}</p>
        <div class="row name-row">
          <input
            id={`${id}name`}
            ref={nameField}
            class="input grow"
            name="nickname"
            autocomplete="nickname"
            maxLength={LONGEST_NAME}
            value={name}
            required
            aria-invalid={trouble.value?.field === "name"}
            aria-describedby={`${id}namehint${trouble.value?.field === "name" ? ` ${fault}` : ""}`}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
          <button type="button" class="button" onClick={() => change({ name: nickname(language.value) })}>{t("join.invent")}</button>
        </div>
        <Fault field="name" id={fault} />
      </div>
      <div class="field">
        <label for={`${id}organisation`}>{t("join.organisation")}</label>
        <input
          id={`${id}organisation`}
          class="input"
          autocomplete="organization"
          maxLength={LONGEST_NAME}
          value={organisation}
          aria-invalid={trouble.value?.field === "organisation"}
          aria-describedby={trouble.value?.field === "organisation" ? fault : undefined}
          onInput={(event) => change({ organisation: event.currentTarget.value })}
        />
        <Fault field="organisation" id={fault} />
      </div>
      <fieldset class="stack close">
        <legend class="legend">{t("join.role")}</legend>
        {(["participant", "follower"] as const).map((each) => (
          <label key={each} class="choice">
            <input type="radio" name="role" checked={role === each} onChange={() => change({ role: each })} />
            <span class="grow">
              <strong>{t(`join.role_${each}`)}</strong>
              <span class="hint block">{t(`join.role_${each}_hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {role === "participant" && (
        <div class="stack close">
          <label class="choice">
            <input type="checkbox" checked={several} onChange={(event) => change({ several: event.currentTarget.checked })} />
            <span>{t("join.several")}</span>
          </label>
          {several && (
            <div class="field">
              <label for={`${id}people`}>{t("join.people")}</label>
              <input
                id={`${id}people`}
                class="input number"
                type="number"
                inputMode="numeric"
                min={2}
                max={MOST_AT_A_DEVICE}
                value={people}
                onInput={(event) => change({ people: event.currentTarget.value })}
              />
            </div>
          )}
        </div>
      )}
      <Fault field="all" id={`${id}all`} />
      <button type="submit" class="button main wide" aria-disabled={busy.value}>
        {t(busy.value ? "join.joining" : "join.join")}
      </button>
      <p class="hint">{t("join.no_account", { count: facts.retention_days })}</p>
      {Object.keys(facts.rules.items).length > 0 && (
        <div class="door-rules stack close">
          <p><strong>{t("join.rules_agreed")}</strong></p>
          <details open>
            <summary>{t("join.rules")}</summary>
            <RulesList rules={facts.rules} />
          </details>
        </div>
      )}
    </form>
  );
}

function ComeBack({ code, onSeat }: { code: string; onSeat: () => void }) {
  const id = useId();
  const { words } = form.value;

  async function submit(event: Event) {
    event.preventDefault();
    if (busy.value) return;
    if (words.trim().split(/[\s,\-]+/).length < 4) {
      trouble.value = { field: "words", text: t("return.four") };
      return;
    }
    busy.value = true;
    const answer = await comeBack(code, words.trim());
    busy.value = false;
    if (answer.ok) {
      keepSeat(code, { token: answer.value.token, person: answer.value.person });
      onSeat();
      return;
    }
    trouble.value = {
      field: "words",
      text: answer.trouble.code === "no_connection" ? t("join.no_connection") : refusalText({ ...answer.trouble }),
    };
  }

  return (
    <details class="card folding">
      <summary>{t("return.title")}</summary>
      <form class="stack close" onSubmit={submit} noValidate>
        <div class="field">
          <label for={id}>{t("return.words")}</label>
          <input
            id={id}
            class="input"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={words}
            aria-invalid={trouble.value?.field === "words"}
            aria-describedby={trouble.value?.field === "words" ? `${id}fault` : undefined}
            onInput={(event) => change({ words: event.currentTarget.value })}
          />
          <Fault field="words" id={`${id}fault`} />
        </div>
        <button type="submit" class="button">{t("return.go")}</button>
      </form>
    </details>
  );
}

function Facts({ facts }: { facts: PublicFacts }) {
  return (
    <section class="stack close" aria-labelledby="facts-title">
      <h2 id="facts-title">{t("join.before")}</h2>
      <details class="card folding">
        <summary>{t("join.what_happens", { count: Object.keys(facts.phases).filter((id) => !isMove(id)).length, minutes: facts.minutes })}</summary>
        <div class="stack">
          <Said as="p" text={facts.participant_card} />
          <ProgrammeList phases={facts.phases} />
        </div>
      </details>
      <details class="card folding">
        <summary>{t("join.what_is_kept", { count: facts.retention_days })}</summary>
        <div class="stack close">
          <Said as="p" text={facts.privacy} />
          {facts.nameless && <p>{t("join.nameless")}</p>}
          <p>{t("join.kept_text", { count: facts.retention_days })}</p>
          <p><a href={boot.privacy_url}>{t("page.privacy")}</a></p>
        </div>
      </details>
      {facts.contact && <p class="soft">{t("join.contact", { contact: facts.contact })}</p>}
    </section>
  );
}
