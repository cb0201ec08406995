"""The templates a host may choose from: the built-in ones and what was imported into this installation.

An imported template of the same id stands before the built-in one: a municipality's own wording of the café.
"""

from coknow import library

from .site import site

_OFFERED = ("published", "pilot")


def everything() -> dict[str, dict]:
    """{id: template} in the library's order, withdrawn ones and drafts included."""
    return {**library.builtin(), **site().store.library.all()}


def offered() -> list[dict]:
    return [template for template in everything().values() if template.get("status", "published") in _OFFERED]


def find(template_id: str) -> dict | None:
    return site().store.library.get(template_id) or library.builtin().get(template_id)
