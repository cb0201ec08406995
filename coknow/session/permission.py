"""Who may ask for what: the few questions every decision begins with. Nothing else in the house decides this."""

from coknow.kernel.messages import SYSTEM
from coknow.kernel.rejected import Rejected

from . import arguments
from .state import HOSTING


def system(ctx) -> None:
    """Only the server itself: joining by token, presence, time and seating are never a browser's word."""
    if ctx.actor != SYSTEM:
        raise Rejected("not_allowed")


def member(state, ctx):
    """Anybody in the session, as a Person."""
    person = state.people.get(ctx.actor)
    if person is None or not person.here:
        raise Rejected("not_allowed")
    if state.status == "closed":
        raise Rejected("session_closed")
    return person


def acting(state, command, ctx):
    """Whose deed this is: one's own, or with `for` that of somebody on the phone, whose hands a host is."""
    person = member(state, ctx)
    if "for" not in command.args:
        return person
    other = arguments.person(state, command.args, "for")
    if other.kind != "phone" or person.role not in HOSTING:
        raise Rejected("not_allowed")
    return other


def host(state, ctx):
    """A host or co-host, leading or not."""
    person = state.people.get(ctx.actor)
    if person is None or not person.here or person.role not in HOSTING:
        raise Rejected("not_allowed")
    return person


def leading(state, ctx):
    """The host who holds the lease: two consoles must not both press next."""
    person = host(state, ctx)
    if state.lease != person.id:
        raise Rejected("no_lease")
    return person


def leading_or_system(state, ctx) -> None:
    if ctx.actor != SYSTEM:
        leading(state, ctx)
