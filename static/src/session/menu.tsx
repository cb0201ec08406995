// What a participant may look up or change at any time: the programme, their name, their language, how much is read
// aloud, light or dark, watching or taking part, and leaving.

import { signal } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import { hearOnly, hears, say, type Hears } from "../live/announcer.tsx";
import { Confirm, Dialog } from "../live/dialog.tsx";
import type { Person, Room, Send } from "../live/documents.ts";
import { inOrder } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { keep, recall } from "../live/keep.ts";
import { refusalText } from "../live/kept.tsx";
import { t } from "../live/language.ts";
import { Said } from "../live/said.tsx";
import { Foot, LanguageSwitch, RulesList } from "./page-parts.tsx";

type Theme = "auto" | "light" | "dark";
const theme = signal<Theme>(recall<Theme>("theme") ?? "auto");

export function applyTheme(): void {
  const root = document.documentElement;
  if (theme.value === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme.value;
}

export function Menu({ room, person, send, onLeave, onClose }: {
  room: Room;
  person: Person;
  send: Send;
  onLeave: () => void;
  onClose: () => void;
}) {
  const [leaving, setLeaving] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const forget = (): void => void send("person.erase").then((answer) => answer.ok && onLeave());
  return (
    <Dialog title={t("menu.title")} onClose={onClose}>
      <section class="stack close">
        <h3>{t("menu.programme")}</h3>
        <Programme room={room} />
      </section>
      {Object.keys(room.rules.items).length > 0 && (
        <details class="folding"><summary>{t("join.rules")}</summary><RulesList rules={room.rules} /></details>
      )}
      <MyName person={person} send={send} />
      {person.kind === "table_client" && <DeviceSize person={person} send={send} />}
      <section class="stack close">
        <h3>{t("language.label")}</h3>
        <LanguageSwitch onChange={(language) => void send("person.speak", { language })} />
      </section>
      <Choice
        legend={t("menu.hears")}
        options={["all", "mine", "phase"]}
        words={(option) => t(`menu.hears_${option}`)}
        picked={hears.value}
        onPick={(option) => hearOnly(option as Hears)}
      />
      <Choice
        legend={t("menu.theme")}
        options={["auto", "light", "dark"]}
        words={(option) => t(`menu.theme_${option}`)}
        picked={theme.value}
        onPick={(option) => {
          theme.value = option as Theme;
          keep("theme", option);
          applyTheme();
        }}
      />
      <div class="buttons">
        {person.role === "participant" && (
          <button type="button" class="button" onClick={() => void send("person.follow", { on: true }).then(onClose)}>
            <Icon name="eye" />{t("menu.follow")}
          </button>
        )}
        <button type="button" class="button danger" onClick={() => setLeaving(true)}>{t("menu.leave")}</button>
        <button type="button" class="button danger" onClick={() => setForgetting(true)}>{t("menu.forget")}</button>
      </div>
      <Foot />
      {forgetting && (
        <Confirm
          title={t("menu.forget_title")}
          text={t("menu.forget_text")}
          yes={t("menu.forget_yes")}
          danger
          onYes={forget}
          onClose={() => setForgetting(false)}
        />
      )}
      {leaving && (
        <Confirm
          title={t("menu.leave_title")}
          text={t("menu.leave_text")}
          yes={t("menu.leave_yes")}
          danger
          onYes={onLeave}
          onClose={() => setLeaving(false)}
        />
      )}
    </Dialog>
  );
}

function Programme({ room }: { room: Room }) {
  return (
    <ol class="programme">
      {inOrder(room.programme).filter(([, step]) => step.stage !== "move" && step.state !== "skipped").map(([id, step]) => (
        <li key={id} class={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <span>
            {step.state === "done" && <Icon name="check" />}
            <Said text={step.title} />
            {step.state === "now" && <span class="tag">{t("menu.now")}</span>}
            {step.state === "done" && <span class="for-readers"> ({t("menu.done")})</span>}
          </span>
          <span class="soft digits">{t("join.minutes", { count: step.minutes })}</span>
        </li>
      ))}
    </ol>
  );
}

function MyName({ person, send }: { person: Person; send: Send }) {
  const [name, setName] = useState(person.name);
  const [fault, setFault] = useState("");
  const id = useId();

  async function submit(event: Event) {
    event.preventDefault();
    const answer = await send("person.rename", { name: name.trim() });
    setFault(answer.ok ? "" : refusalText(answer));
    if (answer.ok) say(t("menu.name_saved"));
  }

  return (
    <form class="field" onSubmit={submit}>
      <label for={id}>{t("menu.name")}</label>
      <div class="row name-row">
        <input id={id} class="input grow" maxLength={60} value={name} aria-invalid={fault !== ""} aria-describedby={fault ? `${id}fault` : undefined} onInput={(event) => setName(event.currentTarget.value)} />
        <button type="submit" class="button">{t("note.save")}</button>
      </div>
      {fault && <p id={`${id}fault`} class="field-error" role="alert">{fault}</p>}
    </form>
  );
}

function DeviceSize({ person, send }: { person: Person; send: Send }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t("join.people")}</label>
      <input
        id={id}
        class="input number"
        type="number"
        inputMode="numeric"
        min={1}
        max={12}
        value={person.weight}
        onChange={(event) => {
          const people = Math.min(12, Math.max(1, Number(event.currentTarget.value) || 1));
          void send("client.size", { people });
        }}
      />
    </div>
  );
}

function Choice({ legend, options, words, picked, onPick }: {
  legend: string;
  options: string[];
  words: (option: string) => string;
  picked: string;
  onPick: (option: string) => void;
}) {
  const name = useId();
  return (
    <fieldset class="stack close">
      <legend class="legend">{legend}</legend>
      {options.map((option) => (
        <label key={option} class="choice">
          <input type="radio" name={name} checked={picked === option} onChange={() => onPick(option)} />
          <span>{words(option)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The button that opens it; the dialog lives beside it, so that the focus finds its way back. */
export function MenuButton(props: { room: Room; person: Person; send: Send; onLeave: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button top-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="gear" />
        <span class="for-readers">{t("menu.open")}</span>
      </button>
      {open && <Menu {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
