"""What is said to everybody and asked of the host: announcements, calls for help, settings, the end."""

import copy

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected

from . import arguments, permission, phases, settings, steps

ANNOUNCEMENT_LIMIT = 500


def announce(state, command, ctx):
    permission.host(state, ctx)
    return [Event("announced", {"text": arguments.text(command.args, "text", ANNOUNCEMENT_LIMIT)})]


def call_help(state, command, ctx):
    """A table's call when the caller sits at one, else the person's own. One open call each."""
    person = permission.member(state, ctx)
    if any(_is_mine(call, person) for call in state.calls.values()):
        return []
    body = {"call": ctx.draw.id("c"), "person": person.id}
    if person.place:
        body["place"] = person.place
    return [Event("help.called", body)]


def cancel_help(state, command, ctx):
    person = permission.member(state, ctx)
    return [_answered(c, call) for c, call in state.calls.items() if _is_mine(call, person)]


def _answered(id_, call) -> Event:
    return Event("help.answered", {"call": id_, **{k: call[k] for k in ("person", "place") if k in call}})


def _is_mine(call, person) -> bool:
    return call["person"] == person.id or (person.place is not None and call.get("place") == person.place)


def answer_help(state, command, ctx):
    permission.host(state, ctx)
    call = command.args.get("call")
    if not isinstance(call, str):
        raise Rejected("bad_arguments", field="call")
    return [_answered(call, state.calls[call])] if call in state.calls else []


def change_settings(state, command, ctx):
    """Everything can be changed while the session runs; what has been held stays as it was."""
    permission.leading(state, ctx)
    given = command.args.get("settings")
    if not isinstance(given, dict):
        raise Rejected("bad_arguments", field="settings")
    title = arguments.text(command.args, "title", 120, required=False)
    merged = settings.merge(state.template["settings"], {**state.settings, **given}, state.language,
                            state.template["phases"], state.allows)
    if state.seated and merged["mode"] != state.settings["mode"]:
        raise Rejected("bad_settings", field="mode", reason="already_rotating")
    if merged["credit"] and not state.settings.get("credit", True) and state.status != "lobby":
        raise Rejected("bad_settings", field="credit", reason="written_without_names")  # that was promised at the door
    body = {"settings": merged, "steps": _programme(state, merged)}
    if title:
        body["title"] = title
    return [Event("session.changed", body)]


def _programme(state, merged) -> list[dict]:
    """The new programme, in which the phases already held (and the running one) are kept as they were held."""
    done = state.index_of(state.phase) + 1
    held = state.steps[:done]
    held_ids = {step["id"] for step in held}
    new = steps.programme(state.template, merged)
    rounds = {"rounds": merged["rounds"]}
    held = [step | rounds if "rounds" in step else step for step in held]
    return [*held, *(step for step in new if step["id"] not in held_ids and not _before(new, step, state.phase))]


def _before(new, step, phase) -> bool:
    """A phase that the new programme puts before the running one comes too late to be held."""
    order = [s["id"] for s in new]
    return phase in order and order.index(step["id"]) < order.index(phase)


def open_harvest(state, command, ctx):
    permission.host(state, ctx)
    on = arguments.flag(command.args, "on", True)
    return [Event("harvest.opened", {"on": on})] if on != state.harvest_open else []


def close(state, command, ctx):
    permission.leading(state, ctx)
    return [] if state.status == "closed" else [*phases.ending(state, ctx), Event("session.closed", {"at": ctx.now})]


def announced(state, body):
    state.notice = {"id": str(state.seq), "kind": "announcement", "text": body["text"]}


def help_called(state, body):
    state.calls[body["call"]] = {"order": state.seq, **{k: body[k] for k in ("person", "place") if k in body}}


def help_answered(state, body):
    state.calls.pop(body["call"], None)


def settings_changed(state, body):
    state.settings, state.steps = copy.deepcopy(body["settings"]), copy.deepcopy(body["steps"])
    state.title = body.get("title", state.title)
    if state.plan:
        state.plan.stale = True


def harvest_opened(state, body):
    state.harvest_open = body["on"]


def closed(state, body):
    state.status, state.ended_at = "closed", body["at"]
    state.deadline = state.left = None
    state.calls = {}
    state.notice = {"id": str(state.seq), "kind": "closed"}


DECIDE = {
    "announce": announce, "help.call": call_help, "help.cancel": cancel_help, "help.answer": answer_help,
    "session.change": change_settings, "harvest.open": open_harvest,
    "session.close": close,
}
EVOLVE = {
    "announced": announced, "help.called": help_called, "help.answered": help_answered,
    "session.changed": settings_changed, "harvest.opened": harvest_opened,
    "session.closed": closed,
}
