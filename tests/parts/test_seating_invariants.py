"""What every seating plan must hold, whatever is asked: checked on wishes that Hypothesis invents."""
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from coknow.parts.seating import Wish, plan, repair, seat_latecomer
from coknow.parts.seating.check import faults, measure, sizes
from coknow.parts.seating.wish import Case

QUICK = settings(max_examples=100, deadline=None)
LIGHT = 0.01          # effort: these tests ask for validity, not for quality


@st.composite
def cafes(draw, most_people=30, most_tables=6, most_rounds=4):
    tables = draw(st.integers(1, most_tables))
    return dict(people=draw(st.integers(0, most_people)), tables=tables, rounds=draw(st.integers(1, most_rounds)), topics=draw(st.booleans()))


@st.composite
def wishes(draw):
    """A café in which people are absent, tables close, hosts are pinned and friends stay together."""
    w = draw(cafes())
    n, t, r = w["people"], w["tables"], w["rounds"]
    dice = random.Random(draw(st.integers(0, 10 ** 6)))
    if draw(st.booleans()):
        w["active"] = tuple(None if dice.random() < 0.3 else frozenset(i for i in range(n) if dice.random() < 0.85) for _ in range(r))
    if draw(st.booleans()):
        w["open"] = tuple(None if dice.random() < 0.5 else tuple(sorted(dice.sample(range(t), dice.randint(1, t)))) for _ in range(r))
    if n and draw(st.booleans()):
        opened = [set(range(t)) if o is None else set(o) for o in w.get("open", (None,) * r)]
        common = sorted(set.intersection(*opened))
        if common:
            w["pins"] = tuple((i, dice.choice(common), None) for i in dice.sample(range(n), min(n, dice.randint(1, 3))))
    if n >= 6 and not w.get("pins") and draw(st.booleans()):
        order = dice.sample(range(n), 4)
        w["together"] = ((order[0], order[1]), (order[2], order[3]))
    if n and draw(st.booleans()):
        w["workplace"] = tuple(dice.choice(["a", "b", "c", None]) for _ in range(n))
    if n and draw(st.booleans()):
        w["prefs"] = tuple(dice.choice([None, (0,), (t - 1, 0)]) for _ in range(n))
    if n and draw(st.booleans()):
        w["topic_of"] = tuple(k % max(1, t // 2) for k in range(t))
    return Wish(**w)


@QUICK
@given(wishes(), st.integers(0, 5))
def test_everybody_sits_once_and_every_promise_holds(wish, seed):
    made = plan(wish, seed, effort=LIGHT)
    case = Case(wish)
    assert faults(case, made.rounds) == []
    assert made.figures == measure(case, made.rounds)


@QUICK
@given(cafes(), st.integers(0, 5))
def test_sizes_differ_by_at_most_one_in_every_round(cafe, seed):
    wish = Wish(**cafe)
    for r, row in enumerate(plan(wish, seed, effort=LIGHT).rounds):
        count = sizes(Case(wish), r, row).values()
        assert max(count) - min(count) <= 1


@settings(max_examples=25, deadline=None)
@given(wishes(), st.integers(0, 3))
def test_same_wish_and_seed_give_the_same_plan(wish, seed):
    assert plan(wish, seed, effort=LIGHT) == plan(wish, seed, effort=LIGHT)


@settings(max_examples=60, deadline=None)
@given(cafes())
def test_no_topic_returns_while_there_are_topics_left(cafe):
    cafe["topics"] = True
    cafe["rounds"] = min(cafe["rounds"], cafe["tables"])
    assert plan(Wish(**cafe), 1, effort=LIGHT).figures.topic_repeats == 0


@QUICK
@given(wishes())
def test_figures_respect_the_bounds(wish):
    f = plan(wish, 1, effort=LIGHT).figures
    assert f.distinct_pairs + f.repeats == f.encounters
    assert f.topic_repeats >= f.lb_topic_repeats
    plain = not (wish.pins or wish.together or wish.active or wish.open)
    if plain and f.topic_repeats == f.lb_topic_repeats and f.size_diff <= 1:
        assert f.repeats >= f.lb_repeats and f.repeat_c2 >= f.lb_repeat_c2


class StruckAfter:
    """A clock that strikes at the n-th look."""

    def __init__(self, looks: int):
        self.left = looks

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


@settings(max_examples=60, deadline=None)
@given(wishes(), st.integers(0, 40))
def test_a_plan_is_valid_whenever_the_time_cap_strikes(wish, looks):
    made = plan(wish, 2, effort=0.05, out_of_time=StruckAfter(looks))
    assert faults(Case(wish), made.rounds) == []


def live_evening(dice, people, tables, rounds, seats):
    """Between rounds people join, leave or come back; each time the rest is planned again.  Yields (case, rows)."""
    rows = plan(Wish(people, tables, rounds), 3, effort=LIGHT).rounds
    here = set(range(people))
    for played in range(1, rounds):
        leaving = {i for i in here if dice.random() < 0.15}
        back = {i for i in range(people) if i not in here and dice.random() < 0.5}
        here = (here - leaving) | back
        joined = dice.randint(0, 3)
        here |= set(range(people, people + joined))
        people += joined
        rows = tuple(tuple(row) + (-1,) * joined for row in rows)
        history = rows[:played]
        active = tuple(frozenset(i for i, t in enumerate(row) if t >= 0) for row in history) + (frozenset(here),) * (rounds - played)
        closed = {dice.randrange(tables)} if tables > 2 and dice.random() < 0.3 else set()
        opened = (None,) * played + (tuple(t for t in range(tables) if t not in closed),) * (rounds - played)
        wish = Wish(people, tables, rounds, history=history, active=active, open=opened, base=rows)
        made = seats(wish)
        yield Case(wish), history, made
        rows = made.rounds


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10 ** 6), st.integers(4, 26), st.integers(2, 5), st.integers(2, 4), st.booleans())
def test_joining_and_leaving_between_rounds_never_breaks_a_promise(luck, people, tables, rounds, stable):
    seats = (lambda w: repair(w, 4)) if stable else (lambda w: plan(w, 4, effort=LIGHT))
    for case, history, made in live_evening(random.Random(luck), people, tables, rounds, seats):
        assert faults(case, made.rounds) == []
        assert made.rounds[:len(history)] == history
        assert made.figures.size_diff <= 1


@settings(max_examples=30, deadline=None)
@given(st.integers(5, 24), st.integers(2, 5), st.integers(2, 4), st.integers(1, 6))
def test_units_and_table_clients_are_honoured(people, tables, rounds, weight):
    wish = Wish(people, tables, rounds, together=((0, 1), (2, 3)), weight=(1,) * (people - 1) + (weight,))
    made = plan(wish, 1, effort=LIGHT)
    assert faults(Case(wish), made.rounds) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 20), st.integers(0, 10), st.integers(0, 4), st.integers(1, 5), st.integers(1, 3))
def test_languages_never_share_a_table_while_tables_suffice(finnish, swedish, either, tables, rounds):
    label = ("fi",) * finnish + ("sv",) * swedish + (None,) * either
    made = plan(Wish(len(label), tables, rounds, language=label), 1, effort=LIGHT)
    assert faults(Case(Wish(len(label), tables, rounds)), made.rounds) == []
    if tables > 1 and finnish > 1 and swedish > 1:
        for row in made.rounds:
            assert not set(row[:finnish]) & set(row[finnish:finnish + swedish])


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(20)))
def test_renaming_people_does_not_change_the_quality(order):
    firms = ["a"] * 5 + ["b"] * 5 + ["c"] * 5 + ["d"] * 5
    f = plan(Wish(20, 5, 4, workplace=tuple(firms[i] for i in order)), 1).figures
    assert (f.repeats, f.topic_repeats, f.size_diff, f.workplace) == (0, 0, 0, 0)


@QUICK
@given(st.integers(0, 40), st.integers(1, 8), st.integers(1, 5), st.data())
def test_a_latecomer_moves_nobody_and_sits_where_people_are_needed(people, tables, rounds, data):
    made = plan(Wish(people, tables, rounds), 1, effort=LIGHT)
    now = data.draw(st.integers(0, rounds - 1))
    path = seat_latecomer(made.rounds, now, tables=tables, spare=made.spare)
    assert path[:now] == (-1,) * now and all(0 <= t < tables for t in path[now:])
    for r in range(now, rounds):
        count = [made.rounds[r].count(t) for t in range(tables)]
        assert count[path[r]] <= min(count) + 1


def test_a_pin_of_somebody_absent_pins_nobody():
    wish = Wish(11, 2, 1, active=(frozenset({0, 1, 2, 3}),), pins=((8, 0, None), (0, 0, None), (1, 1, None)))
    assert faults(Case(wish), plan(wish, 1, effort=LIGHT).rounds) == []
