// How many have written in this phase: one seat per person, filled as they begin. A group figure, from five people up.
import type { Room } from "../live/documents.ts";
import { t } from "../live/language.ts";

const FEWEST = 5;
const MOST_DRAWN = 120;

export function Written({ room }: { room: Room }) {
  const { people, written } = room.counts;
  if (people < FEWEST) return null;
  return (
    <div class="written">
      {people <= MOST_DRAWN && (
        <p class="written-seats" aria-hidden="true">
          {Array.from({ length: people }, (_, i) => <span key={i} class={i < written ? "full" : ""} />)}
        </p>
      )}
      <p class="soft">{t("screen.written", { written, people })}</p>
    </div>
  );
}
