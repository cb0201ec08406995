"""Seating people on the slots of a rotation that was written down.

Any permutation of people over slots keeps every meeting count, so colleagues and wishes are served here for nothing:
a class (all slots of one row) never meets inside itself, hence a workplace in one class never meets.

Here: which rows, which empty slots, who sits on which slot.  Not here: the rows (``algebra``, ``rowsearch``).
"""
from __future__ import annotations

from random import Random

from . import algebra, groups, rowsearch
from .wish import Case, Row

Paths = list[tuple[int, ...]]


def hosts_of(case: Case) -> dict[int, int] | None:
    """{host: table} when every pin holds in every round and every open table has equally many hosts, else None.

    Only for a uniform case.  A pin of somebody who is absent pins nobody."""
    first = {i: t for i, t in case.pin[0].items() if i in case.active[0]}
    if any(row != case.pin[0] for row in case.pin):
        return None
    count: dict[int, int] = dict.fromkeys(case.open[0], 0)
    for t in first.values():
        count[t] += 1
    return first if len(set(count.values())) <= 1 else None


def applies(case: Case) -> bool:
    """Nobody has played, everybody attends, one body a person, one topic a table, hosts evenly spread."""
    return (case.uniform and not case.wish.together and max(case.weight, default=1) == 1
            and (not case.wish.topics or len({case.topic[t] for t in case.open[0]}) == len(case.open[0]))
            and hosts_of(case) is not None and len(case.active[0]) > len(hosts_of(case)))


def slot_paths(tables: int, rows) -> Paths:
    """Class after class, slot (t, s) goes t + F[s][r]; tables are 0..T-1."""
    add = algebra.group(tables, len(rows[0])).add
    return [tuple(add(t, f) for f in row) for row in rows for t in range(tables)]


def rotation(case: Case, rng: Random, steps: int, out_of_time) -> tuple[Paths, Paths, int] | None:
    """(a path for each traveller, paths of the empty slots, class size) in real table numbers, or None.

    So many consecutive paths as the class size says never meet each other (not promised where a design has no classes)."""
    tables = case.open[0]
    travellers = len(case.active[0]) - len(hosts_of(case))
    size = -(-travellers // len(tables))
    topics = case.wish.topics
    if not topics and not hosts_of(case):
        found = groups.rotation(travellers, len(tables), case.R, rng)
        if found and len(found[0][0]) == case.R:
            return *_named(found, tables), len(tables)
    rows = algebra.perfect_rows(len(tables), case.R, size, topics)
    if len(rows) < size == len(tables) - 1 and case.R == 3:
        found = groups.thinned(algebra.latin_paths(len(tables)), travellers, rng)
        if found:
            return *_named(found, tables), 5 if len(tables) == 6 else len(tables)
    if len(rows) < size:
        rows = rowsearch.dense_rows(len(tables), case.R, size, topics, rng, steps, out_of_time)
    if rows is None or len(rows) < size:
        return None  # fewer slots than travellers (one table with hosts and guests): the search seats them
    paths = slot_paths(len(tables), rows)
    return *_named((paths[:travellers], paths[travellers:]), tables), len(tables)


def first_rounds(case: Case, rng: Random) -> tuple[tuple[Row, ...], Paths] | None:
    """Groups without topics for more rounds than we know without a repeat: (rows of the first rounds, empty paths)."""
    if case.wish.topics or hosts_of(case):
        return None
    found = groups.rotation(len(case.active[0]), len(case.open[0]), case.R, rng)
    if not found or not 1 < len(found[0][0]) < case.R:
        return None
    paths, empty = _named(found, case.open[0])
    rows = [[-1] * case.N for _ in paths[0]]
    for i, path in zip(sorted(case.active[0]), paths):
        for r, t in enumerate(path):
            rows[r][i] = t
    return tuple(tuple(row) for row in rows), empty


def _named(parts, tables) -> tuple[Paths, Paths]:
    """Table numbers 0.. of a construction become the open tables."""
    taken, empty = ([tuple(tables[t] for t in path) for path in part] for part in parts)
    return taken, empty


def seat_on(case: Case, paths: Paths, class_size: int, rng: Random) -> tuple[Row, ...]:
    """Rows with everybody on a path: workplaces into classes first, the rest at random."""
    hosts = hosts_of(case) or {}
    people = sorted(case.active[0] - hosts.keys())
    order = _by_class(case, people, len(paths), class_size, rng)
    rows = [[-1] * case.N for _ in range(case.R)]
    for i, t in hosts.items():
        for row in rows:
            row[i] = t
    for i, slot in order.items():
        for r, t in enumerate(paths[slot]):
            rows[r][i] = t
    return tuple(tuple(row) for row in rows)


def _by_class(case: Case, people: list[int], slots: int, class_size: int, rng: Random) -> dict[int, int]:
    """{person: slot}: each workplace into the class it fills best, biggest first; what does not fit is parted."""
    classes = [list(range(a, min(a + class_size, slots))) for a in range(0, slots, class_size)]
    for c in classes:
        rng.shuffle(c)
    label = case.wish.workplace
    firms: dict[str, list[int]] = {}
    single = []
    for i in people:
        if label and label[i] is not None:
            firms.setdefault(label[i], []).append(i)
        else:
            single.append(i)
    seat: dict[int, int] = {}
    names = sorted(firms)
    rng.shuffle(names)
    for name in sorted(names, key=lambda x: -len(firms[x])):
        rest = firms[name]
        while rest:
            fits = [c for c in classes if len(c) >= len(rest)]
            into = min(fits, key=len) if fits else max(classes, key=len)
            now, rest = rest[:len(into)], rest[len(into):]
            for i in now:
                seat[i] = into.pop()
    free = [s for c in classes for s in c]
    rng.shuffle(free)
    for i in single:
        seat[i] = free.pop()
    return seat
