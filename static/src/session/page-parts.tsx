// Small things several screens of the participant share: the languages, the way a page is framed.

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { boot } from "../live/boot.ts";
import type { Language, PublicFacts, Rules } from "../live/documents.ts";
import { inOrder } from "../live/documents.ts";
import { changeLanguage, language, t } from "../live/language.ts";
import { Said } from "../live/said.tsx";
import { TableMark } from "../live/table.tsx";

const failed = signal(false);
const ORDER: Language[] = ["fi", "sv", "en"];

export function LanguageSwitch({ onChange }: { onChange?: (to: Language) => void }) {
  const pick = (to: Language) => {
    failed.value = false;
    changeLanguage(to).then(() => onChange?.(to), () => (failed.value = true));
  };
  return (
    <nav class="languages" aria-label={t("language.label")}>
      {ORDER.map((code) => (
        <button
          key={code}
          type="button"
          class="button plain"
          lang={code}
          aria-pressed={language.value === code}
          onClick={() => pick(code)}
        >
          {boot.langs[code]}
        </button>
      ))}
      {failed.value && <p class="field-error" role="alert">{t("language.failed")}</p>}
    </nav>
  );
}

/** The frame of pages that stand alone: before joining, after the end. */
export function Plain({ children, languages = true }: { children: ComponentChildren; languages?: boolean }) {
  return (
    <div class="plain-page">
      <a class="skip" href="#main">{t("page.skip")}</a>
      <header class="plain-head">
        <a class="brand" href="/"><TableMark />{boot.product}</a>
        {languages && <LanguageSwitch />}
      </header>
      <main id="main" tabIndex={-1} class="stack far">{children}</main>
      <Foot />
    </div>
  );
}

export function Foot() {
  return (
    <footer class="foot">
      <a href={boot.accessibility_url}>{t("page.accessibility")}</a>
      <a href={boot.privacy_url}>{t("page.privacy")}</a>
    </footer>
  );
}

export function RulesList({ rules }: { rules: Rules }) {
  return (
    <>
      {rules.name && <p class="small"><Said text={rules.name} /></p>}
      <ol class="rules">
        {inOrder(rules.items).map(([id, item]) => <li key={id}><Said text={item.text} /></li>)}
      </ol>
      <p class="hint">{t("rules.version", { version: rules.version })}</p>
    </>
  );
}

/** A move between rounds has its own step, named so by the programme. */
export const isMove = (id: string): boolean => /-move-\d+$/.test(id);

/** The programme as people count it: a move between rounds is not a step of its own to them. */
export function ProgrammeList({ phases }: { phases: PublicFacts["phases"] }) {
  return (
    <ol class="programme">
      {inOrder(phases).filter(([id]) => !isMove(id)).map(([id, phase]) => (
        <li key={id}>
          <Said text={phase.title} />
          <span class="soft digits">{t("join.minutes", { count: phase.minutes })}</span>
        </li>
      ))}
    </ol>
  );
}
