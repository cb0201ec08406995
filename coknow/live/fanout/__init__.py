"""Messages to browsers: the socket server, one connection, and a broadcast that is one encoding and a loop of sends.

The stock path costs a queue, a timer and two greenlet switches for every recipient. Here a message is framed once and
pushed straight into each websocket that has nothing queued (outgoing.py); a connection that cannot be written to
that way (long-polling, a worker without a fast path, a library that changed) gets the same packet the stock way.
Which connection may hear what is not known here (documents.py).
"""

import logging
from collections.abc import Callable, Iterable, Sequence

import socketio
from engineio import packet as engine_packet
from engineio import socket as engine_socket

from . import worker as workers
from .door import Door
from .frames import NAMESPACE, Message, StrictJSON, frame
from .worker import NotAsExpected

__all__ = ["NAMESPACE", "Connection", "Fanout", "Message", "StrictJSON"]

log = logging.getLogger(__name__)
MAX_MESSAGE = 65_536  # bytes, either way (DESIGN §4)
_FOR_NOBODY_ELSE = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
QUEUED_LIMIT = 1_000  # packets a polling client may leave lying before it is cut off


class Rooms(socketio.Manager):
    """The stock manager of one process, which also says when a client has been told that it is connected.

    Documents must not be sent from the connect handler: they would arrive before the confirmation of the connection.
    python-socketio calls `connect` right after sending that confirmation.
    """

    def __init__(self):
        super().__init__()
        self.on_confirmed: Callable[[str], None] = lambda sid: None

    def connect(self, sid, namespace):
        sid = super().connect(sid, namespace)
        if namespace == NAMESPACE:
            self.on_confirmed(sid)
        return sid


class Connection:
    """One browser tab. `send` keeps the order of everything sent to it and never waits."""

    __slots__ = ("sid", "person", "audiences", "_engine", "_socket")

    def __init__(self, sid: str, engine, socket):
        self.sid = sid
        self.person: str | None = None
        self.audiences: tuple[str, ...] = ()
        self._engine = engine
        self._socket = socket

    def send(self, messages: Sequence[Message]) -> None:
        outgoing = _direct(self._socket)
        if outgoing is None:
            for message in messages:
                self._queue(message)
        elif len(messages) == 1:
            outgoing.push(messages[0].frame)
        else:  # one system call for all of them
            outgoing.push(b"".join([message.frame for message in messages]))

    def close(self) -> None:
        """Hang up; what was sent before still arrives."""
        self._engine.start_background_task(self._engine.disconnect, self._socket.sid)

    def _queue(self, message: Message) -> None:
        if self._socket.closed:
            return
        if self._socket.queue.qsize() > QUEUED_LIMIT:
            self.close()
        else:
            self._engine.send_packet(
                self._socket.sid, engine_packet.Packet(engine_packet.MESSAGE, message.text)
            )


def _direct(socket):
    """The way around the queue, where there is one and nothing waits in the queue that it could overtake."""
    outgoing = getattr(socket, "outgoing", None)
    if outgoing is None or not socket.upgraded or socket.closed or socket.queue.qsize():
        return None
    return outgoing


class Fanout:
    def __init__(self, worker: str):
        self.worker = workers.by_name(worker)
        self.rooms = Rooms()
        self.direct = False
        self._server: socketio.Server | None = None

    def server_options(self) -> dict:
        """For Flask-SocketIO: everything about transport that is not the application's business."""
        return {
            "async_mode": self.worker.name,
            "client_manager": self.rooms,
            "json": StrictJSON,
            "max_http_buffer_size": 2 * MAX_MESSAGE,  # up to twice the limit is answered politely, more is cut off
            "async_handlers": False,  # a person's commands in the order they were sent
            "transports": ["websocket", "polling"],
            "ping_interval": 20,
            "ping_timeout": 20,
            "manage_session": False,
            "namespaces": [NAMESPACE],
        }

    def attach(self, server: socketio.Server) -> None:
        """Takes the fast path where the worker and the libraries allow it; says so where not."""
        self._server = server
        engine = server.eio
        Door(server).stand_before()
        _let_nobody_keep(engine)
        try:
            _expect(engine)
            fast = self.worker.direct_websocket(engine._async["websocket"])
        except (NotAsExpected, AttributeError, TypeError, KeyError) as reason:
            log.warning("sending through the library's queue: %s", reason)
            return
        engine._async = dict(engine._async, websocket=fast)
        stock_send = engine.send_packet

        def send_packet(sid, packet):
            """Acknowledgements take the short way too: half of all that a busy server sends."""
            socket = engine.sockets.get(sid)
            outgoing = _direct(socket) if socket is not None else None
            if outgoing is None:
                stock_send(sid, packet)
            else:
                outgoing.push(frame(packet.encode()))

        engine.send_packet = send_packet
        self.direct = True

    def connection(self, sid: str) -> Connection | None:
        engine = self._server.eio
        socket = engine.sockets.get(self._server.manager.eio_sid_from_sid(sid, NAMESPACE))
        return Connection(sid, engine, socket) if socket is not None else None

    def broadcast(self, connections: Iterable[Connection], message: Message) -> None:
        framed = message.frame
        for connection in connections:
            outgoing = _direct(connection._socket)
            if outgoing is None:
                connection._queue(message)
            else:
                outgoing.push(framed)


def _let_nobody_keep(engine) -> None:
    """Long-polling carries documents in plain HTTP answers, past the headers that pages get."""
    stock = engine.handle_request

    def handle_request(environ, start_response):
        def start(status, headers, *more):
            return start_response(status, [*headers, *_FOR_NOBODY_ELSE], *more)

        return stock(environ, start)

    engine.handle_request = handle_request


def _expect(engine) -> None:
    """What the fast path relies on in python-engineio, as far as it can be seen before the first client comes."""
    if not isinstance(engine._async.get("websocket"), type):
        raise NotAsExpected("engineio has no websocket class to build on")
    for method in ("send_packet", "disconnect", "start_background_task"):
        if not callable(getattr(engine, method, None)):
            raise NotAsExpected(f"engineio.Server has no {method}")
    for method in ("_websocket_handler", "poll", "send"):
        if not callable(getattr(engine_socket.Socket, method, None)):
            raise NotAsExpected(f"engineio.Socket has no {method}")
