"""Who takes which path of a finished plan: colleagues apart, wishes, published seats, at no cost in meetings.

While nobody has played, any permutation of people over paths keeps every meeting count, every size and every topic
count.  Here: exchanging whole paths by annealing.  Not here: making paths.
"""
from __future__ import annotations

from math import exp

from .check import meetings
from .wish import Case, Row

COLLEAGUE, WISH, CHANGE = 100, 12, 1


class Arrangement:
    """People 0..N-1 on paths 0..N-1; ``path_of[i]`` is the path i walks now."""

    def __init__(self, case: Case, rows, rng):
        self.case, self.rng = case, rng
        self.paths = [tuple(row[i] for row in rows) for i in range(case.N)]
        self.path_of = list(range(case.N))
        self.met = meetings(case, rows)
        unit = {i for u in case.wish.together for i in u}
        self.movable = [i for i in sorted(case.active[0]) if i not in unit and case.weight[i] == 1 and not any(i in pin for pin in case.pin)]
        self.friends: list[list[int]] = [[] for _ in range(case.N)]
        firms: dict[str, list[int]] = {}
        for i in sorted(case.active[0]):
            if case.wish.workplace and case.wish.workplace[i] is not None:
                firms.setdefault(case.wish.workplace[i], []).append(i)
        for people in firms.values():
            for i in people:
                self.friends[i] = [j for j in people if j != i]
        self.taste = case.wish.prefs or (None,) * case.N

    def price(self, i: int, path: int) -> int:
        """What i pays on a path, colleagues staying where they are."""
        met, where = self.met[path], self.path_of
        total = 0
        for j in self.friends[i]:
            c = met.get(where[j])
            if c:
                total += COLLEAGUE * c
        liked = self.taste[i]
        if liked:
            topic = self.case.topic
            for t in self.paths[path]:
                k = topic[t]
                total += WISH * (liked.index(k) if k in liked else len(liked)) // len(liked)
        if self.case.wish.base:
            base = self.case.wish.base
            total += sum(CHANGE for r, t in enumerate(self.paths[path]) if base[r][i] != t)
        return total

    def anneal(self, proposals: int, hot: float, cold: float, out_of_time) -> None:
        """Swap the paths of two people; leaves the best arrangement seen."""
        price, where, rng, people = self.price, self.path_of, self.rng, self.movable
        if len(people) < 2:
            return
        cost = best = sum(price(i, where[i]) for i in people)
        best_where = where[:]
        paying = people
        for step in range(proposals):
            if step % 64 == 0:
                paying = [i for i in people if price(i, where[i])] if len(people) <= 200 or step % 512 == 0 else paying
                if not paying or out_of_time():
                    break
            heat = hot * (cold / hot) ** (step / proposals)
            i = paying[int(rng.random() * len(paying))]
            j = people[int(rng.random() * len(people))]
            a, b = where[i], where[j]
            if i == j or j in self.friends[i] and not self.case.wish.prefs and not self.case.wish.base:
                continue
            before = price(i, a) + price(j, b)
            where[i], where[j] = b, a
            delta = price(i, b) + price(j, a) - before
            if delta <= 0 or rng.random() < exp(-delta / heat):
                cost += delta
                if cost < best:
                    best, best_where = cost, where[:]
            else:
                where[i], where[j] = a, b
        self.path_of[:] = best_where

    def rows(self) -> tuple[Row, ...]:
        return tuple(tuple(self.paths[self.path_of[i]][r] for i in range(self.case.N)) for r in range(self.case.R))


def worthwhile(case: Case, rows) -> bool:
    """Is there a wish that exchanging paths could serve?"""
    return bool(not case.h and case.uniform and case.R and (case.wish.workplace or case.wish.prefs or case.wish.base))


def arranged(case: Case, rows, rng, proposals: int, out_of_time) -> tuple[Row, ...]:
    """The same plan with the paths dealt out better.  Needs ``worthwhile``."""
    work = Arrangement(case, rows, rng)
    work.anneal(proposals, COLLEAGUE * 0.6, COLLEAGUE * 0.08, out_of_time)
    if case.wish.prefs or case.wish.base:
        work.anneal(proposals, WISH / 3, 0.5, out_of_time)
    return work.rows()
