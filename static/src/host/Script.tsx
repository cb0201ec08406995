// The host's script beside the phase: what to say, what to watch, what commonly fails, and how this way of guiding is
// done. What the template leaves unsaid the activity says by itself.
import { coachOf, failsOf } from "./coach.ts";
import { hosts, room } from "./console.ts";
import { t, tx } from "../live/language.ts";
import { Said } from "../live/said.tsx";
import { stepName } from "./words.ts";

const PARTS = [
  { key: "say", title: "host.script.say" },
  { key: "watch", title: "host.script.watch" },
  { key: "fails", title: "host.script.fails" },
] as const;

type Props = { id: string; ahead?: boolean; inside?: boolean };

export function Script({ id, ahead = false, inside = false }: Props) {
  const planned = hosts.value?.programme[id];
  const step = room.value?.programme[id];
  if (!planned || !step) return null;
  const script = { ...planned.script };
  if (!tx(script.fails)) script.fails = failsOf(step.activity);
  const coach = coachOf(step.activity, planned.guidance);
  if (!tx(coach) && !PARTS.some(({ key }) => tx(script[key]))) return null;
  const Heading = inside ? "h4" : "h3";
  return (
    <section class={inside ? "script inside" : "script card"} aria-label={t("host.script.label", { title: stepName(step, tx(step.title)) })}>
      {!inside && <p class="eyebrow">{ahead ? t("host.script.first") : t("host.script.now")}</p>}
      {PARTS.map(({ key, title }) => tx(script[key]) && (
        <div key={key} class={`script-part ${key}`}>
          <Heading class="script-title">{t(title)}</Heading>
          <Said as="p" class="script-words" text={script[key]} />
        </div>
      ))}
      {tx(coach) && (
        <div class="script-part coach">
          <Heading class="script-title">{t("host.script.coach", { way: t(`guidance.${planned.guidance}`) })}</Heading>
          <Said as="p" class="script-words" text={coach} />
        </div>
      )}
    </section>
  );
}
