// The ways in: the code in big letters with its QR, the join link, the projector, the form, and who may lead.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { boot } from "../live/boot.ts";
import { t } from "../live/language.ts";
import { act, hosts, leads, person, room } from "./console.ts";
import { GroundRules } from "./GroundRules.tsx";
import { Icon } from "./icons.tsx";
import { Rehearse } from "./Rehearse.tsx";
import { ask } from "./rest.ts";
import { copy } from "./RoomList.tsx";
import { hosting } from "./roster.ts";
import { kept } from "./token.ts";

export const spelled = (code: string): string => (code.length === 6 ? `${code.slice(0, 3)}-${code.slice(3)}` : code);

export const joinUrl = (code: string): string => String(boot.join_url ?? `${location.origin}/join/${code}`);

export function Doors() {
  const code = room.value?.code;
  if (!code) return null;
  return (
    <div class="stack far">
      <section class="door card" aria-labelledby="door-title">
        <img class="qr" src={String(boot.qr_url ?? `/qr/${code}.svg`)} alt={t("host.doors.qr")} width="200" height="200" />
        <div class="stack close grow">
          <h3 id="door-title">{t("host.doors.join")}</h3>
          <p class="code-big digits" aria-label={t("host.doors.code", { code: [...code].join(" ") })}>{spelled(code)}</p>
          <p class="join-link"><a href={joinUrl(code)} target="_blank" rel="noreferrer">{joinUrl(code)}</a></p>
          <div class="buttons">
            <button type="button" class="button" onClick={() => copy(joinUrl(code), t("host.doors.copied"))}><Icon name="copy" /> {t("host.doors.copy")}</button>
            <a class="button" href={`/join/${code}?preview=1`} target="_blank" rel="noreferrer"><Icon name="eye" /> {t("host.doors.preview")}</a>
          </div>
        </div>
      </section>
      <Projector code={code} />
      <GroundRules />
      <Leading />
      {room.value?.status === "lobby" && <Rehearse code={code} token={kept("host", code)} people={hosts.value?.settings.expected ?? 12} />}
      <section class="stack close" aria-labelledby="change-title">
        <h3 id="change-title">{t("host.doors.change")}</h3>
        <p>{t("host.doors.change_what")}</p>
        <p><a class="button" href={String(boot.prepare_url ?? `/host/${code}/prepare`)}><Icon name="gear" /> {t("host.doors.change_open")}</a></p>
      </section>
    </div>
  );
}

/** The projector's page has a token of its own, so that a screen in a hall cannot lead the session. */
function Projector({ code }: { code: string }) {
  const address = useSignal("");
  const failed = useSignal("");
  async function make(): Promise<void> {
    failed.value = "";
    const answer = await ask<{ token: string }>(`/api/v1/sessions/${code}/screen`, { method: "POST", token: kept("host", code), body: {} });
    if (!answer.ok) { failed.value = answer.hint || t("host.doors.screen_failed"); return; }
    address.value = `${location.origin}/screen/${code}#${answer.body.token}`;
    say(t("host.doors.screen_ready"));
  }
  return (
    <section class="stack close" aria-labelledby="screen-title">
      <h3 id="screen-title">{t("host.doors.screen")}</h3>
      <p>{t("host.doors.screen_what")}</p>
      {failed.value && <p class="banner alert" role="alert">{failed.value}</p>}
      <div class="buttons">
        {!address.value && <button type="button" class="button" onClick={make}><Icon name="screen" /> {t("host.doors.screen_make")}</button>}
        {address.value && <a class="button" href={address.value} target="_blank" rel="noreferrer"><Icon name="screen" /> {t("host.doors.screen_open")}</a>}
        {address.value && <button type="button" class="button" onClick={() => copy(address.value, t("host.doors.copied"))}><Icon name="copy" /> {t("host.doors.screen_copy")}</button>}
      </div>
    </section>
  );
}

function Leading() {
  const lease = hosts.value?.lease;
  if (!lease) return null;
  const others = hosting.value.filter((member) => member.id !== lease.holder);
  return (
    <section class="stack close" aria-labelledby="leading-title">
      <h3 id="leading-title">{t("host.lease.title")}</h3>
      <p>{leads.value ? t("host.lease.you") : t("host.lease.other", { name: holderName() })}</p>
      {others.length > 0 && leads.value && (
        <fieldset class="stack close">
          <legend class="legend">{t("host.lease.deputies")}</legend>
          <p class="hint">{t("host.lease.deputies_what")}</p>
          {others.map((member) => (
            <label key={member.id} class="choice">
              <input type="checkbox" checked={member.id in lease.deputies} onChange={(event) => act("lease.deputy", { person: member.id, on: event.currentTarget.checked })} />
              <span>{member.name}{member.id === person.value?.id ? ` (${t("host.lease.me")})` : ""}</span>
            </label>
          ))}
        </fieldset>
      )}
      {others.length === 0 && leads.value && <p class="hint">{t("host.lease.alone")}</p>}
    </section>
  );
}

export function holderName(): string {
  const holder = hosts.value?.lease.holder ?? "";
  return hosts.value?.people[holder]?.name ?? room.value?.host ?? "";
}
