"""Troika consulting (METHODS M9): in threes, each in turn brings a matter and the two others think about it aloud.

One phase with a clock of its own instead of a phase per part. Twelve steps in the programme would bury the host's other
steps, and how many turns it takes is known only when people sit: a group of four has one turn more. So the parts go on
by themselves in all rooms at once, more time goes to all, and whose turn it is stands in clients.py.
Everything written here is one's own: what was most valuable is the client's to keep or to share.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, possible as offers, resting

from ..contract import Activity, Writes
from . import clients

MINUTES = {"tell": 2, "clarify": 2, "consult": 4, "valuable": 2}
PARTS = tuple(MINUTES)
MINUTE, SOFT_END, LONGEST = 60_000, 15_000, 1800
AT_ONCE = 1  # an instant long past: the first turn begins as soon as people sit


def minutes_of(step) -> dict:
    return {part: step["settings"].get(part, MINUTES[part]) for part in PARTS}


def set_up(state, body):
    return {**body["as_left"], "lengths": body["lengths"], "unsettled": True}


def part_began(state, body):
    kept = {key: value for key, value in state.items() if key not in ("unsettled", "done")}
    if "clients" in body:
        kept |= {"clients": dict(body["clients"]), "turns": body["turns"]}
        kept["been"] = state.get("been", {}) | dict.fromkeys(body["clients"].values(), body["turn"])
    return {**kept, "turn": body["turn"], "part": body["part"], "ends": body["ends"]}


def part_extended(state, body):
    return {**state, "ends": body["ends"]}


def ended(state, body):
    return {key: value for key, value in state.items() if key not in ("unsettled", "ends", "part")} | {"done": True}


def client_set(state, body):
    others = {place: person for place, person in state["clients"].items() if place != body["place"]}
    if "person" not in body:
        return {**state, "clients": others}
    return {**state, "clients": others | {body["place"]: body["person"]}, "been": state["been"] | {body["person"]: state["turn"]}}


# --- what follows when ------------------------------------------------------------------------------------------------


def _next(state, ctx, session) -> list[Event]:
    now = state.get("held", ctx.now)
    part = state.get("part")
    if part and part != PARTS[-1]:
        following = PARTS[PARTS.index(part) + 1]
        return [Event("troika.part_began", {"turn": state["turn"], "part": following, "ends": now + state["lengths"][following]})]
    return _next_turn(state, now, session)


def _next_turn(state, now, session) -> list[Event]:
    turn = state.get("turn", 0) + 1
    chosen = clients.for_turn(state, session)
    if not chosen:
        return [Event("troika.ended", {"at": now})]
    turns = turn - 1 + clients.turns_left(state, session)
    body = {"turn": turn, "turns": turns, "part": PARTS[0], "ends": now + state["lengths"][PARTS[0]], "clients": chosen}
    return [*_time_for(turns - turn + 1, state, now, session), Event("troika.part_began", body)]


def _time_for(turns: int, state, now, session) -> list[Event]:
    """A group of four needs a turn more than was planned: everybody is given it, and told."""
    missing = now + turns * sum(state["lengths"].values()) - (session.deadline if session.left is None else now + session.left)
    if missing < MINUTE // 2:
        return []
    return [_extended(-(-missing // 1000), session)]


def _extended(seconds: int, session) -> Event:
    if session.left is not None:
        return Event("phase.extended", {"seconds": seconds, "left": max(session.left + seconds * 1000, SOFT_END)})
    return Event("phase.extended", {"seconds": seconds, "deadline": session.deadline + seconds * 1000})


def _leading(ctx, session) -> None:
    if session.lease != ctx.actor:
        raise Rejected("no_lease")


def _running(state) -> None:
    if "part" not in state:
        raise Rejected("not_allowed", "refusal.no_turn_now")


def next_part(state, command, ctx, session):
    """The host goes on before time is up, in all groups at once; after the last turn, to one for those who came late."""
    _leading(ctx, session)
    if "done" in state and clients.for_turn(state, session):
        return _next_turn(state, state.get("held", ctx.now), session)
    _running(state)
    return _next(state, ctx, session)


def extend_part(state, command, ctx, session):
    """More or less time for this part in all groups; the phase's own end moves with it. A sentence is never cut."""
    _leading(ctx, session)
    _running(state)
    seconds = arguments.whole(command.args, "seconds", -LONGEST, LONGEST)
    now = state.get("held", ctx.now)
    ends = max(state["ends"] + seconds * 1000, min(now + SOFT_END, state["ends"]))
    moved = (ends - state["ends"]) // 1000
    return [*([_extended(moved, session)] if moved else []), Event("troika.part_extended", {"ends": ends})] if moved else []


class Troika(Activity):
    name = "troika"
    concrete = True
    commands = {"part.next": next_part, "part.extend": extend_part, **clients.COMMANDS}
    events = {"troika.set_up": set_up, "troika.part_began": part_began, "troika.part_extended": part_extended,
              "troika.ended": ended, "troika.client_set": client_set}

    def start(self, step, ctx, session):
        old = session.trail.get(step["id"], {}).get("activity", {})
        kept = {key: old[key] for key in ("been", "done") if key in old}
        if "turn" in old:
            kept["turn"] = old["turn"] - (0 if "done" in old else 1)  # the turn that was cut off is held again
            kept["been"] = {p: t for p, t in kept.get("been", {}).items() if t <= kept["turn"]}
        lengths = {part: int(minutes * MINUTE) for part, minutes in minutes_of(step).items()}
        return [Event("troika.set_up", {"lengths": lengths, "as_left": kept})]

    def evolve(self, state, event):
        state = super().evolve(state, event)
        state, on = resting.follow(state, event)
        if event.name == "phase.extended" and event.body["seconds"] > 0:
            on += event.body["seconds"] * 1000  # what everybody is given goes to the part that runs
        return {**state, "ends": state["ends"] + on} if on and "ends" in state else state

    def due(self, state):
        if "done" in state:
            return None
        return AT_ONCE if "unsettled" in state else state.get("ends")

    def on_time(self, state, ctx, session):
        if "unsettled" in state:
            return _next_turn(state, state.get("held", ctx.now), session)
        return _next(state, ctx, session)

    def view(self, state, audience, session):
        kind, _, place = audience.partition(":")
        if kind == "place":
            client = clients.of_place(state, session.places[place], session)
            return {"client": client} | ({"away": True} if clients.is_away(client, session) else {}) if client else {}
        if kind not in ("room", "hosts", "screen"):
            return {}
        document = self._clock(state, session)
        if kind == "hosts" and "done" in state:
            return document | ({"waiting": True} if clients.for_turn(state, session) else {})
        if kind == "hosts" and "clients" in state:
            found = {p.id: clients.of_place(state, p, session) for p in session.open_places()}
            document["clients"] = {place: person for place, person in found.items() if person}
        return document

    def _clock(self, state, session):
        if "done" in state:
            return {"done": True, "turns": state.get("turns", state.get("turn", 0))}
        if "part" not in state:
            return {}
        document = {"turn": state["turn"], "turns": state["turns"], "part": state["part"],
                    "parts": {part: {"order": i, "minutes": state["lengths"][part] / MINUTE} for i, part in enumerate(PARTS, 1)}}
        if "held" in state:
            return document | {"left": max(0, state["ends"] - state["held"])}
        return document | {"deadline": state["ends"]}

    def touched(self, event, state, session):
        if event.name == "troika.client_set":
            return {"hosts", "place:" + event.body["place"]}
        if event.name.startswith("troika."):
            return {"room", "hosts", "screen"} | ({"place:" + p for p in session.places} if "clients" in event.body else set())
        if event.name.startswith(("person.", "people.", "role.", "seats.", "place.")):
            return {"hosts"} | {"place:" + p for p in state.get("clients", {})}
        return set()

    def writes(self, step):
        return Writes(tuple(step["settings"].get("kinds") or ("insight", "idea", "thought")), "me")

    def sits(self, step):
        return "group"

    def size(self, step):
        return step["settings"].get("size", 3)

    def waits(self, step):
        return True

    def least(self, step, table_size):
        return sum(minutes_of(step).values()) * self.size(step)

    def possible(self, documents, draw):
        options = offers.writing(documents, draw, builds=False)
        person, place, room = offers.me(documents), offers.my_place(documents), documents["room"]["activity"]
        if place and "part" in room and person.get("role") == "participant":
            client = place["activity"].get("client")
            if client == person["id"] and room["part"] == "tell":
                options.append(("client.pass", {}))
            if client is None or "away" in place["activity"]:
                options.append(("client.take", {}))
        return options


ACTIVITY = Troika()
