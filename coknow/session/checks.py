"""Small checks on what people send: texts, numbers, choices, links.

Shared by templates and settings, so that both have one vocabulary of faults; each fault code has a sentence in
locale/<language>/template.po under ``template.<code>``. Knows nothing of what a template or a setting is.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from coknow.parts.notes import KINDS

LANGUAGES = ("fi", "sv", "en")

_JOINERS = "\u200c\u200d"  # they hold emoji and some scripts together; every other format character can deceive
_LINK_LIMIT = 2000  # a Teams link is some 300 characters, one wrapped by a mail filter a thousand
_NOT_IN_LINKS = re.compile(r"""[\s<>"'\\^`{|}]""")
_HOST = re.compile(r"[^\W_]([\w.-]*[^\W_])?")


class Fault(Exception):
    """Something sent is not as it must be: `path` says where inside the value, `code` and `params` what."""

    def __init__(self, code: str, path: str = "", **params):
        super().__init__(f"{path or '.'}: {code}")
        self.code, self.path, self.params = code, path, params

    def under(self, name) -> "Fault":
        """The same fault as seen from one level further out."""
        return Fault(self.code, joined(name, self.path), **self.params)


def joined(*names) -> str:
    """A dotted path that stays readable however long the keys were that somebody sent."""
    return ".".join(name[:60] if isinstance(name, str) else _key(name) for name in names if name != "")


def line(value, limit: int) -> str:
    """One line of text: white space collapsed, deceiving characters gone."""
    return " ".join(_characters(value, limit).split())


def passage(value, limit: int) -> str:
    """A text that may have several lines."""
    lines = (" ".join(row.split()) for row in _characters(value, limit).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def text(value, limit: int, language: str | None = None) -> dict:
    """{language: passage} without empty ones. A plain string counts as `language`, where one is given."""
    if isinstance(value, str) and language:
        value = {language: value}
    if not isinstance(value, dict):
        raise Fault("not_text")
    for name in value:
        if name not in LANGUAGES:
            raise Fault("unknown_language", joined(name), allowed=", ".join(LANGUAGES))
    found = {}
    for name in LANGUAGES:
        if value.get(name) is None:
            continue
        try:
            words = passage(value[name], limit)
        except Fault as fault:
            raise fault.under(name) from None
        if words:
            found[name] = words
    return found


def mapping(value) -> dict:
    if not isinstance(value, dict):
        raise Fault("not_an_object")
    return value


def whole(value, low: int, high: int) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Fault("not_a_number", min=low, max=high)
    if not low <= value <= high:
        raise Fault("out_of_range", min=low, max=high)
    return value


def minutes(value, low: float, high: float) -> int | float:
    """Minutes go in halves: finer steps mean nothing to people, and sums stay exact."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Fault("not_a_number", min=low, max=high)
    if not low <= value <= high:  # also catches NaN
        raise Fault("out_of_range", min=low, max=high)
    if (value * 2) % 1:
        raise Fault("not_half_minutes")
    return int(value) if value == int(value) else value


def flag(value) -> bool:
    if not isinstance(value, bool):
        raise Fault("not_yes_or_no")
    return value


def one_of(value, allowed) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise Fault("not_one_of", allowed=", ".join(allowed))
    return value


def some_of(value, allowed) -> list[str]:
    """A list of distinct choices in the order given; an empty one is a mistake."""
    if not isinstance(value, list) or not value:
        raise Fault("not_a_list")
    for number, entry in enumerate(value):
        try:
            one_of(entry, allowed)
        except Fault as fault:
            raise fault.under(number) from None
    return list(dict.fromkeys(value))


def link(value) -> str:
    """An https address. People will tap it beside the host's own words, so nothing that hides where it leads."""
    address = line(value, _LINK_LIMIT)
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        raise Fault("not_https") from None
    hides = "@" in parts.netloc or _NOT_IN_LINKS.search(address)
    if parts.scheme != "https" or hides or not _HOST.fullmatch(host):
        raise Fault("not_https")
    return address


def _key(name) -> str:
    """A key that is not text: JSON has none, YAML has numbers, dates and worse."""
    return str(name) if isinstance(name, int) and abs(name) < 10**9 else type(name).__name__


def _characters(value, limit: int) -> str:
    if not isinstance(value, str):
        raise Fault("not_text")
    if len(value) > limit * 4 + 100:  # before the work below, which a megabyte would make slow
        raise Fault("too_long", limit=limit)
    if not value.isprintable():
        value = "".join(_allowed(character) for character in value)
    value = unicodedata.normalize("NFC", value)
    if len(value.strip()) > limit:
        raise Fault("too_long", limit=limit)
    return value


def _allowed(character: str) -> str:
    if character in "\n\r\t\u2028\u2029\x85":
        return "\t" if character == "\t" else "\n"
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):  # a lone surrogate would break the database's encoding later
        raise Fault("control_character")
    if category == "Cf" and character not in _JOINERS:
        return ""
    return character
