// A card being written: on a phone one's own, in the console that of somebody on the telephone.

import { useEffect, useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import type { Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import type { DealPerson } from "./types.ts";

const PAUSE = 1_200; // ms without a letter after which a whole card is kept by itself: nobody is too late with the button

export function Write({ card, send }: { card: DealPerson["card"]; send: Send }) {
  const [idea, setIdea] = useState(card?.idea ?? "");
  const [step, setStep] = useState(card?.step ?? "");
  const [fault, setFault] = useState("");
  const id = useId();
  const kept = card && card.idea === idea.trim() && card.step === step.trim();
  const whole = idea.trim() !== "" && step.trim() !== "";
  async function save(): Promise<boolean> {
    const answer = await send("deal.write", { text: idea.trim(), step: step.trim() });
    setFault(answer.ok ? "" : refusalText(answer));
    return answer.ok;
  }
  useEffect(() => {
    if (!whole || kept) return;
    const waiting = setTimeout(() => void save(), PAUSE);
    return () => clearTimeout(waiting);
  }, [idea, step]);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!whole) {
      setFault(t("deal.both"));
      document.getElementById(`${id}${idea.trim() ? "step" : "idea"}`)?.focus();
    } else if (await save()) say(t("deal.kept"));
  }
  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <p class="soft">{t("deal.promise")}</p>
      <div class="field">
        <label for={`${id}idea`}>{t("deal.idea")}</label>
        <textarea id={`${id}idea`} class="input" maxLength={200} value={idea} aria-invalid={fault !== "" && !idea.trim()} onInput={(event) => setIdea(event.currentTarget.value)} />
      </div>
      <div class="field">
        <label for={`${id}step`}>{t("deal.step")}</label>
        <textarea id={`${id}step`} class="input" maxLength={160} rows={2} value={step} aria-invalid={fault !== "" && !step.trim()} onInput={(event) => setStep(event.currentTarget.value)} />
      </div>
      {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
      <div class="row">
        <button type="submit" class="button main">{card ? t("deal.change") : t("deal.send")}</button>
        {kept && <span class="row"><Icon name="check" />{t("deal.kept")}</span>}
      </div>
    </form>
  );
}
