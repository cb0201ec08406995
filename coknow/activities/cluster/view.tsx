// Sorting on a participant's phone (the list) or laptop (the board, if one likes).

import { useState } from "preact/hooks";
import type { Phase } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import type { Sample } from "@/session/preview-documents.ts";
import type { ActivityProps } from "@/session/tablework.tsx";
import { Desk } from "./desk.tsx";
import type { ClusterPerson, ClusterRoom } from "./types.ts";

export function Participant({ room, person, send }: ActivityProps) {
  const activity = room.activity as ClusterRoom;
  const [fault, setFault] = useState("");
  const may = activity.everyone === true && person.role === "participant";
  const act = async (...command: Parameters<typeof send>): Promise<boolean> => {
    const answer = await send(...command);
    setFault(answer.ok ? "" : refusalText(answer));
    return answer.ok;
  };
  if (!Object.keys(activity.things ?? {}).length) return <p class="cloth-empty">{t("cluster.nothing")}</p>;
  return (
    <div class="stack">
      <p class="soft">{may ? t("cluster.how") : t("cluster.host_sorts", { host: room.host })}</p>
      {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
      <Desk activity={activity} may={may} act={act} undo={(person.activity as ClusterPerson).undo === true} board={false} />
    </div>
  );
}

/** Samples for the preparing host. */
export function preview(settings: { who?: "everyone" | "host" }, _phase: Phase): Sample {
  const text = (nth: number) => t(`preview.note_${nth}`);
  return {
    room: {
      ...(settings.who === "host" ? {} : { everyone: true }),
      clusters: { g: { order: 1, name: "" } },
      things: { a: { order: 1, text: text(2), in: "g" }, b: { order: 2, text: text(4), in: "g" }, c: { order: 3, text: text(5), only: 3 } },
    },
  };
}
