// One thing that is sorted: its words, what is stacked on it, and whether only one table said it.

import { say } from "@/live/announcer.tsx";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import type { Act, Thing } from "./types.ts";

export function Words({ thing, may, act }: { thing: Thing; may: boolean; act: Act }) {
  const stacked = Object.entries(thing.with ?? {});
  return (
    <>
      <p class="cluster-words">{thing.text}</p>
      {thing.only !== undefined && <p><span class="tag"><Icon name="ear" />{t("cluster.only", { number: thing.only })}</span></p>}
      {stacked.length + (thing.over ?? 0) > 0 && (
        <ul class="cluster-stack stands-under" aria-label={t("cluster.stacked")}>
          {stacked.map(([id, text]) => (
            <li key={id}>
              <span class="cluster-same">{text}</span>
              {may && (
                <button type="button" class="button plain small" aria-label={`${t("cluster.unstack")}: ${text}`}
                  onClick={async () => { if (await act("cluster.unstack", { thing: id })) say(t("cluster.unstacked", { text })); }}>
                  {t("cluster.unstack")}
                </button>
              )}
            </li>
          ))}
          {thing.over !== undefined && <li>{t("cluster.more_stacked", { count: thing.over })}</li>}
        </ul>
      )}
    </>
  );
}
