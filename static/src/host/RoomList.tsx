// The room list beside Teams or Zoom: per round who goes to which place, to copy as text, to take as CSV, to print.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { t, tx } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { hosts, room } from "./console.ts";
import { Icon } from "./icons.tsx";
import { roundNumbers, seating } from "./meetings.ts";
import { asCsv, asText, type RoomRow, type RoomWords } from "./rooms.ts";
import { memberById, members, openTables, tables } from "./roster.ts";

const words = (): RoomWords => ({
  title: (round) => `${room.value?.title ?? ""} · ${round ? t("host.round", { round }) : t("host.rooms.now")}`,
  row: (row) => (row.name ? t("host.rooms.table_named", { place: row.place, name: row.name }) : row.place),
  columns: [t("host.rooms.column_round"), t("host.rooms.column_table"), t("host.rooms.column_theme"), t("host.rooms.column_name")],
});

function rowsOf(seats: Record<string, number>): RoomRow[] {
  const order = members.value.map((member) => member.id);
  return [...seating(seats, order)].map(([number, people]) => {
    const table = tables.value.find((one) => one.number === number && !one.closed);
    return { place: placeName({ number, ...(table && { kind: table.kind }) }), name: tx(table?.theme ?? table?.name) || undefined, link: table?.link, people: people.map((id) => memberById(id)?.name ?? "").filter(Boolean) };
  });
}

/** The rounds of a rotation; where nothing rotates, the places as people sit now. Who walks freely has no list. */
function lists(): [number, RoomRow[]][] {
  const plan = hosts.value?.plan;
  if (plan && plan.mode !== "groups") return roundNumbers(plan.rounds).map((round) => [round, rowsOf(plan.rounds[String(round)]!)]);
  const places = openTables.value.filter((place) => place.people.length > 0 && place.kind !== "topic" && place.kind !== "lounge");
  if (!places.length) return [];
  return [[0, places.map((table) => ({ place: placeName(table), name: tx(table.theme ?? table.name) || undefined, link: table.link, people: table.people.map((one) => one.name) }))]];
}

export const hasRooms = (): boolean => lists().length > 0;

export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say(t("host.copy.failed"), { now: true });
  }
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

export function RoomList() {
  const all = lists();
  const copied = useSignal<number | null>(null);
  const say_ = words();
  return (
    <div class="stack far room-list">
      <p class="not-on-paper">{t("host.rooms.what")}</p>
      <div class="buttons not-on-paper">
        <button type="button" class="button" onClick={() => copy(all.map(([round, rows]) => asText(round, rows, say_)).join("\n\n"), t("host.rooms.copied"))}><Icon name="copy" /> {t("host.rooms.copy_all")}</button>
        <button type="button" class="button" onClick={() => download(`${room.value?.code ?? "rooms"}.csv`, asCsv(all, say_))}><Icon name="share" /> {t("host.rooms.csv")}</button>
        <button type="button" class="button" onClick={() => window.print()}><Icon name="print" /> {t("host.rooms.print")}</button>
      </div>
      {all.map(([round, rows]) => (
        <section key={round} class="stack close" aria-labelledby={`rooms-${round}`}>
          <div class="row apart">
            <h3 id={`rooms-${round}`}>{round ? t("host.round", { round }) : t("host.rooms.now")}</h3>
            <button type="button" class="button small not-on-paper" aria-label={t("host.rooms.copy_round", { round })}
              onClick={() => { copied.value = round; void copy(asText(round, rows, say_), t("host.rooms.copied")); }}>
              <Icon name={copied.value === round ? "check" : "copy"} /> {copied.value === round ? t("host.copy.done") : t("host.rooms.copy")}
            </button>
          </div>
          <ul class="rooms">
            {rows.map((row) => (
              <li key={row.place}>
                <p><strong>{say_.row(row)}</strong></p>
                {row.link && <p class="small"><a href={row.link} target="_blank" rel="noreferrer">{t("host.table.call")}</a></p>}
                <ul>{row.people.map((name, i) => <li key={i}>{name}</li>)}</ul>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
