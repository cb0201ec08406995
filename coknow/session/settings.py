"""What a host may choose when preparing a session, and change while it runs.

`merge` is the only door: everything behind it has been checked, so the code that uses settings need not doubt them.
Who may change them, and what a change does to a running session, is decided elsewhere.
"""

import copy
import re

from coknow.kernel.rejected import Rejected

from . import checks
from .allowed import allowed, plain
from .checks import Fault
from .guidance import GUIDANCE, RIGHTS, WHO

DEFAULTS = {
    "mode": "scatter",
    "table_host": "stay",
    "rounds": 3,
    "round_minutes": 18,
    "move_minutes": 2,
    "table_size": 4,
    "themes": {},
    "questions": {},
    "companion": {"mode": "none"},
    "credit": True,
    "keep_apart": False,
    "by_language": False,
    "retention_days": 30,
    "phases": {},
}

MODES = ("scatter", "carousel")
TABLE_HOSTS = ("stay", "relay", "none")
COMPANIONS = ("none", "table", "group")
MAX_ROUNDS = 8
MAX_PEOPLE, MAX_TABLES = 2000, 500
PHASE_MINUTES = (0.5, 600)
NAME_LIMIT, THEME_LIMIT, PROMPT_LIMIT, PURPOSE_LIMIT, CONTACT_LIMIT = 60, 200, 500, 1000, 200

_YEAR_2100 = 4_102_444_800_000
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_ROTATION_STEP = re.compile(r"(?P<phase>.+?)-(move-)?[1-8]")


def merge(template_defaults: dict, given: dict, language: str = "fi", phases=None, allows: dict | None = None) -> dict:
    """Complete settings: each field `given` replaces the template's as a whole; None means "not given".

    An empty text or object clears a field that may be absent. A plain string stands for a text in `language`.
    `phases` (a parsed template's) lets the ids under settings.phases be checked too, and `allows` (activity -> rules of
    its settings) what is set there for an activity. Raises only Rejected.
    """
    settings = copy.deepcopy(DEFAULTS)
    _take(settings, template_defaults, language)
    _take(settings, given, language)
    _agree(settings)
    if phases is not None:
        _check_phases(settings["phases"], phases)
        _check_activities(settings["phases"], phases, allows)
    return settings


def _take(settings: dict, given, language: str) -> None:
    if not isinstance(given, dict):
        raise _rejected("", Fault("not_an_object"))
    for field, value in given.items():
        if value is None:
            continue
        if not isinstance(field, str) or field not in _FIELDS:
            raise _rejected(field, Fault("unknown_field"))
        try:
            checked = _FIELDS[field](value, language)
        except Fault as fault:
            raise _rejected(field, fault) from None
        if checked in ("", {}) and field not in DEFAULTS:
            settings.pop(field, None)
        else:
            settings[field] = checked


def _rejected(field, fault: Fault) -> Rejected:
    return Rejected("bad_settings", field=checks.joined(field, fault.path), reason=fault.code, **fault.params)


def _agree(settings: dict) -> None:
    """What no single field can know."""
    if settings.get("limit", MAX_PEOPLE) < settings.get("expected", 0):
        raise _rejected("limit", Fault("limit_below_expected", expected=settings["expected"]))


def _check_phases(overrides: dict, phases) -> None:
    activity = {phase["id"]: phase["activity"] for phase in phases}
    for name, override in overrides.items():
        if name in activity:
            continue
        step = _ROTATION_STEP.fullmatch(name)
        if not step or activity.get(step["phase"]) != "rotate":
            raise _rejected(f"phases.{name}", Fault("unknown_phase"))
        if "skip" in override:  # fewer rounds is a setting of its own; a lost move would leave people unseated
            raise _rejected(f"phases.{name}.skip", Fault("cannot_skip_round"))
    if activity and all(overrides.get(name, {}).get("skip") for name in activity):
        raise _rejected("phases", Fault("nothing_left"))


def _check_activities(overrides: dict, phases, allows: dict | None) -> None:
    """What a phase's activity is told: each setting against the rule in the activity's script."""
    before: list[str] = []
    for phase in phases:
        given = overrides.get(phase["id"], {}).get("settings", {})
        rules = (allows or {}).get(phase["activity"]) or {}
        for name, value in given.items():
            path = f"phases.{phase['id']}.settings.{name}"
            if allows is not None and name not in rules:
                raise _rejected(path, Fault("unknown_field"))
            try:
                given[name] = allowed(value, rules[name]) if name in rules else value
            except Fault as fault:
                raise _rejected(path, fault) from None
            if "phase" in rules.get(name, {}) and value not in before:
                raise _rejected(path, Fault("no_earlier_phase", id=value))
        before.append(phase["id"])


def _themes(value, language: str) -> dict:
    def theme(given) -> dict:
        given = _known({"text": given} if isinstance(given, str) else given, ("text", "host"))
        words = _inside("text", checks.text, given.get("text", {}), THEME_LIMIT, language)
        host = _inside("host", checks.line, given.get("host", ""), NAME_LIMIT)
        return ({"text": words} if words else {}) | ({"host": host} if host else {})

    return _numbered(value, MAX_TABLES, theme)


def _questions(value, language: str) -> dict:
    return _numbered(value, MAX_ROUNDS, lambda given: checks.text(given, PROMPT_LIMIT, language))


def _companion(value, language: str) -> dict:
    given = _known(value, ("mode", "main", "links"))
    mode = _inside("mode", checks.one_of, given.get("mode", "none"), COMPANIONS)
    main = _inside("main", checks.link, given.get("main", ""))
    links = _inside("links", _numbered, given.get("links", {}), MAX_TABLES, checks.link)
    return {"mode": mode} | ({"main": main} if main else {}) | ({"links": links} if links else {})


def _phases(value, language: str) -> dict:
    def override(given) -> dict:
        given = _known(given, ("minutes", "prompt", "skip", "guidance", "rights", "settings"))
        found = {}
        if "minutes" in given:
            found["minutes"] = _inside("minutes", checks.minutes, given["minutes"], *PHASE_MINUTES)
        if prompt := _inside("prompt", checks.text, given.get("prompt", {}), PROMPT_LIMIT, language):
            found["prompt"] = prompt
        if _inside("skip", checks.flag, given.get("skip", False)):
            found["skip"] = True
        if "guidance" in given:
            found["guidance"] = _inside("guidance", checks.one_of, given["guidance"], GUIDANCE)
        if own := _inside("rights", rights, given.get("rights", {})):
            found["rights"] = own
        if told := _inside("settings", _told, given.get("settings", {})):
            found["settings"] = told
        return found

    return _each(value, 200, override)


def rights(value) -> dict:
    """Who may, where a phase says otherwise than its guidance does."""
    return {name: _inside(name, checks.one_of, who, WHO) for name, who in _known(value, RIGHTS).items()}


def _told(value) -> dict:
    return plain(checks.mapping(value))


def _numbered(value, highest: int, check) -> dict:
    """Entries by table or round number, in that order; YAML gives numbers as keys, JSON text."""
    for name in checks.mapping(value):
        if not _NUMBER.fullmatch(str(name)[:4]) or int(str(name)[:4]) > highest:
            raise Fault("not_a_place_number", checks.joined(name), max=highest)
    found = _each(value, highest, check)
    return {number: found[number] for number in sorted(found, key=int)}


def _each(value, most: int, check) -> dict:
    """`check` of every entry under its name as text; what it finds empty is left out."""
    if len(checks.mapping(value)) > most:
        raise Fault("too_many", limit=most)
    found = {}
    for name, entry in value.items():
        if isinstance(name, bool) or not isinstance(name, str | int) or len(str(name)[:61]) > 60:
            raise Fault("unknown_field", checks.joined(name))
        checked = None if entry is None else _inside(name, check, entry)
        if checked:
            found[str(name)] = checked
    return found


def _known(value, fields) -> dict:
    for name in checks.mapping(value):
        if name not in fields:
            raise Fault("unknown_field", checks.joined(name))
    return {name: entry for name, entry in value.items() if entry is not None}


def _inside(name, check, *arguments):
    try:
        return check(*arguments)
    except Fault as fault:
        raise fault.under(name) from None


def _language_free(check, *limits):
    return lambda value, language: check(value, *limits)


_FIELDS = {
    "mode": _language_free(checks.one_of, MODES),
    "table_host": _language_free(checks.one_of, TABLE_HOSTS),
    "rounds": _language_free(checks.whole, 1, MAX_ROUNDS),
    "round_minutes": _language_free(checks.minutes, 1, 120),
    "move_minutes": _language_free(checks.minutes, 0, 15),
    "table_size": _language_free(checks.whole, 2, 12),
    "themes": _themes,
    "questions": _questions,
    "purpose": lambda value, language: checks.text(value, PURPOSE_LIMIT, language),
    "expected": _language_free(checks.whole, 0, MAX_PEOPLE),
    "limit": _language_free(checks.whole, 1, MAX_PEOPLE),
    "starts_at": _language_free(checks.whole, 0, _YEAR_2100),
    "host_name": _language_free(checks.line, NAME_LIMIT),
    "contact": _language_free(checks.line, CONTACT_LIMIT),
    "companion": _companion,
    "credit": _language_free(checks.flag),  # does the harvest say who wrote what?
    "keep_apart": _language_free(checks.flag),
    "by_language": _language_free(checks.flag),
    "retention_days": _language_free(checks.whole, 1, 365),
    "phases": _phases,
}
