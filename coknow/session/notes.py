"""Notes: writing, building on, sharing, carrying one along, and the host's curtain over a note that hurts.

What may be written in a phase is its activity's word (`writes`). A note has one author; others build on it.
"""

from coknow import activities
from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts.notes import KINDS

from . import arguments, permission, visiting
from .state import HOSTING, Note

BUILDS_LIMIT = 5
PRIVATE_LIMIT = 200  # a person's own notes travel in one document
PLACE_LIMIT = 500  # so do a table's


def add(state, command, ctx):
    person = permission.member(state, ctx)
    if state.status != "live":
        raise Rejected("not_started")
    args = command.args
    writes = activities.of(state.step).writes(state.step)
    author = _written_for(state, person, args, writes)
    if writes is None:
        raise Rejected("round_over", "refusal.not_for_writing")
    carried = arguments.flag(args, "carried", False)
    seed = state.notes.get(author.seed) if carried and author.seed else None
    if carried and (seed is None or seed.hidden):
        raise Rejected("no_such_note")
    text = seed.text if carried else arguments.text(args, "text", arguments.NOTE_LIMIT)
    kind = seed.kind if carried else arguments.one_of(args, "kind", KINDS, writes.kinds[0])
    body = {"note": ctx.draw.id("n"), "text": text, "kind": kind, "phase": state.phase, "round": state.round,
            "visibility": writes.visibility}
    place = _where(state, person, author, args, writes)
    if place is None and writes.visibility == "place":
        body["visibility"] = "me"
    if place:
        body["place"] = place.id
    builds_on = [author.seed] if carried else _foundations(state, args, author, place)
    if builds_on:
        body["builds_on"] = builds_on
    if seed and seed.place and place and seed.place != place.id:
        body["carried_from"] = state.places[seed.place].number
    if writes.section:
        body["section"] = writes.section
    body["author"] = author.id
    if writes.anonymous:
        body["anonymous"] = True
    if person.id != author.id or person.role in HOSTING:
        body["by_host"] = True
    events = [Event("note.added", body)]
    if carried:
        events.append(Event("note.carried", {"person": author.id}))
    return events


def _written_for(state, person, args, writes):
    """The author: oneself, or a phone participant for whom a host or somebody at their table writes."""
    if "for" not in args:
        keeps = person.role == "follower" and writes is not None and writes.followers and writes.visibility == "me"
        if person.role in ("follower", "screen") and not keeps:
            raise Rejected("not_allowed", "refusal.followers_watch")
        return person
    other = arguments.person(state, args, "for")
    at_same_table = person.place is not None and person.place == other.place
    if other.kind != "phone" or not (person.role in HOSTING or at_same_table):
        raise Rejected("not_allowed")
    return other


def _where(state, person, author, args, writes):
    """The table a note is laid on: where the author visits, or their own; a host may name one. None for notes of one's
    own and of all."""
    nowhere = writes.keeps and author.place is None and "place" not in args
    if writes.visibility == "me" or nowhere:
        if len(state.private.get(author.id, ())) >= PRIVATE_LIMIT:
            raise Rejected("not_allowed", "refusal.notes_enough", limit=PRIVATE_LIMIT)
        return None
    if writes.visibility == "all" and writes.anonymous:
        return None  # on a table of three, a line without a name would have one
    if "place" in args and person.role in HOSTING:
        place = arguments.place(state, args)
    else:
        guest_at = visiting.visited(state, author)
        place = state.places.get(guest_at if guest_at and args.get("place") in (None, guest_at) else author.place)
    if place is None and writes.visibility == "place":
        raise Rejected("not_here")
    if "place" in args and place is not None and args["place"] != place.id:
        raise Rejected("not_here", "refusal.you_have_moved")  # sent from the old table after the move
    if place is not None and len(place.notes) >= PLACE_LIMIT:
        raise Rejected("not_allowed", "refusal.notes_enough", limit=PLACE_LIMIT)
    return place


def _foundations(state, args, author, place) -> list[str]:
    """Notes built on: at this table, shared with all, one's own, or shown here by the running activity."""
    wanted = args.get("builds_on") or []
    wanted = arguments.ids({"builds_on": [wanted] if isinstance(wanted, str) else wanted}, "builds_on", BUILDS_LIMIT)
    shown = activities.of(state.step).shows(state.activity, place.id, state) if wanted and place else ()
    for id_ in wanted:
        note = state.notes.get(id_)
        seen = note and not note.hidden and (
            note.visibility == "all" or note.author == author.id or id_ in shown
            or (note.visibility == "place" and place and note.place == place.id))
        if not seen:
            raise Rejected("no_such_note")
    return wanted


def _own(state, command, ctx):
    person = permission.member(state, ctx)
    note = _find(state, command)
    author = state.people.get(note.author)
    mine = note.author == person.id
    for_phone = author is not None and author.kind == "phone" and (
        person.role in HOSTING or person.place == author.place is not None)
    if not (mine or for_phone):
        raise Rejected("not_yours")
    return note


def _find(state, command):
    id_ = command.args.get("note")
    note = state.notes.get(id_) if isinstance(id_, str) else None
    if note is None:
        raise Rejected("no_such_note")
    return note


def edit(state, command, ctx):
    note = _own(state, command, ctx)
    text = arguments.text(command.args, "text", arguments.NOTE_LIMIT)
    return [Event("note.edited", {"note": note.id, "text": text})] if text != note.text else []


def remove(state, command, ctx):
    note = _own(state, command, ctx)
    body = {"note": note.id, "author": note.author}
    if note.place:
        body["place"] = note.place
    carriers = [p.id for p in state.people.values() if p.seed == note.id]
    if carriers:
        body["carriers"] = carriers
    return [Event("note.removed", body)]


def share(state, command, ctx):
    """Bring one's own note to the table, or to all. It cannot be taken back from those who read it, only removed."""
    note = _own(state, command, ctx)
    wider = arguments.one_of(command.args, "with", ("place", "all"))
    if note.visibility == "all" or note.visibility == wider:
        return []
    body = {"note": note.id, "visibility": wider, "round": state.round}
    if note.visibility == "me" and wider == "place" and state.phase:
        body["phase"] = state.phase  # the table hears it now, whenever it was thought
    place = note.place or state.people[note.author].place
    if wider == "place" and place is None:
        raise Rejected("not_here")
    if place:
        body["place"] = place
    return [Event("note.shared", body)]


def carry(state, command, ctx):
    """Take one idea along to the next table. Choosing another replaces it; choosing it again puts it back."""
    person = permission.member(state, ctx)
    note = _find(state, command)
    if note.hidden or note.place is None or note.place != person.place:
        raise Rejected("not_here")
    body = {"person": person.id}
    if person.seed != note.id:
        body["note"] = note.id
    return [Event("note.carried", body)]


def hide(state, command, ctx):
    permission.host(state, ctx)
    note = _find(state, command)
    if note.visibility == "me":
        raise Rejected("no_such_note")  # a private note is nobody's business, not even that it exists
    on = arguments.flag(command.args, "on", True)
    return [Event("note.hidden", {"note": note.id, "on": on})] if on != note.hidden else []


def added(state, body):
    author = state.people[body["author"]]
    anonymous = body.get("anonymous", False)
    note = Note(
        body["note"], body["text"], body["kind"], author.id, None if anonymous else author.name, body.get("place"),
        body["phase"], body["round"], state.seq, body["visibility"], tuple(body.get("builds_on", ())),
        body.get("carried_from"), anonymous, body.get("section"), by_host=body.get("by_host", False))
    state.notes[note.id] = note
    if note.visibility == "me":
        state.private.setdefault(author.id, []).append(note.id)
    elif note.place:
        state.places[note.place].notes.append(note.id)
    elif not note.anonymous:
        state.loose.setdefault(author.id, []).append(note.id)
    state.wrote.setdefault(note.phase, set()).add(author.id)


def edited(state, body):
    note = state.notes[body["note"]]
    note.text, note.edited = body["text"], True


def removed(state, body):
    note = state.notes.pop(body["note"])
    if note.place and note.id in state.places[note.place].notes:
        state.places[note.place].notes.remove(note.id)
    if note.id in state.private.get(note.author, ()):
        state.private[note.author].remove(note.id)
    if note.id in state.loose.get(note.author, ()):
        state.loose[note.author].remove(note.id)
    for person in state.people.values():
        if person.seed == note.id:
            person.seed = None


def shared(state, body):
    note = state.notes[body["note"]]
    if note.id in state.private.get(note.author, ()):
        state.private[note.author].remove(note.id)
        note.round, note.phase = body["round"], body.get("phase", note.phase)
    note.visibility = body["visibility"]
    if body.get("place"):
        note.place = body["place"]
        if note.id in state.loose.get(note.author, ()):
            state.loose[note.author].remove(note.id)
        if note.id not in state.places[note.place].notes:
            state.places[note.place].notes.append(note.id)
    elif note.id not in state.loose.get(note.author, ()):
        state.loose.setdefault(note.author, []).append(note.id)


def hidden(state, body):
    state.notes[body["note"]].hidden = body["on"]


def carried(state, body):
    state.people[body["person"]].seed = body.get("note")


DECIDE = {"note.add": add, "note.edit": edit, "note.remove": remove, "note.share": share, "note.carry": carry,
          "note.hide": hide}
EVOLVE = {"note.added": added, "note.edited": edited, "note.removed": removed, "note.shared": shared,
          "note.hidden": hidden, "note.carried": carried}
