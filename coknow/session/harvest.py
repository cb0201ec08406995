"""What a session leaves behind, as plain data: per table and per theme, by round, with what builds on what.

No figure here is about a person. Notes that a host has hidden stay in the hosts' own copy only; notes that only their
writer could see, and those of a phase that is off the record, are in nobody's. The page and the files are made from this in coknow/web.
"""

from coknow import activities
from coknow.parts.agenda import FREELY
from coknow.parts.notes import alone

from .state import State


def harvest(state: State, *, for_hosts: bool) -> dict:
    """The whole harvest. `for_hosts` adds hidden notes, marked; everybody else never learns of them."""
    unsaid = {step["id"] for step in state.steps if (writes := activities.of(step).writes(step)) and writes.off_record}
    notes = {n.id: n for n in state.notes.values()
             if n.visibility != "me" and n.phase not in unsaid and (for_hosts or not n.hidden)}
    lone = alone(notes)
    tables = [_table(state, place, notes) for place in state.places.values()]
    tables = [t for t in tables if t["rounds"]]

    def listed(kind):
        return [_note(state, n) for n in notes.values() if n.kind == kind and n.section is None]

    rounds = {_round(state, n) for n in notes.values()}
    document = {
        "title": state.title, "code": state.code, "language": state.language, "open": state.harvest_open,
        "status": state.status, "host": next((p.name for p in state.people.values() if p.role == "host"), ""),
        "template": state.template.get("names", {}), "mode": state.settings.get("mode", "scatter"),
        "counts": {"people": sum(p.weight for p in state.people.values() if p.takes_a_seat),
                   "tables": sum(t["kind"] == "table" for t in tables), "rounds": len(rounds - {0}), "notes": len(notes)},
        "tables": tables, "themes": _themes(state, tables),
        "insights": listed("insight"), "questions": listed("question"), "patterns": listed("pattern"),
        "only_at_one_table": [_note(state, n) for n in notes.values()
                              if n.id in lone and n.kind in ("insight", "idea", "question", "pattern", "worry", "challenge")
                              and n.place and n.section is None],
        "takeaways": [_note(state, n) for n in notes.values() if n.section == "takeaways"],
        "feedback": _feedback(state, notes),
        "shared": [_note(state, n) for n in notes.values() if n.place is None and n.section is None],
    }
    if state.settings.get("purpose"):
        document["purpose"] = state.settings["purpose"]
    if state.ended_at:
        document["ended_at"] = state.ended_at
    document["sections"] = _sections(state)
    return document


def _sections(state) -> list[dict]:
    """What activities add, in the programme's order: {phase, title, prompt?, name?, params?, lines}.

    A phase adds to it when it is over: when it has been left, or with the session's end.

    `name` (with `params`) is a sentence of the activity that says what the lines are; a line is {text, kind?, name?,
    about?, params?, below?: [lines]}, `about` again a sentence of the activity.
    """
    found = []
    for step in state.steps:
        ended = state.status == "closed" and step["id"] == state.phase
        left = state.activity if ended else state.trail.get(step["id"], {}).get("activity")
        own = activities.of(step).harvest(left, state).get("sections", []) if left else []
        for section in own:
            head = {"phase": step["id"], "title": step["title"]}
            if step.get("prompt"):
                head["prompt"] = step["prompt"]
            found.append(head | section)
    return found


FEWEST = 5  # anonymous answers are shown only when nobody can be picked out of them


def _feedback(state, notes) -> list[dict]:
    answers = [n for n in notes.values() if n.section == "feedback"]
    return [_note(state, n) for n in answers] if len({n.author for n in answers}) >= FEWEST else []


def _table(state, place, notes) -> dict:
    """A table, group or topic's room: its notes by round, and by phase where there are no rounds, in the programme's order."""
    when = {step["id"]: order for order, step in enumerate(state.steps)}
    here = [notes[n] for n in place.notes if n in notes and notes[n].section != "feedback"]
    parts: dict[tuple, list] = {}
    for note in sorted(here, key=lambda n: (when.get(n.phase, 0), n.order)):
        round_ = _round(state, note)
        parts.setdefault((round_, "" if round_ else note.phase), []).append(note)
    rounds = [{"round": round_, "order": when.get(found[0].phase, 0), **(_asked(state, round_) if round_ else _titled(state, phase)),
               "notes": [_note(state, n) for n in found]} for (round_, phase), found in parts.items()]
    table = {"id": place.id, "number": place.number, "kind": place.kind, "rounds": rounds}
    if place.kind in FREELY:
        return {**table, **({"theme": state.topics[place.id].text} if place.id in state.topics else {})}
    theme = ((state.settings.get("themes") or {}).get(place.theme or "") or {}).get("text")
    return {**table, **({"theme": theme} if theme else {})}


def _round(state, note) -> int:
    """The round of a rotation a note was written in; 0 before and after them, and where pairs, fours or circles sit."""
    step = state.step_of(note.phase)
    return note.round if step is None or "round" in step else 0


def _titled(state, phase: str) -> dict:
    step = state.step_of(phase)
    return {"prompt": step["title"]} if step else {}


def _asked(state, round_: int) -> dict:
    prompt = next((s.get("prompt") for s in state.steps if s.get("round") == round_ and s.get("stage") == "round"), None)
    return {"prompt": prompt} if prompt else {}


def _themes(state, tables) -> list[dict]:
    """The same tables gathered under their themes, when a theme is more than one question for all."""
    themes = {}
    for table in tables:
        if "theme" in table:
            key = tuple(sorted(table["theme"].items()))
            themes.setdefault(key, {"theme": table["theme"], "tables": []})["tables"].append(table)
    return list(themes.values())


def _note(state, note) -> dict:
    found = {"id": note.id, "text": note.text, "kind": note.kind, "round": _round(state, note),
             "builds_on": [n for n in note.builds_on if n in state.notes and not state.notes[n].hidden]}
    place = state.places.get(note.place)
    if place:
        found["place"] = place.number
        if place.kind != "table":
            found["at"] = place.kind
    if note.carried_from:
        found["from"] = note.carried_from
    if note.name and not note.anonymous and state.settings.get("credit", True) and not _is_nameless(state, note.kind):
        found["name"] = note.name
    if note.hidden:
        found["hidden"] = True
    return found


def _is_nameless(state, kind: str) -> bool:
    """A feeling is never shown with a name; other kinds are not where an activity of the programme promises it."""
    return kind == "feeling" or any(kind in activities.of(step).nameless(step) for step in state.steps)
