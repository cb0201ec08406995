"""The harvest as a file: JSON for programs, Markdown to keep and edit, HTML that reads the same everywhere offline.

One source (session.harvest through outline.py); the words around the notes come in the session's language, because a
file belongs to the group and not to whoever downloads it; `?lang=` asks for another. PDF and DOCX are announced but
not made yet: the page prints well.
"""

import json
from functools import cache, partial

from flask import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import accounts, assets, language, outline
from .doors import bearer, person_here
from .errors import Refused
from .markdown_file import facts, markdown, whence
from .site import site

READY = ("md", "html", "json")
ANNOUNCED = ("pdf", "docx")
_TYPES = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def kind_of(asked: str) -> str:
    asked = {"markdown": "md", "htm": "html"}.get(asked.lower(), asked.lower())
    if asked in ANNOUNCED:
        raise Refused("format_not_yet", format=asked.upper())
    if asked not in READY:
        raise Refused("format_unknown", formats=", ".join(READY))
    return asked


def reachable(code: str) -> dict:
    """The harvest this request may see: a host's whole view, or what the host has opened to others."""
    of_host = _is_host_here(code)
    found = site().sessions.harvest(code, for_hosts=of_host)
    if not (of_host or found.get("open")):
        raise Refused("harvest_not_open")
    return found


def _is_host_here(code: str) -> bool:
    if bearer():
        return person_here(code).role in ("host", "cohost")
    account = accounts.signed_in()
    return account is not None and site().sessions.find(code).account == account.id


def words(found: dict) -> dict:
    """What the page needs beside the outline. A person reads a page in their own language."""
    gathered, spoken = outline.of(found), language.current()
    return {
        "facts": facts(gathered, spoken),
        "whence": lambda line: whence(line, spoken, gathered),
        "session_language": gathered.language,
    }


def response(kind: str, found: dict) -> Response:
    answer = Response(_body(kind, found), content_type=_TYPES[kind])
    if kind != "json":
        answer.headers["Content-Disposition"] = f"attachment; filename={_file_name(found)}.{kind}"
    return answer


def _body(kind: str, found: dict) -> str:
    if kind == "json":
        return json.dumps(found, ensure_ascii=False, indent=1)
    return render(kind, found, language.asked_for())


def render(kind: str, found: dict, spoken: str | None = None) -> str:
    spoken = spoken or found.get("language", language.DEFAULT)
    if kind == "md":
        return markdown(outline.of(found), spoken)
    return standalone(found, spoken)


def standalone(found: dict, spoken: str | None = None) -> str:
    """The HTML file; needs no request, so that `coknow export` makes the same one."""
    gathered = outline.of(found)
    spoken = spoken or gathered.language
    return _files().get_template("harvest_file.html").render(
        harvest=gathered,
        spoken=spoken,
        facts=facts(gathered, spoken),
        say=partial(language.translate, spoken),
        words=lambda text: language.pick(text, spoken, gathered.language)[0],
        whence=lambda line: whence(line, spoken, gathered),
    )


@cache
def _files() -> Environment:
    return Environment(
        loader=FileSystemLoader(assets.TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _file_name(found: dict) -> str:
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in found["title"].lower())
    plain = "-".join(part for part in plain.split("-") if part)[:40]
    return f"{plain or 'harvest'}-{found['code'].lower()}"
