"""What no plan can beat: lower bounds on repeated meetings, and the promise shown while a host types.

Table bound: s people of one table in round q must spread over the tables with *other* topics in round r, so at least
``spread(s, cells)`` pairs of them meet again.  Summed over pairs of rounds this bounds sum C(c, 2); the worst earlier
round q per round r bounds sum (c - 1).  Encounter bound: distinct pairs are at most C(N, 2).  The bounds hold for plans
that are balanced and repeat no topic.  Nothing is planned here.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb

from .wish import Attainable, Case


def pairs(n: int) -> int:
    return n * (n - 1) // 2


def split(n: int, cells: int) -> list[int]:
    """Sizes of n people in ``cells`` parts that differ by at most one, larger parts first."""
    q, extra = divmod(n, cells)
    return [q + 1] * extra + [q] * (cells - extra)


@lru_cache(maxsize=4096)
def spread(n: int, cells: int) -> int:
    """Least number of pairs of n people that share a cell when there are ``cells`` cells."""
    if n <= 1:
        return 0
    if cells <= 0:
        return pairs(n)
    q, extra = divmod(n, cells)
    return extra * pairs(q + 1) + (cells - extra) * pairs(q)


@dataclass(frozen=True)
class Bound:
    repeats: int          # on sum (c - 1)
    repeat_c2: int        # on sum C(c, 2)
    topic_repeats: int
    encounters: int


def _free_cells(case: Case, r: int, strict: bool) -> dict[int | None, int]:
    """{topic: open tables of round r that do not have it}; key None: all open tables."""
    tables = case.open[r]
    by_topic: dict[int, int] = {}
    for t in tables:
        by_topic[case.topic[t]] = by_topic.get(case.topic[t], 0) + 1
    cells: dict[int | None, int] = {None: len(tables)}
    if strict:
        for t in range(case.T):
            cells[case.topic[t]] = len(tables) - by_topic.get(case.topic[t], 0)
    else:
        for t in range(case.T):
            cells[case.topic[t]] = len(tables)
    return cells


def _agree(case: Case, q: int, r: int, cells, pinned: frozenset[int]) -> int:
    """Least number of unpinned pairs that share a table both in round q and in round r > q."""
    both = (case.active[q] & case.active[r]) - pinned
    if q < case.h:
        row = case.wish.history[q]
        at: dict[int, int] = {}
        for i in both:
            at[row[i]] = at.get(row[i], 0) + 1
        return sum(spread(n, cells[case.topic[t]]) for t, n in at.items())
    free = sorted((cells[case.topic[t]] for t in case.open[q]), reverse=True)
    if not free:
        return 0
    if not pinned and case.active[q] == case.active[r] and not case.wish.together and max(case.weight, default=1) == 1:
        return sum(spread(n, c) for n, c in zip(split(len(both), len(free)), free))
    return spread(len(both), sum(free))      # the sizes are not known: any distribution


def lower_bounds(case: Case) -> Bound:
    """Bounds for every balanced plan without topic repeats.  O(R^2 T), plus O(R^2 N) once something was played."""
    pinned = frozenset(i for row in case.pin for i in row) | frozenset(p for p, _, _ in case.wish.pins)
    met: dict[tuple[int, int], int] = {}
    encounters = 0
    for r in range(case.R):
        if r < case.h:
            at: dict[int, list[int]] = {}
            for i in sorted(case.active[r]):
                at.setdefault(case.wish.history[r][i], []).append(i)
            for group in at.values():
                encounters += pairs(len(group))
                for k, i in enumerate(group):
                    for j in group[k + 1:]:
                        met[i, j] = met.get((i, j), 0) + 1
        elif case.open[r]:
            encounters += sum(pairs(s) for s in split(len(case.active[r]), len(case.open[r])))
    repeats = sum(c - 1 for c in met.values())
    c2 = sum(pairs(c) for c in met.values())
    known: dict[tuple, int] = {}
    topic_bound = _topic_bound(case)
    for r in range(max(case.h, 1), case.R):
        cells = _free_cells(case, r, case.wish.topics and not topic_bound)
        agree = []
        for q in range(r):
            key = (q if q < case.h else case.open[q], case.active[q], case.active[r], case.open[r])
            if key not in known:
                known[key] = _agree(case, q, r, cells, pinned)
            agree.append(known[key])
        repeats += max(agree)
        c2 += sum(agree)
    ever = len(frozenset().union(*case.active)) if case.active else 0
    spilled = encounters - pairs(ever)
    if max(case.weight, default=1) > 1:      # table clients: sizes, hence encounters, are not known beforehand
        spilled = even = 0
    else:                                    # more encounters than pairs: the rest falls evenly at best
        even = _even_c2(encounters, pairs(ever))
    forced = _forced(case, met)
    repeats = max(repeats, spilled, sum(c - 1 for c in forced))
    return Bound(repeats, max(c2, even, sum(pairs(c) for c in forced)), topic_bound, encounters)


def _forced(case: Case, met: dict[tuple[int, int], int]) -> list[int]:
    """Meetings of the pairs that must meet again: units kept together, people pinned to one table."""
    count: dict[tuple[int, int], int] = {}
    for r in range(case.h, case.R):
        must: list[list[int]] = [[i for i in sorted(unit) if i in case.active[r]] for unit in case.wish.together]
        at: dict[int, list[int]] = {}
        for i in sorted(case.pin[r]):
            if i in case.active[r]:
                at.setdefault(case.pin[r][i], []).append(i)
        here = {p for group in (*must, *at.values()) for p in combinations(group, 2)}
        for p in here:
            count[p] = count.get(p, 0) + 1
    return [*(c + count.get(p, 0) for p, c in met.items()), *(c for p, c in count.items() if p not in met)]


def _even_c2(encounters: int, cells: int) -> int:
    if encounters <= cells or cells == 0:
        return 0
    q, extra = divmod(encounters, cells)
    return extra * pairs(q + 1) + (cells - extra) * pairs(q)


def _topic_bound(case: Case) -> int:
    """Least sum of (visits - 1): more free rounds than topics."""
    if not case.wish.topics:
        return 0
    pinned = case.pinned_at()
    offered = len({case.topic[t] for tables in case.open for t in tables})
    total = 0
    for i in range(case.N):
        free = sum(i in case.active[r] and (i, r) not in pinned for r in range(case.R))
        total += max(0, free - offered)
    return total


def uniform_bound(people: int, tables: int, rounds: int, topics: bool = True) -> tuple[int, int, int]:
    """(repeats, C2, encounters) for a fresh event where everybody attends every round.  O(1)."""
    q, extra = divmod(people, tables)
    cells = tables - 1 if topics else tables
    agree = extra * spread(q + 1, cells) + (tables - extra) * spread(q, cells)
    encounters = rounds * (extra * pairs(q + 1) + (tables - extra) * pairs(q))
    repeats = max((rounds - 1) * agree, encounters - pairs(people), 0)
    return repeats, max(comb(rounds, 2) * agree, _even_c2(encounters, pairs(people))), encounters


def _is_perfect(people: int, tables: int, rounds: int, topics: bool) -> bool:
    from .algebra import capacity          # late: the rows are read only when asked for
    if topics and rounds > tables:
        return False
    if rounds <= 1:
        return True
    if not topics and people % tables == 0 and people <= 400:
        from .groups import golf
        if len(golf(tables, people // tables)) >= rounds:
            return True
    return -(-people // tables) <= capacity(tables, rounds, topics)


@lru_cache(maxsize=512)
def attainable(people: int, tables: int, rounds: int, topics: bool = True) -> Attainable:
    """How many different others everybody can meet at most; cheap enough to call on every keystroke.

    ``repeats`` and ``met_most`` are proved (this module); ``perfect`` and ``cure_tables`` rest on plans that
    ``algebra`` writes down.  Raises ValueError on counts below 1."""
    if people < 1 or tables < 1 or rounds < 1:
        raise ValueError("people, tables and rounds start at 1")
    repeats, c2, encounters = uniform_bound(people, tables, rounds, topics)
    size = -(-people // tables)
    perfect = _is_perfect(people, tables, rounds, topics)
    distinct = min(pairs(people), encounters - repeats)
    most = min(people - 1, rounds * (size - 1))
    met = min(most, 2 * distinct // people)
    least = rounds * (people // tables - 1) if perfect else 0
    return Attainable(people - 1, met, most, max(0, least), repeats, c2, perfect, size,
                      None if perfect else _cure(people, tables, rounds, topics))


def _cure(people: int, tables: int, rounds: int, topics: bool) -> int | None:
    for more in range(tables + 1, min(people // 2, 4 * tables + rounds) + 1):
        if _is_perfect(people, more, rounds, topics):
            return more
    return None
