// The projector: the board of one group in three columns, or what each of several groups is talking about.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { now } from "@/host/console.ts";
import { countdown } from "@/host/words.ts";
import { Floor } from "@/screen/Floor.tsx";
import { Prompt } from "@/screen/Prompt.tsx";
import { Written } from "@/screen/Written.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { Card } from "./topic.tsx";
import type { Column, DocketLists, DocketRoom, Part } from "./types.ts";

const MOST_IN_COLUMN = 4; // of two lines each: more would run over the door at the bottom
const COLUMNS: Column[] = ["todo", "now", "done"];
const PARTS: Part[] = ["talk", "thumbs", "between", "done"];

export function Screen({ room, screen }: ScreenProps) {
  const { lists, topics, parts } = screen.activity as unknown as DocketLists;
  const deadline = Object.values(lists)[0]?.deadline;
  const prompt = room.phase?.prompt ?? room.phase?.task;
  if ((room.activity as unknown as DocketRoom).stage === "dots") {
    return <div class="screen-docket"><Prompt text={prompt} /><Written room={room} /></div>;
  }
  return (
    <div class="screen-docket">
      <Prompt text={prompt} quiet />
      {topics ? (
        <div class="screen-docket-columns">
          {COLUMNS.map((column) => {
            const found = inOrder(topics).filter(([, topic]) => topic.column === column);
            return (
              <section key={column} aria-labelledby={`column-${column}`}>
                <h3 id={`column-${column}`}>
                  {t(`docket.column_${column}`)}
                  {column === "now" && deadline !== undefined && <span class="digits"> {countdown(Math.max(0, deadline - now.value))}</span>}
                </h3>
                <ul>{found.slice(0, MOST_IN_COLUMN).map(([id, topic]) => <li key={id} class={`is-${column}`}><Card topic={topic} /></li>)}</ul>
                {found.length > MOST_IN_COLUMN && <p class="soft">{t("docket.more", { count: found.length - MOST_IN_COLUMN })}</p>}
              </section>
            );
          })}
        </div>
      ) : parts ? (
        <div class="screen-docket-many">
          <ul class="screen-docket-groups">
            {PARTS.filter((part) => parts[part]).map((part) => (
              <li key={part}><strong>{t("docket.groups", { count: parts[part]! })}</strong> <span>{t(`docket.host_${part}`)}</span></li>
            ))}
          </ul>
          <Floor room={room} screen={screen} />
        </div>
      ) : (
        <ul class="screen-docket-groups">
          {inOrder(lists).map(([place, list]) => (
            <li key={place}>
              <strong>{t("docket.group", { number: list.number })}</strong>
              <span class="docket-name">{list.now ?? t(`docket.host_${list.part}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
