"""Teaching, facilitating, hosting: who adds topics, who moves people and who sets the time of a step.

The guidance of a step presets these three rights, and the step may set each otherwise (`rights` in a template's phase
or in the host's settings). Activities and the session ask here before they refuse or offer such a thing; notes are no
topics, whoever writes in a phase is its activity's word. Hosts may always.
"""

from dataclasses import dataclass

from .state import HOSTING

GUIDANCE = ("teaching", "facilitating", "hosting")
RIGHTS = ("adds", "moves", "times")
WHO = ("host", "people")


@dataclass(frozen=True, slots=True)
class Rights:
    """Each is "host" or "people": for the host alone, or for everybody who takes part."""

    adds: str  # topics, tables of their own, options to choose from
    moves: str  # from place to place
    times: str  # more of it


PRESETS = {
    "teaching": Rights("host", "host", "host"),
    "facilitating": Rights("people", "host", "host"),
    "hosting": Rights("people", "people", "people"),
}


def rights(step: dict) -> Rights:
    preset = PRESETS[step.get("guidance", "facilitating")]
    own = step.get("rights") or {}
    return Rights(*(own.get(name, getattr(preset, name)) for name in RIGHTS))


def meaningful(phase: dict, activity) -> set[str]:
    """The rights that can be given or kept in a phase of this activity; a say in the time always can.

    Not in an open space's rooms: the law of two feet is what makes it one, so people walk whatever the guidance.
    """
    moves = activity.free({**phase, "stage": "round"})
    return {"times"} | ({"adds"} if activity.topics else set()) | ({"moves"} if moves else set())


def adds(step: dict, person) -> bool:
    """May this person add topics in this step?"""
    return _may("adds", step, person)


def moves(step: dict, person) -> bool:
    """May this person go from place to place by themselves?"""
    return _may("moves", step, person)


def times(step: dict, person) -> bool:
    """May this person have a say in how long it takes?"""
    return _may("times", step, person)


def _may(right: str, step: dict, person) -> bool:
    return person.role in HOSTING or (person.takes_a_seat and getattr(rights(step), right) == "people")
