"""The programme runner: forwards, backwards, skipping, extending, pausing, and ending on time.

A deadline is data. `time.up` is an ordinary command that names its phase, so that proposing it twice is proposing it
once. Going back restores the phase before with its seats and keeps every note.
"""

import dataclasses

from coknow import activities
from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected

from . import arguments, composing, permission, roaming, seats
from .checks import Fault
from .guidance import GUIDANCE
from .planning import seats_of
from .settings import PHASE_MINUTES, PROMPT_LIMIT, rights
from .steps import shrink

MINUTE = 60_000
SOFT_END = 15_000  # shortening never cuts a sentence: this much is always left
LEAST_BACK = 60_000  # a phase gone back to gets at least this long
LONGEST_EXTENSION = 4 * 60 * 60


def next_(state, command, ctx):
    permission.leading(state, ctx)
    return _go_on(state, ctx)


def _go_on(state, ctx):
    if state.status == "closed":
        raise Rejected("session_closed")
    step = _following(state)
    if step is None:
        raise Rejected("last_phase")
    return _enter(state, step, ctx)


def _following(state, after: str | None = None) -> dict | None:
    start = state.index_of(after or state.phase) + 1
    return next((step for step in state.steps[start:] if step["id"] not in state.skipped), None)


def _enter(state, step, ctx) -> list[Event]:
    body = {"phase": step["id"], "deadline": ctx.now + _ms(step["minutes"]), "at": ctx.now}
    if state.status == "lobby":
        body["planned_end"] = ctx.now + sum(_ms(s["minutes"]) for s in state.steps if s["id"] not in state.skipped)
    events = [*ending(state, ctx), Event("phase.entered", body)]
    if _sits_down(state, step):
        events += seats.take_round(state, step, ctx)
    events += roaming.entering(state, step, ctx)
    return events + activities.of(step).start(step, ctx, _as_left(state, ctx.now))


def ending(state, ctx) -> list[Event]:
    """What the running phase still has to tell before it is left."""
    return activities.of(state.step).ends(state.activity, ctx, state) if state.status == "live" else []


def _sits_down(state, step) -> bool:
    """Seats are taken when a round's people are not yet on them: at the move before it, else at its own start."""
    if step["activity"] == "rotate":
        if any(place.closed and place.people for place in state.places.values()):
            return True  # groups of an earlier phase, whose places the rotation's tables have just replaced
        return state.seated != step["round"] or state.plan is None or state.plan.key != step["rotation"]
    return seats_of(step, state)


def _ms(minutes: float) -> int:
    return int(minutes * MINUTE)


def _steering(state, ctx) -> None:
    """The host who leads, while there is still something to lead."""
    permission.leading(state, ctx)
    if state.status == "closed":
        raise Rejected("session_closed")


def back(state, command, ctx):
    """Undo of a phase change: the phase before, with its seats and the time it had left; notes stay."""
    _steering(state, ctx)
    if len(state.path) < 2:
        raise Rejected("first_phase")
    phase = state.path[-2]
    left = max(state.trail[phase].get("left", 0), LEAST_BACK)
    away = max(0, ctx.now - state.trail[phase].get("at", ctx.now))
    body = {"phase": phase, "deadline": ctx.now + left, "at": ctx.now, "away": away}
    return [*ending(state, ctx), Event("phase.returned", body)]


def skip(state, command, ctx):
    """Skip a phase to come, or take one skipped back in; skipping the running one goes on to the next."""
    _steering(state, ctx)
    phase = _phase(state, command)
    if phase == state.phase:
        return _go_on(state, ctx)
    if state.index_of(phase) < state.index_of(state.phase):
        raise Rejected("no_such_phase", "refusal.phase_is_over")
    on = arguments.flag(command.args, "on", phase not in state.skipped)
    if on == (phase in state.skipped):
        return []
    return [Event("phase.skipped", {"phase": p, "on": on}) for p in _with_its_move(state, phase)]


def _with_its_move(state, phase: str) -> list[str]:
    """A round goes with the move that leads to it: nobody is moved to a round that is not held."""
    step = state.step_of(phase)
    if not step.get("round"):
        return [phase]
    return [s["id"] for s in state.steps if s.get("rotation") == step["rotation"] and s["round"] == step["round"]]


def _phase(state, command) -> str:
    phase = command.args.get("phase")
    if not isinstance(phase, str) or state.step_of(phase) is None:
        raise Rejected("no_such_phase")
    return phase


def extend(state, command, ctx):
    _steering(state, ctx)
    seconds = arguments.whole(command.args, "seconds", -LONGEST_EXTENSION, LONGEST_EXTENSION)
    if state.phase is None:
        raise Rejected("not_started")
    return [longer(state, seconds, ctx)]


def longer(state, seconds: int, ctx) -> Event:
    """The running phase with so much more (or less) time, for all rooms alike. `heard` had asked for it."""
    body = {"seconds": seconds}
    if seconds > 0 and (heard := sorted(by for by, phase in state.asks.items() if phase == state.phase)):
        body["heard"] = heard
    if state.left is not None:
        return Event("phase.extended", body | {"left": max(state.left + seconds * 1000, SOFT_END)})
    base = max(state.deadline, ctx.now) if seconds > 0 else state.deadline
    deadline = max(base + seconds * 1000, min(ctx.now + SOFT_END, state.deadline))
    return Event("phase.extended", body | {"deadline": deadline})


def pause(state, command, ctx):
    _steering(state, ctx)
    if state.phase is None:
        raise Rejected("not_started")
    on = arguments.flag(command.args, "on")
    if on == (state.left is not None):
        return []
    if on:
        return [Event("phase.paused", {"left": max(state.deadline - ctx.now, 0), "at": ctx.now})]
    return [Event("phase.resumed", {"deadline": ctx.now + state.left, "at": ctx.now})]


def time_up(state, command, ctx):
    """Anybody on the server may notice; only the state believes. A second proposal finds the phase gone."""
    permission.system(ctx)
    if command.args.get("phase") != state.phase or state.phase is None or state.left is not None:
        return []
    if state.status != "live":
        return []
    activity = activities.of(state.step)
    overran = []
    if ctx.now >= state.deadline:
        waits = activity.waits(state.step) and state.hosts_present()
        if not waits and _following(state) is not None:
            return _go_on(state, ctx)
        if not state.overtime:
            overran = [Event("phase.overran", {"phase": state.phase})]
    instant = activity.due(state.activity)
    if instant is None or instant > ctx.now:
        return overran
    return overran + activity.on_time(state.activity, ctx, state)  # both may be due at the same instant


def due(state) -> int | None:
    """When time is up (epoch ms). A phase that waits for its host is due once; without any host it goes on."""
    if state.status != "live" or state.deadline is None or state.left is not None:
        return None
    if state.overtime and (state.hosts_present() or _following(state) is None):
        return None
    return state.deadline


def give_time(state, command, ctx):
    """After an outage the session gets back the time in which nobody could use it."""
    permission.system(ctx)
    ms = arguments.whole(command.args, "ms", 0, 7 * 24 * 60 * MINUTE)
    if ms == 0 or state.status != "live" or state.deadline is None or state.left is not None or state.overtime:
        return []
    return [Event("time.given", {"ms": ms, "deadline": state.deadline + ms})]


def change(state, command, ctx):
    """Minutes, prompt, guidance or rights of one phase, running or to come."""
    _steering(state, ctx)
    phase = _phase(state, command)
    if state.index_of(phase) < state.index_of(state.phase):
        raise Rejected("no_such_phase", "refusal.phase_is_over")
    body = {"phase": phase}
    if "minutes" in command.args:
        body["minutes"] = _minutes(command.args["minutes"])
    if command.args.get("prompt"):
        prompt = command.args["prompt"]
        given = {state.language: prompt} if isinstance(prompt, str) else prompt
        if not isinstance(given, dict):
            raise Rejected("bad_arguments", field="prompt")
        body["prompt"] = {lang: arguments.text(given, lang, PROMPT_LIMIT) for lang in given if lang in ("fi", "sv", "en")}
    if "guidance" in command.args:
        body["guidance"] = arguments.one_of(command.args, "guidance", GUIDANCE)
    if "rights" in command.args:
        try:
            body["rights"] = rights(command.args["rights"])
        except Fault:
            raise Rejected("bad_arguments", field="rights") from None
    if len(body) == 1:
        raise Rejected("bad_arguments")
    if phase == state.phase and "minutes" in body and state.left is None:
        added = _ms(body["minutes"]) - _ms(state.step["minutes"])
        body["deadline"] = max(state.deadline + added, min(ctx.now + SOFT_END, state.deadline))
    return [Event("programme.changed", body)]


def _minutes(value) -> float:
    low, high = PHASE_MINUTES
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise Rejected("bad_arguments", field="minutes")
    return round(value * 2) / 2


def fit(state, command, ctx):
    """Late: shrink what is left, fairly, so that the session ends when it was promised to."""
    _steering(state, ctx)
    if state.phase is None:
        raise Rejected("not_started")
    end = arguments.whole(command.args, "end", ctx.now, ctx.now + 24 * 60 * MINUTE)
    current = dict(state.step)
    current["minutes"] = _left(state, ctx) / MINUTE
    coming = [s for s in state.steps[state.index_of(state.phase) + 1:] if s["id"] not in state.skipped]
    minutes = shrink([current, *coming], (end - ctx.now) / MINUTE)
    body = {"end": end, "minutes": {s["id"]: minutes[s["id"]] for s in coming}}
    left = max(int(minutes[current["id"]] * MINUTE), min(SOFT_END, _left(state, ctx)))
    if state.left is None:
        body["deadline"] = min(ctx.now + left, max(state.deadline, ctx.now))
    else:
        body["left"] = min(left, state.left)
    return [Event("programme.fitted", body)]


def _left(state, ctx) -> int:
    return state.left if state.left is not None else max(state.deadline - ctx.now, 0)


# --- how the events change the state ----------------------------------------------------------------------------


def _leave_phase(state, at: int) -> None:
    if state.phase is None:
        return
    state.trail[state.phase] = _trail(state, at)
    if state.step.get("stage") == "round":
        seats.end_round(state)


def _trail(state, at: int) -> dict:
    left = state.left if state.left is not None else max(state.deadline - at, 0)
    leaves = activities.of(state.step).leaves(state.activity, state)
    return {"left": left, "at": at, "activity": state.activity, "leaves": leaves, **_seating(state)}


def _as_left(state, at: int):
    """The session as the next phase's start reads it: what the phase still running leaves is in the trail already."""
    if state.phase is None:
        return state
    return dataclasses.replace(state, trail={**state.trail, state.phase: _trail(state, at)})


def late(state, event: Event) -> dict | None:
    """The step that is over and to which this event of its activity belongs, by the `phase` it names."""
    phase = event.body.get("phase")
    if not isinstance(phase, str) or phase == state.phase or phase not in state.trail:
        return None
    step = state.step_of(phase)
    return step if step and event.name in activities.of(step).events else None


def _seating(state) -> dict:
    together = composing.seats_now(state) if composing.is_together(state.step) else {}
    return {"seats": state.seats, "seated": state.seated, "plan": state.seated_by, "together": together,
            "hosts": {p.id: p.host for p in state.places.values() if p.host},
            "closed": {p.id: p.rests_in for p in state.places.values() if p.closed}}


def entered(state, body):
    _leave_phase(state, body["at"])
    if state.status == "lobby":
        state.status = "live"
        state.planned_end = body.get("planned_end")
    state.phase, state.deadline, state.left, state.overtime = body["phase"], body["deadline"], None, False
    state.activity = {}
    state.asked_for = 0
    state.path.append(body["phase"])
    state.notice = None


def returned(state, body):
    _leave_phase(state, body["at"])
    state.path.pop()
    phase = body["phase"]
    trail = state.trail[phase]
    state.phase, state.deadline, state.left, state.overtime = phase, body["deadline"], None, False
    state.activity = trail["activity"]
    state.asked_for = 0
    _sit_as_before(state, trail)
    roaming.gone_back(state)
    state.notice = _notice(state, "back")


def _sit_as_before(state, trail: dict) -> None:
    """The seats of then, for those who had one; who has come since keeps the seat they have now, if there is one."""
    other = trail["plan"] and state.plan and trail["plan"].key != state.plan.key
    later = set(state.plan.tables) - set(trail["plan"].tables) if other else ()  # not open then, nor now
    # the tables of the next plan had closed these before the phase was left
    sat = set((trail["together"] or trail["seats"]).values()) if other else ()
    for place in state.places.values():
        place.closed = (place.id in trail["closed"] and place.id not in sat) or place.id in later
        place.rests_in = trail["closed"].get(place.id)
    for person in state.people.values():
        then = trail["seats"].get(person.id)
        now = person.place
        seats.unseat(state, person)
        keep = then if then else (now if trail["seated"] else None)
        if keep and person.here and person.takes_a_seat and not state.places[keep].closed:
            seats.sit(state, person, keep)
            if keep != now:
                person.why = {"reason": "back", "new": 0}
    for place_id, host in trail["hosts"].items():
        if host in state.places[place_id].people:
            state.places[place_id].host = host
    state.seated, state.seated_by = trail["seated"], trail["plan"]
    if other:
        state.plan = trail["plan"]  # of the same plan the one in force knows more: who has come since
        seats.disturbed(state)


def extended(state, body):
    if "left" in body:
        state.left = body["left"]
    else:
        state.deadline, state.overtime = body["deadline"], False
    if body["seconds"] > 0 and state.phase in state.asks.values():  # heard, also when the host was quicker
        state.asks = {by: phase for by, phase in state.asks.items() if phase != state.phase}
        state.asked_for += 1
    state.notice = _notice(state, "extended", seconds=body["seconds"])


def paused(state, body):
    state.left = body["left"]
    state.notice = _notice(state, "paused")


def resumed(state, body):
    state.deadline, state.left = body["deadline"], None
    state.notice = _notice(state, "resumed")


def overran(state, body):
    state.overtime = True


def skipped(state, body):
    (state.skipped.add if body["on"] else state.skipped.discard)(body["phase"])


def changed(state, body):
    step = state.step_of(body["phase"])
    told = {key: body[key] for key in ("minutes", "prompt", "guidance", "rights") if key in body}
    step.update(told)
    if "deadline" in body:
        state.deadline, state.overtime = body["deadline"], False
    state.settings.setdefault("phases", {}).setdefault(body["phase"], {}).update(told)


def fitted(state, body):
    for phase, minutes in body["minutes"].items():
        state.step_of(phase)["minutes"] = minutes
    if "deadline" in body:
        state.deadline = body["deadline"]
    if "left" in body:
        state.left = body["left"]
    state.planned_end = body["end"]


def given(state, body):
    state.deadline = body["deadline"]
    state.notice = _notice(state, "time_given", seconds=body["ms"] // 1000)


def _notice(state, kind: str, **more) -> dict:
    return {"id": str(state.seq), "kind": kind, **more}


DECIDE = {
    "phase.next": next_, "phase.back": back, "phase.skip": skip, "phase.extend": extend, "phase.pause": pause,
    "time.up": time_up, "time.give": give_time, "programme.change": change, "programme.fit": fit,
}
EVOLVE = {
    "phase.entered": entered, "phase.returned": returned, "phase.extended": extended, "phase.paused": paused,
    "phase.resumed": resumed, "phase.overran": overran, "phase.skipped": skipped, "programme.changed": changed,
    "programme.fitted": fitted, "time.given": given,
}
