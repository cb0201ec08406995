// A person on the telephone: no device of their own, the host writes for them. They get a seat like everybody.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { Dialog } from "../live/dialog.tsx";
import { t } from "../live/language.ts";
import { act } from "./console.ts";

export function NewPerson({ close }: { close: () => void }) {
  const name = useSignal("");
  const organisation = useSignal("");
  async function add(event: Event): Promise<void> {
    event.preventDefault();
    const args: Record<string, string> = { name: name.value.trim() };
    if (organisation.value.trim()) args.organisation = organisation.value.trim();
    if (!(await act("person.add", args))) return;
    say(t("host.new.added", { name: args.name! }));
    close();
  }
  return (
    <Dialog title={t("host.new.title")} onClose={close}>
      <p>{t("host.new.what")}</p>
      <form class="stack" onSubmit={add}>
        <div class="field">
          <label for="new-name">{t("host.new.name")}</label>
          <input id="new-name" class="input" required maxLength={60} autoComplete="off" value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
        </div>
        <div class="field">
          <label for="new-organisation">{t("host.new.organisation")}</label>
          <input id="new-organisation" class="input" maxLength={60} autoComplete="off" value={organisation.value} onInput={(event) => (organisation.value = event.currentTarget.value)} />
        </div>
        <div class="buttons">
          <button class="button main">{t("host.new.add")}</button>
          <button type="button" class="button" onClick={close}>{t("host.cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}
