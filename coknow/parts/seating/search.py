"""Searching where nothing can be written down: rounds one after another, then annealing over all open rounds.

Budgets are iterations computed from the size of the case; the caller's ``out_of_time`` is only a safety net, and the
board is valid whenever it strikes.
"""
from __future__ import annotations

from .board import Board
from .oneround import OneRound


def seat_round_by_round(board: Board, keep: bool, out_of_time) -> None:
    """Seat every open round, the soonest first.  ``keep``: seats already in ``board.tab`` stay as far as possible."""
    effort = max(20, min(400, 40000 // max(1, board.M)))
    for r in range(board.h, board.R):
        view = OneRound(board, r, seated=False)
        view.seat_everybody(keep)
        if keep:
            view.level()
        elif not out_of_time():
            view.descend(effort)
        view.close()


def restore(board: Board, tab: list[list[int]]) -> None:
    """Put the open rounds back to an earlier seating."""
    for r in range(board.h, board.R):
        if board.tab[r] != tab[r]:
            board.count(r, -1)
            board.tab[r] = tab[r][:]
            board.count(r, 1)


def snapshot(board: Board) -> list[list[int]]:
    return [row[:] for row in board.tab]


def descend_all(board: Board, sweeps: int, moves: int, out_of_time) -> int:
    """Short tabu walks, round after round, until a sweep gains nothing.  Returns the change of the weighted cost."""
    total = 0
    for _ in range(sweeps):
        gained = 0
        for r in range(board.h, board.R):
            if out_of_time():
                return total + gained
            view = OneRound(board, r)
            gained += view.descend(moves)
            view.close()
        total += gained
        if not gained:
            break
    return total


def anneal_all(board: Board, proposals: int, hot: float, cold: float, out_of_time, enough=lambda: False) -> int:
    """Simulated annealing over all open rounds, one round at a time; leaves the best board seen.

    ``proposals`` swaps in all, temperatures in price units falling geometrically.  ``enough`` is asked after every sweep
    that found something better.  Returns the change (<= 0)."""
    rounds = list(range(board.h, board.R))
    visit = 12 * board.M
    sweeps = max(2, proposals // max(1, visit * len(rounds)))
    change = best = 0
    best_tab = snapshot(board)
    for sweep in range(sweeps):
        heat = hot * (cold / hot) ** (sweep / (sweeps - 1))
        board.rng.shuffle(rounds)
        for r in rounds:
            if out_of_time():
                restore(board, best_tab)
                return best
            view = OneRound(board, r)
            change += view.anneal(heat, visit)
            view.close()
        if change < best:
            best, best_tab = change, snapshot(board)
            if enough():
                return best
    restore(board, best_tab)
    return best
