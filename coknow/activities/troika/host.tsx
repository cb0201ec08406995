// Troika in the console: the part that runs in all groups, a minute more or on to the next, and whose matter each group has.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Parts } from "./parts.tsx";
import type { TroikaHosts, TroikaRoom } from "./types.ts";

type Props = HostProps<TroikaRoom & Record<string, unknown>, TroikaHosts & Record<string, unknown>>;

export function Host({ room, hosts, leads, act, now }: Props) {
  const clock = room.activity;
  const places = inOrder(hosts.places).filter(([, place]) => !place.closed && place.count > 0);
  if (clock.done) {
    return (
      <div class="stack">
        <p class="banner good"><span class="grow">{t("troika.host_done")}</span></p>
        {hosts.activity.waiting && (
          <div class="buttons">
            <button type="button" class="button" disabled={!leads} onClick={() => void act("part.next")}>{t("troika.one_more")}</button>
          </div>
        )}
      </div>
    );
  }
  if (!clock.part) return null;
  return (
    <div class="stack">
      <Parts clock={clock} now={now} />
      <div class="buttons">
        <button type="button" class="button" disabled={!leads} onClick={() => void act("part.next")}>{t("troika.next_part")}</button>
        <button type="button" class="button" disabled={!leads} onClick={() => void act("part.extend", { seconds: 60 })}>{t("troika.more")}</button>
        <button type="button" class="button" disabled={!leads} onClick={() => void act("part.extend", { seconds: -60 })}>{t("troika.less")}</button>
      </div>
      <p class="hint">{t("troika.host_hint")}</p>
      <section class="stack close" aria-labelledby="troika-groups">
        <h3 id="troika-groups">{t("troika.groups")}</h3>
        <ul class="troika-groups">
          {places.map(([id, place]) => {
            const client = hosts.people[hosts.activity.clients?.[id] ?? ""];
            const others = Object.values(hosts.people).filter((one) => one.place === id && !one.gone && one !== client).map((one) => one.name);
            return (
              <li key={id}>
                <strong>{t(`place.${place.kind}`, { number: place.number })}</strong>
                <span>{client ? t("troika.has_turn", { name: client.name }) : t("troika.free")}</span>
                <span class="soft">{others.join(", ")}</span>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
