"""Reading a template that somebody else wrote: a clean copy of what is sound, and every fault with its place.

What is merely missing for a good template is judged in template_quality.
"""

import re
from dataclasses import dataclass, field

from coknow.kernel.rejected import Rejected

from . import checks, ground_rules, settings as choices, yaml_text
from .allowed import allowed, identifier, plain
from .checks import Fault
from .guidance import GUIDANCE

STATUSES = ("draft", "pilot", "published", "withdrawn")
SERVES = ("dialogue", "multivocality", "participation")
GOALS = ("understanding", "decision", "experiment")
NEEDS = ("meet", "ideas", "understand", "agenda", "case", "whole", "try", "stuck", "evaluate", "expert")  # what for
DESCRIBED = ("why", "when", "when_not")
CARDS = ("participant_card", "accessibility", "privacy", "if_fewer", "if_more")
SCRIPT = ("say", "watch", "fails")
TITLE_LIMIT, TASK_LIMIT, DESCRIPTION_LIMIT, SCRIPT_LIMIT = 120, 140, 2000, 2000

_VERSION = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}")
_MOST_PHASES, _MOST_ROUNDS, _MOST_PROBLEMS = 60, choices.MAX_ROUNDS, 200
_SAYS = {"title": TITLE_LIMIT, "prompt": choices.PROMPT_LIMIT, "task": TASK_LIMIT}


@dataclass(frozen=True)
class Problem:
    """Something wrong at `path`; its sentence is ``template.<code>`` in the catalogue, filled in with `params`."""

    path: str
    code: str
    params: dict = field(default_factory=dict)

    @property
    def message(self) -> str:
        return f"template.{self.code}"


class Reading:
    """One pass over a template: builds the clean copy and notes every fault on the way instead of stopping."""

    def __init__(self, activities: dict | None):
        self.activities = activities
        self.problems: list[Problem] = []

    def note(self, path: str, code: str, **params) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(path, code, params))

    def take(self, path: str, check, *arguments):
        """`check(*arguments)`, or None with the fault noted."""
        try:
            return check(*arguments)
        except Fault as fault:
            self.note(checks.joined(path, fault.path), fault.code, **fault.params)
            return None

    def known(self, path: str, given, required: tuple, optional: tuple = ()) -> dict:
        """The fields of an object that may be there; unknown and missing ones are noted, None counts as missing."""
        given = self.take(path, checks.mapping, given) or {}
        for name in given:
            if name not in required + optional:
                self.note(checks.joined(path, name), "unknown_field")
        for name in required:
            if given.get(name) is None:
                self.note(checks.joined(path, name), "missing")
        return {name: value for name, value in given.items() if name in required + optional and value is not None}

    def text(self, path: str, given, limit: int) -> dict:
        return self.take(path, checks.text, given, limit) or {}

    def list_of(self, path: str, given, most: int) -> list:
        if not isinstance(given, list) or not given:
            self.note(path, "not_a_list")
            return []
        if len(given) > most:
            self.note(path, "too_many", limit=most)
        return given[:most]

    def template(self, source) -> dict:
        if isinstance(source, str | bytes):
            source = self.take("", yaml_text.read, source)
            if self.problems:
                return {}
        if not isinstance(source, dict):
            self.note("", "not_an_object")
            return {}
        given = self.known(
            "",
            source,
            ("id", "version", "names", "minutes", "phases"),
            ("status", "serves", "goal_type", "size", "describe", "retention_days", "settings", "rules", "needs", *CARDS),
        )
        found = {
            "id": self.take("id", identifier, given.get("id", "x")),
            "version": self.take("version", _version, given.get("version", "0.0.1")),
            "status": self.take("status", checks.one_of, given.get("status", "draft"), STATUSES),
            "names": self.text("names", given.get("names", {}), TITLE_LIMIT),
            "serves": self.take("serves", checks.some_of, given["serves"], SERVES) if given.get("serves") else [],
            "size": self.size(given.get("size")),
            "minutes": self.take("minutes", checks.minutes, given.get("minutes", 1), 1, 60 * 24),
            "describe": self.describe(given.get("describe", {})),
        }
        if given.get("needs"):
            found["needs"] = self.take("needs", checks.some_of, given["needs"], NEEDS)
        if "goal_type" in given:
            found["goal_type"] = self.take("goal_type", checks.one_of, given["goal_type"], GOALS)
        for name in CARDS:
            found[name] = self.text(name, given.get(name, {}), DESCRIPTION_LIMIT)
        if "rules" in given:
            found["rules"] = self.take("rules", ground_rules.of_template, given["rules"])
        retention = self.take("retention_days", checks.whole, given.get("retention_days", 30), 1, 365)
        phases = self.list_of("phases", given.get("phases", [{}]), _MOST_PHASES) if "phases" in given else []
        found["phases"] = [self.phase(f"phases.{number}", phase) for number, phase in enumerate(phases)]
        self.no_id_twice(found["phases"])
        found["retention_days"] = retention or 30
        found["settings"] = self.settings(given.get("settings", {}), found)
        return found

    def size(self, given) -> dict:
        if not given:
            return {}
        given = self.known("size", given, ("min", "best", "max"))
        size = {name: self.take(f"size.{name}", checks.whole, given[name], 1, choices.MAX_PEOPLE) for name in given}
        if len(size) == 3 and None not in size.values() and not size["min"] <= size["best"] <= size["max"]:
            self.note("size", "size_order")
        return size

    def describe(self, given) -> dict:
        given = self.known("describe", given, (), DESCRIBED)
        return {name: self.text(f"describe.{name}", given[name], DESCRIPTION_LIMIT) for name in given}

    def settings(self, given, template: dict) -> dict:
        """Checked by the door every host's choices go through."""
        given = self.take("settings", checks.mapping, given) or {}
        try:
            phases = [phase for phase in template["phases"] if "id" in phase and "activity" in phase]
            return choices.merge({"retention_days": template["retention_days"]}, given, phases=phases, allows=self.activities)
        except Rejected as rejected:
            params = dict(rejected.params)
            self.note(checks.joined("settings", params.pop("field")), params.pop("reason"), **params)
            return dict(choices.DEFAULTS)

    def phase(self, path: str, given) -> dict:
        rotates = isinstance(given, dict) and given.get("activity") == "rotate"
        given = self.known(
            path,
            given,
            ("id", "activity") + (() if rotates else ("minutes",)),
            ("guidance", "rights", "script", "settings", "carousel", "question", "before_round", *_SAYS),
        )
        phase = {"guidance": "facilitating", "script": {}, "settings": {}}
        if "id" in given:
            phase["id"] = self.take(f"{path}.id", identifier, given["id"]) or ""
        if "activity" in given:
            phase["activity"] = self.take(f"{path}.activity", self.activity, given["activity"]) or ""
        if "minutes" in given and not rotates:
            minutes = self.take(f"{path}.minutes", checks.minutes, given["minutes"], *choices.PHASE_MINUTES)
            phase["minutes"] = minutes or 0.5
        if "guidance" in given:
            phase["guidance"] = self.take(f"{path}.guidance", checks.one_of, given["guidance"], GUIDANCE)
        if "rights" in given:
            phase["rights"] = self.take(f"{path}.rights", choices.rights, given["rights"]) or {}
        if "question" in given:
            phase["question"] = self.take(f"{path}.question", checks.whole, given["question"], 1, _MOST_ROUNDS)
        if "before_round" in given:
            phase["before_round"] = self.take(f"{path}.before_round", checks.whole, given["before_round"], 1, _MOST_ROUNDS)
        phase |= self.says(path, given)
        phase["settings"] = self.phase_settings(f"{path}.settings", given.get("settings", {}), phase)
        if "carousel" in given:
            other = self.known(f"{path}.carousel", given["carousel"], (), ("script", "settings", *_SAYS))
            phase["carousel"] = self.says(f"{path}.carousel", other)
            if "settings" in other:
                within = f"{path}.carousel.settings"
                phase["carousel"]["settings"] = self.phase_settings(within, other["settings"], phase)
        return phase

    def says(self, path: str, given: dict) -> dict:
        """The title, prompt, task and script of a phase or of one round of it."""
        found = {name: self.text(f"{path}.{name}", given[name], limit) for name, limit in _SAYS.items() if name in given}
        if "script" in given:
            script = self.known(f"{path}.script", given["script"], (), SCRIPT)
            found["script"] = {name: self.text(f"{path}.script.{name}", script[name], SCRIPT_LIMIT) for name in script}
        return found

    def phase_settings(self, path: str, given, phase: dict) -> dict:
        given = dict(self.take(path, checks.mapping, given) or {})
        found = {}
        if phase.get("activity") == "rotate":
            fields = (*_SAYS, "script")
            if "rounds" in given:
                rounds = self.list_of(f"{path}.rounds", given.pop("rounds"), _MOST_ROUNDS)
                found["rounds"] = [
                    self.says(f"{path}.rounds.{number}", self.known(f"{path}.rounds.{number}", each, (), fields))
                    for number, each in enumerate(rounds)
                ]
            if "move" in given:
                found["move"] = self.says(f"{path}.move", self.known(f"{path}.move", given.pop("move"), (), fields))
        return found | self.activity_settings(path, given, phase.get("activity"))

    def activity_settings(self, path: str, given: dict, activity: str | None) -> dict:
        if not self.activities or activity not in self.activities:
            return self.take(path, plain, given) or {}
        rules = self.activities[activity] or {}
        found = {}
        for name, value in given.items():
            if name not in rules:
                self.note(checks.joined(path, name), "unknown_field")
            elif value is not None:
                found[name] = self.take(f"{path}.{name}", allowed, value, rules[name])
        return found

    def activity(self, given) -> str:
        name = identifier(given)
        if self.activities is not None and name not in self.activities:
            raise Fault("unknown_activity", activity=name, allowed=", ".join(sorted(self.activities)))
        return name

    def no_id_twice(self, phases: list[dict]) -> None:
        seen: set[str] = set()
        rotations = 0
        for number, phase in enumerate(phases):
            name, path = phase.get("id"), f"phases.{number}"
            ids = {name}
            if phase.get("activity") == "rotate":
                rotations += 1
                ids |= {f"{name}-{part}{n}" for part in ("", "move-") for n in range(1, _MOST_ROUNDS + 1)}
                if rotations > 1:  # the seats of a whole session are planned at once, from one rotation
                    self.note(path, "second_rotation")
            if "before_round" in phase and (phase.get("activity") != "pause" or not rotations):
                self.note(f"{path}.before_round", "no_break_of_rounds")  # anything else would take their seats away
            if name and ids & seen:
                self.note(f"{path}.id", "id_twice", id=name)
            seen |= ids
        self.takes_up_what_was_before(phases)
        for number, phase in enumerate(phases):
            if "question" in phase and not rotations:
                self.note(f"phases.{number}.question", "question_without_rounds")


    def takes_up_what_was_before(self, phases: list[dict]) -> None:
        """A setting that names a phase names one that comes before."""
        before: set[str] = set()
        for number, phase in enumerate(phases):
            rules = (self.activities or {}).get(phase.get("activity")) or {}
            for name, value in phase["settings"].items():
                if "phase" in (rules.get(name) or {}) and value not in before:
                    self.note(f"phases.{number}.settings.{name}", "no_earlier_phase", id=value or "")
            before.add(phase.get("id", ""))


def _version(value) -> str:
    version = checks.line(value, 20)
    if not _VERSION.fullmatch(version):
        raise Fault("bad_version")
    return version
