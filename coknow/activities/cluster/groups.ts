// Questions about the sorting that the list, the board and the wall ask alike.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import type { ClusterRoom, Thing } from "./types.ts";

/** The tray's id: things that lie in no group. */
export const TRAY = "";

export interface Group {
  id: string;
  name: string;
  things: [string, Thing][];
  /** so many more are in it than are listed */
  more: number;
}

/** The groups in order with what lies in them; the tray is the last one, always there. */
export function groupsOf({ things, clusters, waiting = 0 }: ClusterRoom): Group[] {
  const all = inOrder(things);
  const lying = (id: string) => all.filter(([, one]) => (one.in ?? TRAY) === id);
  const groups = inOrder(clusters).map(([id, one]) => ({ id, name: one.name || t("cluster.unnamed"), things: lying(id), more: one.more ?? 0 }));
  return [...groups, { id: TRAY, name: t("cluster.tray"), things: lying(TRAY), more: waiting }];
}

/** For whoever sorts: what still lies in the tray comes first. */
export function toSort(activity: ClusterRoom): Group[] {
  const groups = groupsOf(activity);
  return [groups[groups.length - 1]!, ...groups.slice(0, -1)];
}

export const countOf = (group: Group): number => group.things.length + group.more;

export const nameOf = (groups: Group[], id: string): string => groups.find((one) => one.id === id)?.name ?? t("cluster.tray");
