"""What people do for themselves where the phase's guidance lets go: change places, and ask for more time.

Who may is decided in guidance.py, and whether an activity bears it in its `free`. Both are calm by design: leaving a
place takes no reason and is announced to nobody, asking for time takes effect when half of the tables want it.
"""

from coknow import activities
from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected

from . import arguments, guidance, permission, seats
from .phases import longer
from .settings import MAX_TABLES

FULL = 12  # at more than this nobody is heard
MORE_SECONDS = 120
OFTEN_ENOUGH = 3  # then the host's programme comes first again
NAMED = 12  # with their themes: three languages of more would weigh too much in everybody's document
LISTED = 40  # a longer list of places nobody reads on a phone: a number is typed instead


def go(state, command, ctx):
    """To another place: {place} or {number}. No reason, no permission, nobody is told but the two tables."""
    person = permission.member(state, ctx)
    if state.status != "live":
        raise Rejected("not_started")
    if not person.takes_a_seat or not may_go(state, person):
        raise Rejected("not_allowed", "refusal.host_moves")
    place = _wanted(state, command)
    if place.id == person.place:
        return []
    if state.weight_at(place.id) + person.weight > FULL:
        raise Rejected("place_full", number=place.number)
    events = seats.seat_by_hand(state, person, place, ctx)
    return [Event(e.name, e.body | {"reason": "went"}) if e.name == "seats.taken" else e for e in events]


def _wanted(state, command):
    if "number" not in command.args:
        return arguments.place(state, command.args)
    number = arguments.whole(command.args, "number", 1, MAX_TABLES)
    for place in state.open_places():
        if place.number == number:
            return place
    raise Rejected("no_such_place")


def may_go(state, person) -> bool:
    return roams(state) and guidance.moves(state.step, person)


def roams(state) -> bool:
    """Do people sit in this phase as they like?"""
    step = state.step
    if step is None or state.status != "live" or guidance.rights(step).moves != "people":
        return False
    activity = activities.of(step)
    return activity.sits(step) is not None and activity.free(step)


def places(state) -> dict | None:
    """Where one may go, for the room's document: headcounts and no names; None where the host moves people."""
    if not roams(state):
        return None
    found = state.open_places()
    if len(found) > LISTED:
        return {"most": max(p.number for p in found)}
    return {"open": {p.id: _door(state, p, len(found) <= NAMED) for p in found}}


def _door(state, place, named: bool) -> dict:
    count = state.weight_at(place.id)
    theme = _theme(state, place) if named else None
    return {"order": place.order, "number": place.number, "count": count, **({"full": True} if count >= FULL else {}),
            **({"theme": theme} if theme else {})}


def _theme(state, place):
    return state.settings.get("themes", {}).get(place.theme or "", {}).get("text")


def ask_time(state, command, ctx):
    """My table (or I, where nobody sits at one) could use more time. When half ask, everybody gets it."""
    person = permission.member(state, ctx)
    if state.status != "live":
        raise Rejected("not_started")
    if not person.takes_a_seat or not guidance.times(state.step, person):
        raise Rejected("not_allowed", "refusal.host_times")
    if state.asked_for >= OFTEN_ENOUGH:
        raise Rejected("not_allowed", "refusal.time_enough")
    who = asker(state, person)
    on = arguments.flag(command.args, "on", True)
    if on == (state.asks.get(who) == state.phase):
        return []
    events = [Event("time.asked", {"by": who, "person": person.id, "on": on})]
    if on and 2 * (asking(state) + 1) >= len(askers(state)):
        events.append(longer(state, MORE_SECONDS, ctx))
    return events


def asker(state, person) -> str:
    return person.place if person.place and seats.in_tables(state) else person.id


def askers(state) -> set[str]:
    """Tables with somebody at them, or people where nobody sits at a table."""
    return {asker(state, person) for person in state.participants()}


def asking(state) -> int:
    return len({by for by, phase in state.asks.items() if phase == state.phase} & askers(state))


def wishes(state) -> dict | None:
    """For the room's document: how many ask for more time; None where the host alone sets it."""
    if state.step is None or state.status != "live" or guidance.rights(state.step).times != "people":
        return None
    if state.asked_for >= OFTEN_ENOUGH:
        return None
    return {"asking": asking(state), "of": len(askers(state)), "seconds": MORE_SECONDS}


# --- how the events change the state ----------------------------------------------------------------------------


def asked(state, body):
    if body["on"]:
        state.asks[body["by"]] = state.phase
    else:
        state.asks.pop(body["by"], None)


DECIDE = {"place.go": go, "time.ask": ask_time}
EVOLVE = {"time.asked": asked}
