"""The card a group chooses (`choose`: how many): any member may, the last word holds, and all at the place see it."""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments

from . import tray


def most(step) -> int:
    return step["settings"].get("choose", 0)


def begins(step, session) -> list[Event]:
    """Held once more after going back: what was chosen is chosen still."""
    old = session.trail.get(step["id"], {}).get("activity", {})
    return [Event("group.taken_up", {"state": old})] if old else []


def choose(state, command, ctx, session):
    person = session.people[ctx.actor]
    place = session.places.get(person.place)
    if not most(session.step) or place is None or not person.takes_a_seat:
        raise Rejected("not_allowed", "refusal.nothing_to_choose")
    note = arguments.ids({"note": [command.args.get("note")]}, "note", 1)[0]
    chosen = state.get("chosen", {}).get(place.id, {})
    on = arguments.flag(command.args, "on", True)
    if on == (note in chosen):
        return []
    if not on:
        return [Event("group.card_dropped", {"place": place.id, "note": note})]
    if not _lies_here(note, place, session):
        raise Rejected("no_such_note")
    body = {"place": place.id, "note": note, "person": person.id}
    if len(chosen) >= most(session.step):
        body["instead"] = min(chosen, key=chosen.get)  # the one chosen longest ago makes room
    return [Event("group.card_chosen", body)]


def _lies_here(note: str, place, session) -> bool:
    found = session.notes.get(note)
    return bool(found and not found.hidden and (note in place.notes or note in tray.notes(place.id, session)))


def chosen_(state, body):
    everywhere = state.get("chosen", {})
    here = {n: order for n, order in everywhere.get(body["place"], {}).items() if n != body.get("instead")}
    here[body["note"]] = max(here.values(), default=0) + 1
    return {**state, "chosen": {**everywhere, body["place"]: here}}


def dropped(state, body):
    return _without(state, body["note"], body["place"])


def removed(state, body):
    return _without(state, body["note"])


def _without(state, note: str, only: str | None = None):
    everywhere = state.get("chosen", {})
    at = [p for p, here in everywhere.items() if note in here and only in (None, p)]
    if not at:
        return state
    less = {p: {n: o for n, o in everywhere[p].items() if n != note} for p in at}
    return {**state, "chosen": {**everywhere, **less}}


def of_place(state, place: str, session) -> dict:
    """The chosen notes of a place that can be shown, in the order they were chosen: id -> note."""
    here = state.get("chosen", {}).get(place, {})
    found = {n: session.notes.get(n) for n in sorted(here, key=here.get)}
    return {n: note for n, note in found.items() if note and not note.hidden and note.visibility != "me"}


def at_place(state, place: str, session) -> dict:
    here = of_place(state, place, session)
    return {"chosen": {n: order for order, n in enumerate(here, 1)}} if here else {}


def for_hosts(state, session) -> dict:
    """All groups at a glance: how many lines each has written in this phase, and what it has chosen."""
    found = {}
    for place in session.open_places():
        written = sum(session.notes[n].phase == session.phase for n in place.notes)
        here = of_place(state, place.id, session)
        found[place.id] = {"written": written}
        if here:
            found[place.id]["chosen"] = {n: {"text": note.text, "order": i} for i, (n, note) in enumerate(here.items(), 1)}
    return {"groups": found}


def touched(event) -> set[str]:
    if event.name in ("group.card_chosen", "group.card_dropped"):
        return {"hosts", "place:" + event.body["place"]}
    return set()


def leaves(state, session) -> dict:
    """The chosen cards; where nothing was to be chosen, all that was written in the phase on the record."""
    places = {p.id: p.number for p in session.places.values()}
    if most(session.step):
        found = [(place, note) for place in places for note in of_place(state, place, session).values()]
    elif session.step["settings"].get("off_record"):
        found = []
    else:
        found = [(n.place, n) for n in session.notes.values() if n.phase == session.phase and n.visibility == "place"
                 and n.place in places and not n.hidden and n.section is None]
    return {note.id: {"order": order, "text": note.text, "kind": note.kind, "notes": [note.id], "place": place,
                      "number": places[place]} for order, (place, note) in enumerate(found, 1)}


def harvest(state, session) -> dict:
    """What groups chose, unless the wall of all has it already."""
    walls = [s["settings"].get("from") for s in session.steps if s["activity"] == "group"
             and s["settings"].get("stage") == "all" and (s["id"] in session.trail or s["id"] == session.phase)]
    if any(session.trail.get(phase, {}).get("activity") == state for phase in walls):
        return {}
    lines = [{"text": note.text, "kind": note.kind, "params": {"number": session.places[place].number},
              "about": "group.of_circle" if session.places[place].kind == "circle" else "group.of_group"}
             for place in state.get("chosen", {}) for note in of_place(state, place, session).values()]
    return {"sections": [{"name": "group.harvest_chosen", "lines": lines}]} if lines else {}


COMMANDS = {"card.choose": choose}
EVENTS = {"group.card_chosen": chosen_, "group.card_dropped": dropped, "note.removed": removed}
