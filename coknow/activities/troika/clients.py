"""Whose turn it is in each group: in the order they sit, each once; passing is fine, and a free turn may be taken.

A phone that shows the call is asleep to us, and its owner may be telling their matter: they keep their turn, and have
one like everybody, after those whose page is awake. The others may take it if they are really alone.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected

MOST_TURNS = 5


def _waiting(state, place, session) -> list[str]:
    """People of a place who have not had a turn yet, in their order, those whose page sleeps last."""
    been = state.get("been", {})
    return [p.id for p in sorted(_sitting(place, session), key=lambda p: p.gone) if p.id not in been]


def _sitting(place, session) -> list:
    people = [session.people[p] for p in place.people]
    return [p for p in people if p.here and p.takes_a_seat]


def for_turn(state, session) -> dict[str, str]:
    """Place -> the client of the turn that begins. A group of three has nobody left while one of four has its last."""
    found = {p.id: _waiting(state, p, session) for p in session.open_places() if len(_sitting(p, session)) > 1}
    return {place: people[0] for place, people in found.items() if people}


def turns_left(state, session) -> int:
    """Turns still needed so that everybody in every group has one."""
    waiting = [len(_waiting(state, p, session)) for p in session.open_places() if len(_sitting(p, session)) > 1]
    return min(max(waiting, default=0), max(1, MOST_TURNS - state.get("turn", 0)))


def of_place(state, place, session) -> str | None:
    """The client of a place, unless they have left it."""
    person = session.people.get(state.get("clients", {}).get(place.id))
    return person.id if person and person.here and person.place == place.id else None


def is_away(client: str | None, session) -> bool:
    return client is not None and session.people[client].gone


def _my_place(state, ctx, session):
    person = session.people[ctx.actor]
    place = session.places.get(person.place)
    if place is None or not person.takes_a_seat:
        raise Rejected("not_here")
    if "part" not in state:
        raise Rejected("not_allowed", "refusal.no_turn_now")
    return person, place


def give_up(state, command, ctx, session):
    """Not me this time: the next one who waits gets the turn, else the group talks freely."""
    person, place = _my_place(state, ctx, session)
    if of_place(state, place, session) != person.id:
        raise Rejected("not_allowed", "refusal.not_the_client")
    waiting = _waiting(state, place, session)
    return [Event("troika.client_set", {"place": place.id, **({"person": waiting[0]} if waiting else {})})]


def take(state, command, ctx, session):
    """A turn that nobody has, since its client passed it on or had to go; or whose client is really away."""
    person, place = _my_place(state, ctx, session)
    client = of_place(state, place, session)
    if client is not None and not is_away(client, session):
        raise Rejected("not_allowed", "refusal.turn_is_taken")
    return [Event("troika.client_set", {"place": place.id, "person": person.id})]


COMMANDS = {"client.pass": give_up, "client.take": take}
