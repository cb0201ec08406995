// Ground rules as a list one can edit: add, reword, reorder, remove, or take a ready set. The form and the console share it.
import type { Rules, Text } from "../live/documents.ts";
import { inOrder } from "../live/documents.ts";
import { say } from "../live/announcer.tsx";
import { boot } from "../live/boot.ts";
import { t, tx } from "../live/language.ts";
import { Icon } from "../host/icons.tsx";
import { moved, type Language } from "./draft.ts";
import { Complaint, Order } from "./fields.tsx";
import { editedText } from "./plan.ts";

export type RuleRow = { key: string; text: Text };
export type RuleDraft = { name?: Text; rows: RuleRow[] };
type ReadySet = { name: Text; items: Rules["items"] };

const ready = (boot.rule_sets ?? {}) as Record<string, ReadySet>;
const MOST = 20;

export const draftOfRules = (rules: { name?: Text; items: Rules["items"] }): RuleDraft => ({
  ...(rules.name ? { name: rules.name } : {}),
  rows: inOrder(rules.items).map(([key, { text }]) => ({ key, text })),
});

/** As the server takes them; lines left empty are not rules. */
export function rulesOf(draft: RuleDraft): { name?: Text; items: Rules["items"] } {
  const written = draft.rows.filter(({ text }) => Object.values(text).some((words) => words?.trim()));
  const items = Object.fromEntries(written.map(({ key, text }, i) => [key, { order: i + 1, text: Object.fromEntries(Object.entries(text).filter(([, words]) => words?.trim())) as Text }]));
  return { ...(draft.name ? { name: draft.name } : {}), items };
}

function freshKey(rows: RuleRow[]): string {
  let number = rows.length + 1;
  while (rows.some(({ key }) => key === `own-${number}`)) number++;
  return `own-${number}`;
}

export function RuleRows({ draft, language, onDraft }: { draft: RuleDraft; language: Language; onDraft: (draft: RuleDraft) => void }) {
  const { rows } = draft;
  // Reworded rules are the host's own, not the set's they began from.
  const put = (next: RuleRow[]): void => onDraft({ rows: next });
  const reach = (key: string): void => void requestAnimationFrame(() => document.getElementById(`rule-${key}`)?.focus());
  return (
    <div class="stack close">
      {draft.name && <p><strong>{tx(draft.name)}</strong></p>}
      <ol class="stack close numbered rule-rows">
        {rows.map(({ key, text }, i) => {
          const what = t("rules.one", { number: i + 1 });
          return (
            <li key={key} class="numbered-line">
              <div class="grow field">
                <label class="for-readers" for={`rule-${key}`}>{what}</label>
                <textarea id={`rule-${key}`} class="input" rows={2} maxLength={500} lang={language} value={text[language] ?? tx(text)}
                  onInput={(event) => put(rows.map((row) => (row.key === key ? { key, text: editedText(text, language, event.currentTarget.value, originalOf(key)) } : row)))} />
              </div>
              <Order what={what} first={i === 0} last={i === rows.length - 1} up={() => put(moved(rows, i, i - 1))} down={() => put(moved(rows, i, i + 1))}
                remove={() => { put(rows.filter((row) => row.key !== key)); say(t("rules.removed", { number: i + 1 })); const next = rows[i + 1] ?? rows[i - 1]; if (next) reach(next.key); }} />
            </li>
          );
        })}
      </ol>
      <Complaint name="rules" />
      <div class="buttons">
        {rows.length < MOST && <button type="button" class="button" onClick={() => { const key = freshKey(rows); put([...rows, { key, text: {} }]); reach(key); }}><Icon name="plus" /> {t("rules.add")}</button>}
      </div>
      {Object.keys(ready).length > 0 && (
        <details>
          <summary>{t("rules.ready")}</summary>
          <ul class="ready-sets stack close">
            {Object.entries(ready).map(([id, set]) => (
              <li key={id} class="row">
                <span class="grow">{tx(set.name)} <span class="soft">({t("rules.count", { count: Object.keys(set.items).length })})</span></span>
                <button type="button" class="button small" aria-label={`${t("rules.take")}: ${tx(set.name)}`} onClick={() => { onDraft(draftOfRules(set)); say(t("rules.taken", { name: tx(set.name) })); }}>{t("rules.take")}</button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** The words a ready set has for this rule: typing them again brings their translations back. */
function originalOf(key: string): Text | undefined {
  return Object.values(ready).find((set) => key in set.items)?.items[key]?.text;
}
