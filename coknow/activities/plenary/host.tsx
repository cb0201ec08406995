// The host's side of a plenary: the talk's time and a pause for writing, who presents, the room's weather, the questions.

import { useId, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import { weather } from "@/host/console.ts";
import { Icon } from "@/host/icons.tsx";
import type { HostProps } from "@/host/PhaseView.tsx";
import { countdown } from "@/host/words.ts";
import { timeOf } from "./case.tsx";
import { HostCase } from "./host-case.tsx";
import { HostQuestions } from "./host-questions.tsx";
import { Sky } from "./sky.tsx";
import type { PlenaryHosts, PlenaryRoom } from "./types.ts";

type Props = HostProps<PlenaryRoom, PlenaryHosts>;

const isPresented = (about: PlenaryRoom): boolean => Boolean(about.talk || about.tasks || about.card || about.questions || about.presenters);

/** A plenary with nothing but a wall of words needs no view of its own. */
export function shows(room: HostProps["room"]): boolean {
  const about = room.activity as PlenaryRoom;
  return isPresented(about) || Boolean(about.reactions);
}

export function Host(props: HostProps) {
  const { room, hosts } = props as unknown as Props;
  const about = room.activity;
  const presented = isPresented(about);
  return (
    <div class="stack host-plenary">
      {about.questions && <HostQuestions {...(props as unknown as Props)} />}
      {about.talk && <Talk {...(props as unknown as Props)} />}
      {about.reactions && (
        <section class="card stack close" aria-labelledby="sky-title">
          <h3 id="sky-title">{t("plenary.sky_title")}</h3>
          <Sky weather={weather.value} />
        </section>
      )}
      {presented && <Presenter {...(props as unknown as Props)} />}
      {presented && <HostCase {...(props as unknown as Props)} />}
      {about.tasks && (
        <section class="card stack close" aria-labelledby="dealt-title">
          <h3 id="dealt-title">{t("plenary.host_dealt")}</h3>
          <ul class="dealt">
            {inOrder(about.tasks).map(([id, task]) => (
              <li key={id}><Said text={task.text} /> <span class="soft digits">{t("plenary.host_dealt_to", { count: hosts.activity.dealt?.[id] ?? 0 })}</span></li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Talk({ room, hosts, act, now }: Props) {
  const talk = room.activity.talk!;
  const left = timeOf(talk, now);
  const wishes = hosts.activity.wishes ?? 0;
  const resting = talk.left !== undefined;
  const title = talk.writing ? t("plenary.writing_title") : t("plenary.host_segment", { segment: talk.segment });
  return (
    <section class="card stack close" aria-labelledby="talk-title">
      <h3 id="talk-title">{title}{left !== undefined && <> · <span class="digits">{countdown(left)}</span></>}</h3>
      {left === undefined && <p><strong>{t("plenary.talk_over")}</strong> {t("plenary.host_talk_over")}</p>}
      <p role="status" class={wishes ? "wishes" : "soft"}>{wishes ? t("plenary.host_wishes", { count: wishes }) : t("plenary.host_no_wishes")}</p>
      <div class="buttons">
        <button type="button" id="case-pause" class="button" disabled={resting} onClick={async () => {
          if (await act("case.pause", { on: !talk.writing })) say(t(talk.writing ? "plenary.writing_over" : "plenary.writing_begun"));
        }}>
          <Icon name={talk.writing ? "play" : "pause"} /> {t(talk.writing ? "plenary.pause_end" : "plenary.pause_now")}
        </button>
      </div>
      <p class="hint">{t("plenary.host_pause_hint")}</p>
    </section>
  );
}

function Presenter({ room, hosts, act }: Props) {
  const [chosen, setChosen] = useState("");
  const id = useId();
  const named = inOrder(room.activity.presenters);
  // by name: among two hundred nobody is found by when they came
  const others = Object.entries(hosts.people).filter(([person, one]) => one.role !== "screen" && !(person in (room.activity.presenters ?? {})))
    .sort(([, x], [, y]) => x.name.localeCompare(y.name));
  return (
    <section class="card stack close" aria-labelledby="presenter-title">
      <h3 id="presenter-title">{t("plenary.host_presenter")}</h3>
      {named.length === 0 && <p class="soft">{t("plenary.host_presenter_none")}</p>}
      <ul class="stack close">
        {named.map(([person, one]) => (
          <li key={person} class="row apart">
            <strong>{one.name}</strong>
            <button type="button" class="button small" onClick={() => act("presenter.name", { person, on: false })}>
              {t("plenary.host_presenter_drop")}<span class="for-readers">: {one.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <form class="row presenter-form" onSubmit={async (event) => {
        event.preventDefault();
        if (chosen && await act("presenter.name", { person: chosen, on: true })) setChosen("");
      }}>
        <label class="for-readers" for={id}>{t("plenary.host_presenter_choose")}</label>
        <select id={id} class="input grow" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="">{t("plenary.host_presenter_choose")}</option>
          {others.map(([person, one]) => <option key={person} value={person}>{one.name}</option>)}
        </select>
        <button type="submit" class="button" disabled={!chosen}>{t("plenary.host_presenter_add")}</button>
      </form>
    </section>
  );
}
