"""The topics of a docket: where they come from, what they say now, and in what order they are taken. Pure reading."""

NAME_LIMIT = 120


def gathered(session, earlier: str | None) -> dict[str, dict]:
    """Topic -> {order, note? | text?, place?}: what the earlier phase leaves, else the notes written in it.

    A topic that is a note stays one: its writer may still mend it, the host may hide it, and it reads as it reads now.
    """
    left = session.trail.get(earlier, {}).get("leaves") or {}
    if left:
        return {id_: _left(item) for id_, item in left.items()}
    notes = [n for n in session.notes.values() if n.phase == earlier and n.visibility != "me" and not n.builds_on]
    return {n.id: {"order": n.order, "note": n.id, **({"place": n.place} if n.place else {})} for n in notes}


def by_lot(topics: dict[str, dict], draw) -> dict[str, dict]:
    """Before the dots: whoever wrote first, often the one with most say, does not stand first."""
    return {id_: {**topics[id_], "order": order} for order, id_ in enumerate(draw.shuffled(list(topics)), 1)}


def _left(item: dict) -> dict:
    topic = {"order": item["order"]}
    if len(item.get("notes", ())) == 1:
        topic["note"] = item["notes"][0]
    else:
        topic["text"] = item["text"]
    return topic | {key: item[key] for key in ("place", "dots") if key in item}


def text(topic: dict, session) -> str | None:
    """What the topic says now; None when its note is hidden or gone."""
    if "note" not in topic:
        return topic["text"]
    note = session.notes.get(topic["note"])
    return None if note is None or note.hidden else note.text


def name(topic: dict, session) -> str:
    """Its first line, for lists of many groups."""
    return ((text(topic, session) or "").partition("\n")[0])[:NAME_LIMIT]


def of_place(topics: dict, place: str, session) -> list[str]:
    """The topics of one group in order: its own, and those that belong to all."""
    mine = [id_ for id_, topic in topics.items() if topic.get("place", place) == place and text(topic, session) is not None]
    return sorted(mine, key=lambda id_: (topics[id_]["order"], id_))


def goes_on(thumbs) -> bool:
    """More than half of those who showed a thumb held it up or sideways. Nobody's thumb is no majority."""
    thumbs = list(thumbs)
    return 2 * sum(thumb != "down" for thumb in thumbs) > len(thumbs)
