"""Reactions as weather: how it feels in the room just now, as a picture without numbers. Gathered, stored nowhere.

A reaction is remembered for some seconds and counts its person once, however often they tap. The hosts and the screen
hear how much of the room shares it, in three steps, and nothing at all while fewer than five people are listening:
nobody can be picked out of it. Which reactions there are is the running activity's word (`reactions`).
"""

from .. import activities
from ..kernel.rejected import Rejected
from .fanout import Fanout, Message

LASTS_MS = 20_000
FEWEST = 5  # people listening
SHARES = ((0.5, 3), (0.25, 2), (0.0, 1))  # from this share of the room on: this level
WATCHERS = ("hosts", "screen")


class Weather:
    """The reactions of one session. `tick` is called about once a second by the timekeeper."""

    def __init__(self, live, fanout: Fanout):
        self._live = live
        self._fanout = fanout
        self._felt: dict[tuple[str, str], int] = {}  # (person, reaction) -> when
        self._told: dict[str, int] = {}

    def feel(self, person: str, reaction: str, now: int) -> None:
        if reaction not in self._live.ask(lambda state: _reactions(state, person)):
            raise Rejected("not_allowed")
        self._felt[person, reaction] = now

    def tick(self, now: int) -> None:
        if not self._felt and not self._told:
            return
        allowed = self._live.ask(_allowed)
        self._felt = {key: at for key, at in self._felt.items() if now - at < LASTS_MS and key[1] in allowed}
        levels = self._levels()
        if levels != self._told:
            self._told = levels
            documents = self._live.documents
            watching = [connection for name in WATCHERS for connection in documents.connections(name)]
            self._fanout.broadcast(watching, Message("weather", {"levels": levels}))

    def _levels(self) -> dict[str, int]:
        documents = self._live.documents
        watching = {connection.person for name in WATCHERS for connection in documents.connections(name)}
        listening = set(documents.people()) - watching
        if len(listening) < FEWEST:
            return {}
        counts: dict[str, int] = {}
        for person, reaction in self._felt:
            if person in listening:
                counts[reaction] = counts.get(reaction, 0) + 1
        return {reaction: next(level for share, level in SHARES if count / len(listening) >= share)
                for reaction, count in sorted(counts.items())}


def _allowed(state) -> tuple[str, ...]:
    return activities.of(state.step).reactions(state.step) if state.status == "live" and state.phase else ()


def _reactions(state, person: str) -> tuple[str, ...]:
    who = state.people.get(person)
    return _allowed(state) if who is not None and who.here and who.role in ("participant", "follower") else ()
