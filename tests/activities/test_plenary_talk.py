"""A case is told and nobody only listens (METHODS M20): the talk's clock, case pauses, listening tasks, the card."""

import json

import pytest
from coknow import session
from coknow.kernel.messages import SYSTEM
from coknow.kernel.rejected import Rejected

from tests.activities import cases
from tests.story import MINUTE, Story

TALK, PHASE = cases.programmes()["plenary-talk"]


def talk(people=8, **settings) -> Story:
    story = Story(TALK, **settings)
    story.crowd(people)
    story.join("Seija", role="follower")
    story.until(PHASE)
    return story


def shown(story) -> dict:
    return story.room["activity"]["talk"]


def mine(story, name) -> dict:
    return story.person(name)["activity"]


# --- the clock ---------------------------------------------------------------------------------------------------


def test_a_talk_stops_softly_at_the_end_of_each_segment_and_everybody_writes():
    story = talk()
    begun = story.now
    assert shown(story) == {"segment": 1, "deadline": begun + 4 * MINUTE}
    story.time_up()
    assert story.now == begun + 4 * MINUTE
    assert shown(story) == {"segment": 1, "writing": True, "deadline": story.now + MINUTE}
    assert story.state.phase == PHASE, "nobody is thrown out of a sentence"
    story.time_up()
    assert shown(story) == {"segment": 2, "deadline": begun + 9 * MINUTE}
    story.end()


def test_a_presenter_who_overruns_meets_the_pause_and_then_the_hosts_decision():
    story = talk()
    for _ in range(3):
        story.time_up()
    assert shown(story)["writing"] and story.room["phase"]["overtime"]
    story.time_up()
    assert shown(story) == {"segment": 2}, "the talk is over; the phase waits for its host"
    assert session.due(story.state) is None
    story.do("Helmi", "phase.extend", seconds=60)
    assert shown(story) == {"segment": 2, "deadline": story.room["phase"]["deadline"]}, "a minute more is the talk's"
    story.end()


def test_the_host_stops_the_talk_for_writing_and_the_rest_of_the_segment_is_not_lost():
    story = talk()
    story.wait(1)
    story.do("Helmi", "case.pause", on=True)
    assert shown(story)["writing"]
    assert story.do("Helmi", "case.pause", on=True) == []
    story.wait(0.5)
    story.do("Helmi", "case.pause", on=False)
    assert shown(story) == {"segment": 1, "deadline": story.now + 3 * MINUTE}
    assert story.refused("Vieras 1", "case.pause", on=True) == "not_allowed"
    story.end()


def test_a_pause_is_wished_for_by_number_and_never_by_name():
    story = talk()
    for name in ("Vieras 1", "Vieras 2", "Seija"):
        story.do(name, "pause.wish", on=True)
    assert story.hosts["activity"]["wishes"] == 3
    assert mine(story, "Vieras 1")["wish"] and "wish" not in mine(story, "Vieras 3")
    held = json.dumps(story.hosts["activity"]) + json.dumps(story.room["activity"])
    assert story.people["Vieras 1"] not in held
    story.do("Vieras 2", "pause.wish", on=False)
    assert story.hosts["activity"]["wishes"] == 2
    story.do("Helmi", "case.pause", on=True)
    assert story.hosts["activity"]["wishes"] == 0 and "wish" not in mine(story, "Vieras 1"), "granted"
    story.end()


def test_the_talks_clock_rests_with_the_phase_and_stretches_with_it():
    story = talk()
    story.wait(1)
    story.do("Helmi", "phase.pause", on=True)
    assert shown(story) == {"segment": 1, "left": 3 * MINUTE}
    story.wait(10)
    assert story.refused("Helmi", "case.pause", on=True) == "not_allowed"
    story.do("Helmi", "phase.pause", on=False)
    assert shown(story)["deadline"] == story.now + 3 * MINUTE
    story.do(SYSTEM, "time.give", ms=5000)
    assert shown(story)["deadline"] == story.now + 3 * MINUTE + 5000
    story.do("Helmi", "phase.extend", seconds=-300)
    assert shown(story)["deadline"] == story.room["phase"]["deadline"], "no segment outlasts its phase"
    story.do("Helmi", "phase.extend", seconds=120)
    assert shown(story)["deadline"] == story.room["phase"]["deadline"], "the last segment takes what is added"
    story.end()


def test_the_talks_clock_rests_while_its_phase_is_away():
    story = talk()
    story.wait(1)
    story.next()
    story.wait(7)
    story.do("Helmi", "phase.back")
    assert shown(story) == {"segment": 1, "deadline": story.now + 3 * MINUTE}
    story.do("Helmi", "phase.pause", on=True)
    story.next()
    story.wait(7)
    story.do("Helmi", "phase.back")
    assert shown(story) == {"segment": 1, "deadline": story.now + 3 * MINUTE}
    story.end()


# --- listening tasks ---------------------------------------------------------------------------------------------


def test_tasks_are_dealt_evenly_and_each_sees_their_own():
    story = talk(9)
    tasks = [mine(story, n)["task"] for n in story.people if n != "Helmi"]
    assert sorted(tasks) == ["facts"] * 5 + ["feelings"] * 5
    assert "task" not in mine(story, "Helmi")
    assert story.hosts["activity"]["dealt"] == {"facts": 5, "feelings": 5}
    assert story.room["activity"]["tasks"]["facts"]["kind"] == "fact"


def test_a_latecomer_gets_the_task_that_fewest_have():
    story = talk(7)
    for name in ("Myöhä", "Vielä"):
        counts = story.hosts["activity"]["dealt"]
        story.join(name)
        assert counts[mine(story, name)["task"]] == min(counts.values())
    story.end()


def test_what_is_written_for_a_task_is_for_oneself_and_followers_may_write_too():
    story = talk()
    story.do("Vieras 1", "note.add", text="kanarialintu", kind="fact")
    story.do("Seija", "note.add", text="kanarialintu", kind="feeling")
    for name in story.people:
        held = json.dumps([session.view(story.state, a) for a in session.audiences(story.state, story.people[name])])
        assert ("kanarialintu" in held) == (name in ("Vieras 1", "Seija")), name
    story.next()
    assert story.refused("Seija", "note.add", text="Minäkin") == "not_allowed", "elsewhere followers watch"


def test_tasks_go_on_in_the_phase_that_takes_them_up():
    template = json.loads(json.dumps(TALK))
    at = next(i for i, p in enumerate(template["phases"]) if p["id"] == PHASE)
    template["phases"].insert(at + 1, {**template["phases"][at], "id": "on", "settings": {"from": PHASE}})
    story = Story(template)
    story.crowd(5)
    story.until(PHASE)
    story.do("Helmi", "presenter.name", person=story.people["Vieras 2"])
    before = {n: mine(story, n).get("task") for n in story.people}
    story.next()
    assert {n: mine(story, n).get("task") for n in story.people} == before
    assert mine(story, "Vieras 2")["presents"] and story.room["activity"]["card"]["failed"]
    story.next()
    told = [part["phase"] for part in session.harvest(story.state, for_hosts=True)["sections"] if part.get("name") == "plenary.harvest_case"]
    assert told == [PHASE], "a case that is shown in several phases is told once in the harvest"
    leaves = story.state.trail[PHASE]["leaves"]
    assert leaves["facts"]["people"] == {story.people[n]: True for n, task in before.items() if task == "facts"}
    story.end()


def test_another_talk_is_another_case_with_the_same_tasks():
    template = json.loads(json.dumps(TALK))
    at = next(i for i, p in enumerate(template["phases"]) if p["id"] == PHASE)
    template["phases"].insert(at + 1, {**template["phases"][at], "id": "on", "settings": {"from": PHASE, "segment": 3}})
    story = Story(template)
    story.crowd(5)
    story.until(PHASE)
    story.do("Helmi", "presenter.name", person=story.people["Vieras 2"])
    before = {n: mine(story, n).get("task") for n in story.people}
    story.next()
    assert {n: mine(story, n).get("task") for n in story.people} == before
    assert "presenters" not in story.room["activity"] and "card" not in story.room["activity"]
    story.end()


# --- the case and whoever presents it --------------------------------------------------------------------------------


CARD = {"title": "Yksi ovi", "context": "Kolme yksikköä", "failed": "Iltavuoro", "checked": True}


def test_a_card_without_what_failed_is_not_taken():
    story = talk()
    assert story.refused("Helmi", "case.describe", **{**CARD, "failed": ""}) == "empty_text"
    assert story.refused("Helmi", "case.describe", **{**CARD, "checked": False}) == "bad_arguments"
    assert story.refused("Vieras 1", "case.describe", **CARD) == "not_allowed"
    story.do("Helmi", "presenter.name", person=story.people["Vieras 1"])
    story.do("Vieras 1", "case.describe", **CARD)
    card = story.room["activity"]["card"]
    assert card == {"title": {"fi": "Yksi ovi"}, "context": {"fi": "Kolme yksikköä"}, "failed": {"fi": "Iltavuoro"}}
    story.end()


def test_a_prepared_card_that_nobody_has_looked_through_is_not_shown():
    template = json.loads(json.dumps(TALK))
    next(p for p in template["phases"] if p["id"] == PHASE)["settings"]["case"]["checked"] = False
    story = Story(template)
    story.crowd(3)
    story.until(PHASE)
    assert "card" not in story.room["activity"]


def test_a_host_fills_the_card_in_while_preparing():
    card = {"title": {"fi": "Toinen ovi"}, "failed": {"fi": "Kiire"}, "checked": True}
    story = Story("case-webinar", phases={"case-a": {"settings": {"case": card}}})
    story.crowd(3)
    story.until("case-a")
    assert story.room["activity"]["card"] == {"title": {"fi": "Toinen ovi"}, "failed": {"fi": "Kiire"}}
    with pytest.raises(Rejected) as no:
        Story("case-webinar", phases={"case-a": {"settings": {"case": {"title": {"fi": "Toinen ovi"}, "checked": True}}}})
    assert no.value.params["field"].endswith("case.failed")


def test_the_host_names_who_presents_and_everybody_sees_whose_case_it_is():
    story = talk()
    assert story.refused("Vieras 1", "presenter.name", person=story.people["Vieras 1"]) == "not_allowed"
    story.do("Helmi", "presenter.name", person=story.people["Vieras 1"])
    story.do("Vieras 1", "person.rename", name="Raija")
    assert [p["name"] for p in story.room["activity"]["presenters"].values()] == ["Raija"]
    story.do("Vieras 1", "case.pause", on=True)
    story.do("Helmi", "presenter.name", person=story.people["Vieras 1"], on=False)
    assert "presenters" not in story.room["activity"]
    assert story.refused("Vieras 1", "case.pause", on=False) == "not_allowed"
    with pytest.raises(Rejected):
        story.do("Helmi", "presenter.name", person="p_nobody")
    story.end()


def test_erasing_somebody_takes_their_task_their_wish_and_their_role():
    story = talk()
    story.do("Helmi", "presenter.name", person=story.people["Vieras 1"])
    story.do("Vieras 1", "pause.wish", on=True)
    story.do("Vieras 1", "person.erase")
    assert story.hosts["activity"]["wishes"] == 0 and "presenters" not in story.room["activity"]
    assert sum(story.hosts["activity"]["dealt"].values()) == 8
    story.end()
