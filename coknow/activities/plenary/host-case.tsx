// The case card as its host fills it in. What failed is not optional, and nor is a look for clients in it.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { t, tx } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { Icon } from "@/host/icons.tsx";
import type { HostProps } from "@/host/PhaseView.tsx";
import { CardFacts } from "./case.tsx";
import type { CardField, PlenaryHosts, PlenaryRoom } from "./types.ts";

const FIELDS: [CardField, number, boolean][] = [["title", 120, true], ["owner", 120, false], ["context", 600, false], ["took", 600, false], ["failed", 600, true]];

export function CaseForm({ room, hosts, act }: HostProps<PlenaryRoom, PlenaryHosts>) {
  const { card } = room.activity;
  // filled in while preparing, but not looked through yet: nobody else has seen it
  const prepared = (hosts.settings.phases?.[room.phase!.id] as { settings?: { case?: PlenaryRoom["card"] } } | undefined)?.settings?.case;
  const [open, setOpen] = useState(false);
  return (
    <section class="card stack close" aria-labelledby="case-title">
      <h3 id="case-title">{card?.title ? <Said text={card.title} /> : t("plenary.host_case")}</h3>
      {card ? <CardFacts card={card} /> : !open && <p class="soft">{t(prepared ? "plenary.host_case_unchecked" : "plenary.host_case_none")}</p>}
      {open
        ? <Form card={card ?? prepared ?? {}} act={act} close={() => { setOpen(false); requestAnimationFrame(() => document.getElementById("case-edit")?.focus()); }} />
        : <div class="buttons"><button type="button" id="case-edit" class="button" onClick={() => setOpen(true)}><Icon name="edit" /> {t("plenary.host_case_edit")}</button></div>}
    </section>
  );
}

function Form({ card, act, close }: { card: NonNullable<PlenaryRoom["card"]>; act: HostProps["act"]; close: () => void }) {
  const [words, setWords] = useState(() => Object.fromEntries(FIELDS.map(([field]) => [field, tx(card[field])])) as Record<CardField, string>);
  const [checked, setChecked] = useState(false);
  const [fault, setFault] = useState<CardField | "checked" | "">("");
  const id = useId();

  async function submit(event: Event) {
    event.preventDefault();
    const missing = FIELDS.find(([field, , needed]) => needed && !words[field].trim())?.[0];
    const wrong = missing ?? (checked ? "" : "checked");
    setFault(wrong);
    if (wrong) return document.getElementById(`${id}${wrong}`)?.focus();
    if (await act("case.describe", { ...words, checked })) {
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
            onInput={(event) => setWords({ ...words, [field]: event.currentTarget.value })} />
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
