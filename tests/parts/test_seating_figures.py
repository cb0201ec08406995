"""A frozen table of figures: what the planner reached once it must reach again.

A limit is (topic repeats, size difference, C2, repeats, colleagues).  Where ``bound`` stands, the plan meets the proved
lower bound, counted here by our own bounds.
"""
import random

import pytest

from coknow.parts.seating import Wish, plan, repair
from coknow.parts.seating.check import measure
from coknow.parts.seating.wish import Case


def firms(people: int, of: int) -> tuple[str, ...]:
    labels = [f"w{i // of}" for i in range(people)]
    random.Random(people).shuffle(labels)
    return tuple(labels)


REACHED = [
    ((12, 3, 3), (0, 0, 18, 12)), ((16, 4, 4), (0, 0, 24, 24)), ((20, 5, 4), (0, 0, 0, 0)), ((24, 6, 3), (0, 0, 0, 0)),
    ((30, 6, 3), (0, 0, 0, 0)), ((36, 6, 4), (0, 0, 36, 36)), ((49, 7, 7), (0, 0, 147, 126)), ((64, 8, 8), (0, 0, 224, 224)),
    ((100, 10, 4), (0, 0, 60, 60)), ((120, 20, 4), (0, 0, 0, 0)), ((23, 5, 3), (0, 1, 9, 9)), ((101, 17, 4), (0, 1, 0, 0)),
    ((7, 3, 3), (0, 1, 3, 2)), ((10, 3, 3), (0, 1, 12, 8)), ((120, 8, 6), (0, 0, 1080, 1108)), ((300, 12, 4), (0, 0, 1224, 1227)),
    ((90, 10, 3), (0, 0, 0, 0)), ((500, 100, 3), (0, 0, 0, 0)), ((1000, 200, 4), (0, 0, 0, 0)),
]


def as_tuple(f):
    return f.topic_repeats, f.size_diff, f.repeat_c2, f.repeats


@pytest.mark.parametrize("size,limit", REACHED, ids=lambda x: "/".join(map(str, x)))
def test_cafes_reach_what_they_once_reached(size, limit):
    for seed in (0, 1):
        made = plan(Wish(*size), seed)
        assert as_tuple(made.figures) <= limit
        assert made.proved and made.figures.repeat_c2 == made.figures.lb_repeat_c2


@pytest.mark.parametrize("size", [(9, 3, 4), (15, 5, 7), (20, 5, 5), (25, 5, 6), (32, 8, 8), (100, 25, 6), (50, 25, 9), (30, 6, 6), (29, 6, 6)])
def test_groups_without_topics_never_repeat(size):
    assert plan(Wish(*size, topics=False), 1).figures.repeats == 0


@pytest.mark.parametrize("size", [(30, 6, 3), (100, 20, 3), (101, 17, 4), (200, 25, 4)])
def test_colleagues_are_apart_at_no_cost(size):
    f = plan(Wish(*size, workplace=firms(size[0], 5)), 1).figures
    assert (f.workplace, f.repeats) == (0, 0)


def test_one_host_at_each_table_costs_nothing():
    made = plan(Wish(36, 6, 3, pins=tuple((30 + t, t, None) for t in range(6))), 1)
    assert as_tuple(made.figures) == (0, 0, 0, 0)


def test_parallel_tables_of_one_topic():
    made = plan(Wish(300, 60, 4, topic_of=tuple(t % 12 for t in range(60))), 1)
    assert as_tuple(made.figures) == (0, 0, 0, 0)


def after_changes(people, tables, rounds, played, leave, join):
    """A published plan, some rounds played, then people leave and others join."""
    first = plan(Wish(people, tables, rounds), 1)
    dice = random.Random(people)
    gone = set(dice.sample(range(people), leave))
    rows = tuple(row + (-1,) * join for row in first.rounds)
    here = frozenset(i for i in range(people + join) if i not in gone)
    active = tuple(frozenset(range(people)) for _ in range(played)) + (here,) * (rounds - played)
    return Wish(people + join, tables, rounds, history=rows[:played], active=active, base=rows, spare=first.spare)


@pytest.mark.parametrize("case,kept", [((30, 6, 3, 1, 3, 2), 0.95), ((101, 17, 4, 1, 10, 4), 0.95), ((200, 25, 4, 1, 20, 8), 0.95)])
def test_a_live_change_keeps_seats_and_repeats_nothing(case, kept):
    made = plan(after_changes(*case), 1)
    assert as_tuple(made.figures)[2:] == (0, 0) and made.figures.size_diff <= 1
    assert made.figures.kept >= kept


def test_repair_changes_least():
    wish = after_changes(64, 8, 8, 2, 6, 3)
    still, better = repair(wish, 1), plan(wish, 1, effort=0.3)
    assert still.figures.kept >= better.figures.kept and still.figures.kept > 0.95
    assert better.figures.topic_repeats == 0 and better.figures.repeat_c2 <= 230
    assert measure(Case(wish), still.rounds) == still.figures


def test_an_empty_chair_of_the_plan_is_a_perfect_path_for_a_latecomer():
    from coknow.parts.seating import seat_latecomer, spare_without
    first = plan(Wish(23, 6, 3), 1)
    path = seat_latecomer(first.rounds, 0, tables=6, spare=first.spare)
    assert path in first.spare and spare_without(first.spare, path) == ()
    rows = tuple(row + (path[r],) for r, row in enumerate(first.rounds))
    f = measure(Case(Wish(24, 6, 3)), rows)
    assert (f.repeats, f.topic_repeats, f.size_diff) == (0, 0, 0)


@pytest.mark.parametrize("people, hosts", [(5, 3), (4, 1), (2, 1), (1, 0), (0, 0)])
def test_one_table_seats_everybody_beside_its_hosts(people, hosts):
    """There are fewer slots than travellers here; a plan that waits for a slot would wait for ever."""
    for topics in (True, False):
        pins = tuple((i, 0, None) for i in range(hosts))
        made = plan(Wish(people=people, tables=1, rounds=2, topics=topics, pins=pins), 5, effort=0.01)
        assert made.rounds == ((0,) * people,) * 2
