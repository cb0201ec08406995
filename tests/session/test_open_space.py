"""An open space as it goes: an empty wall that fills, feet that carry people where they learn, a book that writes itself."""

import json

import pytest

from coknow import session
from coknow.kernel.messages import SYSTEM
from tests.session.open_space import OpenSpace, template


def space(**more) -> OpenSpace:
    story = OpenSpace(**more)
    story.until("wall")
    return story


def with_topics(*, until="wall", **more) -> OpenSpace:
    story = space(**more)
    story.propose("Aino", "Kotihoidon kiire")
    story.propose("Bengt", "Kieli palveluissa", line="Kun apu ei puhu kieltäni")
    story.propose("Cecilia", "Omaiset mukana")
    if until != "wall":
        story.until(until)
    return story


# --- topics: only by somebody who is there for them -----------------------------------------------------------------


def test_a_topic_comes_from_a_participant_and_from_nobody_else():
    story = space()
    story.join("Seija", role="follower")
    story.join("Valkokangas", role="screen")
    for who in ("Helmi", "Seija", "Valkokangas"):
        assert story.refused(who, "topic.propose", title="Minun aiheeni") == "not_allowed"
    events = story.do("Aino", "topic.propose", title="  Kotihoidon\n kiire  ", line="Kuka ehtii?")
    topic = session.answer(events)["topic"]
    assert story.room["agenda"]["topics"][topic] == {
        "order": 1, "text": {"fi": "Kotihoidon kiire"}, "line": "Kuka ehtii?", "by": "Aino"}
    assert story.person("Aino")["agenda"]["own"] == {topic: {"order": 1}}
    story.end()


def test_topics_may_come_in_the_lobby_and_between_slots_but_not_when_the_wall_is_done():
    story = OpenSpace()
    story.propose("Aino", "Jo ennen tilaisuutta")
    story.until("break")
    story.propose("Bengt", "Ensimmäisestä aikaikkunasta noussut")
    story.until("slot-b")
    assert "slot-b" in story.on_wall("Ensimmäisestä aikaikkunasta noussut")["placed"]
    story.until("end")
    assert story.refused("Cecilia", "topic.propose", title="Liian myöhään") == "market_closed"
    story.end()


def test_a_session_without_a_market_knows_no_topics():
    from tests.story import Story
    story = Story()
    story.join("Aino")
    assert story.refused("Aino", "topic.propose", title="Aihe") == "market_closed"
    assert "agenda" not in story.room


def test_nobody_else_touches_the_words_of_a_topic_not_even_the_host():
    story = with_topics()
    for who in ("Helmi", "Bengt", "Vieras 5"):
        for name, more in (("topic.edit", {"title": "Paremmin sanottu"}), ("topic.withdraw", {})):
            assert story.no(who, name, "Kotihoidon kiire", **more) == "not_yours"
    story.about("Aino", "topic.edit", "Kotihoidon kiire", title="Kiire kotihoidossa")
    assert story.on_wall("Kotihoidon kiire")["text"] == {"fi": "Kiire kotihoidossa"}
    story.about("Aino", "topic.withdraw", "Kotihoidon kiire")
    assert story.topics["Kotihoidon kiire"] not in story.room["agenda"]["topics"]
    assert story.no("Vieras 5", "topic.mark", "Kotihoidon kiire") == "no_such_topic"
    story.end()


def test_somebody_on_the_phone_goes_through_it_all_by_the_hands_of_a_host():
    story = with_topics()
    story.do("Helmi", "person.add", name="Puhelin-Pirkko")
    pirkko = story.people["Puhelin-Pirkko"] = next(p.id for p in story.state.people.values() if p.kind == "phone")
    hers = {"for": pirkko}

    def seen() -> dict:
        assert story.hosts["phones"] == {pirkko: story.person("Puhelin-Pirkko").get("agenda")}
        return story.hosts["phones"][pirkko]

    bus = story.propose("Helmi", "Bussit ajoissa", **hers)
    assert story.on_wall("Bussit ajoissa")["by"] == "Puhelin-Pirkko" and bus in seen()["own"]
    for who in ("Aino", "Seija"):
        if who == "Seija":
            story.join("Seija", role="follower")
        assert story.refused(who, "topic.propose", title="Toisen puolesta", **hers) == "not_allowed"
        assert story.no(who, "topic.mark", "Kieli palveluissa", **hers) == "not_allowed"
    assert story.no("Helmi", "topic.edit", "Bussit ajoissa", title="Järjestäjän sanoin") == "not_yours", "only in her name"
    assert story.no("Helmi", "topic.edit", "Kotihoidon kiire", title="Parempi", **{"for": story.people["Aino"]}) == "not_allowed"
    story.about("Helmi", "topic.edit", "Bussit ajoissa", title="Bussit ajallaan", **hers)
    story.about("Helmi", "topic.mark", "Kieli palveluissa", **hers)
    assert seen()["marks"] == {story.topics["Kieli palveluissa"]: True}
    story.about("Bengt", "topic.merge", "Kieli palveluissa", into=bus)
    assert seen()["own"][bus]["offers"] == {story.topics["Kieli palveluissa"]: True}
    story.about("Helmi", "topic.decline", "Bussit ajoissa", offered=story.topics["Kieli palveluissa"], **hers)
    story.do("Helmi", "announce.start")
    story.do("Aino", "announce.done")
    story.do("Bengt", "announce.done")
    story.do("Cecilia", "announce.done")
    assert turn(story) == "Bussit ajoissa"
    story.do("Helmi", "announce.done")
    story.about("Helmi", "topic.place", "Bussit ajoissa", slot="slot-a", room=1)
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-a", room=2)
    story.until("slot-a")
    assert story.place_of("Puhelin-Pirkko") == bus, "a convener stands in her room"
    story.do("Helmi", "note.add", text="Vuoro jää väliin", **hers)
    story.about("Helmi", "topic.enter", "Kotihoidon kiire", **hers)
    story.about("Helmi", "topic.sign", "Kotihoidon kiire", **hers)
    story.do("Helmi", "topic.wander", **{"as": "butterfly"}, **hers)
    assert story.table("Puhelin-Pirkko")["kind"] == "lounge"
    story.do("Helmi", "topic.wander", **{"as": "bumblebee"}, **hers)
    assert story.place_of("Puhelin-Pirkko") is None
    assert seen()["own"][bus]["report"] == {"draft": "Vuoro jää väliin"}
    story.about("Helmi", "topic.report", "Bussit ajoissa", points="Vuorot ajallaan", seen={}, **hers)
    story.until("news")
    story.about("Helmi", "topic.mark", "Bussit ajoissa", **hers)
    assert seen()["forward"] == {bus: True}
    story.until("tables")
    table = story.propose("Helmi", "Aikataulu kuntoon", about=bus, **hers)
    story.do("Helmi", "action.add", topic=table, text="Soitan liikennelaitokselle", **hers)
    assert next(iter(story.state.topics[table].actions.values()))["person"] == pirkko
    story.end()


def test_three_topics_are_enough_for_one_and_sixty_for_all():
    story = space(careful=False, crowd=30)
    for i in range(3):
        story.propose("Aino", f"Aihe {i}")
    assert story.refused("Aino", "topic.propose", title="Neljäs") == "not_allowed"
    for name in [n for n in story.people if n.startswith("Vieras")]:
        for i in range(3):
            if len(story.state.topics) < 60:
                story.propose(name, f"{name} {i}")
    assert story.refused("Bengt", "topic.propose", title="Kuudeskymmenesensimmäinen") == "not_allowed"


# --- announcing in turn: the server holds the turn --------------------------------------------------------------------


def turn(story) -> str | None:
    found = story.room["activity"].get("turn")
    return next((t for t, id_ in story.topics.items() if found and id_ == found["topic"]), None)


def test_turns_go_round_by_themselves_and_one_may_pass():
    story = with_topics()
    assert story.refused("Aino", "announce.start") == "no_lease"
    story.do("Helmi", "announce.start")
    assert turn(story) == "Kotihoidon kiire"
    assert story.room["activity"]["turn"]["deadline"] == story.now + 30_000
    assert story.refused("Bengt", "announce.done") == "no_lease", "the turn is Aino's"
    story.do("Aino", "announce.done")
    assert turn(story) == "Kieli palveluissa"
    story.do("Bengt", "announce.pass")
    assert turn(story) == "Omaiset mukana"
    story.time_up()
    assert turn(story) is None and story.state.phase == "wall"
    story.propose("Vieras 5", "Vielä yksi")
    assert turn(story) == "Vielä yksi", "who comes when nobody announces has the turn at once"
    story.end()


def test_who_has_announced_is_not_called_again_in_the_phase_after():
    given = template()
    given["phases"].insert(2, given["phases"][1] | {"id": "agree", "minutes": 8})
    story = OpenSpace(given=given)
    for who, title in (("Aino", "Kotihoidon kiire"), ("Bengt", "Kieli palveluissa")):
        story.propose(who, title)
    story.until("wall")
    story.do("Helmi", "announce.start")
    story.do("Aino", "announce.done")
    story.until("agree")
    story.do("Helmi", "announce.start")
    assert turn(story) == "Kieli palveluissa", "cut off by the change of phase, so the turn is still Bengt's"
    story.do("Bengt", "announce.done")
    assert turn(story) is None
    story.do("Helmi", "phase.back")
    assert turn(story) == "Kieli palveluissa", "as the phase was left"
    story.end()


def test_a_turn_rests_while_the_session_rests():
    story = with_topics()
    story.do("Helmi", "announce.start")
    story.wait(0.25)
    story.do("Helmi", "phase.pause", on=True)
    assert story.room["activity"]["turn"]["left"] == 15_000 and "deadline" not in story.room["activity"]["turn"]
    story.wait(60)
    story.do("Helmi", "phase.pause", on=False)
    assert story.room["activity"]["turn"]["deadline"] == story.now + 15_000
    story.end()


def test_whoever_has_left_or_withdrawn_loses_only_the_turn():
    story = with_topics()
    story.drops("Bengt")
    story.do("Helmi", "announce.start")
    story.about("Aino", "topic.withdraw", "Kotihoidon kiire")
    assert "turn" not in story.room["activity"]
    story.time_up()
    assert turn(story) == "Omaiset mukana", "Bengt is away; his topic stands on the wall all the same"
    story.returns("Bengt")
    story.do("Cecilia", "announce.done")
    assert turn(story) == "Kieli palveluissa"
    assert story.refused("Cecilia", "announce.done", topic=story.topics["Omaiset mukana"]) == "turn_over"
    story.end()


# --- interest: it binds nobody, and nobody sees where the others go ----------------------------------------------------


def test_marks_are_mine_and_their_number_shows_only_when_the_wall_is_arranged():
    story = with_topics()
    for name in ("Vieras 5", "Vieras 6", "Aino"):
        story.about(name, "topic.mark", "Kieli palveluissa")
    assert "marks" not in story.on_wall("Kieli palveluissa")
    assert story.person("Vieras 5")["agenda"]["marks"] == {story.topics["Kieli palveluissa"]: True}
    assert "marks" not in json.dumps(story.person("Vieras 7"))
    story.about("Vieras 5", "topic.mark", "Kieli palveluissa", on=False)
    story.do("Helmi", "market.arrange")
    assert story.on_wall("Kieli palveluissa")["marks"] == 2
    story.end()


# --- merging -----------------------------------------------------------------------------------------------------------


def offered(story, one="Kotihoidon kiire", into="Omaiset mukana", by="Aino"):
    story.about(by, "topic.merge", one, into=story.topics[into])


def test_topics_merge_only_when_both_agree_and_credit_is_kept():
    story = with_topics()
    offered(story)
    assert story.person("Cecilia")["agenda"]["own"][story.topics["Omaiset mukana"]]["offers"] == {
        story.topics["Kotihoidon kiire"]: True}
    assert len(story.room["agenda"]["topics"]) == 3, "nothing has merged yet"
    assert story.no("Bengt", "topic.agree", "Omaiset mukana", offered=story.topics["Kotihoidon kiire"]) == "not_yours"
    story.about("Cecilia", "topic.agree", "Omaiset mukana", offered=story.topics["Kotihoidon kiire"])
    assert story.on_wall("Omaiset mukana")["by"] == "Cecilia, Aino"
    assert story.topics["Kotihoidon kiire"] not in story.room["agenda"]["topics"]
    story.about("Aino", "topic.edit", "Omaiset mukana", title="Omaiset ja kiire")
    story.about("Aino", "topic.part", "Kotihoidon kiire")
    assert story.on_wall("Kotihoidon kiire")["by"] == "Aino" and story.on_wall("Omaiset mukana")["by"] == "Cecilia"
    story.end()


def test_an_offer_can_be_declined_and_taken_back():
    story = with_topics()
    offered(story)
    story.about("Cecilia", "topic.decline", "Omaiset mukana", offered=story.topics["Kotihoidon kiire"])
    assert "offers" not in story.person("Cecilia")["agenda"]["own"][story.topics["Omaiset mukana"]]
    offered(story)
    story.about("Aino", "topic.decline", "Omaiset mukana", offered=story.topics["Kotihoidon kiire"])
    assert story.no("Cecilia", "topic.agree", "Omaiset mukana", offered=story.topics["Kotihoidon kiire"]) == "no_such_offer"
    story.end()


def test_two_offers_that_cross_are_one_agreement():
    story = with_topics()
    offered(story)
    offered(story, one="Omaiset mukana", into="Kotihoidon kiire", by="Cecilia")
    assert list(story.room["agenda"]["topics"]) == [story.topics["Kieli palveluissa"], story.topics["Omaiset mukana"]]
    assert story.on_wall("Omaiset mukana")["by"] == "Cecilia, Aino"
    assert story.no("Cecilia", "topic.agree", "Omaiset mukana", offered=story.topics["Kotihoidon kiire"]) == "no_such_topic"
    story.end()


def test_a_merge_in_a_chain_comes_apart_link_by_link():
    story = with_topics()
    offered(story, "Kotihoidon kiire", "Kieli palveluissa")
    story.about("Bengt", "topic.agree", "Kieli palveluissa", offered=story.topics["Kotihoidon kiire"])
    offered(story, "Kieli palveluissa", "Omaiset mukana", by="Aino")  # hers by the merge
    story.about("Cecilia", "topic.agree", "Omaiset mukana", offered=story.topics["Kieli palveluissa"])
    assert story.on_wall("Omaiset mukana")["by"] == "Cecilia, Bengt, Aino"
    story.about("Bengt", "topic.part", "Kieli palveluissa")
    assert story.on_wall("Kieli palveluissa")["by"] == "Bengt, Aino"
    story.end()


# --- the wall ----------------------------------------------------------------------------------------------------------


def test_a_convener_takes_a_time_and_the_last_room_goes_to_one():
    story = with_topics(board={"rooms": 1})
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-a")
    assert story.on_wall("Kotihoidon kiire")["placed"] == {"slot-a": 1}
    assert story.no("Bengt", "topic.place", "Kieli palveluissa", slot="slot-a") == "slot_full"
    assert story.no("Bengt", "topic.place", "Kieli palveluissa", slot="slot-a", room=1) == "room_taken"
    story.about("Bengt", "topic.place", "Kieli palveluissa", slot="slot-b", room=1)
    assert story.no("Vieras 5", "topic.place", "Omaiset mukana", slot="slot-b") == "not_allowed"
    story.end()


def test_nobody_convenes_twice_at_once_also_not_after_a_merge():
    story = with_topics()
    story.propose("Aino", "Toinen aiheeni")
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-a")
    assert story.no("Aino", "topic.place", "Toinen aiheeni", slot="slot-a") == "double_booked"
    assert story.no("Helmi", "topic.place", "Toinen aiheeni", slot="slot-a") == "double_booked"
    story.until("slot-a")
    assert story.on_wall("Toinen aiheeni")["placed"].keys() == {"slot-b"}, "the automatic placing knows it too"
    story.end()


def test_no_merge_puts_a_convener_in_two_rooms_at_once():
    story = with_topics(board={"rooms": 3})
    story.propose("Aino", "Toinen aiheeni")
    story.about("Aino", "topic.place", "Toinen aiheeni", slot="slot-b")
    story.about("Bengt", "topic.place", "Kieli palveluissa", slot="slot-b")
    offered(story, "Kotihoidon kiire", "Kieli palveluissa")
    agreed = {"offered": story.topics["Kotihoidon kiire"]}
    assert story.no("Bengt", "topic.agree", "Kieli palveluissa", **agreed) == "double_booked"
    story.about("Aino", "topic.place", "Toinen aiheeni", slot="slot-a")
    story.about("Bengt", "topic.agree", "Kieli palveluissa", **agreed)
    assert story.no("Bengt", "topic.place", "Kieli palveluissa", slot="slot-a") == "double_booked", "Aino has hers there"
    story.about("Aino", "topic.part", "Kotihoidon kiire")
    story.about("Bengt", "topic.place", "Kieli palveluissa", slot="slot-a")
    story.end()


def test_offers_that_cross_while_one_takes_the_merge_apart_end_in_two_topics_or_in_one():
    story = with_topics()
    offered(story)
    offered(story, one="Omaiset mukana", into="Kotihoidon kiire", by="Cecilia")
    story.about("Aino", "topic.part", "Kotihoidon kiire")
    assert story.no("Cecilia", "topic.part", "Kotihoidon kiire") == "no_such_topic", "the second hand on the same undo"
    assert story.no("Cecilia", "topic.agree", "Omaiset mukana", offered=story.topics["Kotihoidon kiire"]) == "no_such_offer"
    assert (story.on_wall("Kotihoidon kiire")["by"], story.on_wall("Omaiset mukana")["by"]) == ("Aino", "Cecilia")
    offered(story, one="Omaiset mukana", into="Kotihoidon kiire", by="Cecilia")
    story.about("Aino", "topic.withdraw", "Kotihoidon kiire")
    assert "offered" not in story.person("Cecilia")["agenda"], "an offer to what is gone waits for nobody"
    story.end()


def test_a_topic_can_run_twice_and_a_skipped_slot_shifts_nobody():
    story = with_topics()
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-a")
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-b", again=True)
    story.about("Bengt", "topic.place", "Kieli palveluissa", slot="slot-a")
    story.about("Cecilia", "topic.place", "Omaiset mukana", slot="slot-b", room=2)
    story.do("Helmi", "phase.skip", phase="slot-a")
    story.until("slot-b")
    assert story.on_wall("Omaiset mukana")["placed"] == {"slot-b": 2}
    assert story.there("Kotihoidon kiire") == {"Aino"}
    unplaced = [t for t in story.room["agenda"]["topics"].values() if "slot-b" not in t.get("placed", {})]
    assert len(unplaced) == 1, "two rooms; the third keeps its place on the wall and waits"
    story.end()


def test_the_wall_arranges_itself_so_that_few_miss_what_they_marked():
    story = with_topics(board={"rooms": 2})
    story.propose("Vieras 5", "Neljäs")
    for name in ("Vieras 6", "Vieras 7", "Vieras 8"):
        story.about(name, "topic.mark", "Kotihoidon kiire")
        story.about(name, "topic.mark", "Kieli palveluissa")
    events = story.do("Helmi", "market.arrange")
    assert events[0].body["figures"] == {"kept": 6, "marked": 6, "without": 0}
    assert story.on_wall("Kotihoidon kiire")["placed"].keys() != story.on_wall("Kieli palveluissa")["placed"].keys()
    assert story.refused("Aino", "market.arrange") == "not_allowed"
    assert story.do("Helmi", "market.arrange") == [], "nothing is left to place"
    story.end()


def test_arranging_anew_leaves_what_was_put_by_hand():
    story = with_topics()
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-b", room=2)
    story.do("Helmi", "market.arrange")
    story.do("Helmi", "market.arrange", all=True)
    assert story.on_wall("Kotihoidon kiire")["placed"] == {"slot-b": 2}
    rooms = [(slot, room) for t in story.room["agenda"]["topics"].values() for slot, room in t["placed"].items()]
    assert len(rooms) == len(set(rooms)) == 3
    story.end()


def test_there_are_no_more_rooms_than_fill():
    assert space(crowd=9).room["agenda"]["rooms"] == 2, "twelve people"
    assert space(crowd=37).room["agenda"]["rooms"] == 8, "forty"
    story = with_topics()
    story.do("Helmi", "market.rooms", rooms=5)
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-a", room=5)
    assert story.refused("Helmi", "market.rooms", rooms=2) == "room_taken"
    assert story.refused("Bengt", "market.rooms", rooms=9) == "not_allowed"
    story.end()


def test_going_back_loses_no_topic_and_no_note():
    story = with_topics(until="slot-a")
    note = story.do("Aino", "note.add", text="Aika ei riitä")[0].body["note"]
    story.propose("Vieras 5", "Uusi ajatus")
    story.do("Helmi", "phase.back")
    assert len(story.room["agenda"]["topics"]) == 4
    story.until("slot-a")
    assert note in story.table("Aino")["notes"]
    story.end()


def test_back_to_the_wall_nothing_has_been_held_and_times_are_free_again():
    story = with_topics()
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-a")
    story.until("slot-a")
    story.about("Aino", "topic.report", "Kotihoidon kiire", points="Jo kirjoitettu")
    story.do("Helmi", "phase.back")
    assert "held" not in story.on_wall("Kotihoidon kiire") and story.room["agenda"]["slots"]["slot-a"]["state"] == "ahead"
    story.about("Aino", "topic.place", "Kotihoidon kiire", slot="slot-b")
    assert story.on_wall("Kotihoidon kiire")["placed"].keys() == {"slot-b"}, "it moves, it does not run twice"
    own = story.person("Aino")["agenda"]["own"][story.topics["Kotihoidon kiire"]]
    assert own["report"] == {"points": "Jo kirjoitettu"}, "what was confirmed stays"
    story.about("Aino", "topic.report", "Kotihoidon kiire", points="Paremmin sanottu")
    story.until("slot-b")
    assert story.there("Kotihoidon kiire") == {"Aino"} and story.on_wall("Kotihoidon kiire")["held"] == {"slot-b": True}
    story.end()


def test_a_whole_event_played_to_its_end_folds_to_the_same():
    story = with_topics(until="tables")
    story.do("Aino", "topic.propose", title="Vien kiireen johtoryhmään", about=story.topics["Kotihoidon kiire"])
    story.until("end")
    story.do("Helmi", "session.close")
    story.end()


@pytest.mark.parametrize("phase", ["wall", "slot-a", "break", "news", "tables"])
def test_people_come_go_and_are_erased_in_every_phase(phase):
    story = with_topics()
    story.about("Aino", "topic.mark", "Omaiset mukana")
    offered(story)
    story.until(phase)
    story.join("Myöhä")
    story.drops("Bengt")
    story.do("Aino", "person.leave")
    story.do("Cecilia", "person.erase")
    story.returns("Bengt")
    assert story.on_wall("Omaiset mukana").get("by") is None, "a name is not kept"
    story.next()
    story.end()


def test_what_was_withdrawn_and_erased_is_in_no_event_any_more():
    story = with_topics()
    story.about("Aino", "topic.withdraw", "Kotihoidon kiire")
    story.do("Aino", "person.erase")
    rewrite = session.eraser(story.state, story.people["Aino"])
    log = [rewrite(event) for event in story.log]
    assert "Kotihoidon" not in json.dumps([event.body for event in log]) and session.fold(log) == story.state


def test_a_thousand_people_and_a_full_wall_fit_the_budgets():
    story = space(careful=False, crowd=997)
    for i in range(10, 70):
        story.propose(f"Vieras {i}", f"Mitä teemme asialle numero {i} ensi vuonna?")
    story.do("Helmi", "market.arrange")
    story.until("slot-a")
    for i in range(10, 510):
        topic = list(story.state.topics)[i % 60]
        if "slot-a" in story.state.topics[topic].placed:
            story.do(f"Vieras {i}", "topic.enter", topic=topic)
    size = len(json.dumps(story.room, ensure_ascii=False).encode())
    assert size <= 16_000, size
    assert len(json.dumps(story.person("Vieras 10"), ensure_ascii=False).encode()) <= 3_000


def test_nobody_but_the_server_speaks_for_the_server():
    story = with_topics()
    story.do("Helmi", "announce.start")
    for who in ("Aino", "Helmi"):
        assert story.refused(who, "time.up", phase="wall") == "not_allowed"
    assert story.do(SYSTEM, "time.up", phase="welcome") == []


def test_where_the_guidance_keeps_the_topics_people_propose_none_but_walk_all_the_same():
    given = template(board={"themes": True})
    for phase in given["phases"]:
        if phase["activity"] == "market":
            phase |= {"guidance": "teaching", "rights": {"moves": "host"}}  # law of two feet: a right nobody can keep back
    from tests.story import Story
    story = Story(given, themes={"1": {"text": {"fi": "Liikenne"}}})
    story.crowd(5)
    assert story.refused("Vieras 1", "topic.propose", title="Omani") == "not_allowed"
    assert story.room["agenda"]["open"] is False
    story.until("slot-a")
    story.do("Vieras 1", "topic.enter", topic=next(iter(story.state.topics)))
