"""What an activity lets be set, and one given setting against its rule in the activity's script.yaml.

The rules: {flag: true}, {whole: [low, high]}, {minutes: [low, high]}, {one_of: [...]}, {some_of: [...] or kinds},
{text: limit} (in three languages), {id: true}, {phase: true} (an earlier phase's id), {list: rule, most: n}, and
{fields: {name: rule}, needs: [names]} for an object. Templates and hosts' choices are held to the same.
"""

import re

from . import checks
from .checks import Fault

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ID_LIMIT = 40
_PLAIN_LIMIT = 4000  # a case card is a page


def identifier(value) -> str:
    name = checks.line(value, _ID_LIMIT)
    if not _ID.fullmatch(name):
        raise Fault("bad_id")
    return name


def allowed(value, rule: dict):
    """The value as it may be kept; raises Fault."""
    if "one_of" in rule:
        return checks.one_of(value, rule["one_of"])
    if "some_of" in rule:
        return checks.some_of(value, checks.KINDS if rule["some_of"] == "kinds" else rule["some_of"])
    if "whole" in rule:
        return checks.whole(value, *rule["whole"])
    if "minutes" in rule:
        return checks.minutes(value, *rule["minutes"])
    if "text" in rule:
        return checks.text(value, rule["text"])
    if "id" in rule or "phase" in rule:
        return identifier(value)
    if "list" in rule:
        return _listed(value, rule)
    if "fields" in rule:
        return _object(value, rule)
    return checks.flag(value)


def _listed(value, rule: dict) -> list:
    if not isinstance(value, list) or not value:
        raise Fault("not_a_list")
    if len(value) > rule["most"]:
        raise Fault("too_many", limit=rule["most"])
    return [_under(number, entry, rule["list"]) for number, entry in enumerate(value)]


def _object(value, rule: dict) -> dict:
    for name in checks.mapping(value):
        if name not in rule["fields"]:
            raise Fault("unknown_field", checks.joined(name))
    for name in rule.get("needs", ()):
        if value.get(name) is None:
            raise Fault("missing", name)
    return {name: _under(name, entry, rule["fields"][name]) for name, entry in value.items() if entry is not None}


def _under(name, value, rule: dict):
    try:
        return allowed(value, rule)
    except Fault as fault:
        raise fault.under(name) from None


def plain(value, depth: int = 6):
    """Settings of an activity nobody here knows: any small plain data."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if not -1e9 < value < 1e9:  # also infinity and NaN
            raise Fault("out_of_range", min=-1e9, max=1e9)
        return value
    if isinstance(value, str):
        return checks.passage(value, _PLAIN_LIMIT)
    if depth == 0:
        raise Fault("too_deep", limit=6)
    if isinstance(value, list | dict) and len(value) > 100:
        raise Fault("too_many", limit=100)
    if isinstance(value, list):
        return [plain(entry, depth - 1) for entry in value]
    if isinstance(value, dict) and all(isinstance(name, str) and len(name) <= 60 for name in value):
        return {name: plain(entry, depth - 1) for name, entry in value.items() if entry is not None}
    raise Fault("not_text")
