// The cards in somebody's hand, one at a time: the first without a score, or the one chosen to look at again. The console
// has the same hand for those on the telephone.

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { say } from "@/live/announcer.tsx";
import { inOrder, type Send } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { refusalText } from "@/live/kept.tsx";
import { t } from "@/live/language.ts";
import type { DealPerson, DealRoom } from "./types.ts";

export function Hand({ own, activity, send }: { own: DealPerson; activity: DealRoom; send: Send }) {
  const hand = inOrder(own.hand);
  // what was just tapped stands until the document has caught up, or the server said no
  const [tapped, setTapped] = useState<Record<string, number>>({});
  const scores = { ...own.scores, ...tapped };
  const [chosen, choose] = useState<string>();
  const [fault, setFault] = useState("");
  const name = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const next = hand.find(([id]) => !(id in scores))?.[0];
  const at = chosen ?? next ?? hand[hand.length - 1]?.[0];
  const entry = hand.find(([id]) => id === at);
  useNewCard(hand.length, () => {
    // a card that is being read is never taken away under one's finger: the new one waits behind it
    if (!at || at in scores) choose(undefined);
  });
  useStayingThere(at, heading);
  if (!entry) return <p class="cloth-empty">{t("deal.no_cards")}</p>;
  const [id, card] = entry;
  const nth = hand.indexOf(entry) + 1;
  const waiting = hand.filter(([one]) => one !== id && !(one in scores)).length;
  const coming = activity.round !== undefined && !activity.over;
  async function give(score: number): Promise<void> {
    choose(id); // stay here until one goes on, or the next card comes: a finger that slipped can put it right
    setTapped((before) => ({ ...before, [id]: score }));
    const answer = await send("deal.score", { card: id, score });
    setFault(answer.ok ? "" : refusalText(answer));
    if (!answer.ok) setTapped({});
  }
  function go(to: string): void {
    choose(to);
    requestAnimationFrame(() => heading.current?.focus());
  }
  return (
    <div class="stack">
      <p class="soft">{t("deal.blind")}</p>
      <article key={id} class="card stack deal-card" aria-labelledby={`${name}title`}>
        <h2 id={`${name}title`} ref={heading} tabIndex={-1} class="small-title">{t("deal.card_of", { number: nth, of: coming ? activity.rounds ?? hand.length : hand.length })}</h2>
        <p class="deal-idea">{card.idea}</p>
        <p class="deal-step">→ {card.step}</p>
        <fieldset class="one-to-five">
          <legend class="legend">{t("deal.how_good")}</legend>
          {[1, 2, 3, 4, 5].map((score) => (
            <label key={score} class="choice">
              <input type="radio" name={`${name}${id}`} checked={scores[id] === score} onChange={() => void give(score)} />
              <span>{score}</span>
            </label>
          ))}
        </fieldset>
        {fault && <p class="field-error" role="alert"><Icon name="warning" />{fault}</p>}
        <div class="buttons">
          {nth > 1 && <button type="button" class="button" onClick={() => go(hand[nth - 2]![0])}><Icon name="back" />{t("deal.before")}</button>}
          {nth < hand.length && <button type="button" class="button" onClick={() => go(hand[nth]![0])}>{t("deal.after")}<Icon name="arrow" /></button>}
        </div>
      </article>
      {next && waiting > 0 && <p class="banner"><Icon name="clock" /><span>{t("deal.waiting", { count: waiting })}</span></p>}
      {!next && <p class="banner good"><Icon name="check" /><span>{t(coming ? "deal.next_comes" : "deal.all_scored")}</span></p>}
    </div>
  );
}

/** A card more than before: said once, whatever lies on the screen. */
function useNewCard(count: number, come: () => void): void {
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) {
      say(t("deal.new_card", { number: count }), { about: "phase" });
      come();
    }
    before.current = count;
  }, [count]);
}

/** Whoever was on the card that makes room for the next goes on from its heading, not from the top of the page. */
function useStayingThere(at: string | undefined, heading: { current: HTMLElement | null }): void {
  const within = useRef(false);
  const last = useRef(at);
  useLayoutEffect(() => {
    if (last.current !== at && within.current && document.activeElement === document.body) heading.current?.focus();
    last.current = at;
    const card = heading.current?.closest("article");
    const follow = () => { within.current = card?.contains(document.activeElement) ?? false; };
    follow();
    document.addEventListener("focusin", follow);
    return () => document.removeEventListener("focusin", follow);
  }, [at]);
}
