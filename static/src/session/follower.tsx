// Somebody who watches: sees the phase, the question and the time, and comes in with one tap at the next change.

import { say } from "../live/announcer.tsx";
import type { Person, Room, Send } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";

export function FollowerCard({ room, person, send }: { room: Room; person: Person; send: Send }) {
  if (person.comes_in) {
    return (
      <div class="banner good">
        <Icon name="check" />
        <p class="grow">{t("follow.coming")}</p>
      </div>
    );
  }
  return (
    <section class="card stack close" aria-labelledby="follow-title">
      <h2 id="follow-title" class="small-title"><Icon name="eye" />{t("follow.title")}</h2>
      <p>{t("follow.text", { count: room.counts.people })}</p>
      <button
        type="button"
        class="button main"
        onClick={() => void send("person.follow", { on: false }).then((answer) => answer.ok && say(t("follow.coming")))}
      >
        {t("follow.join")}
      </button>
    </section>
  );
}
