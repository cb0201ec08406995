// Words the server did not take, because the round was over or the table closed meanwhile. They are never thrown away:
// they stay here until their writer sends them anew or lets them go.

import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { focusComposer } from "./composer.tsx";
import { useLive } from "./context.ts";
import { draftOf, write } from "./drafts.ts";
import { Icon } from "./icons.tsx";
import { keep, recall } from "./keep.ts";
import { hasMessage, t } from "./language.ts";
import type { Wire } from "./wire.ts";

interface Kept {
  id: string;
  text: string;
  why: string;
}

const kept = signal<Kept[]>([]);

/** Why the server said no, in words that say what to do: its hint is a message's id, or a sentence already. */
export function refusalText({ code, hint, params, ...more }: { code: string; hint?: string; [more: string]: unknown }): string {
  const given = { ...more, ...(params as object | undefined) } as Record<string, string | number>;
  if (hint && hasMessage(hint)) return t(hint, given);
  if (hint?.includes(" ")) return hint;
  return hasMessage(`refusal.${code}`) ? t(`refusal.${code}`, given) : t("wire.refused");
}

function watch(wire: Wire, keeps: string): () => void {
  const key = `kept.${keeps}`;
  kept.value = recall<Kept[]>(key) ?? [];
  const seen = new Set<string>();
  return effect(() => {
    for (const { id, args, answer } of wire.pending.value) {
      const text = args.text;
      if (!answer || answer.ok || typeof text !== "string" || seen.has(id)) continue;
      seen.add(id);
      if (kept.peek().some((one) => one.id === id)) continue;
      kept.value = [...kept.peek(), { id, text, why: refusalText(answer) }];
      keep(key, kept.peek());
    }
  });
}

export function KeptWords({ writable }: { writable: boolean }) {
  const { wire, keeps } = useLive();
  useEffect(() => watch(wire, keeps), [wire, keeps]);
  const letGo = (id: string) => {
    kept.value = kept.value.filter((one) => one.id !== id);
    keep(`kept.${keeps}`, kept.peek());
  };
  if (!kept.value.length) return null;
  return (
    <section class="stack close" aria-label={t("kept.title")}>
      {kept.value.map(({ id, text, why }) => (
        <div key={id} class="banner warn" role="group" aria-label={t("kept.title")}>
          <Icon name="warning" />
          <div class="grow stack close">
            <p><strong>{t("kept.title")}</strong> {why}</p>
            <blockquote>{text}</blockquote>
            <div class="buttons">
              {writable && (
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    const before = draftOf(keeps).peek().text;
                    write(keeps, { text: before.trim() ? `${before}\n${text}` : text });
                    letGo(id);
                    focusComposer();
                  }}
                >
                  {t("kept.again")}
                </button>
              )}
              <button type="button" class="button" onClick={() => letGo(id)}>{t("kept.let_go")}</button>
            </div>
          </div>
        </div>
      ))}
    </section>
  );
}
