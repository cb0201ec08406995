"""A circle as it really goes: long talkers, phones in a pocket, people who only write, who leave with the piece in hand."""

import json

import pytest

from coknow import session
from tests.activities import cases
from tests.story import Story

MINUTE = 60_000


def circle(people=("Aino", "Bengt", "Cecilia"), *, rounds=({}, {}), seed=1, **settings) -> Story:
    """One circle (or several, by `size`) at the start of its first round, in the order of coming."""
    given = {"compose": "new", "size": 8, "order": "arranged", "rounds": list(rounds)} | settings
    phase = {"id": "ring", "activity": "circle", "minutes": 30, "settings": given}
    story = Story(cases.template_of([phase, {"id": "after", "activity": "pause"}]), seed=seed)
    story.join(*people)
    story.until("ring")
    story.time_up()  # the server sees at once who sits where
    return story


def at(story, name="Aino") -> dict:
    return story.table(name)["activity"]


def holder(story, name="Aino") -> str | None:
    found = at(story, name).get("holder")
    return story.name(found) if found else None


def states(story, name="Aino") -> dict[str, str]:
    return {story.name(p): one["state"] for p, one in at(story, name)["order"].items()}


def give_on(story, name=None, **args):
    name = name or holder(story)
    return story.do(name, "piece.pass", turn=at(story, name)["turn"], **args)


def spoken(story, *names):
    """Each of these in turn says something for half a minute."""
    for name in names:
        assert holder(story, name) == name
        story.wait(0.5)
        give_on(story, name)


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


# --- who is not there ---------------------------------------------------------------------------------------------------


def test_a_holder_who_does_not_answer_is_passed_over_and_asked_again():
    story = circle()
    story.do("Bengt", "piece.ask", turn=at(story)["turn"])
    assert at(story)["asked"] == {"deadline": story.now + 10_000}
    assert story.do("Cecilia", "piece.ask", turn=at(story)["turn"]) == [], "asked once is asked"
    story.time_up()
    assert states(story) == {"Aino": "later", "Bengt": "now", "Cecilia": "next"}
    spoken(story, "Bengt", "Cecilia")
    assert holder(story) == "Aino"


@pytest.mark.parametrize("who", ["Aino", "Cecilia"])
def test_a_phone_that_shows_another_app_is_not_absence(who):
    """Aino talks in the call while her phone shows it: she answers, or whoever hears her does, and is left alone."""
    story = circle()
    story.do("Bengt", "piece.ask")
    story.do(who, "piece.here")
    story.wait(5)
    assert session.due(story.state) == story.state.deadline and holder(story) == "Aino"
    assert story.refused("Bengt", "piece.ask") == "not_allowed", "once a turn"
    assert holder(story) == "Aino"


def test_a_holder_who_drops_keeps_nobody_waiting_and_has_their_turn_on_returning():
    story = circle()
    story.drops("Aino")
    story.time_up()
    assert states(story, "Bengt") == {"Aino": "away", "Bengt": "now", "Cecilia": "next"}
    story.returns("Aino")
    story.time_up()
    spoken(story, "Bengt", "Cecilia", "Aino")
    assert at(story)["round"] == 2
    story.end()


def test_somebody_who_stays_away_does_not_hold_up_the_round():
    story = circle()
    story.drops("Bengt")
    story.time_up()
    spoken(story, "Aino", "Cecilia")
    assert at(story)["round"] == 2 and holder(story) == "Cecilia"


def test_who_leaves_with_the_piece_in_hand_leaves_it_there():
    story = circle()
    story.do("Aino", "person.leave")
    story.time_up()
    assert holder(story, "Bengt") == "Bengt" and "Aino" not in states(story, "Bengt")
    story.do("Helmi", "person.remove", person=story.people["Bengt"])
    story.time_up()
    assert holder(story, "Cecilia") == "Cecilia", "a circle of one goes on as well"
    give_on(story, "Cecilia")
    give_on(story, "Cecilia")
    assert at(story, "Cecilia")["kind"] == "done"
    story.end()


def test_all_drop_and_the_circle_waits_until_somebody_is_back():
    story = circle()
    story.drops("Aino", "Bengt", "Cecilia")
    story.time_up()
    assert holder(story) is None and at(story)["round"] == 1
    story.returns("Cecilia")
    story.time_up()
    assert holder(story) == "Cecilia"


def test_a_latecomer_has_a_turn_in_this_very_round():
    story = circle()
    spoken(story, "Aino", "Bengt")
    story.join("Myöhä")
    story.time_up()
    spoken(story, "Cecilia", "Myöhä")
    assert at(story)["round"] == 2
    story.end()


def test_who_is_moved_in_the_middle_gives_the_piece_on_and_stands_in_the_new_queue():
    story = circle("ABCDEFGH", size=4)
    first = [n for n in "ABCDEFGH" if story.place_of(n) == story.place_of("A")]
    other = next(n for n in "ABCDEFGH" if n not in first)
    moved = holder(story, first[0])
    story.do("Helmi", "person.move", person=story.people[moved], place=story.place_of(other))
    story.time_up()
    stayed = next(n for n in first if n != moved)
    assert holder(story, stayed) not in (None, moved)
    assert states(story, other)[moved] == "todo"
    story.end()


def test_a_closed_circles_people_go_on_in_another():
    story = circle("ABCDEFGH", size=4)
    places = sorted({story.place_of(n) for n in "ABCDEFGH"})
    story.do("Helmi", "place.close", place=places[0])
    story.time_up()
    assert len(at(story, "A")["order"]) == 8
    assert list(story.hosts["activity"]["circles"]) == [places[1]]
    story.end()


def test_the_host_hands_on_a_piece_that_is_stuck_and_its_holder_is_asked_again():
    story = circle()
    place, turn = story.place_of("Aino"), at(story)["turn"]
    story.do("Helmi", "piece.skip", place=place, turn=turn)
    assert states(story)["Aino"] == "later" and holder(story) == "Bengt"
    story.do("Helmi", "round.next", place=place, round=2)
    assert at(story)["round"] == 2
    assert story.do("Helmi", "round.next", place=place, round=2) == [], "pressed twice it is one round"
    assert story.refused("Aino", "round.next") == "not_allowed"


# --- writing, and the phone ---------------------------------------------------------------------------------------------


def test_a_turn_in_writing_is_shown_as_that_turn_and_is_gone_with_the_round():
    story = circle()
    assert story.refused("Bengt", "turn.write", text="En ole vielä") == "not_your_turn"
    turn, place = at(story)["turn"], story.place_of("Aino")
    assert story.refused("Helmi", "turn.write", place=place, text="Aino on samaa mieltä") == "not_your_turn"
    story.do("Aino", "turn.write", text="Kirjoitan mieluummin.", turn=turn)
    assert at(story, "Bengt")["written"] == {story.people["Aino"]: {"text": "Kirjoitan mieluummin.", "order": 1}}
    give_on(story, "Aino")
    assert story.refused("Aino", "turn.write", text="Myöhässä", turn=turn) == "turn_moved_on", "words are never lost silently"
    spoken(story, "Bengt", "Cecilia")
    assert "written" not in at(story)
    assert "Kirjoitan" not in json.dumps([session.harvest(story.state, for_hosts=True), story.hosts, story.room])


def test_somebody_at_the_circle_speaks_for_who_takes_part_by_phone():
    story = circle(("Bengt", "Cecilia"))
    story.do("Helmi", "person.add", name="Eeva")
    story.people["Eeva"] = next(p.id for p in story.state.people.values() if p.name == "Eeva")
    story.time_up()
    spoken(story, "Bengt", "Cecilia")
    assert holder(story, "Bengt") == "Eeva"
    story.do("Cecilia", "turn.write", text="Eeva kertoi mummolasta.", turn=at(story, "Bengt")["turn"])
    assert list(at(story, "Bengt")["written"]) == [story.people["Eeva"]]
    story.do("Bengt", "piece.pass", turn=at(story, "Bengt")["turn"])
    assert at(story, "Bengt")["round"] == 2
    story.do("Bengt", "piece.take_back", **{"for": story.people["Eeva"]})
    assert story.refused("Bengt", "piece.take_back", **{"for": story.people["Cecilia"]}) == "not_here"


# --- silence -----------------------------------------------------------------------------------------------------------


def test_a_moment_of_silence_takes_nobodys_time_and_ends_softly():
    story = circle(rounds=[{"seconds": 60}], silence=30)
    story.wait(0.5)
    story.do("Cecilia", "silence.ask")
    assert at(story)["hush"] == {"kind": "silence", "deadline": story.now + 30_000}
    assert at(story)["clock"]["left"] == 30_000
    assert story.do("Bengt", "silence.ask") == [], "it is quiet already"
    assert story.refused("Bengt", "silence.end") == "not_allowed"
    story.time_up()
    assert "hush" not in at(story)
    assert at(story)["clock"]["deadline"] == story.now + 30_000
    story.end()


def test_who_asked_for_silence_may_end_it():
    story = circle()
    story.do("Cecilia", "silence.ask")
    assert story.person("Cecilia")["activity"]["hushes"] is True and "hushes" not in story.person("Aino")["activity"]
    story.do("Cecilia", "silence.end")
    assert "hush" not in at(story)


def test_the_pause_to_look_at_ones_own_thoughts_is_each_persons_once_and_the_hosts_always():
    story = circle(suspension=45)
    assert story.person("Aino")["activity"]["pauses"] == 1
    story.do("Aino", "silence.ask", kind="suspension")
    assert at(story)["hush"]["kind"] == "suspension"
    assert story.person("Aino")["activity"]["pauses"] == 0 and story.person("Bengt")["activity"]["pauses"] == 1
    story.time_up()
    assert story.refused("Aino", "silence.ask", kind="suspension") == "not_allowed"
    for _ in range(2):
        story.do("Helmi", "silence.ask", kind="suspension", place=story.place_of("Aino"))
        story.time_up()


def test_nobody_is_told_who_asked_for_the_silence():
    story = circle()
    story.do("Cecilia", "silence.ask")
    assert story.people["Cecilia"] not in json.dumps(at(story)["hush"])
    assert story.people["Cecilia"] not in json.dumps(story.hosts["activity"])


def test_while_the_phase_is_paused_nobodys_turn_grows_long():
    story = circle(rounds=[{"seconds": 60}, {"kind": "open", "minutes": 10}])
    story.wait(0.5)
    story.do("Helmi", "phase.pause", on=True)
    assert at(story)["clock"] == {"seconds": 60, "left": 30_000}
    story.wait(7)
    story.do("Helmi", "phase.pause", on=False)
    assert at(story)["clock"]["deadline"] == story.now + 30_000
    story.do("Aino", "silence.ask")
    story.do("Helmi", "phase.pause", on=True)
    assert "left" in at(story)["hush"]
    story.wait(3)
    story.do("Helmi", "phase.pause", on=False)
    story.time_up()
    assert at(story)["clock"]["deadline"] == story.now + 30_000
    story.end()


def test_time_given_back_after_an_outage_is_given_to_the_turn_too():
    story = circle()
    before = at(story)["clock"]["deadline"]
    story.do("system", "time.give", ms=90_000)
    assert at(story)["clock"]["deadline"] == before + 90_000


def test_the_host_goes_back_to_the_circle_and_it_goes_on_where_it_was():
    story = circle()
    spoken(story, "Aino")
    story.next()
    story.wait(6)
    story.do("Helmi", "phase.back")
    story.time_up()
    assert holder(story) == "Bengt" and at(story)["clock"]["deadline"] == story.now + MINUTE
    story.end()


# --- the free round -----------------------------------------------------------------------------------------------------

FREE = ({"kind": "open", "minutes": 10},)


def test_in_a_free_round_whoever_has_spoken_least_is_next():
    story = circle("ABCD", rounds=FREE)
    assert at(story, "A")["kind"] == "open" and holder(story, "A") is None
    story.do("A", "floor.request")
    assert holder(story, "A") == "A", "the floor was free"
    story.wait(3)
    story.do("B", "floor.request")
    give_on(story, "A")
    story.wait(1)
    for name in "ACD":
        story.do(name, "floor.request", build=name == "D")
    assert [story.name(p) for p, _ in sorted(at(story, "A")["queue"].items(), key=lambda one: one[1]["order"])] == ["D", "C", "A"]
    give_on(story, "B")
    assert holder(story, "A") == "D" and at(story, "A")["builds"] is True
    story.do("C", "floor.withdraw")
    give_on(story, "D")
    assert holder(story, "A") == "A"
    give_on(story, "A")
    assert holder(story, "A") is None
    story.end()


def test_a_wish_to_build_on_what_was_said_is_marked_and_may_be_unmarked():
    story = circle(rounds=FREE)
    story.do("Aino", "floor.request")
    story.do("Bengt", "floor.request", build=True)
    assert at(story)["queue"][story.people["Bengt"]] == {"order": 1, "build": True}
    story.do("Bengt", "floor.request", build=False)
    assert at(story)["queue"][story.people["Bengt"]] == {"order": 1}
    story.do("Aino", "piece.build")
    assert at(story)["builds"] is True
    story.do("Aino", "piece.build", on=False)
    assert "builds" not in at(story)


def test_when_the_free_rounds_time_is_over_the_speaker_finishes_first():
    story = circle(rounds=[*FREE, {}])
    assert at(story)["floor"] == {"deadline": story.now + 10 * MINUTE}
    story.do("Bengt", "floor.request")
    story.do("Aino", "floor.request")
    story.time_up()
    assert holder(story) == "Bengt" and at(story)["closing"] is True and at(story)["queue"] == {}
    assert story.refused("Aino", "floor.request") == "not_allowed"
    give_on(story, "Bengt")
    assert at(story)["kind"] == "piece" and at(story)["round"] == 2
    story.end()


def test_a_free_round_in_which_nobody_speaks_ends_at_once():
    story = circle(rounds=[*FREE, {}])
    story.time_up()
    assert at(story)["kind"] == "piece"


def test_the_floor_is_not_asked_for_while_the_piece_goes_round():
    story = circle()
    assert story.refused("Bengt", "floor.request") == "not_allowed"


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


# --- airtime -------------------------------------------------------------------------------------------------------------


def rounds_of_talk(story, rounds=6):
    lengths = iter(range(10, 10_000, 7))
    for _ in range(rounds):
        for _ in range(4):
            story.wait(next(lengths) / 60)
            give_on(story, holder(story, "A"))


def test_the_circle_and_its_host_see_how_the_time_was_shared_when_it_is_over():
    story = circle("ABCD", rounds=[{}] * 6, airtime=True)
    assert at(story, "A")["measures"] is True and "airtime" not in at(story, "A")
    rounds_of_talk(story)
    found = at(story, "A")["airtime"]
    assert found["people"] == 4 and found["turns"] == 24 and found["silent"] == 0
    assert found["low"] < found["high"] and 0 < found["gini"] < 100
    assert story.hosts["activity"]["circles"][story.place_of("A")]["airtime"] == found
    story.next()
    line = session.harvest(story.state, for_hosts=True)["sections"][0]["lines"][0]
    assert line["about"] == "circle.harvest_airtime_of" and line["params"]["turns"] == 24
    story.end()


def test_a_circle_that_the_host_ends_is_measured_as_far_as_it_came():
    story = circle("ABCD", rounds=[{}] * 8, airtime=True)
    rounds_of_talk(story)
    story.wait(1)
    story.next()
    assert next(iter(story.state.trail["ring"]["activity"]["airtime"].values()))["turns"] == 25
    assert all(c["turns"] == [] for c in story.state.trail["ring"]["activity"]["circles"].values())


def test_nothing_is_measured_where_nobody_wanted_it():
    story = circle("ABCD", rounds=[{}] * 6)
    rounds_of_talk(story)
    assert "airtime" not in at(story, "A") and "measures" not in at(story, "A")
    assert all(c["turns"] == [] for c in story.state.activity["circles"].values())
    story.next()
    assert session.harvest(story.state, for_hosts=True)["sections"] == []


def test_few_turns_are_noise_and_give_no_figure():
    story = circle("ABCD", rounds=[{}], airtime=True)
    rounds_of_talk(story, rounds=1)
    assert at(story, "A")["airtime"] == {"why": "few"}


def test_a_free_talk_without_turns_is_not_measured():
    """They talk in their call and nobody presses anything: that is not zero, it is not known."""
    story = circle("ABCD", rounds=FREE, airtime=True)
    story.do("A", "floor.request")
    story.wait(1)
    give_on(story, "A")
    story.time_up()
    assert at(story, "A")["airtime"] == {"why": "unheld"}


def test_several_behind_one_device_are_not_measured():
    story = circle("ABC", rounds=[{}] * 8, airtime=True)
    story.join("Pöytä", weight=4)
    story.time_up()
    for _ in range(8 * 4):
        story.wait(0.5)
        give_on(story, holder(story, "A"))
    assert at(story, "A")["airtime"] == {"why": "shared"}


def test_who_only_writes_is_told_beside_and_not_counted_as_silent():
    story = circle("ABCDE", rounds=[{}] * 6, airtime=True)
    for _ in range(6 * 5):
        story.wait(0.5)
        who = holder(story, "A")
        if who == "E":
            story.do("E", "turn.write", text="Kirjoitan.", turn=at(story, "A")["turn"])
        give_on(story, who)
    found = at(story, "A")["airtime"]
    assert found["people"] == 4 and found["wrote"] == 1 and found["silent"] == 0 and found["turns"] == 24


def test_no_document_tells_how_long_anybody_spoke():
    """The lengths of turns are in the state only as long as they must be, and in nobody's document at all."""
    story = circle("ABCD", rounds=[{}] * 6, airtime=True)
    story.wait(7.7777)
    give_on(story, "A")
    lengths = {str(length) for c in story.state.activity["circles"].values() for _, length in c["turns"]}
    assert lengths == {"466662"}
    audiences = ["room", "hosts", "screen", *("person:" + p for p in story.people.values()), "place:" + story.place_of("A")]
    shown = json.dumps([session.view(story.state, audience) for audience in audiences])
    assert not any(length in shown or length[:-3] in shown for length in lengths)


def test_after_closing_the_log_tells_nobodys_turns():
    from coknow.live.wishes import without_weather

    story = circle("ABCD", rounds=[{}] * 6, airtime=True, recorder=True)
    story.do("A", "recorder.take")
    story.do("A", "record.add", line="Arki yllätti.")
    rounds_of_talk(story)
    story.do("Helmi", "session.close")
    told = session.harvest(story.state, for_hosts=True)
    story.log = [without_weather(event) for event in story.log]
    left = [event.name for event in story.log if event.name.startswith("circle.")]
    assert set(left) == {"circle.opened", "circle.recorded", "circle.measured"}
    assert session.harvest(session.fold(story.log), for_hosts=True)["sections"] == told["sections"]
