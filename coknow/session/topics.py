"""Topics of an open space: called by a willing convener, marked by whoever is interested, merged if both agree.

Where and when a topic is held is in agenda.py, walking in and out in roaming.py, what came of it in reports.py. A topic
outlives phases, so it belongs to the session; a host never changes the words of somebody else's.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import agenda

from . import arguments, guidance, permission, seats
from .state import Place, Topic
from .tables import next_order

MOST_TOPICS = 60  # they travel in the room's document
MOST_EACH = 3
TITLE_LIMIT, LINE_LIMIT = 80, 140


def find(state, args: dict, key: str = "topic"):
    """A topic on the wall."""
    found = state.topics.get(args[key]) if isinstance(args.get(key), str) else None
    if found is None or found.withdrawn or found.into:
        raise Rejected("no_such_topic")
    return found


def own(state, command, ctx):
    """(topic, person): the topic as somebody who called it, or whose topic was merged into it."""
    person = permission.acting(state, command, ctx)
    topic = find(state, command.args)
    if person.id not in agenda.conveners(state, topic):
        raise Rejected("not_yours", "refusal.not_convener")
    return topic, person


def _line(args: dict, key: str, limit: int, *, required: bool) -> str | None:
    text = arguments.text(args, key, limit, required=required)
    return " ".join(text.split()) if text else None


def propose(state, command, ctx):
    """A topic comes only from somebody who will be there for it; before the event, at the market, between slots."""
    person = permission.acting(state, command, ctx)
    if not person.takes_a_seat:
        raise Rejected("not_allowed", "refusal.only_participants_convene")
    if not agenda.takes_topics(state):
        raise Rejected("market_closed")
    if not open_to_all(state):
        raise Rejected("not_allowed", "refusal.topics_are_given")
    title = _line(command.args, "title", TITLE_LIMIT, required=True)
    line = _line(command.args, "line", LINE_LIMIT, required=False)
    _room_for_more(state, person)
    body = {"topic": ctx.draw.id("t"), "text": {person.language or state.language: title}, "person": person.id,
            "at": ctx.now}
    if line:
        body["line"] = line
    if "about" in command.args:
        body["about"] = find(state, command.args, "about").id
    return [Event("topic.proposed", body), *_at_once(state, body["topic"], person)]


def open_to_all(state) -> bool:
    """May people put up topics now? The guidance of the market's phase that runs or comes next says so."""
    now = state.index_of(state.phase)
    coming = [s for s in agenda.market_steps(state) if state.index_of(s["id"]) >= now and agenda.stage(s) != "news"]
    return agenda.takes_topics(state) and guidance.rights(coming[0]).adds == "people"


def _room_for_more(state, person) -> None:
    standing = agenda.live(state)
    step = state.step
    now = agenda.running(state) and agenda.stage(step) == "actions"
    mine = [t for t in standing if person.id in t.conveners and (not now or step["id"] in t.placed)]
    if len(mine) >= MOST_EACH:
        raise Rejected("not_allowed", "refusal.topics_enough", limit=MOST_EACH)
    if len(standing) >= MOST_TOPICS:
        raise Rejected("not_allowed", "refusal.wall_full", limit=MOST_TOPICS)
    if agenda.most(state) is not None and len(standing) >= agenda.most(state):
        raise Rejected("not_allowed", "refusal.callers_enough", limit=agenda.most(state))


def _at_once(state, topic: str, person) -> list[Event]:
    """At the action tables what is proposed is held at once; its convener walks in. Without a room it would be nowhere."""
    slot = agenda.running(state)
    if slot is None or agenda.stage(state.step) != "actions":
        return []
    if any(person.id in agenda.conveners(state, t) for t in agenda.at(state, slot).values()):
        raise Rejected("double_booked", "refusal.one_table_each")
    room = agenda.free_room(state, slot)
    if room is None:
        raise Rejected("slot_full", "refusal.tables_full")
    return [Event("topic.placed", {"topic": topic, "placed": {slot: room}}),
            Event("person.went", {"person": person.id, "place": topic})]


def given(state, ctx) -> list[Event]:
    """Topics given beforehand (the settings' themes), for open topic tables; once."""
    known = {tuple(sorted(t.text.items())) for t in state.topics.values()}
    themes = state.settings.get("themes") or {}
    texts = [themes[key]["text"] for key in sorted(themes, key=int) if themes[key].get("text")]
    fresh = {ctx.draw.id("t"): text for text in texts if tuple(sorted(text.items())) not in known}
    return [Event("topics.given", {"topics": fresh})] if fresh else []


def edit(state, command, ctx):
    topic, person = own(state, command, ctx)
    title = _line(command.args, "title", TITLE_LIMIT, required=True)
    line = _line(command.args, "line", LINE_LIMIT, required=False)
    text = {person.language or state.language: title}
    if text == topic.text and line == topic.line:
        return []
    return [Event("topic.edited", {"topic": topic.id, "text": text, **({"line": line} if line else {})})]


def withdraw(state, command, ctx):
    """Its convener takes it down; not while others talk about it. What was written there stays in the book."""
    topic, _ = own(state, command, ctx)
    _not_in_the_middle(state, topic)
    return [Event("topic.withdrawn", {"topic": topic.id})]


def _not_in_the_middle(state, topic) -> None:
    if agenda.seated_by_plan(state, topic) or agenda.is_open(state, topic) and agenda.others_at(state, topic):
        raise Rejected("topic_running")


def mark(state, command, ctx):
    """“I am interested”: any number, changed at any time, promising nothing. At the news wall: “this goes further”."""
    person = permission.acting(state, command, ctx)
    topic = find(state, command.args)
    if not person.takes_a_seat:
        raise Rejected("not_allowed", "refusal.followers_watch")
    on = arguments.flag(command.args, "on", True)
    which = "forward" if state.step and state.step["activity"] == "market" and agenda.stage(state.step) == "news" else "marks"
    if on == (person.id in getattr(topic, which)):
        return []
    return [Event("topic.marked", {"topic": topic.id, "person": person.id, "on": on, "as": which})]


# --- merging: both agree, credit is kept, and it can be taken apart again -------------------------------------------


def offer(state, command, ctx):
    """To put one's own topic into another one's. If that one has already been offered the other way, both have agreed."""
    topic, person = own(state, command, ctx)
    into = find(state, command.args, "into")
    if into.id == topic.id:
        raise Rejected("bad_arguments", field="into")
    if person.id in agenda.conveners(state, into):
        return _merged(state, topic, into)
    if not into.conveners:
        raise Rejected("not_allowed", "refusal.nobody_to_agree")
    if into.id in topic.offers:
        return _merged(state, into, topic)
    return [] if topic.id in into.offers else [Event("merge.offered", {"topic": topic.id, "into": into.id})]


def agree(state, command, ctx):
    """`topic` is mine; the one that was offered goes into it."""
    topic, _ = own(state, command, ctx)
    other = find(state, command.args, "offered")
    if other.id not in topic.offers:
        raise Rejected("no_such_offer")
    return _merged(state, other, topic)


def decline(state, command, ctx):
    """Saying no, or taking one's own offer back."""
    person = permission.acting(state, command, ctx)
    topic = find(state, command.args)
    other = find(state, command.args, "offered")
    if person.id not in agenda.conveners(state, topic) + agenda.conveners(state, other):
        raise Rejected("not_yours", "refusal.not_convener")
    return [Event("merge.declined", {"topic": topic.id, "offered": other.id})] if other.id in topic.offers else []


def _merged(state, topic, into) -> list[Event]:
    """Whoever is in the room of the one walks over with it; if the other has no room now, nobody is put out."""
    both = set(agenda.conveners(state, topic) + agenda.conveners(state, into))
    for slot in set(into.placed) & set(agenda.open_slots(state)):
        beside = [t for t in agenda.at(state, slot).values() if t.id not in (topic.id, into.id)]
        if any(both & set(agenda.conveners(state, other)) for other in beside):
            raise Rejected("double_booked", "refusal.merge_double_booked")
    here = list(state.places[topic.id].people)
    if here and not agenda.is_open(state, into):
        _not_in_the_middle(state, topic)
    goes = into.id if agenda.is_open(state, into) else None
    return [Event("topics.merged", {"topic": topic.id, "into": into.id}),
            *(Event("person.went", {"person": p, **({"place": goes} if goes else {})}) for p in here)]


def part(state, command, ctx):
    """Undo of a merge, by either side: the topic stands on its own again, where it stood if that is still free."""
    person = permission.acting(state, command, ctx)
    topic = state.topics.get(command.args["topic"]) if isinstance(command.args.get("topic"), str) else None
    if topic is None or topic.withdrawn or not topic.into:
        raise Rejected("no_such_topic")
    into = state.topics[topic.into]
    if person.id not in agenda.conveners(state, topic) + agenda.conveners(state, into):
        raise Rejected("not_yours", "refusal.not_convener")
    mine = set(agenda.conveners(state, topic))
    rest = set(agenda.conveners(state, into)) - mine | set(into.conveners)
    placed = {}
    for slot, room in topic.placed.items():
        others = {r: t for r, t in agenda.at(state, slot).items()}
        busy = any(mine & (rest if t.id == into.id else set(agenda.conveners(state, t))) for t in others.values())
        if slot in topic.held or (slot in agenda.open_slots(state) and room not in others and not busy):
            placed[slot] = room
    return [Event("topics.parted", {"topic": topic.id, "placed": placed})]


# --- how the events change the state ----------------------------------------------------------------------------


def proposed(state, body):
    _put_up(state, Topic(body["topic"], body["text"], 0, body.get("line"), (body["person"],), body.get("about")))


def were_given(state, body):
    for id_, text in body["topics"].items():
        _put_up(state, Topic(id_, text, 0))


def _put_up(state, topic) -> None:
    topic.order = sum(p.kind == "topic" for p in state.places.values()) + 1
    state.topics[topic.id] = topic
    state.places[topic.id] = Place(topic.id, "topic", topic.order, next_order(state))
    seats.disturbed(state)


def edited(state, body):
    topic = state.topics[body["topic"]]
    topic.text, topic.line = body["text"], body.get("line")


def withdrawn(state, body):
    topic = state.topics[body["topic"]]
    topic.withdrawn = True
    _no_more_offers(state, topic)
    _empty(state, topic.id)
    seats.disturbed(state)


def _no_more_offers(state, topic) -> None:
    topic.offers = {}
    for other in state.topics.values():
        other.offers.pop(topic.id, None)


def _empty(state, place: str) -> None:
    for person in list(state.places[place].people):
        seats.unseat(state, state.people[person])


def marked(state, body):
    which = getattr(state.topics[body["topic"]], body["as"])
    if body["on"]:
        which[body["person"]] = True
    else:
        which.pop(body["person"], None)


def offered(state, body):
    state.topics[body["into"]].offers[body["topic"]] = True


def declined(state, body):
    state.topics[body["topic"]].offers.pop(body["offered"], None)


def merged(state, body):
    topic = state.topics[body["topic"]]
    topic.into = body["into"]
    _no_more_offers(state, topic)
    seats.disturbed(state)


def parted(state, body):
    topic = state.topics[body["topic"]]
    topic.into, topic.placed = None, dict(body["placed"])
    seats.disturbed(state)


DECIDE = {
    "topic.propose": propose, "topic.edit": edit, "topic.withdraw": withdraw, "topic.mark": mark, "topic.merge": offer,
    "topic.agree": agree, "topic.decline": decline, "topic.part": part,
}
EVOLVE = {
    "topic.proposed": proposed, "topics.given": were_given, "topic.edited": edited, "topic.withdrawn": withdrawn, "topic.marked": marked,
    "merge.offered": offered, "merge.declined": declined, "topics.merged": merged, "topics.parted": parted,
}
