"""The templates a host may choose from: the built-in ones and what was imported into this installation.

An imported template of the same id stands before the built-in one: a municipality's own wording of the café.
"""

import re

from coknow import library

from .site import site

_OFFERED = ("published", "pilot")
_ID = re.compile(r"[a-z0-9-]{1,60}")  # nothing else is a template's; PostgreSQL would stumble over some of it


def everything() -> dict[str, dict]:
    """{id: template} in the library's order, withdrawn ones and drafts included."""
    return {**library.builtin(), **site().store.library.all()}


def offered() -> list[dict]:
    return [template for template in everything().values() if template.get("status", "published") in _OFFERED]


def find(template_id: str) -> dict | None:
    if not _ID.fullmatch(template_id):
        return None
    return site().store.library.get(template_id) or library.builtin().get(template_id)
