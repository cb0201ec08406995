// Calling for help: one tap, and one to take it back. While it is open the person sees that the host has it.

import { say } from "../live/announcer.tsx";
import { useLive } from "../live/context.ts";
import type { Person, Place } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";

/** Called, or on its way: the tap must show at once, with or without a connection. */
export function useHelp(person: Person): { called: boolean; call: () => void; cancel: () => void } {
  const { wire } = useLive();
  const waiting = wire.pending.value.filter(({ name, answer }) => !answer && name.startsWith("help."));
  const last = waiting[waiting.length - 1]?.name;
  const called = last ? last === "help.call" : Boolean(person.help);
  return {
    called,
    call: () => void wire.send("help.call").then((answer) => answer.ok && say(t("help.called"))),
    cancel: () => void wire.send("help.cancel").then((answer) => answer.ok && say(t("help.cancelled"))),
  };
}

export function HelpButton({ person }: { person: Person }) {
  const { called, call, cancel } = useHelp(person);
  return (
    <button type="button" class={`button top-button ${called ? "danger" : ""}`} aria-pressed={called} onClick={called ? cancel : call}>
      <Icon name="hand" />
      <span class="top-word">{t(called ? "help.on" : "help.call")}</span>
    </button>
  );
}

export function HelpBanner({ person, place }: { person: Person; place: Place | undefined }) {
  const { called, cancel } = useHelp(person);
  if (!called && !place?.help) return null;
  return (
    <div class="banner alert">
      <Icon name="hand" />
      <p class="grow">{t(place?.help && !person.help ? "help.table_text" : "help.text")}</p>
      <button type="button" class="button" onClick={cancel}>{t("help.cancel")}</button>
    </div>
  );
}
