"""Feet: people enter and leave topic rooms as they like, rooms fill and empty, and what a topic brought is reported."""

import json

import pytest

from coknow import session
from coknow.kernel.rejected import Rejected
from tests.session.open_space import OpenSpace, template
from tests.session.test_open_space import with_topics


def slot_a(**more) -> OpenSpace:
    """Two rooms: Kotihoidon kiire and Kieli palveluissa in the first slot, Omaiset mukana in the second."""
    story = with_topics(**more)
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-a")
    story.about("Bengt", "topic.place", "Kieli palveluissa", slot="slot-a")
    story.about("Cecilia", "topic.place", "Omaiset mukana", slot="slot-b")
    story.until("slot-a")
    return story


def enter(story, who, title):
    story.about(who, "topic.enter", title)


def test_conveners_stand_in_their_rooms_and_everybody_else_is_free():
    story = slot_a()
    assert story.there("Kotihoidon kiire") == {"Aino"} and story.there("Kieli palveluissa") == {"Bengt"}
    assert story.place_of("Cecilia") is None and story.place_of("Vieras 5") is None
    assert story.room["agenda"]["now"] == "slot-a" and story.room["agenda"]["bees"] == 10
    assert "why" not in story.person("Aino"), "nobody was moved"
    story.end()


def test_going_elsewhere_is_one_tap_and_counted_without_names():
    story = slot_a()
    enter(story, "Vieras 5", "Kotihoidon kiire")
    assert story.on_wall("Kotihoidon kiire")["count"] == 2
    enter(story, "Vieras 5", "Kieli palveluissa")
    assert (story.on_wall("Kotihoidon kiire")["count"], story.on_wall("Kieli palveluissa")["count"]) == (1, 2)
    assert "Vieras 5" not in json.dumps(story.room)
    assert enter(story, "Vieras 5", "Kieli palveluissa") is None, "again is nothing"
    story.end()


def test_bumblebee_and_butterfly_are_real_states_with_a_lounge():
    story = slot_a()
    enter(story, "Vieras 5", "Kotihoidon kiire")
    story.do("Vieras 5", "topic.wander", **{"as": "butterfly"})
    assert story.table("Vieras 5")["kind"] == "lounge" and story.room["agenda"]["lounge"] == 1
    story.do("Vieras 5", "note.add", text="Hyvä istua hetki")
    story.do("Vieras 5", "topic.wander", **{"as": "bumblebee"})
    assert story.place_of("Vieras 5") is None and story.room["agenda"]["lounge"] == 0
    note = story.do("Vieras 5", "note.add", text="Ajatus matkalla")[0].body
    assert note["visibility"] == "me" and "place" not in note, "in no room a thought is one's own"
    story.end()


def test_only_those_who_take_part_walk_and_only_while_rooms_are_open():
    story = slot_a()
    story.join("Seija", role="follower")
    assert story.no("Seija", "topic.enter", "Kotihoidon kiire") == "not_allowed"
    assert story.no("Helmi", "topic.enter", "Kotihoidon kiire") == "not_allowed"
    assert story.no("Vieras 5", "topic.enter", "Omaiset mukana") == "topic_elsewhere"
    story.until("break")
    assert story.no("Vieras 5", "topic.enter", "Kotihoidon kiire") == "slot_over"
    story.end()


def test_a_full_room_says_so_but_its_convener_always_gets_in():
    story = slot_a(slot={"seats": 3})
    enter(story, "Vieras 5", "Kotihoidon kiire")
    assert "full" not in story.on_wall("Kotihoidon kiire")
    enter(story, "Vieras 6", "Kotihoidon kiire")
    assert story.on_wall("Kotihoidon kiire")["full"] is True
    assert story.no("Vieras 7", "topic.enter", "Kotihoidon kiire") == "topic_full"
    story.do("Aino", "topic.wander", **{"as": "bumblebee"})
    enter(story, "Vieras 7", "Kotihoidon kiire")
    enter(story, "Aino", "Kotihoidon kiire")
    assert story.on_wall("Kotihoidon kiire")["count"] == 4
    story.end()


def test_an_empty_topic_rests_keeps_its_notes_and_opens_again():
    story = slot_a()
    note = story.do("Aino", "note.add", text="Aika ei riitä")[0].body["note"]
    story.do("Aino", "topic.wander", **{"as": "bumblebee"})
    assert story.on_wall("Kotihoidon kiire")["count"] == 0 and story.on_wall("Kotihoidon kiire")["notes"] is True
    enter(story, "Vieras 5", "Kotihoidon kiire")
    assert note in story.table("Vieras 5")["notes"]
    story.end()


def test_people_in_a_running_topic_are_not_torn_away():
    story = slot_a()
    enter(story, "Vieras 5", "Kotihoidon kiire")
    for who in ("Aino", "Helmi"):
        assert story.no(who, "topic.place", "Kotihoidon kiire", slot="slot-b") == "topic_running"
        assert story.no(who, "topic.place", "Kotihoidon kiire") == "topic_running"
    assert story.no("Aino", "topic.withdraw", "Kotihoidon kiire") == "topic_running"
    story.do("Helmi", "market.arrange", all=True)
    assert story.on_wall("Kotihoidon kiire")["placed"] == {"slot-a": 1}
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-b", again=True)
    assert story.on_wall("Kotihoidon kiire")["placed"] == {"slot-a": 1, "slot-b": 2}
    story.end()


def test_a_convener_alone_may_move_it_and_nobody_is_left_behind():
    story = slot_a()
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-b", room=2)
    assert story.place_of("Aino") is None and story.there("Kotihoidon kiire") == set()
    assert story.no("Vieras 5", "topic.enter", "Kotihoidon kiire") == "topic_elsewhere"
    story.end()


def test_two_quiet_topics_join_and_their_people_walk_over_together():
    story = slot_a()
    story.about("Aino", "topic.merge", "Kotihoidon kiire", into=story.topics["Kieli palveluissa"])
    enter(story, "Vieras 5", "Kotihoidon kiire")
    note = story.do("Vieras 5", "note.add", text="Reitit risteävät")[0].body["note"]
    story.about("Bengt", "topic.agree", "Kieli palveluissa", offered=story.topics["Kotihoidon kiire"])
    assert story.there("Kieli palveluissa") == {"Aino", "Bengt", "Vieras 5"}
    story.do("Vieras 5", "note.edit", note=note, text="Reitit risteävät aina")
    merged = story.table("Aino")["topic"]["merged"][story.topics["Kotihoidon kiire"]]
    assert [n["text"] for n in merged["notes"].values()] == ["Reitit risteävät aina"], "nobody's words are lost on the way"
    story.do("Vieras 5", "person.erase")
    assert story.there("Kotihoidon kiire") == set()
    story.about("Aino", "topic.part", "Kotihoidon kiire")
    assert story.on_wall("Kotihoidon kiire")["placed"] == {"slot-a": 1}
    story.end()


def test_a_busy_topic_does_not_merge_into_one_that_is_not_on():
    story = slot_a()
    enter(story, "Vieras 5", "Kotihoidon kiire")
    story.about("Aino", "topic.merge", "Kotihoidon kiire", into=story.topics["Omaiset mukana"])
    assert story.no("Cecilia", "topic.agree", "Omaiset mukana", offered=story.topics["Kotihoidon kiire"]) == "topic_running"
    assert story.there("Kotihoidon kiire") == {"Aino", "Vieras 5"}
    story.end()


def test_nobody_is_left_in_a_room_of_the_slot_before():
    story = slot_a()
    for name in ("Vieras 5", "Vieras 6"):
        enter(story, name, "Kotihoidon kiire")
    story.do("Vieras 7", "topic.wander", **{"as": "butterfly"})
    story.until("break")
    assert story.there("Kotihoidon kiire") == {"Aino", "Vieras 5", "Vieras 6"}, "over coffee they may go on"
    story.until("slot-b")
    assert story.there("Kotihoidon kiire") == set() and story.there("Omaiset mukana") == {"Cecilia"}
    assert story.table("Vieras 7")["kind"] == "lounge", "who rests, rests"
    story.end()


def test_whoever_comes_late_or_back_walks_in_like_anybody():
    story = slot_a()
    enter(story, "Vieras 5", "Kotihoidon kiire")
    story.drops("Vieras 5")
    assert story.on_wall("Kotihoidon kiire")["count"] == 1
    story.returns("Vieras 5")
    assert story.on_wall("Kotihoidon kiire")["count"] == 2
    story.join("Myöhä")
    assert story.place_of("Myöhä") is None
    enter(story, "Myöhä", "Kieli palveluissa")
    story.end()


def test_a_room_keeps_its_call_whatever_topic_is_in_it():
    links = {"1": "https://meet.example.org/yksi", "2": "https://meet.example.org/kaksi"}
    story = slot_a(companion={"mode": "table", "links": links})
    assert story.table("Aino")["link"] == links["1"]
    story.until("slot-b")
    assert story.table("Cecilia")["link"] == links["1"]
    story.end()


def test_a_host_walks_for_somebody_on_the_phone():
    story = slot_a()
    story.do("Helmi", "person.add", name="Puhelin-Pirkko")
    pirkko = next(p.id for p in story.state.people.values() if p.kind == "phone")
    story.do("Helmi", "person.move", person=pirkko, place=story.topics["Kotihoidon kiire"])
    assert story.on_wall("Kotihoidon kiire")["count"] == 2
    assert story.refused("Helmi", "person.move", person=pirkko, place=story.topics["Omaiset mukana"]) == "topic_elsewhere"
    assert story.state.pins == {}
    story.end()


# --- races: each command comes when another has just changed the world ------------------------------------------------


def test_ten_walk_in_while_it_is_moved_and_each_is_either_in_or_told_why():
    story = slot_a()
    walkers = [n for n in story.people if n.startswith("Vieras")]
    told = []
    for i, name in enumerate(walkers):
        if i == 0:
            story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-b", room=2)
        try:
            enter(story, name, "Kotihoidon kiire")
        except Rejected as no:
            told.append(no.code)
    assert told == ["topic_elsewhere"] * len(walkers) and story.there("Kotihoidon kiire") == set()
    story.end()


@pytest.mark.parametrize("before", [0, 1, 4])
def test_ten_walk_in_while_it_is_withdrawn(before):
    story = slot_a()
    walkers = [n for n in story.people if n.startswith("Vieras")]
    for i, name in enumerate(walkers):
        if i == before:
            try:
                story.about("Aino", "topic.withdraw", "Kotihoidon kiire")
            except Rejected as no:
                assert no.code == "topic_running" and before
        try:
            enter(story, name, "Kotihoidon kiire")
        except Rejected as no:
            assert no.code == "no_such_topic" and not before
    assert len(story.there("Kotihoidon kiire")) == (0 if before == 0 else len(walkers) + 1)
    story.end()


def test_the_last_seat_goes_to_one_of_ten():
    story = slot_a(slot={"seats": 2})
    codes = []
    for name in [n for n in story.people if n.startswith("Vieras")]:
        try:
            enter(story, name, "Kotihoidon kiire")
            codes.append("in")
        except Rejected as no:
            codes.append(no.code)
    assert codes.count("in") == 1 and set(codes[1:]) == {"topic_full"}
    story.end()


def test_back_into_a_slot_nobody_sits_in_a_topic_that_is_gone_since():
    story = slot_a()
    for who, title in (("Vieras 5", "Kotihoidon kiire"), ("Vieras 6", "Kieli palveluissa")):
        enter(story, who, title)
    story.until("break")
    story.about("Aino", "topic.withdraw", "Kotihoidon kiire")
    story.do("Helmi", "phase.back")
    assert story.place_of("Vieras 5") is None and story.there("Kotihoidon kiire") == set()
    assert story.there("Kieli palveluissa") == {"Bengt", "Vieras 6"} and story.room["agenda"]["bees"] == 10
    story.end()


def test_back_into_a_slot_whoever_was_in_a_merged_topic_is_where_it_went():
    story = slot_a()
    enter(story, "Vieras 5", "Kotihoidon kiire")
    story.until("break")
    story.about("Aino", "topic.merge", "Kotihoidon kiire", into=story.topics["Kieli palveluissa"])
    story.about("Bengt", "topic.agree", "Kieli palveluissa", offered=story.topics["Kotihoidon kiire"])
    story.do("Helmi", "phase.back")
    assert story.there("Kieli palveluissa") == {"Aino", "Bengt", "Vieras 5"} and story.there("Kotihoidon kiire") == set()
    story.do("Helmi", "phase.back")
    assert story.state.phase == "wall" and not any(p.place for p in story.state.people.values())
    story.end()


def test_the_host_ends_the_slot_while_ten_walk_in_and_back_they_are_where_they_stood():
    story = slot_a()
    walkers = [n for n in story.people if n.startswith("Vieras")]
    told = []
    for i, name in enumerate(walkers):
        if i == 4:
            story.next()
        try:
            enter(story, name, "Kotihoidon kiire")
        except Rejected as no:
            told.append(no.code)
    assert told == ["slot_over"] * (len(walkers) - 4)
    assert story.there("Kotihoidon kiire") == {"Aino", *walkers[:4]}
    story.do("Helmi", "phase.back")
    assert story.there("Kotihoidon kiire") == {"Aino", *walkers[:4]}
    enter(story, walkers[5], "Kotihoidon kiire")
    story.end()


def test_two_conveners_write_the_report_at_once_and_neither_overwrites_the_other_unread():
    story = slot_a()
    story.about("Aino", "topic.merge", "Kotihoidon kiire", into=story.topics["Kieli palveluissa"])
    story.about("Bengt", "topic.agree", "Kieli palveluissa", offered=story.topics["Kotihoidon kiire"])
    story.about("Aino", "topic.report", "Kieli palveluissa", points="Ainon", seen={})
    assert story.no("Bengt", "topic.report", "Kieli palveluissa", points="Bengtin", seen={}) == "report_changed"
    story.about("Bengt", "topic.report", "Kieli palveluissa", points="Ainon\nBengtin", seen={"points": "Ainon"})
    assert story.no("Aino", "topic.report", "Kieli palveluissa", points="Ainon taas", seen={"points": "Ainon"}) == "report_changed"
    assert story.table("Aino")["topic"]["report"] == {"points": "Ainon\nBengtin"}
    story.end()


# --- reports and actions ------------------------------------------------------------------------------------------------


def test_a_report_is_drafted_from_the_notes_and_is_nothing_until_confirmed():
    story = slot_a()
    enter(story, "Vieras 5", "Kotihoidon kiire")
    first = story.do("Aino", "note.add", text="Aika ei riitä", kind="challenge")[0].body["note"]
    story.do("Vieras 5", "note.add", text="Yhteiset reitit", kind="idea", builds_on=[first])
    topic = story.topics["Kotihoidon kiire"]
    assert story.person("Aino")["agenda"]["own"][topic]["report"] == {"draft": "Aika ei riitä\nYhteiset reitit"}
    assert "report" not in story.on_wall("Kotihoidon kiire")
    assert story.no("Vieras 5", "topic.report", "Kotihoidon kiire", points="Minun sanani") == "not_yours"
    story.about("Aino", "topic.report", "Kotihoidon kiire", points="Reitit yhteisiksi", next="Kokeilu huhtikuussa")
    assert story.on_wall("Kotihoidon kiire")["report"] is True
    assert story.table("Vieras 5")["topic"]["report"] == {"points": "Reitit yhteisiksi", "next": "Kokeilu huhtikuussa"}
    story.end()


def test_when_who_called_it_has_left_those_in_the_room_may_report():
    story = slot_a()
    enter(story, "Vieras 5", "Kotihoidon kiire")
    story.do("Aino", "topic.wander")
    story.about("Vieras 5", "topic.report", "Kotihoidon kiire", points="Aino on muualla")
    assert story.about("Vieras 5", "topic.report", "Kotihoidon kiire", points="Aino on muualla", seen={}) == [], "tapped twice"
    enter(story, "Aino", "Kotihoidon kiire")
    assert story.no("Vieras 5", "topic.report", "Kotihoidon kiire", points="Taas täällä") == "not_yours"
    story.do("Aino", "person.leave")
    story.about("Vieras 5", "topic.report", "Kotihoidon kiire", points="Jatkoimme ilman Ainoa")
    assert story.no("Vieras 6", "topic.report", "Kotihoidon kiire", points="En ollut siellä") == "not_yours"
    story.end()


def test_a_topic_not_held_yet_has_no_report():
    story = slot_a()
    assert story.no("Cecilia", "topic.report", "Omaiset mukana", points="Etukäteen") == "not_started"


def test_names_stand_in_a_report_only_of_those_who_wish():
    story = slot_a()
    for name in ("Vieras 5", "Vieras 6"):
        enter(story, name, "Kotihoidon kiire")
    story.about("Vieras 5", "topic.sign", "Kotihoidon kiire")
    assert story.no("Vieras 7", "topic.sign", "Kotihoidon kiire") == "not_here"
    story.about("Aino", "topic.report", "Kotihoidon kiire", points="Reitit yhteisiksi")
    story.until("news")
    news = story.room["activity"]["reports"][story.topics["Kotihoidon kiire"]]
    assert news["names"] == "Vieras 5" and news["points"] == "Reitit yhteisiksi"
    story.about("Vieras 5", "topic.sign", "Kotihoidon kiire", on=False)
    assert "names" not in story.room["activity"]["reports"][story.topics["Kotihoidon kiire"]]
    story.end()


def test_a_report_can_come_in_the_break_and_the_wall_grows_live():
    story = slot_a()
    story.until("break")
    story.about("Aino", "topic.report", "Kotihoidon kiire", points="Kahvilla kirjoitettu")
    story.until("news")
    assert list(story.room["activity"]["reports"]) == [story.topics["Kotihoidon kiire"]]
    story.about("Bengt", "topic.report", "Kieli palveluissa", points="Vasta nyt")
    assert len(story.room["activity"]["reports"]) == 2
    story.end()


def test_what_goes_further_is_marked_unseen_and_counted_afterwards():
    story = slot_a()
    story.about("Aino", "topic.report", "Kotihoidon kiire", points="Reitit yhteisiksi")
    story.until("news")
    story.about("Vieras 5", "topic.mark", "Kotihoidon kiire")
    assert "forward" not in story.on_wall("Kotihoidon kiire")
    assert story.person("Vieras 5")["agenda"]["forward"] == {story.topics["Kotihoidon kiire"]: True}
    story.until("tables")
    assert story.on_wall("Kotihoidon kiire")["forward"] == 1
    story.end()


def test_action_tables_open_at_once_for_whoever_takes_it_further():
    story = slot_a()
    story.until("tables")
    table = story.propose("Aino", "Yhteiset reitit kokeiluun", about=story.topics["Kotihoidon kiire"])
    assert story.there("Yhteiset reitit kokeiluun") == {"Aino"}
    enter(story, "Vieras 5", "Yhteiset reitit kokeiluun")
    action = story.do("Vieras 5", "action.add", topic=table, text="Kysyn reittitiedot", by="2027-04-15")[0].body["action"]
    assert story.table("Aino")["topic"]["actions"][action] == {
        "order": 1, "text": "Kysyn reittitiedot", "by": "2027-04-15", "person": story.people["Vieras 5"], "name": "Vieras 5"}
    assert story.refused("Aino", "action.take", topic=table, action=action) == "not_yours"
    story.do("Vieras 5", "action.take", topic=table, action=action, on=False)
    story.do("Aino", "action.take", topic=table, action=action)
    assert story.refused("Vieras 6", "action.add", topic=table, text="Ohi kulkiessa") == "not_here"
    assert story.refused("Aino", "action.add", topic=table, text="Joskus", by="ensi viikolla") == "bad_arguments"
    assert story.refused("Vieras 5", "action.drop", topic=table, action=action) == "not_yours"
    story.do("Aino", "action.drop", topic=table, action=action)
    story.end()


def test_an_action_table_has_a_room_or_is_refused_and_nobody_opens_two():
    story = slot_a()
    story.until("tables")
    story.propose("Aino", "Ensimmäinen")
    assert story.refused("Aino", "topic.propose", title="Toinen") == "double_booked"
    story.propose("Bengt", "Toinen")
    assert story.refused("Cecilia", "topic.propose", title="Kolmas") == "slot_full", "two rooms for twelve people"
    story.do("Helmi", "market.rooms", rooms=3)
    story.propose("Cecilia", "Kolmas")
    assert story.there("Kolmas") == {"Cecilia"}
    story.about("Cecilia", "topic.withdraw", "Kolmas")
    story.propose("Cecilia", "Neljäs")
    story.end()


# --- the book ------------------------------------------------------------------------------------------------------------


def book(story) -> list[dict]:
    return session.harvest(story.state, for_hosts=False)["sections"]


def lines(section) -> dict[str, dict]:
    return {line["text"]["fi"] if isinstance(line["text"], dict) else line["text"]: line for line in section["lines"]}


def test_the_book_writes_itself_by_slot_and_loses_nothing():
    story = slot_a()
    story.propose("Vieras 5", "Jäi seinälle")
    enter(story, "Vieras 6", "Kotihoidon kiire")
    story.do("Vieras 6", "note.add", text="Reitit risteävät")
    story.about("Bengt", "topic.report", "Kieli palveluissa", points="Selkokieli\nTulkki ajoissa", next="Opas kesäksi")
    story.about("Vieras 5", "topic.withdraw", "Jäi seinälle")
    story.until("tables")
    table = story.propose("Bengt", "Selkokielen opas", about=story.topics["Kieli palveluissa"])
    story.do("Bengt", "action.add", topic=table, text="Kokoan ryhmän", by="2027-05-03")
    story.propose("Aino", "Jatketaan reiteistä")
    story.until("end")
    story.do("Helmi", "session.close")
    by_phase = {section["phase"]: section for section in book(story)}
    first = lines(by_phase["slot-a"])
    assert list(first) == ["Kotihoidon kiire", "Kieli palveluissa"]
    assert first["Kotihoidon kiire"]["below"][0]["about"] == "market.book_draft"
    assert first["Kotihoidon kiire"]["below"][0]["below"] == [{"text": "Reitit risteävät"}]
    assert [line["text"] for line in first["Kieli palveluissa"]["below"]] == ["Selkokieli", "Tulkki ajoissa", "Opas kesäksi"]
    assert first["Kieli palveluissa"]["about"] == "market.book_nobody" and first["Kieli palveluissa"]["name"] == "Bengt"
    assert list(lines(by_phase["slot-b"])) == ["Omaiset mukana"]
    assert lines(by_phase["tables"])["Selkokielen opas"]["below"] == [
        {"text": "Kokoan ryhmän", "name": "Bengt", "about": "market.by_day", "params": {"day": "3.5.2027"}}]
    further = lines(by_phase["tables"])["Jatketaan reiteistä"]
    assert (further["name"], further["below"], further["about"]) == ("Aino", [], "market.book_no_step"), "called, and on record"
    assert "Jäi seinälle" not in json.dumps(book(story), ensure_ascii=False)
    story.end()


def test_a_topic_that_runs_twice_is_reported_once():
    story = slot_a()
    enter(story, "Vieras 6", "Kotihoidon kiire")
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-b", again=True)
    story.about("Aino", "topic.report", "Kotihoidon kiire", points="Reitit yhteisiksi")
    story.until("end")
    story.do("Helmi", "session.close")
    by_phase = {section["phase"]: lines(section) for section in book(story)}
    assert by_phase["slot-a"]["Kotihoidon kiire"] | {"text": ""} == {
        "text": "", "below": [], "name": "Aino", "about": "market.book_goes_on"}
    assert by_phase["slot-b"]["Kotihoidon kiire"]["below"] == [{"text": "Reitit yhteisiksi"}]
    story.end()


def test_no_actions_is_an_honest_result_and_a_topic_without_a_room_is_on_record():
    story = with_topics(board={"rooms": 1})
    story.until("end")
    story.do("Helmi", "session.close")
    by_phase = {section["phase"]: section for section in book(story)}
    assert by_phase["tables"]["lines"] == [{"text": "–", "about": "market.book_no_actions"}]
    assert len(by_phase["wall"]["lines"]) == 1 and by_phase["wall"]["name"] == "market.book_never"


def test_open_topic_tables_have_topics_given_beforehand_and_nobodys_name():
    themes = {"1": {"text": {"fi": "Saavutettavuus", "sv": "Tillgänglighet"}}, "2": {"text": {"fi": "Liikenne"}}}
    from tests.story import Story
    story = Story(template(board={"themes": True}), themes=themes)
    story.crowd(6)
    story.until("wall")
    story.do("Helmi", "phase.back")
    story.until("slot-a")
    topics = story.room["agenda"]["topics"]
    assert sorted(t["text"]["fi"] for t in topics.values()) == ["Liikenne", "Saavutettavuus"]
    assert all("by" not in t and "placed" in t for t in topics.values())
    story.do("Vieras 1", "topic.enter", topic=next(t for t, f in topics.items() if "slot-a" in f["placed"]))
    story.end()
