"""Rotations that are written down keep exactly what they promise; bounds say what no plan can beat."""
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coknow.parts.seating import algebra, attainable, carousel, carousel_themes, groups, rowsearch
from coknow.parts.seating.bounds import pairs, spread, split, uniform_bound
from coknow.parts.seating.construct import slot_paths


def most_meetings(paths) -> int:
    return max((sum(x == y for x, y in zip(a, b)) for a, b in combinations(paths, 2)), default=0)


@pytest.mark.parametrize("q", [4, 8, 9, 16, 25, 27])
def test_a_field_is_a_field_and_not_the_numbers_modulo_q(q):
    gf = algebra.group(q)
    for a in range(1, q):
        assert sorted(gf.mul(a, x) for x in range(q)) == list(range(q))
        assert sorted(gf.add(a, x) for x in range(q)) == list(range(q))
    for a, b, c in [(2, 3, q - 1), (1, q - 2, 3), (q // 2, 2, 2)]:
        assert gf.mul(a, gf.add(b, c)) == gf.add(gf.mul(a, b), gf.mul(a, c))
        assert gf.sub(gf.add(a, b), b) == a


@pytest.mark.parametrize("tables", range(2, 31))
@pytest.mark.parametrize("topics", [True, False])
def test_rows_we_write_down_are_free_of_repeats(tables, topics):
    for rounds in range(2, min(tables, 6) + 1):
        rows = algebra.perfect_rows(tables, rounds, tables, topics)
        sub = algebra.group(tables, rounds).sub
        for q, r in combinations(range(rounds), 2):
            differences = [sub(row[r], row[q]) for row in rows]
            assert len(set(differences)) == len(differences)
            assert not topics or 0 not in differences


@pytest.mark.parametrize("tables,rounds,size", [(5, 4, 4), (6, 3, 4), (7, 7, 6), (12, 6, 11), (20, 4, 6), (25, 4, 8)])
def test_slots_never_meet_twice_nor_return(tables, rounds, size):
    paths = slot_paths(tables, algebra.perfect_rows(tables, rounds, size))
    assert len(paths) == tables * size
    assert most_meetings(paths) == 1
    assert all(len(set(path)) == rounds for path in paths)


@pytest.mark.parametrize("tables", range(3, 17))
def test_three_rounds_for_every_traveller_of_a_latin_square(tables):
    paths = algebra.latin_paths(tables)
    assert len(set(paths)) == tables * (tables - 1)
    assert all(len(set(path)) == 3 for path in paths)
    assert most_meetings(paths) <= 1


@pytest.mark.parametrize("people", [2, 4, 10, 16])
def test_circle_method_meets_every_pair_once(people):
    rows = groups.pairs_rounds(people)
    met = [p for row in rows for p in combinations(range(people), 2) if row[p[0]] == row[p[1]]]
    assert sorted(met) == list(combinations(range(people), 2))


WEEKS = {(3, 3): 4, (4, 4): 5, (5, 5): 6, (8, 4): 9, (5, 3): 7, (6, 3): 8, (6, 4): 7, (6, 5): 6, (6, 6): 3, (7, 3): 10, (7, 4): 9,
         (8, 3): 11, (9, 3): 13, (9, 4): 11, (10, 3): 14, (10, 5): 9, (10, 6): 7, (7, 7): 8, (8, 8): 9}


@pytest.mark.parametrize("size", WEEKS)
def test_groups_meet_the_best_known_number_of_rounds(size):
    rows = groups.golf(*size)
    assert len(rows) >= WEEKS[size]
    assert most_meetings(list(zip(*rows))) <= 1
    assert all(sorted(row) == sorted(rows[0]) for row in rows)


@given(st.integers(0, 400), st.integers(1, 40))
def test_spread_is_the_pairs_of_the_balanced_split(people, cells):
    assert spread(people, cells) == sum(pairs(s) for s in split(people, cells))
    assert sum(split(people, cells)) == people


@settings(deadline=None, max_examples=25)
@given(st.integers(3, 12), st.data())
def test_searched_rows_keep_topics_apart_and_respect_the_bound(tables, data):
    rounds, size = data.draw(st.integers(2, min(tables, 6))), data.draw(st.integers(1, 2 * tables))
    rows = rowsearch.dense_rows(tables, rounds, size, True, Random(1), 300, lambda: False)
    assert len(rows) == size and all(len(set(row)) == rounds for row in rows)
    assert rowsearch.pair_profile(rows, tables)[0] * tables >= uniform_bound(size * tables, tables, rounds)[1]


def test_what_the_host_is_told_while_typing():
    small = attainable(24, 6, 3)
    assert (small.others, small.met, small.perfect, small.repeats) == (23, 9, True, 0)
    tight = attainable(12, 3, 3)
    assert (tight.repeats, tight.perfect, tight.cure_tables) == (12, False, 4)
    assert attainable(30, 6, 4).repeats == 0 and not attainable(30, 6, 4).perfect       # two squares of order 6 do not exist
    assert attainable(15, 5, 7, topics=False).perfect                                   # Kirkman's schoolgirls
    with pytest.raises(ValueError):
        attainable(0, 3, 3)


@given(st.integers(0, 30), st.integers(1, 8), st.integers(1, 8))
def test_a_carousel_shows_each_group_every_theme_before_any_twice(number, tables, rounds):
    rows, theme = carousel(number, tables, rounds), carousel_themes(number, tables)
    for row in rows:
        assert len(set(row)) == number
    for g in range(number):
        seen = [theme[row[g]] for row in rows][:tables]
        assert len(set(seen)) == len(seen)
