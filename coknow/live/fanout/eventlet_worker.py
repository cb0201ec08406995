"""Serving on eventlet: the listening socket, the sockets' fast path, background work. The only file that imports it.

The fast path hangs on one private name, `engineio.Server._async["websocket"]`, replaced on our server object alone;
`direct_websocket` raises NotAsExpected when anything it builds on looks different, and the stock class stays.
"""

import gc
import inspect
import socket

import eventlet
import eventlet.wsgi
from eventlet.hubs import trampoline
from eventlet.websocket import RFC6455WebSocket

from . import frames
from .outgoing import Outgoing
from .pace import Pace, fair
from .worker import BACKLOG, KEEPALIVE, MAX_CONNECTIONS, NotAsExpected, quiet_collector

name = "eventlet"
spawn = eventlet.spawn
sleep = eventlet.sleep


def later(seconds: float, function, *args):
    eventlet.spawn_after(seconds, function, *args)


def serve(app, host: str, port: int, started) -> None:
    """Blocks until the process ends. `started(address)` is told once the socket listens."""
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    listening = eventlet.listen((host, port), family=family, backlog=BACKLOG, reuse_port=False)
    # accepted sockets inherit it; without it an acknowledgement waits 40 ms for the one before to be confirmed
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    quiet_collector(gc)
    started(listening.getsockname())
    # eventlet's own limit of 1024 connections would hang the 1,025th; socket_timeout must stay off for websockets
    eventlet.wsgi.server(
        listening, fair(app, sleep), max_size=MAX_CONNECTIONS, keepalive=KEEPALIVE, log_output=False, debug=False,
        protocol=_Discreet,
    )


class _Discreet(eventlet.wsgi.HttpProtocol):
    """To requests that are none: not which Python this is to the sender, and not who they are to the log."""

    def version_string(self):
        return "coknow"

    def log_message(self, *_format):
        pass


class _BufferedReads:
    """One recv per burst instead of three per frame; everything else passes through to the green socket."""

    __slots__ = ("_socket", "_held", "_pace")

    def __init__(self, green, pace: Pace):
        self._socket = green
        self._held = b""
        self._pace = pace

    def recv(self, size: int) -> bytes:
        self._pace.before(size)
        if not self._held:
            self._held = self._socket.recv(65536)
        taken, self._held = self._held[:size], self._held[size:]
        return taken

    def __getattr__(self, name):
        return getattr(self._socket, name)


class _DirectWebSocket(RFC6455WebSocket):
    def __init__(self, green, environ, version, protocol, max_frame_length):
        self._pace = Pace(2 * max_frame_length, sleep)
        reads = _BufferedReads(green, self._pace)
        super().__init__(reads, environ, version, protocol=protocol, max_frame_length=max_frame_length)

        def wait_writable(seconds):
            trampoline(green.fd, write=True, timeout=seconds)

        self.outgoing = Outgoing(green.fd, wait_writable, eventlet.spawn)

    @staticmethod
    def _apply_mask(data, mask, length=None, offset=0):
        return frames.unmask(data if length is None else data[:length], bytes(mask), offset)

    def wait(self):
        return frames.first_packet(self._next)

    def _next(self):
        message = super().wait()
        self._pace.heard()
        return message

    def send(self, message, **control):
        """Engine.IO's own packets, and control frames: through the same queue, or they would cut a frame in two."""
        if self.outgoing.dropped:
            raise OSError("this client was cut off")
        self.outgoing.push(self._pack_message(message, **control) if control else frames.frame(message))


def direct_websocket(stock: type) -> type:
    """The driver's websocket class, with a direct way out to its client: `engineio.Socket.outgoing`."""
    _expect(stock)

    class DirectWebSocketWSGI(stock):
        def __init__(self, handler, server):
            owner = handler.__self__  # the engineio.Socket whose websocket this becomes

            def handle(ws):
                owner.outgoing = getattr(ws, "outgoing", None)
                return handler(ws)

            super().__init__(handle, server)

        def _handle_hybi_request(self, environ):
            # deflate costs 90 kB and 60 % more time per connection; eventlet has no switch for it
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            ws = super()._handle_hybi_request(environ)
            return _DirectWebSocket(ws.socket, environ, ws.version, ws.protocol, self.max_frame_length)

    return DirectWebSocketWSGI


def _expect(stock: type) -> None:
    wanted = {"sock", "environ", "version", "protocol", "max_frame_length"}
    if not wanted <= set(inspect.signature(RFC6455WebSocket.__init__).parameters):
        raise NotAsExpected("eventlet.websocket.RFC6455WebSocket takes other arguments")
    if "offset" not in inspect.signature(RFC6455WebSocket._apply_mask).parameters:
        raise NotAsExpected("eventlet.websocket unmasks another way")
    for method in ("_pack_message", "_get_bytes", "wait", "close"):
        if not hasattr(RFC6455WebSocket, method):
            raise NotAsExpected(f"eventlet.websocket has no {method}")
    if not hasattr(stock, "_handle_hybi_request"):
        raise NotAsExpected("the eventlet driver's websocket class is another one")
