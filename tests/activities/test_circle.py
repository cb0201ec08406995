"""A circle as it really goes: the piece goes round, comes back to who skipped, and many circles speak at once."""

import json

from coknow import session
from coknow.activities.circle import asking
from tests.activities import cases
from tests.activities.circles import at, circle, give_on, holder, spoken, states
from tests.story import MINUTE, Story


# --- the piece goes round --------------------------------------------------------------------------------------------


def test_the_piece_goes_round_and_on_to_the_next_round_by_itself():
    story = circle()
    assert states(story) == {"Aino": "now", "Bengt": "next", "Cecilia": "todo"}
    spoken(story, "Aino", "Bengt", "Cecilia")
    assert at(story)["round"] == 2 and holder(story) == "Bengt", "another person begins each round"
    spoken(story, "Bengt", "Cecilia", "Aino")
    assert at(story)["kind"] == "done" and holder(story) is None
    assert story.hosts["activity"]["circles"][story.place_of("Aino")]["kind"] == "done"
    story.end()


def test_each_round_has_its_own_question():
    asks = [{"fi": "Mistä tulet?", "sv": "Varifrån?", "en": "Whence?"}, {"fi": "Mihin menet?", "sv": "Vart?", "en": "Whither?"}]
    story = circle(rounds=[{"prompt": asks[0]}, {"prompt": asks[1]}])
    assert at(story)["prompt"] == asks[0]
    spoken(story, "Aino", "Bengt", "Cecilia")
    assert at(story)["prompt"] == asks[1]


def test_the_order_is_drawn_when_it_is_to_be_random():
    orders = {tuple(states(circle("ABCDEF", order="random", seed=seed), "A")) for seed in range(4)}
    assert len(orders) > 1


def test_nobody_can_take_the_piece_from_its_holder():
    story = circle()
    for name in ("Bengt", "Cecilia"):
        assert story.refused(name, "piece.pass", turn=at(story)["turn"]) == "not_your_turn"
        assert story.refused(name, "piece.skip") == "not_your_turn"
    assert holder(story) == "Aino"


def test_a_long_talker_is_told_and_never_cut_off():
    story = circle(rounds=[{"seconds": 60}])
    soft = at(story)["clock"]
    assert soft == {"seconds": 60, "deadline": story.now + MINUTE}
    assert session.due(story.state) == story.state.deadline, "no clock of the circle's ends a turn"
    story.wait(20)
    assert holder(story) == "Aino"
    story.time_up()
    assert story.state.phase == "ring" and holder(story) == "Aino", "nor does the phase's: it waits for the host"


def test_pressed_twice_or_by_two_at_once_the_piece_goes_on_once():
    story = circle()
    turn = at(story)["turn"]
    story.do("Aino", "piece.pass", turn=turn)
    assert story.do("Aino", "piece.pass", turn=turn) == []
    assert story.do("Helmi", "piece.skip", turn=turn, place=story.place_of("Aino")) == [], "the host pressed at the same moment"
    assert holder(story) == "Bengt"


# --- skipping and coming back ------------------------------------------------------------------------------------------


def test_who_skips_is_asked_once_more_at_the_end():
    story = circle()
    story.do("Aino", "piece.skip", turn=at(story)["turn"])
    assert states(story) == {"Aino": "later", "Bengt": "now", "Cecilia": "next"}
    spoken(story, "Bengt", "Cecilia")
    assert holder(story) == "Aino" and at(story)["again"] is True and at(story)["round"] == 1
    story.do("Aino", "piece.skip", turn=at(story)["turn"])
    assert at(story)["round"] == 2, "a second time it is a no, and nobody insists"
    story.end()


def test_who_has_spoken_may_come_back_at_the_end_and_think_better_of_it():
    story = circle(rounds=[{}])
    spoken(story, "Aino")
    story.do("Aino", "piece.take_back")
    assert story.do("Aino", "piece.take_back") == []
    assert states(story)["Aino"] == "later"
    story.do("Aino", "piece.take_back", on=False)
    assert states(story)["Aino"] == "been"
    story.do("Aino", "piece.take_back", on=True)
    spoken(story, "Bengt", "Cecilia", "Aino")
    assert at(story)["kind"] == "done"
    assert story.refused("Bengt", "piece.take_back") == "not_allowed"


# --- the order, the recorder, private notes ------------------------------------------------------------------------------


def test_a_circle_arranges_itself_and_who_has_spoken_has_spoken():
    story = circle("ABCD")
    give_on(story, "A")
    order = [story.people[n] for n in "ADCB"]
    story.do("B", "piece.arrange", order=order)
    assert holder(story, "A") == "B"
    give_on(story, "B")
    assert holder(story, "A") == "D"
    assert story.refused("C", "piece.arrange", order=order[:3]) == "bad_arguments"
    story.join("Uusi")
    story.time_up()
    assert story.refused("C", "piece.arrange", order=order) == "bad_arguments", "somebody came in the meantime"
    story.end()


def test_a_drawn_order_is_the_hosts_to_change_only():
    story = circle(order="random")
    order = list(reversed(at(story)["order"]))
    assert story.refused("Bengt", "piece.arrange", order=order) == "not_allowed"
    story.do("Helmi", "piece.arrange", order=order, place=story.place_of("Aino"))
    assert list(at(story)["order"]) == order


def test_the_recorder_writes_without_names_and_the_circle_may_strike_a_line():
    story = circle(recorder=True)
    assert story.refused("Bengt", "record.add", line="Jotain") == "not_allowed"
    story.do("Bengt", "recorder.take")
    assert story.refused("Cecilia", "recorder.take") == "not_allowed", "there is one already"
    assert story.refused("Bengt", "record.add", line="Ainolle tämä oli tuttua.") == "names_somebody"
    story.do("Bengt", "record.add", line="Ainoa asia on aika.", kind="insight", sure=True)
    story.do("Bengt", "record.add", line="Arki yllätti.")
    lines = at(story)["records"]
    assert [line["text"] for line in lines.values()] == ["Ainoa asia on aika.", "Arki yllätti."]
    assert story.people["Bengt"] not in json.dumps(lines)
    story.do("Cecilia", "record.remove", record=list(lines)[1])
    story.do("Bengt", "recorder.give")
    story.next()
    section = session.harvest(story.state, for_hosts=True)["sections"][0]
    assert section["name"] == "circle.harvest_records" and section["lines"] == [{"text": "Ainoa asia on aika.", "kind": "insight"}]
    assert [one["text"] for one in story.state.trail["ring"]["leaves"].values()] == ["Ainoa asia on aika."]
    story.end()


def test_a_name_written_small_is_seen_and_each_circle_has_its_own_page(monkeypatch):
    monkeypatch.setattr(asking, "RECORDS", 2)
    story = circle(("Ville", "Bengt", "Cecilia", "Daniel", "Eeva", "Frans", "Greta", "Helena"), size=4, recorder=True)
    first = next(n for n in ("Bengt", "Cecilia", "Daniel", "Eeva") if story.place_of(n) == story.place_of("Ville"))
    other = next(n for n in ("Frans", "Greta", "Helena", "Eeva", "Daniel", "Cecilia") if story.place_of(n) != story.place_of("Ville"))
    for name in (first, other):
        story.do(name, "recorder.take")
    assert story.refused(first, "record.add", line="niin kuin ville sanoi") == "names_somebody"
    for name in (first, other):
        for line in ("Ensimmäinen", "Toinen"):
            story.do(name, "record.add", line=line)
        assert story.refused(name, "record.add", line="Kolmas") == "not_allowed"


def test_what_a_listener_writes_is_seen_by_nobody_else():
    story = circle()
    story.do("Bengt", "note.add", text="kanarialintu")
    assert "kanarialintu" in json.dumps(story.person("Bengt"))
    others = [story.room, story.hosts, session.view(story.state, "screen"), story.table("Aino"), story.person("Aino")]
    assert "kanarialintu" not in json.dumps([*others, session.harvest(story.state, for_hosts=True)])


def test_an_erased_persons_written_turn_goes_from_circle_and_log():
    story = circle()
    story.do("Aino", "turn.write", text="Tämä unohdetaan.")
    story.do("Aino", "person.erase")
    story.time_up()
    assert "unohdetaan" not in json.dumps(at(story, "Bengt"))
    rewrite = session.eraser(story.state, story.people["Aino"])
    story.log = [rewrite(event) for event in story.log]
    assert "unohdetaan" not in json.dumps([event.body for event in story.log])
    story.end()


# --- several circles -----------------------------------------------------------------------------------------------------


def test_too_many_for_one_circle_make_two():
    story = circle([f"P{i}" for i in range(9)], size=8)
    assert story.sizes() == [4, 5]
    assert sorted(c["number"] for c in story.hosts["activity"]["circles"].values()) == [1, 2]


def test_forty_circles_run_side_by_side_and_the_room_document_stays_small():
    story = Story(cases.template_of([{"id": "ring", "activity": "circle", "minutes": 30, "settings": {"compose": "new", "size": 6}}]),
                  careful=False)  # fmt: skip
    story.crowd(240)
    story.until("ring")
    story.time_up()
    circles = story.hosts["activity"]["circles"]
    assert len(circles) == 40 and all(c["people"] == 6 for c in circles.values())
    assert len(json.dumps(story.room)) < 16_000
    assert story.room["activity"] == {"circles": 40, "done": 0, "rounds": 1}
    for place in circles:
        for _ in range(6):
            activity = session.view(story.state, "place:" + place)["activity"]
            story.do(story.name(activity["holder"]), "piece.pass", turn=activity["turn"])
    assert story.room["activity"]["done"] == 40
    story.end()


def test_the_hall_sees_one_circle_as_a_ring_and_several_as_an_overview():
    one = session.view(circle().state, "screen")["activity"]
    assert [p["name"] for p in one["ring"].values()] == ["Aino", "Bengt", "Cecilia"]
    several = session.view(circle("ABCDEFGH", size=4).state, "screen")["activity"]
    assert len(several["overview"]) == 2 and "name" not in json.dumps(several["overview"])
