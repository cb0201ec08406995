"""`coknow plan`: a wish in, a plan out, both JSON (the form is described in parts/seating/exchange.py)."""

import json
import sys
from pathlib import Path

import click

from coknow.parts import seating
from coknow.parts.seating import exchange

from .say import Answer


def plan(answer: Answer, source: str, seed: int, repair: bool) -> None:
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        wish = exchange.loads(text)
        made = (seating.repair if repair else seating.plan)(wish, seed)
    except (OSError, UnicodeDecodeError) as problem:
        answer.refuse("not_readable", str(problem))
    except seating.BadWish as problem:
        answer.refuse(problem.code, problem.hint)
    click.echo(json.dumps(exchange.as_json(made)))
