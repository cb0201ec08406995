"""Before python-socketio reads a message: too large is answered politely, garbage is counted, then shown the way out.

Uses the public `on` of the Engine.IO server to stand before the handler that Socket.IO put there. Also ends
connections that never say who they are.
"""

import logging
import re

from .frames import MOST_GARBAGE, NAMESPACE, StrictJSON

log = logging.getLogger(__name__)

MAX_MESSAGE = 65_536
HELLO_WITHIN = 30.0  # seconds
MOST_HELLOS = 10  # on one connection; each looks up a token and may be answered with whole documents
_HELLO = "0"
_ASKS_FOR_ANSWER = re.compile(r"2" + re.escape(NAMESPACE) + r",(\d{1,15})\[")
_BINARY = ("5", "6")  # events with attachments: we have none, and each would wait in memory for its bytes
_TOO_LARGE = {"ok": False, "code": "too_large", "hint": "refusal.too_large", "params": {"limit": MAX_MESSAGE // 1024}}


class Door:
    def __init__(self, server):
        self._server = server
        self._engine = server.eio
        self._garbage: dict[str, int] = {}
        self._hellos: dict[str, int] = {}

    def stand_before(self) -> None:
        handlers = getattr(self._engine, "handlers", {})
        self._message, self._connect, self._disconnect = (
            handlers.get(name) for name in ("message", "connect", "disconnect"))
        if None in (self._message, self._connect, self._disconnect):
            log.warning("no door before the sockets: engineio keeps its handlers elsewhere")
            return
        self._engine.on("message", self.message)
        self._engine.on("connect", self.connect)
        self._engine.on("disconnect", self.disconnect)

    def connect(self, sid, environ):
        self._engine.start_background_task(self._expect_hello, sid)
        return self._connect(sid, environ)

    def disconnect(self, sid, reason):
        self._garbage.pop(sid, None)
        self._hellos.pop(sid, None)
        return self._disconnect(sid, reason)

    def message(self, sid, text):
        if isinstance(text, bytes) or text[:1] in _BINARY:
            return self._count_garbage(sid)
        if text[:1] == _HELLO:
            self._hellos[sid] = self._hellos.get(sid, 0) + 1
            if self._hellos[sid] > MOST_HELLOS:
                return self._count_garbage(sid)
        if len(text) > MAX_MESSAGE:
            asked = _ASKS_FOR_ANSWER.match(text)
            if asked is None:
                return self._count_garbage(sid)
            return self._engine.send(sid, f"3{NAMESPACE},{asked[1]}{StrictJSON.dumps([_TOO_LARGE])}")
        try:
            return self._message(sid, text)
        except Exception as problem:  # our own handlers catch theirs: this is what could not be read
            log.debug("unreadable message: %s", problem)
            return self._count_garbage(sid)

    def _count_garbage(self, sid) -> None:
        self._garbage[sid] = self._garbage.get(sid, 0) + 1
        if self._garbage[sid] > MOST_GARBAGE:
            self._engine.start_background_task(self._engine.disconnect, sid)

    def _expect_hello(self, sid) -> None:
        self._engine.sleep(HELLO_WITHIN)
        if sid in self._engine.sockets and not self._server.manager.sid_from_eio_sid(sid, NAMESPACE):
            self._engine.disconnect(sid)
