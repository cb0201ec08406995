// The form as a whole: the parts a host fills, what they reach beside them, and the one button below.
import { useSignal } from "@preact/signals";
import { boot } from "../live/boot.ts";
import { Announcements } from "../live/announcer.tsx";
import { t, tx } from "../live/language.ts";
import { TableMark } from "../live/table.tsx";
import { LanguageChoice } from "../host/LanguageChoice.tsx";
import { Icon } from "../host/icons.tsx";
import { Companion } from "./Companion.tsx";
import { fieldOf, focusField, idOf } from "./fields.tsx";
import { complaints, draft, rotates, running, template } from "./form.ts";
import { Programme } from "./Programme.tsx";
import { Reach } from "./Reach.tsx";
import { Basics, GroundRules, PeopleAndData, Questions, Tables, WhoComes } from "./Sections.tsx";
import { SumOfTime, TimeBand } from "./Timing.tsx";

/** Do people sit in groups in some phase? */
const seats = boot.seats === true;

type Props = { send: () => Promise<boolean>; startAgain?: () => void; back: string; said?: string };

export function Form({ send, startAgain, back, said }: Props) {
  const busy = useSignal(false);
  if (!draft.value || !template.value) return null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    if (!draft.value!.title.trim()) {
      complaints.value = { title: t("prepare.title_needed") };
      focusField("title");
      return;
    }
    busy.value = true;
    const done = await send();
    busy.value = false;
    if (!done) showFirstComplaint();
  }

  return (
    <>
      <a class="skip" href="#basics">{t("prepare.skip")}</a>
      <header class="top">
        <div class="top-title">
          <TableMark />
          <div class="grow">
            <h1>{running.value ? t("prepare.heading_change") : t("prepare.heading", { template: tx(template.value.names) })}</h1>
            <p class="soft small">{running.value ? t("prepare.change_intro") : t("prepare.intro")}</p>
          </div>
        </div>
        <div class="top-tools">
          <a class="button plain" href={back}><Icon name="back" /> {t("prepare.back")}</a>
          <LanguageChoice />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <form class="prepare" noValidate onSubmit={submit}>
          <div class="form-parts">
            {said && <p class="banner good" role="status">{said}{startAgain && <> <button type="button" class="button plain small" onClick={startAgain}>{t("prepare.start_again")}</button></>}</p>}
            <Basics />
            {rotates.value ? <><Questions /><Tables /></> : <WhoComes />}
            <Programme />
            <GroundRules />
            <Companion />
            <PeopleAndData />
          </div>
          <aside class="reach" aria-labelledby="reach-title">
            <h2 id="reach-title">{t("prepare.reach_title")}</h2>
            <SumOfTime />
            <TimeBand />
            {rotates.value ? <Reach /> : <Shapes />}
          </aside>
          <div class="send">
            <Complaints />
            <div class="row">
              <button class="button main" aria-disabled={busy.value}>
                {busy.value ? t("prepare.sending") : running.value ? t("prepare.save") : t("prepare.create")} <Icon name={running.value ? "check" : "arrow"} />
              </button>
              <p class="small soft grow">{running.value ? t("prepare.save_hint") : t("prepare.create_hint")}</p>
            </div>
          </div>
        </form>
      </main>
      <Announcements />
    </>
  );
}

/** Without rounds there is no plan to draw: what the session consists of, in order. */
function Shapes() {
  return (
    <div class="stack close">
      <p class="hint">{t("prepare.band_hint")}</p>
      {seats && <p>{t("prepare.groups_later")}</p>}
    </div>
  );
}

/** Everything that was refused, also what no field of the form shows. */
function Complaints() {
  const found = Object.entries(complaints.value);
  return (
    <div role="alert">
      {found.length > 0 && (
        <div class="banner alert">
          <div class="grow stack close">
            <p><strong>{t("prepare.refused")}</strong></p>
            <ul>
              {found.map(([field, hint]) => (
                <li key={field}>{fieldOf(field) ? <a href={`#${idOf(field)}`} onClick={(event) => { event.preventDefault(); open(field); }}>{hint}</a> : hint}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  );
}

/** A complaint may stand in a folded part: unfold it, then go there. */
function open(field: string): void {
  for (let fold = fieldOf(field)?.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  focusField(field);
}

function showFirstComplaint(): void {
  requestAnimationFrame(() => {
    const first = Object.keys(complaints.value).find(fieldOf);
    if (first) open(first);
  });
}
