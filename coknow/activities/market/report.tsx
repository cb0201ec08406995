// A topic's report: drafted from its notes, put right and confirmed by whoever called it. Never demanded.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import type { Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Fault, useActing } from "./acting.tsx";
import type { Report } from "./types.ts";

const POINTS = 1000;
const NEXT = 240;

export function ReportForm({ id, given, send }: { id: string; given: Report | { draft: string }; send: Send }) {
  const { fault, act } = useActing(send);
  const confirmed = "points" in given ? given : undefined;
  const [open, setOpen] = useState(!confirmed);
  // The draft grows with the notes until somebody writes here themselves.
  const [words, setWords] = useState<Report | undefined>(confirmed);
  const field = useId();
  const shown = words ?? { points: "draft" in given ? given.draft : "" };

  async function submit(event: Event) {
    event.preventDefault();
    const { points, next } = shown;
    const answer = await act("topic.report", { topic: id, points, ...(next?.trim() ? { next } : {}) });
    if (!answer.ok) return;
    say(t("market.report_done"));
    setWords(shown);
    setOpen(false);
  }

  return (
    <div class="stack close">
      {confirmed && !open && (
        <>
          <p class="banner good"><Icon name="check" /><span class="grow">{t("market.report_confirmed")}</span></p>
          <ReportWords report={confirmed} />
          <div><button type="button" class="button" onClick={() => setOpen(true)}><Icon name="edit" />{t("market.report_change")}</button></div>
        </>
      )}
      {open && (
        <form class="stack" onSubmit={submit}>
          <div class="field">
            <label for={field}>{t("market.report_points")}</label>
            <textarea id={field} class="input" rows={4} maxLength={POINTS} value={shown.points} aria-describedby={`${field}hint`}
              onInput={(event) => setWords({ ...shown, points: event.currentTarget.value })} />
            <p id={`${field}hint`} class="hint">{t("market.report_hint")}</p>
          </div>
          <div class="field">
            <label for={`${field}next`}>{t("market.report_next")}</label>
            <input id={`${field}next`} class="input" maxLength={NEXT} value={shown.next ?? ""} autocomplete="off"
              onInput={(event) => setWords({ ...shown, next: event.currentTarget.value })} />
          </div>
          <Fault words={fault} />
          <div><button type="submit" class="button main">{t("market.report_confirm")}</button></div>
        </form>
      )}
    </div>
  );
}

export function ReportWords({ report }: { report: Report & { names?: string } }) {
  return (
    <div class="stack close report">
      <ul class="bullets">{report.points.split("\n").filter(Boolean).map((line, i) => <li key={i}>{line}</li>)}</ul>
      {report.next && <p><strong>{t("market.next_step")}</strong> {report.next}</p>}
      {report.names && <p class="soft">{t("market.took_part", { names: report.names })}</p>}
    </div>
  );
}
