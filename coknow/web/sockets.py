"""The socket door: a browser shows its token, gets its documents, sends commands. Parse, hand over, translate.

Handlers stand on python-socketio itself, not on Flask-SocketIO: a request context per event would cost a fifth of a
busy server. What travels is described in protocol.py.
"""

import logging
import time
import weakref
from collections.abc import Callable

from socketio.exceptions import ConnectionRefusedError as Refused

from ..kernel.rejected import Rejected
from ..live.fanout import NAMESPACE, Connection, Fanout, Message
from ..live.mailbox import LiveSession
from ..store import Forgotten
from . import protocol

log = logging.getLogger(__name__)

BURST, PER_SECOND = 200, 50  # commands of one person in all their tabs: far above any person, far below a flood
RESYNC_COSTS = 10
SHUT_AFTER = 500  # refusals for haste in a row
MOST_TABS = 20  # open connections of one person


class Bucket:
    """How often one person may ask: a burst, then a steady rate."""

    __slots__ = ("_left", "_at", "refused", "__weakref__")

    def __init__(self):
        self._left = float(BURST)
        self._at = time.monotonic()
        self.refused = 0

    def take(self, cost: int = 1) -> bool:
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._at) * PER_SECOND)
        self._at = now
        if self._left < cost:
            self.refused += 1
            return False
        self._left -= cost
        self.refused = 0
        return True


class Line:
    """A connected browser and the session it speaks to."""

    __slots__ = ("connection", "live", "bucket")

    def __init__(self, connection: Connection, live: LiveSession, bucket: Bucket):
        self.connection = connection
        self.live = live
        self.bucket = bucket


class Sockets:
    def __init__(self, sessions, fanout: Fanout, clock: Callable[[], int]):
        self._sessions = sessions
        self._fanout = fanout
        self._clock = clock
        self._server = None
        self._arriving: dict[str, tuple] = {}  # sid -> (who, what they have): let in, not yet told so
        self._lines: dict[str, Line] = {}
        self._buckets: weakref.WeakValueDictionary[tuple, Bucket] = weakref.WeakValueDictionary()  # of who is connected

    def register(self, server) -> None:
        self._server = server
        self._fanout.rooms.on_confirmed = self.confirmed
        for event in ("connect", "disconnect", *protocol.EVENTS):
            server.on(event, getattr(self, event), namespace=NAMESPACE)
        server.on("*", self.unknown, namespace=NAMESPACE)

    # coming and going

    def connect(self, sid, _environ=None, auth=None, *_more):
        if sid in self._lines or sid in self._arriving:
            return self.unknown("connect", sid)  # an event of that name, sent by somebody who is in already
        try:
            hello = protocol.hello(auth)
            who = self._sessions.who(hello.token)
            if who is None:
                raise Rejected("bad_token")
            live = self._sessions.open(who.session)
            if not live.ask(lambda state: _may_come(live, who.person)):
                raise Rejected("too_many_tries")
            if live.ask(lambda state: state.people[who.person].gone):
                live.system("person.return", {"person": who.person})
        except Rejected as no:
            raise _refused(no) from None
        except Forgotten:
            raise _refused(Rejected("no_such_session")) from None
        except Exception:
            log.exception("nobody could be let in")
            raise Refused("try_again") from None  # without a code: the client tries again by itself
        self._arriving[sid] = (who, hello.have)
        return True

    def confirmed(self, sid) -> None:
        """The client has been told that it is connected; now its documents may follow."""
        arriving = self._arriving.pop(sid, None)
        connection = self._fanout.connection(sid) if arriving else None
        if connection is None:
            return
        who, have = arriving
        try:
            live = self._sessions.open(who.session)
            while not live.attach(connection, who.person, have):
                live = self._sessions.open(who.session)
            bucket = self._buckets.setdefault((who.session, who.person), Bucket())
            self._lines[sid] = Line(connection, live, bucket)
            live.presence.came(connection, who.person)
        except Exception:
            log.exception("session %s: documents could not be given", who.session)
            self._hang_up(sid)

    def disconnect(self, sid, _reason=None, *_more):
        self._arriving.pop(sid, None)
        line = self._lines.pop(sid, None)
        if line is None:
            return
        line.live.detach(line.connection)
        line.live.presence.went(line.connection.person, self._clock())
        if self._server.manager.is_connected(sid, NAMESPACE):
            self._hang_up(sid)  # no end of a connection but an event of that name, sent like any other

    def _hang_up(self, sid) -> None:
        self._server.start_background_task(self._server.disconnect, sid, namespace=NAMESPACE)

    # events

    def command(self, sid, payload=None, *_more):
        line, answer = self._line(sid)
        if line is None:
            return answer
        try:
            return line.live.submit(line.connection.person, protocol.command(payload))
        except Rejected as no:
            return protocol.refusal(no)
        except Exception:
            log.exception("session %s: a command was not answered", line.live.id)
            return protocol.refusal(Rejected("server_error"))

    def resync(self, sid, payload=None, *_more):
        line, answer = self._line(sid, RESYNC_COSTS)
        if line is None:
            return answer
        try:
            if not line.live.send_whole(line.connection, protocol.resync(payload)):
                raise Rejected("not_allowed")
        except Rejected as no:
            return protocol.refusal(no)
        except Exception:
            log.exception("session %s: no document to resync", line.live.id)
            return protocol.refusal(Rejected("server_error"))
        return {"ok": True}

    def clock(self, sid, *_more):
        line, answer = self._line(sid)
        return {"now": self._clock()} if line else answer

    def weather(self, sid, payload=None, *_more):
        """A reaction to what is being said: gathered with everybody else's, and forgotten in a moment."""
        line, answer = self._line(sid)
        if line is None:
            return answer
        try:
            line.live.weather.feel(line.connection.person, protocol.reaction(payload), self._clock())
        except Rejected as no:
            return protocol.refusal(no)
        except Exception:
            log.exception("session %s: a reaction was not heard", line.live.id)
            return protocol.refusal(Rejected("server_error"))
        return {"ok": True}

    def signal(self, sid, payload=None, *_more):
        """From one person to another, or to the others, at the same place: the server looks at the envelope only."""
        line, answer = self._line(sid)
        if line is None:
            return answer
        try:
            to, body = protocol.signal(payload)
            mine = {name for name in line.connection.audiences if name.startswith("place:")}
            theirs = [
                other for place in mine for other in line.live.documents.connections(place)
                if other.person == to or (place == to and other.person != line.connection.person)
            ]
            if to in mine and not theirs:
                return {"ok": True}  # alone at one's place
            if not theirs:
                raise Rejected("not_here")
            self._fanout.broadcast(theirs, Message("signal", {"from": line.connection.person, "body": body}))
        except Rejected as no:
            return protocol.refusal(no)
        return {"ok": True}

    def unknown(self, _event, sid, *_more):
        line, answer = self._line(sid)
        return answer if line is None else protocol.refusal(Rejected("unknown_command"))

    def _line(self, sid, cost: int = 1) -> tuple[Line | None, dict | None]:
        line = self._lines.get(sid)
        if line is None:
            return None, protocol.refusal(Rejected("not_allowed"))
        if line.bucket.take(cost):
            return line, None
        if line.bucket.refused > SHUT_AFTER:
            self._hang_up(sid)
        return None, protocol.refusal(Rejected("too_many_tries", wait_seconds=1))


def _may_come(live: LiveSession, person: str) -> bool:
    return live.documents.count_of(person) < MOST_TABS


def _refused(no: Rejected) -> Refused:
    """The official client shows `data`; a plain one reads code and hint where DESIGN says they are."""
    refused = Refused(no.code)
    refused.error_args = {"message": no.code, "data": {"code": no.code, "hint": no.hint}, "code": no.code, "hint": no.hint}
    return refused
