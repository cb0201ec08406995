// Questions on a phone: ask in a line, back what others ask, follow what is being answered, note the answer.

import { signal } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder, type Note, type Person, type Place, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import type { PlenaryPerson, PlenaryRoom, Question } from "./types.ts";

export const LONGEST_QUESTION = 140;
const LONGEST_MORE = 600;
const LONGEST_ANSWER = 280;
const FEW_LETTERS = 40;

/** What is being typed survives a change of the page around it. */
const draft = signal({ text: "", more: "" });

/** Questions that I or my group wrote down before: one tap brings them into the field. */
function Before({ person, place, taken }: { person: Person; place: Place | undefined; taken: Set<string> }) {
  const notes: [string, Note][] = [...inOrder(place?.notes), ...inOrder(person.notes)];
  const mine = notes.filter(([, note]) => note.kind === "question" && note.text.length <= LONGEST_QUESTION && !taken.has(note.text)).slice(-4);
  if (!mine.length) return null;
  return (
    <div class="stack close">
      <p class="hint">{t("plenary.ask_from_notes")}</p>
      <ul class="stack close">
        {mine.map(([id, note]) => (
          <li key={id}>
            <button type="button" class="button from-note" onClick={() => { draft.value = { ...draft.value, text: note.text }; document.getElementById("ask")?.focus(); }}>
              <Icon name="question" />{note.text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function AskForm({ room, mine, person, place, send }: { room: PlenaryRoom; mine: PlenaryPerson; person: Person; place: Place | undefined; send: Send }) {
  const [fault, setFault] = useState("");
  const id = useId();
  const left = mine.questions_left ?? 0;
  if (left <= 0) return <p class="banner"><Icon name="check" /><span class="grow">{t("plenary.ask_enough")}</span></p>;
  const { text, more } = draft.value;
  const letters = LONGEST_QUESTION - [...text].length;

  async function submit(event: Event) {
    event.preventDefault();
    const words = text.trim();
    document.getElementById("ask")?.focus();
    if (!words) return setFault(t("plenary.ask_empty"));
    setFault("");
    draft.value = { text: "", more: "" };
    const answer = await send("question.ask", { text: words, ...(more.trim() ? { more: more.trim() } : {}) });
    if (answer.ok) say(t("plenary.ask_sent"));
    else setFault(refusalText(answer));
  }

  return (
    <form class="card stack close ask" onSubmit={submit}>
      <div class="field">
        <label for="ask">{t("plenary.ask_label")}</label>
        <textarea id="ask" class="input" rows={2} maxLength={LONGEST_QUESTION} value={text}
          aria-invalid={fault !== ""} aria-describedby={`${id}hint${fault ? ` ${id}fault` : ""}`}
          onInput={(event) => (draft.value = { ...draft.value, text: event.currentTarget.value })} />
        <p id={`${id}hint`} class="hint">
          {t(room.anonymous ? "plenary.ask_hint_anonymous" : "plenary.ask_hint")}
          {letters < FEW_LETTERS && ` ${t("plenary.ask_letters", { count: letters })}`}
        </p>
        {fault && <p id={`${id}fault`} class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
      </div>
      <Before person={person} place={place} taken={new Set(Object.values(room.questions ?? {}).map((one) => one.text))} />
      <details class="folding more-fold">
        <summary>{t("plenary.ask_more")}</summary>
        <div class="field">
          <label class="for-readers" for={`${id}more`}>{t("plenary.ask_more")}</label>
          <textarea id={`${id}more`} class="input" rows={3} maxLength={LONGEST_MORE} value={more}
            onInput={(event) => (draft.value = { ...draft.value, more: event.currentTarget.value })} />
        </div>
      </details>
      <div class="buttons"><button type="submit" class="button main"><Icon name="send" />{t("plenary.ask_send")}</button></div>
    </form>
  );
}

function AnswerForm({ id, send }: { id: string; send: Send }) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  const field = useId();
  async function submit(event: Event) {
    event.preventDefault();
    if (!text.trim()) return document.getElementById(field)?.focus();
    const answer = await send("question.answer", { question: id, text: text.trim() });
    setFault(answer.ok ? "" : refusalText(answer));
    if (answer.ok) { setText(""); say(t("plenary.answer_noted")); }
  }
  return (
    <details class="folding">
      <summary>{t("plenary.answer_label")}</summary>
      <form class="stack close" onSubmit={submit}>
        <div class="field">
          <label class="for-readers" for={field}>{t("plenary.answer_label")}</label>
          <textarea id={field} class="input" rows={2} maxLength={LONGEST_ANSWER} value={text} aria-describedby={`${field}hint`}
            onInput={(event) => setText(event.currentTarget.value)} />
          <p id={`${field}hint`} class="hint">{t("plenary.answer_hint")}</p>
          {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
        </div>
        <div class="buttons"><button type="submit" class="button">{t("plenary.answer_send")}</button></div>
      </form>
    </details>
  );
}

export function Answers({ question }: { question: Question }) {
  const answers = inOrder(question.answers);
  if (!answers.length) return null;
  return (
    <ul class="answers stack close" aria-label={t("plenary.answers_title")}>
      {answers.map(([id, one]) => <li key={id}><Icon name="check" /><span>{one.text}</span></li>)}
    </ul>
  );
}

/** A theme above its question, and below it the same in other words. */
export function QuestionWords({ question }: { question: Question }) {
  const same = inOrder(question.same);
  return (
    <div class="grow">
      {question.theme && <p class="theme">{question.theme}</p>}
      <p class="question-text">{question.text}</p>
      {question.more && <p class="soft question-more">{question.more}</p>}
      {same.length > 0 && (
        <ul class="same" aria-label={t("plenary.same_title")}>{same.map(([id, one]) => <li key={id}>{one.text}</li>)}</ul>
      )}
    </div>
  );
}

function SameAs({ id, others, send }: { id: string; others: [string, Question][]; send: Send }) {
  const [said, setSaid] = useState("");
  const field = useId();
  if (said) return <p class="hint" role="status">{said}</p>;
  return (
    <details class="folding same-fold">
      <summary>{t("plenary.same_propose")}</summary>
      <div class="field">
        <label for={field}>{t("plenary.same_choose")}</label>
        <select id={field} class="input" value="" onChange={(event) => {
          void send("question.same", { question: id, into: event.currentTarget.value })
            .then((answer) => setSaid(answer.ok ? t("plenary.same_sent") : refusalText(answer)));
        }}>
          <option value="">–</option>
          {others.map(([other, question]) => <option key={other} value={other}>{question.text}</option>)}
        </select>
      </div>
    </details>
  );
}

function Line({ id, question, mine, send, others, follower }: {
  id: string;
  question: Question;
  mine: PlenaryPerson;
  send: Send;
  others: [string, Question][];
  follower: boolean;
}) {
  const backed = mine.backed?.[id] === true;
  const own = mine.own?.[id] === true;
  return (
    <li class={`question is-${question.state}`}>
      <div class="question-head">
        <QuestionWords question={question} />
        {question.state !== "open" && <span class="tag">{t(`plenary.state_${question.state}`)}</span>}
      </div>
      {question.state === "open" && (
        <div class="question-does">
          {own
            ? <span class="tag"><Icon name="person" />{t("plenary.own")}</span>
            : (
              <button type="button" class="button back" aria-pressed={backed} onClick={() => void send("question.back", { question: id, on: !backed })}>
                <Icon name={backed ? "check" : "hand"} />{t(backed ? "plenary.backed" : "plenary.back")}
                <span class="for-readers">: {question.text}</span>
              </button>
            )}
          {question.wanted !== undefined && <span class="wanted">{t("plenary.wanted", { count: question.wanted })}</span>}
          {!follower && others.length > 1 && <SameAs id={id} others={others.filter(([other]) => other !== id)} send={send} />}
        </div>
      )}
    </li>
  );
}

function OwnLines({ mine, send }: { mine: PlenaryPerson; send: Send }) {
  const asked = inOrder(mine.asked);
  if (!asked.length) return null;
  return (
    <details class="card folding">
      <summary>{t("plenary.asked_title")} · {asked.length}</summary>
      <ul class="lines">
        {asked.map(([id, one]) => (
          <li key={id} class="own-question">
            <p>{one.text}</p>
            {one.hidden && <p class="hint">{t("plenary.hidden_mine")}</p>}
            {one.state === "open" && (
              <button type="button" class="button plain" onClick={() => void send("question.withdraw", { question: id }).then((answer) => answer.ok && say(t("plenary.withdrawn")))}>
                <Icon name="remove" />{t("plenary.withdraw")}<span class="for-readers">: {one.text}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Questions({ room, mine, person, place, send }: { room: PlenaryRoom; mine: PlenaryPerson; person: Person; place: Place | undefined; send: Send }) {
  const all = inOrder(room.questions);
  const now = all.find(([, one]) => one.state === "now");
  const open = all.filter(([, one]) => one.state === "open");
  const settled = all.filter(([, one]) => one.state === "answered" || one.state === "later");
  const follower = person.role === "follower";
  const line = ([id, question]: [string, Question]) => (
    <Line key={id} id={id} question={question} mine={mine} send={send} others={open} follower={follower} />
  );
  if (mine.presents) { // they have the themes; a second list with hands to raise would be the others'
    return now ? <section class="card answering stack close"><Answers question={now[1]} /><AnswerForm id={now[0]} send={send} /></section> : null;
  }
  return (
    <>
      {now && (
        <section class="card answering stack close" aria-labelledby="answering-title">
          <h2 id="answering-title" class="small-title"><Icon name="speech" />{t("plenary.state_now")}</h2>
          <QuestionWords question={now[1]} />
          <Answers question={now[1]} />
          {!follower && <AnswerForm id={now[0]} send={send} />}
        </section>
      )}
      <AskForm room={room} mine={mine} person={person} place={place} send={send} />
      <section class="stack close" aria-labelledby="questions-title">
        <h2 id="questions-title">{t("plenary.questions_title")}</h2>
        {open.length === 0 && <p class="cloth-empty">{t("plenary.questions_none")}</p>}
        <ul class="questions">{open.map(line)}</ul>
        {room.more !== undefined && <p class="soft">{t("plenary.questions_more", { count: room.more })}</p>}
      </section>
      {settled.length > 0 && (
        <details class="card folding">
          <summary>{t("plenary.settled_title")} · {settled.length}</summary>
          <ul class="questions">{settled.map(line)}</ul>
        </details>
      )}
      <OwnLines mine={mine} send={send} />
    </>
  );
}
