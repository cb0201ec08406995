// The phone of whoever presents: their card, their time, what people want to know gathered into themes, and never a name.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { inOrder, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import { CaseForm, type Words } from "./case-form.tsx";
import { TalkTime } from "./case.tsx";
import { QuestionWords } from "./questions.tsx";
import type { PlenaryPerson, PlenaryRoom } from "./types.ts";

export function PresenterCard({ room, mine, send }: { room: PlenaryRoom; mine: PlenaryPerson; send: Send }) {
  const { talk } = room;
  return (
    <section class="card presenting stack" aria-labelledby="presenting-title">
      <h2 id="presenting-title" class="small-title"><Icon name="speech" />{t("plenary.you_present")}</h2>
      {talk && (
        <div class="stack close">
          <p class="presenter-time">
            <TalkTime talk={talk}>{t(talk.writing ? "plenary.writing_left" : "plenary.talk_left")}</TalkTime>
          </p>
          {(talk.deadline !== undefined || talk.writing) && (
            <div class="buttons">
              <button type="button" class="button" onClick={() => void send("case.pause", { on: !talk.writing })}>
                <Icon name={talk.writing ? "speech" : "pause"} />{t(talk.writing ? "plenary.pause_end" : "plenary.pause_now")}
              </button>
            </div>
          )}
        </div>
      )}
      {room.questions && <Themes room={room} mine={mine} send={send} />}
      {room.questions ? <p class="hint">{t("plenary.you_present_hint")}</p> : <OwnCase room={room} send={send} />}
    </section>
  );
}

const draft = signal<Words | undefined>(undefined);

/** Whose case it is fills in its card, before the talk at the latest: nobody else knows so well what failed. */
function OwnCase({ room, send }: { room: PlenaryRoom; send: Send }) {
  const [open, setOpen] = useState(draft.peek() !== undefined);
  const [fault, setFault] = useState("");
  if (!open) {
    return (
      <div class="stack close">
        {!room.card && <p class="soft">{t("plenary.host_case_none")}</p>}
        <div class="buttons">
          <button type="button" id="own-case" class="button" onClick={() => setOpen(true)}>
            <Icon name="edit" />{t(room.card ? "plenary.case_change" : "plenary.host_case_edit")}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div class="stack close">
      <CaseForm
        card={room.card ?? {}}
        draft={draft}
        save={async (card) => {
          const answer = await send("case.describe", card);
          setFault(answer.ok ? "" : refusalText(answer));
          return answer.ok;
        }}
        close={() => {
          draft.value = undefined;
          setOpen(false);
          requestAnimationFrame(() => document.getElementById("own-case")?.focus());
        }}
      />
      {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
    </div>
  );
}

function Themes({ room, mine, send }: { room: PlenaryRoom; mine: PlenaryPerson; send: Send }) {
  const themes = inOrder(mine.themes);
  return (
    <div class="stack close">
      <h3>{t("plenary.themes_title")}</h3>
      {themes.length === 0 && <p class="cloth-empty">{t("plenary.themes_none")}</p>}
      <ul class="themes">
        {themes.map(([id, theme]) => (
          <li key={id} class={`theme-line is-${theme.state}`}>
            <div class="grow">
              {theme.state === "now" && room.questions?.[id] ? <QuestionWords question={room.questions[id]} /> : <p><strong>{theme.text}</strong></p>}
              <p class="soft small">
                {[theme.asked > 1 && t("plenary.theme_asked", { count: theme.asked }),
                  theme.wanted !== undefined && t("plenary.wanted", { count: theme.wanted })].filter(Boolean).join(" · ")}
              </p>
            </div>
            {theme.state === "now"
              ? (
                <button type="button" class="button main" onClick={() => void send("question.put", { question: id, state: "answered" })}>
                  <Icon name="check" />{t("plenary.put_answered")}
                </button>
              )
              : (
                <button type="button" class="button" onClick={() => void send("question.put", { question: id, state: "now" })}>
                  {t("plenary.put_now")}<span class="for-readers">: {theme.text}</span>
                </button>
              )}
          </li>
        ))}
      </ul>
    </div>
  );
}
