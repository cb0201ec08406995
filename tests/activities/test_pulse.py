"""The pulse: what people may rely on when they answer something about a session honestly.

Told of a host who wants to know how it was and must not learn who said what, in groups large and small.
"""

import copy
import json

from coknow import session
from coknow.activities.pulse import items
from coknow.live.wishes import without_weather
from coknow.session.erasing import eraser
from coknow.web.language import catalogue
from tests.activities import cases
from tests.story import Story


def asking(people=7, **more) -> Story:
    template, phase = cases.programmes()["pulse"]
    story = Story(template, **more)
    story.crowd(people)
    story.until(phase)
    return story


def names(story):
    return [n for n in story.people if n.startswith("Vieras")]


def all_answer(story, value=4, **more):
    for name in names(story):
        story.do(name, "pulse.answer", item="1", value=value, **more)


def held_by_others(story, but: str) -> str:
    """Every document of everybody else, and both harvests."""
    held = [session.view(story.state, audience) for name, person in story.people.items() if name != but
            for audience in session.audiences(story.state, person)]
    return json.dumps([held, *(session.harvest(story.state, for_hosts=b) for b in (True, False))], ensure_ascii=False)


def test_an_answer_may_be_changed_and_declined_until_it_is_closed():
    story = asking()
    story.do("Vieras 1", "pulse.answer", item="1", value=2)
    story.do("Vieras 1", "pulse.answer", item="1", value=5)
    assert story.person("Vieras 1")["activity"]["mine"] == {"1": {"value": "5"}}
    assert story.do("Vieras 1", "pulse.answer", item="1", value=5) == [], "the same tap twice is one answer"
    story.do("Vieras 1", "pulse.answer", item="1", declined=True)
    assert story.person("Vieras 1")["activity"]["mine"] == {"1": {"declined": True}}
    story.do("Helmi", "pulse.close")
    assert story.refused("Vieras 1", "pulse.answer", item="1", value=3) == "round_over"
    story.end()


def test_while_answers_come_in_nobody_learns_anything_but_how_many():
    story = asking()
    all_answer(story)
    assert "results" not in story.room["activity"] and story.hosts["activity"] == {}
    assert story.hosts["share"] == {"wrote": 7, "of": 7}
    story.do("Helmi", "pulse.close")
    result = story.room["activity"]["results"]["1"]
    assert result == {"answers": 7, "of": 7, "counts": {"1": 0, "2": 0, "3": 0, "4": 7, "5": 0}}


def test_of_fewer_than_five_answers_nothing_is_told_anywhere():
    story = asking(4)
    all_answer(story)
    for name in names(story):
        story.do(name, "pulse.answer", item="4", text=f"kanarialintu {name}")
    story.do("Helmi", "pulse.close")
    assert set(map(json.dumps, story.room["activity"]["results"].values())) == {'{"few": true}'}
    assert story.hosts["activity"]["texts"] == {}
    assert story.refused("Helmi", "pulse.show", item="4") == "not_allowed"
    story.next()
    assert session.harvest(story.state, for_hosts=True)["sections"] == []


def test_declining_is_no_answer_five_of_them_open_nothing():
    story = asking(6)
    for name in names(story)[:5]:
        story.do(name, "pulse.answer", item="2", declined=True)
    story.do("Vieras 6", "pulse.answer", item="2", value="no")
    story.do("Helmi", "pulse.close")
    assert story.room["activity"]["results"]["2"] == {"few": True}


def test_what_one_person_answered_stands_in_no_other_document():
    """The canary: an answer in words while the pulse runs, after closing (hosts see words, not whose), and in the harvest."""
    story = asking()
    story.do("Vieras 1", "pulse.answer", item="4", text="kanarialintu")
    assert "kanarialintu" not in held_by_others(story, "Vieras 1")
    for name in names(story)[1:]:
        story.do(name, "pulse.answer", item="4", text=f"rivi {name}")
    assert "kanarialintu" not in held_by_others(story, "Vieras 1")
    story.do("Helmi", "pulse.close")
    lines = story.hosts["activity"]["texts"]["4"]
    assert [line["text"] for line in lines.values()] == sorted(line["text"] for line in lines.values()), "not as they came in"
    assert "Vieras" not in json.dumps([line for line in lines.values() if "kanaria" in line["text"]])
    assert "kanarialintu" not in json.dumps(story.room), "the hosts read words before everybody does"
    story.end()


def test_words_are_read_by_the_host_before_they_hang_on_the_wall():
    story = asking()
    for i, name in enumerate(names(story)):
        story.do(name, "pulse.answer", item="3", text="Innostunut" if i < 5 else "ILKEÄ sana")
    assert story.refused("Helmi", "pulse.show", item="3") == "not_allowed"
    story.do("Helmi", "pulse.close")
    nasty = [id_ for id_, line in story.hosts["activity"]["texts"]["3"].items() if line["text"].startswith("ILKEÄ")]
    for line in nasty:
        story.do("Helmi", "pulse.hide", line=line)
    story.do("Helmi", "pulse.show", item="3")
    lines = story.room["activity"]["results"]["3"]["lines"]
    assert [(line["text"], line["count"]) for line in lines.values()] == [("Innostunut", 5)]
    assert story.refused("Vieras 1", "pulse.hide", line=nasty[0]) == "not_allowed"
    story.next()
    assert "ILKEÄ" not in json.dumps(session.harvest(story.state, for_hosts=True), ensure_ascii=False)
    story.end()


def test_a_result_that_has_been_told_is_final_so_that_no_difference_tells_one_answer():
    story = asking()
    for name in names(story)[:5]:
        story.do(name, "pulse.answer", item="1", value=4)
    story.next()  # left: the host may read the harvest now
    told = session.harvest(story.state, for_hosts=True)["sections"]
    story.do("Helmi", "phase.back")
    assert story.refused("Vieras 6", "pulse.answer", item="1", value=1) == "round_over"
    story.do("Helmi", "phase.back")
    story.until("tuntuma")  # back past it and forward again: it is not asked anew either
    assert story.refused("Vieras 6", "pulse.answer", item="1", value=1) == "round_over"
    story.next()
    assert session.harvest(story.state, for_hosts=True)["sections"] == told
    story.end()


def test_as_the_last_phase_it_is_in_the_harvest_once_the_session_is_closed():
    story = Story("learning-cafe-mini")
    story.crowd(5)
    story.until("feedback")
    all_answer(story)
    assert session.harvest(story.state, for_hosts=True)["sections"] == [], "a running pulse tells nothing"
    story.do("Helmi", "session.close")
    (section,) = session.harvest(story.state, for_hosts=False)["sections"]
    assert section["lines"][0]["params"] == {"count": 5, "of": 5}


def test_with_nothing_told_going_back_lets_people_answer_on():
    story = asking()
    story.do("Vieras 1", "pulse.answer", item="1", value=4)
    story.next()
    story.do("Helmi", "phase.back")
    story.do("Vieras 2", "pulse.answer", item="1", value=4)
    story.end()


def test_closing_belongs_to_the_leading_host_and_is_done_once():
    story = asking()
    assert story.refused("Vieras 1", "pulse.close") == "not_allowed"
    story.do("Helmi", "pulse.close")
    assert story.do("Helmi", "pulse.close") == []


def test_an_answer_and_the_closing_may_cross():
    story = asking()
    all_answer(story)
    before = story.room
    story.do("Helmi", "pulse.close")
    assert story.refused("Vieras 1", "pulse.answer", item="1", value=1) == "round_over"
    assert before["activity"]["items"] == story.room["activity"]["items"]
    assert story.room["activity"]["results"]["1"]["counts"]["4"] == 7


def test_time_up_waits_for_the_host_so_that_the_result_can_be_looked_at():
    story = asking()
    story.time_up()
    assert story.state.phase == "tuntuma"
    story.do("Vieras 1", "pulse.answer", item="1", value=4)


def test_followers_hosts_and_telephones_are_not_asked():
    story = asking(5)
    story.join("Seija", role="follower")
    story.join("Puhelin-Paavo", kind="phone")
    assert story.refused("Seija", "pulse.answer", item="1", value=4) == "not_allowed"
    assert story.refused("Helmi", "pulse.answer", item="1", value=4) == "not_allowed"
    all_answer(story)
    story.do("Helmi", "pulse.close")
    assert story.room["activity"]["results"]["1"]["of"] == 5


def test_asked_counts_who_was_there_not_who_is_left_at_the_end():
    story = asking(8)
    all_answer(story)
    story.next()
    for name in names(story):
        story.do(name, "person.leave")
    line = session.harvest(story.state, for_hosts=True)["sections"][0]["lines"][0]
    assert line["params"] == {"count": 8, "of": 8}


def test_erasing_takes_the_words_and_leaves_the_count():
    story = asking()
    all_answer(story)
    for name in names(story):
        story.do(name, "pulse.answer", item="4", text=f"kanarialintu {name}")
    story.do("Helmi", "pulse.close")
    before = story.room["activity"]["results"]["1"]
    story.do("Vieras 1", "person.erase")
    assert story.room["activity"]["results"]["1"] == before, "a count told once does not change by one"
    assert "kanarialintu Vieras 1" not in json.dumps(story.hosts)
    rewrite = eraser(story.state, story.people["Vieras 1"])
    log = [rewrite(event) for event in copy.deepcopy(story.log)]
    assert "kanarialintu Vieras 1" not in json.dumps([event.body for event in log])
    assert session.fold(log).activity == story.state.activity


def test_with_the_sessions_end_nobodys_own_answer_is_in_the_log_and_the_result_is_the_same():
    story = asking()
    all_answer(story)
    for name in names(story):
        story.do(name, "pulse.answer", item="4", text=f"rivi {name[-1]}")
    story.next()
    assert story.state.trail["tuntuma"]["activity"]["answers"] == {}
    story.do("Helmi", "session.close")
    kept = [without_weather(event) for event in copy.deepcopy(story.log)]
    assert not any(person in json.dumps(event.body) for person in story.people.values() for event in kept if event.name.startswith("pulse."))
    folded = session.fold(kept)
    for for_hosts in (True, False):
        assert session.harvest(folded, for_hosts=for_hosts)["sections"] == session.harvest(story.state, for_hosts=for_hosts)["sections"]
    assert len(session.harvest(folded, for_hosts=False)["sections"]) == 1


def test_a_thousand_words_fit_on_a_phone():
    story = asking(3, careful=False)
    story.crowd(997)
    for i, name in enumerate(names(story)):
        for item, text in (("3", f"sana numero {i} on tämä"), ("4", f"{i} " + "ä" * 190)):
            story.do(name, "pulse.answer", item=item, text=text)
    story.do("Helmi", "pulse.close")
    for item in ("3", "4"):
        story.do("Helmi", "pulse.show", item=item)
    assert len(json.dumps(story.room, ensure_ascii=False).encode()) <= 16_000
    assert story.room["activity"]["results"]["3"]["more"] > 0


def test_the_preview_asks_the_same_statements_in_every_language():
    for language in ("fi", "sv", "en"):
        words = catalogue(language, "activities")
        said = [words["pulse." + name] for name in ("said", "listened", "added", "missing_voice", "low", "high")]
        texts = (items.SAID, items.LISTENED, items.ADDED, items.MISSING_VOICE, items.LOW, items.HIGH)
        assert said == [text[language] for text in texts]
