"""The people on their chairs: the state that every search works on.

A *body* takes one chair: people 0..N-1, then fillers (the further people behind a table client's device), then ghosts
(empty chairs).  With ghosts every table is full, every move is a swap, and sizes stay balanced by construction: no
table holds two ghosts.  Units that stay together, and a table client with its fillers, are *blocks*.

Here: bodies, the cost model (``Prices``), the first greedy seating.  Not here: improving (``search``).
"""
from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .wish import Case, Row


@dataclass(frozen=True)
class Prices:
    """Integer weights.  Their order is the order of the criteria; equal sizes are dearer than anything."""

    meet: int = 24          # per C(c, 2)
    shadow: int = 36        # more for every meeting beyond the third: nobody sits together all day
    colleague: int = 10     # per pair of colleagues at a table
    wish: int = 3           # for a topic not wished for
    change: int = 2         # per changed published seat
    topic: int = 2400       # per pair of visits to one topic
    size: int = 10 ** 7     # per pair of ghosts at one table


    def again(self, rounds: int) -> list[int]:
        """[c]: price of meeting somebody once more after c meetings."""
        return [self.meet * c + self.shadow * max(0, c - 2) for c in range(rounds + 1)]


def prices_for(case: Case) -> Prices:
    """A second visit must cost more than one seat can gain elsewhere, at any table size."""
    size = max((len(a) // max(1, len(o)) for a, o in zip(case.active, case.open)), default=1) + 1
    return Prices(topic=24 * (40 + 4 * size))


class Board:
    """Seats of the rounds to come.  ``tab[r][b]`` table of body b (-1 absent), ``met[i]`` {j: meetings} over all rounds
    on the board, ``visits[i]`` {topic: free visits}, ``room[r]`` {table: chairs}."""

    def __init__(self, case: Case, rng: Random):
        self.case, self.rng, self.prices = case, rng, prices_for(case)
        self.N, self.R, self.h = case.N, case.R, case.h
        self.again = self.prices.again(case.R)
        self.open = [self._used_tables(r) for r in range(case.R)]
        self._bodies()
        self.met: list[dict[int, int]] = [{} for _ in range(self.N)]
        self.visits: list[dict[int, int]] = [{} for _ in range(self.N)]
        self.pinned = case.pinned_at()
        self.tab: list[list[int]] = [[-1] * self.M for _ in range(case.R)]
        for r in range(self.h):
            self.tab[r][:self.N] = case.wish.history[r]
            self.count(r, 1)
        self.friends = self._colleagues()

    # -- bodies ---------------------------------------------------------------------------------------------------

    def _used_tables(self, r: int) -> tuple[int, ...]:
        """The open tables, fewer when min_size asks for it: pinned ones first, then those with published seats."""
        tables, low = self.case.open[r], self.case.wish.min_size
        people = sum(self.case.weight[i] for i in self.case.active[r])
        most = max(1, people // low) if low else len(tables)
        if r < self.h or most >= len(tables) or not people:
            return tables
        pinned = set(self.case.pin[r].values())
        held: dict[int, int] = {}
        if self.case.wish.base:
            for t in self.case.wish.base[r]:
                held[t] = held.get(t, 0) + 1
        order = sorted(tables, key=lambda t: (t not in pinned, -held.get(t, 0), t))
        return tuple(sorted(order[:max(most, len(pinned))]))

    def _bodies(self) -> None:
        case = self.case
        self.filler_of: list[int] = []
        for i in range(self.N):
            size = min((len(case.active[r]) // max(1, len(self.open[r])) for r in range(self.h, self.R) if i in case.active[r]), default=1)
            self.filler_of += [i] * (min(case.weight[i] - 1, max(0, size - 1)))
        self.room: list[dict[int, int]] = []
        self.ghosts: list[int] = []
        first_ghost = self.N + len(self.filler_of)
        for r in range(self.R):
            room, ghosts = self._chairs(r) if r >= self.h else ({}, 0)
            self.room.append(room)
            self.ghosts.append(ghosts)
        self.first_ghost = first_ghost
        self.M = first_ghost + max(self.ghosts, default=0)
        self.block_of = [-1] * self.M
        self.blocks: list[tuple[int, ...]] = []
        units = [tuple(u) for u in case.wish.together if len(u) > 1]
        loose = set(range(self.N)) - {i for u in units for i in u}
        units += [(i,) for i in sorted(loose) if i in set(self.filler_of)]
        for unit in units:
            block = unit + tuple(self.N + k for k, i in enumerate(self.filler_of) if i in unit)
            for b in block:
                self.block_of[b] = len(self.blocks)
            self.blocks.append(block)

    def _chairs(self, r: int, spare: int = 0) -> tuple[dict[int, int], int]:
        """({table: chairs}, ghosts): pinned people fix a floor, the rest is levelled; ``spare`` adds a chair to each."""
        case = self.case
        floor = dict.fromkeys(self.open[r], 0)
        bodies = 0
        fillers: dict[int, int] = {}
        for i in self.filler_of:
            fillers[i] = fillers.get(i, 0) + 1
        for i in case.active[r]:
            w = 1 + fillers.get(i, 0)
            bodies += w
            if i in case.pin[r]:
                floor[case.pin[r][i]] += w
        if not bodies:
            return floor, 0
        k = bodies // len(floor)
        while sum(max(k, f) for f in floor.values()) < bodies:
            k += 1
        room = {t: max(k + spare, f) for t, f in floor.items()}
        return room, sum(room.values()) - bodies

    def present(self, r: int) -> list[int]:
        active = self.case.active[r]
        return ([i for i in range(self.N) if i in active] + [self.N + k for k, i in enumerate(self.filler_of) if i in active]
                + [self.first_ghost + g for g in range(self.ghosts[r])])

    def fixed(self, r: int) -> set[int]:
        pins = {i for i in self.case.pin[r] if i in self.case.active[r]}
        return pins | {self.N + k for k, i in enumerate(self.filler_of) if i in pins}

    def _colleagues(self) -> list[list[int]]:
        label = self.case.wish.workplace
        if not label:
            return [[] for _ in range(self.N)]
        of: dict[str, list[int]] = {}
        for i, x in enumerate(label):
            if x is not None:
                of.setdefault(x, []).append(i)
        block = self.block_of
        return [[j for j in of.get(label[i], ()) if j != i and not (block[i] == block[j] >= 0)] for i in range(self.N)]

    # -- counting -------------------------------------------------------------------------------------------------

    def count(self, r: int, sign: int) -> None:
        """Add round r to the meetings and visits (sign 1) or take it away (sign -1)."""
        row, met, topic = self.tab[r], self.met, self.case.topic
        at: dict[int, list[int]] = {}
        for i in range(self.N):
            t = row[i]
            if t >= 0:
                at.setdefault(t, []).append(i)
                if (i, r) not in self.pinned:
                    k, seen = topic[t], self.visits[i]
                    seen[k] = seen.get(k, 0) + sign
        for group in at.values():
            for i in group:
                mine = met[i]
                if sign > 0:
                    for j in group:
                        mine[j] = mine.get(j, 0) + 1
                else:
                    for j in group:
                        c = mine.get(j, 0) - 1
                        if c > 0:
                            mine[j] = c
                        else:
                            mine.pop(j, None)
                mine.pop(i, None)     # walking the group with oneself in it is cheaper than asking each time

    def load(self, rows, spare) -> None:
        """Take over a plan; the ghosts' paths must be those of this board (``paths``)."""
        for r in range(self.h, self.R):
            if self.tab[r][:self.N] != [-1] * self.N:
                self.count(r, -1)
            self.tab[r] = list(rows[r]) + [-1] * (self.M - self.N)
            for g, path in enumerate(spare[:self.M - self.first_ghost]):
                self.tab[r][self.first_ghost + g] = path[r]
            self.count(r, 1)

    def rows(self) -> tuple[Row, ...]:
        return tuple(tuple(row[:self.N]) for row in self.tab)

    def paths(self) -> tuple[Row, ...]:
        """The empty chairs' tables, one path per ghost, -1 where it does not exist."""
        return tuple(tuple(self.tab[r][g] if r >= self.h else -1 for r in range(self.R)) for g in range(self.first_ghost, self.M))

