"""Blind rounds: everybody present gets one card, a while to read and score it, then the next (METHODS M11).

Dealt anew each round, so that the cards of whoever left are read by somebody else and who comes late is in from the next
one. A round ends with its time, soon after the last score, or when the host says so. What somebody has not scored stays
in their hand until all are closed together: slow readers lose the pace, never the card.

State beside the hands: {round, due?, span, now: {person: card}, over?}. With the setting `pace: own` there are no rounds,
and a whole hand is dealt at once.
"""

from coknow.kernel.messages import Event
from coknow.parts import resting

from . import dealing

BREATH = 6_000  # ms between the last score and the next card: a finger that slipped can put it right
LEAST = 20_000  # ms for one card


def in_rounds(state: dict) -> bool:
    return "span" in state


def span(step: dict, rounds: int) -> int:
    """The phase's time shared out, with one share for closing and reading the best together."""
    return max(LEAST, int(step["minutes"] * 60_000) // (rounds + 1))


def following(state: dict, authors: dict, ctx, session) -> list[Event]:
    """The next round, or the end of dealing where nobody can get another card."""
    if state.get("over") or "told" in state:
        return []
    number = state.get("round", 0) + 1
    voters = [person.id for person in session.participants()]
    got = dealing.pass_on(authors, voters, state["hands"], read(state, session), ctx.draw) if number <= state["size"] else {}
    if not got:
        return [Event("deal.over", {})]
    due = resting.now(state, ctx) + state["span"]
    return [Event("deal.dealt", {"round": number, "hands": {person: [card] for person, card in got.items()}, "due": due})]


def read(state: dict, session) -> dict[str, int]:
    """How often each card was scored or still may be: what somebody took along when they left does not count."""
    found: dict[str, int] = {}
    here = {person.id for person in session.participants()}
    for person, hand in state["hands"].items():
        for card in hand:
            if person in here or card in state["scores"].get(person, {}):
                found[card] = found.get(card, 0) + 1
    return found


def hurried(state: dict, person: str, card: str, ctx, session) -> list[Event]:
    """Everybody here has scored with this one: the next card comes after a breath."""
    soon = resting.now(state, ctx) + BREATH
    if "due" not in state or state["due"] <= soon or state["now"].get(person) != card:
        return []
    here = {one.id for one in session.participants()}
    open_ = [one for one, its in state["now"].items() if one in here and one != person and its not in state["scores"].get(one, {})]
    return [] if open_ else [Event("deal.hurried", {"due": soon})]


def dealt(state: dict, body: dict) -> dict:
    new = {**state, "hands": {**state["hands"], **{p: [*state["hands"].get(p, ()), *cards] for p, cards in body["hands"].items()}}}
    if "round" in body:
        new |= {"round": body["round"], "due": body["due"], "now": {p: cards[-1] for p, cards in body["hands"].items()}}
    return new


def taken(state: dict, body: dict) -> dict:
    new = dealt(state, {"hands": {body["person"]: body["hand"]}})
    return new | ({"now": {**state["now"], body["person"]: body["hand"][-1]}} if "now" in state else {})


def over(state: dict, body: dict) -> dict:
    return {**{key: value for key, value in state.items() if key != "due"}, "over": True}


def kept_time(state: dict, event) -> dict:
    """Rests with the phase, and takes its part of the time that the host gives."""
    state, rested = resting.follow(state, event)
    if "due" not in state:
        return state
    if event.name == "phase.extended" and event.body["seconds"] > 0:
        each = event.body["seconds"] * 1000 // (state["size"] - state["round"] + 1)
        return {**state, "span": state["span"] + each, "due": state["due"] + each}
    return {**state, "due": state["due"] + rested} if rested else state


def shown(state: dict) -> dict:
    """In everybody's document: which round it is, and until when."""
    if state.get("over"):
        return {"over": True}
    if "round" not in state:
        return {}
    found = {"round": state["round"]}
    if "held" in state:
        return {**found, "left": max(state["due"] - state["held"], 0)}
    return {**found, "deadline": state["due"]}


def standing(state: dict, session) -> dict:
    """For the hosts: how many have scored in this round, and how many cards lie unscored before those present."""
    here = {person.id for person in session.participants()}
    dealt_now = [one for one in state.get("now", {}) if one in here]
    scored = sum(state["now"][one] in state["scores"].get(one, {}) for one in dealt_now)
    waiting = sum(card not in state["scores"].get(one, {}) for one in here for card in state["hands"].get(one, ()))
    return {"scored": scored, "dealt": len(dealt_now), "waiting": waiting}
