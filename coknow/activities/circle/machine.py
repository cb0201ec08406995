"""Circle: the server holds the talking piece (METHODS M3, M4, M5, M8, M16). Several circles speak at the same time.

Rounds with the piece, and free rounds in which whoever wishes to speak is heard before those who have spoken more.
What happens inside one circle is in ring.py, who may do what in asking.py, what people see in showing.py.
Who sits in which circle is the session's; it is looked up anew whenever anybody came, went or moved (`gathered`).
"""

from coknow.kernel.messages import Event
from coknow.parts import possible as offers

from ..contract import Activity, Writes
from . import asking, measuring, ring, showing
from .rounds import rounds_of, settings_of

KINDS = ("thought", "insight", "question", "assumption")
SIZE, MOST = 7, 8  # a circle of more than eight is too slow for a screen: then two are made
STIR = {"seats.taken", "place.closed", "places.opened", "person.left", "person.removed", "person.returned", "people.gone",
        "person.weighed", "role.changed"}  # after these somebody may sit elsewhere than the circles know
AT_ONCE = 1  # an instant long past


def on_circle(change):
    """An event of one circle: change(circle, body, rounds, at) -> circle. The phase's pause stops its clock too."""

    def evolve(state, body):
        circle = state.get("circles", {}).get(body["place"])
        if circle is None:
            return state  # what happened in it is forgotten already
        at = min(body["at"], state["paused"]) if "paused" in state else body["at"]
        changed = change(circle, body, state["rounds"], at)
        return {**state, "circles": state["circles"] | {body["place"]: changed}}

    return evolve


def opened(state, body):
    return {"rounds": body["rounds"], "circles": {}, "records": {}, "airtime": {}, "paused_by": {}, "unsettled": True,
            "measures": body["measures"]}  # fmt: skip


def gathered(state, body):
    circles = dict(state.get("circles", {}))
    at = min(body["at"], state["paused"]) if "paused" in state else body["at"]
    for place, found in body["circles"].items():
        circle = circles.get(place) or ring.new(at)
        circles[place] = ring.gather(circle, found["people"], found["away"], state["rounds"], at)
    return {**{key: value for key, value in state.items() if key != "unsettled"}, "circles": circles}


def passed(circle, body, rounds, at):
    return ring.give_on(circle, rounds, at, measured=body["measured"])


def skipped(circle, body, rounds, at):
    return ring.put_off(circle, rounds, at)


def taken_back(circle, body, rounds, at):
    later = [person for person in circle["later"] if person != body["person"]]
    return {**circle, "later": [*later, body["person"]] if body["on"] else later}


def wrote(circle, body, rounds, at):
    words = {"text": body["text"], "order": len(circle["written"]) + 1}
    return {**circle, "written": circle["written"] | {body["person"]: words}, "in_writing": True,
            "wrote": circle["wrote"] | {body["person"]: True}}  # fmt: skip


def built(circle, body, rounds, at):
    return {**circle, "builds": True} if body["on"] else {k: v for k, v in circle.items() if k != "builds"}


def requested(circle, body, rounds, at):
    order = max((wish["order"] for wish in circle["queue"].values()), default=0) + 1
    wish = {"order": circle["queue"].get(body["person"], {"order": order})["order"]}
    circle = {**circle, "queue": circle["queue"] | {body["person"]: wish | ({"build": True} if body["build"] else {})}}
    return circle if "holder" in circle else ring.next_turn(circle, rounds, at)


def withdrawn(circle, body, rounds, at):
    return {**circle, "queue": {person: wish for person, wish in circle["queue"].items() if person != body["person"]}}


def asked(circle, body, rounds, at):
    asked = {**circle, "asked": ring.clock(circle, at) + ring.ASKED_FOR}
    return asked | {"unseen": True} if body["unseen"] else asked


def answered(circle, body, rounds, at):
    return {key: value for key, value in circle.items() if key not in ("asked", "unseen")} | {"answered": True}


def round_called(circle, body, rounds, at):
    circle = ring.call_round(circle, rounds, at)
    return circle if body["hosting"] else {**circle, "round_called": circle["round"]}


def hushed(circle, body, rounds, at):
    return ring.hush(circle, body["kind"], body["person"], at + body["seconds"] * 1000, at)


def paused_by(state, body):
    state = on_circle(hushed)(state, body)
    if body["kind"] == "suspension" and not body["hosting"]:
        state = {**state, "paused_by": state.get("paused_by", {}) | {body["person"]: True}}
    return state


def recorder_named(circle, body, rounds, at):
    rest = {key: value for key, value in circle.items() if key != "recorder"}
    return rest | {"recorder": body["person"]} if body["on"] else rest


def recorded(state, body):
    records = dict(state.get("records", {}))
    line = {"text": body["text"], "kind": body["kind"], "place": body["place"], "order": len(records) + 1}
    return {**state, "records": records | {body["record"]: line}}


def struck(state, body):
    return {**state, "records": {i: line for i, line in state["records"].items() if i != body["record"]}}


def measured(state, body):
    """The group's figures are known: what they were counted from goes."""
    state = {**state, "airtime": state.get("airtime", {}) | {body["place"]: body["found"]}}
    circle = state.get("circles", {}).get(body["place"])
    return {**state, "circles": state["circles"] | {body["place"]: {**circle, "turns": []}}} if circle else state


class Circle(Activity):
    name = "circle"
    personal = True
    commands = asking.COMMANDS
    answers = {"circle.recorded": "record"}
    contributions = {"circle.passed": "person"}
    # what happened minute by minute is nobody's business once the session is over: these leave the log
    weather = (
        "circle.gathered", "circle.passed", "circle.skipped", "circle.taken_back", "circle.wrote", "circle.built",
        "circle.requested", "circle.withdrawn", "circle.asked", "circle.answered", "circle.hushed", "circle.unhushed",
        "circle.floor_closed", "circle.round_called", "circle.moved_on", "circle.arranged", "circle.recorder_named",
    )  # fmt: skip
    events = {
        "circle.opened": opened, "circle.gathered": gathered, "circle.passed": on_circle(passed),
        "circle.skipped": on_circle(skipped), "circle.taken_back": on_circle(taken_back), "circle.wrote": on_circle(wrote),
        "circle.built": on_circle(built), "circle.requested": on_circle(requested),
        "circle.withdrawn": on_circle(withdrawn), "circle.asked": on_circle(asked),
        "circle.answered": on_circle(answered), "circle.hushed": paused_by,
        "circle.unhushed": on_circle(lambda circle, body, rounds, at: ring.unhush(circle, at)),
        "circle.round_called": on_circle(round_called),
        "circle.floor_closed": on_circle(lambda circle, body, rounds, at: ring.close_floor(circle, rounds, at)),
        "circle.moved_on": on_circle(lambda circle, body, rounds, at: ring.begin_round(circle, circle["round"] + 1, rounds, at)),
        "circle.arranged": on_circle(lambda circle, body, rounds, at: ring.arrange(circle, body["order"])),
        "circle.recorder_named": on_circle(recorder_named), "circle.recorded": recorded, "circle.struck": struck,
        "circle.measured": measured,
    }  # fmt: skip

    def start(self, step, ctx, session):
        plain = [{key: value for key, value in one.items() if key != "prompt"} for one in rounds_of(step)]
        return [Event("circle.opened", {"at": ctx.now, "rounds": plain, "measures": settings_of(step)["airtime"]})]

    def decide(self, state, command, ctx, session):
        if not state:
            return super().decide(state, command, ctx, session)
        events = super().decide(state, command, ctx, session)
        return events + self._measured(state, events, ctx, session)

    def evolve(self, state, event):
        if not state and event.name != "circle.opened":
            return state
        if event.name in STIR:
            return {**state, "unsettled": True}
        foreign = FOREIGN.get(event.name)
        return foreign(state, event.body) if foreign else super().evolve(state, event)

    def due(self, state):
        if state.get("unsettled"):
            return AT_ONCE
        return min((at for at in map(ring.due, state.get("circles", {}).values()) if at is not None), default=None)

    def on_time(self, state, ctx, session):
        if state.get("unsettled"):
            found = {"at": ctx.now, "circles": asking.circles_now(state, ctx, session)}
            return [Event("circle.gathered", found)]
        events = []
        for place, circle in state["circles"].items():
            at = ring.due(circle)
            if at is not None and at <= ctx.now:
                name = "unhushed" if "hush" in circle else "skipped" if circle.get("asked") == at else "floor_closed"
                who = {"person": circle["hush"]["by"]} if name == "unhushed" else {}
                events.append(Event(f"circle.{name}", {"place": place, "at": ctx.now} | who))
        return events + self._measured(state, events, ctx, session)

    def ends(self, state, ctx, session):
        if not state or not state["measures"]:
            return []
        left = [place for place in state["circles"] if place not in state["airtime"]]
        return measuring.events(left, state, ctx, session)

    def _measured(self, state, events, ctx, session):
        """Figures of the circles that have just come to their end."""
        if not events or not state.get("measures"):
            return []
        after = state
        for event in events:
            after = self.evolve(after, event)
        finished = [place for place, circle in after["circles"].items()
                    if circle.get("done") and place not in after["airtime"]]  # fmt: skip
        return measuring.events(finished, after, ctx, session)

    def view(self, state, audience, session):
        return showing.view(state, audience, session) if state else {}

    def touched(self, event, state, session):
        if event.name in ("phase.paused", "phase.resumed", "time.given", "circle.opened", "circle.gathered"):
            return {"room", "hosts", "screen", *("place:" + place for place in session.places)}
        if event.name == "person.erased":
            return {"hosts", *("place:" + place for place in state.get("circles", {}))}
        if not event.name.startswith("circle."):
            return set()
        found = {"room", "hosts", "screen", "place:" + event.body["place"]}
        quiet = event.name in ("circle.hushed", "circle.unhushed")
        return found | {"person:" + event.body["person"]} if quiet else found

    def writes(self, step):
        return Writes(tuple(step["settings"].get("kinds") or KINDS), "me")

    def sits(self, step):
        return "circle"

    def size(self, step):
        return step["settings"].get("size", SIZE)

    def most(self, step):
        return max(MOST, step["settings"].get("size", 0))

    def waits(self, step):
        return True  # whoever speaks is never cut off by a clock

    def least(self, step, table_size):
        people = self.size(step)
        return sum(one.get("minutes", 0) if one["kind"] == "open" else people * one["seconds"] / 60 for one in rounds_of(step))

    def possible(self, documents, draw):
        options = offers.writing(documents, draw, builds=False)
        circle, me = offers.my_place(documents).get("activity", {}), offers.me(documents).get("id")
        move = asking.move_of(circle, me, draw) if me in circle.get("order", {}) else None
        if move and circle.get("holder") == me:
            return [move]  # whoever speaks takes no notes meanwhile, and a circle waits for nobody who does
        return [*options, move] if move else options

    def leaves(self, state, session):
        return {i: {"order": line["order"], "text": line["text"], "kind": line["kind"]} for i, line in state.get("records", {}).items()}

    def harvest(self, state, session):
        return showing.harvest(state, session)

    def forget(self, event, person):
        if event.name == "circle.wrote" and event.body["person"] == person:
            return Event(event.name, event.body | {"text": ""}, event.version)
        return event


# --- what happens around the circles --------------------------------------------------------------------------------


def _all(state, change):
    return {**state, "circles": {place: change(circle) for place, circle in state["circles"].items()}}


def _resumed(state, body):
    if "paused" not in state:
        return state
    ms = body["at"] - state["paused"]
    state = {key: value for key, value in state.items() if key != "paused"}
    return _all(state, lambda circle: ring.shift(circle, ms))


def _returned(state, body):
    """The host came back to this phase: nobody has been speaking in the meantime."""
    def again(circle):
        circle = {key: value for key, value in circle.items() if key not in ("hush", "asked", "unseen")}
        if "floor_until" in circle:
            circle["floor_until"] = body["at"] + int(state["rounds"][circle["round"]]["minutes"] * ring.MINUTE)
        return circle | ({"since": body["at"]} if "holder" in circle else {})

    state = {key: value for key, value in state.items() if key != "paused"} | {"unsettled": True}
    return _all(state, again)


def _erased(state, body):
    def without(circle):
        written = {p: words for p, words in circle["written"].items() if p != body["person"]}
        return {**circle, "written": written}

    return _all(state, without) | {"unsettled": True}


FOREIGN = {
    "phase.paused": lambda state, body: {**state, "paused": body["at"]}, "phase.resumed": _resumed,
    "time.given": lambda state, body: _all(state, lambda circle: ring.shift(circle, body["ms"])),
    "phase.returned": _returned, "person.erased": _erased,
}  # fmt: skip

ACTIVITY = Circle()
