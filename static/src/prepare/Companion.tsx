// Where people talk while they write here: nowhere else, one call per table, or a stable call per group.
import { useSignal } from "@preact/signals";
import { say } from "../live/announcer.tsx";
import { t } from "../live/language.ts";
import { linksIn } from "./draft.ts";
import { Choices, Line } from "./fields.tsx";
import { boot } from "../live/boot.ts";
import { draft, rotates, set, tables } from "./form.ts";

export function Companion() {
  const now = draft.value!;
  const seats = rotates.value || boot.seats === true;
  const rows = Math.max(tables.value, now.links.length);
  return (
    <details class="form-part" open={now.companion !== "none"}>
      <summary><h2>{t("prepare.companion")}</h2></summary>
      <div class="stack">
        <p class="hint">{t("prepare.companion_hint")}</p>
        <Line name="companion.main" label={t("prepare.main_link")} hint={t("prepare.main_link_hint")} type="url" value={now.main} max={2000} placeholder="https://" onValue={(main) => set({ main })} />
        {seats && <Choices name="companion.mode" legend={t("prepare.companion_mode")} value={now.companion} onValue={(companion) => set({ companion })} options={[
          { value: "none", label: t("prepare.companion_none"), what: t("prepare.companion_none_what") },
          { value: "table", label: t("prepare.companion_table"), what: t("prepare.companion_table_what") },
          ...(rotates.value ? [{ value: "group" as const, label: t("prepare.companion_group"), what: t("prepare.companion_group_what") }] : []),
        ]} />}
        {now.companion !== "none" && (
          <>
            <Paste />
            <ol class="stack close numbered">
              {Array.from({ length: rows }, (_, i) => (
                <li key={i}>
                  <Line name={`companion.links.${i + 1}`} label={t(now.companion === "group" ? "prepare.link_group" : rotates.value ? "prepare.link_table" : "prepare.link_place", { number: i + 1 })} type="url" max={2000} placeholder="https://"
                    value={now.links[i] ?? ""} onValue={(link) => set({ links: withLink(now.links, i, link) })} />
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </details>
  );
}

function withLink(links: string[], at: number, link: string): string[] {
  const next = Array.from({ length: Math.max(links.length, at + 1) }, (_, i) => links[i] ?? "");
  next[at] = link;
  return next;
}

/** Many links at once: whatever is pasted, the addresses in it go to the tables in order. */
function Paste() {
  const words = useSignal("");
  const found = linksIn(words.value);
  return (
    <div class="field">
      <label for="paste-links">{t("prepare.paste")}</label>
      <p class="hint" id="paste-hint">{t("prepare.paste_hint")}</p>
      <textarea id="paste-links" class="input" rows={2} aria-describedby="paste-hint" value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} />
      <p>
        <button type="button" class="button" disabled={!found.length} onClick={() => { set({ links: found }); words.value = ""; say(t("prepare.pasted", { count: found.length })); }}>
          {t("prepare.paste_button", { count: found.length })}
        </button>
      </p>
    </div>
  );
}
