// The ends: the session is closed, I left, I was removed, or the seat this device remembers is not there.

import { useState } from "preact/hooks";
import { boot } from "../live/boot.ts";
import type { Person, Room } from "../live/documents.ts";
import { inOrder } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";
import { TableMark } from "../live/table.tsx";
import { Plain } from "./page-parts.tsx";

export function ThankYou({ room, person }: { room: Room; person: Person }) {
  const mine = inOrder(person.notes);
  return (
    <Plain>
      <section class="stack end-card">
        <TableMark />
        <h1 id="task" tabIndex={-1}>{t("end.title")}</h1>
        <p>{t("end.text", { title: room.title })}</p>
        {room.harvest_open
          ? <a class="button main" href={`/harvest/${room.code}`}>{t("end.harvest")}</a>
          : <p class="banner"><Icon name="clock" /><span class="grow">{t("end.harvest_later")}</span></p>}
      </section>
      {mine.length > 0 && (
        <section class="card stack close" aria-labelledby="end-mine">
          <h2 id="end-mine">{t("end.mine")}</h2>
          <ul class="stack close">{mine.map(([id, note]) => <li key={id}><blockquote>{note.text}</blockquote></li>)}</ul>
          <CopyMine texts={mine.map(([, note]) => note.text)} />
        </section>
      )}
      <p class="soft">{t("end.kept", { count: room.retention_days })}</p>
    </Plain>
  );
}

function CopyMine({ texts }: { texts: string[] }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(texts.join("\n\n")).then(() => setCopied(true), () => setCopied(false));
  if (!navigator.clipboard) return null;
  return (
    <div class="buttons">
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name={copied ? "check" : "copy"} />
        {t(copied ? "recovery.copied" : "end.copy")}
      </button>
    </div>
  );
}

export function Away({ title, text, again }: { title: string; text: string; again?: () => void }) {
  return (
    <Plain>
      <section class="stack end-card">
        <TableMark />
        <h1 id="task" tabIndex={-1}>{title}</h1>
        <p>{text}</p>
        <div class="buttons">
          {again && <button type="button" class="button main" onClick={again}>{t("away.again")}</button>}
          <a class="button" href={String(boot.home_url ?? "/")}>{t("away.home")}</a>
        </div>
      </section>
    </Plain>
  );
}

