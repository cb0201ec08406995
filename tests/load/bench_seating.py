"""Prints what the planner reaches on a file of instances, beside plain swap descent in the same run.

    python tests/load/bench_seating.py --instances FILE [--only TEXT] [--seeds N]

FILE: a JSON list of wishes as ``coknow plan`` reads them, each with a ``name``.  CPU is process time of this machine.
"""
from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coknow.parts.seating import exchange, plan  # noqa: E402
from coknow.parts.seating.board import Board  # noqa: E402
from coknow.parts.seating.check import faults, measure  # noqa: E402
from coknow.parts.seating.oneround import OneRound  # noqa: E402
from coknow.parts.seating.wish import Case  # noqa: E402


def swap_descent(wish, seed: int):
    """The simple competitor: seat each round at random, then swap while it helps."""
    case = Case(wish)
    board = Board(case, random.Random(seed))
    for r in range(case.h, case.R):
        view = OneRound(board, r, seated=False)
        for b in view.bodies:               # random start: nothing is known of the cost while people sit down
            view.cost[b] = [board.rng.random() for _ in range(case.T)]
        near, view.near = view.near, [{}] * board.M
        view.seat_everybody()
        view.near = near
        view._prices()
        view.weigh_in()
        view.level()
        while view.anneal(1e-9, 30 * len(view.free)):
            pass
        view.close()
    return measure(case, board.rows())


def timed(work):
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def line(name: str, figures, seconds: list[float]) -> str:
    def mean(field):
        values = [getattr(f, field) or 0 for f in figures]
        return f"{sum(values) / len(values):.6g}"
    f = figures[0]
    kept = mean("kept") if f.kept is not None else ""
    return (f"| {name} | {mean('repeats')} | {f.lb_repeats} | {mean('repeat_c2')} | {f.lb_repeat_c2} | {max(x.max_meet for x in figures)} | "
            f"{mean('topic_repeats')} | {mean('size_diff')} | {mean('workplace')} | {kept} | "
            f"{1000 * sum(seconds) / len(seconds):.0f} / {1000 * max(seconds):.0f} ms |")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--instances", required=True)
    ask.add_argument("--only", default="")
    ask.add_argument("--seeds", type=int, default=2)
    given = ask.parse_args()
    print("| instance | repeats | LB | C2 | LB2 | max meet | topic | size diff | w | kept | CPU mean / max |\n|---|---|---|---|---|---|---|---|---|---|---|")
    for instance in json.loads(Path(given.instances).read_text()):
        name = instance.get("name", "")
        if given.only not in name:
            continue
        wish = exchange.wish_from(instance)
        for label, solve in (("", lambda s: plan(wish, s)), (" — swap descent", lambda s: swap_descent(wish, s))):
            made = [timed(lambda s=seed: solve(s)) for seed in range(given.seeds)]
            if not label:
                wrong = [x for p, _ in made for x in faults(Case(wish), p.rounds)]
                if wrong:
                    print(f"{name}: INVALID {wrong[:3]}")
            print(line(name + label, [getattr(x, "figures", x) for x, _ in made], [t for _, t in made]), flush=True)


if __name__ == "__main__":
    main()
