// The ground rules have changed since I was shown them: a calm strip, the rules one tap away, and one tap to put it away.

import { useState } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import { Dialog } from "../live/dialog.tsx";
import type { Person, Room, Send } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";
import { RulesList } from "./page-parts.tsx";

export function RulesNotice({ room, person, send }: { room: Room; person: Person; send: Send }) {
  const [open, setOpen] = useState(false);
  const told = person.rules !== undefined || room.notice?.kind === "rules";
  if (!told || person.rules === room.rules.version) return null;
  const seen = (): void => {
    setOpen(false);
    void send("rules.seen").then((answer) => answer.ok && say(t("rules.seen_said")));
  };
  return (
    <div class="banner rules-notice">
      <Icon name="speech" />
      <p class="grow">{t("rules.changed_text")}</p>
      <button type="button" class="button" onClick={() => setOpen(true)}>{t("rules.read")}</button>
      {open && (
        <Dialog title={t("join.rules")} onClose={() => setOpen(false)}>
          <RulesList rules={room.rules} />
          <div class="buttons"><button type="button" class="button main" onClick={seen}>{t("rules.seen")}</button></div>
        </Dialog>
      )}
    </div>
  );
}
