"""Who is connected just now: weather. Gathered per second, thinned for crowds, stored nowhere.

Several tabs and devices of a person count once. Only when somebody has been away for longer than the grace does it
become a fact in the log (`presence.gone`): a phone that shows another app suspends our page, and its owner is not
absent. Coming back after that is a fact too (`person.return`, at connecting: sockets.py).
"""

from .fanout import Fanout, Message

GRACE_MS = 3 * 60_000
CROWDS = ((1_000, 10_000), (100, 5_000), (0, 1_000))  # from so many people on: how often (ms) their number is told


class Presence:
    """The weather of one session. `tick` is called about once a second by the timekeeper."""

    def __init__(self, live, fanout: Fanout, grace_ms: int = GRACE_MS, *, alone: bool = True):
        """`alone`: no other process may hold this session's people."""
        self._live = live
        self._fanout = fanout
        self._grace = grace_ms
        self._alone = alone
        self._away: dict[str, int] = {}  # person -> since when; only those whose absence is not yet a fact
        self._told: dict[str, frozenset[str]] = {}  # audience -> whom its listeners know to be connected
        self._count_told = 0
        self._count_told_at = 0
        self._changed = False

    def expect(self, people, now: int) -> None:
        """After loading a session: everybody who should be here and is not connected gets the same grace."""
        for person in people:
            self._away.setdefault(person, now)

    def came(self, connection, person: str) -> None:
        self._away.pop(person, None)
        self._changed = True
        self._greet(connection)

    def went(self, person: str, now: int) -> None:
        """A connection ended. Nothing has happened while another one of theirs is open."""
        self._changed = True
        if not self._live.documents.is_connected(person):
            self._away[person] = now

    def moved(self) -> None:
        """Somebody may listen to another place now."""
        self._changed = True

    def tick(self, now: int) -> None:
        if self._changed:
            self._welcome_back()
            self._changed = not self._tell(now)
        overdue = [person for person, since in self._away.items() if now - since >= self._grace]
        if overdue and (self._alone or self._holds_somebody()):
            for person in overdue:
                del self._away[person]
            self._live.system("presence.gone", {"people": overdue})

    def _holds_somebody(self) -> bool:
        """A process that was asked for a page once, and holds nobody, knows nothing of who is there."""
        return any(True for _ in self._live.documents.people())

    def _welcome_back(self) -> None:
        """Another process, at which they are not connected, has declared somebody absent who is connected here."""
        here = set(self._live.documents.people())
        wrongly = self._live.ask(lambda state: [p.id for p in state.people.values() if p.gone and p.id in here])
        for person in wrongly:
            self._live.system("person.return", {"person": person})

    def _greet(self, connection) -> None:
        """A newcomer learns at once who is here; the others hear of the newcomer with the next tick."""
        messages = [
            _message(name, self._connected(name), whole=True)
            for name in connection.audiences if name == "hosts" or name.startswith("place:")
        ]
        if messages:
            connection.send(messages)

    def _connected(self, audience: str) -> frozenset[str]:
        if audience == "hosts":
            return frozenset(self._live.documents.people())
        # A host who looks in, a guest, somebody just on their way: a table hears only of those it has been shown.
        shown = self._live.documents.people_shown(audience)
        return frozenset(c.person for c in self._live.documents.connections(audience) if c.person in shown)

    def _tell(self, now: int) -> bool:
        """Tells each place and the hosts what changed. False while the crowd's number still waits for its turn."""
        documents = self._live.documents
        for name in documents.everything():
            if name == "hosts" or name.startswith("place:"):
                here, known = self._connected(name), self._told.get(name, frozenset())
                if here != known:
                    self._told[name] = here
                    self._fanout.broadcast(documents.connections(name), _change(name, known, here))
        return self._tell_number(documents, now)

    def _tell_number(self, documents, now: int) -> bool:
        count = sum(1 for _ in documents.people())
        if count == self._count_told:
            return True
        every = next(pause for crowd, pause in CROWDS if count >= crowd)
        if now - self._count_told_at < every:
            return False
        self._count_told, self._count_told_at = count, now
        self._fanout.broadcast(documents.connections("room"), Message("presence", {"audience": "room", "connected": count}))
        return True


def _message(audience: str, here: frozenset[str], *, whole: bool) -> Message:
    body = {"audience": audience, "people": dict.fromkeys(sorted(here), True)}
    if whole:
        body["all"] = True
    return Message("presence", body)


def _change(audience: str, known: frozenset[str], here: frozenset[str]) -> Message:
    if audience != "hosts":  # a table's people change with every move: its few names go whole
        return _message(audience, here, whole=True)
    people = {person: person in here for person in sorted(known ^ here)}
    return Message("presence", {"audience": audience, "people": people})
