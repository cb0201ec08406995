"""One, two, four, all: what is written on one rung of the ladder lies before the people of the next, whose it is."""

import json

import pytest

from coknow import session
from tests.session.test_composing import PAIRS, phase, programme, together
from tests.story import Story

FOURS = phase("fours", compose="join", size=4, choose=1, **{"from": "pairs"})
ALL = phase("all", stage="all", **{"from": "fours"})


def ladder(people=8, *more, **facts):
    story = programme(PAIRS, FOURS, ALL, *more, people=people, **facts)
    story.until("pairs")
    return story


def write(story, name: str, text: str, **more) -> str:
    return next(e.body["note"] for e in story.do(name, "note.add", text=text, **more) if e.name == "note.added")


def tray(story, name: str) -> dict[str, str]:
    """text -> whose it is."""
    return {n["text"]: n.get("name", "") for n in story.table(name)["activity"].get("tray", {}).values()}


def wall(story, audience="room") -> dict[str, list[str]]:
    """text of a card -> texts of those under it."""
    found = session.view(story.state, audience)["activity"]["cards"]
    return {c["text"]: [u["text"] for u in c.get("under", {}).values()] for c in found.values()}


def one_of_each_pair(story) -> list[str]:
    return [sorted(pair)[0] for pair in together(story)]


def test_what_the_pairs_wrote_lies_on_the_tray_of_the_four_with_its_authors():
    story = ladder()
    writers = one_of_each_pair(story)
    for name in writers:
        write(story, name, f"Ajatus: {name}")
    story.next()
    for four in together(story):
        expected = {f"Ajatus: {name}": name for name in four if name in writers}
        assert len(expected) == 2
        assert all(tray(story, name) == expected for name in four), "both pairs' notes and nobody else's"
    story.end()


def test_a_note_of_the_four_cites_the_pairs_notes_it_came_from():
    story = ladder()
    writers = one_of_each_pair(story)
    notes = {name: write(story, name, f"Ajatus: {name}") for name in writers}
    story.next()
    four = next(g for g in together(story) if writers[0] in g)
    mine = [notes[n] for n in four if n in notes]
    other = next(notes[n] for n in notes if n not in four)
    writer = next(n for n in four if n not in writers)
    made = write(story, writer, "Yhdessä", builds_on=mine)
    assert set(story.table(writer)["notes"][made]["builds_on"]) == set(mine)
    assert story.refused(writer, "note.add", text="Toisten", builds_on=[other]) == "no_such_note"
    story.end()


def test_a_solo_note_is_ones_own_until_it_is_brought_with_one_tap():
    story = programme(PAIRS, FOURS, people=8)
    story.until(story.state.steps[0]["id"])
    kept = write(story, "Vieras 1", "Pidän itselläni")
    brought = write(story, "Vieras 1", "Tuon parille")
    story.next()
    story.do("Vieras 1", "note.share", note=brought, **{"with": "place"})
    assert list(story.person("Vieras 1")["notes"]) == [kept]
    assert story.table("Vieras 1")["notes"][brought]["phase"] == "pairs", "it is said here and now"
    groups = story.hosts["activity"]["groups"]
    assert groups[story.place_of("Vieras 1")]["written"] == 1, "a pair that has brought something has begun"
    story.next()
    assert tray(story, "Vieras 1") == {"Tuon parille": "Vieras 1"}
    held = [session.view(story.state, a) for p in story.state.people for a in session.audiences(story.state, p)
            if p != story.people["Vieras 1"]]
    assert "Pidän itselläni" not in json.dumps(held, ensure_ascii=False)
    story.end()


def test_whoever_has_to_change_places_finds_what_they_wrote():
    story = ladder()
    write(story, "Vieras 1", "Ennen kuin parini lähti")
    partner = next(g for g in together(story) if "Vieras 1" in g) - {"Vieras 1"}
    story.do(partner.pop(), "person.leave")
    assert story.person("Vieras 1")["why"]["reason"] == "merged"
    assert tray(story, "Vieras 1") == {"Ennen kuin parini lähti": "Vieras 1"}
    story.next()
    assert tray(story, "Vieras 1") == {"Ennen kuin parini lähti": "Vieras 1"}
    story.end()


def test_the_tray_follows_changes_to_what_lies_on_it():
    story = ladder()
    note, gone = write(story, "Vieras 1", "Eka"), write(story, "Vieras 1", "Toka")
    story.next()
    story.do("Vieras 1", "note.edit", note=note, text="Eka paremmin")
    story.do("Vieras 1", "note.remove", note=gone)
    story.do("Vieras 1", "person.rename", name="Aino")
    assert tray(story, "Vieras 1") == {"Eka paremmin": "Aino"}
    story.do("Helmi", "note.hide", note=note)
    assert tray(story, "Vieras 1") == {}
    story.end()


def in_fours(people=8):
    story = ladder(people)
    for name in one_of_each_pair(story):
        write(story, name, f"Ajatus: {name}")
    story.next()
    return story


def a_card(story, name: str) -> str:
    return sorted(story.table(name)["activity"]["tray"])[0]


def test_any_member_marks_the_card_and_the_last_word_holds():
    story = in_fours()
    four = sorted(next(iter(together(story))))
    first, second = sorted(story.table(four[0])["activity"]["tray"])
    story.do(four[0], "card.choose", note=first)
    story.do(four[1], "card.choose", note=second)
    assert list(story.table(four[2])["activity"]["chosen"]) == [second]
    own = write(story, four[3], "Uusi yhteinen")
    story.do(four[3], "card.choose", note=own)
    story.do(four[3], "card.choose", note=own)
    assert list(story.table(four[0])["activity"]["chosen"]) == [own]
    groups = story.hosts["activity"]["groups"]
    assert [g["chosen"][own]["text"] for g in groups.values() if "chosen" in g] == ["Uusi yhteinen"]
    assert sorted(g["written"] for g in groups.values()) == [0, 1], "one group has not begun to write"
    story.do(four[0], "card.choose", note=own, on=False)
    assert "chosen" not in story.table(four[0])["activity"]
    story.end()


def test_cards_of_another_group_and_without_a_choice_to_make_are_refused():
    story = in_fours()
    one, other = [sorted(g)[0] for g in together(story)]
    assert story.refused(one, "card.choose", note=a_card(story, other)) == "no_such_note"
    assert story.refused("Helmi", "card.choose", note=a_card(story, one)) == "not_allowed"
    story.do("Helmi", "phase.back")
    assert story.refused(one, "card.choose", note="n_1") == "not_allowed", "pairs choose nothing here"


def at_the_wall(people=16):
    story = in_fours(people)
    chosen = {}
    for four in together(story):
        speaker = sorted(four)[0]
        card = a_card(story, speaker)
        story.do(speaker, "card.choose", note=card)
        chosen[speaker] = card
    story.next()
    return story, chosen


def test_one_card_per_four_on_everybodys_wall_and_no_names_on_it():
    story, chosen = at_the_wall()
    assert len(wall(story)) == 4 and wall(story) == wall(story, "screen") == wall(story, "hosts")
    assert {c["number"] for c in story.room["activity"]["cards"].values()} == {1, 2, 3, 4}
    assert '"name"' not in json.dumps(story.room["activity"]) and '"author"' not in json.dumps(story.room["activity"])
    assert story.place_of("Vieras 1"), "the fours sit together while all look at the wall"
    story.end()


def test_the_same_said_twice_is_stacked_with_credit_and_taken_apart_again():
    story, chosen = at_the_wall()
    (a, one), (b, two), (c, three), (d, four) = chosen.items()
    story.do(a, "card.stack", card=one, under=two)
    assert story.refused(a, "card.stack", card=three, under=two) == "not_allowed"
    story.do("Helmi", "card.stack", card=two, under=three)
    shown = story.room["activity"]["cards"]
    assert set(shown) == {three, four} and set(shown[three]["under"]) == {one, two}
    assert shown[three]["under"][one]["number"] == story.table(a)["number"]
    assert story.refused("Helmi", "card.stack", card=three, under=one) == "bad_arguments"
    story.do(b, "card.unstack", card=two)
    assert set(story.room["activity"]["cards"]) == {two, three, four}
    story.do("Helmi", "phase.back")
    story.next()
    assert set(story.room["activity"]["cards"]) == {two, three, four}, "stacks outlive going back"
    story.end()


def test_a_group_without_a_card_brings_one_to_the_wall():
    story = in_fours()
    one, other = [sorted(g)[0] for g in together(story)]
    story.do(one, "card.choose", note=a_card(story, one))
    mine = write(story, other, "Meidän asia")
    story.next()
    assert story.hosts["activity"]["missing"] == {story.place_of(other): story.table(other)["number"]}
    assert story.refused(one, "card.bring", note=mine) == "no_such_note"
    story.do(other, "card.bring", note=mine)
    assert "Meidän asia" in wall(story) and story.hosts["activity"]["missing"] == {}
    story.do("Helmi", "note.hide", note=mine)
    assert "Meidän asia" not in wall(story)
    story.end()


def test_the_harvest_has_every_card_with_those_stacked_under_it():
    story, chosen = at_the_wall()
    (_, one), (_, two), *_ = chosen.items()
    story.do("Helmi", "card.stack", card=one, under=two)
    story.do("Helmi", "session.close")
    sections = session.harvest(story.state, for_hosts=False)["sections"]
    assert [s["name"] for s in sections] == ["group.harvest_all"], "and the fours' choices are not told twice"
    assert len(sections[0]["lines"]) == 3
    below = [line["below"] for line in sections[0]["lines"] if "below" in line]
    assert len(below) == 1 and below[0][0]["about"] == "group.of_group"


def test_the_ladder_as_a_picture_knows_where_we_are():
    story = ladder()
    rungs = session.view(story.state, "screen")["activity"]["rungs"]
    assert [(r["size"], r["state"]) for r in rungs.values()] == [(1, "done"), (2, "now"), (4, "ahead"), (0, "ahead")]


@pytest.mark.parametrize("people", [250, 1000])
def test_the_wall_of_a_thousand_people_is_bounded(people):
    story = programme(PAIRS, FOURS, ALL, people=people, careful=False)
    story.until("fours")
    for group in together(story):
        speaker = sorted(group)[0]
        story.do(speaker, "card.choose", note=write(story, speaker, "Jotain, minkä koko joukko saa kuulla " * 3))
    story.next()
    room = json.dumps(story.room, ensure_ascii=False).encode()
    assert len(room) < 16_000 and story.room["activity"]["more"] == len(together(story)) - 40
    assert len(story.hosts["activity"]["cards"]) == len(together(story))


@pytest.mark.parametrize("people", [3, 7, 16])
def test_a_team_of_any_size_gets_through_its_half_hour(people):
    story = Story("team-half-hour")
    names = story.crowd(people)
    began = story.now
    story.until("think")
    for name in names:
        write(story, name, f"Nokkela tapa: {name}")
    story.until("pairs")
    assert min(story.sizes()) >= 2
    for name in names:
        story.do(name, "note.share", note=next(iter(story.person(name)["notes"])), **{"with": "place"})
    story.until("fours")
    for group in together(story):
        speaker = sorted(group)[0]
        assert len(tray(story, speaker)) == len(group), "everybody's own way is there, and whose it is"
        story.do(speaker, "card.choose", note=a_card(story, speaker))
    story.until("all")
    assert len(wall(story)) == len(together(story))
    story.until("step")
    assert story.room["phase"]["writes"]["visibility"] == "place" and all(story.place_of(name) for name in names)
    story.until("used")
    assert began == story.now and sum(s["minutes"] for s in story.state.steps) == 30
    story.end()


def test_in_pairs_each_tells_in_turn_by_one_clock_for_all_and_then_they_talk_together():
    pairs = phase("pairs", compose="new", size=2, each=1) | {"minutes": 3}
    story = programme(pairs, phase("after", compose="keep"), people=5)
    story.until("pairs")
    began = story.now
    assert story.room["activity"] == {"talk": {"ms": 120_000, "deadline": began + 120_000}, "size": 2}
    story.wait(0.5)
    story.do("Helmi", "phase.pause", on=True)
    assert story.room["activity"]["talk"] == {"ms": 120_000, "left": 90_000}
    story.wait(4)
    story.do("Helmi", "phase.pause", on=False)
    assert story.room["activity"]["talk"] == {"ms": 120_000, "deadline": story.now + 90_000}
    story.do("Helmi", "phase.extend", seconds=60)
    assert story.room["activity"]["talk"]["deadline"] == story.now + 90_000, "time given is for talking together"
    story.next()
    assert "talk" not in story.room["activity"]
    story.wait(2)
    story.do("Helmi", "phase.back")
    assert story.room["activity"]["talk"]["deadline"] - story.now == 90_000, "nobody's turn ran on meanwhile"
    story.end()


@pytest.mark.parametrize("choose", [0, 1])
def test_what_is_off_the_record_is_taken_up_nowhere_but_the_card_that_is_chosen(choose):
    pairs = phase("pairs", compose="new", size=2, off_record=True, **({"choose": 1} if choose else {}))
    sort = phase("sort", **{"from": "pairs"}) | {"activity": "cluster"}
    story = programme(pairs, sort, people=4)
    story.until("pairs")
    write(story, "Vieras 1", "Vain meille")
    ours = write(story, "Vieras 1", "Tämän saa kertoa")
    if choose:
        story.do("Vieras 1", "card.choose", note=ours)
    story.next()
    assert [one["text"] for one in story.room["activity"]["things"].values()] == ["Tämän saa kertoa"] * choose
    assert "Vain meille" not in json.dumps(session.harvest(story.state, for_hosts=True))
    story.end()
