"""Exchanges that keep everybody's topics apart: two people swap tables in a closed chain of rounds.

When nearly every topic must be visited, swapping in one round gives somebody a table they have in another round; then
that round is swapped too, and so on (Kempe chains, Kempe 1879).  Sizes never change: empty chairs are bodies as well.

Here: annealing over such chains on all open rounds at once.  Single rounds with room to move: ``oneround``.
"""
from __future__ import annotations

from math import log

from .board import Board

LARGEST = 400        # bodies: meetings are a square table here


class Chains:
    """All open rounds of a board at once; ``store`` writes the result back."""

    def __init__(self, board: Board):
        self.board, self.case, self.p = board, board.case, board.prices
        self.rounds = list(range(board.h, board.R))
        n = board.M
        self.met = [[0] * n for _ in range(n)]
        for i, mine in enumerate(board.met):
            for j, c in mine.items():
                self.met[i][j] = c
        self.tab = [row[:] for row in board.tab]
        self.at: list[dict[int, list[int]]] = [{} for _ in range(board.R)]
        for r in self.rounds:
            for b in board.present(r):
                self.at[r].setdefault(self.tab[r][b], []).append(b)
        self.visits = [dict(seen) for seen in board.visits] + [{} for _ in range(n - board.N)]
        self.movable = [[b for b in board.present(r) if b not in board.fixed(r) and board.block_of[b] < 0] for r in range(board.R)]
        self.free = [set(m) for m in self.movable]
        self.friends = [set(f) for f in board.friends] + [set()] * (n - board.N)
        self.soft = any((self.case.wish.base, self.case.wish.prefs))

    # -- prices ---------------------------------------------------------------------------------------------------

    def _taste(self, b: int, r: int, t: int) -> int:
        if b >= self.board.N:
            return 0
        wish, price = self.case.wish, 0
        if wish.base and wish.base[r][b] in self.board.room[r] and wish.base[r][b] != t:
            price += self.p.change
        if wish.prefs and wish.prefs[b]:
            liked, k = wish.prefs[b], self.case.topic[t]
            price += self.p.wish * liked.index(k) // len(liked) if k in liked else self.p.wish
        return price

    def _leave(self, b: int, group: list[int]) -> int:
        """b leaves a group (itself taken out already); counts change, the price change is returned."""
        gain, first = 0, self.board.first_ghost
        if b >= self.board.N:
            return -self.p.size * sum(x >= first for x in group) if b >= first else 0
        mine, met, people, friends = self.met[b], self.met, self.board.N, self.friends[b]
        again = self.board.again
        for x in group:
            if x < people:
                c = mine[x] - 1
                mine[x] = met[x][b] = c
                gain -= again[c]
                if x in friends:
                    self.colleagues -= 1
        return gain

    def _join(self, b: int, group: list[int]) -> int:
        gain, first = 0, self.board.first_ghost
        if b >= self.board.N:
            return self.p.size * sum(x >= first for x in group) if b >= first else 0
        mine, met, people, friends = self.met[b], self.met, self.board.N, self.friends[b]
        again = self.board.again
        for x in group:
            if x < people:
                c = mine[x]
                mine[x] = met[x][b] = c + 1
                gain += again[c]
                if x in friends:
                    self.colleagues += 1
        return gain

    def _visit(self, b: int, r: int, t: int, sign: int) -> int:
        if b >= self.board.N or not self.case.wish.topics or (b, r) in self.board.pinned:
            return 0
        seen, k = self.visits[b], self.case.topic[t]
        v = seen.get(k, 0)
        seen[k] = v + sign
        return self.p.topic * (v if sign > 0 else 1 - v)

    # -- moves ----------------------------------------------------------------------------------------------------

    def swap(self, b: int, c: int, r: int) -> int:
        """b and c change places in round r; returns the price change."""
        row, at = self.tab[r], self.at[r]
        here, there = row[b], row[c]
        a_group, b_group = at[here], at[there]
        before = self.colleagues
        a_group.remove(b)
        b_group.remove(c)
        d = self._leave(b, a_group) + self._leave(c, b_group) + self._join(c, a_group) + self._join(b, b_group)
        a_group.append(c)
        b_group.append(b)
        row[b], row[c] = there, here
        d += self._visit(b, r, here, -1) + self._visit(c, r, there, -1) + self._visit(b, r, there, 1) + self._visit(c, r, here, 1)
        if self.soft:
            d += (self._taste(b, r, there) + self._taste(c, r, here) - self._taste(b, r, here) - self._taste(c, r, there))
        return d + (self.colleagues - before) * self.p.colleague

    colleagues = 0

    def chain(self, b: int, c: int, r: int) -> list[int] | None:
        """Rounds to swap so that neither hears a topic twice because of it; None when pins or absences forbid it."""
        topic, tab = self.case.topic, self.tab
        rounds, todo = [], [r]
        while todo:
            q = todo.pop()
            if q in rounds:
                continue
            if b not in self.free[q] or c not in self.free[q]:
                return None
            rounds.append(q)
            for one, gets in ((b, tab[q][c]), (c, tab[q][b])):
                if one < self.board.N:
                    k = topic[gets]
                    for s in self.rounds:
                        t = tab[s][one]
                        if t >= 0 and s not in rounds and topic[t] == k:
                            todo.append(s)
        return [q for q in rounds if tab[q][b] != tab[q][c]]

    def anneal(self, swaps: int, hot: float, cold: float, out_of_time) -> int:
        """``swaps`` single swaps in all, undone ones included.  Returns the best change of the price; the best seating
        is kept in ``best_tab``."""
        random = self.board.rng.random
        change = best = 0
        self.best_tab = [row[:] for row in self.tab]
        topics, rounds = self.case.wish.topics, self.rounds
        done = step = 0
        while done < swaps and step < 20 * swaps:
            step += 1
            if step % 256 == 0 and out_of_time():
                break
            limit = -hot * (cold / hot) ** (done / swaps) * log(1.0 - random())
            r = rounds[int(random() * len(rounds))]
            people = self.movable[r]
            if len(people) < 2:
                continue
            b, c = people[int(random() * len(people))], people[int(random() * len(people))]
            if self.tab[r][b] == self.tab[r][c]:
                continue
            swapped = self.chain(b, c, r) if topics else [r]
            if not swapped:
                continue
            delta = 0
            for q in swapped:
                delta += self.swap(b, c, q)
            if delta <= limit:
                change += delta
                if change < best:
                    best, self.best_tab = change, [row[:] for row in self.tab]
            else:
                for q in swapped:
                    self.swap(b, c, q)
                done += len(swapped)
            done += len(swapped)
        return best

    def store(self) -> None:
        for r in self.rounds:
            self.board.count(r, -1)
            self.board.tab[r] = self.best_tab[r]
            self.board.count(r, 1)


def applies(board: Board) -> bool:
    """Chains pay when few topics are left to choose from and the case is small."""
    topics = len({board.case.topic[t] for o in board.open[board.h:] for t in o})
    return bool(board.case.wish.topics and board.M <= LARGEST and 2 * board.R > topics and board.R - board.h > 1)
