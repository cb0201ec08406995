"""Teaching, facilitating, hosting as real rights: who moves, who sets the time, and what the host may set otherwise."""

import copy
import json

import pytest

from coknow import library, session
from coknow.kernel.rejected import Rejected
from coknow.session import guidance
from coknow.session.state import Person
from coknow.session.template import lint, parse
from tests.story import Story

MINI = library.builtin()["learning-cafe-mini"]


def cafe(people=12, guided="hosting", **rights) -> Story:
    """A short café whose rounds are guided so."""
    story = Story("learning-cafe-mini", phases={"cafe": {"guidance": guided, **({"rights": rights} if rights else {})}})
    story.crowd(people)
    story.until("cafe-1")
    return story


def other_place(story, name) -> str:
    return next(p.id for p in story.state.open_places() if p.id != story.place_of(name))


def test_each_way_of_guiding_presets_three_rights_and_a_phase_may_set_each_otherwise():
    teaching, facilitating, hosting = (guidance.rights({"guidance": g}) for g in guidance.GUIDANCE)
    assert teaching == guidance.Rights("host", "host", "host")
    assert facilitating == guidance.Rights("people", "host", "host")
    assert hosting == guidance.Rights("people", "people", "people")
    assert guidance.rights({"guidance": "teaching", "rights": {"moves": "people"}}) == guidance.Rights("host", "people", "host")
    host, guest, follower = (Person("p", "P", role, 1) for role in ("cohost", "participant", "follower"))
    for may in (guidance.adds, guidance.moves, guidance.times):
        assert may({"guidance": "teaching"}, host) and not may({"guidance": "teaching"}, guest)
        assert may({"guidance": "hosting"}, guest) and not may({"guidance": "hosting"}, follower)


def test_in_hosting_one_changes_tables_without_a_reason_and_is_shown_where():
    story = cafe()
    there = other_place(story, "Vieras 3")
    doors = story.room["places"]["open"]
    assert doors[there]["count"] == story.state.weight_at(there) and "name" not in doors[there]
    story.do("Vieras 3", "place.go", place=there)
    assert story.place_of("Vieras 3") == there
    assert story.person("Vieras 3")["why"]["reason"] == "went"
    assert story.do("Vieras 3", "place.go", place=there) == [], "where I am already"
    number = story.state.places[other_place(story, "Vieras 3")].number
    story.do("Vieras 3", "place.go", number=number)
    assert story.person("Vieras 3")["number"] == number
    story.next()
    story.next()
    assert sum(story.sizes()) == 12
    story.end()


def test_a_table_host_who_wanders_off_leaves_the_role_with_those_who_stay():
    story = Story("learning-cafe-mini", table_host="stay", phases={"cafe": {"guidance": "hosting"}})
    story.crowd(12)
    story.until("cafe-1")
    place = story.state.open_places()[0]
    host = story.name(place.host)
    story.do(host, "place.go", place=other_place(story, host))
    assert place.host and place.host != story.people[host]
    story.end()


@pytest.mark.parametrize("guided", ["teaching", "facilitating"])
def test_where_the_host_moves_people_nobody_goes_by_themselves(guided):
    story = cafe(guided=guided)
    assert "places" not in story.room and "moves" not in story.room["phase"]["rights"]
    assert story.refused("Vieras 3", "place.go", place=other_place(story, "Vieras 3")) == "not_allowed"
    assert story.refused("Vieras 3", "time.ask") == "not_allowed"


def test_a_right_set_otherwise_holds_whatever_the_guidance():
    story = cafe(guided="facilitating", moves="people")
    story.do("Vieras 3", "place.go", place=other_place(story, "Vieras 3"))
    assert cafe(guided="hosting", moves="host").refused("Vieras 3", "place.go", number=1) == "not_allowed"


def test_a_full_table_says_so_a_closed_one_and_an_unknown_one_too():
    story = cafe(people=16)
    first, second = story.state.open_places()[:2]
    story.join("Perhe", weight=12)
    big = story.place_of("Perhe")
    guest = next(n for n in story.people if n not in ("Helmi", "Perhe") and story.place_of(n) != big)
    assert story.room["places"]["open"][big]["full"] is True
    assert story.refused(guest, "place.go", place=big) == "place_full"
    assert story.refused(guest, "place.go", place="t_none") == "no_such_place"
    assert story.refused(guest, "place.go", number=99) == "no_such_place"
    assert first.id != second.id


def test_nobody_goes_anywhere_while_the_tables_are_being_changed_or_where_nobody_sits():
    story = cafe()
    story.next()
    assert story.state.step["stage"] == "move"
    assert story.refused("Vieras 3", "place.go", number=1) == "not_allowed"
    story.until("takeaway")
    assert story.room["phase"]["guidance"] == "hosting" and "places" not in story.room
    assert story.refused("Vieras 3", "place.go", number=1) == "not_allowed"


def test_a_crowd_types_a_number_because_no_phone_lists_two_hundred_tables():
    story = Story("learning-cafe-mini", careful=False, phases={"cafe": {"guidance": "hosting"}})
    story.crowd(200)
    story.until("cafe-1")
    assert story.room["places"] == {"most": 50}
    story.do("Vieras 3", "place.go", number=50)
    assert story.person("Vieras 3")["number"] == 50


def test_where_one_may_go_never_weighs_more_than_a_document_may():
    theme = {"text": dict.fromkeys(("fi", "sv", "en"), "ö" * 200)}
    for people, themes in ((48, 12), (160, 40)):
        given = {str(n): theme for n in range(1, themes + 1)}
        story = Story("learning-cafe-mini", careful=False, themes=given, phases={"cafe": {"guidance": "hosting"}})
        story.crowd(people)
        story.until("cafe-1")
        places = story.room["places"]["open"]
        assert len(json.dumps(places, ensure_ascii=False).encode()) < 16_000
        assert ("theme" in next(iter(places.values()))) == (themes <= 12)


def test_when_half_of_the_tables_ask_for_more_time_everybody_gets_it():
    story = cafe(people=16)
    deadline = story.room["phase"]["deadline"]
    tables = [next(story.name(p) for p in place.people) for place in story.state.open_places()]
    assert len(tables) == 4
    story.do(tables[0], "time.ask")
    mate = next(n for n in story.people if n != tables[0] and story.place_of(n) == story.place_of(tables[0]))
    assert story.do(mate, "time.ask") == [], "a table asks once"
    assert story.room["wishes"] == {"asking": 1, "of": 4, "seconds": 120}
    assert story.table(mate)["asks"] == "cafe-1" and story.room["phase"]["deadline"] == deadline
    assert story.hosts["places"][story.place_of(mate)]["asks"] == "cafe-1"
    story.do(tables[1], "time.ask")
    assert story.room["phase"]["deadline"] == deadline + 120_000
    assert story.room["wishes"]["asking"] == 0 and "asks" not in story.table(mate)
    for _ in range(2):
        for name in tables[:2]:
            story.do(name, "time.ask")
    assert "wishes" not in story.room, "after three times the host's programme comes first"
    assert story.refused(tables[0], "time.ask") == "not_allowed"
    story.end()


def test_the_host_may_be_quicker_and_a_wish_can_be_withdrawn():
    story = cafe(people=16)
    story.do("Vieras 2", "time.ask")
    story.do("Vieras 2", "time.ask", on=False)
    assert story.room["wishes"]["asking"] == 0
    story.do("Vieras 2", "time.ask")
    story.do("Helmi", "phase.extend", seconds=60)
    assert story.room["wishes"]["asking"] == 0
    story.do("Helmi", "phase.pause", on=True)
    left = story.room["phase"]["left"]
    for place in story.state.open_places()[:2]:
        story.do(story.name(next(iter(place.people))), "time.ask")
    assert story.room["phase"]["left"] == left + 120_000
    story.end()


def test_where_nobody_sits_each_asks_for_themselves_and_the_next_phase_begins_afresh():
    story = cafe(people=6, guided="facilitating")
    story.until("takeaway")
    story.do("Vieras 1", "time.ask")
    assert story.person("Vieras 1")["asks"] == "takeaway"
    assert story.room["wishes"] == {"asking": 1, "of": 6, "seconds": 120}
    story.drops("Vieras 2", "Vieras 3", "Vieras 4")
    story.next()
    assert story.room["wishes"]["asking"] == 0
    story.end()


def test_the_host_changes_the_guidance_of_a_phase_live_and_it_stays_with_the_session():
    story = cafe(guided="facilitating")
    story.do("Helmi", "programme.change", phase="cafe-1", guidance="hosting")
    assert story.room["phase"]["guidance"] == "hosting" and "places" in story.room
    story.do("Vieras 3", "place.go", place=other_place(story, "Vieras 3"))
    story.do("Helmi", "programme.change", phase="cafe-2", guidance="hosting", rights={"moves": "host"})
    assert story.hosts["programme"]["cafe-2"]["rights"] == {"adds": True, "times": True}
    story.do("Helmi", "session.change", settings={"table_size": 4})
    assert story.hosts["programme"]["cafe-2"]["guidance"] == "hosting"
    for wrong in ({"guidance": "leading"}, {"rights": {"moves": "nobody"}}, {"rights": {"flies": "host"}}, {"rights": 3}):
        assert story.refused("Helmi", "programme.change", phase="cafe-2", **wrong) == "bad_arguments"
    story.end()


def test_a_template_may_give_a_phase_rights_of_its_own():
    given = copy.deepcopy(MINI)
    given["phases"][0]["rights"] = {"times": "people"}
    assert Story(given).state.steps[0]["rights"] == {"times": "people"}
    given["phases"][0]["rights"] = {"times": "everyone"}
    assert [(p.path, p.code) for p in lint(given, library.activities())][0] == ("phases.0.rights.times", "not_one_of")


def test_the_host_sets_what_an_activity_lets_be_set_and_nothing_else():
    story = Story("learning-cafe-mini", phases={"takeaway": {"settings": {"anonymous": True}}})
    step = story.state.step_of("takeaway")
    assert step["settings"]["anonymous"] is True and step["settings"]["section"] == "takeaways"
    for given, field in (({"flies": True}, "flies"), ({"anonymous": "yes"}, "anonymous"), ({"kinds": []}, "kinds")):
        with pytest.raises(Rejected) as no:
            Story("learning-cafe-mini", phases={"takeaway": {"settings": given}})
        assert no.value.params["field"] == f"phases.takeaway.settings.{field}"
    story.crowd(6)
    story.do("Helmi", "session.change", settings={"phases": {"takeaway": {"settings": {"anonymous": False}}}})
    assert story.state.step_of("takeaway")["settings"]["anonymous"] is False
    assert story.refused("Helmi", "session.change", settings={"phases": {"takeaway": {"settings": {"x": 1}}}}) == "bad_settings"
    story.end()


def test_a_phase_that_takes_up_another_is_held_to_one_that_comes_before():
    phases = [{"id": "a", "activity": "group"}, {"id": "b", "activity": "group"}]
    allows = {"group": {"from": {"phase": True}}}
    merged = session.settings.merge({}, {"phases": {"b": {"settings": {"from": "a"}}}}, phases=phases, allows=allows)
    assert merged["phases"]["b"]["settings"] == {"from": "a"}
    with pytest.raises(Rejected) as no:
        session.settings.merge({}, {"phases": {"a": {"settings": {"from": "b"}}}}, phases=phases, allows=allows)
    assert no.value.params["reason"] == "no_earlier_phase"


def test_a_parsed_template_with_rules_and_rights_parses_to_itself():
    given = copy.deepcopy(MINI)
    given["rules"] = {"version": "2", "name": {"fi": "Omat"}, "items": [{"text": {"fi": "Kuuntele."}}, {"text": {"fi": "Kysy."}}]}
    given["status"] = "draft"
    once = parse(given, library.activities())
    assert list(once["rules"]["items"].values())[1] == {"order": 2, "text": {"fi": "Kysy."}}
    assert parse(once, library.activities()) == once
    given["rules"] = "no-such-set"
    assert [p.path for p in lint(given, library.activities())][0] == "rules"
