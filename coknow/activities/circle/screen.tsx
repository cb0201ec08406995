// The projector while circles speak. One circle: its ring, in words and as a picture. Several: a calm overview.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { TablePicture } from "@/live/table.tsx";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import type { CircleScreen, Head } from "./types.ts";

export function Screen({ room, screen }: ScreenProps) {
  const shown = screen.activity as unknown as CircleScreen;
  const asked = room.phase?.prompt ?? room.phase?.task;
  if (shown.ring) return <Ring shown={shown} asked={shown.one?.prompt ?? asked} />;
  const circles = inOrder(shown.overview);
  return (
    <div class="screen-circles">
      <Prompt text={asked} />
      <ul class="screen-overview">
        {circles.map(([id, circle]) => (
          <li key={id}>
            <strong>{t("place.circle", { number: circle.number })}</strong>
            <span>{stateOf(circle)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function stateOf(head: Head): string {
  if (head.hush) return t(`circle.hush_${head.hush.kind}`);
  if (head.kind === "done") return t("circle.screen_done");
  return t(head.kind === "open" ? "circle.open_of" : "circle.round_of", { round: head.round, rounds: head.rounds });
}

// From here on a ring is two columns of smaller type: a hall's screen never scrolls, and the door stands below it.
const MANY = 6;

function Ring({ shown, asked }: { shown: CircleScreen; asked: Parameters<typeof Prompt>[0]["text"] }) {
  const people = inOrder(shown.ring);
  const many = people.length > MANY;
  const seats = people.map(([id, one]) => ({ id, name: one.name, ...(one.state === "now" ? { me: true } : {}), ...(one.state === "away" ? { gone: true } : {}) }));
  return (
    <div class="screen-ring">
      <div class="screen-ring-words">
        {shown.one?.kind !== "done" && <Prompt text={asked} quiet={many} />}
        {shown.one && <p class="screen-aside">{stateOf(shown.one)}</p>}
        <ol class={`screen-order ${many ? "many" : ""}`}>
          {people.map(([id, one]) => (
            <li key={id} class={`is-${one.state}`} aria-current={one.state === "now" ? "true" : undefined}>
              <span>{one.name}</span>
              {["now", "next", "later", "away"].includes(one.state) && <span class="screen-state">{t(`circle.is_${one.state}`)}</span>}
            </li>
          ))}
        </ol>
      </div>
      <TablePicture size="large" seats={seats} label={false} />
    </div>
  );
}
