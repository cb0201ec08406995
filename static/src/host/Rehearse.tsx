// A rehearsal: invented people come to a copy of this session over the same wire as everybody, so that one sees the
// day beforehand and the session itself stays as it is.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { t } from "../live/language.ts";
import { Icon } from "./icons.tsx";
import { ask } from "./rest.ts";

const MOST = 60;

export function Rehearse({ code, token, people }: { code: string; token: string | undefined; people: number }) {
  const wanted = useSignal(Math.max(2, Math.min(MOST, people || 12)));
  const asking = useSignal(false);
  const copy = useSignal("");
  const failed = useSignal("");
  async function start(event: Event): Promise<void> {
    event.preventDefault();
    if (asking.value) return;
    asking.value = true;
    failed.value = "";
    const answer = await ask<{ host_url: string }>(`/api/v1/sessions/${code}/rehearse`, { method: "POST", token, body: { people: wanted.value } });
    asking.value = false;
    if (!answer.ok) { failed.value = answer.hint || t("host.rehearse.failed"); return; }
    copy.value = answer.body.host_url;
    say(t("host.rehearse.started", { count: wanted.value }));
  }
  return (
    <section class="stack close" aria-labelledby="rehearse-title">
      <h3 id="rehearse-title">{t("host.rehearse.title")}</h3>
      <p>{t("host.rehearse.what")}</p>
      {failed.value && <p class="banner alert" role="alert">{failed.value}</p>}
      {copy.value ? (
        <div class="banner good row apart">
          <p class="grow">{t("host.rehearse.started", { count: wanted.value })}</p>
          <a class="button" href={copy.value} target="_blank" rel="noreferrer"><Icon name="play" /> {t("host.rehearse.open")}</a>
        </div>
      ) : (
        <form class="row" onSubmit={start}>
          <label for="rehearse-people">{t("host.rehearse.people")}</label>
          <input id="rehearse-people" class="input narrow digits" type="number" min={2} max={MOST} value={String(wanted.value)} onInput={(event) => (wanted.value = Math.max(2, Math.min(MOST, Number(event.currentTarget.value) || 2)))} />
          <button class="button" aria-disabled={asking.value}><Icon name="people" /> {asking.value ? t("prepare.sending") : t("host.rehearse.start")}</button>
        </form>
      )}
    </section>
  );
}
