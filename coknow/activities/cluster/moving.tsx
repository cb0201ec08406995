// Where does this belong? A dialog of plain buttons: into a group, a new one, the tray, or onto what says the same.
// It works with a finger, a keyboard and a reader alike; the board's dragging is only a quicker hand.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Dialog } from "@/live/dialog.tsx";
import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { groupsOf, TRAY } from "./groups.ts";
import type { Act, ClusterRoom } from "./types.ts";

const NAME_LIMIT = 80;

/** Lays a thing somewhere and says so; the board and the dialog do it the same way. */
export async function lay(act: Act, activity: ClusterRoom, thing: string, group: string): Promise<void> {
  const name = groupsOf(activity).find((one) => one.id === group)?.name ?? "";
  if (await act("cluster.move", { thing, ...(group === TRAY ? {} : { cluster: group }) })) say(t("cluster.moved", { group: name }));
}

export function Moving({ id, activity, act, close }: { id: string; activity: ClusterRoom; act: Act; close: () => void }) {
  const [name, setName] = useState("");
  const [same, setSame] = useState("");
  const field = useId();
  const thing = activity.things?.[id];
  if (!thing) return null;
  const groups = groupsOf(activity).filter((one) => one.id !== (thing.in ?? TRAY));
  const others = inOrder(activity.things).filter(([other]) => other !== id);

  async function found(event: Event): Promise<void> {
    event.preventDefault();
    close();
    if (await act("cluster.add", { text: name.trim(), thing: id })) say(t("cluster.moved", { group: name.trim() || t("cluster.unnamed") }));
  }
  async function stack(): Promise<void> {
    if (!same) return;
    close();
    if (await act("cluster.stack", { thing: id, into: same })) say(t("cluster.stacked_on", { text: activity.things?.[same]?.text ?? "" }));
  }
  return (
    <Dialog title={t("cluster.where")} onClose={close}>
      <blockquote class="cluster-words">{thing.text}</blockquote>
      <ul class="stack close">
        {groups.map((group) => (
          <li key={group.id}>
            <button type="button" class="button wide" onClick={() => { close(); void lay(act, activity, id, group.id); }}>
              {group.id === TRAY ? t("cluster.to_tray") : t("cluster.to_group", { group: group.name })}
            </button>
          </li>
        ))}
      </ul>
      <form class="stack close" onSubmit={(event) => void found(event)}>
        <div class="field">
          <label for={field}>{t("cluster.new_name")}</label>
          <input id={field} class="input" maxLength={NAME_LIMIT} autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </div>
        <div class="buttons"><button type="submit" class="button">{t("cluster.new")}</button></div>
      </form>
      {others.length > 0 && (
        <div class="stack close">
          <label class="field"><span class="legend">{t("cluster.same")}</span>
            <select class="input" value={same} onChange={(event) => setSame(event.currentTarget.value)}>
              <option value="">{t("cluster.choose")}</option>
              {others.map(([other, one]) => <option key={other} value={other}>{one.text}</option>)}
            </select>
          </label>
          <div class="buttons"><button type="button" class="button" aria-disabled={!same} onClick={() => void stack()}>{t("cluster.stack")}</button></div>
        </div>
      )}
    </Dialog>
  );
}

/** A group's name, to be given or changed, and giving the group up. */
export function Naming({ id, activity, act, close }: { id: string; activity: ClusterRoom; act: Act; close: () => void }) {
  const given = activity.clusters?.[id]?.name ?? "";
  const [name, setName] = useState(given);
  const field = useId();
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    close();
    if (name.trim() !== given && (await act("cluster.rename", { cluster: id, text: name.trim() }))) say(t("cluster.renamed", { group: name.trim() }));
  }
  return (
    <Dialog title={t("cluster.name_title")} onClose={close}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <div class="field">
          <label for={field}>{t("cluster.name")}</label>
          <input id={field} class="input" maxLength={NAME_LIMIT} autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </div>
        <div class="buttons">
          <button type="submit" class="button main">{t("cluster.save")}</button>
          <button type="button" class="button" onClick={async () => { close(); if (await act("cluster.drop", { cluster: id })) say(t("cluster.dropped")); }}>
            {t("cluster.drop")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
