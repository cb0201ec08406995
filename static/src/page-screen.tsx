// The projector: /screen/<code>#token. Works unattended: finds its token again after a reload, keeps the display awake.
import "./screen/screen.css";
import { render } from "preact";
import { boot } from "./live/boot.ts";
import { Announcements } from "./live/announcer.tsx";
import { language, sessionLanguage, t } from "./live/language.ts";
import { connect } from "./live/wire.ts";
import { line, listenTo, refusal, refusalText, room, screen } from "./host/console.ts";
import { ask } from "./host/rest.ts";
import { forgetToken, kept, tokenFor } from "./host/token.ts";
import { keep } from "./live/keep.ts";
import { ScreenPage } from "./screen/Screen.tsx";
import { Door } from "./screen/Door.tsx";

const code = String(boot.code ?? location.pathname.split("/")[2] ?? "");

function Page({ token }: { token: string | undefined }) {
  const why = refusal.value;
  const closed = !token || (line.value === "refused" && why !== null);
  if (closed && !room.value) {
    return (
      <main id="main" class="waiting stack">
        <h1>{t("screen.no_token_title")}</h1>
        <p role="alert">{why ? refusalText(why) : t("screen.no_token")}</p>
        <Door code={code} />
      </main>
    );
  }
  if (!room.value || !screen.value) return <main id="main" class="waiting"><p role="status">{t("screen.opening")}</p></main>;
  sessionLanguage.value = room.value.language;
  return <><ScreenPage /><Announcements /></>;
}

/** The host's own laptop may be the projector's: with the host's token it asks for the screen's. */
async function screenToken(): Promise<string | undefined> {
  const given = await tokenFor("screen", code);
  const host = kept("host", code);
  if (given || !host) return given;
  const answer = await ask<{ token: string }>(`/api/v1/sessions/${code}/screen`, { method: "POST", token: host, body: {} });
  if (answer.ok) keep(`screen.${code}`, answer.body.token);
  return answer.ok ? answer.body.token : undefined;
}

/** A display that sleeps in the middle of a round looks like a broken one. */
async function stayAwake(): Promise<void> {
  try {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch {
    // Without the permission the computer's own settings decide.
  }
}

async function start(): Promise<void> {
  const root = document.getElementById("app") ?? document.body;
  root.replaceChildren();
  const token = await screenToken();
  if (token) {
    const wire = connect({ token, code, outbox: `screen.${code}` });
    listenTo(wire);
    wire.refusal.subscribe((why) => { if (why?.code === "bad_token") forgetToken("screen", code); });
  }
  render(<Page token={token} />, root);
  void stayAwake();
  document.addEventListener("visibilitychange", () => void stayAwake());
}

document.documentElement.lang = language.value;
void start();
