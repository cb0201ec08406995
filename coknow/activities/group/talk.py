"""Each in turn, for as long in every pair (`each`: minutes of one person): one tells, then the other, then both together.

One instant in the state and no ticking: the pages count from it who tells now. A trio shares a pair's time, so that all
come together at once. It is told and never enforced; nobody is cut off.
"""

from coknow.kernel.messages import Event
from coknow.parts import resting


def minutes(step) -> float:
    """Until all talk together: what a group of the step's size needs for everybody's turn."""
    return step["settings"].get("each", 0) * step["settings"].get("size", 2)


def begins(step, ctx) -> list[Event]:
    ms = int(minutes(step) * 60_000)
    return [Event("group.talk_began", {"ms": ms, "until": ctx.now + ms})] if ms else []


def began(state, body):
    return {key: value for key, value in state.items() if key != "held"} | {"talk": {"ms": body["ms"], "until": body["until"]}}


def follow(state, event):
    """Its clock rests when the phase does."""
    if "talk" not in state:
        return state
    state, on = resting.follow(state, event)
    return {**state, "talk": state["talk"] | {"until": state["talk"]["until"] + on}} if on else state


def view(state) -> dict:
    if "talk" not in state:
        return {}
    until = state["talk"]["until"]
    clock = {"left": max(0, until - state["held"])} if "held" in state else {"deadline": until}
    return {"talk": {"ms": state["talk"]["ms"]} | clock}


def touched(event) -> set[str]:
    return {"room"} if event.name in ("group.talk_began", "phase.paused", "phase.resumed", "time.given") else set()


EVENTS = {"group.talk_began": began}
