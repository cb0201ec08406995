"""Reading a Yjs update (format 1) before it is believed: what it would add, and that it is nothing but plain text.

The decoder behind pycrdt trusts counts that a stranger wrote (five bytes can ask for half a gigabyte), keeps parts whose
beginning it has not seen, and takes in pictures and tables as gladly as letters. So every update of a browser is read
here first, in plain Python, and only what is wholly understood goes on. Nothing here knows cards, people or limits.
"""

import unicodedata
from dataclasses import dataclass, field

ROOT = "t"  # the one text in each shared document

_GONE, _DELETED, _STRING = 0, 1, 4  # kinds of content: forgotten, deleted, letters
_HAS_LEFT, _HAS_RIGHT, _HAS_KEY, _KIND = 0x80, 0x40, 0x20, 0x1F
_LARGEST_WRITER = 2**53 - 1
_LARGEST_CLOCK = 2**31 - 1


class Unreadable(Exception):
    """Not an update, or one that holds something else than text."""


@dataclass(slots=True)
class Reading:
    """What an update speaks of: `added` and `deleted` are (writer, from, to) in each writer's own count of letters;
    `refers` are letters (writer, number) that must be known already."""

    added: list[tuple[int, int, int]] = field(default_factory=list)
    deleted: list[tuple[int, int, int]] = field(default_factory=list)
    refers: list[tuple[int, int]] = field(default_factory=list)
    letters: int = 0


def read(update: bytes) -> Reading:
    """The update's content, or Unreadable."""
    source = _Source(update)
    found = Reading()
    for _ in range(source.count(each=3)):
        structs, writer, clock = source.count(each=2), source.writer(), source.clock()
        start = clock
        for _ in range(structs):
            clock += _struct(source, found)
            if clock > _LARGEST_CLOCK:
                raise Unreadable("clock")
        found.added.append((writer, start, clock))
    for _ in range(source.count(each=2)):
        writer = source.writer()
        for _ in range(source.count(each=2)):
            start = source.clock()
            found.deleted.append((writer, start, start + source.clock()))
    if not source.at_end():
        raise Unreadable("more than an update")
    return found


def read_state(vector: bytes) -> dict[int, int]:
    """A state vector: writer -> how many of their letters are known."""
    source = _Source(vector)
    return {source.writer(): source.clock() for _ in range(source.count(each=2))}


def follows(reading: Reading, known: dict[int, int]) -> bool:
    """Does everything it speaks of exist, once it is added to what is `known`? What does not would wait for ever."""
    reached = dict(known)
    for writer, start, end in reading.added:
        if start > reached.get(writer, 0):
            return False
        reached[writer] = max(reached.get(writer, 0), end)
    return (all(number < reached.get(writer, 0) for writer, number in reading.refers)
            and all(end <= reached.get(writer, 0) for writer, _, end in reading.deleted))


def _struct(source: "_Source", found: Reading) -> int:
    info = source.byte()
    kind = info & _KIND
    if kind == _GONE:
        if info:
            raise Unreadable("kind")
        return source.length()
    if kind not in (_DELETED, _STRING):
        raise Unreadable("kind")
    if info & _HAS_LEFT:
        found.refers.append((source.writer(), source.clock()))
    if info & _HAS_RIGHT:
        found.refers.append((source.writer(), source.clock()))
    if not info & (_HAS_LEFT | _HAS_RIGHT) and (source.number() != 1 or source.text() != ROOT):
        raise Unreadable("parent")
    if info & _HAS_KEY:
        raise Unreadable("key")
    if kind == _DELETED:
        return source.length()
    text = source.text()
    if not text or any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        raise Unreadable("characters")
    found.letters += len(text)
    return len(text.encode("utf-16-le")) // 2  # browsers count in UTF-16


class _Source:
    """Bytes, taken from the front. No count is believed that could not fit into what is left."""

    __slots__ = ("_bytes", "_at")

    def __init__(self, source: bytes):
        self._bytes, self._at = source, 0

    def at_end(self) -> bool:
        return self._at == len(self._bytes)

    def byte(self) -> int:
        if self._at >= len(self._bytes):
            raise Unreadable("end")
        self._at += 1
        return self._bytes[self._at - 1]

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
            if shift > 56:
                raise Unreadable("number")

    def count(self, *, each: int) -> int:
        """How many things follow, each of at least `each` bytes."""
        number = self.number()
        if number * each > len(self._bytes) - self._at:
            raise Unreadable("count")
        return number

    def writer(self) -> int:
        return self._at_most(_LARGEST_WRITER)

    def clock(self) -> int:
        return self._at_most(_LARGEST_CLOCK)

    def length(self) -> int:
        length = self.clock()
        if not length:
            raise Unreadable("length")
        return length

    def text(self) -> str:
        length = self.count(each=1)
        piece = self._bytes[self._at : self._at + length]
        self._at += length
        try:
            return piece.decode()
        except UnicodeDecodeError:
            raise Unreadable("letters") from None

    def _at_most(self, limit: int) -> int:
        number = self.number()
        if number > limit:
            raise Unreadable("number")
        return number
