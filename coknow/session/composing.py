"""How groups grow out of the groups before (`compose` in a step's settings): joined, split, or as they once were.

keep: whoever sits stays. new: the planner's work (planning.py), people who have not met first. join: neighbouring
places become one, pairs become fours. within: each place splits into pieces of its own people. again: the places and
people of an earlier phase (`as`). A phase that is entered once more, after going back, finds its own groups again.
Here is who sits with whom, told as events; how they change the state is seats.py and tables.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from coknow import activities
from coknow.kernel.messages import Event

COMPOSED = ("join", "within", "again")
SIZE = 4  # of a group whose step names no size


@dataclass(slots=True)
class Group:
    people: list[str] = field(default_factory=list)
    weight: int = 0
    place: str | None = None  # where they sat before, when they go back there

    def add(self, person) -> None:
        self.people.append(person.id)
        self.weight += person.weight


def way(state, step) -> str:
    """How people get their seats in this step: keep, new, join, within or again."""
    if activities.of(step).sits(step) is None:
        return "keep"
    wish = step["settings"].get("compose", "keep")
    if _own(state, step["id"]):
        return "again"
    if wish == "keep":
        return "keep" if state.seated or _rotation_before(state, step) else "new"
    if wish == "again":
        return "again" if _held(state, step["settings"].get("as")) else "new"
    if wish in ("join", "within"):
        return wish if state.seated and state.seats else "new"  # nothing to grow from: the step before was skipped
    return wish


def _own(state, phase: str) -> bool:
    """Was this phase held before, with groups made for it?"""
    trail = state.trail.get(phase)
    return bool(trail and trail["seats"] and trail["plan"] and trail["plan"].key == phase)


def _held(state, phase: str | None) -> bool:
    return bool(phase in state.trail and state.trail[phase]["seats"])


def _rotation_before(state, step) -> bool:
    return any(s["activity"] == "rotate" for s in state.steps[: state.index_of(step["id"])])


def kind_of(step) -> str:
    """The kind of the places at which people sit in this step; a group of two is a pair."""
    kind = activities.of(step).sits(step)
    return "pair" if kind == "group" and step["settings"].get("size") == 2 else kind


def sittings(state) -> list[dict[str, str]]:
    """Who really sat where so far, seating after seating: person -> place, the one that runs now last."""
    now = seats_now(state) if state.phase and is_together(state.step) else {}
    return [*sittings_before(state), now] if now else list(_sat(state).values())


def sittings_before(state) -> list[dict[str, str]]:
    """The same without the seating that is in force now."""
    now = _seating(state.seated_by, state.seated)
    return [seats for seating, seats in _sat(state).items() if seating != now]


def _sat(state) -> dict[tuple, dict[str, str]]:
    """The seatings of phases left behind. Phases that kept their seats are one seating."""
    return {_seating(trail["plan"], trail["seated"]): trail["together"] for phase, trail in state.trail.items()
            if phase != state.phase and trail["together"]}


def _seating(plan, seated: int) -> tuple:
    return (plan.key if plan else None, seated)


def is_together(step) -> bool:
    """Do people sit together in this step? On the way to a table they meet nobody."""
    return activities.of(step).sits(step) is not None and step.get("stage") != "move"


def seats_now(state) -> dict[str, str]:
    """Person -> place of those who really sit now; an empty chair has met nobody."""
    return {p.id: p.place for p in state.people.values() if p.place and p.present}


def groups(state, step, people: list, ctx) -> list[Group]:
    """The groups of a step that is joined, split or held again. `people` are all who take a seat in it."""
    chosen = way(state, step)
    if chosen == "again":
        found = _as_once(state, step, people)
    else:
        size = step["settings"].get("size", SIZE if chosen == "join" else 2)
        before, loose = _by_place(people, {p.id: p.place for p in people})
        found = _joined(before, size, state) if chosen == "join" else _split(before, size, state, ctx)
        _add_each(loose, found, state)
    return nobody_alone([g for g in found if g.people])


def openings(places: dict, again: tuple = ()) -> list[Event]:
    if not places and not again:
        return []
    return [Event("places.opened", {"places": places, "replaces": True, **({"again": list(again)} if again else {})})]


def take_groups(state, step, ctx) -> list[Event]:
    """Groups made of the groups before. They are the plan too, so that latecomers and the host's hand find it."""
    coming_in = [p for p in state.people.values() if p.comes_in and p.present]
    found = groups(state, step, state.participants() + coming_in, ctx)
    kind = kind_of(step)
    opened = {}
    for number, group in enumerate(found, 1):
        if group.place is None:
            group.place = ctx.draw.id("t")
            opened[group.place] = {"kind": kind, "number": number}
    tables = [group.place for group in found]
    seats = {person: group.place for group in found for person in group.people}
    if not seats:
        return []
    row = [tables.index(place) for place in seats.values()]
    plan = {"people": list(seats), "tables": tables, "rounds": [row], "spare": [], "figures": {}, "tradeoffs": [],
            "hosts": {}, "key": step["id"], "mode": "groups"}
    taken = {"round": state.seated + 1, "seats": seats, "whole": True, "reason": way(state, step), "hosts": {}}
    return [*(Event("role.changed", {"person": p.id, "role": "participant"}) for p in coming_in),
            *openings(opened, tuple(p for p in tables if p not in opened)),
            Event("plan.made", plan), Event("seats.taken", taken)]


def _by_place(people: list, seats: dict) -> tuple[dict[str, list], list]:
    """(place -> its people, people without one)."""
    at: dict[str, list] = {}
    loose = []
    for person in people:
        place = seats.get(person.id)
        if place is None:
            loose.append(person)
        else:
            at.setdefault(place, []).append(person)
    return at, loose


def _in_order(state, places: Iterable[str]) -> list[str]:
    return sorted(places, key=lambda p: state.places[p].order)


def _as_once(state, step, people) -> list[Group]:
    phase = step["id"] if _own(state, step["id"]) else step["settings"]["as"]
    at, loose = _by_place(people, state.trail[phase]["seats"])
    found = []
    for place in _in_order(state, at):
        group = Group(place=place)
        for person in at[place]:
            group.add(person)
        found.append(group)
    _add_each(loose, found, state)
    return found


def _joined(before: dict[str, list], size: int, state) -> list[Group]:
    """Whole places side by side, as near to `size` as they go; people of a place left over are shared out."""
    weights = {place: sum(p.weight for p in people) for place, people in before.items()}
    total = sum(weights.values())
    count = max(1, (2 * total + size - 1) // (2 * size))
    room = -(-total // count)
    found: list[Group] = []
    over = []
    for place in _in_order(state, before):
        group = next((g for g in found if g.weight + weights[place] <= room), None)
        if group is None and len(found) < count:
            group = Group()
            found.append(group)
        if group is None:
            over += before[place]
        for person in before[place] if group else ():
            group.add(person)
    _add_each(over, found, state)
    return found


def _split(before: dict[str, list], size: int, state, ctx) -> list[Group]:
    """Each place in pieces of `size`, its odd ones in pieces one larger; who was least together goes together."""
    met = _meetings(state, before)
    found = []
    for place in _in_order(state, before):
        people = ctx.draw.shuffled(before[place])
        count = max(1, sum(p.weight for p in people) // size)
        pieces = [Group() for _ in range(min(count, len(people)))]
        people.sort(key=lambda p: -p.weight)
        for piece in pieces:
            piece.add(people.pop(0))
        for person in people:
            least = min(piece.weight for piece in pieces)
            piece = min((p for p in pieces if p.weight == least), key=lambda p: _known(person, p, met, state))
            piece.add(person)
        found += pieces
    return found


def _meetings(state, before) -> dict[tuple[str, str], int]:
    """How often people of one place have sat together, only those who now do."""
    met: dict[tuple[str, str], int] = {}
    for seats in sittings(state):
        for people in before.values():
            for one in people:
                for other in people:
                    if one is not other and seats.get(one.id) and seats.get(one.id) == seats.get(other.id):
                        met[one.id, other.id] = met.get((one.id, other.id), 0) + 1
    return met


def _known(person, piece, met, state) -> tuple[int, int]:
    others = [state.people[p] for p in piece.people]
    return (sum(met.get((person.id, o.id), 0) for o in others),
            sum(bool(person.organisation) and o.organisation == person.organisation for o in others))


def _add_each(people: list, found: list[Group], state) -> None:
    """One by one to the group that needs them."""
    if people and not found:
        found.append(Group())
    for person in people:
        min(found, key=lambda g: g.weight).add(person)


def nobody_alone(found: list[Group]) -> list[Group]:
    """A group of one joins the smallest other."""
    alone = [g for g in found if g.weight < 2]
    for group in alone:
        others = [g for g in found if g is not group]
        if not others or group.weight >= 2:  # somebody alone has joined this one meanwhile
            continue
        into = min(others, key=lambda g: g.weight)
        into.people += group.people
        into.weight += group.weight
        found = others
    return found
