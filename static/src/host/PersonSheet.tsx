// One person: where they sit, where they could sit (and who sits there already), their role, writing for them, removing.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { Dialog } from "../live/dialog.tsx";
import { listed, t, tx } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { TablePicture } from "../live/table.tsx";
import { act, hosts, leads, person as me, refused, room } from "./console.ts";
import { Icon } from "./icons.tsx";
import { metBefore } from "./meetings.ts";
import { openTables, placeOf, seatsOf, weightOf, type Member, type Table } from "./roster.ts";
import { WriteFor } from "./WriteFor.tsx";

type Props = { member: Member; close: () => void };

export function PersonSheet({ member, close }: Props) {
  return (
    <Dialog title={member.name} onClose={close}>
      <p class="soft">{whereWords(member)}</p>
      {refused.value && <p class="banner alert" role="alert">{refused.value}</p>}
      {member.pinned && (
        <div class="row">
          <span><Icon name="pin" /> {t("host.sheet.pinned")}</span>
          <button type="button" class="button small" disabled={!leads.value} onClick={async () => { if (await act("person.unpin", { person: member.id })) say(t("host.sheet.unpinned")); }}>{t("host.sheet.unpin")}</button>
        </div>
      )}
      {room.value?.status !== "closed" && openTables.value.length > 0 && canSit(member) && <ChooseTable member={member} close={close} />}
      {member.kind === "phone" && <WriteFor member={member} />}
      <Roles member={member} close={close} />
    </Dialog>
  );
}

const canSit = (member: Member): boolean => member.role === "participant" || member.role === "follower";

function whereWords(member: Member): string {
  const words = [placeOf(member) ?? t("host.sheet.nowhere")];
  if (member.organisation) words.push(member.organisation);
  if (member.kind === "phone") words.push(t("host.mark.phone"));
  if ((member.weight ?? 1) > 1) words.push(t("host.mark.weight", { count: member.weight! }));
  if (member.gone) words.push(t("host.sheet.gone"));
  return words.join(" · ");
}

/** Every open table with its people: one press seats the person there. */
function ChooseTable({ member, close }: Props) {
  const round = room.value?.phase?.round ?? 1;
  const met = metBefore(hosts.value?.plan?.rounds ?? {}, member.id, round);
  async function seat(table: Table): Promise<void> {
    if (!(await act("person.move", { person: member.id, place: table.id }))) return;
    say(t("host.sheet.moved", { name: member.name, place: placeName(table) }));
    close();
  }
  return (
    <section class="stack close" aria-labelledby="choose-table">
      <h3 id="choose-table">{t("host.sheet.move")}</h3>
      <p class="hint">{t("host.sheet.move_hint")}</p>
      <ul class="choose-tables">
        {openTables.value.filter((table) => table.id !== member.place).map((table) => (
          <li key={table.id}>
            <button type="button" class="table-choice" disabled={!leads.value} onClick={() => seat(table)}>
              <TablePicture number={table.number} seats={seatsOf(table)} size="small" label={false} />
              <span class="table-choice-words">
                <strong>{t("host.sheet.to_table", { place: placeName(table), count: weightOf(table.people) })}</strong>
                {tx(table.theme ?? table.name) && <span class="small">{tx(table.theme ?? table.name)}</span>}
                <span class="small">{table.people.length ? listed(table.people.map((one) => one.name)) : t("host.sheet.empty_table")}</span>
                <span class="small soft">{acquaintances(table, met)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only a table has a host of its own. */
const seatsAtTable = (member: Member): boolean => member.place !== undefined && hosts.value?.places[member.place]?.kind === "table";

function acquaintances(table: Table, met: Set<string>): string {
  const known = table.people.filter((one) => met.has(one.id)).map((one) => one.name);
  return known.length ? t("host.sheet.has_met", { names: listed(known) }) : "";
}

function Roles({ member, close }: Props) {
  const removing = useSignal(false);
  const myself = member.id === me.value?.id;
  const blocked = !leads.value;
  async function become(role: string, said: string, more: Record<string, string> = {}): Promise<void> {
    if (await act("person.role", { person: member.id, role, ...more })) say(said);
  }
  if (myself || member.role === "host") return null;
  return (
    <section class="stack close" aria-labelledby="roles-title">
      <h3 id="roles-title">{t("host.sheet.more")}</h3>
      <div class="buttons">
        {member.role === "participant" && seatsAtTable(member) && !member.host_of && (
          <button type="button" class="button" disabled={blocked} onClick={() => become("table_host", t("host.sheet.is_table_host", { name: member.name }), { place: member.place! })}>{t("host.sheet.make_table_host")}</button>
        )}
        {member.role === "cohost" ? (
          <button type="button" class="button" disabled={blocked} onClick={() => become("participant", t("host.sheet.is_participant", { name: member.name }))}>{t("host.sheet.make_participant")}</button>
        ) : member.kind !== "phone" && (
          <button type="button" class="button" disabled={blocked} onClick={() => become("cohost", t("host.sheet.is_cohost", { name: member.name }))}>{t("host.sheet.make_cohost")}</button>
        )}
        {member.role === "follower" && <button type="button" class="button" disabled={blocked} onClick={() => become("participant", t("host.sheet.is_participant", { name: member.name }))}>{t("host.sheet.invite_in")}</button>}
        {member.role === "participant" && !member.host_of && member.kind !== "phone" && <button type="button" class="button" disabled={blocked} onClick={() => become("follower", t("host.sheet.is_follower", { name: member.name }))}>{t("host.sheet.make_follower")}</button>}
      </div>
      {removing.value ? (
        <div class="banner alert">
          <div class="stack close grow">
            <p><strong>{t("host.sheet.remove_sure", { name: member.name })}</strong></p>
            <p>{t("host.sheet.remove_what")}</p>
            <div class="buttons">
              <button type="button" class="button danger main small" disabled={blocked} onClick={async () => { if (await act("person.remove", { person: member.id })) { say(t("host.sheet.removed", { name: member.name })); close(); } }}>{t("host.sheet.remove_yes")}</button>
              <button type="button" class="button small" onClick={() => (removing.value = false)}>{t("host.cancel")}</button>
            </div>
          </div>
        </div>
      ) : <p><button type="button" class="button danger" disabled={blocked} onClick={() => (removing.value = true)}>{t("host.sheet.remove")}</button></p>}
    </section>
  );
}

