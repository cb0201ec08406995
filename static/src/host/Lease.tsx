// Who leads. Shown only when it is not this console: then nothing here moves the session until one takes the lease.
import { say } from "../live/announcer.tsx";
import { t } from "../live/language.ts";
import { act, hosts, leads, person } from "./console.ts";
import { holderName } from "./Doors.tsx";
import { Icon } from "./icons.tsx";

export function LeaseBar() {
  if (!hosts.value || !person.value || leads.value) return null;
  const away = hosts.value.people[hosts.value.lease.holder]?.gone;
  return (
    <div class="banner warn lease-bar" role="status">
      <Icon name="eye" />
      <p class="grow"><strong>{t("host.lease.other", { name: holderName() })}</strong> {away ? t("host.lease.away") : t("host.lease.watching")}</p>
      <button type="button" class="button main small" onClick={async () => { if (await act("lease.take", {})) say(t("host.lease.taken")); }}>{t("host.lease.take")}</button>
    </div>
  );
}
