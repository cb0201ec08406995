"""Who sits where: taking the seats of a round, latecomers, tables that empty, moves by hand.

The plan is made in planning.py; here it is followed, and bent by what really happens. The tables themselves, and who
hosts one, are in tables.py. A published seat is never
changed without a reason that its owner is told (`why`).
"""

from coknow import activities
from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import agenda, seating

from . import arguments, composing, permission
from .composing import seats_now
from .planning import key_of

PREFERENCES = 3
THIN = 1  # people left at a table when it is merged with another


def rotation_under_way(state) -> bool:
    """People sit, and another round is still to come."""
    return state.seated > 0 and any(
        step.get("round", 0) > state.seated and step["id"] not in state.skipped for step in state.steps)


def disturbed(state) -> None:
    """Somebody came, went or grew: the plan no longer fits the people."""
    if state.plan:
        state.plan.stale = True


# --- taking the seats of a round --------------------------------------------------------------------------------


def take_round(state, step, ctx) -> list[Event]:
    """Everybody sits down for `step`: by the plan, and where the plan does not know them, where they are needed."""
    if composing.way(state, step) in composing.COMPOSED:
        return composing.take_groups(state, step, ctx)
    plan = state.plan
    if plan is None or plan.key != key_of(step):
        raise Rejected("stale_plan")
    round_ = step.get("round", state.seated + 1)
    row = round_ if plan.mode != "groups" else 1
    coming_in = [p for p in state.people.values() if p.comes_in and p.present]
    people = state.participants() + coming_in
    open_places = [p for p in plan.tables if p in plan.opens or _open_in(state.places[p], round_)]
    if not open_places:
        open_places = plan.tables[:1]
    size = dict.fromkeys(open_places, 0)
    seats, unplanned = {}, []
    planned = plan.row(row) if row <= len(plan.rounds) or plan.mode != "carousel" else _one_table_on(state)
    for person in people:
        place = state.pins.get(person.id, {}).get(round_) or planned.get(person.id)
        if place in size:
            seats[person.id] = place
            size[place] += person.weight
        else:
            unplanned.append(person)
    for person in unplanned:
        place = min(size, key=size.get)
        seats[person.id] = place
        size[place] += person.weight
    events = [Event("role.changed", {"person": p.id, "role": "participant"}) for p in coming_in]
    body = {"round": round_, "seats": seats, "whole": True, "reason": _reason(state, step, round_),
            "hosts": _hosts_of_round(state, seats, ctx)}
    return [*events, *composing.openings(dict(plan.opens)), Event("seats.taken", body)]


def _one_table_on(state) -> dict[str, str]:
    """A carousel that got more rounds than were planned: everybody goes one table on, who stays stays."""
    tables = [t for t in state.plan.tables if not state.places[t].closed]
    after = dict(zip(tables, tables[1:] + tables[:1], strict=True))
    staying = state.plan.hosts.values()
    return {p: at if p in staying else after.get(at, at) for p, at in state.seats.items()}


def _open_in(place, round_: int) -> bool:
    return not place.closed or _rests_before(place, round_)


def _rests_before(place, round_: int) -> bool:
    return place.rests_in is not None and place.rests_in < round_


def _reason(state, step, round_: int) -> str:
    if round_ <= 1 or step["activity"] != "rotate":
        return "start"
    return "carousel" if state.plan.mode == "carousel" else "round"


def _hosts_of_round(state, seats: dict, ctx) -> dict[str, str]:
    """Place -> table host: the one who stays, or one of those at the table who has hosted least so far."""
    way = state.settings.get("table_host", "stay")
    if state.plan.mode == "groups" or way == "none":
        return {}
    at: dict[str, list[str]] = {}
    for person, place in seats.items():
        at.setdefault(place, []).append(person)
    hosts = {}
    for place, people in at.items():
        staying = state.plan.hosts.get(place) if way == "stay" else None
        hosts[place] = staying if staying in people else _next_host(state, people, ctx)
    return hosts


def _next_host(state, people: list[str], ctx) -> str:
    """The role is relayed: who has hosted least, phones and volunteers considered, by lot among equals."""
    def turn(person):
        return (state.people[person].kind == "phone", state.hosted.get(person, 0), person not in state.volunteers)
    best = min(turn(p) for p in people)
    return ctx.draw.choice([p for p in people if turn(p) == best])


# --- coming in the middle ---------------------------------------------------------------------------------------


def for_latecomer(state, person: str, reason: str) -> list[Event]:
    """A seat for one who comes while others sit: at the table that needs them, with the rounds to come."""
    if not state.seated or state.plan is None or not state.open_places():
        return []
    place, path = _place_for(state, person)
    body = {"round": state.seated, "seats": {person: place}, "reason": reason, "paths": {person: path}}
    if not state.present_at(place) and state.settings.get("table_host", "stay") != "none":
        body["hosts"] = {place: person}
    return [Event("seats.taken", body)]


def _place_for(state, person: str) -> tuple[str, list[int]]:
    """The seat now and the table of every round, changing nobody else's seat.

    A carousel's newcomer goes with the group that needs them; otherwise the planner finds a path of its own.
    """
    plan, now = state.plan, state.seated if state.plan.mode != "groups" else 1
    open_tables = [t for t, place in enumerate(plan.tables) if not state.places[place].closed]
    if plan.mode == "carousel":
        table = min(open_tables, key=lambda t: (state.weight_at(plan.tables[t]), t))
        return plan.tables[table], _path_of_group(state, table)
    rows = _rows_as_they_were(state, now)
    themes = len(state.settings.get("themes") or {}) if plan.mode == "scatter" else 0
    path = seating.seat_latecomer(
        rows, now - 1, tables=open_tables, spare=plan.spare, topics=plan.mode == "scatter",
        topic_of=[t % themes for t in range(len(plan.tables))] if 0 < themes < len(plan.tables) else None,
        person=plan.people.index(person) if person in plan.people else None,
        weight=[state.people[p].weight for p in plan.people])
    return plan.tables[path[now - 1]], list(path)


def _path_of_group(state, table: int) -> list[int]:
    """Where the group that now sits at `table` goes, the one who stays there aside."""
    plan = state.plan
    fellows = [p.id for p in state.present_at(plan.tables[table]) if p.id in plan.people]
    travelling = [p for p in fellows if p not in plan.hosts.values()] or fellows
    if not travelling:
        return [table] * len(plan.rounds)
    column = plan.people.index(travelling[0])
    return [row[column] for row in plan.rounds]


def _rows_as_they_were(state, now: int) -> list[list[int]]:
    """The plan's rows, with what was really played and where people really are now; who is gone takes no seat."""
    plan = state.plan
    table = {place: t for t, place in enumerate(plan.tables)}
    here = {p.id for p in state.participants()}
    rows = []
    for r, planned in enumerate(plan.rounds, 1):
        if r < now:
            rows.append([table.get(state.sat.get(r, {}).get(p), -1) for p in plan.people])
        elif r == now:
            rows.append([table.get(state.people[p].place, -1) if p in here else -1 for p in plan.people])
        else:
            rows.append([t if p in here else -1 for p, t in zip(plan.people, planned, strict=True)])
    return rows


# --- going, and tables that empty -------------------------------------------------------------------------------


def after_leaving(state, people: list[str], ctx) -> list[Event]:
    """What the tables of those who went need: the host role passed on, and a table of one brought to others."""
    if not state.seated:
        return []
    gone = set(people)
    events = []
    filled: dict[str, int] = {}
    touched = dict.fromkeys(p.place for p in map(state.people.get, people) if p and p.place)
    for place_id in touched:
        place = state.places[place_id]
        rest = [p for p in state.present_at(place_id) if p.id not in gone]
        if place.closed or not rest:
            continue
        others = [p for p in state.open_places() if p.id not in touched and state.present_at(p.id)]
        if sum(p.weight for p in rest) <= THIN and others and in_tables(state):
            into = min(others, key=lambda p: (state.weight_at(p.id) + filled.get(p.id, 0), p.order))
            filled[into.id] = filled.get(into.id, 0) + sum(p.weight for p in rest)
            events += merged(state, place, into, [p.id for p in rest])
        elif place.host in gone:
            events.append(relayed(state, place, [p.id for p in rest], ctx))
    return events


def in_tables(state) -> bool:
    """Is this a phase in which people are at their tables?"""
    step = state.step
    return step is not None and activities.of(step).sits(step) is not None


def relayed(state, place, people: list[str], ctx) -> Event:
    return Event("table_host.passed", {"place": place.id, "person": _next_host(state, people, ctx)})


def merged(state, place, into, people: list[str]) -> list[Event]:
    closed = {"place": place.id, "into": into.id}
    if place.theme:
        closed["round"] = state.seated  # its theme opens again in the next round
    return [Event("place.closed", closed),
            Event("seats.taken", {"round": state.seated, "seats": dict.fromkeys(people, into.id), "reason": "merged"})]


# --- the host's hand --------------------------------------------------------------------------------------------


def move(state, command, ctx):
    """Move one person now, or in a round to come; the pin outlives every repair of the plan."""
    permission.host(state, ctx)
    person = arguments.person(state, command.args)
    place = arguments.place(state, command.args)
    if not person.takes_a_seat:
        raise Rejected("not_allowed", "refusal.takes_no_seat")
    if agenda.running(state):
        return _walked(state, person, place)
    last = len(state.plan.rounds) if state.plan else 1
    round_ = arguments.whole(command.args, "round", max(state.seated, 1), max(last, state.seated, 1),
                             max(state.seated, 1))
    events = [Event("pin.set", {"person": person.id, "round": round_, "place": place.id})]
    if round_ == state.seated:
        events += seat_by_hand(state, person, place, ctx)
    return events


def _walked(state, person, place) -> list[Event]:
    """While topic rooms are open: into one of them for somebody who has no device of their own. Nothing is pinned."""
    topic = state.topics.get(place.id)
    if place.kind != "lounge" and (topic is None or not agenda.is_open(state, topic)):
        raise Rejected("topic_elsewhere")
    return [] if person.place == place.id else [Event("person.went", {"person": person.id, "place": place.id})]


def seat_by_hand(state, person, place, ctx) -> list[Event]:
    if person.place == place.id:
        return []
    body = {"round": state.seated, "seats": {person.id: place.id}, "reason": "moved"}
    events = [Event("seats.taken", body)]
    old = state.places.get(person.place) if person.place else None
    if old and old.host == person.id:
        rest = [p.id for p in state.present_at(old.id) if p.id != person.id]
        if rest:
            events.append(relayed(state, old, rest, ctx))
    return events


def unpin(state, command, ctx):
    permission.host(state, ctx)
    person = arguments.person(state, command.args)
    return [Event("pin.dropped", {"person": person.id})] if person.id in state.pins else []


def prefer(state, command, ctx):
    """Themes one would like to sit at, best first. A wish for the plan, heard until the first round begins."""
    person = permission.member(state, ctx)
    themes = arguments.ids(command.args, "themes", PREFERENCES)
    if any(theme not in (state.settings.get("themes") or {}) for theme in themes):
        raise Rejected("bad_arguments", field="themes")
    if state.seated:
        raise Rejected("round_over", "refusal.seats_are_taken")
    if themes == state.preferences.get(person.id, []):
        return []
    return [Event("themes.preferred", {"person": person.id, "themes": themes})]


# --- how the events change the state ----------------------------------------------------------------------------


def taken(state, body):
    before = state.seats
    beside = {place.id: frozenset(place.people) for place in state.places.values()}
    if body.get("whole"):
        _clear_tables(state, body["round"])
        state.seated_by = state.plan
    for person_id, place_id in body["seats"].items():
        person = state.people[person_id]
        sit(state, person, place_id)
    for place_id, person_id in body.get("hosts", {}).items():
        give_table(state, place_id, person_id)
    state.seated = body["round"]
    for person_id, path in body.get("paths", {}).items():
        _write_path(state, person_id, path)
    if body["reason"] == "went":  # the rounds to come are planned from where people really sat
        disturbed(state)
    _tell_why(state, body, before, beside)


def _clear_tables(state, round_: int) -> None:
    for place in state.places.values():
        place.host = None
        if _rests_before(place, round_):
            place.closed, place.rests_in = False, None
    for person in state.people.values():
        unseat(state, person)


def sit(state, person, place_id: str) -> None:
    state.moved.setdefault(person.id, person.place)
    unseat(state, person)
    person.place = place_id
    state.places[place_id].people[person.id] = True


def unseat(state, person) -> None:
    if person.place:
        state.moved.setdefault(person.id, person.place)
        place = state.places[person.place]
        place.people.pop(person.id, None)
        if place.host == person.id:
            place.host = None
        person.place = None


def give_table(state, place_id: str, person_id: str) -> None:
    place = state.places[place_id]
    if place.host != person_id:
        place.host = person_id
        state.hosted[person_id] = state.hosted.get(person_id, 0) + 1


def _write_path(state, person: str, path: list[int]) -> None:
    plan = state.plan
    if person in plan.people:
        column = plan.people.index(person)
        for row, table in zip(plan.rounds, path, strict=True):
            row[column] = table
        return
    plan.people.append(person)
    for row, table in zip(plan.rounds, path, strict=True):
        row.append(table)
    plan.spare = [list(p) for p in seating.spare_without(plan.spare, path)]


def _tell_why(state, body, before: dict, beside: dict) -> None:
    """The reason each arriving person is shown: where from, who came along, how many they have not met before."""
    played = composing.sittings_before(state)
    for person_id, place_id in body["seats"].items():
        others = [p for p in state.places[place_id].people if p != person_id]
        mine = [seats[person_id] if person_id in seats else None for seats in played]
        new = sum(not any(at is not None and seats.get(p) == at for at, seats in zip(mine, played, strict=True))
                  for p in others)
        why = {"reason": body["reason"], "new": new}
        old = before.get(person_id)
        if old == place_id and body["reason"] in ("round", "carousel"):
            why["reason"] = "stays"
        elif old is not None:
            why["from"] = state.places[old].number
            why["kept"] = sum(p in beside[old] for p in others)
        state.people[person_id].why = why


def pinned(state, body):
    state.pins.setdefault(body["person"], {})[body["round"]] = body["place"]
    plan = state.plan
    if plan and body["person"] in plan.people and body["place"] in plan.tables and body["round"] <= len(plan.rounds):
        plan.rounds[body["round"] - 1][plan.people.index(body["person"])] = plan.tables.index(body["place"])
    disturbed(state)


def unpinned(state, body):
    state.pins.pop(body["person"], None)
    disturbed(state)


def preferred(state, body):
    if body["themes"]:
        state.preferences[body["person"]] = list(body["themes"])
    else:
        state.preferences.pop(body["person"], None)
    disturbed(state)


def end_round(state) -> None:
    """Remember who really sat together in the round that is being left."""
    state.sat[state.seated] = seats_now(state)


DECIDE = {"person.move": move, "person.unpin": unpin, "theme.prefer": prefer}
EVOLVE = {"seats.taken": taken, "pin.set": pinned, "pin.dropped": unpinned, "themes.preferred": preferred}
