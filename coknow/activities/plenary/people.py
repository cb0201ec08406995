"""Who may do what in a plenary: everybody here, whoever presents, the hosts."""

from coknow.kernel.rejected import Rejected
from coknow.parts.who import HOSTING, host, member

__all__ = ["HOSTING", "LISTENING", "host", "member", "presenters", "steering"]

LISTENING = ("participant", "follower")


def steering(state, session, ctx):
    """A host, or whoever presents in this phase: they take the questions and stop for writing."""
    person = member(session, ctx)
    if person.role not in HOSTING and person.id not in presenters(state, session):
        raise Rejected("not_allowed")
    return person


def presenters(state, session) -> list[str]:
    """Those who present and are still here, in the order in which they were named."""
    return [p for p in state.get("presenters", {}) if p in session.people and session.people[p].here]
