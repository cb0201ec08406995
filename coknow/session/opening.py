"""The first events of a session: a template made live, with the host's settings, and the host in it."""

import copy

from coknow.kernel.messages import SYSTEM, Command, Event
from coknow.kernel.rejected import Rejected

from . import arguments, ground_rules, people, settings, steps
from .checks import Fault
from .state import State

LANGUAGES = ("fi", "sv", "en")
TITLE_LIMIT = 120


def open_events(template: dict, title: str, language: str, given: dict, host: dict, session: str, code: str,
                rules: dict, ctx, allows: dict | None = None) -> list[Event]:
    """Events of a new session. `template` is parsed, `given` the form's settings; `host` is {id, name}.

    `rules` is {version, items}: the ground rules people see when joining, if the settings bring no others. `allows` says
    what may be set for each activity (library.activities()). Raises Rejected.
    """
    given = dict(given or {})
    rules = _own_rules(given.pop("rules", None), language, rules.get("version", "0")) or rules
    if language not in LANGUAGES:
        raise Rejected("bad_settings", field="language", reason="not_one_of", allowed=", ".join(LANGUAGES))
    title = arguments.text({"title": title or template["names"].get(language)}, "title", TITLE_LIMIT)
    merged = settings.merge(template["settings"], given, language, template["phases"], allows)
    used = {phase["activity"] for phase in template["phases"]}
    opened = Event("session.opened", {
        "session": session, "code": code, "title": title, "language": language, "template": template,
        "settings": merged, "steps": steps.programme(template, merged), "rules": {key: rules[key] for key in ("version", "name", "items") if key in rules},
        "allows": {name: rule for name, rule in (allows or {}).items() if name in used}, "at": ctx.now,
    })
    name = merged.get("host_name") or host["name"]
    join = Command("", "person.join", {"person": host["id"], "name": name, "role": "host"})
    return [opened, *people.join(opened_state(State(), opened.body), join, type(ctx)(ctx.now, SYSTEM, ctx.draw))]


def _own_rules(given, language: str, version: str) -> dict | None:
    """The rules the host wrote while preparing: never the version of the set they began from."""
    if given is None:
        return None
    try:
        return ground_rules.read(given, language) | {"version": ground_rules.next_version(version)}
    except Fault as fault:
        raise Rejected("bad_settings", field=f"rules.{fault.path}".rstrip("."), reason=fault.code, **fault.params) from None


def opened_state(state, body):
    state.session, state.code, state.title, state.language = (
        body["session"], body["code"], body["title"], body["language"])
    state.template = body["template"]
    # copies: settings and steps change while the session runs, the event does not
    state.settings, state.steps = copy.deepcopy(body["settings"]), copy.deepcopy(body["steps"])
    state.rules, state.allows = body["rules"], body.get("allows", {})
    state.status = "lobby"
    return state


EVOLVE = {"session.opened": opened_state}
