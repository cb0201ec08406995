"""What passes through a mailbox: one command with its answer, one transaction of several, and small facts about both."""

import json
import secrets
from collections.abc import Callable
from hashlib import blake2b

from ..activities import registered
from ..kernel.messages import Command, Event, Recorded
from ..store import Ack

DAY_MS = 24 * 3_600_000
_MASK = "~"
_WEATHER = ("people.gone", "person.returned")


class Wish:
    """A command in the box, and what became of it."""

    __slots__ = ("person", "command", "tokens", "errands", "served", "answer", "errand")

    def __init__(self, person: str, command: Command, tokens=()):
        self.person = person
        self.command = command
        self.tokens = tokens
        self.errands = 0  # how many were computed for it
        self.served = False  # the last one was taken in
        self.answer: dict | None = None
        self.errand: tuple | None = None  # (Errand, basis_seq): to be computed by the one who waits, outside the turn

    @property
    def settled(self) -> bool:
        return self.answer is not None or self.errand is not None

    @property
    def mark(self) -> bytes:
        """Tells two commands apart. Not by their arguments: whoever likes may put 64 kB into each of thousands."""
        text = json.dumps([self.command.name, self.command.args], sort_keys=True, default=str)
        return blake2b(text.encode(), digest_size=16).digest()


class Batch:
    """What the commands of one transaction brought about."""

    def __init__(self, seq: int):
        self.expected_seq = seq
        self.recorded: list[Recorded] = []
        self.acks: list[Ack] = []
        self.tokens: list = []
        self.row: dict = {}
        self.answers: list[tuple[Wish, dict]] = []
        self.now: set[str] = set()
        self.soon: set[str] = set()
        self.everybody = False

    def __bool__(self) -> bool:
        return bool(self.recorded or self.acks)


def without_weather(event: Event, mask: Callable[[str], str] = str) -> Event:
    """Who was away when, and who did what minute by minute in an activity that says so (a turn's length in a circle)."""
    activity = registered().get(event.name.partition(".")[0])
    if event.name in _WEATHER or (activity is not None and event.name in activity.weather):
        return Event("weather.forgotten")
    return activity.at_rest(event, mask) if activity is not None else event


def masks() -> Callable[[str], str]:
    """A person's id -> what stands in its place; by a key of this moment, and what is a mask already stays one."""
    key = secrets.token_bytes(16)
    return lambda id_: id_ if id_.startswith(_MASK) else _MASK + blake2b(id_.encode(), key=key, digest_size=8).hexdigest()


def refusal(code: str, hint: str | None = None, params: dict | None = None) -> dict:
    answer = {"ok": False, "code": code, "hint": hint or f"refusal.{code}"}
    if params:
        answer["params"] = params
    return answer


def row_of(events: list[Event], state, now: int) -> dict:
    """What these events change in the session's row, which is read without folding the log."""
    row = {}
    for event in events:
        if event.name in ("phase.entered", "session.closed", "session.opened"):
            row["status"] = state.status
        if event.name == "session.closed":
            row["closed_at"] = now
            row["retain_until"] = now + int(state.settings.get("retention_days", 30)) * DAY_MS
        if event.name == "session.changed":
            row["title"], row["language"] = state.title, state.language
    return row
