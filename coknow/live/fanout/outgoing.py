"""The sending side of one websocket: straight into the kernel while it takes bytes, a bounded backlog when it does not.

`push` never blocks and never yields, so a broadcast is a plain loop and nothing can overtake anything. A client that
owes more than the limit is cut off: it will come back and ask for what it missed, and nobody else has waited for it.
Which sockets and greenlets these are is the worker's knowledge (eventlet_worker, gevent_worker).
"""

import socket
from collections import deque
from collections.abc import Callable

BACKLOG_LIMIT = 1 << 20  # bytes
STUCK_AFTER = 30.0  # seconds without the kernel taking a single byte


class Outgoing:
    __slots__ = ("_raw", "_wait_writable", "_spawn", "_backlog", "owed", "_flushing", "dropped")

    def __init__(self, raw, wait_writable: Callable[[float], None], spawn: Callable):
        """`raw` is a non-blocking socket; `wait_writable(seconds)` parks the caller or raises."""
        self._raw = raw
        self._wait_writable = wait_writable
        self._spawn = spawn
        self._backlog: deque[bytes] = deque()
        self.owed = 0
        self._flushing = False
        self.dropped = False

    def push(self, data: bytes) -> None:
        if self.dropped:
            return
        if not self._backlog:
            try:
                sent = self._raw.send(data)
            except (BlockingIOError, InterruptedError):
                sent = 0
            except OSError:
                return self.drop()
            if sent == len(data):
                return
            data = data[sent:]
        self._backlog.append(data)
        self.owed += len(data)
        if self.owed > BACKLOG_LIMIT:
            self.drop()
        elif not self._flushing:
            self._flushing = True
            self._spawn(self._flush)

    def drop(self) -> None:
        """Cut the connection; its reader wakes up and takes the library's ordinary way out."""
        self.dropped = True
        self._backlog.clear()
        self.owed = 0
        try:
            self._raw.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def _flush(self) -> None:
        try:
            while self._backlog and not self.dropped:
                self._wait_writable(STUCK_AFTER)
                self._send_what_fits()
        except BaseException:  # also the workers' time-outs, which are not Exceptions
            self.drop()
        finally:
            self._flushing = False

    def _send_what_fits(self) -> None:
        while self._backlog:
            first = self._backlog[0]
            try:
                sent = self._raw.send(first)
            except (BlockingIOError, InterruptedError):
                return
            self.owed -= sent
            if sent < len(first):
                self._backlog[0] = first[sent:]
                return
            self._backlog.popleft()
