// Calls for help: a banner over every view, in the title of the tab, and aloud if the host wishes. One tap answers.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { inOrder, type Hosts } from "../live/documents.ts";
import { say } from "../live/announcer.tsx";
import { keep, recall } from "../live/keep.ts";
import { t } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { act, hosts } from "./console.ts";
import { Icon } from "./icons.tsx";
import { ring } from "./sound.ts";

type Call = Hosts["calls"][string];

function whoCalls({ name, place: at }: Call): string {
  const place = at && hosts.value?.places[at];
  if (!place) return t("host.help.person", { name: name ?? "" });
  return name ? t("host.help.person_at", { name, place: placeName(place) }) : t("host.help.table", { place: placeName(place) });
}

export function Calls({ visit }: { visit: (place: string) => void }) {
  const calls = inOrder(hosts.value?.calls);
  return (
    // The alert region is always there and only its content changes: then a reader speaks it when a call comes.
    <div class="call-bar" role="alert" aria-label={t("host.help.label")}>
      {calls.length > 0 && (
        <div class="banner alert">
          <Icon name="help" />
          <ul class="grow stack close">
            {calls.map(([id, call]) => (
              <li key={id} class="row apart">
                <strong>{whoCalls(call)}</strong>
                <span class="buttons">
                  {call.place && <button type="button" class="button" onClick={() => visit(call.place!)}><Icon name="eye" /> {t("host.help.look")}</button>}
                  <button type="button" class="button danger main small" onClick={async () => { if (await act("help.answer", { call: id })) say(t("host.help.answered")); }}>
                    <Icon name="check" /> {t("host.help.answer")}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

const SOUND = "sound.calls";
const REMIND_MS = 20_000;

/** The tab's title and the optional sound: the console is often behind Teams. */
export function useCallSigns(title: string): { sound: boolean; toggle: () => void } {
  const sound = useSignal(recall<boolean>(SOUND) ?? false);
  const waiting = Object.keys(hosts.value?.calls ?? {}).length;
  const before = useRef(0);
  useEffect(() => {
    document.title = waiting ? `(${waiting}) ${t("host.help.title", { count: waiting })} · ${title}` : title;
    if (waiting > before.current && sound.peek()) ring();
    before.current = waiting;
    if (!waiting) return;
    const reminding = setInterval(() => { if (sound.peek()) ring(); }, REMIND_MS);
    return () => clearInterval(reminding);
  }, [waiting, title]);
  return {
    sound: sound.value,
    toggle: () => {
      sound.value = !sound.value;
      keep(SOUND, sound.value);
      if (sound.value) ring();
    },
  };
}
