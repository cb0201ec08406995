// Small groups in the console: who has not begun, what each has chosen; and at the wall, laying like on like.

import { inOrder, type Keyed } from "@/live/documents.ts";
import { listed, t } from "@/live/language.ts";
import type { HostProps } from "@/host/PhaseView.tsx";
import { groupsOf, StackUnder } from "./card.tsx";
import { TalkOfAll } from "./talk.tsx";
import type { Card, GroupHosts, GroupRoom } from "./types.ts";

type Props = HostProps<GroupRoom & Record<string, unknown>, GroupHosts & Record<string, unknown>>;

function Groups({ room, hosts, now }: Props) {
  const groups = hosts.activity.groups ?? {};
  const places = inOrder(hosts.places).filter(([id, place]) => id in groups && place.count > 0);
  const choosing = Boolean(room.activity.choose);
  const begun = (id: string) => groups[id]!.written > 0 || groups[id]!.chosen !== undefined;
  const quiet = places.filter(([id]) => !begun(id));
  const names = (id: string) => inOrder(hosts.people).filter(([, one]) => one.place === id && !one.gone).map(([, one]) => one.name);
  return (
    <section class="stack close" aria-labelledby="groups-title">
      <h3 id="groups-title">{t("group.at_a_glance")}</h3>
      {room.activity.talk && <TalkOfAll talk={room.activity.talk} size={room.activity.size ?? 2} now={now} />}
      <p>{quiet.length ? t("group.not_begun", { count: quiet.length }) : t("group.all_begun")}</p>
      <ul class="host-groups">
        {places.map(([id, place]) => {
          const { written, chosen } = groups[id]!;
          return (
            <li key={id} class={`host-group ${begun(id) ? "" : "quiet"}`}>
              <p class="host-group-head">
                <strong>{t(`place.${place.kind}`, { number: place.number })}</strong>
                <span>{begun(id) ? t("group.lines", { count: written }) : t("group.no_lines")}</span>
              </p>
              <p class="soft">{listed(names(id))}</p>
              {inOrder(chosen).map(([note, card]) => <blockquote key={note}><span class="soft">{t("group.card_label")}:</span> {card.text}</blockquote>)}
              {place.count === 1 && <p class="hint">{t("group.host_one")}</p>}
              {choosing && !chosen && <p class="hint">{t("group.not_chosen")}</p>}
            </li>
          );
        })}
      </ul>
      <p><a href="#around">{t("group.host_move")}</a></p>
    </section>
  );
}

function Stack({ id, card, cards, act }: { id: string; card: Card; cards: Keyed<Card>; act: Props["act"] }) {
  return (
    <li class={`host-group ${card.under ? "stacked" : ""}`}>
      <p class="host-group-head"><strong>{groupsOf(card)}</strong></p>
      <blockquote>{card.text}</blockquote>
      {inOrder(card.under).map(([under, face]) => (
        <p key={under} class="row host-under">
          <span class="grow">{face.text} {face.number !== undefined && <span class="soft">{t("group.of_group", { number: face.number })}</span>}</span>
          <button type="button" class="button small" onClick={() => void act("card.unstack", { card: under })}>{t("group.unstack_short")}</button>
        </p>
      ))}
      <StackUnder id={id} cards={cards} onStack={(under) => void act("card.stack", { card: id, under })} />
    </li>
  );
}

export function Host(props: Props) {
  const { cards, missing = {} } = props.hosts.activity;
  if (!cards) return <Groups {...props} />;
  const numbers = Object.values(missing).sort((a, b) => a - b).map(String);
  return (
    <section class="stack close" aria-labelledby="groups-title">
      <h3 id="groups-title">{t("group.wall")}</h3>
      <p class="soft">{t("group.stack_hint")}</p>
      {numbers.length > 0 && <p class="banner">{t("group.missing", { count: numbers.length, numbers: listed(numbers) })}</p>}
      <ul class="host-groups">
        {inOrder(cards).map(([id, card]) => <Stack key={id} id={id} card={card} cards={cards} act={props.act} />)}
      </ul>
    </section>
  );
}
