// A topic's report: drafted from its notes, put right and confirmed by whoever called it. Never demanded.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import type { Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Fault, useActing } from "./acting.tsx";
import type { Report } from "./types.ts";

const POINTS = 1000;
const NEXT = 240;

/** What is being written, and which report it began from; `told`: that another one came meanwhile has been said. */
type Writing = { words: Report; seen?: Report; told?: true };

export function ReportForm({ id, given, send }: { id: string; given: Report | { draft: string }; send: Send }) {
  const { fault, act } = useActing(send);
  const confirmed = "points" in given ? given : undefined;
  // Until somebody writes here themselves the draft grows with the notes, and a report confirmed elsewhere is shown.
  const [writing, setWriting] = useState<Writing | undefined>(undefined);
  const [sent, setSent] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  const field = useId();
  const open = writing !== undefined || (!confirmed && !sent);
  const shown = writing?.words ?? confirmed ?? { points: "draft" in given ? given.draft : "" };
  const meanwhile = writing && confirmed && !same(confirmed, writing.seen) ? confirmed : undefined;
  const write = (words: Report) => setWriting({ ...(confirmed ? { seen: confirmed } : {}), ...writing, words });

  useEffect(() => {
    if (!sent || !confirmed) return;
    setSent(false);
    change.current?.focus(); // the form that had the focus is gone
  }, [sent, confirmed]);

  async function submit(event: Event) {
    event.preventDefault();
    const { points, next } = shown;
    const seen = writing && !writing.told ? writing.seen : confirmed;
    const answer = await act("topic.report", { topic: id, points, ...(next?.trim() ? { next } : {}), seen: seen ?? {} });
    if (answer.ok) {
      say(t("market.report_done"));
      setWriting(undefined);
      setSent(true);
    } else if (answer.code === "report_changed") setWriting({ words: shown, ...writing, told: true });
  }

  return (
    <div class="stack close">
      {confirmed && !open && (
        <>
          <p class="banner good"><Icon name="check" /><span class="grow">{t("market.report_confirmed")}</span></p>
          <ReportWords report={confirmed} />
          <div><button ref={change} type="button" class="button" onClick={() => write(confirmed)}><Icon name="edit" />{t("market.report_change")}</button></div>
        </>
      )}
      {open && (
        <form class="stack" onSubmit={submit}>
          <div class="field">
            <label for={field}>{t("market.report_points")}</label>
            <textarea id={field} class="input" rows={4} maxLength={POINTS} value={shown.points} aria-describedby={`${field}hint`}
              onInput={(event) => write({ ...shown, points: event.currentTarget.value })} />
            <p id={`${field}hint`} class="hint">{t("market.report_hint")}</p>
          </div>
          <div class="field">
            <label for={`${field}next`}>{t("market.report_next")}</label>
            <input id={`${field}next`} class="input" maxLength={NEXT} value={shown.next ?? ""} autocomplete="off"
              onInput={(event) => write({ ...shown, next: event.currentTarget.value })} />
          </div>
          <Fault words={fault} />
          {meanwhile && <div class="banner" role="group" aria-label={t("market.report_other")}><div class="grow stack close"><p>{t("market.report_other")}</p><ReportWords report={meanwhile} /></div></div>}
          <div><button type="submit" class="button main">{t("market.report_confirm")}</button></div>
        </form>
      )}
    </div>
  );
}

const same = (one: Report, other: Report | undefined): boolean => one.points === other?.points && one.next === other.next;

export function ReportWords({ report }: { report: Report & { names?: string } }) {
  return (
    <div class="stack close report">
      <ul class="bullets">{report.points.split("\n").filter(Boolean).map((line, i) => <li key={i}>{line}</li>)}</ul>
      {report.next && <p><strong>{t("market.next_step")}</strong> {report.next}</p>}
      {report.names && <p class="soft">{t("market.took_part", { names: report.names })}</p>}
    </div>
  );
}
