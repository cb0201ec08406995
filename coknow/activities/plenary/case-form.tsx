// The case card as its host or the case's owner fills it in. What failed is not optional, and nor is a look for clients in it.

import type { Signal } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import type { Card, CardField } from "./types.ts";

const FIELDS: [CardField, number, boolean][] = [["title", 120, true], ["owner", 120, false], ["context", 600, false], ["took", 600, false], ["failed", 600, true]];

export type Words = Record<CardField, string>;

export function CaseForm({ card, save, close, draft }: {
  card: Card;
  /** whether it was taken */
  save: (card: Words & { checked: boolean }) => Promise<boolean>;
  close: () => void;
  /** where half a card is kept when the page around it changes */
  draft?: Signal<Words | undefined>;
}) {
  const [words, setWords] = useState<Words>(() => draft?.peek() ?? (Object.fromEntries(FIELDS.map(([field]) => [field, tx(card[field])])) as Words));
  const [checked, setChecked] = useState(false);
  const [fault, setFault] = useState<CardField | "checked" | "">("");
  const id = useId();

  function typed(field: CardField, said: string) {
    const all = { ...words, [field]: said };
    setWords(all);
    if (draft) draft.value = all;
  }

  async function submit(event: Event) {
    event.preventDefault();
    const missing = FIELDS.find(([field, , needed]) => needed && !words[field].trim())?.[0];
    const wrong = missing ?? (checked ? "" : "checked");
    setFault(wrong);
    if (wrong) return document.getElementById(`${id}${wrong}`)?.focus();
    if (await save({ ...words, checked })) {
      if (draft) draft.value = undefined;
      say(t("plenary.host_case_saved"));
      close();
    }
  }

  return (
    <form class="stack" onSubmit={submit} noValidate>
      {FIELDS.map(([field, limit, needed]) => (
        <div key={field} class="field">
          <label for={`${id}${field}`}>{t(`plenary.card_${field}`)}{needed && ` (${t("plenary.needed")})`}</label>
          {field === "failed" && <p id={`${id}why`} class="hint">{t("plenary.card_failed_hint")}</p>}
          <textarea id={`${id}${field}`} class="input" rows={limit > 200 ? 3 : 1} maxLength={limit} value={words[field]} required={needed}
            aria-invalid={fault === field} aria-describedby={`${field === "failed" ? `${id}why ` : ""}${fault === field ? `${id}fault` : ""}`.trim() || undefined}
            onInput={(event) => typed(field, event.currentTarget.value)} />
          {fault === field && <p id={`${id}fault`} class="field-error" role="alert"><Icon name="warning" /> {t("plenary.card_missing")}</p>}
        </div>
      ))}
      <div class="field">
        <label class="row check" for={`${id}checked`}>
          <input id={`${id}checked`} type="checkbox" checked={checked} aria-invalid={fault === "checked"}
            aria-describedby={fault === "checked" ? `${id}fault` : undefined} onChange={(event) => setChecked(event.currentTarget.checked)} />
          <span>{t("plenary.card_checked")}</span>
        </label>
        {fault === "checked" && <p id={`${id}fault`} class="field-error" role="alert"><Icon name="warning" /> {t("plenary.card_unchecked")}</p>}
      </div>
      <div class="buttons">
        <button type="submit" class="button main">{t("plenary.host_case_save")}</button>
        <button type="button" class="button" onClick={close}>{t("dialog.cancel")}</button>
      </div>
    </form>
  );
}
