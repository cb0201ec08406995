"""The last rung, stage `all`: one card per group, and no repeats. Cards that say the same are laid on one another.

A stack keeps every card and whose it was; it can be taken apart again. The host may stack any card, a group its own.
A group that has not chosen yet brings its card here. Nothing is counted against anybody: a stack says who thought alike.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments

LETTERS = 280  # of a card on the wall; the whole of a long one is in its group and in the harvest
LIMIT = 40  # cards that everybody's document holds; the hosts see all
CARDS_IN_HARVEST = 400
HOSTING = ("host", "cohost")


def is_all(step) -> bool:
    return step["settings"].get("stage") == "all"


def begins(step, session) -> list[Event]:
    old = session.trail.get(step["id"], {}).get("activity", {})
    return [Event("group.wall_laid", {"from": step["settings"].get("from", ""), **{k: old[k] for k in ("under", "brought") if k in old}})]


def cards(state, session) -> dict[str, dict]:
    """Every card on the wall, card id -> {note, place?, number?}, in the order of the groups."""
    left = session.trail.get(state.get("from"), {}).get("leaves", {})
    found = {}
    for id_, leaf in sorted(left.items(), key=lambda entry: entry[1]["order"]):
        for note in leaf.get("notes", ())[:1]:
            found[id_] = {"note": note, **{k: leaf[k] for k in ("place", "number") if k in leaf}}
    for place, note in state.get("brought", {}).items():
        found.setdefault(note, {"note": note, "place": place, "number": session.places[place].number})
    return {c: card for c, card in found.items() if _shows(session.notes.get(card["note"]))}


def _shows(note) -> bool:
    return note is not None and not note.hidden and note.visibility != "me"


def stacks(state, session) -> dict[str, list[str]]:
    """Top card -> the cards that lie under it."""
    on_wall = cards(state, session)
    under = {c: top for c, top in state.get("under", {}).items() if c in on_wall and top in on_wall}
    found: dict[str, list[str]] = {c: [] for c in on_wall if c not in under}
    for card in on_wall:
        if card in under:
            found.setdefault(under[card], []).append(card)
    return found


def _card(state, command, session, name: str) -> str:
    id_ = command.args.get(name)
    if not isinstance(id_, str) or id_ not in cards(state, session):
        raise Rejected("no_such_note")
    return id_


def _may(state, ctx, session, card: str) -> None:
    person = session.people[ctx.actor]
    own = person.place is not None and person.takes_a_seat and cards(state, session)[card].get("place") == person.place
    if person.role not in HOSTING and not own:
        raise Rejected("not_allowed", "refusal.not_your_card")


def _on_the_wall(session) -> None:
    if not is_all(session.step):
        raise Rejected("not_allowed", "refusal.nothing_to_choose")


def stack(state, command, ctx, session):
    """Lay a card, with all that lies under it, under another."""
    _on_the_wall(session)
    card, top = _card(state, command, session, "card"), _card(state, command, session, "under")
    _may(state, ctx, session, card)
    under = state.get("under", {})
    top = under.get(top, top)
    if top == card:
        raise Rejected("bad_arguments", field="under")
    if under.get(card) == top:
        return []
    moving = [card, *(c for c, t in under.items() if t == card)]
    return [Event("group.stacked", {"cards": moving, "under": top})]


def unstack(state, command, ctx, session):
    _on_the_wall(session)
    card = _card(state, command, session, "card")
    _may(state, ctx, session, card)
    return [Event("group.unstacked", {"card": card})] if card in state.get("under", {}) else []


def bring(state, command, ctx, session):
    """The card of a group that had not chosen one."""
    _on_the_wall(session)
    person = session.people[ctx.actor]
    place = session.places.get(person.place)
    if place is None or not person.takes_a_seat:
        raise Rejected("not_here")
    note = arguments.ids({"note": [command.args.get("note")]}, "note", 1)[0]
    if note not in place.notes or not _shows(session.notes.get(note)):
        raise Rejected("no_such_note")
    mine = [c for c, card in cards(state, session).items() if card.get("place") == place.id]
    if note in mine:
        return []
    if mine and state.get("brought", {}).get(place.id) is None:
        raise Rejected("not_allowed", "refusal.card_is_there")
    return [Event("group.brought", {"place": place.id, "note": note, "person": person.id})]


def laid(state, body):
    return {**state, **body}


def stacked(state, body):
    return {**state, "under": {**state.get("under", {}), **dict.fromkeys(body["cards"], body["under"])}}


def unstacked(state, body):
    return {**state, "under": {c: t for c, t in state["under"].items() if c != body["card"]}}


def brought(state, body):
    return {**state, "brought": {**state.get("brought", {}), body["place"]: body["note"]}}


# --- what is shown ----------------------------------------------------------------------------------------------------


def view(state, audience: str, place: str, session) -> dict:
    if audience not in ("room", "screen", "hosts"):
        return {}
    found, on_wall = stacks(state, session), cards(state, session)
    tops = list(found) if audience == "hosts" else list(found)[:LIMIT]
    shown = {}
    for order, top in enumerate(tops, 1):
        shown[top] = {"order": order, **_face(on_wall[top], session)}
        if found[top]:
            shown[top]["under"] = {c: {"order": i, **_face(on_wall[c], session)} for i, c in enumerate(found[top], 1)}
    document = {"cards": shown}
    if len(found) > len(tops):
        document["more"] = len(found) - len(tops)
    if audience == "hosts":
        document["missing"] = {p.id: p.number for p in _without_card(on_wall, session)}
    return document


def _without_card(on_wall, session):
    have = {card.get("place") for card in on_wall.values()}
    return [p for p in session.open_places() if p.id not in have and session.present_at(p.id)]


def _face(card, session) -> dict:
    note = session.notes[card["note"]]
    text = note.text if len(note.text) <= LETTERS else note.text[:LETTERS - 1].rstrip() + "…"
    return {"text": text, "kind": note.kind, **{k: card[k] for k in ("place", "number") if k in card}}


def touched(event, state, session) -> set[str]:
    if event.name in ("group.stacked", "group.unstacked", "group.brought"):
        return {"room", "screen", "hosts"}
    if event.name in ("note.edited", "note.removed", "note.hidden"):
        return {"room", "screen", "hosts"}
    return set()


def leaves(state, session) -> dict:
    """One entry per stack, for a vote or a further step."""
    on_wall = cards(state, session)
    found = {}
    for order, (top, under) in enumerate(stacks(state, session).items(), 1):
        found[top] = {"order": order, "text": session.notes[on_wall[top]["note"]].text,
                      "kind": session.notes[on_wall[top]["note"]].kind, "notes": [on_wall[c]["note"] for c in (top, *under)]}
    return found


def harvest(state, session) -> dict:
    on_wall = cards(state, session)
    lines = []
    for top, under in list(stacks(state, session).items())[:CARDS_IN_HARVEST]:
        line = _line(on_wall[top], session)
        if under:
            line["below"] = [_line(on_wall[c], session) for c in under]
        lines.append(line)
    return {"sections": [{"name": "group.harvest_all", "lines": lines}]} if lines else {}


def _line(card, session) -> dict:
    note = session.notes[card["note"]]
    line = {"text": note.text, "kind": note.kind}
    return line | ({"about": "group.of_group", "params": {"number": card["number"]}} if "number" in card else {})


def possible(shown: dict, mine: dict, draw) -> list[tuple[str, dict]]:
    own = [c for c, card in shown.items() if card.get("place") == mine["id"]]
    others = sorted(c for c in shown if c not in own)
    if own and others:
        return [("card.stack", {"card": own[0], "under": draw.choice(others)})]
    if not own and mine["notes"] and not any(c.get("place") == mine["id"] for card in shown.values() for c in card.get("under", {}).values()):
        return [("card.bring", {"note": draw.choice(sorted(mine["notes"]))})]
    return []


COMMANDS = {"card.stack": stack, "card.unstack": unstack, "card.bring": bring}
EVENTS = {"group.wall_laid": laid, "group.stacked": stacked, "group.unstacked": unstacked, "group.brought": brought}
