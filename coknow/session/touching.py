"""Whose documents an event may have changed: how a note at one of 250 tables rebuilds one table's document.

Naming too many audiences costs time, naming too few shows people yesterday: a contract test folds recorded sessions
and proves that no document outside these changed.
"""

from dataclasses import dataclass, field

from coknow import activities
from coknow.kernel.messages import Event
from coknow.parts import agenda as wall

from .phases import late
from .state import HOSTING, State

EVERYTHING = {"session.opened", "phase.entered", "phase.returned", "session.changed", "session.closed"}
ROOM_AT_ONCE = {"phase.extended", "phase.paused", "phase.resumed", "time.given", "programme.fitted", "announced"}


@dataclass(slots=True)
class Touched:
    """Audiences to publish `now` and to coalesce `soon`; who moved between places; whether everybody's changed."""

    now: set[str] = field(default_factory=set)
    soon: set[str] = field(default_factory=set)
    moves: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    all_people: bool = False


def touched(state: State, events: list[Event]) -> Touched:
    """After evolving `events`: the audiences they may have changed, and who moved since this was last asked."""
    found = Touched()
    for event in events:
        _add(found, state, event)
        if state.phase is not None:
            activity = activities.of(state.step)
            if (step := late(state, event)) and step["activity"] != activity.name:
                _took_up(found, state)
            named = activity.touched(event, state.activity, state)
            (found.now if event.name in activity.at_once else found.soon).update(named)
            if event.name in activity.contributions:
                found.soon |= {"room", "hosts", "person:" + event.body[activity.contributions[event.name]]}
    found.moves = [(p, old, state.people[p].place) for p, old in state.moved.items() if old != state.people[p].place]
    state.moved = {}
    for person, old, new in found.moves:
        found.now |= {"person:" + person, "hosts", "screen"} | {"place:" + p for p in (old, new) if p}
    if any(state.people[a[7:]].kind == "phone" for a in found.now | found.soon if a[:7] == "person:" and a[7:] in state.people):
        found.soon.add("hosts")  # who have no device: their hosts see for them
    found.now = {a for a in found.now if _exists(state, a)}
    found.soon = {a for a in found.soon - found.now if _exists(state, a)}
    return found


def _took_up(found: Touched, state: State) -> None:
    """What an earlier phase leaves has changed: whatever the running one took up of it may show that anywhere."""
    found.soon |= {"room", "hosts", "screen"} | {"place:" + p for p in state.places}
    if activities.of(state.step).personal:
        found.soon |= {"person:" + p for p in state.people}


def _personal(state) -> bool:
    """Does the phase just entered, or the one before it, show each person something of their own?"""
    steps = [step for phase in state.path[-2:] if (step := state.step_of(phase))]
    return any(activities.of(step).is_personal(step) for step in steps)


def _exists(state, audience: str) -> bool:
    kind, _, id_ = audience.partition(":")
    return not id_ or id_ in (state.people if kind == "person" else state.places)


def _add(found: Touched, state: State, event: Event) -> None:
    name, body = event.name, event.body
    if name in EVERYTHING:
        found.now |= {"room", "hosts", "screen"} | {"place:" + p for p in state.places}
        if name != "phase.entered" or _personal(state):
            found.all_people = True
            found.now |= {"person:" + p for p in state.people}
    elif name in ROOM_AT_ONCE:
        found.now |= {"room", "hosts", "screen"}
        if name == "phase.extended" and body.get("heard"):
            found.now |= {a for by in body["heard"] for a in _who_asked(state, by)}
    elif name == "time.asked":
        found.soon |= {"room", "hosts"}
        found.now |= _who_asked(state, body["by"])
    elif name == "phase.overran":
        found.soon |= {"room", "hosts"}
    elif name.startswith(("programme.", "phase.skipped", "rules.changed", "harvest.")):
        found.now |= {"room", "hosts", "screen"}
    elif name == "rules.seen":
        found.now |= {"person:" + body["person"]}
        found.soon |= {"hosts"}
    elif name in ("help.called", "help.answered"):
        found.now |= {"hosts"} | _person_and_table(state, body.get("person")) | _all_at(state, body.get("place"))
    elif name in ("seats.taken", "places.opened", "place.closed", "pin.set", "pin.dropped", "plan.made",
                  "table_host.passed", "table_host.offered", "table_host.withdrawn"):
        _seats(found, state, name, body)
    elif name.startswith(("topic", "merge.", "market.", "report.", "action.", "slot.")) or name == "person.went":
        _agenda(found, state, name, body)
    elif name.startswith("note."):
        _note(found, state, name, body)
    elif name == "themes.preferred":
        found.now |= {"person:" + body["person"]}
        found.soon |= {"hosts"}
    elif name == "host.looked":
        found.now |= {"hosts", "person:" + body["person"]}
    elif name.partition(".")[0] not in activities.registered():  # an activity names its own audiences
        _people(found, state, name, body)


def _who_asked(state, by: str) -> set[str]:
    return _all_at(state, by) or {"person:" + by}


def _seats(found, state, name, body) -> None:
    found.now |= {"hosts"} if name in ("pin.set", "pin.dropped") else {"hosts", "screen", "room"}
    if name == "seats.taken":
        people = state.people if body.get("whole") else body["seats"]
        found.now |= {"person:" + p for p in people}
        places = state.places if body.get("whole") else {*body["seats"].values(), *body.get("hosts", {})}
        found.now |= {"place:" + p for p in places}
    elif name == "place.closed":
        found.now |= _all_at(state, body["place"])
    elif name == "places.opened" and body.get("replaces"):
        found.now |= {"place:" + p for p in state.places} | {"person:" + p for p in state.people}
    elif name == "table_host.passed":
        found.now |= _all_at(state, body["place"])
    elif name in ("table_host.offered", "table_host.withdrawn"):
        found.now |= {"person:" + body["person"]}


def _agenda(found, state, name, body) -> None:
    """The wall is in the room's document; what concerns only some stands with them and in the topic's room."""
    found.soon |= {"room"}
    if name == "slot.opened":
        found.now |= {"room", "hosts", "screen"} | {"place:" + p for p in state.places} | {"person:" + p for p in state.people}
    elif name in ("person.went", "topic.marked", "topic.signed"):
        found.soon |= {"person:" + body["person"]}  # moves themselves are found by what moved
    elif name.startswith(("action.", "report.")):
        found.soon |= {"place:" + body["topic"]} | _conveners(state, body["topic"])
    elif not name.startswith("market."):
        found.soon |= {"hosts", "place:" + body.get("topic", ""), *(c for t in state.topics for c in _conveners(state, t))}
        if name != "topic.edited":  # rare, and a merge reaches through the topics merged before it
            found.soon |= {"place:" + t for t in state.topics}


def _conveners(state, topic: str | None) -> set[str]:
    return {"person:" + p for p in wall.conveners(state, state.topics[topic])} if topic in state.topics else set()


def _beside(state, place: str | None) -> set[str]:
    """Where a topic's notes are shown as well: in the room of the one that it was merged into."""
    topic = state.topics.get(place)
    return {"place:" + wall.stands_in(state, topic).id} if topic and topic.into else set()


def _note(found, state, name, body) -> None:
    found.soon |= {"hosts", "room"}
    place = state.notes[body["note"]].place if body.get("note") in state.notes else body.get("place")
    found.soon |= _conveners(state, place) | _beside(state, place)  # their draft of the report is made from the notes
    if name == "note.carried":
        found.soon |= _person_and_table(state, body["person"])
        return
    note = state.notes.get(body["note"])
    if note is None:  # removed: its event tells where it was
        found.soon |= {"person:" + body["author"]} | {"person:" + p for p in body.get("carriers", ())}
        if "place" in body:
            found.soon |= {"place:" + body["place"]}
        return
    found.soon |= {"person:" + note.author}
    if note.place and note.visibility != "me":
        found.now |= {"place:" + note.place} if name == "note.hidden" else set()
        found.soon |= {"place:" + note.place}
        if name == "note.hidden":
            found.soon |= {"person:" + p.id for p in state.people.values() if p.seed == note.id}
    if name == "note.edited":
        found.soon |= {"person:" + p.id for p in state.people.values() if p.seed == note.id}


def _people(found, state, name, body) -> None:
    """Joining, leaving, roles, presence, the lease, names."""
    found.soon |= {"room", "screen"}
    found.now |= {"hosts"}
    for person in body.get("people", [body.get("person")]):
        if person in state.people:
            found.now |= _person_and_table(state, person)
    if "place" in body:
        found.now |= _all_at(state, body["place"])
    if name in ("person.renamed", "person.erased"):
        found.soon |= {"place:" + t.id for t in state.topics.values()
                       if body["person"] in t.conveners or any(a.get("person") == body["person"] for a in t.actions.values())}
        for place in {n.place for n in state.notes.values() if n.author == body["person"] and n.place}:
            found.soon |= {"place:" + place} | _beside(state, place)
    if name in ("lease.taken", "deputy.named", "deputy.unnamed"):
        found.now |= {"person:" + p.id for p in state.people.values() if p.role in HOSTING}


def _person_and_table(state, person: str | None) -> set[str]:
    if person not in state.people:
        return set()
    place = state.people[person].place
    return {"person:" + person} | ({"place:" + place} if place else set())


def _all_at(state, place: str | None) -> set[str]:
    if place not in state.places:
        return set()
    return {"place:" + place} | {"person:" + p for p in state.places[place].people}
