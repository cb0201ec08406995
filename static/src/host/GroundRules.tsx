// The ground rules as they stand, how many have read them, and changing them while the session lives.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { Dialog } from "../live/dialog.tsx";
import { t } from "../live/language.ts";
import { Said } from "../live/said.tsx";
import { inOrder } from "../live/documents.ts";
import { draftOfRules, RuleRows, rulesOf, type RuleDraft } from "../prepare/RuleRows.tsx";
import { act, hosts, room } from "./console.ts";
import { Icon } from "./icons.tsx";

export function GroundRules() {
  const editing = useSignal<RuleDraft | null>(null);
  const rules = room.value?.rules;
  if (!rules) return null;
  const { seen, of } = hosts.value!.rules;

  async function save(): Promise<void> {
    if (!editing.value || !(await act("rules.change", rulesOf(editing.value)))) return;
    editing.value = null;
    say(t("rules.saved"));
  }

  return (
    <section class="stack close" aria-labelledby="rules-title">
      <h3 id="rules-title">{t("rules.title")}</h3>
      {rules.name && <p><Said text={rules.name} /></p>}
      <ol class="rules-shown">{inOrder(rules.items).map(([id, { text }]) => <li key={id}><Said text={text} /></li>)}</ol>
      {of > 0 && <p class="hint">{t("rules.seen_by", { seen, of })}</p>}
      {room.value!.status !== "closed" && (
        <p><button type="button" class="button" onClick={() => (editing.value = draftOfRules(rules))}><Icon name="edit" /> {t("rules.change")}</button></p>
      )}
      {editing.value && (
        <Dialog title={t("rules.title")} onClose={() => (editing.value = null)}>
          <p class="hint">{t("rules.hint_running")}</p>
          <RuleRows draft={editing.value} language={room.value!.language} onDraft={(draft) => (editing.value = draft)} />
          <div class="buttons">
            <button type="button" class="button main" onClick={save}>{t("rules.save")}</button>
            <button type="button" class="button" onClick={() => (editing.value = null)}>{t("rules.leave")}</button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
