// Next actions of a topic: what, by when, and who; only oneself can be made responsible.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder, type Person, type Place, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { language, t } from "@/live/language.ts";
import { Fault, useActing } from "./acting.tsx";
import { mineOf, topicOf } from "./types.ts";

const TEXT = 240;

export const dayOf = (iso: string): string =>
  new Intl.DateTimeFormat(language.value, { day: "numeric", month: "numeric", year: "numeric", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));

export function Actions({ place, person, send, open }: { place: Place; person: Person; send: Send; open: boolean }) {
  const { fault, act } = useActing(send);
  const actions = inOrder(topicOf(place)?.actions);
  const convener = mineOf(person).own?.[place.id] !== undefined;
  return (
    <details class="card folding" open={open}>
      <summary>{t("market.actions")}{actions.length > 0 && ` (${actions.length})`}</summary>
      <div class="stack">
        {actions.length === 0 && <p class="soft">{t("market.actions_none")}</p>}
        <ul class="topics">
          {actions.map(([id, action]) => (
            <li key={id} class="action stack close">
              <p><strong>{action.text}</strong></p>
              <p class="topic-by">
                <span><Icon name="person" />{action.name ?? t("market.nobody_owns")}</span>
                {action.by && <span><Icon name="clock" />{t("market.by_day", { day: dayOf(action.by) })}</span>}
              </p>
              <div class="buttons">
                {action.person === undefined && <button type="button" class="button" onClick={() => void act("action.take", { topic: place.id, action: id })}>{t("market.take_it")}</button>}
                {action.person === person.id && <button type="button" class="button plain" onClick={() => void act("action.take", { topic: place.id, action: id, on: false })}>{t("market.hand_back")}</button>}
                {(action.person === person.id || convener) && <button type="button" class="button plain" onClick={() => void act("action.drop", { topic: place.id, action: id })}>{t("market.drop")}</button>}
              </div>
            </li>
          ))}
        </ul>
        <ActionForm topic={place.id} send={act} />
        <Fault words={fault} />
      </div>
    </details>
  );
}

function ActionForm({ topic, send }: { topic: string; send: ReturnType<typeof useActing>["act"] }) {
  const [words, setWords] = useState({ text: "", by: "", mine: true });
  const id = useId();
  async function submit(event: Event) {
    event.preventDefault();
    if (!words.text.trim()) {
      document.getElementById(id)?.focus();
      return;
    }
    const { text, by, mine } = words;
    if (!(await send("action.add", { topic, text, mine, ...(by ? { by } : {}) })).ok) return;
    setWords({ text: "", by: "", mine });
    say(t("market.action_added"));
    document.getElementById(id)?.focus();
  }
  return (
    <form class="stack close" onSubmit={submit}>
      <div class="field">
        <label for={id}>{t("market.action_label")}</label>
        <input id={id} class="input" maxLength={TEXT} autocomplete="off" value={words.text} onInput={(event) => setWords({ ...words, text: event.currentTarget.value })} />
      </div>
      <div class="field">
        <label for={`${id}by`}>{t("market.action_by")}</label>
        <input id={`${id}by`} type="date" class="input" value={words.by} onInput={(event) => setWords({ ...words, by: event.currentTarget.value })} />
      </div>
      <label class="choice">
        <input type="checkbox" checked={words.mine} onChange={(event) => setWords({ ...words, mine: event.currentTarget.checked })} />
        <span class="grow">{t("market.action_mine")}</span>
      </label>
      <div><button type="submit" class="button">{t("market.action_add")}</button></div>
    </form>
  );
}
