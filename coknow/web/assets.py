"""Where bundles, pictures and templates lie, and what a page must name to load them.

In a wheel everything is under coknow/_web; in the repository it is the top-level folders. build.mjs writes the two
lists read here: manifest.json (source name → hashed file) and preload.json (what a module imports).
"""

import json
import posixpath
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, abort, send_from_directory
from markupsafe import Markup

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE / "_web" if (PACKAGE / "_web").is_dir() else PACKAGE.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
DIST = STATIC / "dist"
_SERVED = ("dist/", "img/")  # never static/src: what is not bundled is not published
_FOREVER = 365 * 86400

blueprint = Blueprint("assets", __name__)


class NotBuilt(Exception):
    """The front end was not bundled, or not with this page."""


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: int) -> dict:
    return json.loads(path.read_text("utf-8"))


def _list(name: str) -> dict:
    path = DIST / name
    try:
        return _read(path, path.stat().st_mtime_ns)  # a rebuild while the server runs is noticed
    except FileNotFoundError:
        return {}


def address(source: str) -> str:
    """`page-session.tsx` → /static/dist/page-session-HASH.js"""
    file = _list("manifest.json").get(source)
    if file is None:
        raise NotBuilt(f"{source} is not in {DIST / 'manifest.json'}: build the front end (python hatch_build.py)")
    return f"/static/dist/{file}"


def has(source: str) -> bool:
    return source in _list("manifest.json")


def head(page: str) -> Markup:
    """The style sheets and the module of one page, as <link> and <script> elements."""
    parts = []
    for sheet in (f"{page}.css", f"{page}.tsx.css"):
        if has(sheet):
            parts.append(Markup('<link rel="stylesheet" href="{}">').format(address(sheet)))
    script = f"{page}.tsx"
    if has(script) or not parts:
        for chunk in _list("preload.json").get(script, []):
            parts.append(Markup('<link rel="modulepreload" href="/static/dist/{}">').format(chunk))
        parts.append(Markup('<script type="module" src="{}"></script>').format(address(script)))
    return Markup("\n").join(parts)


@blueprint.get("/static/<path:name>")
def static_file(name: str):
    # as it stands: a path that leads out of its folder and in again somewhere else is nobody's honest address
    if not name.startswith(_SERVED) or name != posixpath.normpath(name) or name.rsplit("/", 1)[-1].startswith("."):
        abort(404)
    hashed = name.startswith("dist/") and not name.endswith(("manifest.json", "preload.json", "licenses.txt"))
    response = send_from_directory(STATIC, name, max_age=_FOREVER if hashed else 3600)
    if hashed:
        response.headers["Cache-Control"] = f"public, max-age={_FOREVER}, immutable"
    return response


@blueprint.get("/favicon.ico")
def favicon():
    return send_from_directory(STATIC / "img", "coknow.svg", max_age=86400)
