// Notes that begin with a stem: the guest chooses how to help, and the field asks for just that.

import { useState } from "preact/hooks";
import { Composer, focusComposer } from "@/live/composer.tsx";
import type { Kind, Phase, Place } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { kindsOf } from "@/live/kinds.tsx";
import { hasMessage, t } from "@/live/language.ts";

export const stemOf = (kind: Kind): string => (hasMessage(`visit.stem_${kind}`) ? t(`visit.stem_${kind}`) : t(`kind.${kind}`));

export const STEMS: Kind[] = ["clarify", "addition", "objection", "offer", "question"];

export function Stems({ phase, place }: { phase: Phase; place: Place }) {
  const kinds = kindsOf(phase.writes);
  const stems = kinds.filter((kind) => STEMS.includes(kind));
  const offered = stems.length ? stems : kinds;
  const [picked, setPicked] = useState<Kind>(offered[0]!);
  return (
    <section class="card stack close" aria-labelledby="stems-title">
      <h2 id="stems-title" class="small-title">{t("visit.leave_note")}</h2>
      {offered.length > 1 && (
        <div class="buttons visit-stems" role="group" aria-labelledby="stems-title">
          {offered.map((kind) => (
            <button key={kind} type="button" class="button" aria-pressed={kind === picked}
              onClick={() => { setPicked(kind); requestAnimationFrame(focusComposer); }}>
              <Icon name={kind} /> {stemOf(kind)}
            </button>
          ))}
        </div>
      )}
      <Composer phase={phase} place={place.id} kind={picked} label={stemOf(picked)} hint={t("visit.seen_by", { number: place.number })} />
    </section>
  );
}
