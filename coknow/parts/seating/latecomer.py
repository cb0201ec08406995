"""One person comes late: a seat at once and for all rounds left, and nobody else moves.  No search, no dice.

Work is O(people x rounds): under a millisecond for 100 people.
"""
from __future__ import annotations

from collections.abc import Sequence

from .wish import Row


def seat_latecomer(rows: Sequence[Row], now: int, *, tables: Sequence[int] | Sequence[Sequence[int]] | int,
                   spare: Sequence[Row] = (), topics: bool = True, topic_of: Sequence[int] | None = None,
                   person: int | None = None, weight: Sequence[int] | None = None) -> Row:
    """The path of somebody who sits down in round ``now``: -1 before it, a table in every later round.

    ``rows``: the published rows of all rounds, played ones included.  ``tables``: how many, or the open ones, or the open
    ones of each round.  ``spare``: the plan's ghost paths (a path is used whole, so that it stays free of repeats; take
    it out with ``spare_without``).  ``person``: their index when they have been here before (they may stand in ``rows``).
    Each round the smallest tables that need somebody come first, then an unseen topic, then few second meetings.
    Raises ValueError when no table is open."""
    opened = _open_each_round(tables, len(rows))
    if any(not opened[r] for r in range(now, len(rows))):
        raise ValueError("no open table")
    size = [_sizes(row, opened[r], person, weight) for r, row in enumerate(rows)]
    seen, met = _past(rows, now, person, topic_of)
    topic = topic_of if topic_of is not None else range(1 + max((t for o in opened for t in o), default=0))
    paths = [tuple(p) for p in spare if _usable(p, now, opened, size)]
    if paths:
        best = min(paths, key=lambda p: (_topic_clashes(p, now, topic, seen) if topics else 0, _met_again(p, now, rows, met, person)))
        if not topics or not _topic_clashes(best, now, topic, seen):
            return (-1,) * now + best[now:]
    path = [-1] * now
    for r in range(now, len(rows)):
        again = _acquaintances(rows[r], met)
        t = min(opened[r], key=lambda t: (size[r][t], topics and topic[t] in seen, again.get(t, 0), t))
        least = size[r][t]
        if topics and topic[t] in seen:      # one person more at a table is better than hearing a topic twice
            t = min((x for x in opened[r] if size[r][x] <= least + 1),
                    key=lambda x: (topic[x] in seen, size[r][x], again.get(x, 0), x))
        path.append(t)
        seen.add(topic[t])
        met.update(i for i, at in enumerate(rows[r]) if at == t and i != person)
    return tuple(path)


def spare_without(spare: Sequence[Row], path: Row) -> tuple[Row, ...]:
    """The ghost paths left after a latecomer took ``path`` (unchanged when it was none of them)."""
    start = next((r for r, t in enumerate(path) if t >= 0), len(path))
    left = list(spare)
    for p in left:
        if tuple(p[start:]) == tuple(path[start:]):
            left.remove(p)
            break
    return tuple(tuple(p) for p in left)


def _open_each_round(tables, rounds: int) -> list[list[int]]:
    if isinstance(tables, int):
        return [list(range(tables))] * rounds
    if tables and not isinstance(tables[0], int):
        return [list(o) for o in tables]
    return [list(tables)] * rounds


def _sizes(row: Row, opened, person, weight) -> dict[int, int]:
    size = dict.fromkeys(opened, 0)
    for i, t in enumerate(row):
        if t in size and i != person:
            size[t] += weight[i] if weight is not None else 1
    return size


def _past(rows, now: int, person: int | None, topic_of) -> tuple[set[int], set[int]]:
    seen: set[int] = set()
    met: set[int] = set()
    if person is not None:
        for row in rows[:now]:
            t = row[person] if person < len(row) else -1
            if t >= 0:
                seen.add(topic_of[t] if topic_of is not None else t)
                met.update(i for i, at in enumerate(row) if at == t and i != person)
    return seen, met


def _usable(path: Row, now: int, opened, size) -> bool:
    """The path goes only to open tables and in every round to a smallest one."""
    return all(path[r] in size[r] and size[r][path[r]] == min(size[r].values()) for r in range(now, len(size)))


def _topic_clashes(path: Row, now: int, topic, seen) -> int:
    ahead = [topic[t] for t in path[now:]]
    return len(ahead) - len(set(ahead) - seen)


def _met_again(path: Row, now: int, rows, met, person) -> int:
    known, again = set(met), 0
    for r in range(now, len(rows)):
        mates = {i for i, at in enumerate(rows[r]) if at == path[r] and i != person}
        again += len(mates & known)
        known |= mates
    return again


def _acquaintances(row: Row, met: set[int]) -> dict[int, int]:
    again: dict[int, int] = {}
    for i in met:
        again[row[i]] = again.get(row[i], 0) + 1
    return again
