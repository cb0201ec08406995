"""A circle's time: silence takes nobody's, a free round is heard fairly, and how it was shared is told without a name."""

import json

from coknow import session
from tests.activities.circles import FREE, at, circle, give_on, holder, spoken
from tests.story import MINUTE


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


def test_when_a_few_do_the_talking_the_piece_goes_round_once_and_the_talk_is_free_again():
    """METHODS M8: the third round dominated, back to the talking piece. The speaker finishes; the free time is kept."""
    story = circle(rounds=[*FREE, {}])
    assert at(story)["calls"] is True
    story.do("Aino", "floor.request")
    story.do("Bengt", "floor.request")
    story.wait(4)
    story.do("Cecilia", "round.call")
    assert story.do("Bengt", "round.call") == [], "called once is called"
    assert holder(story) == "Aino" and at(story)["called"] is True and story.people["Cecilia"] not in json.dumps(story.hosts["activity"])
    give_on(story, "Aino")
    assert at(story)["kind"] == "piece" and at(story)["inserted"] is True and at(story)["round"] == 1
    assert "floor" not in at(story), "the free time waits"
    heard = []
    while at(story)["kind"] == "piece":
        heard.append(holder(story))
        story.wait(1)
        give_on(story)
    assert sorted(heard) == ["Aino", "Bengt", "Cecilia"]
    assert at(story)["kind"] == "open" and holder(story) == "Bengt", "his wish to speak waited too"
    assert at(story)["floor"] == {"deadline": story.now + 6 * MINUTE}
    assert story.refused("Cecilia", "round.call") == "not_allowed", "once in a free round"
    place = story.place_of("Aino")
    story.do("Helmi", "round.call", place=place)
    story.do("Helmi", "round.next", place=place, round=2)
    assert at(story)["round"] == 2 and "called" not in at(story) and story.refused("Aino", "round.call") == "not_allowed"
    story.end()


def test_the_floor_is_not_asked_for_while_the_piece_goes_round():
    story = circle()
    assert story.refused("Bengt", "floor.request") == "not_allowed"


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
    assert found["longest"] == 10 + 23 * 7
    of_hosts = story.hosts["activity"]["circles"][story.place_of("A")]["airtime"]
    assert of_hosts == {key: value for key, value in found.items() if key != "longest"}, "that is the circle's own"
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


def test_one_turn_in_writing_does_not_make_a_free_talk_measured():
    story = circle("ABCD", rounds=[{"kind": "open", "minutes": 20}], airtime=True)
    for turn in range(21):
        story.do("ABCD"[turn % 4], "floor.request")
        if turn == 0:
            story.do("A", "turn.write", text="Kirjoitan.")
        story.wait(0.2)
        give_on(story, holder(story, "A"))
    story.time_up()
    assert at(story, "A")["airtime"] == {"why": "unheld"}, "for most of the time they talked without turns"


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
