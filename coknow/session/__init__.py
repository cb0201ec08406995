"""The session around the activities: who is in it, what phase runs, who sits where, what has been written.

This page is its whole interface; the shell in coknow/live drives it: load -> decide -> append -> evolve -> publish.
All of it is plain and synchronous: time, chance and the actor come in through the context.
"""

from collections.abc import Iterable

from coknow import activities
from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected

from . import (
    agenda, erasing, ground_rules, letting_go, notes, opening, people, phases, planning, reports, roaming, seats, tables, talk, topics,
)  # fmt: skip
from .documents import audiences, public, view
from .erasing import eraser
from .harvest import harvest
from .opening import open_events
from .planning import Errand, errand
from .state import State
from .touching import Touched, touched

__all__ = ["Errand", "State", "Touched", "answer", "audiences", "blank", "decide", "due", "eraser", "errand", "evolve", "fold",
           "harvest", "open_events", "public", "touched", "view"]

_ROOMS = (people, erasing, notes, phases, planning, seats, tables, talk, ground_rules, letting_go, topics, agenda, roaming, reports)
_DECIDE = {name: function for room in _ROOMS for name, function in room.DECIDE.items()}
_EVOLVE = {name: function for room in (*_ROOMS, opening) for name, function in room.EVOLVE.items()}


def blank() -> State:
    return State()


def decide(state: State, command, ctx) -> list[Event]:
    """What follows from `command` now: events, [] for an accepted no-op, or Rejected(code, hint)."""
    if not isinstance(command.args, dict):
        raise Rejected("bad_arguments")
    if command.name in _DECIDE:
        return _DECIDE[command.name](state, command, ctx)
    if state.phase is None or state.status != "live":
        known = any(command.name in activity.commands for activity in activities.registered().values())
        raise Rejected("not_started" if known else "unknown_command")
    if ctx.actor not in state.people or not state.people[ctx.actor].here:
        raise Rejected("not_allowed")
    late = _phase_before(state, command)
    if late is not None:
        return activities.of(late).decide(state.trail[late["id"]]["activity"], command, ctx, state)
    return activities.of(state.step).decide(state.activity, command, ctx, state)


def _phase_before(state: State, command) -> dict | None:
    """The step that is over and still hears this command: words typed in its last second are not lost."""
    phase = command.args.get("phase")
    if not isinstance(phase, str) or phase == state.phase or phase not in state.trail:
        return None
    step = state.step_of(phase)
    return step if step and command.name in activities.of(step).lasting else None


def evolve(state: State, event: Event) -> State:
    """The state after `event`, changed in place: after a failed append throw it away and fold the log again."""
    state.seq += 1
    change = _EVOLVE.get(event.name)
    if change:
        change(state, event.body)
    if state.phase is not None:
        _evolve_activity(state, event)
    return state


def _evolve_activity(state: State, event: Event) -> None:
    if late := phases.late(state, event):
        trail, activity = state.trail[late["id"]], activities.of(late)
        trail["activity"] = activity.evolve(trail["activity"], event)
        trail["leaves"] = activity.leaves(trail["activity"], state)
        return
    activity = activities.of(state.step)
    state.activity = activity.evolve(state.activity, event)
    if event.name in activity.contributions:
        state.wrote.setdefault(state.phase, set()).add(event.body[activity.contributions[event.name]])
    if event.name == "person.erased":
        for phase, trail in state.trail.items():
            if step := state.step_of(phase):
                trail["activity"] = activities.of(step).evolve(trail["activity"], event)
                trail["leaves"] = activities.of(step).leaves(trail["activity"], state)


def fold(events: Iterable[Event]) -> State:
    state = State()
    for event in events:
        evolve(state, event)
    state.moved = {}  # what moved long ago is nobody's news
    return state


def due(state: State) -> int | None:
    """The next instant (epoch ms) at which `time.up {phase}` should be proposed."""
    instants = [phases.due(state)]
    if state.status == "live" and state.phase and state.left is None:
        instants.append(activities.of(state.step).due(state.activity))
    return min((i for i in instants if i is not None), default=None)


def answer(events: list[Event]) -> dict:
    """What the acknowledgement carries beside `seq`: the id of what the command made."""
    for event in events:
        if event.name == "note.added":
            return {"note": event.body["note"]}
        if event.name == "person.joined":
            return {"person": event.body["person"]}
        if event.name == "help.called":
            return {"call": event.body["call"]}
        for activity in activities.registered().values():
            if event.name in activity.answers:
                key = activity.answers[event.name]
                return {key: event.body[key]}
    return {}
