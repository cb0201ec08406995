"""Groups without topics: g groups of p for as many rounds as possible without meeting twice (social golfers).

Three sources: the circle method for pairs; the rotation across classes followed by rounds inside the classes, again and
again (optimal for affine spaces); and ``designs.json``, found by us by annealing under a prescribed cyclic symmetry:
key "g,p", one word a round, one base-36 digit (the group) a person.  Known maxima: OEIS A107431.
"""
from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from random import Random

from .algebra import DIGITS, perfect_rows, group

Rows = list[list[int]]      # rows[round][person] = group


@lru_cache(maxsize=1)
def _stored() -> dict[str, str]:
    return json.loads(files(__package__).joinpath("designs.json").read_text("ascii"))


def pairs_rounds(people: int) -> Rows:
    """The circle method: people - 1 rounds of pairs, every pair once (people even)."""
    n = people - 1
    rows = []
    for r in range(n):
        row = [0] * people
        row[n] = row[r] = 0
        for k in range(1, people // 2):
            row[(r + k) % n] = row[(r - k) % n] = k
        rows.append(row)
    return rows


@lru_cache(maxsize=64)
def golf(groups: int, size: int) -> tuple[tuple[int, ...], ...]:
    """As many rounds as we can write down in which nobody of groups x size people meets anybody twice."""
    return tuple(tuple(row) for row in max(_candidates(groups, size), key=len))


def _candidates(groups: int, size: int):
    yield [[i // size for i in range(groups * size)]]
    if size == 2:
        yield pairs_rounds(2 * groups)
    text = _stored().get(f"{groups},{size}")
    if text:
        yield [[DIGITS.index(c) for c in word] for word in text.split()]
    if groups > 1:
        yield _across_and_inside(groups, size)


def _across_and_inside(groups: int, size: int) -> Rows:
    """``groups`` rounds (or fewer) across the ``size`` classes, then inside each class when the size divides it."""
    rounds = groups
    while rounds > 1 and len(perfect_rows(groups, rounds, size, False)) < size:
        rounds -= 1
    if rounds < 2:
        return []
    add = group(groups, rounds).add
    speeds = perfect_rows(groups, rounds, size, False)
    rows = [[add(t, f[r]) for f in speeds for t in range(groups)] for r in range(rounds)]
    if groups % size == 0:
        for inner in golf(groups // size, size):
            rows.append([c * (groups // size) + t for c in range(size) for t in inner])
    return rows


def strangers(rows, wanted: int, rng: Random, tries: int = 200) -> list[int] | None:
    """``wanted`` people who never meet each other: their chairs may stay empty, each round one at a table."""
    people = len(rows[0])
    met = [set() for _ in range(people)]
    for row in rows:
        at: dict[int, list[int]] = {}
        for i, t in enumerate(row):
            at.setdefault(t, []).append(i)
        for members in at.values():
            for i in members:
                met[i].update(members)
    if not wanted:
        return []
    order = list(range(people - 1, -1, -1))      # the last class first: the others stay whole for workplaces
    for _ in range(tries):
        found: list[int] = []
        for i in order:
            if len(found) == wanted:
                return found
            if not met[i].intersection(found):
                found.append(i)
        if len(found) == wanted:
            return found
        rng.shuffle(order)
    return None


def rotation(people: int, groups: int, rounds: int, rng: Random) -> tuple[Rows, Rows] | None:
    """(paths of ``people``, paths of the empty chairs) without any repeat, as many of the ``rounds`` as we know; or None."""
    size = -(-people // groups)
    if size < 2 or groups * size > 4000:
        return None
    rows = golf(groups, size)
    return thinned(list(zip(*rows[:rounds])), people, rng)


def thinned(paths, people: int, rng: Random) -> tuple[Rows, Rows] | None:
    """(paths for ``people``, paths left empty): those left never meet, so no table misses two.  None when not found."""
    gone = strangers(list(zip(*paths)), len(paths) - people, rng)
    if gone is None:
        return None
    out = set(gone)
    return [path for i, path in enumerate(paths) if i not in out], [paths[i] for i in gone]
