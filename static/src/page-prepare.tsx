// Preparing: /host/new/<template> makes a session, /host/<code>/prepare changes one that exists, running or not.
import "./prepare/prepare.css";
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { boot } from "./live/boot.ts";
import type { Language, Settings } from "./live/documents.ts";
import { keep } from "./live/keep.ts";
import { language, sessionLanguage, t, tx } from "./live/language.ts";
import { connect } from "./live/wire.ts";
import { hosts, line, listenTo, refusal, refusalText, room, sendRaw } from "./host/console.ts";
import { ask, type Refused } from "./host/rest.ts";
import { tokenFor } from "./host/token.ts";
import { draftOf, dropDraft, fieldName, keptDraft } from "./prepare/draft.ts";
import { rulesOf } from "./prepare/RuleRows.tsx";
import { complaints, draft, running, settings as settingsNow, startForm } from "./prepare/form.ts";
import { Form } from "./prepare/Form.tsx";
import { Made, type Created } from "./prepare/Made.tsx";
import type { Template } from "./prepare/plan.ts";

const code = typeof boot.code === "string" ? boot.code : undefined;
const template = boot.template as Template | undefined;
const made = signal<Created | null>(null);
const said = signal("");

/** 422 {code, hint, field | fields}: each complaint to its field; one without a field stands above the button. */
function complain(refused: Refused): void {
  if (refused.fields) {
    complaints.value = Object.fromEntries(Object.entries(refused.fields).map(([field, hint]) => [fieldName(field), hint]));
    return;
  }
  const hint = refused.status === 0 ? t("prepare.offline") : refused.hint || t("host.refused.other", { code: refused.code });
  complaints.value = { [fieldName(refused.field) || "form"]: hint };
}

// -- a new session

async function create(): Promise<boolean> {
  const now = draft.value!;
  complaints.value = {};
  const body = { template: template!.id, title: now.title.trim(), language: now.language, settings: { ...settingsNow.value, ...(now.rules ? { rules: rulesOf(now.rules) } : {}) } };
  const answer = await ask<Created>("/api/v1/sessions", { method: "POST", body });
  if (!answer.ok) { complain(answer); return false; }
  keep(`host.${answer.body.code}`, answer.body.host_token);
  dropDraft(`new.${template!.id}`);
  made.value = answer.body;
  requestAnimationFrame(() => { scrollTo(0, 0); document.getElementById("made-title")?.focus(); });
  return true;
}

function freshDraft() {
  const session = { title: tx(template!.names), language: language.value as Language };
  const settings: Settings = { ...template!.settings, host_name: String(boot.host_name ?? "") };
  return draftOf(template!, settings, session, Date.now());
}

function startNew(): void {
  const of = `new.${template!.id}`;
  const kept = keptDraft(of);
  startForm(of, template!, kept ?? freshDraft());
  said.value = kept ? t("prepare.draft_found") : "";
}

function NewSession() {
  if (made.value) return <Made created={made.value} title={draft.value!.title} expected={draft.value!.expected ?? 0} />;
  return <Form send={create} back="/host" said={said.value} startAgain={() => { dropDraft(`new.${template!.id}`); startForm(`new.${template!.id}`, template!, freshDraft()); said.value = ""; }} />;
}

// -- a session that exists

async function change(): Promise<boolean> {
  const now = draft.value!;
  complaints.value = {};
  const answer = await sendRaw("session.change", { settings: settingsNow.value, title: now.title.trim() });
  if (!answer.ok) {
    const { field } = answer as { field?: string };
    complain({ ok: false, status: 422, code: answer.code, hint: refusalText(answer), field });
    return false;
  }
  if (now.rules) {
    const changed = await sendRaw("rules.change", rulesOf(now.rules));
    if (!changed.ok) {
      complain({ ok: false, status: 422, code: changed.code, hint: refusalText(changed), field: "rules" });
      return false;
    }
  }
  dropDraft(`of.${code}`);
  unsaved.value = false;
  said.value = t("prepare.saved");
  scrollTo(0, 0);
  return true;
}

function Change({ token }: { token: string | undefined }) {
  const why = refusal.value;
  if (!token || (line.value === "refused" && why)) {
    return (
      <main id="main" class="waiting stack">
        <h1>{t("host.door.title")}</h1>
        <p role="alert">{why ? refusalText(why) : t("host.door.no_token")}</p>
        <p><a class="button main" href={`/sign-in?next=/host/${code}/prepare`}>{t("host.door.sign_in")}</a></p>
      </main>
    );
  }
  if (!draft.value) return <main id="main" class="waiting"><p role="status">{t("host.door.opening")}</p></main>;
  return <Form send={change} back={`/host/${code}`} said={said.value} startAgain={unsaved.value ? fillAgain : undefined} />;
}

/** What the host changed and did not save before the page was left. */
const unsaved = signal(false);

const asItIs = () => draftOf(template!, hosts.peek()!.settings, { title: room.peek()!.title, language: room.peek()!.language });

function fillAgain(): void {
  dropDraft(`of.${code}`);
  startForm(`of.${code}`, template!, asItIs());
  unsaved.value = false;
  said.value = "";
}

/** The form is filled once, from the first documents; later patches must not rewrite what somebody types. */
function fillFromSession(): void {
  const stop = effect(() => {
    if (!room.value || !hosts.value || draft.peek()) return;
    sessionLanguage.value = room.value.language;
    running.value = true;
    const kept = keptDraft(`of.${code}`);
    startForm(`of.${code}`, template!, kept ?? asItIs());
    unsaved.value = kept !== undefined;
    said.value = kept ? t("prepare.draft_found") : "";
    queueMicrotask(() => stop());
  });
}

async function start(): Promise<void> {
  const root = document.getElementById("app") ?? document.body;
  root.replaceChildren();
  if (!code) {
    startNew();
    render(<NewSession />, root);
    return;
  }
  const token = await tokenFor("host", code);
  if (token) {
    listenTo(connect({ token, code, outbox: `prepare.${code}` }));
    fillFromSession();
  }
  render(<Change token={token} />, root);
}

document.documentElement.lang = language.value;
void start();
