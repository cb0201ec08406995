// Harvest on a participant's phone: the table writes what it found, then all see the wall.

import { inOrder, type HarvestItem, type HarvestRoom, type Kind } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { KindTag, kindsOf } from "@/live/kinds.tsx";
import { t } from "@/live/language.ts";
import { placeName } from "@/live/places.ts";
import { Said } from "@/live/said.tsx";
import { CompanionLink } from "@/session/companion.tsx";
import { Tablework, type ActivityProps } from "@/session/tablework.tsx";

const LEADING: Kind[] = ["insight", "pattern", "question"];

/** Kinds in the order the harvest asks for them, then whatever else turned up. */
export function kindsOnWall(items: [string, HarvestItem][], asked: Kind[]): Kind[] {
  const found = new Set(items.map(([, item]) => item.kind));
  return [...new Set([...asked, ...LEADING, ...found])].filter((kind) => found.has(kind));
}

function WallItem({ item }: { item: HarvestItem }) {
  return (
    <li class="wall-item">
      <p class="line-text">{item.text}</p>
      <p class="line-by">
        {item.place !== undefined && <span>{placeName({ number: item.place, ...(item.at && { kind: item.at }) })}</span>}
        {item.theme && <Said text={item.theme} />}
        {item.only_here && <span class="tag"><Icon name="ear" />{t("harvest.only_here")}</span>}
      </p>
    </li>
  );
}

export function Participant(props: ActivityProps) {
  const { room, person, place } = props;
  const activity = room.activity as unknown as HarvestRoom;
  if (activity.stage !== "wall") {
    return <Tablework {...props} title={t("harvest.table_title")} empty={t("harvest.empty")} label={t("harvest.label")} />;
  }
  const items = inOrder(activity.items);
  return (
    <div class="stack far">
      <CompanionLink room={room} place={place} />
      <section class="stack" aria-labelledby="wall-title">
        <h2 id="wall-title">{t("harvest.wall")}</h2>
        {items.length === 0 && <p class="cloth-empty">{t("harvest.wall_empty")}</p>}
        {kindsOnWall(items, kindsOf(room.phase?.writes)).map((kind) => {
          const those = items.filter(([, item]) => item.kind === kind);
          return (
            <section key={kind} class="stack close wall-kind" aria-labelledby={`wall-${kind}`}>
              <h3 id={`wall-${kind}`} class="row"><KindTag kind={kind} /><span class="soft">{those.length}</span></h3>
              <ul class="wall">{those.map(([id, item]) => <WallItem key={id} item={item} />)}</ul>
            </section>
          );
        })}
        {activity.more !== undefined && <p class="soft">{t("harvest.more", { count: activity.more })}</p>}
      </section>
      {place && person.role === "participant" && (
        <details class="card folding">
          <summary>{t("harvest.add_own")}</summary>
          <Tablework {...props} docked={false} title={t("harvest.table_title")} empty={t("harvest.empty")} label={t("harvest.label")} />
        </details>
      )}
    </div>
  );
}
