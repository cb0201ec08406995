"""What the documents show of an open space: the wall for everybody, what is mine for me, the report in its room.

Headcounts come without names. How many are interested is shown only when the wall has been arranged: while topics are
being announced nobody should see where the others go.
"""

from coknow.parts import agenda as wall

from . import topics

MERGED_NOTES = 60


def _without_none(document: dict) -> dict:
    return {key: value for key, value in document.items() if value is not None}


def room(state) -> dict | None:
    if not wall.has_market(state):
        return None
    now = wall.running(state)
    lounge = next((p for p in state.places.values() if p.kind == "lounge"), None)
    document = {
        "open": topics.open_to_all(state), "rooms": wall.rooms(state), "seats": wall.seats(state), "most": wall.most(state),
        "slots": {step["id"]: {"order": i, "title": step["title"], "minutes": step["minutes"],
                               "kind": wall.stage(step), "state": _state(state, step)}
                  for i, step in enumerate(wall.slots(state), 1)},
        "topics": {topic.id: _topic(state, topic, now) for topic in wall.live(state)},
        "placing": state.placing or None,
    }
    if now:
        resting = state.weight_at(lounge.id) if lounge else 0
        on_the_way = sum(p.weight for p in state.participants() if p.place is None)
        document |= {"now": now, "lounge": resting, "bees": on_the_way}
    return _without_none(document)


def _state(state, step) -> str:
    index, now = state.index_of(step["id"]), state.index_of(state.phase)
    return "now" if index == now and state.status == "live" else "done" if index <= now else "ahead"


def _topic(state, topic, now: str | None) -> dict:
    called = [state.people[p].name for p in wall.conveners(state, topic)]
    is_open = now is not None and now in topic.placed
    shown = bool(state.placing) or any(t.held for t in state.topics.values())
    return _without_none({
        "order": topic.order, "text": topic.text, "line": topic.line,
        "by": ", ".join(name for name in called if name) or None,
        "placed": dict(topic.placed) or None, "held": dict(topic.held) or None,
        "count": state.weight_at(topic.id) if is_open else None,
        "full": True if is_open and wall.full(state, topic) else None,
        "notes": True if state.places[topic.id].notes else None,
        "marks": len(topic.marks) if shown and topic.marks else None,
        "forward": len(topic.forward) if _read(state) and topic.forward else None,
        "about": topic.about, "report": True if topic.report else None,
        "actions": len(topic.actions) or None,
    })


def _read(state) -> bool:
    """The news wall has been left: now it may be seen what people would take further."""
    return any(wall.stage(s) == "news" and state.index_of(s["id"]) < state.index_of(state.phase)
               for s in wall.market_steps(state))


def person(state, id_: str) -> dict | None:
    """My marks, the topics I called with what is asked of me there, and what I merged and could take apart again."""
    if not wall.has_market(state):
        return None
    standing = wall.live(state)
    document = {
        which: {t.id: True for t in state.topics.values() if id_ in getattr(t, which)}
        for which in ("marks", "forward", "signed")
    }
    document["own"] = {t.id: _own(state, t) for t in standing if id_ in wall.conveners(state, t)}
    document["merged"] = {t.id: {"into": t.into, "text": t.text, "order": t.order} for t in state.topics.values()
                          if t.into and not t.withdrawn and not state.topics[t.into].withdrawn
                          and id_ in wall.conveners(state, t) + wall.conveners(state, state.topics[t.into])}
    document["offered"] = {t.id: True for t in standing
                           if any(id_ in wall.conveners(state, state.topics[o]) for o in t.offers)}
    return {key: value for key, value in document.items() if value}


def phones(state) -> dict | None:
    """For the hosts, who are the hands of those on the phone: what each of these would see of their own."""
    there = [p.id for p in state.people.values() if p.kind == "phone" and p.here]
    return {id_: person(state, id_) for id_ in there} if there and wall.has_market(state) else None


def _own(state, topic) -> dict:
    document = {"order": topic.order}
    if topic.offers:
        document["offers"] = dict(topic.offers)
    if topic.held or topic.report or (state.plan and topic.id in state.plan.tables and state.seated):
        document["report"] = topic.report or {"draft": wall.draft(state, topic)}
    return document


def place(state, id_: str) -> dict | None:
    """In the topic's own room: its report in full, the actions agreed there, whose it is."""
    topic = state.topics.get(id_)
    if topic is None:
        return None
    actions = {a: _without_none({"order": order, "text": found["text"], "by": found.get("by"), "person": found.get("person"),
                                 "name": state.people[found["person"]].name if found.get("person") else None})
               for order, (a, found) in enumerate(topic.actions.items(), 1)}
    return _without_none({"line": topic.line, "merged": _merged_notes(state, topic) or None, "report": topic.report, "actions": actions or None,
                          "conveners": {p: True for p in wall.conveners(state, topic)} or None})


def _merged_notes(state, topic) -> dict:
    """What was written under topics that are part of this one now: whoever walked over must not lose it from sight."""
    lines = {}
    for other in state.topics.values():
        notes = [state.notes[n] for n in state.places[other.id].notes]
        shown = [n for n in notes if not n.hidden and n.visibility != "me"]
        if other.into and shown and not other.withdrawn and wall.stands_in(state, other) is topic:
            lines[other.id] = {"order": other.order, "text": other.text,
                               "notes": {n.id: {"order": n.order, "text": n.text} for n in shown[-MERGED_NOTES:]}}
    return lines
