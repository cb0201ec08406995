// The rotation plan: what it reaches in words, each round as a picture and as a list, changed seats marked.
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { inOrder } from "../live/documents.ts";
import { keep, recall } from "../live/keep.ts";
import { listed, t } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { TablePicture } from "../live/table.tsx";
import { hosts, room } from "./console.ts";
import { Icon } from "./icons.tsx";
import { useAttainable } from "./attainable.ts";
import { changedSeats, roundNumbers, seating, type Plan, type Rounds } from "./meetings.ts";
import { tablesFor } from "../prepare/plan.ts";
import { members, memberById } from "./roster.ts";
import { figureSentences, tradeoffSentences } from "./words.ts";

export function PlanView() {
  const plan = hosts.value?.plan;
  if (!plan) return room.value?.status === "closed" ? <p class="soft">{t("host.plan.none")}</p> : <Beforehand />;
  return (
    <div class="stack far">
      <Figures plan={plan} />
      <RoundsOfPlan plan={plan} />
    </div>
  );
}

/** Before the start: what could be reached with those who are here now. */
function Beforehand() {
  const people = room.value?.counts.people ?? 0;
  const settings = hosts.value?.settings ?? {};
  const tables = tablesFor(settings, people);
  const found = useAttainable(settings.mode !== "carousel" && people >= 2 ? { people, tables, rounds: settings.rounds ?? 3 } : null);
  return (
    <div class="stack close">
      <p class="soft">{t("host.plan.at_start")}</p>
      {found && (
        <>
          <p>{t("host.plan.if_now", { count: people, tables })}</p>
          <p class="reach-lead">{t("prepare.reach", { met: found.met, others: found.others })}</p>
          <p>{found.perfect ? t("prepare.reach_perfect") : t("prepare.reach_best")}</p>
        </>
      )}
    </div>
  );
}

const peopleIn = (plan: Plan): number => new Set(Object.values(plan.rounds).flatMap((seats) => Object.keys(seats))).size;

function Figures({ plan }: { plan: Plan }) {
  if (!Object.keys(plan.figures).length) return null;
  return (
    <section class="stack close" aria-labelledby="figures-title">
      <h3 id="figures-title">{t("host.plan.figures")}</h3>
      {plan.stale && <p class="banner warn">{t("host.plan.stale")}</p>}
      <ul class="sentences">{figureSentences(plan.figures, peopleIn(plan)).map((sentence, i) => <li key={i} class={i === 0 ? "lead" : ""}>{sentence}</li>)}</ul>
      <Tradeoffs tradeoffs={plan.tradeoffs} />
      <p class="hint">{t("host.plan.does_not_tell")}</p>
    </section>
  );
}

export function Tradeoffs({ tradeoffs }: { tradeoffs: Plan["tradeoffs"] }) {
  const sentences = tradeoffSentences(tradeoffs);
  if (!sentences.length) return null;
  return (
    <div class="banner">
      <div class="stack close">
        <p><strong>{t("host.plan.tradeoffs")}</strong></p>
        <ul class="sentences">{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      </div>
    </div>
  );
}

const seenKey = (code: string): string => `host.plan.${code}`;

/** The plan this console last said "got it" to; the first one seen counts as known. */
function useChanges(plan: Plan): { changed: Set<string>; understood: () => void } {
  const code = room.value?.code ?? "";
  const seen = useSignal<Rounds | undefined>(recall<Rounds>(seenKey(code)));
  if (!seen.value) {
    seen.value = plan.rounds;
    keep(seenKey(code), plan.rounds);
  }
  const changed = useMemo(() => changedSeats(seen.value, plan.rounds), [seen.value, plan.rounds]);
  return { changed, understood: () => { seen.value = plan.rounds; keep(seenKey(code), plan.rounds); } };
}

function RoundsOfPlan({ plan }: { plan: Plan }) {
  const rounds = roundNumbers(plan.rounds);
  const current = room.value?.phase?.round;
  const chosen = useSignal<number | null>(null);
  const round = [chosen.value, current, rounds[0]].find((one) => one != null && rounds.includes(one)) ?? 1;
  const { changed, understood } = useChanges(plan);
  return (
    <>
      {changed.size > 0 && (
        <div class="banner warn row apart">
          <p class="grow">{t("host.plan.changed", { count: changed.size })}</p>
          <button type="button" class="button small" onClick={understood}>{t("host.plan.understood")}</button>
        </div>
      )}
      <section class="stack" aria-labelledby="rounds-title">
        <div class="row apart">
          <h3 id="rounds-title">{t("host.plan.rounds")}</h3>
          <div class="buttons" role="group" aria-label={t("host.plan.choose_round")}>
            {rounds.map((one) => (
              <button key={one} type="button" class="button small" aria-pressed={one === round} onClick={() => (chosen.value = one)}>
                {t("host.round", { round: one })}{one === current ? ` · ${t("host.step.now")}` : ""}
              </button>
            ))}
          </div>
        </div>
        <OneRound seats={plan.rounds[String(round)] ?? {}} round={round} changed={changed} />
      </section>
      <Matrix plan={plan} rounds={rounds} changed={changed} />
    </>
  );
}

function OneRound({ seats, round, changed }: { seats: Record<string, number>; round: number; changed: Set<string> }) {
  const order = members.value.map((member) => member.id);
  const tables = [...seating(seats, order)];
  return (
    <ul class="plan-tables">
      {tables.map(([number, people]) => (
        <li key={number} class="plan-table">
          <TablePicture number={number} size="medium" label={false}
            seats={people.map((id) => ({ id, name: memberById(id)?.name ?? "", host: memberById(id)?.host_of !== undefined, me: changed.has(`${round}/${id}`) }))} />
          <p><strong>{placeName({ number })}</strong></p>
          <p class="small">{listed(people.map((id) => (memberById(id)?.name ?? "") + (changed.has(`${round}/${id}`) ? ` (${t("host.plan.new_seat")})` : "")))}</p>
        </li>
      ))}
    </ul>
  );
}

/** Everybody and every round in one table: the list that the pictures draw. */
function Matrix({ plan, rounds, changed }: { plan: Plan; rounds: number[]; changed: Set<string> }) {
  const people = inOrder(hosts.value?.people).filter(([id]) => rounds.some((round) => plan.rounds[String(round)]?.[id] !== undefined));
  return (
    <details class="matrix">
      <summary>{t("host.plan.matrix")}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("host.plan.matrix")}>
        <table>
          <thead><tr><th scope="col">{t("host.plan.name")}</th>{rounds.map((round) => <th key={round} scope="col">{t("host.round", { round })}</th>)}</tr></thead>
          <tbody>
            {people.map(([id, person]) => (
              <tr key={id}>
                <th scope="row">{person.name}</th>
                {rounds.map((round) => {
                  const table = plan.rounds[String(round)]?.[id];
                  const isNew = changed.has(`${round}/${id}`);
                  return <td key={round} class={`digits ${isNew ? "changed" : ""}`}>{table ?? "–"}{isNew && <><Icon name="edit" /><span class="for-readers"> {t("host.plan.new_seat")}</span></>}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
