"""What earlier phases left, taken up as things to choose among or to sort: their `leaves`, else the notes written in them.

Notes are taken up by id, not by their words: what its writer corrects, withdraws or a host hides follows. Things said in
the same words are one thing with all their notes, so that nobody's credit is lost. Nothing a person kept to themselves,
nothing off the record and nobody's name is ever taken up: one does not vote on people.
"""

from .notes import KINDS, fairly

LETTERS = 160  # of one thing where many are listed; the whole text is in the notes
ROOM = 7_000  # bytes of all things in everybody's document


def gathered(session, phases: list[str], most: int) -> dict:
    """{things: {id: {order, text?, notes?}}, more?}: at most `most`, chosen fairly between the places they come from."""
    found, rest = [], 0
    for phase in phases:
        left = session.trail.get(phase, {}).get("leaves") or {}
        found += [(id_, one) for id_, one in sorted(left.items(), key=lambda item: item[1]["order"])]
        if not left and not (session.step_of(phase) or {"settings": {}})["settings"].get("off_record"):
            found += _notes_of(session, phase)
    names = {person.name.casefold().strip() for person in session.people.values() if person.name}
    things, seen = {}, {}
    for id_, one in found:
        words = wording(one.get("text") or text_of(one, session))
        if not words or words in names:
            continue
        if words in seen:
            same = things.get(seen[words])
            if same is not None and one.get("notes"):
                same["notes"] = list(dict.fromkeys([*same.get("notes", []), *one["notes"]]))
            continue
        if len(things) == most:
            rest += 1
            continue
        seen[words] = id_
        things[id_] = {"order": len(things) + 1}
        if "notes" in one:
            things[id_]["notes"] = list(one["notes"])
        if "text" in one and not (one.get("notes") and one["text"] == text_of(things[id_], session)):
            things[id_]["text"] = one["text"]
    return {"things": things, **({"more": rest} if rest else {})}


def _notes_of(session, phase: str) -> list[tuple[str, dict]]:
    notes = [n for n in session.notes.values() if n.phase == phase and n.visibility != "me" and not n.hidden and n.section != "feedback"]
    return [(note.id, {"notes": [note.id]}) for note in fairly(notes, KINDS, len(notes))]


def wording(text: str) -> str:
    """Texts with the same wording say the same thing: case, spaces and the last full stop do not count."""
    return " ".join(text.casefold().split()).strip(".,!?… ")


def standing(thing: dict, session) -> list:
    """Its notes that are still there for all to see."""
    found = (session.notes.get(id_) for id_ in thing.get("notes", ()))
    return [note for note in found if note is not None and not note.hidden]


def is_there(thing: dict, session) -> bool:
    """False once every note it rests on was withdrawn or hidden."""
    return "notes" not in thing or bool(standing(thing, session))


def text_of(thing: dict, session) -> str:
    """Its own words, else those of the first of its notes; "" when those are gone."""
    if "text" in thing:
        return thing["text"]
    notes = standing(thing, session)
    return notes[0].text if notes else ""


def shortened(text: str, letters: int = LETTERS) -> str:
    words = " ".join(text.split())
    return words if len(words) <= letters else words[: letters - 1].rstrip() + "…"


def fitting(texts, room: int, each: int, least: int = 30) -> int:
    """How many letters of every text fit into `room` bytes, where one costs `each` beside its words: LETTERS at most.

    Counted by the bytes they have, so that forty short lines are told whole; only long ones together are cut.
    """
    told = [shortened(text) for text in texts]
    left, waiting = room - each * len(told), len(told)
    for size in sorted(len(text.encode()) for text in told):
        if size * waiting > left:
            widest = max(len(text.encode()) / len(text) for text in told if text)
            return max(least, min(LETTERS, int((left / waiting - 2) / widest)))  # the sign of being cut takes three bytes
        left, waiting = left - size, waiting - 1
    return LETTERS


def places_of(thing: dict, session) -> set[str]:
    """Where it was said: the places its notes come from. A thing of one place only is a voice heard once."""
    return {note.place for note in standing(thing, session) if note.place}
