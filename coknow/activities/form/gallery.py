"""The gallery of a form's cards (`stage: gallery`): everybody reads a few cards of others and offers something.

Cards are dealt in a ring, so each gets as many readers as the next one; nobody is dealt their own. An offer is made by
name to the card's owner: it is an offer of help, and they must know whom to ask. Here are the offers, which live in the
gallery's own phase; the cards are those of the phase it is `from`.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments

from . import cards as paper

STAGE = "gallery"
DEALT = 3
OFFER_LIMIT = 200
OFFERS_EACH = 3  # of one person to one card


def is_gallery(step: dict) -> bool:
    return step["settings"].get("stage") == STAGE


def offer(state, cards: dict, asked: dict, command, ctx, session) -> list[Event]:
    """A sentence to the owner of a card that I was dealt."""
    person = session.people.get(ctx.actor)
    if person is None or not person.here or not person.takes_a_seat:
        raise Rejected("not_allowed")
    if not isinstance(command.args.get("card"), str) or command.args["card"] not in dealt(cards, asked, person):
        raise Rejected("not_allowed", "refusal.card_not_dealt")
    text = arguments.text(command.args, "text", OFFER_LIMIT)
    card = command.args["card"]
    if sum(o["card"] == card and o["person"] == ctx.actor for o in state.get("offers", {}).values()) >= OFFERS_EACH:
        raise Rejected("not_allowed", "refusal.offers_enough", limit=OFFERS_EACH)
    return [Event("form.offered", {"offer": ctx.draw.id("o"), "card": card, "text": text, "person": ctx.actor})]


def withdraw(state, command, ctx) -> list[Event]:
    given = command.args.get("offer")
    found = state.get("offers", {}).get(given) if isinstance(given, str) else None
    if found is None or found["person"] != ctx.actor:
        raise Rejected("not_allowed", "refusal.offer_of_others")
    return [Event("form.offer_withdrawn", {"offer": given, "card": found["card"], "person": ctx.actor})]


def offered(state, body):
    if not body["text"]:  # of somebody who is forgotten
        return state
    offers = state.get("offers", {})
    order = max((o["order"] for o in offers.values()), default=0) + 1
    new = {"card": body["card"], "text": body["text"], "person": body["person"], "order": order}
    return {**state, "offers": {**offers, body["offer"]: new}}


def withdrawn(state, body):
    return {**state, "offers": {o: one for o, one in state.get("offers", {}).items() if o != body["offer"]}}


def without(state, person: str) -> dict:
    if not any(o["person"] == person for o in state.get("offers", {}).values()):
        return state
    return {**state, "offers": {o: one for o, one in state["offers"].items() if one["person"] != person}}


def on_the_wall(cards: dict, asked: dict) -> list[tuple[str, dict]]:
    """(whose, card) of those that may be seen, in order."""
    ready = [(of, card) for of, card in cards.items() if paper.may_be_seen(card, asked)]
    return sorted(ready, key=lambda one: one[1]["order"])


def dealt(cards: dict, asked: dict, person) -> dict[str, dict]:
    """Card id -> card: the ones this person reads."""
    others = [(of, card) for of, card in on_the_wall(cards, asked) if of not in (person.id, person.place)]
    if not others:
        return {}
    start = person.order % len(others)
    return {card["card"]: card for _, card in (others[start:] + others[:start])[:DEALT]}


def view(state, cards: dict, asked: dict, kind: str, id_: str, session) -> dict:
    offers = state.get("offers", {})
    if kind == "hosts":
        return {"offers": {card["card"]: sum(o["card"] == card["card"] for o in offers.values())
                           for _, card in on_the_wall(cards, asked)}}
    if kind != "person":
        return {}
    person = session.people[id_]
    shown = {"read": {c: {"order": n, "said": paper.read(card, asked)}
                      for n, (c, card) in enumerate(dealt(cards, asked, person).items(), 1)},
             "given": {o: {"card": one["card"], "text": one["text"], "order": one["order"]}
                       for o, one in offers.items() if one["person"] == id_}}
    mine = next((cards[of] for of in (id_, person.place) if of in cards), None)
    if mine:
        shown["mine"] = {"shown": paper.may_be_seen(mine, asked), "offers": {
            o: {"order": one["order"], "text": one["text"], "name": session.people[one["person"]].name}
            for o, one in offers.items() if one["card"] == mine["card"]}}
    return shown


def whose(cards: dict, card: str) -> str | None:
    return next((of for of, one in cards.items() if one["card"] == card), None)


def harvest(state, cards: dict, asked: dict, session) -> dict:
    lines = []
    for _, card in on_the_wall(cards, asked):
        given = sorted((o for o in state.get("offers", {}).values() if o["card"] == card["card"]), key=lambda o: o["order"])
        if given:
            below = [{"text": o["text"], "kind": "offer", "name": session.people[o["person"]].name} for o in given]
            lines.append({"text": paper.titled(card, asked), "below": below})
    return {"sections": [{"name": "form.offers", "lines": lines}]} if lines else {}
