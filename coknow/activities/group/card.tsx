// A card and those stacked under it, the same for phones, console and projector.

import { useId, useState } from "preact/hooks";
import { inOrder, type Keyed } from "@/live/documents.ts";
import { listed, t } from "@/live/language.ts";
import { shortened } from "@/live/seats.ts";
import type { Card } from "./types.ts";

/** "Ryhmät 3, 5 ja 8": everybody who said it, the top card's group first. */
export function groupsOf(card: Card): string {
  const numbers = [card, ...inOrder(card.under).map(([, face]) => face)].flatMap(({ number }) => (number === undefined ? [] : [String(number)]));
  return numbers.length ? t("group.groups", { count: numbers.length, numbers: listed(numbers) }) : "";
}

/** The cards under a top card, folded: they say the same in other words. */
export function Under({ card }: { card: Card }) {
  const under = inOrder(card.under);
  if (!under.length) return null;
  return (
    <ul class="group-under">
      {under.map(([id, face]) => <li key={id}>{face.text} {face.number !== undefined && <span class="soft">{t("group.of_group", { number: face.number })}</span>}</li>)}
    </ul>
  );
}

/** Choosing the card that says the same: a list to pick from, one button. */
export function StackUnder({ id, cards, onStack }: { id: string; cards: Keyed<Card>; onStack: (under: string) => void }) {
  const [under, setUnder] = useState("");
  const field = useId();
  const others = inOrder(cards).filter(([other]) => other !== id);
  if (!others.length) return null;
  return (
    <div class="group-stack field">
      <label for={field}>{t("group.same_as")}</label>
      <div class="row">
        <select id={field} class="input grow" value={under} onChange={(event) => setUnder(event.currentTarget.value)}>
          <option value="">{t("group.pick_card")}</option>
          {others.map(([other, card]) => <option key={other} value={other}>{shortened(card.text, 60)}</option>)}
        </select>
        <button type="button" class="button" disabled={!under} onClick={() => { onStack(under); setUnder(""); }}>{t("group.stack")}</button>
      </div>
    </div>
  );
}
