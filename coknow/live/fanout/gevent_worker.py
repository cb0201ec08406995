"""Serving on gevent: the same as on eventlet, so that leaving eventlet is a setting. The only file that imports it."""

import gc
import socket

import gevent
from gevent import pywsgi
from gevent.pool import Pool
from gevent.socket import wait_write
from geventwebsocket.handler import WebSocketHandler
from geventwebsocket.websocket import WebSocket

from . import frames
from .outgoing import Outgoing
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
    server = pywsgi.WSGIServer(listening, app, handler_class=_Handler, log=None, spawn=Pool(MAX_CONNECTIONS))
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
            self._limit = int(server.max_http_buffer_size)
            super().__init__(handler, server)

        def __call__(self, environ, start_response):
            ws = environ.get("wsgi.websocket")
            if ws is not None:
                green = ws.handler.socket
                self.outgoing = self._owner.outgoing = Outgoing(
                    green._sock, lambda seconds: wait_write(green.fileno(), timeout=seconds), gevent.spawn
                )
                ws.raw_write = self.outgoing.push  # pongs and the closing frame too
                ws.raw_read = _limited(ws.raw_read, self._limit)
            return super().__call__(environ, start_response)

        def wait(self):
            return frames.first_packet(super().wait)

        def send(self, message):
            if self.outgoing.dropped:
                raise OSError("this client was cut off")
            self.outgoing.push(frames.frame(message))

    return DirectWebSocketWSGI


def _limited(read, limit: int):
    """gevent-websocket believes any length a frame announces; this ends the connection instead of reading it."""

    def read_at_most(size):
        if size > limit:
            raise OSError("frame is too large")
        return read(size)

    return read_at_most


def _expect(stock: type) -> None:
    for cls, attribute in ((WebSocket, "raw_write"), (WebSocket, "raw_read"), (gevent.socket.socket, "_sock")):
        if not hasattr(cls, attribute):
            raise NotAsExpected(f"{cls.__module__}.{cls.__name__} has no {attribute}")
    if not hasattr(stock, "send") or not hasattr(stock, "__call__"):
        raise NotAsExpected("the gevent driver's websocket class is another one")
