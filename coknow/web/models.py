"""The models anybody may read: found by what one needs and how much time there is, each described, pictured, instructed.

A page per template that prints as a poster with its script behind it, and the same as a file: Markdown to read, YAML
for `coknow template import`. Which templates there are is in shelf.py.
"""

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from coknow import library
from coknow.session import picture, rooms
from coknow.session.template import programme
from coknow.session.template_reading import NEEDS

from . import accounts, language, shelf, template_file
from .errors import Refused

blueprint = Blueprint("models", __name__)

TIMES = {"30": (0, 30), "90": (31, 90), "long": (91, 10_000)}  # as the planner's helper asks: minutes from and to


@blueprint.get("/templates")
def templates():
    return render_template("templates.html", **choosing("/templates"))


@blueprint.get("/templates/<template_id>")
def template(template_id: str):
    found = _readable(template_id)
    return render_template("template.html", item=pictured(found), rules=library.rules_of(found), fails=_fails(found))


@blueprint.get("/templates/<template_id>.md")
def as_markdown(template_id: str):
    found = _readable(template_id)
    text = template_file.markdown(found, library.rules_of(found), _fails(found), language.current())
    return _file(text, "text/markdown", f"{found['id']}-{found['version']}.md")


@blueprint.get("/templates/<template_id>.yaml")
def as_yaml(template_id: str):
    found = _readable(template_id)
    return _file(template_file.yaml_text(found), "application/yaml", f"{found['id']}-{found['version']}.yaml")


def _file(text: str, kind: str, name: str) -> Response:
    response = Response(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _readable(template_id: str) -> dict:
    """Drafts are their makers' business until they are offered."""
    found = shelf.find(template_id)
    if found is None or (found not in shelf.offered() and accounts.signed_in() is None):
        raise Refused("no_such_template")
    return found


def _fails(found: dict) -> dict:
    """What commonly fails in each activity, where the template says nothing about a phase."""
    used = {phase["activity"] for phase in found["phases"]} & set(library.activities())
    return {name: library.activity_script(name).get("fails", {}) for name in used}


def choosing(address: str) -> dict:
    """The list as it is asked for by ?need= and ?time=, and what can be asked for. Unknown wishes are no wishes."""
    need, time = request.args.get("need", ""), request.args.get("time", "")
    need, time = need if need in NEEDS else "", time if time in TIMES else ""
    offered = shelf.offered()
    found = [each for each in offered if _fits(each, need, time)]
    present = {each for one in offered for each in one.get("needs", [])}
    return {
        "templates": [pictured(each) for each in found], "need": need, "time": time, "address": address,
        "needs": [each for each in NEEDS if each in present], "times": list(TIMES),
    }  # fmt: skip


def _fits(found: dict, need: str, time: str) -> bool:
    low, high = TIMES.get(time, (0, 10_000))
    return low <= found["minutes"] <= high and (not need or need in found.get("needs", []))


def pictured(found: dict) -> dict:
    settings, now_in = found["settings"], language.current()
    return {
        "template": found,
        "steps": programme(found, settings),
        "timeline": Markup(picture.timeline(found, settings, now_in)),
        "room": Markup(rooms.room_of(found, settings, now_in, f"-{found['id']}")),
    }
