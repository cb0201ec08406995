// One sentence to everybody, in whatever room they sit: on every phone, on the projector, read once by readers.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { Dialog } from "../live/dialog.tsx";
import { t } from "../live/language.ts";
import { act, refused, room } from "./console.ts";
import { Icon } from "./icons.tsx";

const READY = ["host.announce.minute", "host.announce.write", "host.announce.gather"] as const;
const LONGEST = 500;

export function AnnounceButton() {
  const open = useSignal(false);
  if (!room.value || room.value.status === "closed") return null;
  return (
    <>
      <button type="button" class="button" onClick={() => (open.value = true)}><Icon name="speech" /> {t("host.announce.button")}</button>
      {open.value && <AnnounceDialog close={() => (open.value = false)} />}
    </>
  );
}

function AnnounceDialog({ close }: { close: () => void }) {
  const words = useSignal("");
  async function send(event: Event): Promise<void> {
    event.preventDefault();
    const text = words.value.trim();
    if (!text || !(await act("announce", { text }))) return;
    say(t("host.announce.sent"));
    close();
  }
  return (
    <Dialog title={t("host.announce.title")} onClose={close}>
      <form class="stack" onSubmit={send}>
        {refused.value && <p class="banner alert" role="alert">{refused.value}</p>}
        <div class="field">
          <label for="announcement">{t("host.announce.label")}</label>
          <textarea id="announcement" class="input" required maxLength={LONGEST} value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} />
        </div>
        <div class="buttons" role="group" aria-label={t("host.announce.ready")}>
          {READY.map((id) => <button key={id} type="button" class="button small" onClick={() => (words.value = t(id))}>{t(id)}</button>)}
        </div>
        <div class="buttons">
          <button class="button main">{t("host.announce.send")}</button>
          <button type="button" class="button" onClick={close}>{t("host.cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}
