// The projector while all are together: what is being answered, that all write now, the case, the words as they arrive.

import { inOrder } from "@/live/documents.ts";
import { listed, t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { now, weather } from "@/host/console.ts";
import { countdown } from "@/host/words.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import { Answers, QuestionWords } from "./questions.tsx";
import { CardFacts, timeOf } from "./case.tsx";
import { Sky } from "./sky.tsx";
import type { PlenaryRoom } from "./types.ts";

// The newest words are the ones the hall looks for; a carpet of all of them nobody reads.
const MOST_WORDS = 90;
const MOST_QUESTIONS = 5;

export function Screen({ room }: ScreenProps) {
  const plenary = room.activity as PlenaryRoom;
  return (
    <div class={`screen-plenary ${plenary.reactions ? "has-sky" : ""}`}>
      <Stage plenary={plenary} prompt={room.phase?.prompt} task={room.phase?.task ?? room.purpose} />
      {plenary.reactions && <Sky weather={weather.value} large />}
    </div>
  );
}

function Stage({ plenary, prompt, task }: { plenary: PlenaryRoom; prompt: ScreenProps["room"]["purpose"]; task: ScreenProps["room"]["purpose"] }) {
  const answering = inOrder(plenary.questions).find(([, one]) => one.state === "now")?.[1];
  if (plenary.talk?.writing) return <Writing talk={plenary.talk} />;
  if (answering) {
    return (
      <section class="screen-answering" aria-label={t("plenary.state_now")}>
        <p class="screen-aside">{t("plenary.state_now")}</p>
        <QuestionWords question={answering} />
        <Answers question={answering} />
      </section>
    );
  }
  if (plenary.questions) return <Waiting plenary={plenary} prompt={prompt ?? task} />;
  if (plenary.words) return <Words plenary={plenary} prompt={prompt ?? task} />;
  if (plenary.tasks && !plenary.talk) return <><Prompt text={prompt ?? task} /><Tasks tasks={plenary.tasks} /></>;
  if (plenary.card?.title) return <Case plenary={plenary} />;
  return (
    <section class="screen-case">
      <Prompt text={prompt ?? task} quiet={Boolean(plenary.tasks)} />
      <PresentedBy plenary={plenary} />
      {plenary.tasks && <Tasks tasks={plenary.tasks} />}
    </section>
  );
}

function Writing({ talk }: { talk: NonNullable<PlenaryRoom["talk"]> }) {
  const left = timeOf(talk, now.value);
  return (
    <section class="screen-writing">
      <p class="prompt">{t("plenary.writing_title")}</p>
      <p class="prompt quiet">{t("plenary.writing_text")}</p>
      {left !== undefined && <p class="screen-writing-time digits" role="timer" aria-live="off">{countdown(left)}</p>}
    </section>
  );
}

function Waiting({ plenary, prompt }: { plenary: PlenaryRoom; prompt: ScreenProps["room"]["purpose"] }) {
  const open = inOrder(plenary.questions).filter(([, one]) => one.state === "open");
  return (
    <>
      <Prompt text={prompt} quiet={open.length > 0} />
      {open.length > 0 && (
        <ul class="screen-questions" aria-label={t("plenary.questions_title")}>
          {open.slice(0, MOST_QUESTIONS).map(([id, one]) => (
            <li key={id}>
              <QuestionWords question={one} />
              {one.wanted !== undefined && <span class="wanted">{t("plenary.wanted", { count: one.wanted })}</span>}
            </li>
          ))}
        </ul>
      )}
      {open.length > MOST_QUESTIONS && <p class="screen-aside">{t("plenary.questions_more", { count: open.length - MOST_QUESTIONS + (plenary.more ?? 0) })}</p>}
    </>
  );
}

function PresentedBy({ plenary }: { plenary: PlenaryRoom }) {
  const names = inOrder(plenary.presenters).map(([, one]) => one.name);
  return names.length > 0 ? <p class="screen-aside">{t("plenary.presented_by", { names: listed(names) })}</p> : null;
}

function Case({ plenary }: { plenary: PlenaryRoom }) {
  return (
    <section class="screen-case">
      <Said as="p" class="prompt" text={plenary.card!.title} />
      <PresentedBy plenary={plenary} />
      <CardFacts card={plenary.card!} />
    </section>
  );
}

function Tasks({ tasks }: { tasks: NonNullable<PlenaryRoom["tasks"]> }) {
  return <ul class="screen-tasks">{inOrder(tasks).map(([id, task]) => <li key={id}><Said text={task.text} /></li>)}</ul>;
}

function Words({ plenary, prompt }: { plenary: PlenaryRoom; prompt: ScreenProps["room"]["purpose"] }) {
  const words = inOrder(plenary.words).slice(-MOST_WORDS);
  const density = words.length <= 14 ? "few" : words.length <= 40 ? "some" : "many";
  return (
    <>
      <Prompt text={prompt} quiet={words.length > 40} />
      {words.length > 0 && (
        <ul class={`words ${density}`} aria-label={t("screen.words")}>
          {words.map(([id, word]) => <li key={id}>{word.text}</li>)}
        </ul>
      )}
    </>
  );
}
