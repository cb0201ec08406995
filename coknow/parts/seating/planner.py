"""The planner: what can be written down is written down, what cannot is searched, the better one is returned.

Here: the order of attempts and the comparison of plans.  The attempts themselves live in ``construct``, ``repair``,
``search`` and ``pools``.
"""
from __future__ import annotations

from dataclasses import replace
from random import Random

from . import arrange, chains, construct, pools, search, tradeoffs
from .board import Board
from .bounds import lower_bounds
from .check import measure
from .wish import Case, Figures, Plan, Wish

# Temperatures (first, last) in price units, where one more meeting costs 24: measured on tight cafés and live changes.
WARM, MILD = (8.0, 4.0), (5.0, 3.0)
LARGE = 400             # bodies; keeps a thousand people within two CPU seconds
COOL = (3.0, 0.4)       # only colleagues, wishes and published seats still move


def rank(f: Figures) -> tuple:
    """Smaller is better; the order of the criteria.  Beyond three meetings of one pair nothing is gained by
    concentrating repeats on few pairs, so C2 comes before the plain count."""
    return (f.size_violations, max(0, f.size_diff - 1), f.topic_repeats, f.repeat_c2, max(0, f.max_meet - 3), f.repeats,
            f.workplace, -(f.pref_score or 0.0), f.changed)


class Best:
    """The best plan so far, with its figures."""

    def __init__(self, case: Case, bound):
        self.case, self.bound = case, bound
        self.rows = self.spare = self.figures = None

    def offer(self, rows, spare) -> bool:
        figures = measure(self.case, rows, self.bound)
        if self.figures is None or rank(figures) < rank(self.figures):
            self.rows, self.spare, self.figures = rows, tuple(tuple(p) for p in spare), figures
            return True
        return False

    def reached(self) -> bool:
        """At the bound: only wishes of lower rank could still gain."""
        f = self.figures
        return f is not None and f.size_diff <= 1 and f.topic_repeats <= f.lb_topic_repeats and f.repeat_c2 <= f.lb_repeat_c2

    def spotless(self) -> bool:
        f = self.figures
        return self.reached() and not f.workplace and not f.changed and (f.pref_score is None or f.pref_score >= 1)


def plan(wish: Wish, seed: int = 0, *, effort: float = 1.0, out_of_time=lambda: False) -> Plan:
    """The whole event before round 1, or the rest of it once rounds are played.  Pure: same wish and seed, same plan.

    ``effort`` scales the iteration budgets; ``out_of_time`` is a safety net asked every few thousand steps.
    Raises BadWish."""
    case = Case(wish)
    if pools.several(case):
        return pools.plan_each(case, seed, lambda w, s: plan(w, s, effort=effort, out_of_time=out_of_time))
    rng = Random(f"{seed}/{case.N}/{case.T}/{case.R}")
    best = Best(case, lower_bounds(case))
    if case.h == case.R or not any(case.active[case.h:]):
        best.offer(_nothing_to_do(case), ())
        return finish(best)
    if wish.base:
        _repair(best, rng, out_of_time)
    if not best.spotless() and construct.applies(case):
        _write_down(best, rng, effort, out_of_time)
    if best.figures is None or not best.reached():
        _search(best, rng, effort, out_of_time)
    _arrange(best, rng, effort, out_of_time)
    return finish(best)


def repair(wish: Wish, seed: int = 0, *, effort: float = 1.0, out_of_time=lambda: False) -> Plan:
    """Fewest changed seats first, quality second: for changes minutes before a round.  Needs ``base``."""
    from .wish import BadWish
    if not wish.base:
        raise BadWish("base_missing", "repair needs the published rows")
    case = Case(wish)
    if pools.several(case):
        return pools.plan_each(case, seed, lambda w, s: repair(w, s, effort=effort, out_of_time=out_of_time))
    best = Best(case, lower_bounds(case))
    _repair(best, Random(f"{seed}/repair"), out_of_time)
    return finish(best)


def _nothing_to_do(case: Case):
    empty = (-1,) * case.N
    return tuple(case.wish.history) + (empty,) * (case.R - case.h)


def _repair(best: Best, rng: Random, out_of_time) -> None:
    from .mend import repaired
    rows, spare = repaired(best.case, rng, out_of_time)
    best.offer(rows, spare)


def _write_down(best: Best, rng: Random, effort: float, out_of_time) -> None:
    case = best.case
    found = construct.rotation(case, rng, int(40000 * effort), out_of_time)
    if found:
        paths, empty, class_size = found
        best.offer(construct.seat_on(case, paths, class_size, rng), empty)
    started = construct.first_rounds(case, rng)
    if started:
        rows, empty = started
        rest = Best(Case(replace(case.wish, history=rows)), best.bound)
        _search(rest, rng, effort / 2, out_of_time)
        best.offer(rest.rows, [e + p[len(rows):] for e, p in zip(empty, rest.spare)])


def _arrange(best: Best, rng: Random, effort: float, out_of_time) -> None:
    case, f = best.case, best.figures
    if arrange.worthwhile(case, best.rows) and (f.workplace or f.changed or f.pref_score is not None):
        best.offer(arrange.arranged(case, best.rows, rng, int(effort * min(40_000, 400 * case.N)), out_of_time), best.spare)


def _search(best: Best, rng: Random, effort: float, out_of_time) -> None:
    """Improve what there is, then start afresh; ``Best`` keeps the better one."""
    case = best.case
    board = Board(case, rng)
    large = board.M > LARGE
    effort *= min(1.0, (500 if case.h else 250) / max(1, board.M))
    moves = max(4, min(60, 6000 // max(1, board.M)))
    if best.rows and len(best.spare) == board.M - board.first_ghost and not board.filler_of:
        board.load(best.rows, best.spare)      # what was written down, or the published plan
        search.descend_all(board, 2, moves, out_of_time)
        best.offer(board.rows(), board.paths())
        if not best.reached():
            _walk_chains(best, board, effort, MILD[0], out_of_time)
            search.anneal_all(board, int(effort * 100_000), *MILD, out_of_time, _reaches(best, board))
            best.offer(board.rows(), board.paths())
            search.anneal_all(board, int(effort * 50_000), *COOL, out_of_time)
            best.offer(board.rows(), board.paths())
        if best.reached() or out_of_time() or (large and not case.h):
            return        # afresh a large case would only come near what was written down
        board = Board(case, rng)
    search.seat_round_by_round(board, False, out_of_time)
    best.offer(board.rows(), board.paths())
    if best.reached() or out_of_time():
        return
    proposals = int(effort * min(500_000, 3000 * board.M * (board.R - board.h)))
    search.anneal_all(board, proposals, *WARM, out_of_time, _reaches(best, board))
    if case.wish.base or case.wish.workplace or case.wish.prefs:
        search.anneal_all(board, int(effort * 100_000), *COOL, out_of_time)
    search.descend_all(board, 2, moves, out_of_time)
    best.offer(board.rows(), board.paths())
    if not best.reached():
        _walk_chains(best, board, effort, WARM[0], out_of_time)


def _reaches(best: Best, board: Board):
    """Stop early at the bound, unless kept seats could still be won."""
    def ask() -> bool:
        return not best.case.wish.base and best.offer(board.rows(), board.paths()) and best.reached()
    return ask


def _walk_chains(best: Best, board: Board, effort: float, hot: float, out_of_time) -> None:
    if chains.applies(board):
        walk = chains.Chains(board)
        walk.anneal(int(effort * 30_000), hot, 2.0, out_of_time)
        walk.store()
        best.offer(board.rows(), board.paths())


def finish(best: Best) -> Plan:
    f = best.figures
    proved = f.topic_repeats <= f.lb_topic_repeats and (f.repeat_c2 <= f.lb_repeat_c2)
    return Plan(best.rows, best.spare, f, tradeoffs.of(best.case, f, best.bound), proved)
