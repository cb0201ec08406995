"""Rows for tables larger than a perfect plan allows: as few second meetings as possible, spread over many pairs.

For k rows F over a group of T elements the whole plan of kT slots has
    sum of C(c, 2) = T * sum over columns q < r and differences v of C(#{s: F[s][r] - F[s][q] = v}, 2),
so a k x R matrix is searched instead of k * T * R seats.  Fields need no search: the same rows with their columns
permuted (any permutation) keep every column difference even; the permutation only decides who meets whom again.
"""
from __future__ import annotations

import math
from itertools import combinations
from random import Random

from .algebra import Rows, field_rows, group, perfect_rows, prime_power

LARGEST_SEARCHED = 60       # tables


def pair_profile(rows, tables: int) -> tuple[int, int, int]:
    """(sum C(c,2), c beyond three, sum (c-1)), each per table, over pairs of slots of different rows."""
    sub = group(tables).sub
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
    if prime_power(tables):
        return _permuted_blocks(tables, rounds, wanted, topics, rng, steps, out_of_time)
    start = [list(r) for r in perfect_rows(tables, rounds, wanted, topics)]
    while len(start) < wanted:
        start.append(rng.sample(range(tables), rounds))
    return _anneal(start, tables, rounds, topics, rng, steps, out_of_time)


def _permuted_blocks(tables, rounds, wanted, topics, rng, steps, out_of_time) -> Rows:
    block = field_rows(tables, rounds, tables, topics)
    columns = field_rows(tables, tables, tables, topics)
    rows = block[:wanted]
    tries = max(4, min(400, steps // (rounds * wanted * wanted)))
    while len(rows) < wanted:
        room = wanted - len(rows)
        best = None
        for _ in range(tries):
            order = rng.sample(range(tables), rounds)
            some = columns if room >= len(columns) else rng.sample(columns, room)
            more = [[row[x] for x in order] for row in some]
            score = pair_profile(rows + more, tables)
            if best is None or score < best[0]:
                best = score, more
            if out_of_time():
                break
        rows += best[1]
    return rows


def _anneal(rows: Rows, tables: int, rounds: int, topics: bool, rng: Random, steps: int, out_of_time) -> Rows:
    """Annealing over single entries; cost = number of equal differences, weighed evenly per pair of columns."""
    k, cells = len(rows), (tables - 1 if topics else tables)
    low, extra = divmod(k, cells)
    floor = math.comb(rounds, 2) * (extra * math.comb(low + 1, 2) + (cells - extra) * math.comb(low, 2))
    count = [[[0] * tables for _ in range(rounds)] for _ in range(rounds)]   # count[r][q][v]; [q][r] holds -v
    for row in rows:
        for r in range(rounds):
            for q in range(rounds):
                if q != r:
                    count[r][q][(row[r] - row[q]) % tables] += 1
    cost = sum(math.comb(n, 2) for r in range(rounds) for q in range(r) for n in count[r][q])
    best, best_cost = [row[:] for row in rows], cost
    hot, cold = 0.7, 0.12
    for step in range(steps):
        if best_cost <= floor or (step % 512 == 0 and out_of_time()):
            break
        heat = hot * (cold / hot) ** (step / steps)
        s, r, new = rng.randrange(k), rng.randrange(rounds), rng.randrange(tables)
        row = rows[s]
        old = row[r]
        if new == old or (topics and new in row):
            continue
        delta = 0
        for q in range(rounds):
            if q != r:
                line = count[r][q]
                a, b = (old - row[q]) % tables, (new - row[q]) % tables
                delta += line[b] - line[a] + 1
        if delta > 0 and rng.random() >= math.exp(-delta / heat):
            continue
        for q in range(rounds):
            if q != r:
                a, b = (old - row[q]) % tables, (new - row[q]) % tables
                count[r][q][a] -= 1
                count[r][q][b] += 1
                count[q][r][-a % tables] -= 1
                count[q][r][-b % tables] += 1
        row[r] = new
        cost += delta
        if cost < best_cost:
            best, best_cost = [row[:] for row in rows], cost
    return best
