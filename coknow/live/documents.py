"""What the browsers of one session hold: for each audience the last published document, its version and its listeners.

An audience's version is the log seq of its last published change. A change is published as the difference to what was
published before, so naming too many audiences costs time but sends nothing, and an audience nobody listens to costs
nothing until somebody returns. Everything here runs under its session's lock (mailbox.py) and never yields: that is
what makes joining without a race possible. What a document contains, and who may hold it, is decided in session/.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from itertools import pairwise

from ..kernel.patch import diff
from .fanout import Connection, Message
from .fanout.frames import StrictJSON

log = logging.getLogger(__name__)

MESSAGE_LIMIT = 65_536  # bytes; a larger document travels in parts
PART_CHARACTERS = 15_000  # at most four bytes each, so that a part with its envelope stays below the limit
RING_LENGTH = 100  # recent patches kept for those who return
RING_BYTES = 256 * 1024
SMALL = 2048  # bytes of patches that are worth less than the picture somebody keeps by not starting over
IDLE_MS = 15 * 60_000  # how long a document nobody holds is remembered

CROWD = 50  # listeners
REST = 10  # a document that took a while to make is left alone for ten times as long

LONG = ("hosts", "screen")  # grow with the number of people or tables
_FIRST = ("room", *LONG)  # the order in which one connection hears of several documents; what is not named is a place


class Audience:
    """One document as published, and whoever holds it."""

    __slots__ = ("name", "document", "version", "born", "served", "stale", "listeners", "ring", "ring_bytes", "idle_since",
                 "rests_until", "_whole")

    def __init__(self, name: str, document: dict, version: int):
        self.name = name
        self.document = document
        self.version = self.born = version
        # Who got the first version from this process. The same number in somebody else's hands is from before a
        # restart, and after a power loss may even have meant something else.
        self.served: set[str] = set()
        self.stale = False
        self.listeners: dict[Connection, None] = {}
        self.ring: deque[tuple[int, Message]] = deque()  # (from, patch), each beginning where the one before ended
        self.ring_bytes = 0
        self.idle_since: int | None = None
        self.rests_until = 0.0
        self._whole: list[Message] | None = None

    def change(self, document: dict, seq: int) -> list[Message]:
        """Publishes `document` as it is at `seq`; what its holders need to follow, nothing if it is the same."""
        self.stale = False
        merge = diff(self.document, document)
        if not merge:
            return []
        before, self.document, self._whole = self.version, document, None
        self.version = max(seq, before)
        patch = Message("patch", {"audience": self.name, "from": before, "to": self.version, "merge": merge})
        if patch.size > MESSAGE_LIMIT or self.version == before:
            self.ring.clear()
            self.ring_bytes = 0
            return self.whole()
        self.ring.append((before, patch))
        self.ring_bytes += patch.size
        while len(self.ring) > RING_LENGTH or self.ring_bytes > RING_BYTES:
            self.ring_bytes -= self.ring.popleft()[1].size
        return [patch]

    def whole(self) -> list[Message]:
        """The document in one message or in parts; encoded once for everybody who asks before it changes."""
        if self._whole is None:
            self._whole = whole(self.name, self.version, self.document)
        return self._whole

    def answer(self, have: object, person: str) -> list[Message]:
        """What somebody needs who holds version `have`: nothing, the rest, or the whole. No fourth case."""
        ours = type(have) is int and (have > self.born or person in self.served)
        self.served.add(person)
        if ours and have == self.version:
            return []
        rest = self._since(have) if ours else None
        return self.whole() if rest is None else rest

    def _since(self, have: int) -> list[Message] | None:
        rest: list[Message] = []
        for start, patch in self.ring:
            if rest or start == have:
                rest.append(patch)
        if not rest or sum(patch.size for patch in rest) > SMALL + sum(part.size for part in self.whole()):
            return None  # the whole is shorter
        return rest


def whole(audience: str, seq: int, document: dict) -> list[Message]:
    message = Message("doc", {"audience": audience, "seq": seq, "doc": document})
    if message.size <= MESSAGE_LIMIT:
        return [message]
    text = StrictJSON.dumps(document)
    cuts = [*range(0, len(text), PART_CHARACTERS), len(text)]
    return [
        Message("part", {"audience": audience, "seq": seq, "i": i, "n": len(cuts) - 1, "text": text[start:end]})
        for i, (start, end) in enumerate(pairwise(cuts))
    ]


class Documents:
    def __init__(self, view: Callable[[str], dict], audiences_of: Callable[[str], tuple[str, ...]]):
        self._view = view
        self._audiences_of = audiences_of
        self._audiences: dict[str, Audience] = {}
        self._of_person: dict[str, list[Connection]] = {}

    # who is connected

    def people(self) -> Iterable[str]:
        return self._of_person.keys()

    def is_connected(self, person: str) -> bool:
        return person in self._of_person

    def count_of(self, person: str) -> int:
        return len(self._of_person.get(person, ()))

    def connections(self, audience: str | None = None) -> list[Connection]:
        if audience is None:
            return [connection for several in self._of_person.values() for connection in several]
        entry = self._audiences.get(audience)
        return list(entry.listeners) if entry else []

    def people_shown(self, place: str) -> dict:
        """Who sits at a place as its holders were told last; {} while nobody holds it."""
        entry = self._audiences.get(place)
        return entry.document.get("people", {}) if entry else {}

    # coming and going

    def attach(self, connection: Connection, person: str, have: dict, seq: int) -> None:
        """A browser arrives: whatever was still to be published for its audiences goes out first, then it is let in."""
        connection.person = person
        connection.audiences = self._audiences_of(person)
        self._of_person.setdefault(person, []).append(connection)
        messages: list[Message] = []
        for name in sorted(connection.audiences, key=_order):
            audience = self._current(name, seq)
            messages += audience.answer(have.get(name), person)
            audience.listeners[connection] = None
        messages += [_gone(name) for name in have if name not in connection.audiences]
        if messages:
            connection.send(messages)

    def detach(self, connection: Connection, now: int) -> None:
        for name in connection.audiences:
            self._silence(name, connection, now)
        connection.audiences = ()
        several = self._of_person.get(connection.person, [])
        if connection in several:
            several.remove(connection)
            if not several:
                del self._of_person[connection.person]

    def send_whole(self, connection: Connection, name: str, seq: int) -> bool:
        """The answer to a gap. False when this browser may not hold that document."""
        if name not in connection.audiences:
            return False
        connection.send(self._current(name, seq).whole())
        return True

    # publishing

    def publish(self, seq: int, names: Iterable[str], people: Iterable[str], now: int, *, everybody: bool = False) -> None:
        """Sends what changed in `names`, after letting `people` hold what they may hold now.

        To each browser in one go: the room first, the place it enters as a whole, its person's patch, and last what
        it holds no longer. The hosts' and the screen's long documents are made when everybody else has theirs.
        """
        moved = [move for person in people for move in self._rights_of(person, now)]
        wanted = self._existing(names, everybody)
        shared = [audience for audience in wanted if audience.name == "room" or audience.name.startswith("place:")]
        own = [audience for audience in wanted if audience.name.startswith("person:")]
        long = [audience for audience in wanted if audience.name in LONG]
        outbox: dict[Connection, list[Message]] = {}
        for audience in shared:
            self._put(outbox, audience, seq)
        for connection, entered, _left in moved:
            self._enter(outbox.setdefault(connection, []), connection, entered, seq)
        for audience in own:
            self._put(outbox, audience, seq)
        for connection, _entered, left in moved:
            outbox[connection].extend(_gone(name) for name in left)
        _send(outbox)
        for audience in long:
            self._put_and_send(audience, seq)
        for connection, _entered, _left in moved:
            if not connection.audiences:
                connection.close()  # removed from the session

    def _enter(self, messages: list[Message], connection: Connection, entered: list[str], seq: int) -> None:
        for name in sorted(entered, key=_order):
            audience = self._current(name, seq)
            messages += audience.whole()
            audience.served.add(connection.person)
            audience.listeners[connection] = None

    def _put_and_send(self, audience: Audience, seq: int) -> None:
        """Measures what the document costs: an expensive one is published less often (`ready`)."""
        began = time.perf_counter()
        outbox: dict[Connection, list[Message]] = {}
        self._put(outbox, audience, seq)
        _send(outbox)
        ended = time.perf_counter()
        audience.rests_until = ended + (ended - began) * REST

    def mark_everything(self) -> None:
        """After folding the log anew: nothing published so far can be relied on to be current."""
        for audience in self._audiences.values():
            audience.stale = True

    def everything(self) -> list[str]:
        return list(self._audiences)

    def forget_idle(self, now: int) -> None:
        for name, audience in list(self._audiences.items()):
            if audience.idle_since is not None and now - audience.idle_since > IDLE_MS:
                del self._audiences[name]

    # within

    def _existing(self, names: Iterable[str], everybody: bool) -> list[Audience]:
        """Those that somebody holds or held, in sending order. Unheard ones are only marked."""
        found = []
        for name in sorted(names, key=_order):
            audience = self._audiences.get(name)
            if audience is None:
                continue
            if audience.listeners:
                found.append(audience)
            else:
                audience.stale = True
        if everybody:
            named = {audience.name for audience in found}
            for name, audience in self._audiences.items():
                if name.startswith("person:") and name not in named:
                    if audience.listeners:
                        found.append(audience)
                    else:
                        audience.stale = True
        return found

    def _put(self, outbox: dict[Connection, list[Message]], audience: Audience, seq: int) -> None:
        try:
            messages = audience.change(self._view(audience.name), seq)
        except Exception:  # one document that cannot be built must not keep everybody else's from them
            log.exception("no document for %s", audience.name)
            audience.stale = False
            return
        if messages:
            for connection in audience.listeners:
                waiting = outbox.get(connection)
                if waiting is None:
                    outbox[connection] = list(messages)
                else:
                    waiting.extend(messages)

    def _current(self, name: str, seq: int) -> Audience:
        """The audience with everything published that could be: made now if need be, flushed to those who listen.

        Not flushed to a crowd: a thousand people arriving at once would each cause a thousand sends. A newcomer then
        gets what the crowd has, and the coming flush together with it.
        """
        audience = self._audiences.get(name)
        if audience is None:
            audience = self._audiences[name] = Audience(name, self._view(name), seq)
        elif audience.stale and len(audience.listeners) <= CROWD:
            messages = audience.change(self._view(name), seq)
            if messages:
                for connection in audience.listeners:
                    connection.send(messages)
        audience.idle_since = None
        return audience

    def _rights_of(self, person: str, now: int) -> list[tuple[Connection, list[str], list[str]]]:
        """For each browser of this person: what it comes to hold and what it no longer does. Takes the latter away."""
        changes = []
        connections = self._of_person.get(person)
        if not connections:
            return changes
        allowed = self._audiences_of(person)
        for connection in connections:
            entered = [name for name in allowed if name not in connection.audiences]
            left = [name for name in connection.audiences if name not in allowed]
            if entered or left:
                for name in left:
                    self._silence(name, connection, now)
                connection.audiences = allowed
                changes.append((connection, entered, left))
        return changes

    def _silence(self, name: str, connection: Connection, now: int) -> None:
        audience = self._audiences.get(name)
        if audience is not None:
            audience.listeners.pop(connection, None)
            if not audience.listeners:
                audience.idle_since = now

    def mark(self, names: Iterable[str]) -> None:
        """Changed, but not urgently: the next flush, arrival or urgent change publishes it."""
        for name in names:
            audience = self._audiences.get(name)
            if audience is not None:
                audience.stale = True

    def marked(self) -> list[str]:
        return [name for name, audience in self._audiences.items() if audience.stale and audience.listeners]

    def resting(self, names: Iterable[str]) -> set[str]:
        """Those that cost so much lately that they can wait for the next flush."""
        now = time.perf_counter()
        return {name for name in names if name in self._audiences and self._audiences[name].rests_until > now}


def _order(name: str) -> int:
    if name in _FIRST:
        return _FIRST.index(name)
    return len(_FIRST) + name.startswith("person:")


def _send(outbox: dict[Connection, list[Message]]) -> None:
    for connection, messages in outbox.items():
        if messages:
            connection.send(messages)


def _gone(audience: str) -> Message:
    return Message("gone", {"audience": audience})
