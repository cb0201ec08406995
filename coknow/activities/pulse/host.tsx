// The pulse in the console: how many have answered, the one button that tells the result, and the words before others see them.

import { useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Confirm } from "@/live/dialog.tsx";
import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Distribution } from "./distribution.tsx";
import type { PulseHosts, PulseRoom } from "./types.ts";

export function Host({ room, hosts, leads, act }: HostProps) {
  const { items, closed, results } = room.activity as PulseRoom;
  const { texts = {} } = hosts.activity as PulseHosts;
  const [asking, setAsking] = useState(false);
  const { wrote, of } = hosts.share;
  const phones = Object.values(hosts.people).some((person) => person.kind === "phone" && person.role === "participant");
  return (
    <div class="stack far">
      {!closed && (
        <section class="stack close">
          <p class="big digits">{t("pulse.have_answered", { count: wrote, of })}</p>
          <p class="soft">{wrote < 5 ? t("pulse.still_few", { fewest: 5 }) : t("pulse.host_promise")}</p>
          {phones && <p class="soft">{t("pulse.phones")}</p>}
          <div class="buttons">
            <button type="button" class="button main" aria-disabled={!leads} onClick={() => leads && setAsking(true)}>{t("pulse.close")}</button>
          </div>
        </section>
      )}
      {closed && <p class="soft">{t("pulse.indicative")}</p>}
      {inOrder(items).map(([id, item]) => closed ? (
        <section key={id} class="card stack">
          <Distribution item={item} result={results?.[id] ?? { few: true }} hinted={false} />
          {texts[id] && <Texts item={id} lines={texts[id]} shown={results?.[id]?.lines !== undefined} leads={leads} act={act} />}
        </section>
      ) : (
        <section key={id} class="card"><Said as="h3" text={item.text} /></section>
      ))}
      {asking && (
        <Confirm
          title={t("pulse.close_title")}
          text={wrote < 5 ? t("pulse.close_few", { fewest: 5 }) : t("pulse.close_text")}
          yes={t("pulse.close")}
          onYes={async () => { if (await act("pulse.close")) say(t("pulse.is_closed")); }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function Texts({ item, lines, shown, leads, act }: {
  item: string;
  lines: NonNullable<PulseHosts["texts"]>[string];
  shown: boolean;
  leads: boolean;
  act: HostProps["act"];
}) {
  return (
    <div class="stack close">
      <p class="soft">{shown ? t("pulse.words_shown") : t("pulse.words_hosts_only")}</p>
      <ul class="stack close">
        {inOrder(lines).map(([id, line]) => (
          <li key={id} class="row apart">
            <span class={`grow ${line.hidden ? "soft" : ""}`}>{line.text} {line.hidden && <span class="tag"><Icon name="eye" />{t("pulse.is_hidden")}</span>}</span>
            <HideButton id={id} text={line.text} hidden={line.hidden === true} act={act} />
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" class="button" aria-disabled={!leads} onClick={() => leads && void act("pulse.show", { item, on: !shown })}>
          {shown ? t("pulse.unshow") : t("pulse.show")}
        </button>
      </div>
    </div>
  );
}

function HideButton({ id, text, hidden, act }: { id: string; text: string; hidden: boolean; act: HostProps["act"] }) {
  const word = t(hidden ? "pulse.unhide" : "pulse.hide");
  return (
    <button type="button" class="button small" aria-label={`${word}: ${text}`} onClick={() => void act("pulse.hide", { line: id, on: !hidden })}>
      {word}
    </button>
  );
}
