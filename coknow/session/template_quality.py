"""What keeps a template that could be run from being a good one.

Three faces (described, visualised, instructed) in three languages, something to do for everybody in every phase,
enough time, a moment to stop, and something concrete at the end. Each finding is a Problem like a fault is.
"""

import re

from coknow import activities

from . import checks, guidance
from .settings import MODES
from .steps import in_mode, programme, total
from .template_reading import CARDS, DESCRIBED, SCRIPT, Problem

_LISTENING_LIMIT = 10  # minutes anybody can be asked to follow without contributing
_SECOND_SENTENCE = re.compile(r"[.!?…]\s+\S")


def shortcomings(template: dict, sound: bool = True) -> list[Problem]:
    """`sound`: the template had no faults, so that its programme can be worked out."""
    problems = [*_languages(template, ""), *_faces(template)]
    for number, phase in enumerate(template["phases"]):
        problems += _phase(phase, f"phases.{number}")
    problems += _whole(template)
    if sound:
        problems += _time(template)
    return problems


def _languages(value, path: str):
    """Every text speaks all three languages. A text is known by its keys."""
    if isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _languages(entry, checks.joined(path, number))
    elif isinstance(value, dict) and value and set(value) <= set(checks.LANGUAGES):
        for language in checks.LANGUAGES:
            if language not in value:
                yield Problem(path, "missing_language", {"language": language})
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from _languages(entry, checks.joined(path, name))


def _faces(template: dict):
    if not template["names"]:
        yield Problem("names", "missing")
    for name in DESCRIBED:
        if not template["describe"].get(name):
            yield Problem(f"describe.{name}", "not_described")
    for name in CARDS:
        if not template[name]:
            yield Problem(name, "not_instructed")


def _phase(phase: dict, path: str):
    if not phase.get("title"):
        yield Problem(f"{path}.title", "not_visualised")
    for name in SCRIPT:
        if not phase["script"].get(name):
            yield Problem(f"{path}.script.{name}", "not_instructed")
    if not phase.get("task"):
        yield Problem(f"{path}.task", "no_task")
    if activity := activities.registered().get(phase.get("activity")):
        for name in sorted(set(phase.get("rights", {})) - guidance.meaningful(phase, activity)):
            yield Problem(f"{path}.rights.{name}", "right_means_nothing")
    for place, part in _tasks(phase, path):
        if any(_SECOND_SENTENCE.search(words) for words in part.get("task", {}).values()):
            yield Problem(f"{place}.task", "task_not_one_sentence")
    if phase.get("activity") == "rotate":
        yield from _rotation(phase, path)
    if phase.get("activity") == "plenary" and not phase["settings"].get("words"):
        if phase.get("minutes", 0) > _LISTENING_LIMIT:
            yield Problem(f"{path}.minutes", "long_listening", {"limit": _LISTENING_LIMIT})


def _tasks(phase: dict, path: str):
    yield path, phase
    settings = phase["settings"]
    if phase.get("activity") == "rotate":  # elsewhere these names may be any setting: a number of rounds, say
        yield f"{path}.settings.move", settings.get("move", {})
        for number, each in enumerate(settings.get("rounds", [])):
            yield f"{path}.settings.rounds.{number}", each
    if "carousel" in phase:
        yield from _tasks({"settings": {}, "activity": phase.get("activity")} | phase["carousel"], f"{path}.carousel")


def _rotation(phase: dict, path: str):
    for mode in MODES:
        settings = in_mode(phase, mode)["settings"]
        move, rounds = settings.get("move", {}), settings.get("rounds", [])
        for name in ("title", "task"):
            if not move.get(name):
                yield Problem(f"{path}.settings.move.{name}", "no_task" if name == "task" else "not_visualised")
        if not rounds or not all(each.get("prompt") for each in rounds):
            yield Problem(f"{path}.settings.rounds", "no_prompt")
        if "carousel" not in phase:
            break


def _whole(template: dict):
    phases = template["phases"]
    if not template["serves"]:
        yield Problem("serves", "missing")
    for name in ("goal_type", "size"):
        if not template.get(name):
            yield Problem(name, "missing")
    if not any(phase.get("activity") in ("solo", "pause") for phase in phases):
        yield Problem("phases", "no_stop")
    if not any(_concrete(phase) or "section" in phase["settings"] for phase in phases):
        yield Problem("phases", "nothing_concrete")


def _concrete(phase: dict) -> bool:
    activity = activities.registered().get(phase.get("activity"))
    return bool(activity and activity.concrete)


def _time(template: dict):
    steps = programme(template, template["settings"])
    if total(steps) != template["minutes"]:
        yield Problem("minutes", "minutes_off", {"sum": total(steps), "minutes": template["minutes"]})
    for step in steps:
        activity = activities.registered().get(step["activity"])  # a draft may name one nobody has
        needed = activity.least(step, template["settings"]["table_size"]) if activity else 0
        if step["minutes"] < needed:
            yield Problem(f"phases.{step['id']}", "too_little_time", {"minutes": step["minutes"], "needed": needed})
