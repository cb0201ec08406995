"""Chance and fresh ids, handed in so that the floors above stay repeatable.

The live floor hands in an unseeded Draw, tests a seeded one. What was drawn is recorded in events;
replay needs no dice.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l: ids are read aloud when something goes wrong
_ID_LENGTH = 16  # 31**16 is about 2**79: unguessable on the wire


class Draw:
    """A source of ids, numbers and orders: repeatable from `seed`, or the operating system's without one.

    Only the unseeded one is fit for ids that must not be guessed: a Mersenne twister can be read back from its output.
    """

    def __init__(self, seed: int | bytes | str | None = None):
        self._random = random.SystemRandom() if seed is None else random.Random(seed)

    def id(self, prefix: str) -> str:
        """A fresh id such as ``n_7k2…``: `prefix` says what it names."""
        return prefix + "_" + "".join(self._random.choices(_ALPHABET, k=_ID_LENGTH))

    def text(self, length: int, alphabet: str = _ALPHABET) -> str:
        return "".join(self._random.choices(alphabet, k=length))

    def choice(self, options: Sequence[T]) -> T:
        return self._random.choice(options)

    def shuffled(self, options: Sequence[T]) -> list[T]:
        return self._random.sample(list(options), len(options))

    def number(self, below: int) -> int:
        """0 <= number < below."""
        return self._random.randrange(below)

    def bytes(self, count: int) -> bytes:
        """Many small numbers at once."""
        return self._random.randbytes(count)

    def share(self) -> float:
        """0 <= share < 1."""
        return self._random.random()
