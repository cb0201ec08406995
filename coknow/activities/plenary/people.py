"""Who may do what in a plenary: everybody here, whoever presents, the hosts."""

from coknow.kernel.rejected import Rejected

HOSTING = ("host", "cohost")
LISTENING = ("participant", "follower")


def member(session, ctx):
    """Anybody who is here; a projector does nothing."""
    person = session.people.get(ctx.actor)
    if person is None or not person.here or person.role == "screen":
        raise Rejected("not_allowed")
    return person


def host(session, ctx):
    person = member(session, ctx)
    if person.role not in HOSTING:
        raise Rejected("not_allowed")
    return person


def steering(state, session, ctx):
    """A host, or whoever presents in this phase: they take the questions and stop for writing."""
    person = member(session, ctx)
    if person.role not in HOSTING and person.id not in presenters(state, session):
        raise Rejected("not_allowed")
    return person


def presenters(state, session) -> list[str]:
    """Those who present and are still here, in the order in which they were named."""
    return [p for p in state.get("presenters", {}) if p in session.people and session.people[p].here]
