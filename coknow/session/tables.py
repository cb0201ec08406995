"""Tables: opening, closing and merging them, and who hosts one.

A table's notes outlive its people and its closing. Who sits at one is in seats.py, how many there are is the plan's.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts.agenda import FREELY

from . import arguments, permission, seats
from .state import Place

MOST_TABLES = 400


def make_table_host(state, person, place, ctx) -> list[Event]:
    if not person.takes_a_seat:
        raise Rejected("not_allowed", "refusal.takes_no_seat")
    events = []
    if state.seated and person.place != place.id:
        events.append(Event("pin.set", {"person": person.id, "round": state.seated, "place": place.id}))
        events += seats.seat_by_hand(state, person, place, ctx)
    return [*events, Event("table_host.passed", {"place": place.id, "person": person.id})]


def take_table_host(state, command, ctx):
    """Before tables exist: offer to host one, or withdraw. At a table: take the role when nobody present holds it."""
    person = permission.member(state, ctx)
    if not state.seated:
        on = arguments.flag(command.args, "on", True)
        if on == (person.id in state.volunteers):
            return []
        return [Event("table_host.offered" if on else "table_host.withdrawn", {"person": person.id})]
    place = state.places.get(person.place)
    if place is None:
        raise Rejected("not_here")
    holder = state.people.get(place.host)
    if place.host == person.id:
        return []
    if holder is not None and holder.present and holder.place == place.id:
        raise Rejected("not_allowed", "refusal.has_table_host")
    return [Event("table_host.passed", {"place": place.id, "person": person.id})]


def pass_table_host(state, command, ctx):
    person = permission.member(state, ctx)
    to = arguments.person(state, command.args)
    place = state.places.get(person.place)
    if place is None or place.host != person.id:
        raise Rejected("not_allowed", "refusal.not_table_host")
    if to.place != place.id or not to.present:
        raise Rejected("not_here")
    return [] if to.id == person.id else [Event("table_host.passed", {"place": place.id, "person": to.id})]


def open_place(state, command, ctx):
    permission.host(state, ctx)
    if state.plan is None:
        raise Rejected("not_started")
    if len(state.open_places()) >= MOST_TABLES:
        raise Rejected("bad_arguments")
    number = max((p.number for p in state.places.values()), default=0) + 1
    kind = next((p.kind for p in state.open_places()), "table")
    return [Event("places.opened", {"places": {ctx.draw.id("t"): {"kind": kind, "number": number}}})]


def close_place(state, command, ctx):
    """The host closes a table for good; its people go to the smallest others and its notes stay in the harvest."""
    permission.host(state, ctx)
    place = arguments.place(state, command.args)
    others = [p for p in state.open_places() if p.id != place.id]
    if not others:
        raise Rejected("not_allowed", "refusal.last_table")
    return [Event("place.closed", {"place": place.id}), *_spread(state, place, others)]


def _spread(state, place, others) -> list[Event]:
    size = {p.id: state.weight_at(p.id) for p in others}
    seats = {}
    for person in (state.people[p] for p in place.people):
        pick = min(size, key=lambda p: (size[p], state.places[p].order))
        seats[person.id] = pick
        size[pick] += person.weight if person.present else 0
    body = {"round": state.seated, "seats": seats, "reason": "merged"}
    return [Event("seats.taken", body)] if seats else []


def merge_places(state, command, ctx):
    permission.host(state, ctx)
    place = arguments.place(state, command.args)
    into = arguments.place(state, command.args, "into")
    if place.id == into.id:
        raise Rejected("bad_arguments")
    if not place.people:
        return [Event("place.closed", {"place": place.id, "into": into.id})]
    return seats.merged(state, place, into, list(place.people))


def next_order(state) -> int:
    return max((p.order for p in state.places.values()), default=0) + 1


# --- how the events change the state ----------------------------------------------------------------------------


def opened(state, body):
    if body.get("replaces"):
        # tables of a plan that was never played leave no trace; those with a history close and keep their notes
        played = {at for seats in state.sat.values() for at in seats.values()} | set(body.get("again", ()))
        played |= {at for trail in state.trail.values() for at in trail["seats"].values()}
        state.places = {p.id: p for p in state.places.values()
                        if p.people or p.notes or p.id in played or p.kind in FREELY}
        for place in state.places.values():
            place.closed, place.rests_in = place.kind not in FREELY and place.id not in body.get("again", ()), None
    for order, (id_, given) in enumerate(body["places"].items(), next_order(state)):
        state.places[id_] = Place(id_, given["kind"], given["number"], order, given.get("theme"))
        if state.plan:
            state.plan.opens.pop(id_, None)
        if not body.get("replaces") and state.plan:
            state.plan.tables.append(id_)
    if not body.get("replaces"):
        seats.disturbed(state)


def closed(state, body):
    place = state.places[body["place"]]
    place.closed, place.rests_in, place.host = True, body.get("round"), None
    seats.disturbed(state)


def host_passed(state, body):
    """In a café whose table hosts stay, the new one stays for the rounds to come as well."""
    place, person = state.places[body["place"]], state.people[body["person"]]
    if person.place == place.id or not state.seated:
        seats.give_table(state, place.id, person.id)
    if state.plan and place.id in state.plan.tables and state.settings.get("table_host", "stay") == "stay":
        state.plan.hosts = {p: h for p, h in state.plan.hosts.items() if h != person.id}
        state.plan.hosts[place.id] = person.id
    seats.disturbed(state)


def host_offered(state, body):
    state.volunteers[body["person"]] = True
    seats.disturbed(state)


def host_withdrawn(state, body):
    state.volunteers.pop(body["person"], None)
    seats.disturbed(state)


DECIDE = {
    "table_host.take": take_table_host, "table_host.pass": pass_table_host, "place.open": open_place,
    "place.close": close_place, "place.merge": merge_places,
}
EVOLVE = {
    "places.opened": opened, "place.closed": closed, "table_host.passed": host_passed,
    "table_host.offered": host_offered, "table_host.withdrawn": host_withdrawn,
}
