"""What a card asks: the fields of a step, and what may stand in those that are no shared text.

A field is {order, kind, label, hint?, limit?, options?}. Nothing is ever required: an empty field is an answer, too.
"""

import re
from datetime import date

from coknow.kernel.rejected import Rejected

from .experiment import EXPERIMENT, STEP

TEXTS = {"line": 140, "text": 600, "people": 600}  # kinds of shared text, and how many characters they hold
PERIOD = ("start", "end", "remind")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def asked(step: dict) -> dict[str, dict]:
    """Field id -> field, in the order they are asked. A card of a step's own stands before the built-in one."""
    given = step["settings"].get("fields") or EXPERIMENT
    found: dict[str, dict] = {}
    for field in given:
        if field["id"] not in found:
            found[field["id"]] = _field(field, len(found) + 1)
    return found


def _field(given: dict, order: int) -> dict:
    field = {"order": order, "kind": given["kind"], "label": given["label"]}
    if given.get("hint"):
        field["hint"] = given["hint"]
    if given["kind"] in TEXTS:
        field["limit"] = given.get("limit", TEXTS[given["kind"]])
    if given["kind"] == "choice":
        options = given.get("options") or ()
        field["options"] = {o["id"]: {"order": number, "label": o["label"]} for number, o in enumerate(options, 1)}
    return field


def title_of(fields: dict[str, dict]) -> str | None:
    """The field that names the card: the first one with words."""
    return next((id_ for id_, field in fields.items() if field["kind"] in TEXTS), None)


def step_of(fields: dict[str, dict]) -> str | None:
    """The field that says how it begins, if this card has one."""
    return STEP if STEP in fields else None


def chosen(field: dict, args: dict) -> dict:
    """What a date, a period or a choice is set to: {part: value}; an empty value clears it."""
    value, kind = args.get("value"), field["kind"]
    if kind == "choice":
        return {"is": _known(value, field["options"])}
    part = args.get("part") if kind == "period" else "is"
    if kind == "period" and (not isinstance(part, str) or part not in PERIOD):
        raise Rejected("bad_arguments", field="part")
    return {part: _day(value)}


def _known(value, options) -> str:
    if value != "" and (not isinstance(value, str) or value not in options):
        raise Rejected("bad_arguments", field="value")
    return value


def _day(value) -> str:
    if value == "":
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Rejected("no_such_day", field="value")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Rejected("no_such_day", field="value") from None
    return value
