"""The case card: what was done, in what circumstances, what it took, and, always, what failed.

It comes with the phase's settings when the host prepares, or is filled in while the phase runs. A card without what
failed is an advertisement: it is not taken. Nor is one whose writer has not looked whether a client could be recognised.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments

from . import people

FIELDS = {"title": 120, "owner": 120, "context": 600, "took": 600, "failed": 600}


def describe(state, command, ctx, session):
    people.steering(state, session, ctx)
    args = command.args
    if not (arguments.text(args, "failed", FIELDS["failed"], required=False) or "").strip():
        raise Rejected("empty_text", "refusal.case_without_failure", field="failed")
    if args.get("checked") is not True:
        raise Rejected("bad_arguments", "refusal.case_clients", field="checked")
    card = {}
    for field, limit in FIELDS.items():
        words = arguments.text(args, field, limit, required=field in ("title", "failed"))
        if words:
            card[field] = {session.language: words}
    return [] if card == shown(state) else [Event("plenary.case_described", {"card": card})]


def described(state, body):
    return {**state, "card": body["card"]}


def shown(state) -> dict:
    """The card without the tick that its writer gave."""
    return {field: words for field, words in state.get("card", {}).items() if field in FIELDS}


def harvest(state, session) -> list[dict]:
    """Once, though several phases show the same card: with the questions to it, or where the talk is."""
    card, language = shown(state), session.language
    holders = [one["activity"] for one in session.trail.values() if one.get("activity", {}).get("card") == state.get("card")]
    told = next((one for key in ("questions", "segment", "card") for one in holders if key in one), state)
    if not card.get("title") or told is not state:
        return []
    about = [{"text": said(card[field], language), "about": f"plenary.card_{field}"}
             for field in ("owner", "context", "took", "failed") if card.get(field)]
    return [{"name": "plenary.harvest_case", "lines": [{"text": said(card["title"], language), "below": about}]}]


def said(text: dict, language: str) -> str:
    return text.get(language) or next(iter(text.values()), "")


COMMANDS = {"case.describe": describe}
EVENTS = {"plenary.case_described": described}
