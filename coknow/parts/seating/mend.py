"""Keeping a published plan when people come and go: every published seat stays if it can.

A newcomer takes a stored ghost path, else the remaining path of somebody who left; people of a closed table go where it
costs least; then the cheapest single moves level the tables.  Better plans with more changes are ``search``'s business.
"""
from __future__ import annotations

from random import Random

from .board import Board
from .search import seat_round_by_round
from .wish import Case, Row


def published(case: Case) -> list[list[int]]:
    """The published rows as far as they still hold: absent and closed seats are -1."""
    rows = []
    for r in range(case.R):
        tables = set(case.open[r])
        old = case.wish.base[r]
        rows.append([old[i] if i in case.active[r] and old[i] in tables else -1 for i in range(case.N)])
    return rows


def inherit(case: Case, rows: list[list[int]]) -> list[Row]:
    """Give newcomers whole paths: ghosts' first, then leavers'.  Returns the paths nobody took."""
    future = range(case.h, case.R)
    free: list[Row] = [tuple(p) for p in case.wish.spare]
    for i in range(case.N):
        gone = tuple(case.wish.base[r][i] if r in future and i not in case.active[r] and case.wish.base[r][i] in case.open[r] else -1
                     for r in range(case.R))
        if any(t >= 0 for t in gone):
            free.append(gone)
    size = [_count(row) for row in rows]
    for i in range(case.N):
        needs = [r for r in future if i in case.active[r] and rows[r][i] < 0]
        if not needs or any(i in case.pin[r] for r in future) or any(case.wish.base[r][i] >= 0 for r in needs):
            continue
        usable = [p for p in free if all(p[r] in case.open[r] for r in needs)]
        if usable:
            seen = {case.topic[row[i]] for row in case.wish.history if row[i] >= 0}
            path = min(usable, key=lambda p: (_known(case, p, seen), sum(size[r].get(p[r], 0) for r in needs)))
            free.remove(path)
            for r in needs:
                rows[r][i] = path[r]
                size[r][path[r]] = size[r].get(path[r], 0) + 1
    return free


def _count(row) -> dict[int, int]:
    size: dict[int, int] = {}
    for t in row:
        size[t] = size.get(t, 0) + 1
    return size


def _known(case: Case, path: Row, seen: set[int]) -> int:
    """How many tables of the path have a topic the newcomer knows already."""
    return sum(t >= 0 and case.topic[t] in seen for t in path) if case.wish.topics else 0


def repaired(case: Case, rng: Random, out_of_time) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Rows that keep as many published seats as balance, pins and units allow, and the empty chairs' paths."""
    rows = published(case)
    inherit(case, rows)
    board = Board(case, rng)
    for r in range(case.h, case.R):
        board.tab[r][:case.N] = rows[r]
    seat_round_by_round(board, True, out_of_time)
    return board.rows(), board.paths()
