"""Twenty-five to ten: cards that nobody knows the writer of, never one's own in the hand, and all closed together."""

import copy
import json

import pytest

from coknow import session
from coknow.activities.deal import dealing
from coknow.kernel.draw import Draw
from coknow.live.wishes import without_weather
from tests.story import Story

TEMPLATE = "twenty-five-ten"


def dealt(people=7, silent=0, **more) -> Story:
    """Everybody but the last `silent` has written a card, and the cards are dealt."""
    story = Story(TEMPLATE, **more)
    story.crowd(people)
    story.until("cards")
    for name in names(story)[: people - silent]:
        story.do(name, "deal.write", text=f"Idea: {name}n salaisuus", step=f"Soitan heti {name[-1]}")
    story.until("score")
    return story


def names(story):
    return [n for n in story.people if n.startswith("Vieras")]


def hand(story, name) -> dict:
    return story.person(name)["activity"].get("hand", {})


@pytest.mark.parametrize(("people", "rounds"), [(2, 1), (3, 2), (5, 4), (6, 5), (7, 5), (40, 5)])
def test_never_ones_own_never_one_twice_and_every_card_equally_often(people, rounds):
    cards = {f"k{i}": f"p{i}" for i in range(people)}
    hands = dealing.hands(cards, [f"p{i}" for i in range(people)], 5, Draw(people))
    for voter, dealt_ in hands.items():
        assert len(set(dealt_)) == len(dealt_) == rounds and all(cards[card] != voter for card in dealt_)
    read = [card for dealt_ in hands.values() for card in dealt_]
    assert {read.count(card) for card in cards} == {rounds}


def test_who_wrote_none_reads_as_well_and_the_cards_of_the_absent_are_read():
    cards = {f"k{i}": f"p{i}" for i in range(6)}
    voters = ["p0", "p1", "p2", "p3", "q1", "q2", "q3"]
    for seed in range(40):
        hands = dealing.hands(cards, voters, 5, Draw(seed))
        assert all(len(set(dealt_)) == len(dealt_) == 5 for dealt_ in hands.values())
        read = [card for dealt_ in hands.values() for card in dealt_]
        assert min(read.count(card) for card in cards) >= 4
    assert dealing.hands({}, voters, 5, Draw(1)) == {}
    assert dealing.hands({"k": "p0"}, ["p0", "q1"], 5, Draw(1)) == {"p0": [], "q1": ["k"]}


def test_a_card_may_be_written_again_until_they_are_dealt():
    story = Story(TEMPLATE)
    story.crowd(3)
    story.until("cards")
    story.do("Vieras 1", "deal.write", text="Ensin", step="Yksi")
    story.do("Vieras 1", "deal.write", text="Sitten", step="Kaksi")
    assert story.person("Vieras 1")["activity"]["card"] == {"idea": "Sitten", "step": "Kaksi"}
    assert story.refused("Vieras 1", "deal.write", text="Vain idea") == "empty_text"
    story.end()


def test_before_the_close_nobody_learns_a_writer_or_a_score_the_host_neither():
    story = dealt()
    for name in names(story):
        for card in hand(story, name):
            story.do(name, "deal.score", card=card, score=4)
    assert story.hosts["activity"] == {} and set(story.room["activity"]) == {"stage", "cards", "hand"}
    for name in names(story):
        mine = f"{name}n salaisuus"
        assert mine not in json.dumps(story.person(name), ensure_ascii=False)
        held = json.dumps(story.person(name)["activity"], ensure_ascii=False)
        assert not any(person in held for person in story.people.values()), "no writer's id beside a card"
    story.end()


def test_a_hand_that_is_not_mine_cannot_be_scored():
    story = dealt()
    other = next(card for name in names(story)[1:] for card in hand(story, name) if card not in hand(story, "Vieras 1"))
    assert story.refused("Vieras 1", "deal.score", card=other, score=5) == "bad_arguments"
    card = next(iter(hand(story, "Vieras 1")))
    assert story.refused("Vieras 1", "deal.score", card=card, score=6) == "bad_arguments"
    assert story.refused("Helmi", "deal.score", card=card, score=5) == "not_allowed"


def test_all_are_closed_together_and_the_best_ten_shown_and_every_card_kept():
    story = dealt(12)
    best = None
    for name in names(story):
        for card, one in hand(story, name).items():
            star = "Vieras 3n" in one["idea"]
            best = card if star else best
            story.do(name, "deal.score", card=card, score=5 if star else 2)
    story.do("Helmi", "deal.close")
    assert story.refused("Vieras 1", "deal.score", card=best, score=1) == "round_over"
    found = story.room["activity"]
    assert len(found["top"]) == 10 and found["cards"] == 12 and found["voters"] == 12
    assert found["top"][best] == {"order": 1, "idea": "Idea: Vieras 3n salaisuus", "step": "Soitan heti 3", "mean": 5.0, "count": 5}
    story.next()
    (section,) = (one for one in session.harvest(story.state, for_hosts=False)["sections"] if one["phase"] == "score")
    assert len(section["lines"]) == 12
    assert len(story.state.trail["score"]["leaves"]) == 12
    story.do("Helmi", "phase.back")
    assert story.refused("Vieras 1", "deal.score", card=best, score=1) == "round_over"
    story.end()


def test_one_opinion_is_no_mean():
    story = dealt()
    card = next(iter(hand(story, "Vieras 1")))
    story.do("Vieras 1", "deal.score", card=card, score=5)
    story.do("Helmi", "deal.close")
    assert "mean" not in story.room["activity"]["top"][card]


def test_a_latecomer_gets_cards_too():
    story = dealt()
    story.join("Myöhä")
    assert "hand" not in story.person("Myöhä")["activity"]
    story.do("Myöhä", "deal.take")
    assert len(hand(story, "Myöhä")) == 5
    assert story.do("Myöhä", "deal.take") == []
    story.end()


def test_a_telephones_card_and_scores_are_given_by_a_host():
    story = Story(TEMPLATE)
    story.crowd(5)
    story.join("Puhelin-Paavo", kind="phone")
    story.until("cards")
    story.do("Helmi", "deal.write", text="Paavon idea", step="Soitan", **{"for": story.people["Puhelin-Paavo"]})
    assert story.refused("Vieras 1", "deal.write", text="x", step="y", **{"for": story.people["Puhelin-Paavo"]}) == "not_allowed"


def test_erasing_takes_the_card_along_and_the_log_forgets_it():
    story = dealt()
    story.do("Vieras 1", "person.erase")
    assert all("Vieras 1n" not in json.dumps(story.person(name)) for name in names(story))
    rewrite = session.eraser(story.state, story.people["Vieras 1"])
    assert not any("Vieras 1n salaisuus" in json.dumps(rewrite(event).body) for event in copy.deepcopy(story.log)
                   if event.name == "deal.written")
    story.end()


def test_with_the_sessions_end_no_writer_and_no_scorer_is_in_the_log_and_the_result_is_the_same():
    story = dealt()
    for name in names(story):
        for card in hand(story, name):
            story.do(name, "deal.score", card=card, score=3)
    story.do("Helmi", "deal.close")
    story.do("Helmi", "session.close")
    kept = [without_weather(event) for event in copy.deepcopy(story.log)]
    assert not any(person in json.dumps(event.body) for person in story.people.values() for event in kept if event.name.startswith("deal."))
    found = session.harvest(session.fold(kept), for_hosts=True)["sections"]
    assert found and found == session.harvest(story.state, for_hosts=True)["sections"]


def test_cards_written_and_never_scored_are_kept():
    story = dealt()
    story.do("Helmi", "session.close")
    (section,) = session.harvest(story.state, for_hosts=False)["sections"]
    assert len(section["lines"]) == 7 and section["name"] == "deal.harvest_cards"


def test_with_no_card_nothing_breaks():
    story = Story(TEMPLATE)
    story.crowd(3)
    story.until("score")
    assert story.refused("Vieras 1", "deal.score", card="k_x", score=3) == "bad_arguments"
    story.do("Helmi", "deal.close")
    story.next()
    story.end()


def test_two_hundred_cards_leave_documents_small():
    story = dealt(200, careful=False)
    assert len(json.dumps(story.person("Vieras 7"), ensure_ascii=False).encode()) < 4_000
    for name in names(story):
        for card in hand(story, name):
            story.do(name, "deal.score", card=card, score=len(card) % 5 + 1)
    story.do("Helmi", "deal.close")
    assert len(json.dumps(story.room, ensure_ascii=False).encode()) <= 16_000
