"""What comes of a topic: its report, drafted from the notes and confirmed by whoever called it, and next actions.

Names stand in a report only of those who wished it. Nothing here is asked of anybody: no report and no action are results too.
"""

import re

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import agenda as wall

from . import arguments, permission, topics

POINTS_LIMIT, NEXT_LIMIT, ACTION_LIMIT = wall.REPORT_LIMIT, 240, 240
MOST_ACTIONS = 8
_DAY = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def _reporter(state, command, ctx):
    """A convener; where none of them is in its room, anybody who sits there."""
    person = permission.acting(state, command, ctx)
    topic = topics.find(state, command.args)
    own = wall.conveners(state, topic)
    if person.id in own:
        return topic, person
    if person.place != topic.id or any(state.people[p].present and state.people[p].place == topic.id for p in own):
        raise Rejected("not_yours", "refusal.not_convener")
    return topic, person


def report(state, command, ctx):
    topic, person = _reporter(state, command, ctx)
    if not (topic.held or topic.report) and topic.id not in (state.plan.tables if state.plan else ()):
        raise Rejected("not_started", "refusal.not_held_yet")
    body = {"topic": topic.id, "person": person.id, "points": arguments.text(command.args, "points", POINTS_LIMIT)}
    following = arguments.text(command.args, "next", NEXT_LIMIT, required=False)
    if following:
        body["next"] = following
    if topic.report == {key: body[key] for key in ("points", "next") if key in body}:
        return []
    if "seen" in command.args and command.args["seen"] != (topic.report or {}):
        raise Rejected("report_changed")  # two wrote at once: the second has not read what the first confirmed
    return [Event("report.confirmed", body)]


def sign(state, command, ctx):
    """“My name may stand in the report”, said by somebody who is in the room; taken back from anywhere."""
    person = permission.acting(state, command, ctx)
    topic = topics.find(state, command.args)
    on = arguments.flag(command.args, "on", True)
    if on and person.place != topic.id:
        raise Rejected("not_here")
    if on == (person.id in topic.signed):
        return []
    return [Event("topic.signed", {"topic": topic.id, "person": person.id, "on": on})]


def add_action(state, command, ctx):
    """A next action, by somebody in the topic's room or who called it. Whoever adds it owns it, unless they say not."""
    person = permission.acting(state, command, ctx)
    topic = topics.find(state, command.args)
    if person.place != topic.id and person.id not in wall.conveners(state, topic):
        raise Rejected("not_here")
    if len(topic.actions) >= MOST_ACTIONS:
        raise Rejected("not_allowed", "refusal.actions_enough", limit=MOST_ACTIONS)
    body = {"topic": topic.id, "action": ctx.draw.id("a"), "text": arguments.text(command.args, "text", ACTION_LIMIT)}
    day = command.args.get("by")
    if day not in (None, ""):
        if not isinstance(day, str) or not _DAY.fullmatch(day):
            raise Rejected("bad_arguments", field="by")
        body["by"] = day
    if arguments.flag(command.args, "mine", True):
        body["person"] = person.id
    return [Event("action.added", body)]


def take_action(state, command, ctx):
    """Only oneself can be made responsible; handing it back leaves it without anybody."""
    person = permission.acting(state, command, ctx)
    topic, action = _action(state, command)
    on = arguments.flag(command.args, "on", True)
    owner = topic.actions[action].get("person")
    if on and owner not in (None, person.id) and state.people[owner].here or not on and owner != person.id:
        raise Rejected("not_yours")
    if on == (owner == person.id):
        return []
    return [Event("action.taken", {"topic": topic.id, "action": action, **({"person": person.id} if on else {})})]


def drop_action(state, command, ctx):
    person = permission.acting(state, command, ctx)
    topic, action = _action(state, command)
    if person.id != topic.actions[action].get("person") and person.id not in wall.conveners(state, topic):
        raise Rejected("not_yours")
    return [Event("action.dropped", {"topic": topic.id, "action": action})]


def _action(state, command):
    topic = topics.find(state, command.args)
    action = command.args.get("action")
    if not isinstance(action, str) or action not in topic.actions:
        raise Rejected("no_such_action")
    return topic, action


# --- how the events change the state ----------------------------------------------------------------------------


def confirmed(state, body):
    topic = state.topics[body["topic"]]
    topic.report = {key: body[key] for key in ("points", "next") if key in body}


def signed(state, body):
    names = state.topics[body["topic"]].signed
    if body["on"]:
        names[body["person"]] = True
    else:
        names.pop(body["person"], None)


def action_added(state, body):
    state.topics[body["topic"]].actions[body["action"]] = {k: body[k] for k in ("text", "by", "person") if k in body}


def action_taken(state, body):
    action = state.topics[body["topic"]].actions[body["action"]]
    action.pop("person", None)
    if "person" in body:
        action["person"] = body["person"]


def action_dropped(state, body):
    del state.topics[body["topic"]].actions[body["action"]]


DECIDE = {"topic.report": report, "topic.sign": sign, "action.add": add_action, "action.take": take_action,
          "action.drop": drop_action}
EVOLVE = {"report.confirmed": confirmed, "topic.signed": signed, "action.added": action_added,
          "action.taken": action_taken, "action.dropped": action_dropped}
