"""The agenda wall: which topic is held in which slot and room, put there by hand or by the automatic placing.

A slot is named by its phase, never by its number, so that a skipped slot shifts nobody. The placing itself is
parts/market.py; here is what it is asked, and what may not be torn apart.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import agenda as wall
from coknow.parts import market

from . import arguments, permission, seats, topics

MOST_ROOMS = 40
MOST_TIMES = 3  # one topic may be held again, not all day


def place(state, command, ctx):
    """Its convener takes a time and a room for it, or the host moves it; `again` holds it once more."""
    topic = topics.find(state, command.args)
    if ctx.actor not in wall.conveners(state, topic):
        permission.leading(state, ctx)
    else:
        permission.member(state, ctx)
    past = {slot: room for slot, room in topic.placed.items() if slot in topic.held and slot != wall.running(state)}
    if "slot" not in command.args:
        _may_leave(state, topic)
        return [Event("topic.placed", {"topic": topic.id, "placed": past})] if past != topic.placed else []
    slot = arguments.one_of(command.args, "slot", [s["id"] for s in wall.slots(state)])
    if slot not in wall.open_slots(state):
        raise Rejected("slot_over")
    again = arguments.flag(command.args, "again", False)
    room = _room(state, command.args, topic, slot)
    _not_twice_at_once(state, topic, slot)
    placed = (dict(topic.placed) if again else past) | {slot: room}
    if len(placed) > MOST_TIMES:
        raise Rejected("not_allowed", "refusal.held_enough", limit=MOST_TIMES)
    if wall.running(state) not in placed:
        _may_leave(state, topic)
    if placed == topic.placed:
        return []
    return [Event("topic.placed", {"topic": topic.id, "placed": placed, "by_hand": True})]


def _may_leave(state, topic) -> None:
    if wall.is_open(state, topic) and wall.others_at(state, topic):
        raise Rejected("topic_running")


def _room(state, args: dict, topic, slot: str) -> int:
    others = {room for room, other in wall.at(state, slot).items() if other.id != topic.id}
    if "room" in args:
        room = arguments.whole(args, "room", 1, wall.rooms(state))
        if room in others:
            raise Rejected("room_taken")
        return room
    if slot in topic.placed:
        return topic.placed[slot]
    free = next((room for room in range(1, wall.rooms(state) + 1) if room not in others), None)
    if free is None:
        raise Rejected("slot_full")
    return free


def _not_twice_at_once(state, topic, slot: str) -> None:
    mine = set(wall.conveners(state, topic))
    if any(other.id != topic.id and mine & set(wall.conveners(state, other)) for other in wall.at(state, slot).values()):
        raise Rejected("double_booked")


def arrange(state, command, ctx):
    """Place what has no room yet; with `all`, also move what was placed automatically, never what was put by hand."""
    permission.leading(state, ctx)
    return placed_by_itself(state, wall.to_come(state), ctx, anew=arguments.flag(command.args, "all", False))


def placed_by_itself(state, into: list[str], ctx, *, anew: bool = False) -> list[Event]:
    standing = [t for t in wall.live(state) if t.about is None]
    free = [t for t in standing if not wall.has_a_slot(state, t) or (
        anew and not t.by_hand and not t.held and all(slot in into for slot in t.placed))]
    if not free or not into:
        return []
    names = {t.id for t in free}
    held = [(t, slot) for t in standing for slot in t.placed if slot in into and t.id not in names]
    entries = [*free, *(t for t, _ in held)]
    wish = market.Wish(
        rooms=[wall.rooms(state)] * len(into),
        marks=[frozenset(p for p in t.marks if state.people[p].here) for t in entries],
        conveners=[frozenset(wall.conveners(state, t)) for t in entries],
        fixed={len(free) + i: into.index(slot) for i, (_, slot) in enumerate(held)})
    found = market.place(wish, ctx.draw)
    taken = {slot: set() for slot in into}
    for topic, slot in held:
        taken[slot].add(topic.placed[slot])
    placed = {}
    for topic, index in zip(free, found.slot, strict=False):
        if index < 0:
            continue
        slot = into[index]
        room = next(r for r in range(1, wall.rooms(state) + 1) if r not in taken[slot])
        taken[slot].add(room)
        placed[topic.id] = {slot: room}
    figures = {"kept": found.kept, "marked": found.marked, "without": sum(index < 0 for index in found.slot)}
    same = all(state.topics[t].placed == where for t, where in placed.items())
    return [] if same and figures == state.placing else [Event("topics.arranged", {"placed": placed, "figures": figures})]


def set_rooms(state, command, ctx):
    """How many rooms each slot has. Not fewer than stand full already."""
    permission.leading(state, ctx)
    rooms = arguments.whole(command.args, "rooms", 1, MOST_ROOMS)
    if rooms < max((max(wall.at(state, slot), default=0) for slot in wall.open_slots(state)), default=0):
        raise Rejected("room_taken", "refusal.rooms_in_use")
    return [Event("market.roomed", {"rooms": rooms})] if rooms != state.market_rooms else []


# --- how the events change the state ----------------------------------------------------------------------------


def placed(state, body):
    topic = state.topics[body["topic"]]
    topic.placed = dict(body["placed"])
    topic.by_hand = topic.by_hand or body.get("by_hand", False)
    _leave_closed_rooms(state)


def arranged(state, body):
    for topic, where in body["placed"].items():
        state.topics[topic].placed = dict(where)
    state.placing = body["figures"]
    _leave_closed_rooms(state)


def _leave_closed_rooms(state) -> None:
    """Nobody sits on in a room that has moved to another time."""
    now = wall.running(state)
    if now is None:
        return
    for topic in state.topics.values():
        if now not in topic.placed:
            for person in list(state.places[topic.id].people):
                seats.unseat(state, state.people[person])
        else:
            topic.held[now] = True


def roomed(state, body):
    state.market_rooms = body["rooms"]


DECIDE = {"topic.place": place, "market.arrange": arrange, "market.rooms": set_rooms}
EVOLVE = {"topic.placed": placed, "topics.arranged": arranged, "market.roomed": roomed}
