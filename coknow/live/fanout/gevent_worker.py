"""Serving on gevent: the same as on eventlet, so that leaving eventlet is a setting. The only file that imports it."""

import gc
import os
import socket

import gevent
from gevent import pywsgi
from gevent.pool import Pool
from gevent.socket import wait_write
from geventwebsocket.handler import WebSocketHandler
from geventwebsocket.websocket import Stream, WebSocket

from . import frames
from .outgoing import Outgoing
from .pace import Pace, fair
from .worker import BACKLOG, MAX_CONNECTIONS, NotAsExpected, quiet_collector

name = "gevent"
spawn = gevent.spawn
sleep = gevent.sleep


def later(seconds: float, function, *args):
    gevent.spawn_later(seconds, function, *args)


def serve(app, host: str, port: int, started) -> None:
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    listening = gevent.socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # see eventlet_worker.serve
    listening.bind((host, port))
    listening.listen(BACKLOG)
    quiet_collector(gc)
    started(listening.getsockname())
    server = pywsgi.WSGIServer(
        listening, fair(app, sleep), handler_class=_Handler, spawn=Pool(MAX_CONNECTIONS),
        log=None, error_log=None,  # which would name the address of whoever sent half a request
    )
    server.serve_forever()


class _Handler(WebSocketHandler):
    def upgrade_websocket(self):
        self.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return super().upgrade_websocket()


def direct_websocket(stock: type) -> type:
    _expect(stock)

    class DirectWebSocketWSGI(stock):
        def __init__(self, handler, server):
            self._owner = handler.__self__
            # gevent-websocket believes any length a frame announces
            self._pace = Pace(2 * int(server.max_http_buffer_size), sleep)
            super().__init__(handler, server)

        def __call__(self, environ, start_response):
            ws = environ.get("wsgi.websocket")
            if ws is not None:
                green = ws.handler.socket
                self.outgoing = self._owner.outgoing = Outgoing(green._sock, writable(green), gevent.spawn)
                ws.raw_write = self.outgoing.push  # pongs and the closing frame too
                ws.raw_read = ws.stream.read = self._paced(ws.raw_read)
            return super().__call__(environ, start_response)

        def _paced(self, read):
            def read_in_turn(size):
                self._pace.before(size)
                return read(size)

            return read_in_turn

        def wait(self):
            return frames.first_packet(self._next)

        def _next(self):
            message = super().wait()
            self._pace.heard()
            return message

        def send(self, message):
            if self.outgoing.dropped:
                raise OSError("this client was cut off")
            self.outgoing.push(frames.frame(message))

    return DirectWebSocketWSGI


def writable(green):
    """Waiting until `green` takes bytes. On a descriptor of its own: when the reader closes the connection meanwhile,
    libev finds the other one gone and ends the whole process."""

    def wait(seconds: float) -> None:
        own = os.dup(green.fileno())
        try:
            wait_write(own, timeout=seconds)
        finally:
            os.close(own)

    return wait


def _expect(stock: type) -> None:
    ours = ((WebSocket, "raw_write"), (WebSocket, "raw_read"), (Stream, "read"), (gevent.socket.socket, "_sock"))
    for cls, attribute in ours:
        if not hasattr(cls, attribute):
            raise NotAsExpected(f"{cls.__module__}.{cls.__name__} has no {attribute}")
    if not hasattr(stock, "send") or not hasattr(stock, "__call__"):
        raise NotAsExpected("the gevent driver's websocket class is another one")
