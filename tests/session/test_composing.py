"""Groups that grow out of groups: pairs to fours, pairs within a circle, the same people again, and odd numbers."""

import copy

import pytest

from coknow import library
from tests.activities import cases
from tests.story import Story

WORDS = {"fi": "Kokeeksi", "sv": "På prov", "en": "For trial"}


def phase(name: str, **settings) -> dict:
    return {"id": name, "activity": "group", "minutes": 4, "guidance": "facilitating", "script": {}, "title": WORDS,
            "task": WORDS, "settings": settings}


def programme(*phases, people=12, seed=1, careful=True, facts=(), **settings) -> Story:
    template = copy.deepcopy(library.builtin()["learning-cafe-mini"])
    alone = [p for p in template["phases"] if p["activity"] == "solo"][:1]
    template["phases"] = [*alone, *phases]
    story = Story(template, seed=seed, careful=careful, **settings)
    for i in range(people):
        story.join(f"Vieras {i + 1}", **(facts[i] if i < len(facts) else {}))
    return story


PAIRS = phase("pairs", compose="new", size=2)
FOURS = phase("fours", compose="join", size=4)


def together(story) -> list[set[str]]:
    """The groups that sit now, as sets of names."""
    return [{p.name for p in story.state.present_at(place.id)} for place in story.state.open_places()
            if story.state.present_at(place.id)]


def companions(story, name: str) -> set[str]:
    return next(group for group in together(story) if name in group) - {name}


@pytest.mark.parametrize("people, sizes", [
    (2, [2]), (3, [3]), (4, [2, 2]), (5, [2, 3]), (7, [2, 2, 3]), (12, [2] * 6), (25, [2] * 11 + [3])])
def test_pairs_and_with_an_odd_number_one_trio(people, sizes):
    story = programme(PAIRS, people=people)
    story.until("pairs")
    assert story.sizes() == sizes
    assert {place.kind for place in story.state.open_places()} == {"pair"}
    story.end()


@pytest.mark.parametrize("people, sizes", [
    (2, [2]), (3, [3]), (4, [4]), (5, [5]), (6, [6]), (7, [3, 4]), (8, [4, 4]), (9, [4, 5]), (10, [5, 5]),
    (11, [3, 4, 4]), (13, [4, 4, 5]), (14, [4, 5, 5]), (23, [3, 4, 4, 4, 4, 4]), (24, [4] * 6)])
def test_pairs_become_fours_and_nobody_is_left_as_a_pair(people, sizes):
    story = programme(PAIRS, FOURS, people=people)
    story.until("pairs")
    pairs = together(story)
    story.next()
    assert story.sizes() == sizes
    fours = together(story)
    parted = [pair for pair in pairs if not any(pair <= four for four in fours)]
    assert len(parted) <= 1, "a pair comes whole; only the one left over is shared out"
    assert {place.kind for place in story.state.open_places()} == {"group"}
    story.end()


def test_pairs_within_a_circle_are_made_of_its_own_people():
    story = programme(phase("circle", compose="new", size=7), phase("pairs", compose="within", size=2), people=14)
    story.until("circle")
    circles = together(story)
    story.next()
    assert story.sizes() == [2, 2, 2, 2, 3, 3]
    assert all(any(pair <= circle for circle in circles) for pair in together(story))
    story.end()


def test_who_was_a_pair_already_is_not_one_again_within_the_four():
    story = programme(PAIRS, FOURS, phase("others", compose="within", size=2), people=16)
    story.until("pairs")
    before = together(story)
    story.until("others")
    assert not [pair for pair in together(story) if pair in before]


def test_the_groups_of_an_earlier_phase_come_back_with_their_notes():
    story = programme(PAIRS, phase("trios", compose="new", size=3),
                      phase("again", compose="again", **{"as": "pairs"}), people=12)
    story.until("pairs")
    pairs, mine = together(story), story.place_of("Vieras 3")
    story.do("Vieras 3", "note.add", text="Meidän parin ajatus")
    story.next()
    assert story.place_of("Vieras 3") != mine
    story.join("Myöhä")
    story.next()
    assert story.place_of("Vieras 3") == mine
    assert [n["text"] for n in story.table("Vieras 3")["notes"].values()] == ["Meidän parin ajatus"]
    late = companions(story, "Myöhä")
    assert late in pairs, "a latecomer makes one pair a trio"
    assert [g for g in together(story) if "Myöhä" not in g] == [g for g in pairs if g != late]
    story.end()


def test_again_and_join_without_anything_before_make_new_groups():
    story = programme(PAIRS, FOURS, phase("again", compose="again", **{"as": "pairs"}), people=8)
    story.do("Helmi", "phase.skip", phase="pairs")
    story.until("fours")
    assert story.sizes() == [4, 4]
    story.next()
    assert story.sizes() == [4, 4], "there are no pairs to go back to; groups of the usual size are made"
    story.end()


def test_a_pair_left_alone_joins_others_and_the_four_is_made_of_who_is_here():
    story = programme(PAIRS, FOURS, people=8)
    story.until("pairs")
    partner = next(iter(companions(story, "Vieras 1")))
    story.do(partner, "person.leave")
    assert len(companions(story, "Vieras 1")) == 2 and story.person("Vieras 1")["why"]["reason"] == "merged"
    gone = next(iter(companions(story, "Vieras 1")))
    story.drops(gone)
    story.next()
    assert sum(story.sizes()) == 6 and gone not in [n for g in together(story) for n in g]
    story.returns(gone)
    assert sum(story.sizes()) == 7 and story.place_of(gone)
    story.end()


def test_latecomers_sit_with_somebody_at_once():
    story = programme(PAIRS, FOURS, people=6)
    story.until("pairs")
    for number in range(3):
        story.join(f"Myöhä {number}")
    assert story.sizes() == [3, 3, 3]
    story.next()
    assert story.sizes() == [4, 5]
    story.join("Viimeinen")
    assert story.sizes() == [5, 5]
    story.end()


def test_going_back_restores_the_pairs_and_forward_again_the_same_fours():
    story = programme(PAIRS, FOURS, people=10)
    story.until("pairs")
    pairs = together(story)
    story.next()
    fours, mine = together(story), story.place_of("Vieras 1")
    story.do("Vieras 1", "note.add", text="Neljän kesken")
    story.do("Helmi", "phase.back")
    assert together(story) == pairs and story.sizes() == [2] * 5, "no table of the fours stands empty"
    story.join("Myöhä")
    assert len(companions(story, "Myöhä")) == 2, "somebody who comes now joins a pair, not a table nobody sits at"
    story.do("Helmi", "phase.pause", on=True)
    story.do("Helmi", "phase.pause", on=False)
    story.next()
    assert [g - {"Myöhä"} for g in together(story)] == fours
    assert story.place_of("Vieras 1") == mine and story.table("Vieras 1")["notes"]
    story.do("Helmi", "phase.back")
    story.do("Helmi", "phase.back")
    assert together(story) == [], "before the pairs nobody had a seat"
    story.next()
    assert [g - {"Myöhä"} for g in together(story)] == pairs
    story.end()


def test_going_back_from_new_groups_finds_the_table_of_before():
    story = programme(PAIRS, phase("trios", compose="new", size=3), people=12)
    story.until("trios")
    trios = together(story)
    story.do("Helmi", "phase.back")
    assert story.sizes() == [2] * 6
    story.next()
    assert together(story) == trios
    story.end()


@pytest.mark.parametrize("between", [[], [{"id": "alone", "activity": "solo", "settings": {}}]])
def test_going_back_from_a_cafe_finds_the_groups_before_it(between):
    template, _ = cases.of([{"id": "work", "activity": "group", "settings": {"compose": "new", "size": 4}}, *between])
    story = Story(template)
    story.crowd(8)
    story.until("work")
    groups = dict(story.state.seats)
    story.until("cafe-1")
    story.do("Helmi", "phase.back")
    assert story.state.seats == groups and story.sizes() == [4, 4]
    story.end()


def test_the_host_moves_one_by_hand_and_the_move_holds_in_the_four():
    story = programme(PAIRS, FOURS, people=12)
    story.until("pairs")
    to = story.place_of("Vieras 5")
    story.do("Helmi", "person.move", person=story.people["Vieras 1"], place=to)
    assert "Vieras 5" in companions(story, "Vieras 1")
    story.next()
    assert "Vieras 5" in companions(story, "Vieras 1")
    story.end()


def test_three_rounds_of_trios_and_nobody_meets_twice():
    trios = [phase(f"trios-{i}", compose="new", size=3) for i in (1, 2, 3)]
    for seed in (1, 2, 3):
        story = programme(*trios, people=24, seed=seed, careful=False)
        met: dict[str, list] = {f"Vieras {i + 1}": [] for i in range(24)}
        for step in trios:
            story.until(step["id"])
            assert story.sizes() == [3] * 8
            for name in met:
                met[name] += companions(story, name)
        assert all(len(set(others)) == 6 for others in met.values())


def test_after_pairs_and_fours_new_trios_are_strangers():
    story = programme(PAIRS, FOURS, phase("trios", compose="new", size=3), people=24, careful=False)
    story.until("fours")
    fours = together(story)
    story.next()
    assert all(len(trio & four) <= 1 for trio in together(story) for four in fours)
    assert all(story.person(n)["why"]["new"] == 2 for g in together(story) for n in g)


def test_other_organisations_first_when_asked():
    towns = [{"organisation": town} for town in ["Espoo", "Vaasa", "Turku"] * 4]
    asked = phase("pairs", compose="new", size=2, prefer=["unmet", "other_organisation"])
    story = programme(asked, phase("more", compose="new", size=2, prefer=["unmet", "other_organisation"]),
                      people=12, facts=towns, careful=False)
    works = {p.name: p.organisation for p in story.state.people.values()}
    met = set()
    for step in ("pairs", "more"):
        story.until(step)
        for pair in together(story):
            assert len({works[name] for name in pair}) == 2
            assert frozenset(pair) not in met
            met.add(frozenset(pair))


def test_nobody_is_alone_because_of_a_language_or_a_table_client():
    tongues = [{"language": "fi"}] * 7 + [{"language": "sv"}] * 5
    story = programme(PAIRS, FOURS, people=12, facts=tongues, by_language=True)
    story.until("pairs")
    assert min(story.sizes()) >= 2 and sum(story.sizes()) == 12
    story = programme(PAIRS, FOURS, people=5, facts=[{"weight": 4}])
    story.until("pairs")
    assert min(story.sizes()) >= 2 and sum(story.sizes()) == 8
    story.next()
    assert sum(story.sizes()) == 8


def test_a_thousand_people_in_pairs_and_fours_and_new_pairs():
    story = programme(PAIRS, FOURS, phase("new", compose="new", size=2), people=1000, careful=False)
    story.until("pairs")
    assert story.sizes() == [2] * 500
    pairs = {frozenset(pair) for pair in together(story)}
    story.next()
    assert story.sizes() == [4] * 250
    fours = together(story)
    story.next()
    assert story.sizes() == [2] * 500
    now = {frozenset(pair) for pair in together(story)}
    assert not now & pairs and not [pair for pair in now if any(pair <= four for four in fours)]
