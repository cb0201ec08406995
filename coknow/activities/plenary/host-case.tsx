// The case card in the host's console: what it says, and the form to fill it in.

import { useState } from "preact/hooks";
import { t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { Icon } from "@/host/icons.tsx";
import type { HostProps } from "@/host/PhaseView.tsx";
import { CaseForm } from "./case-form.tsx";
import { CardFacts } from "./case.tsx";
import type { PlenaryHosts, PlenaryRoom } from "./types.ts";

export function HostCase({ room, hosts, act }: HostProps<PlenaryRoom, PlenaryHosts>) {
  const { card } = room.activity;
  // filled in while preparing, but not looked through yet: nobody else has seen it
  const prepared = (hosts.settings.phases?.[room.phase!.id] as { settings?: { case?: PlenaryRoom["card"] } } | undefined)?.settings?.case;
  const [open, setOpen] = useState(false);
  return (
    <section class="card stack close" aria-labelledby="case-title">
      <h3 id="case-title">{card?.title ? <Said text={card.title} /> : t("plenary.host_case")}</h3>
      {card ? <CardFacts card={card} /> : !open && <p class="soft">{t(prepared ? "plenary.host_case_unchecked" : "plenary.host_case_none")}</p>}
      {open
        ? <CaseForm card={card ?? prepared ?? {}} save={async (card) => (await act("case.describe", card)) !== null} close={() => { setOpen(false); requestAnimationFrame(() => document.getElementById("case-edit")?.focus()); }} />
        : <div class="buttons"><button type="button" id="case-edit" class="button" onClick={() => setOpen(true)}><Icon name="edit" /> {t("plenary.host_case_edit")}</button></div>}
    </section>
  );
}
