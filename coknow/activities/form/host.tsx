// What the host sees of a form phase: how far the cards are and which boxes stay empty. Never who wrote what.

import { inOrder } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { Said } from "@/live/said.tsx";
import type { HostProps } from "@/host/PhaseView.tsx";
import type { FormHosts, FormRoom } from "./types.ts";

export function Host({ room, hosts }: HostProps) {
  const { fields, per } = room.activity as unknown as FormRoom;
  const { cards, offers } = hosts.activity as unknown as FormHosts;
  if (offers) return <GalleryCounts offers={Object.values(offers)} />;
  if (!fields || !cards) return null;
  const begun = inOrder(cards);
  const asked = inOrder(fields);
  const shown = begun.filter(([, card]) => card.shown).length;
  const expected = per === "person" ? hosts.share.of : inOrder(hosts.places).filter(([, place]) => !place.closed && place.count > 0).length;
  return (
    <div class="stack">
      <p class="form-counts">
        <strong>{t("form.host_begun", { count: begun.length, of: expected })}</strong> {t("form.host_shown", { count: shown })}
      </p>
      <table class="form-table">
        <caption class="for-readers">{t("form.host_fields")}</caption>
        <thead><tr><th scope="col">{t("form.host_field")}</th><th scope="col">{t("form.host_filled")}</th></tr></thead>
        <tbody>
          {asked.map(([id, field]) => {
            const filled = begun.filter(([, card]) => card.filled[id]).length;
            return (
              <tr key={id}>
                <th scope="row"><span class="form-number digits" aria-hidden="true">{field.order}</span><Said text={field.label} /></th>
                <td>
                  <span class="form-bar" aria-hidden="true"><span class="bar"><span style={{ inlineSize: `${begun.length ? (100 * filled) / begun.length : 0}%` }} /></span></span>
                  <span class="digits">{t("form.host_of", { count: filled, of: begun.length })}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {per === "place" && begun.length > 0 && (
        <ul class="form-cards" aria-label={t("form.host_cards")}>
          {begun.map(([id, card]) => (
            <li key={id} class="row">
              <strong>{card.number !== undefined ? t(`place.${card.kind ?? "group"}`, { number: card.number }) : t("form.card")}</strong>
              <span>{t("form.filled", { count: Object.keys(card.filled).length, of: asked.length })}</span>
              {card.shown && <span class="tag"><Icon name="eye" />{t("form.host_ready")}</span>}
            </li>
          ))}
        </ul>
      )}
      {per === "person" && <p class="soft">{t("form.host_private")}</p>}
    </div>
  );
}

function GalleryCounts({ offers }: { offers: number[] }) {
  const without = offers.filter((count) => count === 0).length;
  return (
    <div class="stack">
      <p class="form-counts"><strong>{t("form.host_gallery", { count: offers.length })}</strong></p>
      <p>{t("form.host_offers", { count: offers.reduce((sum, count) => sum + count, 0) })} {without > 0 && t("form.host_without", { count: without })}</p>
    </div>
  );
}
