"""How fast and how much one connection is listened to: all that a person needs, and never at the others' expense.

A reader of greenlets that finds its next bytes already there goes on without giving way: whoever sent enough of them,
even nothing but pongs, before having said who they are, would stop everybody else. So each reader gives way every few
reads, and one that sends far more than a browser does is read no faster than this; what it sends meanwhile fills its
own buffers, not ours. Nor may a message that never ends be gathered for ever: both libraries would, in fragments.
"""

import time
from collections.abc import Callable

# a message is three or four reads: its head, perhaps its length, its mask, its text; and one more for each KiB
BURST = 4_000
PER_SECOND = 800.0
IN_A_ROW = 100
GIVE_WAY = 0.000_001  # seconds; after none at all gevent comes back fifty times before it looks at anybody's socket


class Pace:
    """Of one connection. `before` every read, `heard` after every message."""

    __slots__ = ("_longest", "_sleep", "_clock", "_left", "_at", "_since", "_gathered")

    def __init__(self, longest: int, sleep: Callable[[float], None], clock: Callable[[], float] = time.monotonic):
        """`longest` is how many bytes may come before a message has ended."""
        self._longest = longest
        self._sleep = sleep
        self._clock = clock
        self._left = float(BURST)
        self._at = clock()
        self._since = self._gathered = 0

    def before(self, size: int) -> None:
        self._gathered += size
        if self._gathered > self._longest:
            raise OSError("a message that does not end")
        self._since += 1 + (size >> 10)
        if self._since < IN_A_ROW:
            return
        now = self._clock()
        self._left = min(BURST, self._left + (now - self._at) * PER_SECOND) - self._since
        self._at, self._since = now, 0
        self._sleep(max(GIVE_WAY, -self._left / PER_SECOND))

    def heard(self) -> None:
        self._gathered = 0


def fair(app, sleep: Callable[[float], None]):
    """A WSGI application that answers a thousand requests of one connection among those of the others."""

    def in_turn(environ, start_response):
        sleep(GIVE_WAY)
        return app(environ, start_response)

    return in_turn
