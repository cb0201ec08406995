"""Placing topics on the agenda wall: into time slots and rooms, so that few people have to miss what they marked.

Pure and small: people's interest comes in as sets, a placing goes out with the figures that explain it. What a topic,
a slot or a room is in a session stands in parts/agenda.py; who may place what, in session/agenda.py.

A person's marks in one slot are worth one conversation, the others of that slot are lost to them. So the measure is
the number of marks that can be kept: over all slots, the people who marked anything there. A greedy start and an
exhaustive search of single moves and swaps reach what a solver finds (docs/decisions, tests/parts/test_market.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

RESTARTS = 4  # on a small wall; a large one is searched half as often, it takes a fifth of a second all the same
LARGE = 30
_NOWHERE = -2


@dataclass(frozen=True, slots=True)
class Wish:
    """`marks[t]`: people who marked topic t. `conveners[t]`: nobody can be at two of their topics at once.

    `fixed[t]` is the slot that topic t keeps. `rooms[s]` is how many topics slot s holds, the fixed ones included.
    """

    rooms: Sequence[int]
    marks: Sequence[frozenset]
    conveners: Sequence[frozenset]
    fixed: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placing:
    """`slot[t]`, or -1 where there was no room. `kept` of `marked` wishes can be attended."""

    slot: tuple[int, ...]
    kept: int
    marked: int


def place(wish: Wish, draw) -> Placing:
    """The best of a few starts; the same marks and the same chance give the same wall."""
    board = _Board(wish)
    free = [t for t in range(len(wish.marks)) if t not in wish.fixed]
    by_size = sorted(free, key=lambda t: (-len(wish.marks[t]), t))
    best: list[int] | None = None
    for attempt in range(RESTARTS if len(free) <= LARGE else RESTARTS // 2):
        order = by_size if attempt == 0 else draw.shuffled(free)
        found = board.improved(board.greedy(order), free)
        if best is None or board.worth(found) > board.worth(best):
            best = found
    return board.placing(best or [])


class _Board:
    """Marks as bit masks: a slot's worth is the number of people in the union of its topics' masks."""

    def __init__(self, wish: Wish):
        self.wish = wish
        people = {person: i for i, person in enumerate(dict.fromkeys(p for marks in wish.marks for p in sorted(marks)))}
        self.mask = [sum(1 << people[p] for p in marks) for marks in wish.marks]
        self.slots = range(len(wish.rooms))

    def greedy(self, order: list[int]) -> list[int]:
        slot = [self.wish.fixed.get(t, -1) for t in range(len(self.mask))]
        for t in order:
            fitting = [s for s in self.slots if self.fits(slot, t, s)]
            if fitting:  # where it takes least away from others; among equals where most room is left
                slot[t] = min(fitting, key=lambda s: (self.lost(slot, t, s), slot.count(s) - self.wish.rooms[s], s))
        return slot

    def improved(self, slot: list[int], free: list[int]) -> list[int]:
        """Sweeps of single moves and swaps, each taken where it helps, until a whole sweep helps nothing."""
        better = True
        while better:
            better = self._moves(slot, free)
            better = self._swaps(slot, free) or better
        return slot

    def _moves(self, slot: list[int], free: list[int]) -> bool:
        helped = False
        for t in free:
            for s in self.slots:
                if s == slot[t] or not self.fits(slot, t, s):
                    continue
                old = slot[t]
                before = self.of_slot(slot, old) + self.of_slot(slot, s)
                slot[t] = s
                if old < 0 or self.of_slot(slot, old) + self.of_slot(slot, s) > before:
                    helped = True
                else:
                    slot[t] = old
        return helped

    def _swaps(self, slot: list[int], free: list[int]) -> bool:
        helped = False
        for i, one in enumerate(free):
            without = self._without(slot, one)
            for other in free[i + 1:]:
                a, b = slot[one], slot[other]
                if a == b:
                    continue
                slot[one] = slot[other] = _NOWHERE
                rest_a, rest_b = without if a >= 0 else 0, self.union(slot, b)
                gain = self._united(rest_a, other, a) + self._united(rest_b, one, b)
                gain -= self._united(rest_a, one, a) + self._united(rest_b, other, b)
                slot[one], slot[other] = b, a
                if gain > 0 and self.alone(slot, one, b) and self.alone(slot, other, a):
                    helped, without = True, self._without(slot, one)
                else:
                    slot[one], slot[other] = a, b
        return helped

    def _without(self, slot: list[int], t: int) -> int:
        """The people of t's slot who marked another topic there."""
        s, slot[t] = slot[t], _NOWHERE
        union = self.union(slot, s)
        slot[t] = s
        return union

    def _united(self, rest: int, t: int, s: int) -> int:
        return (rest | self.mask[t]).bit_count() if s >= 0 else 0

    def fits(self, slot: list[int], t: int, s: int) -> bool:
        return slot.count(s) < self.wish.rooms[s] and self.alone(slot, t, s)

    def alone(self, slot: list[int], t: int, s: int) -> bool:
        """No convener of `t` has another topic in `s`."""
        if s < 0:
            return True
        return not any(at == s and other != t and self.wish.conveners[other] & self.wish.conveners[t]
                       for other, at in enumerate(slot))

    def lost(self, slot: list[int], t: int, s: int) -> int:
        return (self.union(slot, s) & self.mask[t]).bit_count()

    def union(self, slot: list[int], s: int) -> int:
        union = 0
        for at, mask in zip(slot, self.mask, strict=True):
            if at == s:
                union |= mask
        return union

    def of_slot(self, slot: list[int], s: int) -> int:
        return self.union(slot, s).bit_count() if s >= 0 else 0

    def worth(self, slot: list[int]) -> tuple[int, int]:
        """Topics that have a room at all come first, then the marks that can be kept."""
        return sum(s >= 0 for s in slot), sum(self.of_slot(slot, s) for s in self.slots)

    def placing(self, slot: list[int]) -> Placing:
        return Placing(tuple(slot), self.worth(slot)[1], sum(mask.bit_count() for mask in self.mask))


def worth(wish: Wish, slot: Sequence[int]) -> Placing:
    """The same figures for any other placing: what the wall as it stands, or another way of filling it, is worth."""
    return _Board(wish).placing(list(slot))
