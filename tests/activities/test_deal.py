"""Twenty-five to ten: cards that nobody knows the writer of, never one's own in the hand, and all closed together."""

import copy
import json

import pytest

from coknow import library, session
from coknow.activities.deal import dealing
from coknow.kernel.draw import Draw
from coknow.kernel.messages import SYSTEM
from coknow.live.wishes import without_weather
from tests.story import Story

TEMPLATE = "twenty-five-ten"


def at_own_pace() -> dict:
    template = copy.deepcopy(library.builtin()[TEMPLATE])
    next(phase for phase in template["phases"] if phase["id"] == "score")["settings"]["pace"] = "own"
    return template


def dealt(people=7, silent=0, rounds=False, **more) -> Story:
    """Everybody but the last `silent` has written a card, and the cards are dealt: a hand at once, or in rounds."""
    story = Story(TEMPLATE if rounds else at_own_pace(), **more)
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
    assert story.hosts["activity"] == {"scored": 0, "dealt": 0, "waiting": 0}
    assert set(story.room["activity"]) == {"stage", "cards", "hand"}
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


# --- blind rounds: the method's own way ---


def scores(story, name, score=3, unless=()) -> None:
    """Everything in this hand that has no score yet."""
    own = story.person(name)["activity"]
    for card in own.get("hand", {}):
        if card not in own["scores"] and card not in unless:
            story.do(name, "deal.score", card=card, score=score)


def round_over(story):
    due = session.due(story.state)
    story.now = max(story.now, due)
    return story.do(SYSTEM, "time.up", phase=story.state.phase)


def test_five_blind_rounds_one_card_each_and_every_card_gets_five_scores_by_different_people():
    story = dealt(8, rounds=True)
    for number in range(1, 6):
        room = story.room["activity"]
        assert (room["round"], room["rounds"]) == (number, 5) and room["deadline"] > story.now
        for name in names(story):
            assert len(hand(story, name)) == number
            scores(story, name)
        round_over(story)
    assert story.room["activity"]["over"] and "deadline" not in story.room["activity"]
    story.do("Helmi", "deal.close")
    assert {card["count"] for card in story.room["activity"]["top"].values()} == {5}
    story.end()


def test_the_last_score_of_a_round_brings_the_next_after_a_breath():
    story = dealt(4, rounds=True)
    before = story.room["activity"]["deadline"]
    for name in names(story)[:3]:
        scores(story, name)
    assert story.room["activity"]["deadline"] == before
    scores(story, "Vieras 4")
    assert story.now < story.room["activity"]["deadline"] < story.now + 10_000
    round_over(story)
    assert story.room["activity"]["round"] == 2
    story.drops("Vieras 4")
    for name in names(story)[:3]:
        scores(story, name)
    assert story.room["activity"]["deadline"] < story.now + 10_000, "nobody waits for who is away"
    story.end()


def test_a_leavers_card_is_read_by_others_and_an_odd_crowd_comes_out_even():
    story = dealt(9, rounds=True)
    for number in range(1, 6):
        for name in names(story):
            if name in ("Vieras 8", "Vieras 9") and number > 1:
                continue
            if name != "Vieras 7":  # who is there and never scores
                scores(story, name)
        if number == 2:
            story.drops("Vieras 8", "Vieras 9")
        round_over(story)
    story.do("Helmi", "deal.close")
    counts = [card["count"] for card in story.room["activity"]["top"].values()]
    assert sum(counts) == 8 + 6 * 4 and max(counts) - min(counts) <= 2


def test_what_was_not_scored_in_its_round_stays_in_the_hand_until_the_close():
    story = dealt(5, rounds=True)
    late, = hand(story, "Vieras 1")
    for name in names(story)[1:]:
        scores(story, name)
    round_over(story)
    assert list(hand(story, "Vieras 1"))[0] == late and len(hand(story, "Vieras 1")) == 2
    assert story.hosts["activity"] == {"scored": 0, "dealt": 5, "waiting": 6}
    story.do("Vieras 1", "deal.score", card=late, score=5)
    for _ in range(3):
        round_over(story)
    assert story.room["activity"]["over"], "four others' cards are four rounds"
    card = list(hand(story, "Vieras 1"))[1]
    story.do("Vieras 1", "deal.score", card=card, score=2)
    story.do("Helmi", "deal.close")
    assert story.refused("Vieras 1", "deal.score", card=card, score=1) == "round_over"
    story.end()


def test_who_comes_in_the_middle_of_a_round_gets_a_card_at_once_and_then_with_the_others():
    story = dealt(6, rounds=True)
    story.join("Myöhä")
    assert story.person("Myöhä")["activity"] == {"late": True}
    story.do("Myöhä", "deal.take")
    assert len(hand(story, "Myöhä")) == 1 and story.do("Myöhä", "deal.take") == []
    round_over(story)
    assert len(hand(story, "Myöhä")) == 2 and "late" not in story.person("Myöhä")["activity"]
    story.drops("Vieras 1")
    round_over(story)
    story.returns("Vieras 1")
    assert story.person("Vieras 1")["activity"]["late"] and len(hand(story, "Vieras 1")) == 2
    story.do("Vieras 1", "deal.take")
    assert len(hand(story, "Vieras 1")) == 3
    story.end()


def test_the_host_deals_the_next_cards_and_two_taps_are_one():
    story = dealt(6, rounds=True)
    story.join("Kalle")
    story.do("Helmi", "person.role", person=story.people["Kalle"], role="cohost")
    assert story.refused("Vieras 1", "deal.next", round=1) == "not_allowed"
    assert story.refused("Kalle", "deal.next", round=1) == "no_lease"
    story.do("Helmi", "deal.next", round=1)
    assert story.do("Helmi", "deal.next", round=1) == [] and story.room["activity"]["round"] == 2
    story.end()


def test_a_round_rests_with_the_phase_and_takes_its_part_of_given_time():
    story = dealt(6, rounds=True)
    left = story.room["activity"]["deadline"] - story.now
    story.do("Helmi", "phase.pause", on=True)
    assert story.room["activity"]["left"] == left
    story.wait(5)
    story.do("Helmi", "phase.pause", on=False)
    assert story.room["activity"]["deadline"] == story.now + left
    story.do("Helmi", "phase.extend", seconds=300)
    assert story.room["activity"]["deadline"] == story.now + left + 60_000
    story.end()


@pytest.mark.parametrize("rounds", [True, False])
def test_a_slip_forward_or_a_step_back_loses_no_score(rounds):
    story = dealt(6, rounds=rounds)
    mine = next(iter(hand(story, "Vieras 1")))
    story.do("Vieras 1", "deal.score", card=mine, score=5)
    story.next()
    story.do("Helmi", "phase.back")
    assert "closed" not in story.room["activity"] and story.person("Vieras 1")["activity"]["scores"] == {mine: 5}
    story.do("Helmi", "phase.back")
    story.join("Uusi")
    story.do("Uusi", "deal.write", text="Vielä yksi idea", step="Heti")
    story.next()
    assert story.room["activity"]["cards"] == 7 and story.person("Vieras 1")["activity"]["scores"] == {mine: 5}
    assert len(set(hand(story, "Vieras 1"))) == (2 if rounds else 5)
    assert "Uusi" in str(story.people) and hand(story, "Uusi")
    story.do("Helmi", "deal.close")
    story.next()
    story.do("Helmi", "phase.back")
    assert story.room["activity"]["closed"], "what the host closed stays closed"
    story.do("Helmi", "session.close")
    kept = [without_weather(event) for event in copy.deepcopy(story.log)]
    assert not any(person in json.dumps(event.body) for person in story.people.values() for event in kept if event.name.startswith("deal."))
    story.end()


def test_the_host_reads_a_telephones_card_to_them_and_nobody_elses():
    story = Story(TEMPLATE)
    story.crowd(4)
    story.join("Puhelin-Paavo", kind="phone")
    paavo = story.people["Puhelin-Paavo"]
    story.until("cards")
    for name in names(story):
        story.do(name, "deal.write", text=f"Idea: {name}n salaisuus", step="Heti")
    story.do("Helmi", "deal.write", text="Paavon idea", step="Soitan", **{"for": paavo})
    assert story.hosts["activity"]["phones"] == {paavo: {"card": {"idea": "Paavon idea", "step": "Soitan"}}}
    story.next()
    (phone,) = story.hosts["activity"]["phones"].values()
    (card,) = phone["hand"]
    story.do("Helmi", "deal.score", card=card, score=4, **{"for": paavo})
    assert story.hosts["activity"]["phones"][paavo]["scores"] == {card: 4}
    assert sum(f"{name}n" in json.dumps(story.hosts, ensure_ascii=False) for name in names(story)) <= 1
    story.end()


def test_who_has_read_all_there_is_is_not_offered_more():
    story = dealt(3, silent=1, rounds=True)
    round_over(story)
    assert len(hand(story, "Vieras 3")) == 2 and len(hand(story, "Vieras 1")) == 1
    assert not any("late" in story.person(name)["activity"] for name in names(story))
    assert story.do("Vieras 1", "deal.take") == []


def test_alone_or_with_nobodys_card_there_is_nothing_to_wait_for():
    for people in (1, 2):
        story = dealt(people, rounds=True)
        while "over" not in story.room["activity"]:
            round_over(story)
        assert story.room["activity"]["cards"] == people and len(hand(story, "Vieras 1")) == people - 1
        story.do("Helmi", "deal.close")
        story.end()
