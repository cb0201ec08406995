// The harvest before others see it: everything written, table by table; what should not be public is hidden here.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import { boot } from "../live/boot.ts";
import { inOrder, type Kind, type PlaceKind, type Text } from "../live/documents.ts";
import { t } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { Said } from "../live/said.tsx";
import { act, hosts, room } from "./console.ts";
import { Icon } from "./icons.tsx";
import { HideButton, noteFacts } from "./LookIn.tsx";
import { ask } from "./rest.ts";
import { kept } from "./token.ts";
import { CloseDialog } from "./Now.tsx";

type HarvestNote = { id: string; text: string; kind: Kind; name?: string; from?: number; hidden?: true };
type HarvestTable = { id: string; number: number; kind: PlaceKind; theme?: Text; rounds: { round: number; prompt?: Text; notes: HarvestNote[] }[] };
type Found = { text: string | Text; kind?: Kind; name?: string; about?: string; params?: Record<string, string | number>; below?: Found[] };
type Part = { phase: string; title: Text; prompt?: Text; name?: string; params?: Record<string, string | number>; lines: Found[] };
type Harvest = { sections: Part[]; tables: HarvestTable[]; takeaways: HarvestNote[]; feedback: HarvestNote[]; shared: HarvestNote[]; only_at_one_table: HarvestNote[] };

export function HarvestView() {
  const code = room.value?.code;
  const harvest = useSignal<Harvest | null>(null);
  const failed = useSignal("");
  const loading = useSignal(false);

  async function load(): Promise<void> {
    loading.value = true;
    const answer = await ask<Harvest>(`/api/v1/sessions/${code}/harvest?format=json`, { token: kept("host", code!) });
    loading.value = false;
    if (answer.ok) harvest.value = answer.body;
    failed.value = answer.ok ? "" : answer.hint || t("host.harvest.failed");
  }

  // What was hidden or shown changes the hosts' document: the list follows it.
  const hidden = Object.keys(hosts.value?.hidden ?? {}).sort().join();
  useEffect(() => { if (code) void load(); }, [code, hidden, room.value?.phase?.id, room.value?.status]);
  if (!code) return null;
  return (
    <div class="stack far">
      <Opening code={code} />
      <div class="row apart">
        <p class="soft">{t("host.harvest.review")}</p>
        <button type="button" class="button small" onClick={load} aria-disabled={loading.value}>{loading.value ? t("host.harvest.loading") : t("host.harvest.refresh")}</button>
      </div>
      {failed.value && <p class="banner alert" role="alert">{failed.value}</p>}
      {harvest.value && <Sections harvest={harvest.value} />}
      <Hidden />
      <End />
    </div>
  );
}

function Opening({ code }: { code: string }) {
  const open = room.value?.harvest_open ?? false;
  const address = String(boot.harvest_url ?? `/harvest/${code}`);
  return (
    <section class={`banner ${open ? "good" : ""}`} aria-labelledby="opening-title">
      <div class="stack close grow">
        <h3 id="opening-title">{open ? t("host.harvest.is_open") : t("host.harvest.is_closed")}</h3>
        <p>{open ? t("host.harvest.open_what") : t("host.harvest.closed_what")}</p>
        <div class="buttons">
          <button type="button" class={`button ${open ? "" : "main small"}`} onClick={async () => { if (await act("harvest.open", { on: !open })) say(t(open ? "host.harvest.closed_said" : "host.harvest.opened_said")); }}>
            {open ? t("host.harvest.close") : t("host.harvest.open")}
          </button>
          {open && <a class="button" href={address} target="_blank" rel="noreferrer">{t("host.harvest.page")}</a>}
          <MarkdownButton code={code} />
        </div>
      </div>
    </section>
  );
}

/** The file asks with the host's token, which a plain link could not carry. */
function MarkdownButton({ code }: { code: string }) {
  async function take(): Promise<void> {
    const answer = await fetch(`/api/v1/sessions/${code}/harvest?format=md`, { headers: { Authorization: `Bearer ${kept("host", code) ?? ""}` } });
    if (!answer.ok) { say(t("host.harvest.failed"), { now: true }); return; }
    const address = URL.createObjectURL(await answer.blob());
    Object.assign(document.createElement("a"), { href: address, download: `${code}.md` }).click();
    URL.revokeObjectURL(address);
  }
  return <button type="button" class="button" onClick={take}><Icon name="share" /> {t("host.harvest.markdown")}</button>;
}

function Sections({ harvest }: { harvest: Harvest }) {
  const empty = !harvest.sections.length && !harvest.tables.length && !harvest.takeaways.length && !harvest.shared.length;
  if (empty) return <p class="soft">{t("host.harvest.nothing")}</p>;
  return (
    <>
      {harvest.sections.map((part, i) => (
        <section key={i} class="stack close" aria-labelledby={`part-${i}`}>
          <h3 id={`part-${i}`}><Said text={part.title} /></h3>
          <Said as="p" class="soft small" text={part.prompt} />
          {part.name && <p class="soft small">{t(part.name, part.params)}</p>}
          <FoundLines lines={part.lines} />
        </section>
      ))}
      {harvest.tables.map((table) => (
        <section key={table.id} class="stack close" aria-labelledby={`harvest-${table.id}`}>
          <h3 id={`harvest-${table.id}`}>{placeName(table)}</h3>
          <Said as="p" class="soft" text={table.theme} />
          {table.rounds.map((round) => (
            <div key={round.round} class={`round-notes band-${((Math.max(1, round.round) - 1) % 8) + 1}`}>
              <h4>{round.round ? t("host.look.round", { round: round.round }) : t("host.look.before")}</h4>
              <Said as="p" class="soft small" text={round.prompt} />
              <Notes notes={round.notes} />
            </div>
          ))}
        </section>
      ))}
      <Section title={t("host.harvest.shared")} notes={harvest.shared} />
      <Section title={t("host.harvest.takeaways")} notes={harvest.takeaways} />
      <Section title={t("host.harvest.feedback")} notes={harvest.feedback} />
    </>
  );
}

/** What an activity found, as it says it itself. */
function FoundLines({ lines }: { lines: Found[] }) {
  return (
    <ul>
      {lines.map((line, i) => (
        <li key={i} class="note-line">
          <div class="grow">
            <p class="note-words">{typeof line.text === "string" ? line.text : <Said text={line.text} />}</p>
            <p class="soft small">
              {[line.kind && line.kind !== "thought" && t(`kind.${line.kind}`), line.name, line.about && t(line.about, line.params)].filter(Boolean).join(" · ")}
            </p>
            {line.below && <FoundLines lines={line.below} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Section({ title, notes }: { title: string; notes: HarvestNote[] }) {
  if (!notes?.length) return null;
  return <section class="stack close" aria-label={title}><h3>{title}</h3><Notes notes={notes} /></section>;
}

function Notes({ notes }: { notes: HarvestNote[] }) {
  return (
    <ul>
      {notes.map((note) => (
        <li key={note.id} class={`note-line ${note.hidden ? "is-hidden" : ""}`}>
          <div class="grow">
            <p class="note-words">{note.text}</p>
            <p class="soft small">{noteFacts(note)}{note.hidden && ` · ${t("host.harvest.hidden")}`}</p>
          </div>
          <HideButton id={note.id} text={note.text} on={!note.hidden} />
        </li>
      ))}
    </ul>
  );
}

/** Also before the harvest: what a host has hidden can always be shown again. */
function Hidden() {
  const notes = inOrder(hosts.value?.hidden);
  if (!notes.length) return null;
  return (
    <details class="card">
      <summary>{t("host.harvest.hidden_notes", { count: notes.length })}</summary>
      <ul>
        {notes.map(([id, note]) => (
          <li key={id} class="note-line is-hidden">
            <div class="grow">
              <p class="note-words">{note.text}</p>
              <p class="soft small">{noteFacts(note)}{note.number !== undefined && ` · ${placeName({ number: note.number, ...(note.at && { kind: note.at }) })}`}</p>
            </div>
            <HideButton id={id} text={note.text} on={false} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function End() {
  const closing = useSignal(false);
  if (room.value?.status === "closed") return <p class="soft">{t("host.close.closed")}</p>;
  return (
    <section class="stack close" aria-labelledby="end-title">
      <h3 id="end-title">{t("host.close.heading")}</h3>
      <p>{t("host.close.what")}</p>
      <p><button type="button" class="button danger" onClick={() => (closing.value = true)}>{t("host.close.button")}</button></p>
      {closing.value && <CloseDialog close={() => (closing.value = false)} />}
    </section>
  );
}
