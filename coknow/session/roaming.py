"""The law of mobility: walking into a topic's room, out of it, to the lounge. No reason is asked, nobody is told.

Somebody in no room is on the way between them (a bumblebee); somebody in the lounge rests (a butterfly). Both are real
states, not the lack of one. Seats by plan are in seats.py.
"""

import copy

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import agenda as wall

from . import agenda, arguments, permission, seats, topics
from .state import Place
from .tables import next_order

LOUNGE_LIMIT = 200  # everybody in it is in its document


def _walker(state, command, ctx):
    person = permission.acting(state, command, ctx)
    if not person.takes_a_seat:
        raise Rejected("not_allowed", "refusal.followers_watch")
    if wall.running(state) is None:
        raise Rejected("slot_over", "refusal.rooms_closed")
    return person


def enter(state, command, ctx):
    person = _walker(state, command, ctx)
    topic = topics.find(state, command.args)
    if not wall.is_open(state, topic):
        raise Rejected("topic_elsewhere")
    if person.place == topic.id:
        return []
    if wall.full(state, topic) and person.id not in wall.conveners(state, topic):
        raise Rejected("topic_full", limit=wall.seats(state))
    return [Event("person.went", {"person": person.id, "place": topic.id})]


def wander(state, command, ctx):
    """Out into the passage, or to rest in the lounge."""
    person = _walker(state, command, ctx)
    if arguments.one_of(command.args, "as", ("bumblebee", "butterfly"), "bumblebee") == "bumblebee":
        return [Event("person.went", {"person": person.id})] if person.place else []
    lounge = lounge_of(state)
    if lounge is None or person.place == lounge.id:
        return []
    if len(lounge.people) >= LOUNGE_LIMIT:
        raise Rejected("topic_full", limit=LOUNGE_LIMIT)
    return [Event("person.went", {"person": person.id, "place": lounge.id})]


def lounge_of(state):
    return next((p for p in state.places.values() if p.kind == "lounge"), None)


def entering(state, step, ctx) -> list[Event]:
    """What follows when a phase of the market begins: topics given beforehand, rooms for those without, doors open."""
    if step["activity"] != "market":
        return []
    if step["settings"].get("themes") and not state.topics:
        return _with_given(state, step, ctx)
    if wall.stage(step) not in wall.SLOTS:
        return []
    events = _all_at_once(state, step) if step["settings"].get("all") else (
        agenda.placed_by_itself(state, wall.to_come(state), ctx) if wall.stage(step) == "slot" else [])
    return [*events, _opened(state, step, ctx, events[0].body["placed"] if events else {})]


def _all_at_once(state, step) -> list[Event]:
    """Every topic has a room of its own in this slot."""
    placed = {t.id: dict(t.placed) | {step["id"]: room} for room, t in enumerate(wall.live(state), 1)}
    return [Event("topics.arranged", {"placed": placed, "figures": state.placing})] if placed else []


def _with_given(state, step, ctx) -> list[Event]:
    """Topics that come only with this phase are first put up, then placed like any others."""
    events = topics.given(state, ctx)
    after = copy.deepcopy(state)
    for event in events:
        topics.EVOLVE[event.name](after, event.body)
    plain = step | {"settings": {k: v for k, v in step["settings"].items() if k != "themes"}}
    return [*events, *entering(after, plain, ctx)]


def _opened(state, step, ctx, placed: dict) -> Event:
    """The rooms of a slot open: whoever sits in one of its topics stays, conveners go to their own, the rest are free.

    `placed` are topics that find a room only now, by the event before this one.
    """
    slot = step["id"]
    held = [t for t in wall.live(state) if slot in placed.get(t.id, t.placed)]
    ids = {t.id for t in held}
    lounge = lounge_of(state)
    seated = {p.id: p.place for p in state.people.values()
              if p.takes_a_seat and p.here and p.place and (p.place in ids or lounge and p.place == lounge.id)}
    for topic in held:
        seated |= {p: topic.id for p in wall.conveners(state, topic)
                   if state.people[p].present and state.people[p].takes_a_seat}
    body = {"slot": slot, "seats": seated, "topics": sorted(ids)}
    if lounge is None:
        body["lounge"] = ctx.draw.id("t")
    return Event("slot.opened", body)


# --- how the events change the state ----------------------------------------------------------------------------


def slot_opened(state, body):
    if "lounge" in body:
        state.places[body["lounge"]] = Place(body["lounge"], "lounge", 0, next_order(state))
    for topic in body["topics"]:
        state.topics[topic].held[body["slot"]] = True
    for person in state.people.values():
        place = body["seats"].get(person.id)
        if place is None:
            seats.unseat(state, person)
        elif place != person.place:
            seats.sit(state, person, place)
        person.why = None
    state.seated, state.seated_by = 0, None  # nobody sits by a plan any more
    for topic in body["topics"]:
        _notice_meeting(state, topic)


def went(state, body):
    person = state.people[body["person"]]
    if not person.here:
        return
    if "place" in body:
        seats.sit(state, person, body["place"])
        _notice_meeting(state, body["place"])
    else:
        seats.unseat(state, person)
    person.why = None


def gone_back(state) -> None:
    """After going back: the wall has moved on meanwhile, and a slot that is ahead again has not been held.

    Nobody sits in a room that is not there any more; whoever was in a topic that was merged walks over with it.
    """
    now = state.index_of(state.phase)
    ahead = {s["id"] for s in wall.slots(state) if state.index_of(s["id"]) > now}
    for topic in state.topics.values():
        topic.held = {slot: True for slot in topic.held if slot not in ahead}
        gone = topic.withdrawn or topic.into or wall.running(state) and not wall.is_open(state, topic)
        for person in list(state.places[topic.id].people) if gone else ():
            into = wall.stands_in(state, topic)
            if into is not topic and wall.is_open(state, into):
                seats.sit(state, state.people[person], into.id)
            else:
                seats.unseat(state, state.people[person])


def _notice_meeting(state, place: str) -> None:
    topic = state.topics.get(place)
    if topic and len(state.places[place].people) > 1:
        topic.met = True


DECIDE = {"topic.enter": enter, "topic.wander": wander}
EVOLVE = {"slot.opened": slot_opened, "person.went": went}
