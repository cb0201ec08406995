"""The searches count as they go; here every running count is compared with counting anew."""
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from coknow.parts.seating import Wish, plan
from coknow.parts.seating.board import Board
from coknow.parts.seating.chains import Chains
from coknow.parts.seating.check import colleague_meetings, meetings, preference_score, seats_changed
from coknow.parts.seating.oneround import OneRound
from coknow.parts.seating.search import anneal_all, seat_round_by_round
from coknow.parts.seating.wish import Case

def never():
    return False


def some_wish(dice: random.Random) -> Wish:
    n, t, r = dice.randint(4, 20), dice.randint(2, 5), dice.randint(2, 4)
    firms = tuple(dice.choice(["a", "b", None]) for _ in range(n))
    base = tuple(tuple(dice.randrange(t) for _ in range(n)) for _ in range(r)) if dice.random() < 0.5 else ()
    played = tuple(tuple(i % t for i in range(n)) for _ in range(dice.randint(0, 1)))
    prefs = tuple(dice.choice([None, (0, 1)]) for _ in range(n)) if dice.random() < 0.5 else None
    return Wish(n, t, r, history=played, workplace=firms, base=base, prefs=prefs, topics=dice.random() < 0.7)


def price(board: Board) -> int:
    """The whole board's price from its rows alone."""
    case, p, rows = board.case, board.prices, board.rows()
    again = p.again(case.R)
    total = sum(sum(again[:c]) for i, mine in enumerate(meetings(case, rows)) for j, c in mine.items() if j > i)
    total += p.colleague * colleague_meetings(case, rows) + p.change * seats_changed(case, rows)[1]
    if case.wish.topics:
        for i in range(case.N):
            seen = [case.topic[row[i]] for r, row in enumerate(rows) if row[i] >= 0]
            total += sum(p.topic * seen[:k].count(x) for k, x in enumerate(seen))
    if case.wish.prefs:
        for r in range(case.h, case.R):
            for i in range(case.N):
                liked, k = case.wish.prefs[i], case.topic[rows[r][i]]
                if liked:
                    total += p.wish * liked.index(k) // len(liked) if k in liked else p.wish
    for r in range(case.h, case.R):
        empty = [board.tab[r][g] for g in range(board.first_ghost, board.first_ghost + board.ghosts[r])]
        total += p.size * sum(empty[:k].count(t) for k, t in enumerate(empty))
    return total


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10 ** 6))
def test_every_swap_changes_the_price_by_what_it_said(luck):
    dice = random.Random(luck)
    board = Board(Case(some_wish(dice)), dice)
    seat_round_by_round(board, False, never)
    r = dice.randrange(board.h, board.R)
    before = price(board)
    view = OneRound(board, r)
    said = view.anneal(30.0, 40) + view.descend(10)
    fresh = [line[:] if line else None for line in view.cost]
    view._prices()
    view.weigh_in()
    assert fresh == view.cost
    view.close()
    assert price(board) - before == said


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10 ** 6))
def test_every_chain_changes_the_price_by_what_it_said(luck):
    dice = random.Random(luck)
    board = Board(Case(some_wish(dice)), dice)
    seat_round_by_round(board, False, never)
    before = price(board)
    walk = Chains(board)
    said = walk.anneal(200, 60.0, 5.0, never)
    walk.store()
    assert price(board) - before == said


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10 ** 6))
def test_annealing_never_ends_worse_than_it_began(luck):
    dice = random.Random(luck)
    board = Board(Case(some_wish(dice)), dice)
    seat_round_by_round(board, False, never)
    before = price(board)
    said = anneal_all(board, 2000, 20.0, 1.0, never)
    assert said <= 0 and price(board) - before == said


def test_a_wish_for_topics_is_served_where_it_costs_no_meeting():
    wish = Wish(20, 5, 2, prefs=((0, 1),) * 2 + (None,) * 18)
    made = plan(wish, 1)
    assert made.figures.repeats == 0
    assert preference_score(Case(wish), made.rounds) == 0.75      # both hear both: 1 and 1/2
