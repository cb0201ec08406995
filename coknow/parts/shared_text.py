"""A text that several people write at once without losing a letter: updates of a Yjs document, kept as plain JSON.

A text is `parts`: number -> update in base64. Their union is the text, in whatever order they are taken in, so a
browser applies those it has not seen. After every MELT parts they are melted into one, and whoever has them all gets
that one. All of it is pure: a document lives only inside one call (a Doc must not be shared between greenlets).
Who may write and how much fits is the caller's; what an update may hold is yjs_update's.
"""

import base64
import binascii
from functools import lru_cache

from pycrdt import Doc, Text

from coknow.kernel.rejected import Rejected

from . import yjs_update

UPDATE_LIMIT = 40_000  # bytes of one update: a message on the wire takes 64 kB of base64
TEXT_HISTORY = 64_000  # bytes of one melted text, deleted letters included
MELT = 16


def taken_in(parts: dict[str, str], update, limit: int, field: str) -> tuple[str, str] | None:
    """(the text before, the text after), or None where the update changes nothing; Rejected where it may not come in."""
    raw = _decoded(update, field)
    try:
        reading = yjs_update.read(raw)
    except yjs_update.Unreadable:
        raise Rejected("bad_arguments", field=field) from None
    doc = _doc(parts)
    if not yjs_update.follows(reading, yjs_update.read_state(doc.get_state())):
        raise Rejected("text_unknown", field=field)
    before, history = str(doc.get(yjs_update.ROOT, type=Text)), doc.get_update()
    try:
        doc.apply_update(raw)
        after, melted = str(doc.get(yjs_update.ROOT, type=Text)), doc.get_update()
    except BaseException as problem:  # the library's panic is no Exception
        if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
            raise
        raise Rejected("bad_arguments", field=field) from None
    if melted == history:
        return None
    if len(after) > limit and len(after) > len(before):
        raise Rejected("too_long", field=field, limit=limit)
    if len(melted) > TEXT_HISTORY and len(melted) > len(history) and len(after) >= len(before):
        raise Rejected("too_large", field=field)
    return before, after


def added(parts: dict[str, str], update: str) -> dict[str, str]:
    """The parts with one more: a new object, melted into one part when there are many."""
    number = int(max(parts, key=int, default="0")) + 1
    more = {**parts, str(number): update}
    if len(more) < MELT:
        return more
    return {str(number): base64.b64encode(_doc(more).get_update()).decode()}


def text_of(parts: dict[str, str]) -> str:
    return _text(tuple(parts.values()))


def appended(parts: dict[str, str], text: str, writer: int) -> str:
    """The update that puts `text` on a line of its own at the end: for whoever has no Yjs (bots, plain clients).
    `writer` is a number nobody else writes as."""
    doc = _doc(parts, writer)
    known = doc.get_state()
    whole = doc.get(yjs_update.ROOT, type=Text)
    whole += ("\n" if str(whole) else "") + text
    return base64.b64encode(doc.get_update(known)).decode()


@lru_cache(maxsize=2048)
def _text(parts: tuple[str, ...]) -> str:
    return str(_doc(dict(enumerate(parts))).get(yjs_update.ROOT, type=Text))


def _doc(parts: dict, writer: int | None = None) -> Doc:
    doc = Doc(client_id=writer) if writer else Doc()
    for part in parts.values():
        doc.apply_update(base64.b64decode(part))
    return doc


def _decoded(update, field: str) -> bytes:
    if not isinstance(update, str) or not update:
        raise Rejected("bad_arguments", field=field)
    if len(update) > UPDATE_LIMIT * 4 // 3 + 4:
        raise Rejected("too_large", field=field)
    try:
        return base64.b64decode(update, validate=True)
    except (binascii.Error, ValueError):
        raise Rejected("bad_arguments", field=field) from None
