// Before the vote: what says the same goes together, so that it does not split its votes. Every merge can be taken apart.

import { useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t, tx } from "@/live/language.ts";
import { Words } from "./result.tsx";
import type { Option, VoteRoom } from "./types.ts";

type Act = (name: string, args: Record<string, unknown>) => Promise<unknown>;

export const textOf = (option: Option | undefined): string => option?.text ?? tx(option?.says);

export function Merging({ activity, may, act, leave }: {
  activity: VoteRoom;
  may: boolean;
  act: Act;
  /** leaves an option beside the paper, where there are more than anybody can weigh */
  leave?: ((option: string) => void) | undefined;
}) {
  const options = inOrder(activity.options);
  return (
    <ul class="vote-options">
      {options.map(([id, option]) => (
        <li key={id} class="vote-option">
          <div class="grow stack close">
            <p class="vote-words"><Words option={option} /></p>
            {Object.entries(option.with ?? {}).map(([one, text]) => (
              <div key={one} class="row vote-merged stands-under">
                <span class="grow"><Icon name="build" /> {text}</span>
                {may && (
                  <button type="button" class="button plain small" aria-label={`${t("vote.apart")}: ${text}`}
                    onClick={async () => { if (await act("vote.apart", { option: one })) say(t("vote.apart_said", { text })); }}>
                    {t("vote.apart")}
                  </button>
                )}
              </div>
            ))}
            {may && options.length > 1 && <Choose id={id} option={option} activity={activity} act={act} />}
          </div>
          {leave && <button type="button" class="button plain small" aria-label={`${t("vote.leave_out")}: ${textOf(option)}`} onClick={() => leave(id)}>{t("vote.leave_out")}</button>}
        </li>
      ))}
    </ul>
  );
}

/** "Says the same as …": a list to choose from, for fingers, keyboards and readers alike. */
function Choose({ id, option, activity, act }: { id: string; option: Option; activity: VoteRoom; act: Act }) {
  const [into, setInto] = useState("");
  const label = `same-${id}`;
  async function merge(): Promise<void> {
    if (into && (await act("vote.same", { option: id, into }))) say(t("vote.same_said", { text: textOf(activity.options?.[into]) }));
  }
  return (
    <details class="vote-same">
      <summary>{t("vote.same_as")}<span class="for-readers">: {textOf(option)}</span></summary>
      <div class="row">
        <select id={label} class="input" aria-label={t("vote.same_as_what", { text: textOf(option) })} value={into} onChange={(event) => setInto(event.currentTarget.value)}>
          <option value="">{t("vote.choose")}</option>
          {inOrder(activity.options).filter(([other]) => other !== id).map(([other, one]) => <option key={other} value={other}>{textOf(one)}</option>)}
        </select>
        <button type="button" class="button" aria-disabled={!into} onClick={() => void merge()}>{t("vote.merge")}</button>
      </div>
    </details>
  );
}
