"""What is asked of the planner and what it answers: plain frozen values, and the check that a wish makes sense.

Here: ``Wish``, ``Plan``, ``Figures``, ``Attainable``, ``BadWish``, and ``Case`` (a wish with its defaults filled in).
Not here: any planning, any JSON (see ``exchange``).

People, tables and rounds are indices from 0.  A *row* is one round: for each person a table, or -1 when absent.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

MOST_PEOPLE, MOST_TABLES, MOST_ROUNDS = 5000, 2000, 100

Row = tuple[int, ...]


class BadWish(ValueError):
    """A wish that cannot be understood.  ``code`` is stable and machine-readable, ``hint`` is English for logs."""

    def __init__(self, code: str, hint: str = ""):
        super().__init__(f"{code}: {hint}" if hint else code)
        self.code, self.hint = code, hint


@dataclass(frozen=True)
class Wish:
    people: int
    tables: int
    rounds: int
    topics: bool = True
    topic_of: tuple[int, ...] | None = None
    history: tuple[Row, ...] = ()
    active: tuple[frozenset[int] | None, ...] | None = None
    open: tuple[tuple[int, ...] | None, ...] | None = None
    min_size: int | None = None
    max_size: int | None = None
    pins: tuple[tuple[int, int, tuple[int, ...] | None], ...] = ()
    together: tuple[tuple[int, ...], ...] = ()
    weight: tuple[int, ...] | None = None
    workplace: tuple[str | None, ...] | None = None
    language: tuple[str | None, ...] | None = None
    prefs: tuple[tuple[int, ...] | None, ...] | None = None
    base: tuple[Row, ...] = ()
    spare: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What a plan is worth (``check.measure``).  Counts are over the whole event, played rounds included;
    sizes and colleagues over the rounds still to come."""

    repeats: int = 0            # sum of (meetings - 1) over the pairs that met
    repeat_c2: int = 0          # sum of C(meetings, 2): the convex measure the planner minimises
    max_meet: int = 0
    distinct_pairs: int = 0
    encounters: int = 0
    topic_repeats: int = 0
    size_diff: int = 0
    size_violations: int = 0
    workplace: int = 0          # pairs of colleagues at one table, summed over rounds
    kept: float | None = None   # share of published seats kept
    changed: int = 0            # published seats changed
    pref_score: float | None = None
    met_min: int = 0            # how many different others the least lucky person meets
    met_median: int = 0
    lb_repeats: int = 0
    lb_repeat_c2: int = 0
    lb_topic_repeats: int = 0


@dataclass(frozen=True)
class Plan:
    rounds: tuple[Row, ...]
    spare: tuple[Row, ...]
    figures: Figures
    tradeoffs: tuple[dict, ...]
    proved: bool                # no plan can have fewer repeated meetings


@dataclass(frozen=True)
class Attainable:
    """What any plan could reach at best, said before anybody is seated."""

    others: int                 # N - 1
    met: int                    # so many different others everybody can meet on average at most, rounded down
    met_most: int               # nobody can meet more than this
    met_least: int              # what the planner can promise the least lucky person (0 = no promise)
    repeats: int                # proved lower bound on sum of (meetings - 1)
    repeat_c2: int              # proved lower bound on sum of C(meetings, 2)
    perfect: bool               # zero repeats is certain: the planner can write such a plan down
    table_size: int             # the larger size
    cure_tables: int | None     # least number of tables that makes it perfect, None if more tables do not help


def _need(ok: bool, code: str, hint: str) -> None:
    if not ok:
        raise BadWish(code, hint)


class Case:
    """A wish with its defaults filled in and checked.

    ``active[r]`` frozenset, ``open[r]`` sorted tuple, ``pin[r]`` {person: table}, ``topic`` list, ``h`` rounds played.
    Raises BadWish."""

    def __init__(self, wish: Wish):
        self.wish = wish
        self.N, self.T, self.R, self.h = wish.people, wish.tables, wish.rounds, len(wish.history)
        self._check_counts()
        everybody = frozenset(range(self.N))
        self.active = [everybody if a is None else frozenset(a) for a in wish.active or (None,) * self.R]
        self.open = [tuple(range(self.T)) if o is None else tuple(sorted(set(o))) for o in wish.open or (None,) * self.R]
        self.topic = list(wish.topic_of) if wish.topic_of is not None else list(range(self.T))
        self.weight = list(wish.weight) if wish.weight is not None else [1] * self.N
        self._check_rounds()
        self._check_rows()
        self.pin = self._pins()
        self._check_together()

    @cached_property
    def uniform(self) -> bool:
        """Everybody at every round, the same tables, nothing played."""
        return not self.h and len(set(self.active)) <= 1 and len(set(self.open)) <= 1

    def _check_counts(self) -> None:
        for name, most in (("people", MOST_PEOPLE), ("tables", MOST_TABLES), ("rounds", MOST_ROUNDS)):
            n = getattr(self.wish, name)
            _need(isinstance(n, int) and not isinstance(n, bool), f"{name}_not_a_number", f"{name} must be a whole number")
            _need((0 if name == "people" else 1) <= n <= most, f"{name}_out_of_range", f"{name} must be at most {most}")
        w = self.wish
        for name, n in (("topic_of", self.T), ("weight", self.N), ("workplace", self.N), ("language", self.N),
                        ("prefs", self.N), ("active", self.R), ("open", self.R)):
            v = getattr(w, name)
            _need(v is None or len(v) == n, f"{name}_length", f"{name} needs {n} entries")
        _need(self.h <= self.R, "history_too_long", "more rounds played than planned")
        for size in (w.min_size, w.max_size):
            _need(size is None or (isinstance(size, int) and size >= 0), "size_not_a_number", "table sizes are whole numbers")
        _need(w.min_size is None or w.max_size is None or w.min_size <= w.max_size, "sizes_crossed", "min_size is larger than max_size")
        _need(w.max_size is None or w.max_size > 0, "sizes_crossed", "max_size must be at least 1")

    def _check_rounds(self) -> None:
        for r in range(self.R):
            _need(all(isinstance(i, int) and 0 <= i < self.N for i in self.active[r]), "unknown_person", f"round {r}: active names nobody we know")
            _need(all(isinstance(t, int) and 0 <= t < self.T for t in self.open[r]), "unknown_table", f"round {r}: open names no table we know")
            _need(bool(self.open[r]) or not self.active[r] or r < self.h, "no_open_table", f"round {r}: every table is closed")
        _need(all(isinstance(k, int) for k in self.topic), "topic_not_a_number", "topic_of holds whole numbers")
        _need(all(isinstance(w, int) and w >= 1 for w in self.weight), "weight_out_of_range", "weights are whole numbers from 1")

    def _check_rows(self) -> None:
        for name in ("history", "base"):
            for row in getattr(self.wish, name):
                _need(len(row) == self.N, f"{name}_length", f"each row of {name} needs {self.N} entries")
                _need(all(isinstance(t, int) and -1 <= t < self.T for t in row), "unknown_table", f"{name} names no table we know")
        _need(not self.wish.base or len(self.wish.base) == self.R, "base_length", f"base needs {self.R} rows")
        for path in self.wish.spare:
            _need(len(path) == self.R and all(-1 <= t < self.T for t in path), "spare_length", f"each spare path needs {self.R} tables")
        for r, row in enumerate(self.wish.history):   # who was in the room is what the played row says
            self.active[r] = frozenset(i for i, t in enumerate(row) if t >= 0)

    def _pins(self) -> list[dict[int, int]]:
        pin: list[dict[int, int]] = [{} for _ in range(self.R)]
        for person, table, rounds in self.wish.pins:
            _need(0 <= person < self.N, "unknown_person", f"pin of person {person}")
            _need(0 <= table < self.T, "unknown_table", f"pin to table {table}")
            for r in range(self.R) if rounds is None else rounds:
                _need(0 <= r < self.R, "unknown_round", f"pin in round {r}")
                if r < self.h:
                    continue
                _need(table in self.open[r] or person not in self.active[r], "pin_to_closed_table", f"round {r}: table {table} is closed")
                _need(pin[r].get(person, table) == table, "pins_clash", f"person {person} is pinned twice in round {r}")
                pin[r][person] = table
        return pin

    def pinned_at(self) -> set[tuple[int, int]]:
        """(person, round) of every pinned seat, played rounds included: such a seat is no visit to a topic."""
        out = set()
        for person, _, rounds in self.wish.pins:
            out.update((person, r) for r in (range(self.R) if rounds is None else rounds))
        return out

    def _check_together(self) -> None:
        seen: set[int] = set()
        for unit in self.wish.together:
            for i in unit:
                _need(isinstance(i, int) and 0 <= i < self.N, "unknown_person", f"together names person {i}")
                _need(i not in seen, "together_twice", f"person {i} is in two units")
                seen.add(i)
            for r in range(self.h, self.R):
                at = {self.pin[r][i] for i in unit if i in self.pin[r] and i in self.active[r]}
                _need(len(at) <= 1, "pins_part_together", f"round {r}: pins part {unit}")
                if at:   # one pinned member pins the unit
                    for i in unit:
                        self.pin[r][i] = min(at)
