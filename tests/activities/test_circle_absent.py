"""Who is not at the screen, writes, leaves with the piece in hand or takes part by phone: everybody has their turn."""

import json

import pytest

from coknow import session
from tests.activities.circles import at, circle, give_on, holder, spoken, states


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


def test_a_holder_whose_phone_shows_the_call_is_not_passed_over_while_they_speak():
    """Three minutes in another app: to the server Aino is gone, to the circle she is in the middle of her sentence."""
    story = circle()
    story.drops("Aino")
    story.time_up()
    assert holder(story, "Bengt") == "Aino" and at(story, "Bengt")["absent"] is True
    story.do("Bengt", "piece.ask", turn=at(story, "Bengt")["turn"], unseen=True)
    assert at(story, "Bengt")["asked"] == {"deadline": story.now + 10_000, "unseen": True}
    story.do("Cecilia", "piece.here")
    story.wait(2)
    assert session.due(story.state) == story.state.deadline and holder(story, "Bengt") == "Aino"
    assert story.refused("Cecilia", "turn.write", text="Aino on samaa mieltä") == "not_your_turn", "no words in her mouth"
    give_on_for = {"turn": at(story, "Bengt")["turn"]}
    story.do("Cecilia", "piece.pass", **give_on_for)
    assert story.do("Bengt", "piece.pass", **give_on_for) == [], "two thought of it at once"
    assert holder(story, "Bengt") == "Bengt"
    story.end()


def test_whose_phone_is_asleep_has_their_turn_and_is_passed_over_only_when_nobody_hears_them():
    story = circle(rounds=[{}, {}, {}])
    story.drops("Bengt")
    story.time_up()
    assert states(story)["Bengt"] == "away"
    spoken(story, "Aino")
    assert holder(story) == "Bengt", "listening in the call is being there"
    story.do("Cecilia", "piece.ask", unseen=True)
    story.time_up()
    assert holder(story) == "Cecilia" and states(story)["Bengt"] == "away"
    spoken(story, "Cecilia")
    assert at(story)["round"] == 2 and holder(story) == "Cecilia", "asked in vain once: nobody waits for them again"
    story.returns("Bengt")
    story.time_up()
    assert states(story)["Bengt"] == "later"
    spoken(story, "Cecilia", "Aino", "Bengt")
    assert at(story)["round"] == 3, "back in time, they had their turn"
    story.end()


def test_a_holder_whose_device_is_back_has_answered():
    story = circle()
    story.drops("Aino")
    story.time_up()
    story.do("Bengt", "piece.ask", unseen=True)
    story.returns("Aino")
    story.time_up()
    assert "asked" not in at(story) and "absent" not in at(story) and holder(story) == "Aino"
    story.do("Bengt", "piece.ask")
    assert "asked" in at(story), "whether anybody hears her may still be asked"
    story.end()


def test_who_asked_for_the_floor_and_went_back_to_the_call_is_given_it():
    story = circle(rounds=[{"kind": "open", "minutes": 10}])
    story.do("Aino", "floor.request")
    story.do("Bengt", "floor.request")
    story.drops("Bengt")
    story.time_up()
    give_on(story, "Aino")
    assert holder(story) == "Bengt" and at(story)["absent"] is True
    story.do("Aino", "piece.ask", unseen=True)
    story.time_up()
    assert holder(story) is None
    story.end()


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
    assert holder(story) is None and at(story)["round"] == 1 and states(story)["Bengt"] == "away"
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
