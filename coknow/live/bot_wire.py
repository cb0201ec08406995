"""Many Socket.IO clients in one thread: what a rehearsal's people hold in their hands instead of a browser.

A loop of non-blocking sockets and timers, standard library only, so that a thousand people cost one process and no
async library. It speaks the wire of web/protocol.py as any stranger would. What the people do with it is in
rehearsal.py.
"""

import base64
import heapq
import itertools
import json
import os
import selectors
import socket
import ssl
import struct
import time
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from .fanout.frames import NAMESPACE, unmask

HANDSHAKE_LIMIT = 65_536


class Loop:
    """Sockets that became readable or writable, and things to do at an instant; until `stop`."""

    def __init__(self):
        self.selector = selectors.DefaultSelector()
        self._timers: list = []
        self._order = itertools.count()
        self._running = False

    def later(self, seconds: float, function: Callable, *args) -> None:
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._order), function, args))

    def stop(self) -> None:
        self._running = False

    def run(self) -> None:
        self._running = True
        while self._running:
            self._run_due()
            pause = max(0.0, self._timers[0][0] - time.monotonic()) if self._timers else 0.1
            for key, events in self.selector.select(min(pause, 0.1)):
                key.data(events)

    def _run_due(self) -> None:
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now and self._running:
            _, _, function, args = heapq.heappop(self._timers)
            function(*args)


class Client:
    """One websocket to /live. Calls `on_connect()`, `on_event(name, body)` and `on_close(refusal or None)`."""

    def __init__(self, loop: Loop, url: str, auth: Callable[[], dict]):
        self._loop = loop
        self._url: SplitResult = urlsplit(url)
        self._auth = auth
        self._acks: dict[int, Callable] = {}
        self._ids = itertools.count(1)
        self._socket: socket.socket | None = None
        self.connected = False
        self.on_connect: Callable = lambda: None
        self.on_event: Callable = lambda name, body: None
        self.on_close: Callable = lambda refusal: None

    # outwards

    def open(self) -> None:
        self._in, self._out, self._fragments = bytearray(), bytearray(), []
        self._upgraded, self._refusal = False, None
        secure = self._url.scheme == "https"
        port = self._url.port or (443 if secure else 80)
        try:
            self._socket = socket.create_connection((self._url.hostname, port), timeout=10)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if secure:
                self._socket = ssl.create_default_context().wrap_socket(self._socket, server_hostname=self._url.hostname)
            self._socket.setblocking(False)
        except OSError:
            self._socket = None
            self._loop.later(0, self.on_close, None)
            return
        self._loop.selector.register(self._socket, selectors.EVENT_READ, self._ready)
        key = base64.b64encode(os.urandom(16)).decode()
        self._write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {self._url.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def ask(self, event: str, body: dict, answered: Callable) -> None:
        number = next(self._ids)
        self._acks[number] = answered
        self._send(f"42{NAMESPACE},{number}" + json.dumps([event, body], ensure_ascii=False, separators=(",", ":")))

    def cut(self) -> None:
        """As a phone in a tunnel: no goodbye."""
        self._close()

    def _send(self, text: str) -> None:
        body, mask = text.encode(), os.urandom(4)
        length = len(body)
        head = (bytes((0x81, 0x80 | length)) if length < 126 else struct.pack("!BBH", 0x81, 0xFE, length)
                if length < 65536 else struct.pack("!BBQ", 0x81, 0xFF, length))
        self._write(head + mask + unmask(body, mask))

    def _write(self, data: bytes) -> None:
        if self._socket is None:
            return
        self._out += data
        self._flush()

    def _flush(self) -> None:
        try:
            while self._out:
                sent = self._socket.send(self._out)
                del self._out[:sent]
        except (BlockingIOError, ssl.SSLWantWriteError, ssl.SSLWantReadError):
            pass
        except OSError:
            return self._close()
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._out else 0)
        self._loop.selector.modify(self._socket, wanted, self._ready)

    def _close(self) -> None:
        if self._socket is None:
            return
        self._loop.selector.unregister(self._socket)
        self._socket.close()
        self._socket, self.connected = None, False
        self._acks.clear()
        self.on_close(self._refusal)

    # inwards

    def _ready(self, events: int) -> None:
        if events & selectors.EVENT_WRITE:
            self._flush()
        if self._socket is None or not events & selectors.EVENT_READ:
            return
        try:
            data = self._socket.recv(262_144)
            while isinstance(self._socket, ssl.SSLSocket) and self._socket.pending():
                data += self._socket.recv(self._socket.pending())
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        except OSError:
            data = b""
        if not data:
            return self._close()
        self._in += data
        if not self._upgraded and not self._take_handshake():
            return
        while self._socket is not None and (message := self._take_frame()) is not None:
            self._take_packet(message)

    def _take_handshake(self) -> bool:
        end = self._in.find(b"\r\n\r\n")
        if end < 0:
            if len(self._in) > HANDSHAKE_LIMIT:
                self._close()
            return False
        if not self._in.startswith(b"HTTP/1.1 101"):
            self._close()
            return False
        del self._in[: end + 4]
        self._upgraded = True
        return True

    def _take_frame(self) -> str | None:
        """The next whole text message; control frames are dealt with on the way."""
        while len(self._in) >= 2:
            first, length = self._in[0], self._in[1] & 127
            start = 2
            if length == 126:
                start, length = 4, int.from_bytes(self._in[2:4], "big")
            elif length == 127:
                start, length = 10, int.from_bytes(self._in[2:10], "big")
            if len(self._in) < start + length:
                return None
            payload = bytes(self._in[start:start + length])
            del self._in[: start + length]
            opcode = first & 15
            if opcode == 8:
                self._close()
                return None
            if opcode in (0, 1):
                self._fragments.append(payload)
                if first & 128:
                    whole, self._fragments = b"".join(self._fragments), []
                    return whole.decode()
        return None

    def _take_packet(self, text: str) -> None:
        if text[:1] == "0":
            return self._send(f"40{NAMESPACE}," + json.dumps(self._auth(), separators=(",", ":")))
        if text[:1] == "2":
            return self._send("3")
        if text[:1] != "4":
            return None
        kind, rest = text[1:2], text[2:].removeprefix(NAMESPACE + ",")
        if kind == "0":
            self.connected = True
            self.on_connect()
        elif kind == "1":
            self._close()
        elif kind == "2":
            name, *body = json.loads(rest)
            self.on_event(name, body[0] if body else {})
        elif kind == "3":
            number, _, answer = rest.partition("[")
            answered = self._acks.pop(int(number), None)
            if answered:
                answered(*json.loads("[" + answer))
        elif kind == "4":
            refusal = json.loads(rest)
            self._refusal = refusal.get("data", refusal) if isinstance(refusal, dict) else {}
            self._close()
