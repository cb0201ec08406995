// One line on the cloth, and what may be done with it here: build on it, take it along, and if it is mine, edit,
// remove or share it.

import type { ComponentChildren } from "preact";
import { memo } from "preact/compat";
import { useId, useRef, useState } from "preact/hooks";
import { say } from "./announcer.tsx";
import { focusComposer, LONGEST_NOTE } from "./composer.tsx";
import { useLive } from "./context.ts";
import { Confirm } from "./dialog.tsx";
import type { Note, PlaceKind } from "./documents.ts";
import { write } from "./drafts.ts";
import { Icon } from "./icons.tsx";
import { KindTag } from "./kinds.tsx";
import { t } from "./language.ts";
import type { Waiting } from "./outbox.ts";
import { shortened } from "./seats.ts";
import type { LineState } from "./wire.ts";

/** What this reader may do with lines; keep the object the same while nothing changes, lines compare it. */
export interface LineRights {
  me: string;
  build: boolean;
  change: boolean;
  carry: boolean;
  /** the note they carry already */
  carried?: string;
  share?: "place" | "all";
  /** with whom: what the place is that one shares at */
  at?: PlaceKind;
  /** what else one may do with a line here: the running activity's own button */
  also?: (id: string, note: Note) => ComponentChildren;
  /** every line here is mine, the anonymous ones too */
  allMine?: boolean;
}

interface Props {
  id: string;
  note: Note;
  /** my change that the server has not confirmed yet */
  edited?: string | undefined;
  rights: LineRights;
  elsewhere: { id: string; note: Note }[];
}

export const NoteLine = memo(function NoteLine({ id, note, edited, rights, elsewhere }: Props) {
  const { wire, keeps } = useLive();
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [more, setMore] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  const mine = rights.allMine || note.author === rights.me;
  const text = edited ?? note.text;
  const about = shortened(text, 60);
  const shared = note.visibility !== "me";
  const carried = rights.carried === id;
  const canShare = Boolean(rights.share) && mine && !shared;
  const shareWord = t(rights.share === "place" ? `note.share_${rights.at ?? "table"}` : "note.share_all");
  const hasMore = (rights.carry && shared) || (mine && rights.change);

  const build = () => {
    write(keeps, { builds_on: { id, text } });
    focusComposer();
  };
  const remove = () => {
    // The next line keeps the reader's place in the list when this one is gone.
    const rest = line.current?.closest("li");
    const next = rest?.nextElementSibling ?? rest?.previousElementSibling;
    const target = next?.querySelector<HTMLElement>("button") ?? document.getElementById("outline-title");
    void wire.send("note.remove", { note: id }).then((answer) => answer.ok && say(t("note.removed")));
    setTimeout(() => target?.focus(), 60);
  };

  if (editing) return <EditLine id={id} text={text} onDone={() => {
    setEditing(false);
    requestAnimationFrame(() => line.current?.querySelector<HTMLElement>("[data-more]")?.focus());
  }} />;

  return (
    <div class={`line ${mine ? "mine" : ""}`} ref={line}>
      {elsewhere.map(({ id: parent, note: other }) => (
        <p key={parent} class="builds-on">
          <Icon name="build" />
          <span>{t("note.builds_on", { text: shortened(other.text, 70) })}</span>
        </p>
      ))}
      <p class="line-text">{text}</p>
      <p class="line-by">
        <KindTag kind={note.kind} />
        <span>{mine ? t("note.you") : note.name ?? t("note.anonymous")}</span>
        {note.from !== undefined && <span>{t("note.from_table", { number: note.from })}</span>}
        {note.edited && !edited && <span>{t("note.edited")}</span>}
        {note.by_host && <span>{t("note.by_host")}</span>}
        {carried && <span class="tag"><Icon name="carry" />{t("note.carrying")}</span>}
        {edited !== undefined && <span>{t("note.saving")}</span>}
        {mine && note.visibility === "me" && <span><Icon name="lock" /> {t("note.only_me")}</span>}
      </p>
      {(rights.build || hasMore || canShare || rights.also) && (
        <div class="line-does">
          {rights.build && shared && (
            <button type="button" class="button plain" aria-label={`${t("note.build")}: ${about}`} onClick={build}>
              <Icon name="build" />
              {t("note.build")}
            </button>
          )}
          {shared && rights.also?.(id, note)}
          {canShare && (
            <button
              type="button"
              class="button"
              aria-label={`${shareWord}: ${about}`}
              onClick={() => void wire.send("note.share", { note: id, with: rights.share })}
            >
              <Icon name="share" />
              {shareWord}
            </button>
          )}
          {hasMore && (
            <button
              type="button"
              class="button plain line-more"
              data-more=""
              aria-expanded={more}
              aria-label={`${t("note.more")}: ${about}`}
              onClick={() => setMore(!more)}
            >
              <Icon name="more" />
            </button>
          )}
          {more && rights.carry && shared && (
            <button
              type="button"
              class="button plain"
              aria-pressed={carried}
              aria-label={`${t(carried ? "note.carrying" : "note.carry")}: ${about}`}
              onClick={() => void wire.send("note.carry", { note: id }).then((answer) => answer.ok && !carried && say(t("note.carried")))}
            >
              <Icon name={carried ? "check" : "carry"} />
              {t(carried ? "note.carrying" : "note.carry")}
            </button>
          )}
          {more && mine && rights.change && (
            <>
              <button type="button" class="button plain" aria-label={`${t("note.edit")}: ${about}`} onClick={() => setEditing(true)}>
                <Icon name="edit" />
                {t("note.edit")}
              </button>
              <button type="button" class="button plain" aria-label={`${t("note.remove")}: ${about}`} onClick={() => setRemoving(true)}>
                <Icon name="remove" />
                {t("note.remove")}
              </button>
            </>
          )}
        </div>
      )}
      {removing && (
        <Confirm
          title={t("note.remove_title")}
          text={`”${shortened(text, 140)}”`}
          yes={t("note.remove_yes")}
          danger
          onYes={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </div>
  );
});

function EditLine({ id, text, onDone }: { id: string; text: string; onDone: () => void }) {
  const { wire } = useLive();
  const [words, setWords] = useState(text);
  const field = useId();
  const save = (event: Event) => {
    event.preventDefault();
    const next = words.trim();
    if (!next) return;
    if (next !== text) void wire.send("note.edit", { note: id, text: next }).then((answer) => answer.ok && say(t("note.saved")));
    onDone();
  };
  return (
    <form class="line stack close" onSubmit={save}>
      <label for={field} class="for-readers">{t("note.edit_label")}</label>
      <textarea
        id={field}
        class="input"
        value={words}
        maxLength={LONGEST_NOTE}
        ref={(element) => {
          if (element && !element.dataset.met) {
            element.dataset.met = "1";
            element.focus();
          }
        }}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event);
        }}
      />
      <div class="buttons">
        <button type="submit" class="button">{t("note.save")}</button>
        <button type="button" class="button plain" onClick={onDone}>{t("dialog.cancel")}</button>
      </div>
    </form>
  );
}

export function PendingLine({ waiting, line }: { waiting: Waiting; line: LineState }) {
  return (
    <div class="line mine pending">
      <p class="line-text">{String(waiting.args.text)}</p>
      <p class="line-by"><span>{t(line === "online" ? "note.sending" : "note.waits")}</span></p>
    </div>
  );
}
