// A rehearsal with invented people: bots join over the same wire as everybody, so that one sees the day beforehand.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { t } from "../live/language.ts";
import { Icon } from "./icons.tsx";
import { ask } from "./rest.ts";

const MOST = 60;

export function Rehearse({ code, token, people }: { code: string; token: string | undefined; people: number }) {
  const wanted = useSignal(Math.max(2, Math.min(MOST, people || 12)));
  const state = useSignal<"ready" | "asking" | "running">("ready");
  const failed = useSignal("");
  async function start(event: Event): Promise<void> {
    event.preventDefault();
    if (state.value === "asking") return;
    state.value = "asking";
    failed.value = "";
    const answer = await ask(`/api/v1/sessions/${code}/rehearse`, { method: "POST", token, body: { people: wanted.value } });
    state.value = answer.ok ? "running" : "ready";
    if (answer.ok) say(t("host.rehearse.started", { count: wanted.value }));
    else failed.value = answer.hint || t("host.rehearse.failed");
  }
  return (
    <section class="stack close" aria-labelledby="rehearse-title">
      <h3 id="rehearse-title">{t("host.rehearse.title")}</h3>
      <p>{t("host.rehearse.what")}</p>
      {failed.value && <p class="banner alert" role="alert">{failed.value}</p>}
      {state.value === "running" ? <p class="banner good"><Icon name="people" /> {t("host.rehearse.started", { count: wanted.value })}</p> : (
        <form class="row" onSubmit={start}>
          <label for="rehearse-people">{t("host.rehearse.people")}</label>
          <input id="rehearse-people" class="input narrow digits" type="number" min={2} max={MOST} value={String(wanted.value)} onInput={(event) => (wanted.value = Math.max(2, Math.min(MOST, Number(event.currentTarget.value) || 2)))} />
          <button class="button" aria-disabled={state.value === "asking"}><Icon name="play" /> {t("host.rehearse.start")}</button>
        </form>
      )}
    </section>
  );
}
