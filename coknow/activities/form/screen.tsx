// The projector while cards are filled in: the question large, and those cards that their writers have shown.

import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";
import type { FormScreen } from "./types.ts";

export function Screen({ room, screen }: ScreenProps) {
  const { cards = {}, begun = 0, more = 0 } = screen.activity as Partial<FormScreen>;
  const shown = inOrder(cards);
  return (
    <div class="screen-form">
      <Prompt text={room.phase?.prompt ?? room.phase?.task} quiet={shown.length > 0} />
      <p class="screen-form-count digits">{t("form.screen_begun", { count: begun })}</p>
      {shown.length > 0 && (
        <ul class={`screen-cards ${shown.length > 6 ? "many" : shown.length < 4 ? "few" : ""}`} aria-label={t("form.screen_cards")}>
          {shown.map(([id, card]) => (
            <li key={id}>
              {card.number !== undefined && <p class="screen-card-of">{t(`place.${card.kind ?? "group"}`, { number: card.number })}</p>}
              <p class="screen-card-title">{card.text || t("form.untitled")}</p>
              {card.step && <p class="screen-card-step">{card.step}</p>}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p class="screen-form-count">{t("form.screen_more", { count: more })}</p>}
    </div>
  );
}
