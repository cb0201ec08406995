"""Which language a person reads, and the sentences in it.

The catalogues are coknow/locale/<language>/<domain>.po, read once by babel; no .mo files, no gettext. Domains: `site`
(these pages), `refusals` (a sentence for every refusal code), `participant` and `host` (the live pages, which get
theirs as JSON), and `activities`: what every activity's own folder says (words.<language>.po there; its refusals join
the others). A message id is a dotted name; a placeholder is {name}; a plural has msgid_plural and follows {count}.
"""

import re
from datetime import datetime, timezone
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from flask import g, has_app_context, has_request_context, request
from markupsafe import Markup, escape

from .site import site

LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
DEFAULT = "fi"
DOMAINS = ("site", "refusals", "template", "participant", "host", "activities")
# what a live page gets with its own domain: the console and the projector show participants' pieces too
SENT_WITH = {
    "participant": ("participant", "activities", "refusals"),
    "host": ("participant", "activities", "host", "refusals", "template"),
}
COOKIE = "lang"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def catalogue(language: str, domain: str) -> dict:
    """{message id: text or {plural category: text}}; an absent file is an empty catalogue."""
    if domain == "activities":
        return {id: text for id, text in _of_activities(language).items() if not id.startswith("refusal.")}
    found = _read(resources.files("coknow").joinpath("locale", language, f"{domain}.po"), language, domain)
    if domain == "refusals":
        found |= {id: text for id, text in _of_activities(language).items() if id.startswith("refusal.")}
    return found


@cache
def _of_activities(language: str) -> dict:
    folders = sorted(resources.files("coknow").joinpath("activities").iterdir(), key=lambda folder: folder.name)
    found = {}
    for folder in folders:
        found |= _read(folder / f"words.{language}.po", language, "activities")
    return found


def _read(source, language: str, domain: str) -> dict:
    if not source.is_file():
        return {}
    with source.open("rb") as file:
        entries = read_po(file, locale=language, domain=domain, abort_invalid=True)
    return {
        _id_of(entry): dict(zip(("one", "other"), entry.string)) if entry.pluralizable else entry.string
        for entry in entries
        if entry.id
    }


def _id_of(entry) -> str:
    return entry.id[0] if entry.pluralizable else entry.id


@cache
def messages(language: str, *domains: str) -> dict:
    """What a live page carries: its domain's sentences and the refusals."""
    return {key: text for domain in domains for key, text in catalogue(language, domain).items()}


def translate(language: str, message: str, domain: str = "site", /, **params) -> str:
    """The sentence for `message`. With a Markup parameter the result is Markup and everything else is escaped."""
    text = catalogue(language, domain).get(message)
    if text is None:
        raise KeyError(f"no message {message!r} in {language}/{domain}.po")
    if isinstance(text, dict):
        text = text[Locale(language).plural_form(params["count"])]
    marked = any(isinstance(value, Markup) for value in params.values())
    fill = (lambda match: str(escape(params[match[1]]))) if marked else (lambda match: str(params[match[1]]))
    if marked:
        return Markup(_PLACEHOLDER.sub(fill, str(escape(text))))
    return _PLACEHOLDER.sub(fill, text)


def refusal(language: str, code: str, **params) -> str:
    """The sentence that says what to do about a refusal; an unknown code gets the general one."""
    known = catalogue(language, "refusals")
    code = code.removeprefix("refusal.")
    message = f"refusal.{code}" if f"refusal.{code}" in known else "refusal.unexpected"
    wanted = set(_PLACEHOLDER.findall(str(known[message])))
    if wanted - params.keys():
        message, wanted = "refusal.unexpected", set()
    return translate(language, message, "refusals", **{name: params[name] for name in wanted})


# -- a person's language ---------------------------------------------------------------------------------------------


def current() -> str:
    """?lang=, else the cookie, else what the browser prefers; Finnish when it says nothing."""
    if not has_request_context():
        return DEFAULT
    if "language" not in g:
        g.language = asked_for() or _known(request.cookies.get(COOKIE)) or _preferred()
    return g.language


def asked_for() -> str | None:
    return _known(request.args.get("lang"))


def _known(language: str | None) -> str | None:
    return language if language in LANGUAGES else None


def _preferred() -> str:
    if not request.accept_languages:
        return DEFAULT
    for wanted, _quality in request.accept_languages:
        primary = wanted.replace("_", "-").split("-")[0].lower()
        if primary in LANGUAGES:
            return primary
    # somebody who reads none of our three is helped best by English
    return "en"


def remember(response):
    """A choice by ?lang= lasts; the live pages set the same cookie from the browser."""
    if has_request_context() and asked_for():
        response.set_cookie(COOKIE, asked_for(), max_age=365 * 86400, samesite="Lax", secure=request.is_secure)
    return response


def t(message: str, domain: str = "site", /, **params) -> str:
    return translate(current(), message, domain, **params)


# -- texts of sessions: {fi, sv, en}, any of them missing -------------------------------------------------------------


def pick(text: dict | str | None, *preferred: str) -> tuple[str, str]:
    """(text, its language): the reader's, else the session's, else any. A plain string has no language ("")."""
    if not text:
        return "", ""
    if isinstance(text, str):
        return text, ""
    for language in (*preferred, *LANGUAGES, *text):
        if text.get(language):
            return text[language], language
    return "", ""


def tx(text, session_language: str = "") -> Markup | str:
    """A session's text for this reader, marked with its own language when that is not the page's."""
    words, language = pick(text, current(), session_language)
    if language and language != current():
        return Markup('<span lang="{}">{}</span>').format(language, words)
    return words


# -- numbers and dates --------------------------------------------------------------------------------------------------


def day(epoch_ms: int, language: str | None = None) -> str:
    return format_date(_moment(epoch_ms).date(), format="long", locale=language or current())


def moment(epoch_ms: int, language: str | None = None) -> str:
    return format_datetime(_moment(epoch_ms), format="medium", locale=language or current())


def iso(epoch_ms: int) -> str:
    return _moment(epoch_ms).isoformat(timespec="minutes")


def _moment(epoch_ms: int) -> datetime:
    return datetime.fromtimestamp(epoch_ms / 1000, tz=_zone())


def _zone():
    """The wall clock of the people in the room, not of the machine: servers tend to run in UTC."""
    name = site().timezone if has_app_context() else "Europe/Helsinki"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.utc
