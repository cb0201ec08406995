// A text people will read, in the session's language first; the other two languages one press away.
import type { Text } from "../live/documents.ts";
import { t } from "../live/language.ts";
import type { Language } from "./draft.ts";
import { Area } from "./fields.tsx";
import { draft } from "./form.ts";
import { editedText, sameText } from "./plan.ts";

const NAMES: Record<Language, string> = { fi: "suomi", sv: "svenska", en: "English" };
const ALL: Language[] = ["fi", "sv", "en"];

type Props = { name: string; label: string; hint?: string; text: Text; original: Text | undefined; max?: number; onText: (text: Text) => void };

export function Texts({ name, label, hint, text, original, max = 500, onText }: Props) {
  const own = draft.value!.language;
  const others = ALL.filter((language) => language !== own);
  const missing = text[own] ? others.filter((language) => !text[language]) : [];
  return (
    <div class="stack close">
      <Area name={name} label={label} hint={hint} max={max} lang={own} value={text[own] ?? ""} onValue={(words) => onText(editedText(text, own, words, original))} />
      <details class="other-languages">
        <summary class="small">{t("prepare.other_languages")}{missing.length > 0 && <span class="soft"> · {t("prepare.not_translated", { languages: missing.map((language) => NAMES[language]).join(", ") })}</span>}</summary>
        <div class="stack close">
          {others.map((language) => (
            <Area key={language} name={`${name}.${language}`} label={<><span class="for-readers">{label}, </span>{NAMES[language]}</>} max={max} lang={language} value={text[language] ?? ""}
              onValue={(words) => onText({ ...text, [language]: words })} />
          ))}
          {original && !sameText(text, original) && (
            <p><button type="button" class="button plain small" onClick={() => onText({ ...original })}>{t("prepare.restore")}</button></p>
          )}
        </div>
      </details>
    </div>
  );
}
