"""The vote: hidden until closed, nobody's first place, duplicates merged before, the minority shown after (METHODS M17)."""

import copy
import json

import pytest

from coknow import session
from coknow.live.wishes import without_weather
from coknow.parts import likeness
from tests.activities import cases
from tests.story import Story

IDEAS = ["Lyhyemmät kokoukset", "Kokoukset lyhyemmiksi", "Yhteinen kalenteri", "Kävelypalaveri", "lyhyemmät kokoukset."]


def choosing(case="vote", people=7, ideas=IDEAS, **more) -> Story:
    template, phase = cases.programmes()[case]
    story = Story(template, **more)
    story.crowd(people)
    if case == "vote":
        story.until("ideat")
        for i, idea in enumerate(ideas):
            story.do(f"Vieras {i % people + 1}", "note.add", text=idea, kind="idea")
    story.until(phase)
    return story


def voting(people=7, **more) -> Story:
    story = choosing(people=people, **more)
    story.do("Helmi", "vote.open")
    return story


def names(story):
    return [n for n in story.people if n.startswith("Vieras")]


def option(story, text) -> str:
    return next(id_ for id_, one in story.room["activity"]["options"].items() if text in (one.get("text"), *one.get("says", {}).values()))


def results(story) -> dict:
    found = story.room["activity"]
    return {found["options"][id_].get("text") or found["options"][id_]["says"]["fi"]: one for id_, one in found["results"].items()}


def test_options_come_from_what_people_wrote_and_the_same_words_are_one_option():
    story = choosing()
    texts = [one["text"] for one in story.room["activity"]["options"].values()]
    assert sorted(texts) == sorted(IDEAS[:4]), "case and full stops make no new option"
    assert "author" not in json.dumps(story.room["activity"])


def test_what_says_the_same_is_merged_before_and_can_be_taken_apart():
    story = choosing()
    one, other = option(story, "Kokoukset lyhyemmiksi"), option(story, "Lyhyemmät kokoukset")
    assert {"order": 1, "one": one, "other": other} == {**story.hosts["activity"]["alike"]["1"], "one": one, "other": other}
    assert story.refused("Vieras 1", "vote.same", option=one, into=other) == "not_allowed", "here merging is the host's"
    story.do("Helmi", "vote.same", option=one, into=other)
    assert story.room["activity"]["options"][other]["with"] == {one: "Kokoukset lyhyemmiksi"}
    story.do("Helmi", "vote.apart", option=one)
    assert "with" not in story.room["activity"]["options"][other]
    story.do("Helmi", "vote.same", option=one, into=other)
    story.do("Helmi", "vote.open")
    assert story.refused("Helmi", "vote.apart", option=one) == "round_over"
    story.end()


def test_merges_of_merges_hold_together_and_keep_every_note():
    story = choosing()
    a, b, c = (option(story, text) for text in ("Kokoukset lyhyemmiksi", "Lyhyemmät kokoukset", "Kävelypalaveri"))
    story.do("Helmi", "vote.same", option=a, into=b)
    story.do("Helmi", "vote.same", option=b, into=c)
    assert set(story.room["activity"]["options"][c]["with"]) == {a, b}
    assert story.refused("Helmi", "vote.same", option=c, into=a) == "bad_arguments", "no rings"
    story.do("Helmi", "vote.open")
    story.next()
    left = story.state.trail["valinta"]["leaves"]
    assert len(left[c]["notes"]) == 4, "two in the same words, and two merged"


def test_nobody_sees_a_tally_before_the_close_the_host_neither():
    story = voting()
    mine = option(story, "Kävelypalaveri")
    before = story.hosts, story.room
    story.do("Vieras 1", "vote.cast", marks={mine: 3})
    for name in story.people:
        if name == "Vieras 1":
            continue
        for audience in session.audiences(story.state, story.people[name]):
            held = session.view(story.state, audience)["activity"]
            assert "results" not in held and not held.get("mine"), name
    assert story.hosts["activity"] == before[0]["activity"] and story.room["activity"] == before[1]["activity"]
    assert story.person("Vieras 1")["activity"] == {"mine": {mine: 3}, "dots": 3}
    assert all("valinta" != one["phase"] for one in session.harvest(story.state, for_hosts=True)["sections"])


def test_the_result_shows_the_order_and_what_a_few_hold_dear():
    story = voting()
    walk, calendar, short = (option(story, text) for text in ("Kävelypalaveri", "Yhteinen kalenteri", "Lyhyemmät kokoukset"))
    story.do("Vieras 1", "vote.cast", marks={walk: 3})
    story.do("Vieras 2", "vote.cast", marks={walk: 3})
    for name in names(story)[2:]:
        story.do(name, "vote.cast", marks={calendar: 2, short: 1})
    story.do("Helmi", "vote.close")
    found = results(story)
    assert list(found) == ["Yhteinen kalenteri", "Kävelypalaveri", "Lyhyemmät kokoukset", "Kokoukset lyhyemmiksi"]
    assert found["Kävelypalaveri"] == {"order": 2, "total": 6, "people": 2, "all": 2}
    assert (story.room["activity"]["voters"], story.room["activity"]["of"]) == (7, 7)
    story.next()
    (section,) = (one for one in session.harvest(story.state, for_hosts=False)["sections"] if one["phase"] == "valinta")
    assert section["lines"][1]["about"] == "vote.dotted_all" and section["lines"][1]["params"]["all"] == 2
    assert [one["text"] for one in story.state.trail["valinta"]["leaves"].values()][0] == "Yhteinen kalenteri"
    story.end()


@pytest.mark.parametrize(("voters", "totals", "spread"), [(2, False, False), (3, True, False), (4, True, False), (5, True, True)])
def test_few_voters_are_not_laid_open(voters, totals, spread):
    story = voting()
    walk = option(story, "Kävelypalaveri")
    for name in names(story)[:voters]:
        story.do(name, "vote.cast", marks={walk: 3})
    story.do("Helmi", "vote.close")
    found = story.room["activity"]
    assert ("results" in found, found.get("few", False)) == (totals, not totals)
    if totals:
        assert ("all" in found["results"][walk]) == spread


def test_dots_are_few_and_cannot_be_printed():
    story = voting()
    walk, short = option(story, "Kävelypalaveri"), option(story, "Lyhyemmät kokoukset")
    assert story.refused("Vieras 1", "vote.cast", marks={walk: 2, short: 2}) == "not_allowed"
    assert story.refused("Vieras 1", "vote.cast", marks={walk: 4}) == "bad_arguments"
    assert story.refused("Vieras 1", "vote.cast", marks={walk: -1}) == "bad_arguments"
    assert story.refused("Vieras 1", "vote.cast", marks={"o_nothing": 1}) == "bad_arguments"
    story.do("Vieras 1", "vote.cast", marks={walk: 2, short: 1})
    story.do("Vieras 1", "vote.cast", marks={short: 3})
    assert story.person("Vieras 1")["activity"]["mine"] == {short: 3}, "one ballot, the last one"
    story.do("Vieras 1", "vote.cast", marks={})
    assert story.person("Vieras 1")["activity"]["mine"] == {}, "taken back whole"
    story.end()


@pytest.mark.parametrize(("options", "dots"), [(2, 2), (8, 2), (12, 3), (20, 5), (40, 5)])
def test_dots_are_about_a_quarter_of_the_options(options, dots):
    from coknow.activities.vote.machine import _dots

    assert _dots({}, options) == dots


def test_a_ballot_that_crosses_the_close_is_refused_and_closed_is_closed():
    story = voting()
    walk = option(story, "Kävelypalaveri")
    for name in names(story)[:4]:
        story.do(name, "vote.cast", marks={walk: 1})
    story.do("Helmi", "vote.close")
    told = story.room["activity"]
    assert story.refused("Vieras 5", "vote.cast", marks={walk: 3}) == "round_over"
    story.next()
    story.do("Helmi", "phase.back")
    assert story.refused("Vieras 5", "vote.cast", marks={walk: 3}) == "round_over", "closed by the host: no slip"
    story.do("Helmi", "phase.back")
    story.until("valinta")
    assert story.room["activity"] == told
    story.end()


def test_a_step_on_by_a_slip_is_undone_and_the_vote_goes_on():
    story = voting()
    walk = option(story, "Kävelypalaveri")
    for name in names(story)[:4]:
        story.do(name, "vote.cast", marks={walk: 1})
    story.next()
    story.now += 5_000
    story.do("Helmi", "phase.back")
    assert story.room["activity"]["step"] == "open" and story.person("Vieras 1")["activity"]["mine"] == {walk: 1}
    story.do("Vieras 5", "vote.cast", marks={walk: 3})
    story.next()
    story.wait(1)
    story.do("Helmi", "phase.back")
    assert story.room["activity"]["results"][walk]["total"] == 7
    assert story.refused("Vieras 6", "vote.cast", marks={walk: 3}) == "round_over"
    story.end()


def test_with_the_sessions_end_whose_ballot_was_whose_is_not_in_the_log_and_the_result_is_the_same():
    story = voting()
    walk = option(story, "Kävelypalaveri")
    for name in names(story):
        story.do(name, "vote.cast", marks={walk: 3})
    story.next()
    story.do("Helmi", "session.close")
    kept = [without_weather(event) for event in copy.deepcopy(story.log)]
    assert not any(person in json.dumps(event.body) for person in story.people.values() for event in kept if event.name.startswith("vote."))
    assert session.harvest(session.fold(kept), for_hosts=True)["sections"] == session.harvest(story.state, for_hosts=True)["sections"]


def test_scores_from_one_to_five_show_how_opinions_are_spread():
    story = choosing("vote-score", 6)
    walk, short = option(story, "Kävelypalaveri"), option(story, "Lyhyemmät kokoukset")
    for i, name in enumerate(names(story)):
        story.do(name, "vote.cast", marks={walk: 5 if i < 3 else 1, short: 4})
    assert story.refused("Vieras 1", "vote.cast", marks={walk: 6}) == "bad_arguments"
    story.do("Helmi", "vote.close")
    found = results(story)
    assert list(found)[0] == "Lyhyemmät kokoukset" and found["Lyhyemmät kokoukset"]["mean"] == 4.0
    assert found["Kävelypalaveri"]["spread"] == {"1": 3, "2": 0, "3": 0, "4": 0, "5": 3}, "the mean alone would hide this"
    story.end()


def test_one_persons_five_is_no_mean_and_stands_behind_what_several_weighed():
    story = choosing("vote-score", 6)
    one, other, third = list(story.room["activity"]["options"])[:3]
    story.do("Vieras 1", "vote.cast", marks={one: 5, other: 4, third: 2})
    for name in names(story)[1:]:
        story.do(name, "vote.cast", marks={other: 4} | ({third: 3} if name in ("Vieras 2", "Vieras 3") else {}))
    story.do("Helmi", "vote.close")
    found = story.room["activity"]["results"]
    assert sorted(found, key=lambda id_: found[id_]["order"])[:3] == [other, third, one]
    assert set(found[one]) == {"order", "people"} and "spread" in found[other]
    assert found[third]["mean"] == 2.7 and "spread" not in found[third], "three people's scores are not laid out"
    story.next()
    told = session.harvest(story.state, for_hosts=False)["sections"]
    assert any(line.get("about") == "vote.few_scores" for section in told for line in section["lines"])
    story.end()


def test_typed_options_are_voted_on_at_once_in_every_language():
    story = choosing("vote-score", 3)
    assert story.room["activity"]["step"] == "open"
    assert all(set(one["says"]) == {"fi", "sv", "en"} for one in story.room["activity"]["options"].values())


def test_a_table_at_one_device_has_everybodys_dots():
    story = choosing()
    story.join("Tiimi Pohjoinen", kind="table_client", weight=4)
    story.do("Helmi", "vote.open")
    walk = option(story, "Kävelypalaveri")
    assert story.person("Tiimi Pohjoinen")["activity"]["dots"] == 12
    story.do("Tiimi Pohjoinen", "vote.cast", marks={walk: 12})
    for name in names(story)[:4]:
        story.do(name, "vote.cast", marks={walk: 1})
    story.do("Helmi", "vote.close")
    assert results(story)["Kävelypalaveri"] == {"order": 1, "total": 16, "people": 8, "all": 4}
    assert story.room["activity"]["of"] == 11


def test_a_telephones_ballot_is_given_by_a_host_and_not_shown_back():
    story = voting()
    story.join("Puhelin-Paavo", kind="phone")
    walk = option(story, "Kävelypalaveri")
    paavo = story.people["Puhelin-Paavo"]
    before = story.hosts["activity"]
    story.do("Helmi", "vote.cast", marks={walk: 3}, **{"for": paavo})
    assert story.hosts["activity"] == before
    assert story.refused("Vieras 1", "vote.cast", marks={walk: 3}, **{"for": paavo}) == "not_allowed"
    assert story.refused("Helmi", "vote.cast", marks={walk: 3}, **{"for": story.people["Vieras 1"]}) == "no_such_person"
    assert story.refused("Helmi", "vote.cast", marks={walk: 3}) == "not_allowed", "a host does not vote"


def test_people_are_not_voted_on():
    story = choosing(ideas=["Vieras 3", "Kävelypalaveri", "Yhteinen kalenteri"])
    assert [one["text"] for one in story.room["activity"]["options"].values()] == ["Kävelypalaveri", "Yhteinen kalenteri"]


def test_an_option_follows_its_note_and_goes_with_it():
    story = voting()
    walk = option(story, "Kävelypalaveri")
    story.do("Vieras 4", "note.edit", note=walk, text="Kävelypalaveri metsässä")
    assert option(story, "Kävelypalaveri metsässä") == walk
    story.do("Helmi", "note.hide", note=walk)
    assert walk not in story.room["activity"]["options"]
    story.end()


def test_what_was_written_for_oneself_is_never_an_option():
    template, phase = cases.programmes()["vote"]
    story = Story(template)
    story.crowd(3)
    story.until("think")
    story.do("Vieras 1", "note.add", text="kanarialintu")
    next(p for p in template["phases"] if p["id"] == phase)
    story.until(phase)
    assert "kanarialintu" not in json.dumps(story.room)


def test_with_nothing_to_vote_on_the_host_can_go_on():
    story = choosing(ideas=[])
    assert story.room["activity"]["options"] == {} and story.room["activity"]["step"] == "open"
    story.next()
    story.end()


def test_two_hundred_ideas_stay_on_one_phone():
    story = choosing(people=200, ideas=[f"Idea numero {i}: " + "ä" * 150 for i in range(200)], careful=False)
    found = story.room["activity"]
    assert len(found["options"]) == 40 and found["more"] == 160
    for one, other in zip(list(found["options"])[:10], list(found["options"])[10:20], strict=True):
        story.do("Helmi", "vote.same", option=one, into=other)
    story.do("Helmi", "vote.open")
    for name in names(story):
        story.do(name, "vote.cast", marks=dict.fromkeys(list(story.room["activity"]["options"])[:2], 1))
    story.do("Helmi", "vote.close")
    assert len(json.dumps(story.room, ensure_ascii=False).encode()) <= 16_000


def test_of_sixty_one_ideas_none_is_dropped_hosts_choose_what_is_weighed_and_the_rest_stays_listed():
    ideas = [f"Ajatus numero {i} {'abcdefghijklmnopqrstuvwxyzåäö'[i % 29] * 12}" for i in range(61)]
    story = choosing(people=30, ideas=ideas)
    room, beside = story.room["activity"], story.hosts["activity"]["beside"]
    assert (len(room["options"]), room["more"], len(beside)) == (40, 21, 21)
    assert {one["text"] for one in (*room["options"].values(), *beside.values())} == set(ideas), "every one whole, here or beside"
    first, second, third = list(room["options"])[:3]
    story.do("Helmi", "vote.same", option=first, into=second)
    assert len(story.room["activity"]["options"]) == 40 and story.room["activity"]["more"] == 20, "the next one comes in"
    story.do("Helmi", "vote.pick", option=third, on=False)
    wanted = list(story.hosts["activity"]["beside"])[-1]
    story.do("Helmi", "vote.pick", option=wanted, on=True)
    assert story.do("Helmi", "vote.pick", option=wanted, on=True) == []
    paper = set(story.room["activity"]["options"])
    assert wanted in paper and third not in paper and len(paper) == 40
    assert story.refused("Vieras 1", "vote.pick", option=third, on=True) == "not_allowed"
    story.do("Helmi", "vote.open")
    assert story.refused("Vieras 1", "vote.cast", marks={third: 1}) == "bad_arguments"
    assert story.refused("Helmi", "vote.pick", option=third, on=True) == "round_over"
    for name in names(story)[:5]:
        story.do(name, "vote.cast", marks={wanted: 2})
    story.do("Helmi", "vote.close")
    assert set(story.room["activity"]["results"]) == paper
    story.next()
    left = story.state.trail[cases.programmes()["vote"][1]]["leaves"]
    assert len(left) == 60 and left[wanted]["order"] == 1 and left[third]["order"] > 40
    told = json.dumps(session.harvest(story.state, for_hosts=False)["sections"], ensure_ascii=False)
    assert all(idea in told for idea in ideas)
    story.end()


def test_where_all_options_fit_hosts_leave_none_out():
    story = choosing()
    assert story.refused("Helmi", "vote.pick", option=option(story, "Kävelypalaveri"), on=False) == "not_allowed"
    assert "beside" not in story.hosts["activity"]


def test_likeness_finds_the_same_thing_in_other_words_and_leaves_other_things_alone():
    texts = (("a", "Lyhyemmät kokoukset"), ("b", "Kokoukset lyhyemmiksi"), ("c", "Yhteinen kalenteri"), ("d", "Yhteinen ruokatauko"),
             ("e", "Kortare möten"), ("f", "Vi behöver kortare möten"))
    assert set(likeness.look_alikes(texts)) == {("a", "b"), ("e", "f")}
    assert likeness.look_alikes((("a", ""), ("b", "!?"))) == ()
