"""Stories of a Lean Coffee: hidden dots, one topic at a time, thumbs shown together, and each group by its own clock."""

import copy
import json

from coknow import session
from coknow.activities.docket import topics
from coknow.kernel.messages import SYSTEM
from coknow.live.wishes import without_weather
from tests.activities import cases
from tests.story import MINUTE, Story

TOPICS = ["Palaverien määrä", "Etätyön pelisäännöt", "Uusi kirjaamo"]


def coffee(people=5, size=6, until="talk", texts=TOPICS, **settings) -> Story:
    template, _ = cases.of([
        {"id": "cards", "activity": "group", "settings": {"compose": "new", "size": size}},
        {"id": "dots", "activity": "docket", "minutes": 3, "settings": {"stage": "dots", "from": "cards"}},
        {"id": "talk", "activity": "docket", "minutes": 40, "settings": {"stage": "talk", "from": "dots"} | settings}])
    story = Story(template)
    story.crowd(people)
    story.until("cards")
    for place in story.state.open_places():
        names = [story.name(p) for p in place.people]
        for i, text in enumerate(texts):
            story.do(names[i % len(names)], "note.add", text=f"{text} {place.number}" if len(story.state.open_places()) > 1 else text)
    if until != "cards":
        story.until("dots")
    if until == "talk":
        begin_talk(story)
    return story


def begin_talk(story) -> None:
    story.until("talk")
    story.time_up()  # the lists are made as soon as everybody sits


def group(story, number=1) -> dict:
    place = next(p.id for p in story.state.open_places() if p.number == number)
    return session.view(story.state, "place:" + place)["activity"]


def members(story, number=1) -> list[str]:
    place = next(p for p in story.state.open_places() if p.number == number)
    return [story.name(p) for p in place.people]


def topic(story, text: str) -> str:
    return next(id_ for id_, one in story.table("Vieras 1")["activity"]["topics"].items() if one["text"] == text)


def column(story, name: str, number=1) -> list[str]:
    found = [one for one in group(story, number)["topics"].values() if one["column"] == name]
    return [one["text"] for one in sorted(found, key=lambda one: one["order"])]


def dots(story, who: str, **given: int) -> None:
    for text, count in given.items():
        story.do(who, "docket.dot", topic=topic(story, text.replace("_", " ")), dots=count)


def thumbs(story, *shown: str, number=1) -> None:
    for name, thumb in zip(members(story, number), shown, strict=False):
        story.do(name, "docket.thumb", thumb=thumb)


# --- dots -------------------------------------------------------------------------------------------------------------


def test_two_dots_each_seen_by_nobody_else_and_the_order_follows_them():
    story = coffee(until="dots")
    dots(story, "Vieras 1", Uusi_kirjaamo=2)
    dots(story, "Vieras 2", Uusi_kirjaamo=1, Palaverien_määrä=1)
    story.do("Vieras 3", "docket.dot", topic=topic(story, "Palaverien määrä"), dots=1)
    assert story.person("Vieras 1")["activity"]["left"] == 0 and story.person("Vieras 3")["activity"]["left"] == 1
    assert story.refused("Vieras 1", "docket.dot", topic=topic(story, "Palaverien määrä"), dots=1) == "not_allowed"
    assert story.room["activity"] == {"stage": "dots", "votes": 2}
    assert story.hosts["activity"] == session.view(story.state, "screen")["activity"] == {"lists": {}}
    assert all(set(one) == {"order", "text", "note"} for one in group(story)["topics"].values())
    assert story.person("Vieras 4")["activity"] == {"dots": {}, "left": 2}
    assert story.hosts["share"]["wrote"] == 3, "that three have given dots is a figure of the room"
    dots(story, "Vieras 1", Uusi_kirjaamo=1, Palaverien_määrä=0)
    begin_talk(story)
    assert column(story, "now") == ["Palaverien määrä"] or column(story, "now") == ["Uusi kirjaamo"]
    left = story.state.trail["dots"]["leaves"]
    assert [item["dots"] for item in sorted(left.values(), key=lambda i: i["order"])] == [2, 2, 0]
    assert "Vieras" not in json.dumps(left)
    story.end()


def test_the_topic_with_most_dots_comes_first_whoever_wrote_first():
    story = coffee(until="dots")
    for name in members(story):
        story.do(name, "docket.dot", topic=topic(story, "Uusi kirjaamo"), dots=2)
    begin_talk(story)
    assert column(story, "now") == ["Uusi kirjaamo"] and len(column(story, "todo")) == 2
    story.end()


def test_before_the_dots_topics_stand_by_lot_and_not_as_they_were_written():
    texts = [f"Aihe {i}" for i in range(8)]
    story = coffee(people=8, size=8, until="dots", texts=texts)
    standing = sorted(group(story)["topics"].values(), key=lambda one: one["order"])
    assert [one["text"] for one in standing] != texts and {one["text"] for one in standing} == set(texts)
    story.do("Vieras 3", "note.add", text="Vielä yksi")
    assert max(group(story)["topics"].values(), key=lambda one: one["order"])["text"] == "Vielä yksi", "nothing moves under a finger"


def test_many_groups_are_counted_on_the_wall_and_not_listed():
    story = coffee(people=95, texts=["Aihe " * 20])
    wall = session.view(story.state, "screen")["activity"]
    assert wall == {"lists": {}, "parts": {"talk": 16}}
    assert len(story.hosts["activity"]["lists"]) == 16
    story.do(members(story, 3)[0], "docket.ask")
    assert session.view(story.state, "screen")["activity"]["parts"] == {"talk": 15, "thumbs": 1}


def test_a_topic_thought_of_while_dots_are_given_joins_them_and_a_hidden_one_leaves():
    story = coffee(until="dots")
    story.do("Vieras 4", "note.add", text="Unohtunut asia")
    dots(story, "Vieras 1", Unohtunut_asia=2)
    hidden = topic(story, "Palaverien määrä")
    story.do("Helmi", "note.hide", note=hidden)
    begin_talk(story)
    assert column(story, "now") == ["Unohtunut asia"] and "Palaverien määrä" not in column(story, "todo")
    story.end()


def test_one_group_gives_no_dots_to_anothers_topics():
    story = coffee(people=10, size=5, until="dots")
    other = members(story, 2)[0]
    mine = topic(story, f"{TOPICS[0]} {story.table('Vieras 1')['number']}")
    strangers = [n for n in (*members(story, 1), *members(story, 2)) if story.place_of(n) != story.place_of("Vieras 1")]
    assert story.refused(strangers[0], "docket.dot", topic=mine, dots=1) == "not_here" and other
    story.join("Seija", role="follower")
    assert story.refused("Seija", "docket.dot", topic=mine, dots=1) == "not_allowed"
    begin_talk(story)
    assert story.refused("Vieras 1", "docket.dot", topic=mine, dots=1) == "round_over"
    story.end()


# --- talk -------------------------------------------------------------------------------------------------------------


def test_when_the_box_is_over_all_show_their_thumbs_and_a_majority_gives_half_the_time_again():
    story = coffee()
    assert session.due(story.state) == story.now + 8 * MINUTE
    story.time_up()
    assert group(story)["part"] == "thumbs"
    thumbs(story, "up", "side", "down", "down")
    assert group(story)["part"] == "thumbs" and group(story)["thumbed"] == 4
    assert story.person(members(story)[0])["activity"]["thumb"] == "up"
    assert "count" not in group(story) and "up" not in json.dumps(group(story)), "nobody sees a thumb before the last is up"
    thumbs(story, "up", "side", "down", "down", "up")
    assert group(story)["part"] == "talk" and group(story)["count"] == {"up": 2, "side": 1, "down": 2}
    assert session.due(story.state) == story.now + 4 * MINUTE and group(story)["extended"] == 1
    story.time_up()
    thumbs(story, "up", "up", "down", "down", "down")
    assert group(story)["part"] == "between" and column(story, "done") and column(story, "now") == []
    story.end()


def test_a_topic_whose_thumbs_were_asked_for_early_loses_none_of_its_time():
    story = coffee()
    story.wait(1)
    story.do(members(story)[0], "docket.ask")
    thumbs(story, "up", "up", "up", "down", "down")
    assert group(story)["part"] == "talk" and session.due(story.state) == story.now + 7 * MINUTE
    story.end()


def test_who_shows_no_thumb_is_not_waited_for_and_nobodys_thumb_is_no_majority():
    story = coffee()
    story.time_up()
    thumbs(story, "up")
    story.time_up()
    assert group(story)["part"] == "talk", "one thumb of one is a majority; the others may not have had their phone"
    story.time_up()
    story.time_up()
    assert group(story)["part"] == "between"
    assert topics.goes_on([]) is False and topics.goes_on(["side", "down"]) is False and topics.goes_on(["side"]) is True
    story.end()


def test_the_last_one_to_show_a_thumb_may_have_left():
    story = coffee()
    story.time_up()
    thumbs(story, "down", "down", "down", "down")
    story.drops(members(story)[4])
    assert group(story)["part"] == "thumbs"
    story.time_up()
    assert group(story)["part"] == "between"
    story.end()


def test_what_the_group_takes_along_stands_under_its_topic_and_the_next_begins_by_itself():
    story = coffee()
    first = column(story, "now")[0]
    story.do("Vieras 1", "note.add", text="Puhetta aiheesta", kind="thought")
    story.do("Vieras 2", "docket.ask")
    assert story.refused("Vieras 2", "docket.begin") == "not_allowed"
    thumbs(story, *["down"] * 5)
    story.do("Vieras 1", "note.add", text="Perutaan maanantain palaveri", kind="insight")
    story.time_up()
    assert group(story)["part"] == "talk" and column(story, "now") != [first]
    story.do("Vieras 3", "docket.ask")
    thumbs(story, *["down"] * 5)
    second = column(story, "todo")[0]
    story.do("Vieras 3", "docket.begin", topic=topic(story, second))
    assert column(story, "now") == [second] and column(story, "todo") == []
    story.do("Vieras 3", "docket.ask")
    thumbs(story, *["down"] * 5)
    story.time_up()
    assert group(story)["part"] == "done" and session.due(story.state) == story.state.deadline
    assert story.do("Vieras 1", "docket.begin") == []
    story.next()
    section = next(s for s in session.harvest(story.state, for_hosts=False)["sections"] if s["phase"] == "talk")
    assert section["lines"][0]["text"] == first and len(section["lines"]) == 3
    assert [b["text"] for b in section["lines"][0]["below"]] == ["Puhetta aiheesta", "Perutaan maanantain palaveri"]
    assert [i["text"] for i in story.state.trail["talk"]["leaves"].values()] == ["Perutaan maanantain palaveri"]
    story.end()


def test_each_group_has_its_own_list_and_its_own_clock():
    story = coffee(people=10, size=5)
    story.wait(3)
    story.do(members(story, 1)[0], "docket.ask")
    thumbs(story, *["down"] * 5, number=1)
    assert group(story, 1)["part"] == "between" and group(story, 2)["part"] == "talk"
    assert group(story, 2)["deadline"] == story.now + 5 * MINUTE
    assert all(one["text"].endswith(" 2") for one in group(story, 2)["topics"].values())
    lines = story.hosts["activity"]["lists"]
    assert {one["number"]: (one["part"], one["done"]) for one in lines.values()} == {1: ("between", 1), 2: ("talk", 0)}
    assert story.refused(members(story, 2)[0], "docket.thumb", thumb="up") == "round_over"
    story.end()


def test_a_group_whose_last_person_leaves_is_waited_for_and_latecomers_join_where_it_is():
    story = coffee(people=10, size=5)
    gone = members(story, 1)
    story.drops(*gone)
    now = column(story, "now", 1)
    for _ in range(3):
        story.time_up()
    assert column(story, "now", 1) == now and group(story, 1)["part"] == "talk", "an empty group talks nothing away"
    story.returns(gone[0])
    assert column(story, "now", 1) == now
    story.join("Myöhä")
    assert story.table("Myöhä")["activity"]["part"] in ("talk", "thumbs")
    story.end()


def test_the_groups_clocks_rest_with_the_phase():
    story = coffee(people=10, size=5)
    story.wait(3)
    story.do("Helmi", "phase.pause", on=True)
    story.wait(20)
    story.do("Helmi", "phase.pause", on=False)
    assert {group(story, n)["deadline"] for n in (1, 2)} == {story.now + 5 * MINUTE}
    story.next()
    story.wait(9)
    story.do("Helmi", "phase.back")
    assert {group(story, n)["deadline"] for n in (1, 2)} == {story.now + 5 * MINUTE}
    story.do(SYSTEM, "time.give", ms=MINUTE)
    assert {group(story, n)["deadline"] for n in (1, 2)} == {story.now + 6 * MINUTE}
    story.end()


def test_topics_common_to_all_come_from_any_phase_that_leaves_some_and_each_group_takes_them_for_itself():
    template, _ = cases.of([
        {"id": "bowl", "activity": "fishbowl", "settings": {"notes": "all"}},
        {"id": "talk", "activity": "docket", "minutes": 40, "settings": {"stage": "talk", "from": "bowl", "size": 4, "compose": "new"}}])
    story = Story(template)
    story.crowd(8)
    story.until("bowl")
    story.do("Vieras 1", "note.add", text="Raha")
    begin_talk(story)
    assert [column(story, "now", n) for n in (1, 2)] == [["Raha"], ["Raha"]]
    story.do("Vieras 1", "docket.ask")
    assert sorted(group(story, n)["part"] for n in (1, 2)) == ["talk", "thumbs"]
    story.end()


def test_without_topics_there_is_nothing_to_wait_for():
    story = coffee(texts=[])
    assert group(story)["part"] == "done" and group(story)["topics"] == {}
    assert story.refused("Vieras 1", "docket.ask") == "round_over"
    story.end()


def test_an_erased_person_leaves_no_dot_and_no_thumb():
    story = coffee(until="dots")
    dots(story, "Vieras 1", Uusi_kirjaamo=2)
    story.do("Vieras 1", "person.erase")
    begin_talk(story)
    assert all(item["dots"] == 0 for item in story.state.trail["dots"]["leaves"].values())
    story.end()


def test_thumbs_asked_for_in_the_hosts_pause_have_their_whole_time_afterwards_and_no_more():
    story = coffee()
    story.wait(2)
    story.do("Helmi", "phase.pause", on=True)
    story.wait(10)
    story.do("Vieras 1", "docket.ask")
    assert "deadline" not in group(story), "nobody's clock runs"
    story.wait(1)
    story.do("Helmi", "phase.pause", on=False)
    assert group(story)["deadline"] == story.now + 30_000
    story.end()


def test_with_the_sessions_end_whose_dots_and_thumbs_they_were_is_not_in_the_log():
    story = coffee(until="dots")
    for name in members(story):
        dots(story, name, Uusi_kirjaamo=2)
    begin_talk(story)
    story.do("Vieras 1", "docket.ask")
    for name in members(story):
        story.do(name, "docket.thumb", thumb="down")
    story.do("Helmi", "session.close")
    kept = [without_weather(event) for event in copy.deepcopy(story.log)]
    told = [event for event in kept if event.name.startswith("docket.")]
    assert not any(person in json.dumps(event.body) for person in story.people.values() for event in told)
    assert session.harvest(session.fold(kept), for_hosts=True) == session.harvest(story.state, for_hosts=True)
