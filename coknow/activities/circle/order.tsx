// The circle as a list: who speaks, who is next, who comes back at the end. The order may be changed where it is the circle's.

import { useState } from "preact/hooks";
import { Dialog } from "@/live/dialog.tsx";
import { inOrder } from "@/live/documents.ts";
import { Icon, type IconName } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { nameAt } from "./told.ts";
import type { Standing } from "./types.ts";
import type { CircleProps } from "./view.tsx";

const MARKS: Record<Standing, IconName> = { now: "speech", next: "arrow", todo: "person", later: "back", been: "check", away: "gone" };

export function Order(props: CircleProps) {
  const { place, circle, person } = props;
  const [arranging, setArranging] = useState(false);
  const people = inOrder(circle.order).filter(([id]) => place.people[id]);
  const queue = inOrder(circle.queue);
  return (
    <section class="card stack close" aria-labelledby="order-title">
      <h2 id="order-title" class="small-title">{t("circle.order", { count: people.length })}</h2>
      <ol class="circle-order">
        {people.map(([id, { state }]) => (
          <li key={id} class={`is-${state} ${id === person.id ? "me" : ""}`} aria-current={state === "now" ? "true" : undefined}>
            <Icon name={MARKS[circle.kind === "open" && state === "been" ? "todo" : state]} />
            <span class="grow">{nameAt(place, id)}{id === person.id && <> <span class="tag">{t("table.you")}</span></>}</span>
            {tagOf(circle.kind, state) && <span class="circle-state">{t(`circle.is_${state}`)}</span>}
            {place.people[id]?.kind === "phone" && <span class="tag">{t("table.phone")}</span>}
          </li>
        ))}
      </ol>
      {people.length === 1 && <p class="hint">{t("circle.alone")}</p>}
      {queue.length > 0 && (
        <div class="stack close">
          <h3 class="small-title">{t("circle.queue")}</h3>
          <p class="hint">{t("circle.queue_hint")}</p>
          <ol class="circle-order">
            {queue.map(([id, wish]) => (
              <li key={id}>
                <Icon name="hand" />
                <span class="grow">{nameAt(place, id)}</span>
                {wish.build && <span class="tag"><Icon name="build" />{t("circle.builds")}</span>}
              </li>
            ))}
          </ol>
        </div>
      )}
      {circle.arranged && circle.kind !== "done" && person.role === "participant" && (
        <div><button type="button" class="button plain" onClick={() => setArranging(true)}>{t("circle.arrange")}</button></div>
      )}
      {arranging && <Arrange {...props} onClose={() => setArranging(false)} />}
    </section>
  );
}

const tagOf = (kind: string, state: Standing): boolean =>
  kind === "piece" ? state !== "todo" : state === "now" || state === "next" || state === "away";

/** Up or down by one: works with a finger, a key and a reader alike. */
function Arrange({ place, circle, send, onClose }: CircleProps & { onClose: () => void }) {
  const order = inOrder(circle.order).map(([id]) => id);
  const move = (at: number, by: number) => {
    const next = [...order];
    [next[at], next[at + by]] = [next[at + by]!, next[at]!];
    void send("piece.arrange", { order: next });
  };
  return (
    <Dialog title={t("circle.arrange")} onClose={onClose}>
      <p>{t("circle.arrange_text")}</p>
      <ol class="circle-order">
        {order.map((id, at) => (
          <li key={id}>
            <span class="grow">{nameAt(place, id)}</span>
            <button type="button" class="button" aria-disabled={at === 0} onClick={() => at > 0 && move(at, -1)}>
              <span aria-hidden="true">↑</span><span class="for-readers">{t("circle.earlier", { name: nameAt(place, id) })}</span>
            </button>
            <button type="button" class="button" aria-disabled={at === order.length - 1} onClick={() => at < order.length - 1 && move(at, 1)}>
              <span aria-hidden="true">↓</span><span class="for-readers">{t("circle.later", { name: nameAt(place, id) })}</span>
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
