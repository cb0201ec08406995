"""Rotations that can be written down: difference matrices over GF(q) and Z_T.

Slot (t, s) of a plan sits at table t + F[s][r] in round r.  When the differences F[s][r] - F[s][q] of any two columns
are distinct over the rows s, no two slots ever meet twice; when they are also never 0, nobody sees a table twice.
Sources: Bose 1938 (fields), Colbourn & Dinitz, *Handbook of Combinatorial Designs* (difference matrices).  Rows for other
numbers of tables were computed by us and lie in ``rows.json``: key "T,R", one word a row, one base-36 digit a round.

Here: groups, rows, capacity.  Not here: searching for rows (``rowsearch``), seating people on slots (``construct``).
"""
from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
Rows = list[list[int]]


@lru_cache(maxsize=1024)
def prime_power(n: int) -> tuple[int, int] | None:
    """(p, e) with n = p**e, or None."""
    if n < 2:
        return None
    p = next((d for d in range(2, int(n ** 0.5) + 1) if n % d == 0), n)
    e = 0
    while n % p == 0:
        n //= p
        e += 1
    return (p, e) if n == 1 else None


class Cyclic:
    """Z_n, written additively."""

    def __init__(self, n: int):
        self.n = n

    def add(self, a: int, b: int) -> int:
        return (a + b) % self.n

    def sub(self, a: int, b: int) -> int:
        return (a - b) % self.n


class Field:
    """GF(p**e), e > 1; an element is a number whose base-p digits are the coefficients.

    Trap: adding modulo p**e instead is wrong for every e > 1."""

    def __init__(self, p: int, e: int):
        self.p, self.e, self.n = p, e, p ** e
        self.modulus = next(m for m in range(self.n, 2 * self.n) if self._irreducible(m))

    def digits(self, a: int) -> list[int]:
        out = []
        while a:
            a, d = divmod(a, self.p)
            out.append(d)
        return out

    def number(self, digits) -> int:
        n = 0
        for d in reversed(digits):
            n = n * self.p + d
        return n

    def _combine(self, a: int, b: int, sign: int) -> int:
        if self.p == 2:
            return a ^ b
        out, place = 0, 1
        while a or b:
            a, x = divmod(a, self.p)
            b, y = divmod(b, self.p)
            out += (x + sign * y) % self.p * place
            place *= self.p
        return out

    def add(self, a: int, b: int) -> int:
        return self._combine(a, b, 1)

    def sub(self, a: int, b: int) -> int:
        return self._combine(a, b, -1)

    def _remainder(self, a: list[int], m: list[int]) -> list[int]:
        a, lead = a[:], pow(m[-1], -1, self.p)
        while len(a) >= len(m):
            f = a[-1] * lead % self.p
            if f:
                for k, c in enumerate(m):
                    a[len(a) - len(m) + k] = (a[len(a) - len(m) + k] - f * c) % self.p
            a.pop()
        return a

    def _irreducible(self, m: int) -> bool:
        poly = self.digits(m)
        return all(any(self._remainder(poly, self.digits(d))) for d in range(self.p, self.p ** (self.e // 2 + 1)))

    def mul(self, a: int, b: int) -> int:
        x, y = self.digits(a), self.digits(b)
        product = [0] * (len(x) + len(y))
        for i, c in enumerate(x):
            for j, d in enumerate(y):
                product[i + j] = (product[i + j] + c * d) % self.p
        return self.number(self._remainder(product, self.digits(self.modulus)))


class PrimeField(Cyclic):
    def mul(self, a: int, b: int) -> int:
        return a * b % self.n


class TwoTimesCyclic:
    """Z_2 x Z_m; the element (a, b) is the number a * m + b.  Even orders: Z_2 x Z_6 has rows that Z_12 cannot have."""

    def __init__(self, n: int):
        self.n, self.m = n, n // 2

    def add(self, a: int, b: int) -> int:
        m = self.m
        return (a // m ^ b // m) * m + (a + b) % m      # n = 2m, so a % m + b % m and a + b agree modulo m

    def sub(self, a: int, b: int) -> int:
        m = self.m
        return (a // m ^ b // m) * m + (a - b) % m


TWELVE, TWELVE_ROUNDS = 12, 6


@lru_cache(maxsize=256)
def group(tables: int, rounds: int = 2):
    """The group tables are numbered by: GF(q) where there is one, Z_2 x Z_6 for 12 tables (up to six rounds), else Z_T."""
    if tables == TWELVE and rounds <= TWELVE_ROUNDS:
        return TwoTimesCyclic(tables)
    pe = prime_power(tables)
    if pe is None:
        return Cyclic(tables)
    return PrimeField(tables) if pe[1] == 1 else Field(*pe)


def field_rows(tables: int, rounds: int, wanted: int, topics: bool) -> Rows:
    """Up to q - 1 rows a * x_r (q rows with a = 0 when topics do not count); needs q a prime power, rounds <= q."""
    gf = group(tables)
    first = 1 if topics else 0
    return [[gf.mul(a, x) for x in range(rounds)] for a in range(first, min(tables, first + wanted))]


def speed_rows(tables: int, rounds: int, wanted: int, topics: bool) -> Rows:
    """Rows v * r mod T with T not dividing (v - v') * d for 0 < d < R; v = 0 is forbidden when topics count."""
    forbidden = set()
    for d in range(1, rounds):
        step = tables // _gcd(tables, d)
        forbidden.update(range(0, tables, step))
    taken = [0]
    for v in range(1, tables):
        if len(taken) > wanted:
            break
        if all((v - u) % tables not in forbidden for u in taken):
            taken.append(v)
    speeds = taken[1:] if topics else taken
    return [[v * r % tables for r in range(rounds)] for v in speeds[:wanted]]


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


@lru_cache(maxsize=1)
def _shipped() -> dict[str, str]:
    return json.loads(files(__package__).joinpath("rows.json").read_text("ascii"))


def shipped_rows(tables: int, rounds: int) -> Rows:
    """Rows carried in the package (without topic repeats); fewer rounds are the first columns of more rounds."""
    best: Rows = []
    for r in range(rounds, 7):
        text = _shipped().get(f"{tables},{r}")
        if text and text.count(" ") + 1 > len(best):
            best = [[DIGITS.index(c) for c in word[:rounds]] for word in text.split()]
    return best


def columns(tables: int) -> int:
    """Rounds for which all T - 1 rows are known."""
    if prime_power(tables):
        return tables
    return TWELVE_ROUNDS if tables == TWELVE else 0


@lru_cache(maxsize=2048)
def perfect_rows(tables: int, rounds: int, wanted: int, topics: bool = True) -> tuple[tuple[int, ...], ...]:
    """As many rows as we can write down, at most ``wanted``, so that no pair meets twice and (topics) no table returns."""
    if rounds > tables and (topics or rounds > 1):
        return ()
    if prime_power(tables):
        found = field_rows(tables, rounds, wanted, topics)
    else:
        twelve = tables == TWELVE and rounds <= TWELVE_ROUNDS       # speeds belong to Z_12, which is another group
        found = [] if twelve else speed_rows(tables, rounds, wanted, topics)
        if len(found) < wanted:
            stored = shipped_rows(tables, rounds)
            if stored and not topics:
                stored = [[0] * rounds] + stored
            found = max(found, stored, key=len)
    return tuple(tuple(row) for row in found[:wanted])


# An idempotent square of order 6 whose 30 paths fall into six sets of five who never meet: six workplaces of five.
LATIN_6 = ("012 104 235 341 520 025 132 201 453 514 034 123 240 352 415 "
           "043 150 324 402 531 051 213 305 430 542 145 254 310 421 503")


def latin_paths(tables: int) -> list[tuple[int, ...]]:
    """Three rounds for T(T-1) travellers, any T >= 3: (a, b) sits at a, then b, then L(a, b), L an idempotent Latin square.

    Odd T: L(a, b) = (a + b) / 2 in Z_T.  Even T: that square of order T - 1, prolonged along the cells (a, a + 1)
    (Colbourn & Dinitz, Handbook, III.1)."""
    if tables == 6:
        return [tuple(int(c) for c in word) for word in LATIN_6.split()]
    n = tables if tables % 2 else tables - 1
    half = (n + 1) // 2

    def cell(a: int, b: int) -> int:
        if a == n:
            return (b - half) % n
        if b == n:
            return (a + half) % n
        if tables > n and (b - a) % n == 1:
            return n
        return (a + b) * half % n

    return [(a, b, cell(a, b)) for d in range(1, tables) for a in range(tables) for b in [(a + d) % tables]]


def capacity(tables: int, rounds: int, topics: bool = True) -> int:
    """Largest table size for which this module writes down a perfect plan."""
    written = len(perfect_rows(tables, rounds, tables, topics))
    return max(written, tables - 1) if rounds == 3 and tables >= 3 else written
