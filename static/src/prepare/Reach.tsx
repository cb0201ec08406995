// What these settings reach, before anybody has come: how many others each can meet, and the plan as a picture.
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Plan } from "../live/documents.ts";
import { TablesFloor, type FloorPerson, type FloorTable } from "../live/floor.tsx";
import { t, tx } from "../live/language.ts";
import { useAnswer, useAttainable, type Attainable } from "../host/attainable.ts";
import { ask } from "../host/rest.ts";
import { tradeoffSentences, type Figures } from "../host/words.ts";
import { draft, settings, tables } from "./form.ts";
import { peoplePerTable } from "./plan.ts";

type Preview = { tables: number; rounds: Plan["rounds"]; figures: Figures; tradeoffs: Plan["tradeoffs"] };

// A picture of more seats than this is a carpet; the figure says it better.
const MOST_DRAWN = 160;

export function Reach() {
  const now = draft.value!;
  const people = now.expected ?? 0;
  const count = tables.value;
  const possible = people >= 2 && people <= 2000 && count >= 1 && count <= people;
  const attainable = useAttainable(possible && now.mode === "scatter" ? { people, tables: count, rounds: now.rounds } : null);
  const { mode, rounds, table_size, table_host, themes, by_language, keep_apart } = settings.value;
  const body = possible && people <= MOST_DRAWN ? JSON.stringify({ people, settings: { mode, rounds, table_size, table_host, themes, by_language, keep_apart } }) : null;
  const preview = useAnswer<Preview>(body, (asked, signal) => ask("/api/v1/plan-preview", { method: "POST", body: JSON.parse(asked), signal }));
  if (!possible) return <p class="soft">{t("prepare.reach_none")}</p>;
  const [least, most] = peoplePerTable(people, count);
  return (
    <div class="stack close">
      <p>{least === most ? t("prepare.tables_even", { count, size: most }) : t("prepare.tables_uneven", { count, least, most })}</p>
      {now.mode === "carousel" ? <p class="reach-lead" role="status">{t("prepare.reach_carousel", { others: most - 1, rounds: now.rounds })}</p> : attainable && <Meetings found={attainable} preview={preview} />}
      {preview && Object.keys(preview.rounds).length > 0 && <PlanPicture preview={preview} people={people} />}
    </div>
  );
}

function Meetings({ found, preview }: { found: Attainable; preview: Preview | null }) {
  const sentences = preview ? tradeoffSentences(preview.tradeoffs) : [];
  return (
    <div role="status" class="stack close">
      <p class="reach-lead">{t("prepare.reach", { met: found.met, others: found.others })}</p>
      <p>{found.perfect ? t("prepare.reach_perfect") : t("prepare.reach_best")}{!found.perfect && found.cure_tables && ` ${t("prepare.reach_cure", { count: found.cure_tables })}`}</p>
      {sentences.length > 0 && <ul class="sentences small">{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>}
    </div>
  );
}

/** People are numbers; pressing another round sends them walking to their next tables. */
function PlanPicture({ preview: { rounds, tables: count }, people }: { preview: Preview; people: number }) {
  const chosen = useSignal(1);
  const numbers = Object.keys(rounds).map(Number).sort((a, b) => a - b);
  const round = numbers.includes(chosen.value) ? chosen.value : numbers[0]!;
  const themes = settings.value.themes ?? {};
  const floorTables = useMemo((): FloorTable[] => Array.from({ length: count }, (_, i) => ({ id: String(i + 1), number: i + 1, title: tx(themes[String((i % Math.max(1, Object.keys(themes).length)) + 1)]?.text) })), [count, JSON.stringify(themes)]);
  const seats = rounds[String(round)]!;
  const floorPeople = Object.keys(rounds[String(numbers[0])]!).map((id): FloorPerson => ({ id, name: id, place: seats[id] === undefined ? undefined : String(seats[id]) }));
  return (
    <figure class="stack close">
      <TablesFloor tables={floorTables} people={floorPeople} ratio={1.35} letters={people <= 60} label={t("prepare.picture", { people, count, round })} />
      <figcaption class="stack close">
        <div class="buttons" role="group" aria-label={t("prepare.picture_round")}>
          {numbers.map((one) => <button key={one} type="button" class="button small" aria-pressed={one === round} onClick={() => (chosen.value = one)}>{t("host.round", { round: one })}</button>)}
        </div>
        <p class="hint">{t("prepare.picture_hint")}</p>
      </figcaption>
    </figure>
  );
}
