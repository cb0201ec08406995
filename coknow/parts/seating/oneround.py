"""One round of the board, opened for moving people about.

While one round moves, all other rounds stand still, so what two bodies cost each other at one table is a constant:
``near[b]`` {other: price}.  ``cost[b][t]`` is what b would pay at table t; then a swap of b (at A) with c (at B) changes
the plan by cost[b][B] + cost[c][A] - cost[b][A] - cost[c][B] - 2 near[b][c]: four look-ups, whatever the table size.

Here: opening, the greedy seating, descent and annealing of one round.  Which round when: ``search``.
"""
from __future__ import annotations

from math import log

from .board import Board


class OneRound:
    def __init__(self, board: Board, r: int, seated: bool = True):
        """Takes round r off the board's counts; ``close`` puts it back."""
        self.board, self.r = board, r
        self.row = board.tab[r]
        if seated:
            board.count(r, -1)
        self.bodies = board.present(r)
        fixed = board.fixed(r)
        pinned_blocks = {board.block_of[b] for b in fixed if board.block_of[b] >= 0}
        self.free = [b for b in self.bodies if b not in fixed and board.block_of[b] not in pinned_blocks] if fixed else list(self.bodies)
        self._prices()
        if seated:
            self.weigh_in()

    def _prices(self) -> None:
        board, p = self.board, self.board.prices
        again, first = board.again, board.first_ghost
        level = min(board.room[self.r].values(), default=0)
        self.overfull = [t for t, chairs in board.room[self.r].items() if chairs > level]
        self.with_topic: dict[int, list[int]] = {}
        for t in board.open[self.r]:
            self.with_topic.setdefault(board.case.topic[t], []).append(t)
        self.near: list[dict[int, int]] = [{}] * board.M
        here = set(self.bodies)
        for b in self.bodies:
            if b < board.N:
                mine = {j: again[c] for j, c in board.met[b].items() if j in here}
                for j in board.friends[b]:
                    if j in here:
                        mine[j] = mine.get(j, 0) + p.colleague
                self.near[b] = mine
            elif b >= first:
                self.near[b] = {g: p.size for g in range(first, first + board.ghosts[self.r]) if g != b}
        self.cost: list[list[int] | None] = [None] * board.M
        for b in self.bodies:
            self.cost[b] = self._alone(b)

    def _alone(self, b: int) -> list[int]:
        """What b pays at each table before anybody else sits down: topics, wishes, published seat."""
        board, case, p = self.board, self.board.case, self.board.prices
        line = [0] * case.T
        if b >= board.first_ghost:
            for t in self.overfull:       # a table overfull with pinned people has no empty chair
                line[t] = p.size
            return line
        if b >= board.N:
            return line
        if case.wish.base:
            old = case.wish.base[self.r][b]
            if old in board.room[self.r]:
                line = [p.change] * case.T
                line[old] = 0
        if case.wish.topics and (b, self.r) not in board.pinned:
            for k, v in board.visits[b].items():
                if v:
                    for t in self.with_topic.get(k, ()):
                        line[t] += p.topic * v
        if case.wish.prefs and case.wish.prefs[b]:
            liked = case.wish.prefs[b]
            worth = {k: p.wish * i // len(liked) for i, k in enumerate(liked)}
            for t in board.open[self.r]:
                line[t] += worth.get(case.topic[t], p.wish)
        return line

    # -- seating --------------------------------------------------------------------------------------------------

    def weigh_in(self) -> None:
        """Everybody of the row sits: add them to each other's cost."""
        row, cost, near = self.row, self.cost, self.near
        for b in self.bodies:
            line = cost[b]
            for c, w in near[b].items():
                t = row[c]
                if t >= 0:
                    line[t] += w

    def sit(self, b: int, t: int) -> None:
        self.row[b] = t
        self.left[t] -= 1
        cost = self.cost
        for c, w in self.near[b].items():
            cost[c][t] += w

    def seat_everybody(self, keep: bool = False) -> None:
        """Greedy: pinned, units, then people in random order at the cheapest table with a chair, ghosts last.
        ``keep``: whoever has a seat in the row already keeps it as far as there are chairs."""
        board, rng = self.board, self.board.rng
        wanted = list(self.row) if keep else [-1] * board.M
        for b in range(board.M):
            self.row[b] = -1
        self.left = dict(board.room[self.r])
        for b in sorted(board.fixed(self.r)):
            whom = b if b < board.N else board.filler_of[b - board.N]
            self.sit(b, board.case.pin[self.r][whom])
        self._seat_blocks(wanted)
        order = [b for b in self.bodies if self.row[b] < 0 and b < board.first_ghost]
        rng.shuffle(order)
        later = []
        for b in order:
            if self.left.get(wanted[b], 0) > 0:
                self.sit(b, wanted[b])
            else:
                later.append(b)
        for b in later:
            self.sit(b, self._cheapest(b))
        for g in range(board.first_ghost, board.first_ghost + board.ghosts[self.r]):
            self.sit(g, self._ghost_chair(g))

    def _seat_blocks(self, wanted: list[int]) -> None:
        here = set(self.bodies)
        for block in sorted(self.board.blocks, key=len, reverse=True):
            block = [b for b in block if b in here and self.row[b] < 0]
            if not block:
                continue
            old = wanted[block[0]]
            if self.left.get(old, 0) < len(block):
                fits = [t for t in self.left if self.left[t] >= len(block)] or [max(self.left, key=lambda t: (self.left[t], -t))]
                most = max(self.left[t] for t in fits)    # emptiest first, so that later units fit too
                fits = [t for t in fits if self.left[t] == most]
                old = min(fits, key=lambda t: (sum(self.cost[b][t] for b in block), t))
            for b in block:
                self.sit(b, old)

    def _cheapest(self, b: int) -> int:
        line, left = self.cost[b], self.left
        chairs = [t for t in left if left[t] > 0]
        if not chairs:
            return min(left, key=lambda t: (-left[t], t))
        return min(chairs, key=lambda t: (line[t], -left[t]))

    def _ghost_chair(self, g: int) -> int:
        chairs = [t for t in self.left if self.left[t] > 0] or list(self.left)
        return min(chairs, key=lambda t: (self.cost[g][t], t))

    # -- moving ---------------------------------------------------------------------------------------------------

    def swap(self, b: int, c: int) -> None:
        row, cost = self.row, self.cost
        here, there = row[b], row[c]
        for x, w in self.near[b].items():
            line = cost[x]
            line[here] -= w
            line[there] += w
        for x, w in self.near[c].items():
            line = cost[x]
            line[there] -= w
            line[here] += w
        row[b], row[c] = there, here

    def delta(self, b: int, c: int) -> int:
        cost, here, there = self.cost, self.row[b], self.row[c]
        return cost[b][there] + cost[c][here] - cost[b][here] - cost[c][there] - 2 * self.near[b].get(c, 0)

    def level(self) -> None:
        """Two empty chairs at one table: the cheapest move of one person levels it, as often as needed."""
        board, size = self.board, self.board.prices.size
        for g in range(board.first_ghost, board.first_ghost + board.ghosts[self.r]):
            if self.cost[g][self.row[g]] >= size:
                partners = [b for b in self.free if board.block_of[b] < 0 and self.row[b] != self.row[g]]
                best = min(partners, key=lambda b: self.delta(g, b), default=None)
                if best is not None and self.delta(g, best) < 0:
                    self.swap(g, best)

    def descend(self, most: int, tenure: int = 7) -> int:
        """Tabu: somebody who pays swaps with the best partner, even if that is dearer; at most ``most`` moves, then back
        to the best seating seen.  Returns the change (<= 0)."""
        row, cost, near, random = self.row, self.cost, self.near, self.board.rng.random
        singles = [b for b in self.free if self.board.block_of[b] < 0]
        until = [0] * self.board.M
        change = best = 0
        best_row = row[:]
        for step in range(1, most + 1):
            paying = [b for b in singles if cost[b][row[b]] > 0 and until[b] < step]
            if not paying:
                break
            b = paying[int(random() * len(paying))]
            here, line, get = row[b], cost[b], near[b].get
            own, found, partners = line[here], None, []
            for c in singles:
                there = row[c]
                if there == here:
                    continue
                other = cost[c]
                d = line[there] + other[here] - other[there] - 2 * get(c, 0)
                if found is None or d <= found:
                    if until[c] >= step and change + d - own >= best:
                        continue
                    if d == found:
                        partners.append(c)
                    else:
                        found, partners = d, [c]
            if not partners:
                continue
            c = partners[int(random() * len(partners))]
            self.swap(b, c)
            until[b] = until[c] = step + tenure + int(random() * 4)
            change += found - own
            if change < best:
                best, best_row = change, row[:]
        if change > best:
            self.row[:] = best_row
            self._prices()
            self.weigh_in()
        return best

    def anneal(self, heat: float, proposals: int) -> int:
        """Metropolis swaps at one temperature; returns the change."""
        row, cost, near, rng = self.row, self.cost, self.near, self.board.rng
        block_of, free = self.board.block_of, self.free
        n = len(free)
        if n < 2:
            return 0
        random, swap = rng.random, self.swap
        limits = [-heat * log((k + 0.5) / 256) for k in range(256)]
        change = 0
        for k in range(proposals):
            b = free[k % n]
            c = free[int(random() * n)]
            here, there = row[b], row[c]
            if here == there:
                continue
            if block_of[b] >= 0 or block_of[c] >= 0:
                change += self._swap_blocks(b, c, limits[int(random() * 256)])
                continue
            one, two = cost[b], cost[c]
            d = one[there] + two[here] - one[here] - two[there]
            limit = limits[int(random() * 256)]
            mine = near[b]
            if c in mine:
                d -= 2 * mine[c]
            if d <= limit:
                swap(b, c)
                change += d
        return change

    def _swap_blocks(self, b: int, c: int, limit: float) -> int:
        """Swap b's unit with as many bodies of c's table (whole units or singles); undone when dearer than ``limit``."""
        row, block_of, blocks = self.row, self.board.block_of, self.board.blocks
        if block_of[b] < 0 or (block_of[c] >= 0 and len(blocks[block_of[c]]) > len(blocks[block_of[b]])):
            b, c = c, b
        here, there = row[b], row[c]
        mine = [x for x in blocks[block_of[b]] if row[x] == here]
        other = [x for x in blocks[block_of[c]] if row[x] == there] if block_of[c] >= 0 else [c]
        if len(other) < len(mine):
            loose = [x for x in self.free if row[x] == there and block_of[x] < 0 and x not in other]
            self.board.rng.shuffle(loose)
            other += loose[:len(mine) - len(other)]
        if len(other) != len(mine):
            return 0
        change = 0
        for x, y in zip(mine, other):
            change += self.delta(x, y)
            self.swap(x, y)
        if change <= limit:
            return change
        for x, y in zip(mine, other):
            self.swap(x, y)
        return 0

    def close(self) -> None:
        self.board.count(self.r, 1)
