"""Pulse: up to four short items, answered without a name, changeable until it is closed, told as a distribution.

Who has answered is counted; what somebody answered stands in their own document only. Nothing is told while answers
come in, nothing at all of fewer than five, and a pulse that has been told is over: a second telling would show what one
more answer was. Words go to the hosts first: nobody's line lands on the projector unread.

When it is left, what may be told is counted into one event, and everybody's own answers leave the state; they leave
the log when the session is closed (docs/decisions/0007-anonymous-answers.md).
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, who
from coknow.parts import possible as offers

from ..contract import Activity
from . import items, results


def answer(state, command, ctx, session):
    """One item at a time, so that every tap is kept. `declined` is an answer too: I would rather not say."""
    person = who.participant(session, ctx)
    if person.kind == "phone":
        raise Rejected("not_allowed")
    if state.get("closed"):
        raise Rejected("round_over", "refusal.pulse_closed")
    item = arguments.one_of(command.args, "item", state["items"])
    given = _given(state["items"][item]["kind"], command.args, ctx)
    before = state["answers"].get(person.id, {}).get(item, {})
    if {k: v for k, v in before.items() if k != "line"} == {k: v for k, v in given.items() if k != "line"}:
        return []
    return [Event("pulse.answered", {"person": person.id, "item": item, "of": _asked(session), **given})]


def _given(kind: str, args: dict, ctx) -> dict:
    if arguments.flag(args, "declined", False):
        return {"declined": True}
    if kind in items.TEXT_LIMITS:
        return {"text": arguments.text(args, "text", items.TEXT_LIMITS[kind]), "line": ctx.draw.id("l")}
    if kind == "scale":
        return {"value": str(arguments.whole(args, "value", 1, 5))}
    return {"value": arguments.one_of(args, "value", items.CHOICES)}


def _asked(session) -> int:
    """Everybody with a device of their own: an answer told to somebody who writes it down is not anonymous."""
    return sum(person.kind != "phone" for person in session.participants())


def close(state, command, ctx, session):
    """For good: see the module's word on a second telling."""
    who.leading(session, ctx)
    if state.get("closed"):
        return []
    return [Event("pulse.closed", {"of": _asked(session)})]


def show(state, command, ctx, session):
    """The words of one item on everybody's screens, once a host has read them."""
    who.leading(session, ctx)
    item = arguments.one_of(command.args, "item", state["items"])
    if not state.get("closed") or not results.lines_of(state, item):
        raise Rejected("not_allowed", "refusal.pulse_nothing_to_show")
    on = arguments.flag(command.args, "on", True)
    return [Event("pulse.shown", {"item": item, "on": on})] if on != (item in state.get("shown", {})) else []


def hide(state, command, ctx, session):
    who.host(session, ctx)
    line = command.args.get("line")
    if not state.get("closed") or not any(line in results.lines_of(state, item) for item in state["items"] if isinstance(line, str)):
        raise Rejected("no_such_note")
    on = arguments.flag(command.args, "on", True)
    return [Event("pulse.hidden", {"line": line, "on": on})] if on != (line in state.get("hidden", {})) else []


def asked(state, body):
    return {"items": body["items"], "answers": {}, "of": body["of"]}


def counted(state, body):
    return dict(body["state"])


def answered(state, body):
    given = {key: body[key] for key in ("value", "text", "line", "declined") if key in body}
    own = {**state["answers"].get(body["person"], {}), body["item"]: given}
    return {**state, "answers": {**state["answers"], body["person"]: own}, "of": max(state["of"], body["of"])}


def closed(state, body):
    return {**state, "closed": True, "of": max(state["of"], body["of"])}


def _switched(state, key: str, what: str, on: bool) -> dict:
    others = {one: True for one in state.get(key, {}) if one != what}
    return {**state, key: {**others, **({what: True} if on else {})}}


def erased(state, body):
    """Numbers stay in the counts they were told in; words go."""
    own = state.get("answers", {}).get(body["person"])
    if own is None:
        return state
    return {**state, "answers": {**state["answers"], body["person"]: _without_words(own)}}


def _without_words(own: dict) -> dict:
    return {item: {"declined": True} if "text" in given else given for item, given in own.items()}


class Pulse(Activity):
    name = "pulse"
    personal = True
    concrete = False
    commands = {"pulse.answer": answer, "pulse.close": close, "pulse.show": show, "pulse.hide": hide}
    contributions = {"pulse.answered": "person"}
    weather = ("pulse.answered",)
    events = {
        "pulse.asked": asked, "pulse.counted": counted, "pulse.answered": answered, "pulse.closed": closed,
        "pulse.shown": lambda state, body: _switched(state, "shown", body["item"], body["on"]),
        "pulse.hidden": lambda state, body: _switched(state, "hidden", body["line"], body["on"]),
        "person.erased": erased,
    }  # fmt: skip

    def start(self, step, ctx, session):
        """Come to a second time, after going back past it, it shows what was told; with nothing told it asks anew."""
        before = session.trail.get(step["id"], {}).get("activity", {})
        if "told" in before:
            return [Event("pulse.counted", {"state": before})]
        return [Event("pulse.asked", {"items": items.asked_in(step["settings"]), "of": _asked(session)})]

    def ends(self, state, ctx, session):
        """Left once, its result may be read in the harvest: whoever goes back looks at it and does not answer again."""
        if not state or "told" in state or not results.published(state):
            return []
        return [Event("pulse.counted", {"state": results.without_people(state)})]

    def view(self, state, audience, session):
        if not state:
            return {}
        if audience == "room":
            return {"items": state["items"], **(self._told(state) if state.get("closed") else {})}
        if audience == "hosts" and state.get("closed"):
            return {"texts": {item: lines for item in state["items"] if (lines := results.lines_of(state, item))}}
        if audience.startswith("person:"):
            own = state["answers"].get(audience.removeprefix("person:"), {})
            return {"mine": {item: {k: v for k, v in given.items() if k != "line"} for item, given in own.items()}}
        return {}

    def _told(self, state):
        found = {}
        for item in state["items"]:
            found[item] = dict(results.of_item(state, item))  # what was told is kept as it was
            if "answers" in found[item]:
                found[item]["of"] = max(state["of"], found[item]["answers"])
            if item in state.get("shown", {}):
                found[item] |= results.wall(state, item)
        return {"closed": True, "results": found}

    def touched(self, event, state, session):
        if event.name == "pulse.answered":
            return {"person:" + event.body["person"]}
        if event.name in ("pulse.closed", "pulse.shown", "pulse.hidden", "person.erased"):
            return {"room", "hosts"}
        return set()

    def waits(self, step):
        return True  # the result is looked at together, for as long as it needs

    def least(self, step, table_size):
        return 1

    def possible(self, documents, draw):
        room, me = documents["room"]["activity"], offers.me(documents)
        if room.get("closed") or me.get("role") != "participant":
            return []
        return [("pulse.answer", {"item": id_, **_some(item["kind"], draw)}) for id_, item in room.get("items", {}).items()]

    def harvest(self, state, session):
        section = results.section(state)
        return {"sections": [section]} if section else {}

    def forget(self, event, person):
        """Their words; a number stays with an id that no longer names anybody."""
        body = event.body
        if event.name == "pulse.answered" and body["person"] == person and "text" in body:
            kept = {key: body[key] for key in ("person", "item", "of")}
            return Event(event.name, {**kept, "declined": True}, event.version)
        return event


def _some(kind: str, draw) -> dict:
    if kind in items.TEXT_LIMITS:
        return {"text": "{word}"}
    return {"value": draw.number(5) + 1} if kind == "scale" else {"value": draw.choice(items.CHOICES)}


ACTIVITY = Pulse()
