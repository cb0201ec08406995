"""The tray: what the people of a group bring along from an earlier step (`from`), each note with its author's name.

A pair's notes lie on the tray of the four it has become, and whoever had to change places finds what they wrote. The
notes stay where they were written; here they are only shown, and may be built on and chosen.
"""

LIMIT = 40  # a place's document is small; the newest are what the group talked of last


def notes(place: str, session) -> list:
    """Ids of the notes on this place's tray, in the order they were written."""
    return [n.id for n in sorted(_found(place, session), key=lambda n: n.order)[-LIMIT:]]


def _found(place: str, session):
    before = session.trail.get(session.step["settings"].get("from"), {}).get("seats", {})
    people = [p for p in session.places[place].people if session.people[p].here]
    sources = {before[p] for p in people if p in before and before[p] in session.places} - {place}
    ids = dict.fromkeys(n for source in sources for n in session.places[source].notes)
    found = {n: session.notes[n] for n in ids}
    for note in _by(people, session):
        if note.place != place:
            found.setdefault(note.id, note)
    return [n for n in found.values() if _may_lie(n)]


def _by(people, session):
    """What these people wrote at places in the earlier step, or in this one before they changed places."""
    phases = {session.step["settings"].get("from"), session.phase}
    wanted = set(people)
    return [n for n in session.notes.values() if n.author in wanted and n.phase in phases and n.place]


def _may_lie(note) -> bool:
    return note.visibility != "me" and not note.hidden and not note.anonymous and note.section is None


def view(place: str, session) -> dict:
    found = {id_: _shown(session.notes[id_], session) for id_ in notes(place, session)}
    return {"tray": found} if found else {}


def _shown(note, session) -> dict:
    shown = {"text": note.text, "kind": note.kind, "round": note.round, "phase": note.phase, "order": note.order,
             "visibility": note.visibility, "author": note.author, "at": session.places[note.place].number}
    if note.name:
        shown["name"] = note.name
    builds = {n: True for n in note.builds_on if n in session.notes}
    return shown | ({"builds_on": builds} if builds else {}) | ({"edited": True} if note.edited else {})


def touched(event, session) -> set[str]:
    """The places on whose trays a note lies that has changed, or whose author has."""
    if event.name == "note.carried":
        return set()
    if event.name in ("person.renamed", "person.erased"):
        changed = [n for n in session.notes.values() if n.author == event.body["person"]]
    elif event.name.startswith("note."):
        note = session.notes.get(event.body["note"])
        if note is None:  # removed: its event says where it lay and whose it was
            return _showing(event.body.get("place"), event.body["author"], session)
        changed = [note]
    else:
        return set()
    return set().union(*(_showing(n.place, n.author, session) for n in changed))


def _showing(place: str | None, author: str, session) -> set[str]:
    before = session.trail.get(session.step["settings"].get("from"), {}).get("seats", {})
    people = [p for p, at in before.items() if at == place] + [author]
    return {"place:" + session.people[p].place for p in people if p in session.people and session.people[p].place}
