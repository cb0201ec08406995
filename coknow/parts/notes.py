"""Questions about a set of notes: what hangs together, what stands alone, a fair choice among tables.

A note here is anything with `id, place, round, order, kind, builds_on, carried_from`; notes are never changed.
"""

from collections.abc import Iterable

KINDS = (
    "thought", "idea", "question", "insight", "pattern", "experience", "feeling", "worry", "challenge", "essence",
    "assumption", "fact", "experiment", "offer", "clarify", "addition", "objection",
)  # fmt: skip


def threads(notes: dict) -> dict[str, set[str]]:
    """Note id -> ids of its thread: notes joined, directly or through others, by `builds_on`."""
    thread = {id_: {id_} for id_ in notes}
    for id_, note in notes.items():
        for other in note.builds_on:
            if other in thread and thread[other] is not thread[id_]:
                larger, smaller = sorted((thread[id_], thread[other]), key=len, reverse=True)
                larger |= smaller
                for member in smaller:
                    thread[member] = larger
    return thread


def alone(notes: dict) -> set[str]:
    """Ids whose whole thread was written at one table and never carried to another: voices heard once.

    Words written alike at two tables were heard twice, even if nobody joined them.
    """
    tables_of: dict[str, set] = {}
    for note in notes.values():
        tables_of.setdefault(_wording(note), set()).add(note.place)
    lone = set()
    for id_, members in threads(notes).items():
        places = set().union(*(tables_of[_wording(notes[m])] for m in members))
        if len(places) == 1 and not any(notes[m].carried_from for m in members):
            lone.add(id_)
    return lone


def _wording(note) -> str:
    return " ".join(note.text.casefold().split()).strip(".,!?…")


def fairly(notes: Iterable, kinds: tuple[str, ...], limit: int) -> list:
    """At most `limit` notes so that each table's first of each kind comes before anybody's second; in that order."""
    nth: dict[tuple, int] = {}
    ranked = []
    for note in sorted(notes, key=lambda n: n.order):
        key = (note.place, note.kind)
        nth[key] = nth.get(key, 0) + 1
        ranked.append((nth[key], kinds.index(note.kind), note.order, note))
    return [note for *_, note in sorted(ranked, key=lambda r: r[:3])[:limit]]
