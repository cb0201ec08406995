"""Reading a command's arguments: right type, right length, no control characters, or a clear refusal."""

import unicodedata

from coknow.kernel.rejected import Rejected

NAME_LIMIT = 60
NOTE_LIMIT = 2000
WORD_LIMIT = 40


def text(args: dict, key: str, limit: int, *, required: bool = True) -> str | None:
    """The argument as trimmed text. Line ends survive, other control characters are refused, not dropped:
    what a person sees stored must be what they sent."""
    value = args.get(key)
    if value is None or value == "":
        if required:
            raise Rejected("empty_text", field=key)
        return None
    if not isinstance(value, str):
        raise Rejected("bad_arguments", field=key)
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
    if len(value) > limit:
        raise Rejected("too_long", field=key, limit=limit)
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in value):
        raise Rejected("bad_arguments", field=key)
    if not value and required:
        raise Rejected("empty_text", field=key)
    return value or None


def name(args: dict, key: str = "name", *, required: bool = True) -> str | None:
    """A person's or organisation's name on one line. Format characters go too: they could turn other text around."""
    value = args.get(key)
    if value is None and not required:
        return None
    if not isinstance(value, str):
        raise Rejected("name_needed", field=key)
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in value.strip()):
        raise Rejected("bad_name", field=key)
    value = "".join(c for c in unicodedata.normalize("NFC", value) if unicodedata.category(c) != "Cf")
    value = " ".join(value.split())
    if len(value) > NAME_LIMIT:
        raise Rejected("too_long", field=key, limit=NAME_LIMIT)
    if not value:
        if required:
            raise Rejected("name_needed", field=key)
        return None
    return value


def one_of(args: dict, key: str, options, default=None):
    value = args.get(key, default)
    if not isinstance(value, str) or value not in options:
        raise Rejected("bad_arguments", field=key)
    return value


def whole(args: dict, key: str, low: int, high: int, default: int | None = None) -> int:
    """An integer within bounds; booleans are not numbers here."""
    value = args.get(key, default)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Rejected("bad_arguments", field=key)
    return value


def flag(args: dict, key: str, default: bool | None = None) -> bool:
    value = args.get(key, default)
    if not isinstance(value, bool):
        raise Rejected("bad_arguments", field=key)
    return value


def ids(args: dict, key: str, limit: int) -> list[str]:
    """A list of ids, possibly empty, without repeats."""
    value = args.get(key, [])
    if not isinstance(value, list) or len(value) > limit or not all(isinstance(v, str) for v in value):
        raise Rejected("bad_arguments", field=key)
    return list(dict.fromkeys(value))
