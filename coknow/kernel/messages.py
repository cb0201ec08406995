"""What travels: commands ask (imperative), events tell what happened (past tense).

An event is a wire name, a version and a JSON body, never a Python path: a module may move, a log may not.
Here live only the envelopes; the names themselves are declared where they are decided.
"""

from dataclasses import dataclass, field

SYSTEM = "system"  # the actor of what the server does by itself: time, presence, seating


@dataclass(frozen=True, slots=True)
class Command:
    """Somebody's wish. `id` is the client's own, so that a resend can be answered instead of repeated."""

    id: str
    name: str
    args: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """A small fact. `body` is JSON: str keys; str, int, float, bool, dict and list values; never None."""

    name: str
    body: dict = field(default_factory=dict)
    version: int = 1


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its session's log: `seq` counts from 1, `at` is epoch ms, `by` a person id or SYSTEM."""

    seq: int
    at: int
    by: str
    command: str
    event: Event
