"""A talk with a clock: who presents, the segments, and the case pause in which everybody writes.

A segment never cuts a sentence: at its end the screens turn to writing for a minute or so, and the talk goes on
afterwards. The clocks rest while the phase is paused; they are deadlines, or what is left of them while `resting`.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments

from . import people

MINUTE = 60_000
PAUSE_SECONDS = 75
WORTH_GOING_ON = 20_000  # ms; less than this is no segment any more
PRESENTERS = 6


def begin(step, ctx, session) -> list[Event]:
    events = []
    before = session.trail.get(step["settings"].get("from", ""), {}).get("activity", {})
    if step["settings"].get("segment") and "segment" in before:
        before = {}  # another talk is another case: it goes on with the listening tasks only
    own = step["settings"].get("case", {})
    card = own if own.get("checked") else before.get("card")  # one nobody has looked through waits for its host
    if card or before.get("presenters"):
        events.append(Event("plenary.case_taken_up", {
            **({"card": card} if card else {}), "presenters": dict(before.get("presenters", {}))}))
    if step["settings"].get("segment"):
        phase = ctx.now + int(step["minutes"] * MINUTE)
        events.append(_segment(step, 1, ctx.now, phase))
    return events


def _segment(step, number: int, now: int, phase: int) -> Event:
    """The last segment takes what is left of the phase, be it a little more or less."""
    ends = now + int(step["settings"]["segment"] * MINUTE)
    ends = phase if phase - ends < WORTH_GOING_ON else ends
    return Event("plenary.segment_begun", {"segment": number, "ends": ends, "phase": phase})


def due(state) -> int | None:
    clocks = state.get("clocks", {})
    if state.get("resting"):
        return None
    return clocks.get("pause", clocks.get("segment"))


def on_time(state, ctx, session) -> list[Event]:
    if "pause" in state["clocks"]:
        return [_go_on(state, ctx, session)]
    return [_pause(state, ctx, session)]


def _pause(state, ctx, session) -> Event:
    seconds = session.step["settings"].get("pause_seconds", PAUSE_SECONDS)
    rest = max(state["clocks"].get("segment", ctx.now) - ctx.now, 0)
    wished = sorted(state.get("wishes", {}))  # theirs is granted: their own screens have to be told
    return Event("plenary.writing_begun", {"ends": ctx.now + seconds * 1000, "rest": rest, "wished": wished})


def _go_on(state, ctx, session) -> Event:
    """The segment goes on where it was, or the next begins; with the phase's time over, the host decides."""
    phase = session.deadline if session.left is None else ctx.now + session.left
    if state.get("rest", 0) >= WORTH_GOING_ON:
        return Event("plenary.segment_begun", {"segment": state["segment"], "ends": ctx.now + state["rest"], "phase": phase})
    if phase - ctx.now >= WORTH_GOING_ON:
        return _segment(session.step, state["segment"] + 1, ctx.now, phase)
    return Event("plenary.writing_ended", {})


def pause(state, command, ctx, session):
    """Stop for writing, or go on before its time is over: the host's and the presenter's word."""
    people.steering(state, session, ctx)
    if "segment" not in state:
        raise Rejected("not_allowed", "refusal.no_talk_now")
    if session.left is not None:
        raise Rejected("not_allowed", "refusal.talk_rests")
    on = arguments.flag(command.args, "on")
    if on == ("pause" in state["clocks"]):
        return []
    return [_pause(state, ctx, session) if on else _go_on(state, ctx, session)]


def wish(state, command, ctx, session):
    """“I would need a moment to think”: counted for the host, never with a name."""
    people.member(session, ctx)
    if "segment" not in state:
        raise Rejected("not_allowed", "refusal.no_talk_now")
    on = arguments.flag(command.args, "on", True)
    if on == (ctx.actor in state.get("wishes", {})) or (on and "pause" in state["clocks"]):
        return []
    return [Event("plenary.pause_wished", {"person": ctx.actor, "on": on})]


def present(state, command, ctx, session):
    """Names whose case this is, for this phase and those that take it up."""
    people.host(session, ctx)
    person = session.people.get(command.args["person"]) if isinstance(command.args.get("person"), str) else None
    if person is None or not person.here or person.role == "screen":
        raise Rejected("no_such_person")
    on = arguments.flag(command.args, "on", True)
    if on == (person.id in state.get("presenters", {})):
        return []
    if on and len(state.get("presenters", {})) >= PRESENTERS:
        raise Rejected("not_allowed", "refusal.presenters_enough", limit=PRESENTERS)
    return [Event("plenary.presenter_named", {"person": person.id, "on": on})]


# --- how the events change the state ----------------------------------------------------------------------------


def taken_up(state, body):
    found = {**state, "presenters": dict(body["presenters"])}
    return {**found, "card": body["card"]} if "card" in body else found


def segment_begun(state, body):
    return {**_without(state, "rest"), "segment": body["segment"], "clocks": {"segment": body["ends"], "phase": body["phase"]}}


def writing_begun(state, body):
    clocks = {name: at for name, at in state["clocks"].items() if name == "phase"} | {"pause": body["ends"]}
    return {**_without(state, "wishes"), "clocks": clocks, "rest": body["rest"], "pauses": state.get("pauses", 0) + 1}


def writing_ended(state, body):
    return {**_without(state, "rest"), "clocks": {name: at for name, at in state["clocks"].items() if name == "phase"}}


def pause_wished(state, body):
    wishes = {p: True for p in state.get("wishes", {}) if p != body["person"]}
    return {**state, "wishes": wishes | ({body["person"]: True} if body["on"] else {})}


def presenter_named(state, body):
    others = {p: True for p in state.get("presenters", {}) if p != body["person"]}
    return {**state, "presenters": others | ({body["person"]: True} if body["on"] else {})}


def _without(state, key: str) -> dict:
    return {name: value for name, value in state.items() if name != key}


def clocked(state, event):
    """What happens to the phase's time happens to the talk's clocks, too."""
    if "clocks" not in state:
        return state
    clocks, body = state["clocks"], event.body
    if event.name == "phase.paused":
        return {**state, "clocks": {name: max(at - body["at"], 0) for name, at in clocks.items()}, "resting": True}
    if event.name == "phase.resumed":
        return {**_without(state, "resting"), "clocks": {name: at + body["at"] for name, at in clocks.items()}}
    if event.name == "time.given":
        return {**state, "clocks": {name: at + body["ms"] for name, at in clocks.items()}}
    if event.name == "phase.returned":  # come back to: the clocks rested while the phase was away
        rested = body["at"] if state.get("resting") else body["away"]
        clocks = {name: at + rested for name, at in clocks.items()}
        return {**_without(state, "resting"), "clocks": _until(clocks, body["deadline"], False)}
    end = body.get("left" if state.get("resting") else "deadline")
    if end is None:
        return state
    more = event.name == "phase.extended" and body["seconds"] > 0
    return {**state, "clocks": _until(clocks, end, more)}


def _until(clocks: dict, end: int, more: bool) -> dict:
    """The phase ends at another time: the last segment ends with it; more time after its end is time for the talk."""
    last = clocks.get("segment", end if more and "pause" not in clocks else 0)
    if last > end or last == clocks["phase"] or ("segment" not in clocks and last):
        return {**clocks, "segment": end, "phase": end}
    return {**clocks, "phase": end}


def forget(state, person: str):
    for name in ("presenters", "wishes"):
        if person in state.get(name, {}):
            state = {**state, name: {p: True for p in state[name] if p != person}}
    return state


# --- what is shown ----------------------------------------------------------------------------------------------


def shown(state) -> dict:
    """For everybody: which segment runs and until when, or until when all write."""
    if "segment" not in state:
        return {}
    key = "left" if state.get("resting") else "deadline"
    clocks, document = state["clocks"], {"segment": state["segment"]}
    if "pause" in clocks:
        document |= {"writing": True, key: clocks["pause"]}
    elif "segment" in clocks:
        document |= {key: clocks["segment"]}
    return {"talk": document}


COMMANDS = {"case.pause": pause, "pause.wish": wish, "presenter.name": present}
EVENTS = {
    "plenary.case_taken_up": taken_up, "plenary.segment_begun": segment_begun, "plenary.writing_begun": writing_begun,
    "plenary.writing_ended": writing_ended, "plenary.pause_wished": pause_wished,
    "plenary.presenter_named": presenter_named,
}
CLOCKED = ("phase.paused", "phase.resumed", "phase.extended", "phase.returned", "programme.changed", "programme.fitted",
           "time.given")
