"""A template: a programme with its description, its picture and its instructions, as plain data.

`parse` reads one (YAML text or data) and refuses what could not be run; `lint` also tells what keeps it from being a
good one. A draft may be incomplete, a published template may not. Nothing here reads files: the built-in templates
come from coknow.library, an imported one from whoever uploads it, and both are doubted alike.
The steps a template gives are worked out in session.steps, what a host may choose is in session.settings.
"""

from .steps import programme, shrink, total
from .template_quality import shortcomings
from .template_reading import Problem, Reading

__all__ = ["BadTemplate", "Problem", "lint", "parse", "programme", "shrink", "total"]


class BadTemplate(Exception):
    """Cannot be run, or is published without being complete. `problems` tells all of it, not only the first."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(f"{problem.path or '.'}: {problem.code}" for problem in problems))
        self.problems = problems


def parse(source: str | bytes | dict, activities: dict | None = None) -> dict:
    """The template as clean data; raises BadTemplate. Parsing what it returned gives the same again.

    `activities` maps each known activity to the rules of its settings (library.activities() has them); without it
    neither the activities' names nor their settings are checked.
    """
    reading = Reading(activities)
    template = reading.template(source)
    problems = reading.problems
    if not problems and template["status"] == "published":
        problems = shortcomings(template)
    if problems:
        raise BadTemplate(problems)
    return template


def lint(source: str | bytes | dict, activities: dict | None = None) -> list[Problem]:
    """Every fault and shortcoming, the faults first; [] for a template ready to be published."""
    reading = Reading(activities)
    template = reading.template(source)
    return reading.problems + (shortcomings(template, sound=not reading.problems) if template else [])
