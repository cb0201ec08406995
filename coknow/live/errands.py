"""Heavy pure work before a command: here if it is small, in a child process if it would stop everybody else.

The child is a fresh interpreter (a process of greenlets must not fork) that reads JSON and writes JSON. Waiting for it
parks only whoever waits. What the result means is decided by `seats.apply`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from ..parts.seating import Plan, attainable
from ..parts.seating.wish import Figures

HEAVY_FROM = 300  # people; below it planning takes less than starting a process
SEARCHED_FROM = 30  # people, when no plan can be written down: a search takes up to two seconds
PATIENCE = 60  # seconds
_PACKAGE = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """The child gave no plan; its own words are in the message."""


def is_heavy(errand) -> bool:
    """Mending and plans that algebra writes down take milliseconds; searching for one would stop everybody else."""
    wish = errand.wish
    if wish.people >= HEAVY_FROM:
        return True
    if errand.mends or wish.people < SEARCHED_FROM:
        return False
    return is_searched(wish)


def is_searched(wish) -> bool:
    """Whether the planner has to try: it stops after a second or two, however few the people."""
    plain = not (wish.weight or wish.language or wish.workplace or wish.topic_of or wish.history)
    return not (plain and attainable(wish.people, wish.tables, wish.rounds, wish.topics).perfect)


def run(errand) -> dict:
    """The arguments of `seats.apply`."""
    if not is_heavy(errand):
        return errand.run()
    return errand.arguments(_in_a_child(errand))


def _in_a_child(errand) -> Plan:
    command = [sys.executable, "-m", "coknow.parts.seating", "--seed", str(errand.seed)]
    if errand.mends:
        command.append("--repair")
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, [str(_PACKAGE), os.environ.get("PYTHONPATH")])))
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        answer, complaint = child.communicate(wish_text(errand.wish), timeout=PATIENCE)
    except BaseException as problem:
        # under eventlet the time-out's class exists twice, so it cannot be caught by class
        child.kill()
        child.wait()
        if type(problem).__name__ == "TimeoutExpired":
            raise Failed(f"no plan for {errand.wish.people} people within {PATIENCE} s") from None
        raise
    if child.returncode != 0:
        raise Failed(f"the planner ended with {child.returncode}: {answer.strip() or complaint.strip()}")
    return plan_from(answer)


def wish_text(wish) -> str:
    """The wish as exchange.loads reads it."""
    def listed(value):
        return None if value is None else sorted(value) if isinstance(value, frozenset) else list(value)

    return json.dumps({
        "N": wish.people, "T": wish.tables, "R": wish.rounds, "topics": wish.topics, "topic_of": listed(wish.topic_of),
        "history": [list(row) for row in wish.history],
        "active": None if wish.active is None else [listed(row) for row in wish.active],
        "open": None if wish.open is None else [listed(row) for row in wish.open],
        "min_size": wish.min_size, "max_size": wish.max_size,
        "pins": [{"p": p, "t": t, "rounds": listed(rounds)} for p, t, rounds in wish.pins],
        "together": [list(row) for row in wish.together],
        "weight": listed(wish.weight), "workplace": listed(wish.workplace), "language": listed(wish.language),
        "prefs": None if wish.prefs is None else [listed(row) for row in wish.prefs],
        "base": [list(row) for row in wish.base], "spare": [list(row) for row in wish.spare],
    })


def plan_from(text: str) -> Plan:
    made = json.loads(text)
    return Plan(
        rounds=tuple(tuple(row) for row in made["rounds"]), spare=tuple(tuple(path) for path in made["spare"]),
        figures=Figures(**made["figures"]), tradeoffs=tuple(made["tradeoffs"]), proved=made["proved"],
    )
