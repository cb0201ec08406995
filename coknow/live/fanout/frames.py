"""WebSocket frames and the Socket.IO text inside them, encoded once for everybody who gets them. Pure."""

import json
import struct

NAMESPACE = "/live"
MOST_GARBAGE = 20  # unreadable messages in a row
_EVENT = "2" + NAMESPACE + ","  # Socket.IO: an event in our namespace; Engine.IO puts its own "4" in front


class StrictJSON:
    """The JSON our sockets speak: compact, UTF-8 as it is, and no numbers that JSON does not have.

    Has the two functions that python-socketio asks its `json=` argument for.
    """

    _encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode

    @staticmethod
    def _refuse(name: str):
        raise ValueError(f"{name} is not JSON")

    @classmethod
    def dumps(cls, value, **_kwargs) -> str:
        return cls._encode(value)

    @classmethod
    def loads(cls, text, **_kwargs):
        return json.loads(text, parse_constant=cls._refuse)


def frame(payload: str | bytes) -> bytes:
    """One unmasked, final WebSocket frame: text for str, binary for bytes."""
    opcode, body = (0x81, payload.encode()) if isinstance(payload, str) else (0x82, bytes(payload))
    length = len(body)
    if length < 126:
        return bytes((opcode, length)) + body
    if length < 65536:
        return struct.pack("!BBH", opcode, 126, length) + body
    return struct.pack("!BBQ", opcode, 127, length) + body


def unmask(data: bytes, mask: bytes, offset: int = 0) -> bytes:
    """The XOR every frame from a browser needs, as one big-integer operation instead of a loop over bytes."""
    length = len(data)
    turn = offset & 3
    key = mask[turn:] + mask[:turn]
    repeated = (key * ((length + 3) >> 2))[:length]
    return (int.from_bytes(data, "little") ^ int.from_bytes(repeated, "little")).to_bytes(length, "little")


def first_packet(wait):
    """The next message that is an Engine.IO packet at all, by asking `wait()`; None when the connection has ended.

    python-engineio lets anything else end the connection with a traceback, and notices its end a minute later.
    """
    for _ in range(MOST_GARBAGE):
        data = wait()
        if data is None or isinstance(data, bytes | bytearray) or (data and data[0] in "0123456"):
            return data
    return None


class Message:
    """One event for browsers: its Socket.IO text, and its frame made at most once however many receive it."""

    __slots__ = ("text", "_frame")

    def __init__(self, event: str, body: dict):
        self.text = _EVENT + StrictJSON.dumps([event, body])
        self._frame: bytes | None = None

    @property
    def frame(self) -> bytes:
        if self._frame is None:
            self._frame = frame("4" + self.text)
        return self._frame

    @property
    def size(self) -> int:
        """Bytes on the wire, frame header included."""
        return len(self.frame)

    def __repr__(self) -> str:
        return f"Message({self.text[:80]})"
