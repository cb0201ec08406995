"""The first events of a session: a template made live, with the host's settings, and the host in it."""

import copy

from coknow.kernel.messages import SYSTEM, Command, Event
from coknow.kernel.rejected import Rejected

from . import arguments, people, settings, steps
from .state import State

LANGUAGES = ("fi", "sv", "en")
TITLE_LIMIT = 120


def open_events(template: dict, title: str, language: str, given: dict, host: dict, session: str, code: str,
                rules: dict, ctx) -> list[Event]:
    """Events of a new session. `template` is parsed, `given` the form's settings; `host` is {id, name}.

    `rules` is {version, items}: the ground rules people see when joining. Raises Rejected.
    """
    if language not in LANGUAGES:
        raise Rejected("bad_settings", field="language", reason="not_one_of", allowed=", ".join(LANGUAGES))
    title = arguments.text({"title": title or template["names"].get(language)}, "title", TITLE_LIMIT)
    merged = settings.merge(template["settings"], given or {}, language, template["phases"])
    opened = Event("session.opened", {
        "session": session, "code": code, "title": title, "language": language, "template": template,
        "settings": merged, "steps": steps.programme(template, merged), "rules": rules, "at": ctx.now,
    })
    name = merged.get("host_name") or host["name"]
    join = Command("", "person.join", {"person": host["id"], "name": name, "role": "host"})
    return [opened, *people.join(opened_state(State(), opened.body), join, type(ctx)(ctx.now, SYSTEM, ctx.draw))]


def opened_state(state, body):
    state.session, state.code, state.title, state.language = (
        body["session"], body["code"], body["title"], body["language"])
    state.template = body["template"]
    # copies: settings and steps change while the session runs, the event does not
    state.settings, state.steps = copy.deepcopy(body["settings"]), copy.deepcopy(body["steps"])
    state.rules = body["rules"]
    state.status = "lobby"
    return state


EVOLVE = {"session.opened": opened_state}
