"""The JSON form of wishes and plans: what ``coknow plan`` reads and prints, and what the child process speaks.

Wish: ``N, T, R, topics, topic_of, history, active, open, min_size, max_size, pins [{p, t, rounds}], together, weight,
workplace, language, prefs, base, spare``; only the first three are required; ``name`` and ``kind`` are ignored.
Plan: ``{"rounds": [...], "spare": [...], "figures": {...}, "tradeoffs": [...], "proved": bool}``.
"""
from __future__ import annotations

import json
from dataclasses import asdict

from .check import faults, measure
from .planner import plan as make_plan
from .wish import BadWish, Case, Plan, Wish


def _whole(value, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadWish("not_a_number", f"{field} must be a whole number")
    return value


def _list(value, field: str) -> list:
    if not isinstance(value, list):
        raise BadWish("not_a_list", f"{field} must be a list")
    return value


def _numbers(value, field: str) -> tuple[int, ...]:
    return tuple(_whole(x, field) for x in _list(value, field))


def _rows(value, field: str) -> tuple[tuple[int, ...], ...]:
    return tuple(_numbers(x, field) for x in _list(value or [], field))


def _maybe(value, field: str, read):
    return None if value is None else tuple(None if x is None else read(x, field) for x in _list(value, field))


def _text(value, field: str) -> str:
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise BadWish("not_a_label", f"{field} holds labels or null")
    return str(value)


def _pin(value, _field: str) -> tuple[int, int, tuple[int, ...] | None]:
    if not isinstance(value, dict) or "p" not in value or "t" not in value:
        raise BadWish("pin_unclear", 'a pin is {"p": person, "t": table, "rounds": [..] or null}')
    rounds = value.get("rounds")
    return _whole(value["p"], "pins"), _whole(value["t"], "pins"), None if rounds is None else _numbers(rounds, "pins")


def wish_from(data) -> Wish:
    """A wish from parsed JSON.  Raises BadWish."""
    if not isinstance(data, dict):
        raise BadWish("not_an_object", "the wish must be a JSON object")
    for key in "NTR":
        if key not in data:
            raise BadWish("field_missing", f"{key} is missing")
    get = data.get
    if not isinstance(get("topics", True), (bool, type(None))):
        raise BadWish("not_true_or_false", "topics is true or false")
    return Wish(
        _whole(data["N"], "N"), _whole(data["T"], "T"), _whole(data["R"], "R"), topics=get("topics", True) is not False,
        topic_of=None if get("topic_of") is None else _numbers(data["topic_of"], "topic_of"),
        history=_rows(get("history"), "history"),
        active=_maybe(get("active"), "active", lambda x, f: frozenset(_numbers(x, f))),
        open=_maybe(get("open"), "open", _numbers),
        min_size=None if get("min_size") is None else _whole(data["min_size"], "min_size"),
        max_size=None if get("max_size") is None else _whole(data["max_size"], "max_size"),
        pins=tuple(_pin(x, "pins") for x in _list(get("pins") or [], "pins")),
        together=_rows(get("together"), "together"),
        weight=None if get("weight") is None else _numbers(data["weight"], "weight"),
        workplace=_maybe(get("workplace"), "workplace", _text), language=_maybe(get("language"), "language", _text),
        prefs=_maybe(get("prefs"), "prefs", _numbers),
        base=_rows(get("base"), "base"), spare=_rows(get("spare"), "spare"))


def loads(text: str) -> Wish:
    """A wish from JSON text.  Raises BadWish."""
    try:
        return wish_from(json.loads(text))
    except (json.JSONDecodeError, RecursionError) as err:
        raise BadWish("not_json", str(err)) from None


def as_json(plan: Plan) -> dict:
    return {"rounds": [list(row) for row in plan.rounds], "spare": [list(path) for path in plan.spare],
            "figures": asdict(plan.figures), "tradeoffs": list(plan.tradeoffs), "proved": plan.proved}


def dumps(plan: Plan, indent: int | None = None) -> str:
    return json.dumps(as_json(plan), indent=indent)


def run(text: str, seed: int = 0, **how) -> str:
    """JSON in, JSON out; ``how`` goes to ``plan`` (effort, out_of_time).  Raises BadWish."""
    return dumps(make_plan(loads(text), seed, **how))


def check(wish_text: str, plan_text: str) -> str:
    """Is a plan (``{"rounds": ...}``) valid for a wish, and what is it worth?  JSON {"ok", "errors", "figures"}.

    Raises BadWish when either text cannot be understood."""
    case = Case(loads(wish_text))
    try:
        given = json.loads(plan_text)
    except (json.JSONDecodeError, RecursionError) as err:
        raise BadWish("plan_not_json", str(err)) from None
    if not isinstance(given, dict):
        raise BadWish("plan_not_an_object", 'a plan is {"rounds": [...]}')
    rows = _rows(given.get("rounds"), "rounds")
    wrong = faults(case, rows)
    return json.dumps({"ok": not wrong, "errors": wrong, "figures": None if wrong else asdict(measure(case, rows))})
