// The projector while small groups work: the ladder we climb, the question large, the groups below it; at the end their cards.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { now } from "@/host/console.ts";
import { Floor } from "@/screen/Floor.tsx";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { groupsOf, Under } from "./card.tsx";
import { Ladder } from "./ladder.tsx";
import { TalkOfAll } from "./talk.tsx";
import type { Card, GroupRoom, GroupScreen } from "./types.ts";

function Cards({ cards, more }: { cards: [string, Card][]; more: number | undefined }) {
  return (
    <>
      <ul class={`screen-cards ${cards.length > 6 ? "many" : ""}`}>
        {cards.map(([id, card]) => (
          <li key={id} class={`screen-card ${card.under ? "stacked" : ""}`}>
            <p>{card.text}</p>
            <p class="screen-card-by">{groupsOf(card)}</p>
            {cards.length <= 6 && <Under card={card} />}
          </li>
        ))}
      </ul>
      {more !== undefined && <p class="screen-aside">{t("group.more", { count: more })}</p>}
    </>
  );
}

export function Screen({ room, screen }: ScreenProps) {
  const { rungs, cards, more } = screen.activity as GroupScreen;
  const { talk, size = 2 } = room.activity as GroupRoom;
  const shown = inOrder(cards);
  return (
    <div class="screen-groups">
      {rungs && <Ladder rungs={rungs} />}
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={shown.length > 0} />
      {talk && <div class="screen-aside"><TalkOfAll talk={talk} size={size} now={now.value} /></div>}
      {cards ? <Cards cards={shown} more={more} /> : <Floor room={room} screen={screen} />}
      {cards && shown.length === 0 && <p class="screen-aside">{t("group.wall_empty")}</p>}
    </div>
  );
}
