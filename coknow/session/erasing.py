"""Forgetting one person: their name and private words go, what a group made together stays, as they were told.

`erase` is decided like anything else and changes the documents by the ordinary way. What the log still holds of them
is rewritten in place by the store, event by event, with the function that `eraser` makes; folding the rewritten log
gives the same state (tests/session/test_erasing.py).
"""

from collections.abc import Callable

from coknow.activities import registered
from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected

from . import arguments, permission, seats


def erase(state, command, ctx):
    """Oneself, without an account; or a host on somebody's behalf. Also after the session has ended."""
    actor = state.people.get(ctx.actor)
    if actor is None or actor.removed and ctx.actor != command.args.get("person", ctx.actor):
        raise Rejected("not_allowed")
    person = actor
    if command.args.get("person") not in (None, actor.id):
        permission.host(state, ctx)
        person = arguments.person(state, command.args)
    if person.role == "host":
        raise Rejected("not_allowed", "refusal.host_stays")
    if person.erased:
        return []
    body = {"person": person.id, **({"place": person.place} if person.place else {})}
    leaving = seats.after_leaving(state, [person.id], ctx) if person.present else []
    return [Event("person.erased", body), *leaving]


def erased(state, body):
    person = state.people[body["person"]]
    seats.unseat(state, person)
    person.name, person.organisation, person.language, person.seed = "", None, None, None
    person.removed = person.erased = True
    state.deputies.pop(person.id, None)
    state.volunteers.pop(person.id, None)
    state.preferences.pop(person.id, None)
    state.calls = {c: call for c, call in state.calls.items() if call["person"] != person.id}
    for topic in state.topics.values():
        for people in (topic.marks, topic.forward, topic.signed):
            people.pop(person.id, None)
        if topic.withdrawn and topic.conveners == (person.id,):
            topic.text, topic.line = {state.language: ""}, None
    state.loose.pop(person.id, None)
    for note_id in state.private.pop(person.id, []):
        del state.notes[note_id]
    for note in state.notes.values():
        if note.author == person.id:
            note.name = None
    seats.disturbed(state)


def eraser(state, person: str) -> Callable[[Event], Event]:
    """Rewrites an event so that nothing of `person` is left in it but a meaningless id. Pure; `state` is read now.

    Their notes that others can still see keep their text; private and withdrawn ones lose it.
    """
    kept = {n.id for n in state.notes.values() if n.author == person and n.visibility != "me"}
    withdrawn = {t.id for t in state.topics.values() if t.withdrawn and t.conveners == (person,)}
    mine: set[str] = set()

    def rewrite(event: Event) -> Event:
        body = event.body
        if event.name in ("person.joined", "person.renamed") and body["person"] == person:
            body = {k: v for k, v in body.items() if k not in ("organisation", "language")} | {"name": ""}
        elif event.name == "person.spoke" and body["person"] == person:
            body = body | {"language": state.language}
        elif event.name == "note.added" and body["author"] == person:
            mine.add(body["note"])
            if body["note"] not in kept:
                body = body | {"text": ""}
        elif event.name in ("topic.proposed", "topic.edited") and body["topic"] in withdrawn:
            body = {k: v for k, v in body.items() if k != "line"} | {"text": {state.language: ""}}
        elif (activity := registered().get(event.name.partition(".")[0])) is not None:
            return activity.forget(event, person)
        elif event.name == "note.edited" and body["note"] in mine and body["note"] not in kept:
            body = body | {"text": ""}
        return event if body is event.body else Event(event.name, body, event.version)

    return rewrite


DECIDE = {"person.erase": erase}
EVOLVE = {"person.erased": erased}
