// The desk at which one sorts: list or board (the same thing), a new group, and one's own last change back. Participants
// and hosts have the same one.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { Icon } from "@/live/icons.tsx";
import { keep, recall } from "@/live/keep.ts";
import { t } from "@/live/language.ts";
import { Board } from "./board.tsx";
import { Moving, Naming } from "./moving.tsx";
import { OutlineOfGroups } from "./outline.tsx";
import type { Act, ClusterRoom } from "./types.ts";

const WIDE = window.matchMedia("(min-width: 56rem)");

/** A card that moves is drawn anew in its group; whoever moved it goes on from there, not from the top of the page. */
function useFollowing(act: Act): Act {
  const moving = useRef<string[]>([]);
  useLayoutEffect(() => {
    if (document.activeElement !== document.body) return;
    const found = moving.current.map((id) => document.querySelector<HTMLElement>(`[data-thing="${id}"]`)).find(Boolean);
    found?.focus();
  });
  return (name, args = {}) => {
    moving.current = [args.thing, args.into].filter((id): id is string => typeof id === "string");
    return act(name, args);
  };
}

export function Desk({ activity, may, act: does, undo, board, turns = false }: {
  activity: ClusterRoom;
  may: boolean;
  act: Act;
  undo: boolean;
  /** begin with the board where there is room for it */
  board: boolean;
  /** may turn the pile for everybody */
  turns?: boolean;
}) {
  const act = useFollowing(does);
  const [drawn, setDrawn] = useState(() => WIDE.matches && (recall<boolean>("board") ?? board));
  const [asked, ask] = useState<{ thing: string } | { group: string }>();
  const close = () => ask(undefined);
  const show = (as: boolean) => {
    setDrawn(as);
    keep("board", as);
  };
  return (
    <div class="stack">
      <div class="row">
        {WIDE.matches && (
          <div class="buttons" role="group" aria-label={t("cluster.look")}>
            <button type="button" class="button small" aria-pressed={!drawn} onClick={() => show(false)}>{t("cluster.as_list")}</button>
            <button type="button" class="button small" aria-pressed={drawn} onClick={() => show(true)}>{t("cluster.as_board")}</button>
          </div>
        )}
        {may && (
          <button type="button" class="button small" onClick={async () => { if (await act("cluster.add", {})) say(t("cluster.added")); }}>
            <Icon name="addition" />{t("cluster.new_empty")}
          </button>
        )}
        {turns && activity.waiting !== undefined && (
          <button type="button" class="button small" onClick={async () => { if (await act("cluster.turn")) say(t("cluster.turned")); }}>
            <Icon name="arrow" />{t("cluster.turn")}
          </button>
        )}
        {may && undo && (
          <button type="button" class="button small" onClick={async () => { if (await act("cluster.undo")) say(t("cluster.undone")); }}>
            <Icon name="back" />{t("cluster.undo")}
          </button>
        )}
      </div>
      {drawn
        ? <Board activity={activity} may={may} act={act} ask={ask} />
        : <OutlineOfGroups activity={activity} may={may} act={act} ask={ask} />}
      {activity.more !== undefined && <p class="soft">{t("cluster.more", { count: activity.more })}</p>}
      {asked && "thing" in asked && <Moving id={asked.thing} activity={activity} act={act} close={close} />}
      {asked && "group" in asked && <Naming id={asked.group} activity={activity} act={act} close={close} />}
    </div>
  );
}
