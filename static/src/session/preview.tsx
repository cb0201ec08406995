// The participant's screens for a host who has not joined: every phase, one after another, at a table of invented
// people. With the host's own token on this device it shows the questions and themes as they are set right now.

import { useEffect, useMemo, useState } from "preact/hooks";
import { LiveContext } from "../live/context.ts";
import type { PublicFacts } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { recall } from "../live/keep.ts";
import { language, t, tx } from "../live/language.ts";
import { connect } from "../live/wire.ts";
import { documentsAt, moments, type Moment, type Sources, type TemplatePhase } from "./preview-documents.ts";
import { pretend } from "./pretend.ts";
import { Running } from "./running.tsx";

function useSources(code: string, facts: PublicFacts): Sources {
  const [template, setTemplate] = useState<{ phases: TemplatePhase[] }>();
  const token = useMemo(() => recall<string>(`host.${code}`), [code]);
  const wire = useMemo(() => (token ? connect({ token, code, outbox: `preview.${code}` }) : undefined), [token]);
  useEffect(() => {
    if (!facts.template) return;
    fetch(`/api/v1/templates/${encodeURIComponent(facts.template)}`)
      .then((answer) => (answer.ok ? answer.json() : undefined))
      .then(setTemplate, () => undefined); // without it the preview has no questions, and all the rest
  }, [facts.template]);
  useEffect(() => () => wire?.close(), [wire]);
  const room = wire?.room.value;
  const hosts = wire?.hosts.value;
  return useMemo(
    () => ({ facts, ...(template ? { template } : {}), ...(room ? { room } : {}), ...(hosts ? { hosts } : {}) }),
    [facts, template, room, hosts],
  );
}

const nameOf = ({ id, step }: Moment): string => {
  if (!step) return t(`preview.${id}`);
  return step.stage === "move" ? `${tx(step.title)} → ${step.round}` : tx(step.title);
};

export function Preview({ code, facts }: { code: string; facts: PublicFacts }) {
  const sources = useSources(code, facts);
  const [at, setAt] = useState(0);
  const all = useMemo(() => moments(sources), [sources]);
  const moment = all[Math.min(at, all.length - 1)]!;
  const shown = useMemo(() => documentsAt(moment, sources), [moment.id, sources, language.value]);
  const wire = useMemo(() => pretend(shown), []);
  const live = useMemo(() => ({ wire, keeps: `preview.${code}` }), [wire, code]);
  useEffect(() => wire.show(shown), [shown]);
  const room = wire.room.value ?? shown.room;
  const person = wire.person.value ?? shown.person;

  return (
    <div class="preview">
      <nav class="preview-bar" aria-label={t("preview.title")}>
        <p class="preview-title"><Icon name="eye" />{t("preview.title")}</p>
        <button type="button" class="button" aria-disabled={at === 0} onClick={() => setAt(Math.max(0, at - 1))}>
          <Icon name="back" /><span class="for-readers">{t("preview.before")}</span>
        </button>
        <label class="for-readers" for="preview-at">{t("preview.phase")}</label>
        <select id="preview-at" class="input" value={String(at)} onChange={(event) => setAt(Number(event.currentTarget.value))}>
          {all.map((one, i) => <option key={one.id} value={String(i)}>{nameOf(one)}</option>)}
        </select>
        <button type="button" class="button" aria-disabled={at === all.length - 1} onClick={() => setAt(Math.min(all.length - 1, at + 1))}>
          <Icon name="arrow" /><span class="for-readers">{t("preview.after")}</span>
        </button>
      </nav>
      <LiveContext.Provider value={live}>
        <Running room={room} person={person} place={wire.place.value} facts={facts} onLeave={() => setAt(0)} />
      </LiveContext.Provider>
    </div>
  );
}
