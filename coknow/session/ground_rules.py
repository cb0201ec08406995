"""The ground rules people see when they join: what a set of them looks like, and how a host changes it.

A template may bring its own or name a ready set (coknow.library has the texts); a host may write others. The version
says which wording somebody was shown: joining records it, and when the rules change people are told calmly and say
that they have seen it.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected

from . import arguments, checks, permission
from .checks import Fault

SETS = ("cafe", "kt", "timeout", "timeout-earlier")  # the ready ones; the first is the default
MOST_RULES, RULE_LIMIT, NAME_LIMIT, VERSION_LIMIT = 20, 500, 120, 40


def of_template(given) -> str | dict:
    """What a template's `rules` says: the name of a ready set, or a set of its own. Raises Fault."""
    return checks.one_of(given, SETS) if isinstance(given, str) else read(given)


def read(given, language: str | None = None, version: str = "1.0.0") -> dict:
    """{version, name?, items: {id: {order, text}}}, from a list of {id?, text} or from an object of them."""
    given = checks.mapping(given)
    for field in given:
        if field not in ("version", "name", "items"):
            raise Fault("unknown_field", checks.joined(field))
    found = {"version": checks.line(str(given.get("version") or version), VERSION_LIMIT), "items": {}}
    try:
        name = checks.text(given.get("name") or {}, NAME_LIMIT, language)
    except Fault as fault:
        raise fault.under("name") from None
    if name:
        found["name"] = name
    for order, (key, item) in enumerate(_listed(given.get("items")), 1):
        try:
            words = checks.text(item.get("text", {}) if isinstance(item, dict) and "text" in item else item, RULE_LIMIT, language)
        except Fault as fault:
            raise fault.under(f"items.{key}") from None
        if not words:
            raise Fault("missing", checks.joined("items", key))
        found["items"][key] = {"order": order, "text": words}
    return found


def _listed(items) -> list[tuple[str, object]]:
    if isinstance(items, dict):
        pairs = list(items.items())
        if all(isinstance(item, dict) and isinstance(item.get("order"), int) for item in items.values()):
            pairs.sort(key=lambda pair: pair[1]["order"])
    elif isinstance(items, list):
        pairs = [(item.get("id") if isinstance(item, dict) and item.get("id") else str(n), item) for n, item in enumerate(items, 1)]
    else:
        raise Fault("not_a_list", "items")
    if len(pairs) > MOST_RULES:
        raise Fault("too_many", "items", limit=MOST_RULES)
    if any(not isinstance(key, str) or not 0 < len(key) <= 40 for key, _ in pairs) or len({key for key, _ in pairs}) < len(pairs):
        raise Fault("bad_id", "items")
    return pairs


def next_version(version: str) -> str:
    """1.0.0 -> 1.0.0+1 -> 1.0.0+2: whose wording it was, and how often this session has changed it."""
    base, _, count = version.partition("+")
    return f"{base}+{int(count) + 1 if count.isdigit() else 1}"


def change(state, command, ctx):
    """Others' words for all of them at once: {items, name?}. An empty set is a choice, too."""
    permission.host(state, ctx)
    given = {key: command.args[key] for key in ("items", "name") if command.args.get(key) is not None}
    if not isinstance(given.get("items"), dict | list):
        raise Rejected("bad_arguments", field="items")
    try:
        new = read(given, state.language)
    except Fault as fault:
        code = {"missing": "empty_text", "too_long": "too_long"}.get(fault.code, "bad_arguments")
        raise Rejected(code, field=fault.path or "items", **fault.params) from None
    if new["items"] == state.rules.get("items") and new.get("name", {}) == state.rules.get("name", {}):
        return []
    return [Event("rules.changed", new | {"version": next_version(state.rules.get("version", "0"))})]


def see(state, command, ctx):
    """I have read the rules as they stand now."""
    person = permission.member(state, ctx)
    version = state.rules.get("version", "0")
    return [] if person.rules == version else [Event("rules.seen", {"person": person.id, "version": version})]


def shown(args: dict) -> dict:
    """The part of `person.joined` that says which rules the joining page showed, if it did."""
    version = arguments.text(args, "rules", VERSION_LIMIT, required=False)
    return {"rules": version} if version else {}


def count(state) -> dict:
    """How many of those who take part have seen the rules as they stand; phones hear them from their host."""
    people = [p for p in state.participants() if p.kind != "phone"]
    return {"seen": sum(p.rules == state.rules.get("version") for p in people), "of": len(people)}


def changed(state, body):
    state.rules = {key: body[key] for key in ("version", "name", "items") if key in body}
    state.notice = {"id": str(state.seq), "kind": "rules"}


def seen(state, body):
    state.people[body["person"]].rules = body["version"]


DECIDE = {"rules.change": change, "rules.seen": see}
EVOLVE = {"rules.changed": changed, "rules.seen": seen}
