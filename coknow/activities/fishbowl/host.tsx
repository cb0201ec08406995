// The fishbowl in the console: who sits, who waits, whom to invite in private, and the change of a closed circle.

import { useState } from "preact/hooks";
import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Icon } from "@/host/icons.tsx";
import { countdown } from "@/host/words.ts";
import { Ring } from "./ring.tsx";
import type { BowlHosts, BowlRoom } from "./types.ts";

const INVITES = 3;

type Props = HostProps<BowlRoom & Record<string, unknown>, BowlHosts & Record<string, unknown>>;

/** Somebody on the phone has no button of their own. */
function PhoneButton({ id, kind, does, act }: { id: string; kind: string | undefined; does: "take" | "leave"; act: Props["act"] }) {
  if (kind !== "phone") return null;
  return <button type="button" class="button small" onClick={() => void act(`chair.${does}`, { for: id })}>{t(`fishbowl.for_${does}`)}</button>;
}

function Inside({ room, hosts, act }: Props) {
  const bowl = room.activity;
  return (
    <div class="host-bowl-circle">
      <Ring bowl={bowl} />
      <div class="stack close grow">
        <h3>{t("fishbowl.inside")}</h3>
        {Object.keys(bowl.inside).length === 0 && <p>{t("fishbowl.nobody_yet")}</p>}
        <ol class="host-bowl-list">
          {inOrder(bowl.inside).map(([id, { name }]) => (
            <li key={id}>{name} <PhoneButton id={id} kind={hosts.people[id]?.kind} does="leave" act={act} /></li>
          ))}
        </ol>
        {bowl.leave_one && <p class="banner"><Icon name="arrow" /> <span class="grow">{t("fishbowl.leave_one")}</span></p>}
        {Object.keys(bowl.queue).length > 0 && (
          <>
            <h3>{t("fishbowl.queue")}</h3>
            <ol class="host-bowl-list">{inOrder(bowl.queue).map(([id, { name }]) => <li key={id}>{name}</li>)}</ol>
          </>
        )}
      </div>
    </div>
  );
}

/** Two or three at a time: they see it on their own screen only. */
function Invite({ room, hosts, act }: Props) {
  const [found, setFound] = useState("");
  const bowl = room.activity;
  const { invited } = hosts.activity;
  const full = Object.keys(invited).length >= INVITES;
  const people = inOrder(hosts.people).filter(([id, one]) =>
    one.role === "participant" && !one.gone && !(id in bowl.inside) && !(id in bowl.queue));
  const wanted = found.trim().toLocaleLowerCase();
  const shown = people.filter(([, { name }]) => name.toLocaleLowerCase().includes(wanted));
  return (
    <section class="stack close" aria-labelledby="bowl-invite">
      <h3 id="bowl-invite">{t("fishbowl.invite_title")}</h3>
      <p class="soft">{t("fishbowl.invite_hint")}</p>
      {people.length > 12 && (
        <div class="field">
          <label for="bowl-find">{t("fishbowl.find")}</label>
          <input id="bowl-find" class="input" value={found} autocomplete="off" onInput={(event) => setFound(event.currentTarget.value)} />
        </div>
      )}
      <ul class="host-bowl-people">
        {shown.map(([id, one]) => (
          <li key={id}>
            <span class="grow">{one.name}{one.organisation && <span class="soft"> · {one.organisation}</span>}</span>
            {one.kind === "phone"
              ? <PhoneButton id={id} kind="phone" does="take" act={act} />
              : id in invited
                ? <button type="button" class="button small" aria-label={`${t("fishbowl.uninvite")}: ${one.name}`} onClick={() => void act("chair.invite", { people: [id], on: false })}><Icon name="check" /> {t("fishbowl.uninvite")}</button>
                : <button type="button" class="button small" disabled={full} aria-label={`${t("fishbowl.invite")}: ${one.name}`} onClick={() => void act("chair.invite", { people: [id] })}>{t("fishbowl.invite")}</button>}
          </li>
        ))}
      </ul>
      {full && <p class="soft">{t("fishbowl.invites_full")}</p>}
    </section>
  );
}

export function Host(props: Props) {
  const { room, hosts, act, now } = props;
  const bowl = room.activity;
  return (
    <div class="stack far host-bowl">
      <Inside {...props} />
      {bowl.form === "closed" && (
        <div class="row">
          {bowl.deadline !== undefined && <p class="grow">{t("fishbowl.changes_in", { time: countdown(Math.max(0, bowl.deadline - now)) })}</p>}
          <button type="button" class="button" onClick={(event) => { if (event.detail < 2) void act("chair.swap"); }}>{t("fishbowl.change_now")}</button>
        </div>
      )}
      <p class="soft">{t("fishbowl.been", { count: hosts.activity.been })} {t("fishbowl.not_measured")}</p>
      <Invite {...props} />
    </div>
  );
}
