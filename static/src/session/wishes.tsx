// What one may wish for before anybody sits: to host a table, and which themes to talk about. Heard by the seating plan.

import type { Person, Room, Send } from "../live/documents.ts";
import { t } from "../live/language.ts";
import { Said } from "../live/said.tsx";

const MOST_THEMES = 3;

export function Wishes({ room, person, send }: { room: Room; person: Person; send: Send }) {
  if (person.role !== "participant" || !(room.table_hosts || room.themes)) return null;
  return (
    <section class="stack close" aria-labelledby="wishes">
      <h2 id="wishes">{t("wish.title")}</h2>
      {room.table_hosts && (
        <label class="choice">
          <input type="checkbox" checked={person.volunteer === true} onChange={(event) => void send("table_host.take", { on: event.currentTarget.checked })} />
          <span class="grow"><strong>{t("wish.host")}</strong> <span class="hint block">{t("wish.host_hint")}</span></span>
        </label>
      )}
      {room.themes && <Themes themes={room.themes} chosen={person.prefers ?? {}} send={send} />}
    </section>
  );
}

function Themes({ themes, chosen, send }: { themes: NonNullable<Room["themes"]>; chosen: Record<string, number>; send: Send }) {
  const ranked = Object.keys(chosen).sort((a, b) => chosen[a]! - chosen[b]!);
  const full = ranked.length >= MOST_THEMES;
  const choose = (theme: string, on: boolean): void => {
    void send("theme.prefer", { themes: on ? [...ranked, theme] : ranked.filter((other) => other !== theme) });
  };
  return (
    <fieldset class="stack close">
      <legend>{t("wish.themes")}</legend>
      <p class="hint">{t("wish.themes_hint", { count: MOST_THEMES })}</p>
      {Object.entries(themes).sort(([, a], [, b]) => a.order - b.order).map(([id, theme]) => (
        <label key={id} class="choice">
          <input type="checkbox" checked={id in chosen} disabled={full && !(id in chosen)} onChange={(event) => choose(id, event.currentTarget.checked)} />
          <Said text={theme.text} />
        </label>
      ))}
    </fieldset>
  );
}
