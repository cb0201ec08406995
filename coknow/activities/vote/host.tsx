// The vote in the console: merging what says the same, opening, how many have voted, ballots of telephones, closing.

import { useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Confirm } from "@/live/dialog.tsx";
import { inOrder, type Room } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Ballot } from "./ballot.tsx";
import { Merging, textOf } from "./merging.tsx";
import { Result } from "./result.tsx";
import type { Marks, VoteHosts, VoteRoom } from "./types.ts";

/** Nobody has been able to vote yet. */
export function caution(room: Room): string | undefined {
  const { step, options } = room.activity as VoteRoom;
  return step === "merging" && Object.keys(options ?? {}).length ? t("vote.unopened") : undefined;
}

export function Host(props: HostProps) {
  const { room, hosts, leads, act } = props;
  const activity = room.activity as VoteRoom;
  const count = Object.keys(activity.options ?? {}).length;
  const [asking, setAsking] = useState(false);
  const { beside } = hosts.activity as VoteHosts;
  const pick = async (option: string, on: boolean) => { if (await act("vote.pick", { option, on })) say(t(on ? "vote.taken_in" : "vote.left_out")); };
  if (activity.step === "closed") return <Result activity={activity} />;
  if (!count) return <p class="banner warn">{t("vote.no_options")}</p>;
  if (activity.step === "merging") {
    return (
      <div class="stack far">
        <p class="soft">{t("vote.merge_first", { count })}</p>
        <div class="buttons">
          <button type="button" class="button main" aria-disabled={!leads} onClick={async () => { if (leads && (await act("vote.open"))) say(t("vote.is_open")); }}>{t("vote.open")}</button>
        </div>
        <LookAlikes {...props} />
        {activity.more !== undefined && <p class="banner warn"><Icon name="warning" /><span>{t("vote.more_host", { count: activity.more })}</span></p>}
        <Merging activity={activity} may act={act} leave={beside ? (option) => void pick(option, false) : undefined} />
        {beside && <Beside beside={beside} pick={(option) => void pick(option, true)} />}
      </div>
    );
  }
  const { wrote, of } = hosts.share;
  return (
    <div class="stack far">
      <section class="stack close">
        <p class="big digits">{t("vote.have_voted", { count: wrote, of })}</p>
        <p class="soft">{t("vote.host_promise")}</p>
        <div class="buttons">
          <button type="button" class="button main" aria-disabled={!leads} onClick={() => leads && setAsking(true)}>{t("vote.close")}</button>
        </div>
      </section>
      <Telephones {...props} />
      {asking && (
        <Confirm title={t("vote.close_title")} text={t("vote.close_text", { count: wrote, of })} yes={t("vote.close")}
          onYes={async () => { if (await act("vote.close")) say(t("vote.is_closed")); }} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

/** More than anybody can weigh: what waits beside the paper, to be taken in instead of the last ones on it. */
function Beside({ beside, pick }: { beside: NonNullable<VoteHosts["beside"]>; pick: (option: string) => void }) {
  const waiting = inOrder(beside);
  return (
    <details class="card" open>
      <summary>{t("vote.beside", { count: waiting.length })}</summary>
      <ul class="stack close">
        {waiting.map(([id, { text }]) => (
          <li key={id} class="row apart">
            <span class="grow vote-words">{text}</span>
            <button type="button" class="button small" aria-label={`${t("vote.take_in")}: ${text}`} onClick={() => pick(id)}>{t("vote.take_in")}</button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Pairs that may say the same, by their letters alone: people judge. */
function LookAlikes({ room, hosts, act }: HostProps) {
  const activity = room.activity as VoteRoom;
  const { alike, beside } = hosts.activity as VoteHosts;
  const [away, setAway] = useState<string[]>([]);
  const words = (id: string) => textOf(activity.options?.[id]) || beside?.[id]?.text;
  const pairs = inOrder(alike)
    .filter(([, pair]) => words(pair.one) && words(pair.other) && !away.includes(`${pair.one} ${pair.other}`));
  if (!pairs.length) return null;
  return (
    <section class="card stack close" aria-labelledby="alike-title">
      <h3 id="alike-title">{t("vote.alike")}</h3>
      <p class="soft small">{t("vote.alike_how")}</p>
      <ul class="stack close">
        {pairs.map(([, { one, other }]) => (
          <li key={`${one} ${other}`} class="vote-pair">
            <p>{words(one)}</p>
            <p>{words(other)}</p>
            <div class="buttons">
              <button type="button" class="button small" aria-label={`${t("vote.merge")}: ${words(other)}`} onClick={() => void act("vote.same", { option: other, into: one })}>{t("vote.merge")}</button>
              <button type="button" class="button plain small" aria-label={`${t("vote.not_same")}: ${words(other)}`} onClick={() => setAway([...away, `${one} ${other}`])}>{t("vote.not_same")}</button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Somebody without a device says their marks aloud; the paper is forgotten here as soon as it is given. */
function Telephones({ room, hosts, act }: HostProps) {
  const activity = room.activity as VoteRoom;
  const phones = inOrder(hosts.people).filter(([, person]) => person.kind === "phone" && person.role === "participant");
  const [marks, setMarks] = useState<Marks>({});
  const [chosen, setChosen] = useState("");
  if (!phones.length) return null;
  const person = chosen || phones[0]![0];
  async function give(): Promise<void> {
    if (!(await act("vote.cast", { for: person, marks }))) return;
    say(t("vote.given_for"));
    setMarks({});
  }
  return (
    <details class="card">
      <summary>{t("vote.phones")}</summary>
      <div class="stack">
        <label class="field"><span class="legend">{t("vote.phone_who")}</span>
          <select class="input" value={person} onChange={(event) => { setChosen(event.currentTarget.value); setMarks({}); }}>
            {phones.map(([id, one]) => <option key={id} value={id}>{one.name}</option>)}
          </select>
        </label>
        <Ballot activity={activity} reader={person} marks={marks} dots={activity.dots ?? 0} change={setMarks} />
        <div class="buttons"><button type="button" class="button" onClick={() => void give()}>{t("vote.give_for")}</button></div>
      </div>
    </details>
  );
}
