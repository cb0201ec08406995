// The host's own language; everybody else keeps theirs.
import { boot } from "../live/boot.ts";
import type { Language } from "../live/documents.ts";
import { changeLanguage, language, t } from "../live/language.ts";

export function LanguageChoice() {
  return (
    <span class="language-choice">
      <label for="language" class="for-readers">{t("host.language")}</label>
      <select id="language" class="input narrow" value={language.value} onChange={(event) => void changeLanguage(event.currentTarget.value as Language)}>
        {Object.entries(boot.langs).map(([code, name]) => <option key={code} value={code} lang={code}>{name}</option>)}
      </select>
    </span>
  );
}
