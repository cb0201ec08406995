"""Rows for tables larger than a perfect plan allows: as few second meetings as possible, spread over many pairs.

For k rows F over a group of T elements the whole plan of kT slots has
    sum of C(c, 2) = T * sum over columns q < r and differences v of C(#{s: F[s][r] - F[s][q] = v}, 2),
so a k x R matrix is searched instead of k * T * R seats.  Fields need no search: the same rows with their columns
permuted (any permutation) keep every column difference even; the permutation only decides who meets whom again.  The
same holds for 12 tables and up to six rounds.
"""
from __future__ import annotations

import math
from itertools import combinations
from random import Random

from .algebra import Rows, columns, group, perfect_rows
from .bounds import spread

LARGEST_SEARCHED = 60       # tables
RESTARTS = 6


def pair_profile(rows, tables: int) -> tuple[int, int, int]:
    """(sum C(c,2), c beyond three, sum (c-1)), each per table, over pairs of slots of different rows."""
    sub = group(tables, len(rows[0])).sub
    c2 = beyond = repeats = 0
    for a, b in combinations(rows, 2):
        count: dict[int, int] = {}
        for x, y in zip(a, b):
            d = sub(x, y)
            count[d] = count.get(d, 0) + 1
        for c in count.values():
            if c > 1:
                c2 += c * (c - 1) // 2
                repeats += c - 1
                beyond += max(0, c - 3)
    return c2, beyond, repeats


def dense_rows(tables: int, rounds: int, wanted: int, topics: bool, rng: Random, steps: int, out_of_time) -> Rows | None:
    """k rows with topics kept apart and few repeats; None when rounds > tables or the case is too large to search."""
    if rounds > tables or tables > LARGEST_SEARCHED or wanted > 6 * tables:
        return None
    if rounds <= columns(tables):
        return _permuted_blocks(tables, rounds, wanted, topics, rng, steps, out_of_time)
    stored = [list(r) for r in perfect_rows(tables, rounds, wanted, topics)]
    floor = _floor(wanted, tables, rounds, topics)
    best = None
    for attempt in range(RESTARTS if wanted * rounds <= 80 else 2):
        start = [row[:] for row in stored] if attempt % 2 == 0 else []
        while len(start) < wanted:
            start.append(rng.sample(range(tables), rounds))
        cost, rows = _anneal(start, tables, rounds, topics, rng, steps, out_of_time)
        if best is None or cost < best[0]:
            best = cost, rows
        if cost <= floor or out_of_time():
            break
    return best[1]


def _floor(k: int, tables: int, rounds: int, topics: bool) -> int:
    """Least possible cost: every pair of columns shows every allowed difference equally often."""
    return math.comb(rounds, 2) * spread(k, tables - 1 if topics else tables)


def _permuted_blocks(tables, rounds, wanted, topics, rng, steps, out_of_time) -> Rows:
    full = perfect_rows(tables, columns(tables), tables, topics)
    rows = [row[:rounds] for row in full[:wanted]]
    tries = max(4, min(400, steps // (rounds * wanted * wanted)))
    while len(rows) < wanted:
        room = wanted - len(rows)
        best = None
        for _ in range(tries):
            order = rng.sample(range(columns(tables)), rounds)
            some = full if room >= len(full) else rng.sample(full, room)
            more = [[row[x] for x in order] for row in some]
            score = pair_profile(rows + more, tables)
            if best is None or score < best[0]:
                best = score, more
            if out_of_time():
                break
        rows += best[1]
    return rows


class _Matrix:
    """A k x R matrix over Z_T with its difference counts; ``cost`` = sum of C(count, 2)."""

    def __init__(self, rows: Rows, tables: int):
        self.rows, self.tables, self.rounds = rows, tables, len(rows[0])
        rounds = range(self.rounds)
        self.count = [[[0] * tables for _ in rounds] for _ in rounds]     # count[q][r][v], and -v in count[r][q]
        for row in rows:
            for r in rounds:
                for q in rounds:
                    if q != r:
                        self.count[r][q][(row[r] - row[q]) % tables] += 1
        self.cost = sum(math.comb(n, 2) for r in rounds for q in range(r) for n in self.count[r][q])

    def gain(self, row: list[int], r: int, new: int) -> int:
        """Change of the cost if row[r] became ``new``."""
        tables, old, lines, delta = self.tables, row[r], self.count[r], 0
        for q, x in enumerate(row):
            if q != r:
                line = lines[q]
                delta += line[(new - x) % tables] - line[(old - x) % tables] + 1
        return delta

    def put(self, row: list[int], r: int, new: int) -> None:
        tables, old = self.tables, row[r]
        self.cost += self.gain(row, r, new)
        for q, x in enumerate(row):
            if q != r:
                for line, sign in ((self.count[r][q], 1), (self.count[q][r], -1)):
                    line[sign * (old - x) % tables] -= 1
                    line[sign * (new - x) % tables] += 1
        row[r] = new


def _anneal(rows: Rows, tables: int, rounds: int, topics: bool, rng: Random, steps: int, out_of_time) -> tuple[int, Rows]:
    """Annealing: one entry changes, or two entries of a row change places (the only way when R = T)."""
    k, floor, random = len(rows), _floor(len(rows), tables, rounds, topics), rng.random
    state = _Matrix(rows, tables)
    best, best_cost = [row[:] for row in rows], state.cost
    hot, cold = 0.7, 0.12
    exchange = 1.0 if topics and rounds == tables else 0.1
    if exchange == 1.0:
        steps = max(1000, steps // (3 * rounds))       # an exchange is that much dearer than a change
    for step in range(steps):
        if best_cost <= floor or (step % 512 == 0 and out_of_time()):
            break
        limit = -hot * (cold / hot) ** (step / steps) * math.log(1.0 - random())
        row, r = rows[int(random() * k)], int(random() * rounds)
        if random() < exchange and rounds > 1:
            q = int(random() * rounds)
            if row[q] == row[r]:
                continue
            before, a, b = state.cost, row[r], row[q]
            state.put(row, r, b)
            state.put(row, q, a)
            if state.cost - before > limit:
                state.put(row, r, a)
                state.put(row, q, b)
        else:
            new = int(random() * tables)
            if new == row[r] or (topics and new in row) or state.gain(row, r, new) > limit:
                continue
            state.put(row, r, new)
        if state.cost < best_cost:
            best, best_cost = [row[:] for row in rows], state.cost
    return best_cost, best
