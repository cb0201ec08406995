"""Who asks: the questions with which an activity's own commands begin. Session commands have session/permission.py.

`session` is read only: people with `here` and `role`, and the lease.
"""

from coknow.kernel.rejected import Rejected

HOSTING = ("host", "cohost")


def member(session, ctx):
    """Anybody who is here with a name; a projector does nothing."""
    person = session.people.get(ctx.actor)
    if person is None or not person.here or person.role == "screen":
        raise Rejected("not_allowed")
    return person


def participant(session, ctx):
    """Somebody who takes part; followers watch."""
    person = member(session, ctx)
    if person.role == "follower":
        raise Rejected("not_allowed", "refusal.followers_watch")
    if person.role != "participant":
        raise Rejected("not_allowed")
    return person


def host(session, ctx):
    person = member(session, ctx)
    if person.role not in HOSTING:
        raise Rejected("not_allowed")
    return person


def leading(session, ctx):
    """The host who holds the lead: two consoles must not both close a ballot."""
    person = host(session, ctx)
    if session.lease != person.id:
        raise Rejected("no_lease")
    return person


def counted_for(session, ctx, args: dict):
    """The one an answer counts for: the participant who gives it, or somebody on the telephone for whom a host does."""
    if "for" not in args:
        return participant(session, ctx)
    other = session.people.get(args["for"]) if isinstance(args["for"], str) else None
    if host(session, ctx) and (other is None or not other.here or other.kind != "phone"):
        raise Rejected("no_such_person")
    return other
