"""What hangs together, what was said at one table only, and a fair choice among tables."""

from dataclasses import dataclass

from coknow.parts.notes import alone, fairly, threads


@dataclass
class Note:
    id: str
    place: str
    text: str = ""
    order: int = 0
    kind: str = "idea"
    builds_on: tuple = ()
    carried_from: int | None = None


def cloth(*notes):
    return {n.id: n for n in notes}


def test_a_thread_is_joined_from_both_ends():
    notes = cloth(Note("a", "1"), Note("b", "1", builds_on=("a",)), Note("c", "2"), Note("d", "2", builds_on=("c", "b")))
    assert threads(notes)["a"] == {"a", "b", "c", "d"}


def test_alone_is_what_neither_links_nor_the_same_words_nor_a_traveller_took_elsewhere():
    notes = cloth(
        Note("only", "1", "Metsä"), Note("linked", "1", "Meri"), Note("elsewhere", "2", "Ranta", builds_on=("linked",)),
        Note("twice", "1", "Kahvia lisää!"), Note("again", "2", "kahvia  lisää"), Note("came", "2", "Siemen", carried_from=1))
    assert alone(notes) == {"only"}


def test_every_tables_first_comes_before_anybodys_second():
    notes = [Note(f"{p}{i}", p, order=i + 10 * n) for n, p in enumerate("abc") for i in range(3)]
    assert {n.place for n in fairly(notes, ("idea",), 3)} == {"a", "b", "c"}
    assert len(fairly(notes, ("idea",), 5)) == 5
