// Steering the questions with one hand: what is answered now, what comes next; the rest folds behind each question.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Icon } from "@/host/icons.tsx";
import type { HostProps } from "@/host/PhaseView.tsx";
import { Answers, QuestionWords } from "./questions.tsx";
import type { PlenaryHosts, PlenaryRoom } from "./types.ts";

type Props = HostProps<PlenaryRoom, PlenaryHosts>;
type Act = Props["act"];
type Asked = [string, NonNullable<PlenaryHosts["questions"]>[string]];

export function HostQuestions({ room, hosts, act }: Props) {
  const all = inOrder(hosts.activity.questions);
  const now = all.find(([, one]) => one.state === "now");
  const open = all.filter(([, one]) => one.state === "open" && !one.hidden);
  const rest = all.filter(([, one]) => one.state === "later" || one.state === "answered" || one.hidden);
  const counts = room.activity.counts === true;
  return (
    <section class="card stack" aria-labelledby="steer-title">
      <h3 id="steer-title">{t("plenary.questions_title")}</h3>
      <div class="answering stack close" role="status">
        <p class="eyebrow">{t("plenary.state_now")}</p>
        {now ? <QuestionWords question={now[1]} /> : <p class="soft">{t("plenary.host_none_now")}</p>}
      </div>
      {now && <Answers question={now[1]} />}
      <div class="buttons">
        <button type="button" id="question-next" class="button main" disabled={!open.length && !now} onClick={() => act("question.next", { after: now?.[0] ?? "" })}>
          {t(open.length ? "plenary.host_next" : "plenary.host_last")} <Icon name="arrow" />
        </button>
        {now && <button type="button" class="button" onClick={() => act("question.put", { question: now[0], state: "later" })}>{t("plenary.put_later")}</button>}
        <button type="button" class="button" aria-pressed={counts} onClick={async () => { if (await act("votes.open", { on: !counts })) say(t(counts ? "plenary.host_votes_closed" : "plenary.host_votes_opened")); }}>
          <Icon name="eye" /> {t("plenary.host_votes")}
        </button>
      </div>
      {!counts && <p class="hint">{t("plenary.host_votes_hint")}</p>}
      {now && <AnswerLine id={now[0]} act={act} />}
      <Proposals hosts={hosts} act={act} />
      {open.length > 0 && <ol class="host-questions">{open.map((one) => <Row key={one[0]} one={one} others={open} act={act} />)}</ol>}
      {!all.length && <p class="soft">{t("plenary.host_no_questions")}</p>}
      {rest.length > 0 && (
        <details>
          <summary>{t("plenary.settled_title")} · {rest.length}</summary>
          <ol class="host-questions">{rest.map((one) => <Row key={one[0]} one={one} others={open} act={act} />)}</ol>
        </details>
      )}
    </section>
  );
}

function AnswerLine({ id, act }: { id: string; act: Act }) {
  const [text, setText] = useState("");
  const field = useId();
  return (
    <form class="row answer-line" onSubmit={async (event) => {
      event.preventDefault();
      if (text.trim() && await act("question.answer", { question: id, text: text.trim() })) { setText(""); say(t("plenary.answer_noted")); }
    }}>
      <label class="for-readers" for={field}>{t("plenary.answer_label")}</label>
      <input id={field} class="input grow" maxLength={280} value={text} placeholder={t("plenary.answer_label")} onInput={(event) => setText(event.currentTarget.value)} />
      <button type="submit" class="button">{t("plenary.answer_send")}</button>
    </form>
  );
}

function Proposals({ hosts, act }: Pick<Props, "hosts" | "act">) {
  const { questions = {}, proposals } = hosts.activity;
  const waiting = inOrder(proposals);
  if (!waiting.length) return null;
  return (
    <section class="stack close proposals" aria-labelledby="proposals-title">
      <h4 id="proposals-title">{t("plenary.host_proposals")}</h4>
      <ul class="stack close">
        {waiting.map(([pair, { one, other, by }]) => (
          <li key={pair} class="proposal">
            <p>{questions[one]?.text} <span class="soft">=</span> {questions[other]?.text}</p>
            <p class="soft small">{t("plenary.host_proposed_by", { count: by })}</p>
            <div class="buttons">
              <button type="button" class="button small" onClick={() => act("question.same", { question: other, into: one })}>{t("plenary.host_merge")}</button>
              <button type="button" class="button small" onClick={() => act("question.apart", { question: one, into: other })}>{t("plenary.host_keep_apart")}</button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ one: [id, question], others, act }: { one: Asked; others: Asked[]; act: Act }) {
  const [theme, setTheme] = useState(question.theme ?? "");
  const field = useId();
  const facts = [question.wanted !== undefined && t("plenary.wanted", { count: question.wanted }), question.name && t("plenary.host_asked_by", { name: question.name }),
    question.state !== "open" && t(`plenary.state_${question.state}`), question.hidden && t("plenary.host_hidden")].filter(Boolean);
  return (
    <li class={`host-question ${question.hidden ? "is-hidden" : ""}`}>
      <div class="row apart">
        <QuestionWords question={question} />
        {!question.hidden && (
          <button type="button" class="button small" onClick={() => act("question.put", { question: id, state: question.state === "open" ? "now" : "open" })}>
            {t(question.state === "open" ? "plenary.put_now" : "plenary.put_open")}<span class="for-readers">: {question.text}</span>
          </button>
        )}
      </div>
      <p class="soft small">{facts.join(" · ")}</p>
      <details>
        <summary>{t("plenary.host_tools")}<span class="for-readers">: {question.text}</span></summary>
        <div class="stack close tools">
          <form class="row" onSubmit={(event) => { event.preventDefault(); void act("question.theme", { question: id, text: theme }); }}>
            <label class="for-readers" for={`${field}theme`}>{t("plenary.host_theme")}</label>
            <input id={`${field}theme`} class="input grow" maxLength={60} value={theme} placeholder={t("plenary.host_theme")} onInput={(event) => setTheme(event.currentTarget.value)} />
            <button type="submit" class="button small">{t("plenary.host_theme_save")}</button>
          </form>
          {others.length > 1 && (
            <div class="field">
              <label for={`${field}same`}>{t("plenary.host_merge_into")}</label>
              <select id={`${field}same`} class="input" value="" onChange={(event) => void act("question.same", { question: id, into: event.currentTarget.value })}>
                <option value="">–</option>
                {others.filter(([other]) => other !== id).map(([other, asked]) => <option key={other} value={other}>{asked.text}</option>)}
              </select>
            </div>
          )}
          {inOrder(question.same).map(([same, { text }]) => (
            <p key={same} class="row apart">
              <span>{text}</span>
              <button type="button" class="button small" onClick={() => act("question.apart", { question: same })}>{t("plenary.host_part")}<span class="for-readers">: {text}</span></button>
            </p>
          ))}
          <div class="buttons">
            <button type="button" class="button small" onClick={() => act("question.hide", { question: id, on: !question.hidden })}>
              <Icon name={question.hidden ? "eye" : "gone"} /> {t(question.hidden ? "plenary.host_show" : "plenary.host_hide")}
            </button>
          </div>
        </div>
      </details>
    </li>
  );
}
