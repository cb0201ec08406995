"""Reactions as weather: how it feels in the room just now, as a picture without numbers. Gathered, stored nowhere.

A reaction is remembered for some seconds and counts its person once, however often they tap. The hosts and the screen
hear how much of the room shares it, in three steps, and nothing at all while fewer than five people are listening:
nobody can be picked out of it. Which reactions there are is the running activity's word (`reactions`).

Where a session's sockets are spread over several processes for a while, each tells the others how many listen at it and
feel what: counts, as long as somebody feels something, answered by whoever hears of it (doorbell.py).
"""

from collections import Counter
from collections.abc import Callable

from .. import activities
from ..kernel.rejected import Rejected
from .fanout import Fanout, Message

LASTS_MS = 20_000
FEWEST = 5  # people listening
SHARES = ((0.5, 3), (0.25, 2), (0.0, 1))  # from this share of the room on: this level
WATCHERS = ("hosts", "screen")
HEARSAY_MS = 5_000  # so long what another process told is believed, and answered


class Weather:
    """The reactions of one session. `tick` is called about once a second by the timekeeper."""

    def __init__(self, live, fanout: Fanout, share: Callable[[dict], None] | None = None):
        self._live = live
        self._fanout = fanout
        self._share = share
        self._felt: dict[tuple[str, str], int] = {}  # (person, reaction) -> when
        self._told: dict[str, int] = {}
        self._elsewhere: dict[str, tuple[int, dict]] = {}  # process -> (when, its figures)
        self._shares_until = 0

    def feel(self, person: str, reaction: str, now: int) -> None:
        if reaction not in self._live.ask(lambda state: _reactions(state, person)):
            raise Rejected("not_allowed")
        self._felt[person, reaction] = now

    def elsewhere(self, process: str, figures: dict, now: int) -> None:
        self._elsewhere[process] = (now, figures)
        if figures["felt"]:
            self._shares_until = now + HEARSAY_MS

    def tick(self, now: int) -> None:
        if not self._felt and not self._told and not self._elsewhere:
            return
        allowed = self._live.ask(_allowed)
        self._felt = {key: at for key, at in self._felt.items() if now - at < LASTS_MS and key[1] in allowed}
        self._elsewhere = {process: (at, told) for process, (at, told) in self._elsewhere.items() if now - at < HEARSAY_MS}
        figures = self._figures()
        if self._share and (self._felt or now < self._shares_until):
            self._share(figures)
        levels = _levels([figures, *(told for _, told in self._elsewhere.values())], allowed)
        if levels != self._told:
            self._told = levels
            documents = self._live.documents
            watching = [connection for name in WATCHERS for connection in documents.connections(name)]
            self._fanout.broadcast(watching, Message("weather", {"levels": levels}))

    def _figures(self) -> dict:
        """How many listen here, and how many of them feel what."""
        documents = self._live.documents
        watching = {connection.person for name in WATCHERS for connection in documents.connections(name)}
        listening = set(documents.people()) - watching
        felt = Counter(reaction for person, reaction in self._felt if person in listening)
        return {"listening": len(listening), "felt": dict(felt)}


def _levels(told: list[dict], allowed: tuple[str, ...]) -> dict[str, int]:
    listening = sum(figures["listening"] for figures in told)
    if listening < FEWEST:
        return {}
    counts = sum((Counter(figures["felt"]) for figures in told), Counter())
    return {reaction: next(level for share, level in SHARES if count / listening >= share)
            for reaction, count in sorted(counts.items()) if reaction in allowed}


def _allowed(state) -> tuple[str, ...]:
    return activities.of(state.step).reactions(state.step) if state.status == "live" and state.phase else ()


def _reactions(state, person: str) -> tuple[str, ...]:
    who = state.people.get(person)
    return _allowed(state) if who is not None and who.here and who.role in ("participant", "follower") else ()
