"""Stories of a fishbowl: who dares first, the empty chair, the queue, the light for leaving, and the change of circles."""

import json

import pytest

from coknow import session
from coknow.kernel.messages import SYSTEM
from tests.activities import cases
from tests.story import Story

OPEN = {"form": "open", "seats": 3}


def bowl(people=8, minutes=20, **settings) -> Story:
    template, phase = cases.of([{"id": "bowl", "activity": "fishbowl", "minutes": minutes, "settings": OPEN | settings}])
    story = Story(template)
    story.crowd(people)
    story.until(phase)
    return story


def inside(story) -> list[str]:
    return [seat["name"] for seat in sorted(story.room["activity"]["inside"].values(), key=lambda s: s["order"])]


def queue(story) -> list[str]:
    return [one["name"] for one in sorted(story.room["activity"]["queue"].values(), key=lambda s: s["order"])]


def sit(story, *numbers):
    for n in numbers:
        story.do(f"Vieras {n}", "chair.take")


def test_the_circle_begins_empty_and_whoever_dares_sits_down():
    story = bowl()
    assert inside(story) == [] and story.room["activity"]["chairs"] == 4, "three speakers and one empty chair"
    sit(story, 1, 2)
    assert inside(story) == ["Vieras 1", "Vieras 2"]
    assert story.do("Vieras 1", "chair.take") == [], "twice is once"
    story.end()


def test_nobody_dares_first_so_the_host_invites_three_in_private():
    story = bowl()
    story.do("Helmi", "chair.invite", people=[story.people["Vieras 1"], story.people["Vieras 2"]])
    assert story.person("Vieras 1")["activity"]["invited"] and "invited" not in story.person("Vieras 3")["activity"]
    for audience in ("room", "screen"):
        assert "invited" not in json.dumps(session.view(story.state, audience)), "nobody else knows of it"
    assert story.refused("Helmi", "chair.invite", people=[story.people["Vieras 3"], story.people["Vieras 4"]]) == "not_allowed"
    assert story.refused("Vieras 3", "chair.invite", people=[story.people["Vieras 4"]]) == "not_allowed"
    story.do("Vieras 1", "chair.decline")
    story.do("Vieras 2", "chair.take")
    assert story.hosts["activity"]["invited"] == {}, "one came, one said not now"
    story.do("Helmi", "chair.invite", people=[story.people["Vieras 3"]])
    story.do("Helmi", "chair.invite", people=[story.people["Vieras 3"]], on=False)
    assert "invited" not in story.person("Vieras 3")["activity"]
    story.end()


def test_two_reach_for_the_empty_chair_and_the_second_stands_in_the_queue():
    story = bowl()
    sit(story, 1, 2, 3)
    sit(story, 4, 5)
    assert inside(story)[3] == "Vieras 4" and queue(story) == ["Vieras 5"]
    story.end()


def test_when_all_chairs_are_taken_one_is_asked_to_leave_and_only_the_longest_seated_learns_that_it_may_be_them():
    story = bowl()
    sit(story, 1, 2, 3)
    assert "leave_one" not in story.room["activity"]
    sit(story, 4)
    assert story.room["activity"]["leave_one"] is True
    assert [n for n in story.people if story.person(n)["activity"].get("suggested")] == ["Vieras 1"]
    story.wait(30)
    assert "Vieras 1" in inside(story), "suggested, never forced"
    story.do("Vieras 2", "chair.leave")
    assert "leave_one" not in story.room["activity"] and "suggested" not in story.person("Vieras 1")["activity"]
    story.end()


def test_whoever_leaves_makes_room_for_the_first_in_the_queue():
    story = bowl()
    sit(story, 1, 2, 3, 4, 5, 6)
    story.do("Vieras 2", "chair.leave")
    assert sorted(inside(story)) == ["Vieras 1", "Vieras 3", "Vieras 4", "Vieras 5"] and queue(story) == ["Vieras 6"]
    assert story.room["activity"]["leave_one"] is True
    story.do("Vieras 6", "chair.leave")
    assert queue(story) == []
    story.end()


@pytest.mark.parametrize("way", ["drop", "leave", "remove", "erase", "follow"])
def test_a_chair_is_freed_when_its_person_goes_in_whatever_way(way):
    story = bowl()
    sit(story, 1, 2, 3, 4, 5)
    person = story.people["Vieras 1"]
    {"drop": lambda: story.drops("Vieras 1"), "leave": lambda: story.do("Vieras 1", "person.leave"),
     "remove": lambda: story.do("Helmi", "person.remove", person=person),
     "erase": lambda: story.do("Vieras 1", "person.erase"),
     "follow": lambda: story.do("Vieras 1", "person.follow", on=True)}[way]()
    assert sorted(inside(story)) == ["Vieras 2", "Vieras 3", "Vieras 4", "Vieras 5"] and queue(story) == []
    if way == "drop":
        story.returns("Vieras 1")
        assert "Vieras 1" not in inside(story), "somebody else sits there now"
        story.do("Vieras 1", "chair.take")
        assert queue(story) == ["Vieras 1"]
    story.end()


def test_everybody_inside_and_waiting_goes_at_once():
    story = bowl()
    sit(story, 1, 2, 3, 4, 5, 6)
    story.drops("Vieras 1", "Vieras 2", "Vieras 3", "Vieras 4", "Vieras 5", "Vieras 6")
    assert inside(story) == [] and queue(story) == []
    sit(story, 7)
    assert inside(story) == ["Vieras 7"]
    story.end()


def test_after_a_step_back_the_chairs_of_those_who_have_gone_meanwhile_are_free():
    story = bowl()
    sit(story, 1, 2, 3, 4)
    story.next()
    story.do("Vieras 1", "person.leave")
    story.do("Helmi", "phase.back")
    assert sorted(inside(story)) == ["Vieras 2", "Vieras 3", "Vieras 4"]
    sit(story, 5)
    assert sorted(inside(story)) == ["Vieras 2", "Vieras 3", "Vieras 4", "Vieras 5"] and queue(story) == []
    story.end()


def test_a_follower_does_not_sit_and_a_host_seats_somebody_on_the_phone():
    story = bowl()
    story.join("Seija", role="follower")
    assert story.refused("Seija", "chair.take") == "not_allowed"
    story.do("Helmi", "person.add", name="Puhelin-Pekka")
    phone = next(p.id for p in story.state.people.values() if p.kind == "phone")
    story.do("Helmi", "chair.take", **{"for": phone})
    assert inside(story) == ["Puhelin-Pekka"]
    assert story.refused("Vieras 1", "chair.leave", **{"for": phone}) == "not_allowed"
    assert story.refused("Helmi", "chair.take", **{"for": story.people["Vieras 1"]}) == "not_allowed"
    story.do("Helmi", "chair.leave", **{"for": phone})
    assert inside(story) == []
    story.end()


def test_a_queue_has_an_end():
    story = bowl(people=20)
    sit(story, *range(1, 17))
    assert len(queue(story)) == 12
    assert story.refused("Vieras 17", "chair.take") == "not_allowed"


def test_the_outer_circle_has_tasks_dealt_out_and_its_notes_stay_private_until_they_are_shared():
    tasks = [{"fi": "Mikä yllätti?", "sv": "Vad?", "en": "What?"}, {"fi": "Mikä jäi sanomatta?", "sv": "A", "en": "B"}]
    story = bowl(tasks=tasks)
    assert {story.person(f"Vieras {n}")["activity"]["task"] for n in range(1, 9)} == {"1", "2"}
    note = story.do("Vieras 5", "note.add", text="Kukaan ei maininnut rahaa")[0].body["note"]
    assert story.room["activity"]["board"] == {}
    story.do("Vieras 5", "note.share", note=note, **{"with": "all"})
    assert story.room["activity"]["board"][note]["text"] == "Kukaan ei maininnut rahaa"
    story.do("Helmi", "note.hide", note=note)
    assert story.room["activity"]["board"] == {}
    story.do("Helmi", "note.hide", note=note, on=False)
    story.next()
    left = story.state.trail["bowl"]["leaves"]
    assert [item["notes"] for item in left.values()] == [[note]] and "Vieras" not in json.dumps(left)
    story.end()


def test_a_board_of_a_thousand_fits_its_document():
    story = bowl(notes="all")
    story.careful = False
    for n in range(40):
        story.do("Vieras 1", "note.add", text=f"{n} " + "pitkä ajatus " * 60)
    board = story.room["activity"]["board"]
    assert len(board) == 24 and len(json.dumps(story.room, ensure_ascii=False).encode()) < 16_000


CLOSED = {"form": "closed", "seats": 3}


def test_the_closed_circle_changes_at_half_time_with_those_who_asked_to_come():
    story = bowl(**CLOSED)
    sit(story, 1, 2, 3, 4, 5)
    assert inside(story) == ["Vieras 1", "Vieras 2", "Vieras 3"] and queue(story) == ["Vieras 4", "Vieras 5"]
    assert "leave_one" not in story.room["activity"], "in the closed form nobody is asked to leave before the change"
    assert session.due(story.state) == story.now + 10 * 60_000
    story.time_up()
    assert sorted(inside(story)) == ["Vieras 3", "Vieras 4", "Vieras 5"], "as many make room as want to come"
    assert story.state.phase == "bowl" and "deadline" not in story.room["activity"], "half time comes once"
    story.end()


def test_nobody_wants_to_come_so_the_talk_goes_on():
    story = bowl(**CLOSED)
    sit(story, 1, 2)
    story.time_up()
    assert inside(story) == ["Vieras 1", "Vieras 2"]
    story.end()


def test_circles_by_lot_change_again_and_again_and_everybody_gets_in():
    story = bowl(people=9, **CLOSED, first="lot", swap=5)
    been = set(inside(story))
    assert len(been) == 3
    for _ in range(2):
        story.time_up()
        assert len(inside(story)) == 3 and not been & set(inside(story))
        been |= set(inside(story))
    assert len(been) == 9 and story.hosts["activity"]["been"] == 9
    story.do("Vieras 1", "chair.leave")
    assert len(inside(story)) <= 3, "drawn is asked, not tied"
    story.end()


def test_the_clock_of_the_change_rests_with_the_phase():
    story = bowl(**CLOSED)
    sit(story, 1, 2, 3, 4)
    story.wait(4)
    story.do("Helmi", "phase.pause", on=True)
    story.wait(30)
    assert session.due(story.state) is None
    story.do("Helmi", "phase.pause", on=False)
    assert session.due(story.state) == story.now + 6 * 60_000
    story.next()
    story.wait(15)
    story.do("Helmi", "phase.back")
    assert story.room["activity"]["deadline"] == story.now + 6 * 60_000
    story.do(SYSTEM, "time.give", ms=60_000)
    assert story.room["activity"]["deadline"] == story.now + 7 * 60_000
    story.end()


def test_the_host_may_change_the_circle_before_its_time_but_only_where_circles_change():
    story = bowl(**CLOSED)
    sit(story, 1, 2, 3, 4)
    assert story.refused("Vieras 1", "chair.swap") == "not_allowed"
    story.do("Helmi", "chair.swap")
    assert inside(story) == ["Vieras 4", "Vieras 2", "Vieras 3"]
    assert bowl().refused("Helmi", "chair.swap") == "not_allowed"
    story.end()
