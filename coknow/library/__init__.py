"""The texts that come with the program, read from the files beside this one: templates, ground rules, words, names.

Everything is read once and shared: treat what you get as read-only. What a template means is in session.template;
templates that hosts import are rows in the store, not files here.
"""

from functools import cache
from importlib import resources

from coknow.session import ground_rules, template, yaml_text
from coknow.session.checks import LANGUAGES

_TEMPLATES = (  # in the order they are offered
    "learning-cafe",
    "learning-cafe-mini",
    "open-space",
    "topic-tables",
    "pro-action-cafe",
    "case-webinar",
    "one-two-four-all",
    "troika",
    "experiment-clinic",
    "team-half-hour",
    "fishbowl",
    "lean-coffee",
    "conversation-cafe",
    "timeout-dialogue",
    "gallery",
    "twenty-five-ten",
)


@cache
def builtin() -> dict[str, dict]:
    """The built-in templates by id, parsed and checked; a published one with a fault stops the start."""
    return {name: template.parse(_read(f"{name}.yaml"), activities()) for name in _TEMPLATES}


@cache
def activities() -> dict[str, dict]:
    """Each activity's rules for its settings, as `template.lint` wants them. Every folder with a script is one."""
    folder = resources.files("coknow.activities")
    names = sorted(entry.name for entry in folder.iterdir() if (entry / "script.yaml").is_file())
    return {name: activity_script(name).get("settings") or {} for name in names}


@cache
def activity_script(name: str) -> dict:
    """{task: {stage or "default": Text}, coach: {guidance: Text}, fails: Text, settings: rules}; KeyError if unknown."""
    script = resources.files("coknow.activities") / name / "script.yaml"
    if not name.isidentifier() or not script.is_file():
        raise KeyError(name)
    return yaml_text.read(script.read_bytes())


@cache
def rules(name: str = ground_rules.SETS[0]) -> dict:
    """A ready set of ground rules: {version, name: Text, items: {id: {order, text: Text}}}. KeyError if unknown."""
    if name not in ground_rules.SETS:
        raise KeyError(name)
    return ground_rules.read(yaml_text.read(_read(f"rules-{name}.yaml")))


def rules_of(template: dict) -> dict:
    """The ground rules of a session made from this template: its own, the ready set it names, or the default."""
    own = template.get("rules") or ground_rules.SETS[0]
    return rules(own) if isinstance(own, str) else own


def completed(template: dict) -> dict:
    """The template with what its activities say by themselves where it is silent: the task, and what commonly fails.

    A draft of somebody's own often has neither, and people must see what to do all the same.
    """
    return {**template, "phases": [_completed(phase) for phase in template["phases"]]}


def _completed(phase: dict) -> dict:
    if phase["activity"] not in activities():
        return phase
    own = activity_script(phase["activity"])
    tasks = own.get("task", {})
    stage = phase["settings"].get("stage") or phase["settings"].get("section") or "default"
    found = dict(phase)
    if not phase.get("task") and (task := tasks.get(stage) or tasks.get("default")):
        found["task"] = task
    if not phase["script"].get("fails") and own.get("fails"):
        found["script"] = {**phase["script"], "fails": own["fails"]}
    return found


@cache
def words(language: str) -> tuple[str, ...]:
    """1024 everyday words for recovery phrases: each one drawn is worth exactly ten bits.

    Two words of a language differ in at least two letters even when case and accents do not count, so that one slip
    of the finger never makes another word.
    """
    return tuple(_read(f"phrases/{_known(language)}.txt").decode().split())


@cache
def _nicknames() -> dict:
    return yaml_text.read(_read("nicknames.yaml"))


def nickname(language: str, draw, taken=()) -> str:
    """A friendly name that nobody here has yet; numbered only when chance finds no free one."""
    lists = _nicknames()[_known(language)]
    for _ in range(40):
        name = f"{draw.choice(lists['first'])} {draw.choice(lists['second'])}"
        if name not in taken:
            return name
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _read(name: str) -> bytes:
    return (resources.files(__name__) / name).read_bytes()
