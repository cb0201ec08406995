// The session has been made: its code and links, and what a host does next: look, rehearse, open the console.
import { useSignal } from "@preact/signals";
import { Announcements, say } from "../live/announcer.tsx";
import { t } from "../live/language.ts";
import { TableMark } from "../live/table.tsx";
import { spelled } from "../host/Doors.tsx";
import { Icon } from "../host/icons.tsx";
import { Rehearse } from "../host/Rehearse.tsx";
import { copy } from "../host/RoomList.tsx";

export type Created = { code: string; join_url: string; host_url: string; host_token: string };

export function Made({ created, title, expected }: { created: Created; title: string; expected: number }) {
  const copied = useSignal(false);
  const host = `/host/${created.code}`;
  return (
    <>
      <main id="main" tabIndex={-1} class="made stack far">
        <div class="made-head"><TableMark /><h1 id="made-title" tabIndex={-1}>{t("prepare.made", { title })}</h1></div>
        <section class="door card" aria-labelledby="made-door">
          <img class="qr" src={`/qr/${created.code}.svg`} alt={t("host.doors.qr")} width="200" height="200" />
          <div class="stack close grow">
            <h2 id="made-door">{t("host.doors.join")}</h2>
            <p class="code-big digits" aria-label={t("host.doors.code", { code: [...created.code].join(" ") })}>{spelled(created.code)}</p>
            <p class="join-link"><a href={created.join_url}>{created.join_url}</a></p>
            <div class="buttons">
              <button type="button" class="button" onClick={() => { copied.value = true; void copy(created.join_url, t("host.doors.copied")); say(t("host.doors.copied")); }}>
                <Icon name={copied.value ? "check" : "copy"} /> {copied.value ? t("host.copy.done") : t("host.doors.copy")}
              </button>
            </div>
          </div>
        </section>
        <section class="stack close" aria-labelledby="made-next">
          <h2 id="made-next">{t("prepare.next")}</h2>
          <p><a class="button main" href={host}>{t("prepare.open_console")} <Icon name="arrow" /></a></p>
          <p class="hint">{t("prepare.open_console_hint")}</p>
          <div class="buttons">
            <a class="button" href={`/join/${created.code}?preview=1`} target="_blank" rel="noreferrer"><Icon name="eye" /> {t("host.doors.preview")}</a>
            <a class="button" href={`${host}/prepare`}><Icon name="edit" /> {t("prepare.change_still")}</a>
          </div>
        </section>
        <Rehearse code={created.code} token={created.host_token} people={expected} />
      </main>
      <Announcements />
    </>
  );
}
