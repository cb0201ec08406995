"""What a simulated participant might write now: the offers every writing activity makes to bots.

Bots see only their documents, like anybody. The words are placeholders here (`{text}`); rehearsal puts sentences in.
"""

TEXT = "{text}"


def writing(documents: dict, draw, *, builds: bool = True) -> list[tuple[str, dict]]:
    """Adding a note, and building on one that somebody else wrote at the same table."""
    phase = documents["room"]["phase"]
    writes = phase.get("writes")
    person = next((doc for audience, doc in documents.items() if audience.startswith("person:")), None)
    if not writes or person is None or person["role"] not in ("participant", "host", "cohost"):
        return []
    kinds = sorted(writes["kinds"], key=writes["kinds"].get)
    if writes["visibility"] == "place" and "place" not in person:
        return []
    options = [("note.add", {"text": TEXT, "kind": draw.choice(kinds)})]
    if builds:
        others = [n for n, note in notes_at_table(documents).items() if note.get("author") != person["id"]]
        if others:
            options.append(("note.add", {"text": TEXT, "kind": kinds[0], "builds_on": [draw.choice(others)]}))
    return options


def notes_at_table(documents: dict) -> dict[str, dict]:
    place = next((doc for audience, doc in documents.items() if audience.startswith("place:")), None)
    return place["notes"] if place else {}


def me(documents: dict) -> dict:
    return next((doc for audience, doc in documents.items() if audience.startswith("person:")), {})


def my_place(documents: dict) -> dict:
    return next((doc for audience, doc in documents.items() if audience.startswith("place:")), {})
