// Who is where: the room from above and, always, the same as a list. Thin tables offer a merge, people without a seat
// are asked for a table. Choosing a person opens their sheet; looking in on a table opens its cloth.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { TablesFloor } from "../live/floor.tsx";
import { t, tx } from "../live/language.ts";
import { placeName, placesCounted } from "../live/places.ts";
import { TablePicture } from "../live/table.tsx";
import { act, hosts, leads, lookedAt, room } from "./console.ts";
import { Icon } from "./icons.tsx";
import { lookAt, LookIn } from "./LookIn.tsx";
import { NewPerson } from "./NewPerson.tsx";
import { PersonSheet } from "./PersonSheet.tsx";
import { followers, hosting, memberById, members, openTables, placeOf, seatsOf, standing, tables, unseated, weightOf, type Member, type Table } from "./roster.ts";

export function Around() {
  const chosen = useSignal<string | null>(null);
  const adding = useSignal(false);
  const sought = useSignal("");
  if (!room.value || !hosts.value) return null;
  const choose = (id: string): void => { chosen.value = id; };
  const member = chosen.value ? memberById(chosen.value) : undefined;
  return (
    <div class="stack far">
      <div class="row apart">
        <p class="soft">{t("host.around.count", { count: room.value.counts.people })}{goneWords()}</p>
        <button type="button" class="button" onClick={() => (adding.value = true)}><Icon name="phone" /> {t("host.around.add")}</button>
      </div>
      {lookedAt.value && <LookIn place={lookedAt.value} />}
      <Search sought={sought.value} seek={(text) => (sought.value = text)} choose={choose} />
      <Unplaced people={unseated.value} choose={choose} />
      {tables.value.length > 0 ? <Picture /> : <Lobby choose={choose} />}
      {tables.value.length > 0 && <Rest title={t("host.around.lobby")} people={standing.value} choose={choose} />}
      {tables.value.length > 0 && <TableList choose={choose} />}
      <Rest title={t("host.around.hosts")} people={hosting.value} choose={choose} />
      <Rest title={t("host.around.followers")} people={followers.value} choose={choose} />
      {member && <PersonSheet member={member} close={() => { const id = chosen.value; chosen.value = null; refocus(id); }} />}
      {adding.value && <NewPerson close={() => (adding.value = false)} />}
    </div>
  );
}

const REFOCUS_MS = 120;

function goneWords(): string {
  const gone = members.value.filter((member) => member.gone).length;
  return gone ? ` · ${t("host.around.gone", { count: gone })}` : "";
}

// A moved person's button stands at another table now, a removed one's nowhere: the focus follows, or stays in the view.
function refocus(id: string | null): void {
  // After the dialog has given the focus back to where it was opened, and the patch has moved the button.
  setTimeout(() => {
    const button = id ? document.querySelector<HTMLElement>(`[data-person="${CSS.escape(id)}"]`) : null;
    (button ?? document.getElementById("view-title"))?.focus();
  }, REFOCUS_MS);
}

function Picture() {
  const shown = tables.value.filter((table) => !table.closed || table.people.length > 0);
  const calling = new Set(Object.values(hosts.value?.calls ?? {}).map((call) => call.place));
  return (
    <div class="floor card">
      <TablesFloor
        tables={shown.map((table) => ({ id: table.id, number: table.number, title: tx(table.theme ?? table.name), closed: table.closed, help: table.help || calling.has(table.id) }))}
        people={members.value.filter((member) => member.place || member.role === "participant").map((member) => ({
          id: member.id, name: member.name, place: member.place, gone: member.gone, help: member.help, pinned: member.pinned,
          host: member.host_of !== undefined,
        }))}
        kind={shown[0]?.kind}
        ratio={1.6}
      />
    </div>
  );
}

function PersonButton({ member, choose }: { member: Member; choose: (id: string) => void }) {
  return (
    <button type="button" class={`person ${member.gone ? "gone" : ""}`} data-person={member.id} onClick={() => choose(member.id)}>
      <span class="person-name">{member.name}</span>
      <Marks member={member} />
    </button>
  );
}

/** What the picture shows by shape, in words. */
function Marks({ member }: { member: Member }) {
  return (
    <>
      {member.host_of && <span class="mark">{t("host.mark.table_host")}</span>}
      {member.role === "cohost" && <span class="mark">{t("host.mark.cohost")}</span>}
      {member.role === "host" && <span class="mark">{t("host.mark.host")}</span>}
      {member.volunteer && !member.host_of && <span class="mark">{t("host.mark.volunteer")}</span>}
      {member.comes_in && <span class="mark">{t("host.mark.comes_in")}</span>}
      {member.pinned && <span class="mark"><Icon name="pin" /><span class="for-readers">{t("host.mark.pinned")}</span></span>}
      {member.kind === "phone" && <span class="mark"><Icon name="phone" /><span class="for-readers">{t("host.mark.phone")}</span></span>}
      {(member.weight ?? 1) > 1 && <span class="mark">{t("host.mark.weight", { count: member.weight! })}</span>}
      {member.gone && <span class="mark"><Icon name="gone" /> {t("host.mark.gone")}</span>}
      {member.help && <span class="mark help">{t("host.mark.help")}</span>}
    </>
  );
}

function Unplaced({ people, choose }: { people: Member[]; choose: (id: string) => void }) {
  if (!people.length || !openTables.value.length) return null;
  return (
    <div class="banner warn">
      <div class="grow stack close">
        <p><strong>{t("host.around.unseated", { count: people.length })}</strong></p>
        <ul class="people">{people.map((member) => <li key={member.id}><PersonButton member={member} choose={choose} /></li>)}</ul>
      </div>
    </div>
  );
}

function Lobby({ choose }: { choose: (id: string) => void }) {
  const here = members.value.filter((member) => member.role === "participant");
  return (
    <section aria-labelledby="lobby-here" class="stack close">
      <h3 id="lobby-here">{t("host.around.lobby")}</h3>
      {here.length ? <ul class="people">{here.map((member) => <li key={member.id}><PersonButton member={member} choose={choose} /></li>)}</ul>
        : <p class="soft">{t("host.around.nobody")}</p>}
    </section>
  );
}

function TableList({ choose }: { choose: (id: string) => void }) {
  return (
    <section aria-labelledby="tables-title" class="stack">
      <h3 id="tables-title">{t("host.around.tables")}</h3>
      <ul class="tables">
        {tables.value.map((table) => <li key={table.id} class={`table-card card ${table.thin ? "thin" : ""} ${table.closed ? "closed" : ""} ${table.help ? "help" : ""}`}><TableCard table={table} choose={choose} /></li>)}
      </ul>
    </section>
  );
}

function TableCard({ table, choose }: { table: Table; choose: (id: string) => void }) {
  const name = placeName(table);
  return (
    <>
      <div class="row table-head">
        <TablePicture number={table.number} seats={seatsOf(table)} size="small" label={false} />
        <div class="grow">
          <h4 class="table-title">{name}</h4>
          {(table.theme || table.name) && <p class="small">{tx(table.theme ?? table.name)}</p>}
          <p class="soft small">{tableFacts(table)}</p>
        </div>
      </div>
      <ul class="people">
        {table.people.map((member) => <li key={member.id}><PersonButton member={member} choose={choose} /></li>)}
      </ul>
      {table.thin && !table.closed && <Merge table={table} />}
      <div class="buttons">
        <button type="button" class="button small" onClick={() => lookAt(table.id)} aria-label={t("host.table.look_at", { place: name })}>
          <Icon name="eye" /> {t("host.table.look")}
        </button>
        {table.link && <a class="button small" href={table.link} target="_blank" rel="noreferrer" aria-label={t("host.table.call_at", { place: name })}><Icon name="video" /> {t("host.table.call")}</a>}
        {table.closed ? (
          <button type="button" class="button plain small" disabled={!leads.value} onClick={() => act("place.open", { place: table.id })} aria-label={t("host.table.open_at", { place: name })}>{t("host.table.open")}</button>
        ) : table.people.length === 0 && (
          <button type="button" class="button plain small" disabled={!leads.value} onClick={() => act("place.close", { place: table.id })} aria-label={t("host.table.close_at", { place: name })}>{t("host.table.close")}</button>
        )}
      </div>
    </>
  );
}

function tableFacts(table: Table): string {
  const facts = [t("host.table.people", { count: weightOf(table.people) }), t("host.table.notes", { count: table.notes })];
  if (hosts.value?.activity && (hosts.value.activity as { heard?: Record<string, true> }).heard?.[table.id]) facts.push(t("host.table.heard"));
  if (table.closed) facts.push(t("host.table.closed"));
  if (table.help) facts.push(t("host.table.help"));
  return facts.join(" · ");
}

/** A table too thin to talk at: where its people could sit instead, smallest company first. */
function Merge({ table }: { table: Table }) {
  const others = openTables.value.filter((other) => other.id !== table.id && other.people.length > 0).sort((a, b) => weightOf(a.people) - weightOf(b.people));
  const into = useSignal("");
  if (!others.length) return <p class="thin-word">{t("host.table.thin")}</p>;
  const target = others.find((other) => other.id === into.value) ?? others[0]!;
  const field = `merge-${table.id}`;
  return (
    <form class="merge stack close" onSubmit={async (event) => {
      event.preventDefault();
      if (await act("place.merge", { place: table.id, into: target.id })) say(t("host.table.merged", { place: placeName(table), into: placeName(target) }));
    }}>
      <p class="thin-word"><Icon name="warning" /> {t("host.table.thin")}</p>
      <div class="row">
        <label for={field} class="small">{t("host.table.merge_into")}</label>
        <select id={field} class="input narrow" value={target.id} onChange={(event) => (into.value = event.currentTarget.value)}>
          {others.map((other) => <option key={other.id} value={other.id}>{t("host.table.option", { place: placeName(other), count: weightOf(other.people) })}</option>)}
        </select>
        <button class="button small" disabled={!leads.value}>{t("host.table.merge")}</button>
      </div>
    </form>
  );
}

function Rest({ title, people, choose }: { title: string; people: Member[]; choose: (id: string) => void }) {
  if (!people.length) return null;
  return (
    <section class="stack close" aria-label={title}>
      <h3>{title}</h3>
      <ul class="people">{people.map((member) => <li key={member.id}><PersonButton member={member} choose={choose} /></li>)}</ul>
    </section>
  );
}

const SHOW_SEARCH_FROM = 12;
const MOST_FOUND = 30;

function Search({ sought, seek, choose }: { sought: string; seek: (text: string) => void; choose: (id: string) => void }) {
  if (members.value.length < SHOW_SEARCH_FROM) return null;
  const word = sought.trim().toLocaleLowerCase();
  const found = word ? members.value.filter((member) => `${member.name} ${member.organisation ?? ""}`.toLocaleLowerCase().includes(word)).slice(0, MOST_FOUND) : [];
  return (
    <section class="stack close" aria-label={t("host.search.title")}>
      <div class="search-line">
        <label for="search-person">{t("host.search.label")}</label>
        <input id="search-person" class="input" type="search" value={sought} onInput={(event) => seek(event.currentTarget.value)} />
      </div>
      {word && (
        <>
          <p role="status" class="soft small">{t("host.search.found", { count: found.length })}</p>
          <ul class="found">
            {found.map((member) => (
              <li key={member.id}>
                <button type="button" class="person" onClick={() => choose(member.id)}>
                  <span class="person-name">{member.name}</span>
                  <span class="soft small">{placeOf(member) ?? t("host.search.no_table")}</span>
                  <Marks member={member} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
