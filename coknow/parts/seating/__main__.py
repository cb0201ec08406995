"""``python -m coknow.parts.seating [--seed K] [--check PLAN] < wish.json``: the planner as a child process.

Prints the plan as JSON, or {"code", "hint"} and exit status 2 for a wish that cannot be understood.
"""
from __future__ import annotations

import argparse
import json
import sys

from . import exchange
from .planner import plan, repair
from .wish import BadWish


def main(argv=None) -> int:
    ask = argparse.ArgumentParser(prog="python -m coknow.parts.seating", description=__doc__)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--effort", type=float, default=1.0)
    ask.add_argument("--repair", action="store_true", help="change as few published seats as possible")
    ask.add_argument("--check", metavar="PLAN", help="judge this plan (a JSON file) instead of making one")
    given = ask.parse_args(argv)
    try:
        if given.check:
            with open(given.check, encoding="utf-8") as file:
                print(exchange.check(sys.stdin.read(), file.read()))
            return 0
        wish = exchange.loads(sys.stdin.read())
        made = (repair if given.repair else plan)(wish, given.seed, effort=given.effort)
    except BadWish as wrong:
        print(json.dumps({"code": wrong.code, "hint": wrong.hint}))
        return 2
    print(exchange.dumps(made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
