// A form phase on a participant's phone. The card itself (Filling.tsx) brings the shared texts' library along, so it is
// a bundle of its own: fetched in a quiet moment after the page has come, not when the phase begins and the net is gone.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "@/live/language.ts";
import type { ActivityProps } from "@/session/tablework.tsx";
import { Gallery } from "./Gallery.tsx";
import { EXAMPLE } from "./example.ts";

type Filling = ComponentType<ActivityProps>;
const AGAIN_AFTER = 3_000;

let fetched: Filling | undefined;
const fetchIt = () => import("./Filling.tsx").then(({ Filling }) => (fetched = Filling));
const quiet = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 1_500));
quiet(() => void fetchIt().catch(() => undefined)); // asked for again when it is needed

export function Participant(props: ActivityProps) {
  return props.room.activity.stage === "gallery" ? <Gallery {...props} /> : <Fetched {...props} />;
}

function Fetched(props: ActivityProps) {
  const [View, setView] = useState<Filling | undefined>(() => fetched);
  useEffect(() => {
    let wanted = true;
    const ask = () => {
      if (!wanted) return;
      // it may have come in the quiet moment between the first drawing and this
      if (fetched) return setView(() => fetched);
      fetchIt().then((found) => wanted && setView(() => found), () => setTimeout(ask, AGAIN_AFTER));
    };
    ask();
    return () => {
      wanted = false;
    };
  }, []);
  return View ? <View {...props} /> : <p class="soft">{t("form.loading")}</p>;
}

export const preview = EXAMPLE;
