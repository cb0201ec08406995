"""Troika consulting: everybody is the client once, all rooms keep one clock, and what is written stays one's own."""

import json

import pytest

from coknow import session
from tests.session.test_composing import phase, programme, together

MINUTES = {"tell": 2, "clarify": 2, "consult": 4, "valuable": 2}


def troika(people=9, minutes=30, **facts):
    step = phase("troika", compose="new", size=3, at_least=3, **MINUTES) | {"activity": "troika", "minutes": minutes}
    story = programme(step, phase("after", compose="keep"), people=people, **facts)
    story.until("troika")
    story.time_up()  # the server sees that people sit
    return story


def now(story) -> tuple:
    room = story.room["activity"]
    return room.get("turn"), room.get("part")


def client(story, name: str) -> str | None:
    found = story.table(name)["activity"].get("client")
    return story.state.people[found].name if found else None


def clients(story) -> set[str]:
    return {client(story, sorted(group)[0]) for group in together(story)}


def turn_over(story) -> None:
    for _ in MINUTES:
        story.time_up()


def test_parts_go_on_by_themselves_and_everybody_is_the_client_once():
    story = troika()
    assert story.sizes() == [3, 3, 3]
    seen = []
    began = story.now
    for turn in (1, 2, 3):
        for part, minutes in MINUTES.items():
            assert now(story) == (turn, part)
            before = story.now
            if part == "tell":
                seen += clients(story)
            story.time_up()
            assert story.now - before == minutes * 60_000
    assert sorted(seen) == sorted(f"Vieras {i + 1}" for i in range(9))
    assert story.room["activity"] == {"done": True, "turns": 3} and story.now - began == 30 * 60_000
    assert story.state.phase == "troika", "it is the host who goes on"
    story.end()


@pytest.mark.parametrize("people, sizes, turns", [(3, [3], 3), (4, [4], 4), (5, [5], 5), (7, [3, 4], 4), (8, [4, 4], 4), (10, [3, 3, 4], 4)])
def test_a_group_of_four_has_a_turn_more_and_everybody_is_given_the_time(people, sizes, turns):
    story = troika(people)
    assert story.sizes() == sizes and story.room["activity"]["turns"] == turns
    assert story.state.deadline - story.now == turns * 10 * 60_000
    if turns > 3:
        assert story.room["notice"]["kind"] == "extended", "and told so"
    seen = []
    for _ in range(turns):
        seen += [c for c in clients(story) if c]
        turn_over(story)
    assert sorted(seen) == sorted(f"Vieras {i + 1}" for i in range(people))
    assert story.room["activity"]["done"]
    story.end()


def test_what_is_written_is_ones_own_and_in_no_harvest():
    story = troika(3)
    story.do("Vieras 1", "note.add", text="Arvokkainta oli kanarialintu", kind="insight")
    for name in ("Vieras 2", "Vieras 3", "Helmi"):
        held = [session.view(story.state, a) for a in session.audiences(story.state, story.people[name])]
        assert "kanarialintu" not in json.dumps(held)
    note = next(iter(story.person("Vieras 1")["notes"]))
    assert "kanarialintu" not in json.dumps(session.harvest(story.state, for_hosts=True))
    story.do("Vieras 1", "note.share", note=note, **{"with": "place"})
    assert "kanarialintu" in json.dumps(story.table("Vieras 2")), "sharing with the two others is one's own choice"
    story.end()


def test_a_turn_may_be_passed_and_a_free_one_taken():
    story = troika(3)
    first = client(story, "Vieras 1")
    story.do(first, "client.pass")
    second = client(story, "Vieras 1")
    assert second not in (None, first)
    assert story.refused(first, "client.pass") == "not_allowed"
    assert story.refused(first, "client.take") == "not_allowed", "somebody has it"
    third = ({"Vieras 1", "Vieras 2", "Vieras 3"} - {first, second}).pop()
    story.drops(second)
    assert client(story, first) == second, "a phone that shows the call is asleep, and its owner may be telling"
    assert story.table(first)["activity"]["away"] is True
    story.do(first, "client.take")
    assert client(story, first) == first, "really away: one of the others may take it"
    assert story.refused(third, "client.take") == "not_allowed"
    story.end()


def test_whose_phone_sleeps_under_the_call_has_a_turn_after_the_others():
    story = troika(3)
    had = [client(story, "Vieras 1")]
    sleeper = next(n for n in ("Vieras 1", "Vieras 2", "Vieras 3") if n not in had)
    story.drops(sleeper)
    while "part" in story.room["activity"]:
        turn_over(story)
        had += [client(story, had[0])] if "part" in story.room["activity"] else []
    assert had[-1] == sleeper and len(set(had)) == 3
    story.end()


def test_a_client_who_leaves_and_a_latecomer_who_comes():
    story = troika(6)
    one = client(story, "Vieras 1")
    mates = next(g for g in together(story) if one in g) - {one}
    story.do(one, "person.leave")
    assert client(story, sorted(mates)[0]) is None
    story.join("Myöhä")
    assert story.table("Myöhä")["people"].keys() & {story.people[m] for m in mates}
    turn_over(story)
    seen = set()
    while "part" in story.room["activity"]:
        seen |= clients(story)
        turn_over(story)
    assert "Myöhä" in seen, "who comes in the middle gets a turn, too"
    story.end()


def test_the_host_gives_a_minute_to_all_and_may_go_on_early():
    story = troika()
    end, part = story.state.deadline, story.room["activity"]["deadline"]
    story.do("Helmi", "part.extend", seconds=60)
    assert story.room["activity"]["deadline"] == part + 60_000 and story.state.deadline == end + 60_000
    story.do("Helmi", "phase.extend", seconds=60)
    assert story.room["activity"]["deadline"] == part + 120_000 and story.state.deadline == end + 120_000
    story.wait(3.5)
    story.do("Helmi", "part.extend", seconds=-300)
    assert story.room["activity"]["deadline"] == story.now + 15_000, "a sentence is never cut"
    story.do("Helmi", "part.next")
    assert now(story) == (1, "clarify") and story.room["activity"]["deadline"] == story.now + 120_000
    assert story.refused("Vieras 1", "part.next") == "no_lease"
    story.end()


def test_a_pause_stops_the_parts_and_going_back_takes_the_turn_again():
    story = troika()
    story.wait(1)
    story.do("Helmi", "phase.pause", on=True)
    assert story.room["activity"]["left"] == 60_000 and "deadline" not in story.room["activity"]
    story.wait(10)
    story.do("Helmi", "phase.pause", on=False)
    assert story.room["activity"]["deadline"] == story.now + 60_000
    turn_over(story)
    assert now(story) == (2, "tell")
    whose = clients(story)
    story.next()
    story.wait(2)
    story.do("Helmi", "phase.back")
    assert now(story) == (2, "tell") and clients(story) == whose and story.room["activity"]["deadline"] == story.now + 120_000
    story.do("Helmi", "phase.back")
    story.next()
    story.time_up()
    assert now(story) == (2, "tell") and clients(story) == whose, "begun once more, the turn that was cut off is held again"
    story.end()


def test_somebody_alone_has_nobody_to_consult_and_nothing_breaks():
    story = troika(1)
    assert story.room["activity"]["done"]
    assert story.refused("Vieras 1", "client.take") == "not_allowed"
    assert story.refused("Helmi", "part.next") == "not_allowed"
    story.join("Myöhä", "Myöhempi")
    assert story.hosts["activity"]["waiting"]
    story.do("Helmi", "part.next")
    assert now(story) == (1, "tell") and story.room["activity"]["turns"] == 3
    turn_over(story)
    assert now(story) == (2, "tell")
    story.end()
