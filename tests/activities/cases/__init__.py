"""Programmes in which an activity's stage runs that no built-in template shows: one YAML file of phases per activity.

The phases stand in a learning café after its solo reflection; each may be short of texts, which are filled in.
A file's name is its activity's, with anything behind a dash: circle.yaml, circle-open.yaml. The case is the last phase.
"""

import copy
from pathlib import Path

import yaml

from coknow import library

_WORDS = {"fi": "Kokeeksi", "sv": "På prov", "en": "For trial"}


def programmes() -> dict[str, tuple[dict, str]]:
    """File name -> (template, id of the phase it is about)."""
    return {path.stem: _programme(yaml.safe_load(path.read_text("utf-8"))) for path in sorted(Path(__file__).parent.glob("*.yaml"))}


def by_stage(known: set) -> dict[tuple[str, str], tuple[dict, str]]:
    """(activity, stage) -> (template, phase), for the stages not in `known`; a further file of a stage gets its name."""
    found = {}
    for name, (template, phase) in programmes().items():
        given = next(p for p in template["phases"] if p["id"] == phase)
        key = (given["activity"], given["settings"].get("stage") or "")
        if key in known or key in found:
            key = (given["activity"], name)
        found[key] = (template, phase)
    return found


def of(phases: list[dict]) -> tuple[dict, str]:
    """(template, phase) of phases that a test writes itself."""
    return _programme(phases)


def _programme(phases: list[dict]) -> tuple[dict, str]:
    return template_of(phases), phases[-1]["id"]


def template_of(phases: list[dict]) -> dict:
    """A learning café with these phases after its solo reflection."""
    template = copy.deepcopy(library.builtin()["learning-cafe-mini"])
    at = next(i for i, phase in enumerate(template["phases"]) if phase["activity"] == "solo") + 1
    template["phases"][at:at] = [_filled(phase) for phase in phases]
    return template


def _filled(phase: dict) -> dict:
    blank = {"minutes": 5, "guidance": "facilitating", "script": {}, "settings": {}, "title": _WORDS, "task": _WORDS}
    return blank | phase
