// The host console: /host/<code>. Finds its token, connects, and shows why when it may not.
import "./host/host.css";
import { render } from "preact";
import { boot } from "./live/boot.ts";
import { language, sessionLanguage, t } from "./live/language.ts";
import { connect } from "./live/wire.ts";
import { Console } from "./host/Console.tsx";
import { hosts, line, listenTo, refusal, refusalText, room } from "./host/console.ts";
import { forgetToken, tokenFor } from "./host/token.ts";

const code = String(boot.code ?? location.pathname.split("/")[2] ?? "");

function Page({ token }: { token: string | undefined }) {
  const why = refusal.value;
  if (!token || (line.value === "refused" && why)) return <NoWay words={why ? refusalText(why) : t("host.door.no_token")} />;
  // A participant's token opens the socket but gives no hosts' document.
  if (room.value && !hosts.value && line.value === "online") return <NoWay words={t("host.door.not_host")} waits />;
  if (!room.value || !hosts.value) return <main id="main" class="waiting"><p role="status">{t("host.door.opening")}</p></main>;
  sessionLanguage.value = room.value.language;
  return <Console />;
}

function NoWay({ words, waits = false }: { words: string; waits?: boolean }) {
  return (
    <main id="main" class="waiting stack">
      <h1>{t("host.door.title")}</h1>
      <p role={waits ? "status" : "alert"}>{words}</p>
      <p class="buttons">
        <a class="button main" href={`/sign-in?next=/host/${code}`}>{t("host.door.sign_in")}</a>
        <a class="button" href={`/join/${code}`}>{t("host.door.join")}</a>
      </p>
    </main>
  );
}

async function start(): Promise<void> {
  const root = document.getElementById("app") ?? document.body;
  root.replaceChildren();
  const token = await tokenFor("host", code);
  if (token) {
    const wire = connect({ token, code, outbox: `host.${code}` });
    listenTo(wire);
    wire.refusal.subscribe((why) => { if (why?.code === "bad_token") forgetToken("host", code); });
  }
  render(<Page token={token} />, root);
}

document.documentElement.lang = language.value;
void start();
