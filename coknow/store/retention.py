"""What is taken out of a log: one person's part at their wish, everything at the retention date.

Which words of an event are private is known to floor 2; it hands in a pure `change` that says how an event reads
without them. What was taken stays out: SQLite overwrites the bytes and cuts its journal, PostgreSQL frees them at
its next vacuum; what backups hold is the operator's (docs/limits.md).
"""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, select, update

from ..kernel.messages import Event, Recorded
from .tables import ack, event, head, session, token

ERASED = "erased"  # stands where the id of the author stood

TO_FORGET = (
    select(session.c.id)
    .where(session.c.retain_until <= bindparam("now"), session.c.forgotten_at.is_(None))
    .order_by(session.c.retain_until, session.c.id)
)
DROP_HEAD = delete(head).where(head.c.session == bindparam("of"))
DROP_EVENTS = delete(event).where(event.c.session == bindparam("of"))
DROP_ACKS = delete(ack).where(ack.c.session == bindparam("of"))
DROP_TOKENS = delete(token).where(token.c.session == bindparam("of"))
MARK_FORGOTTEN = (
    update(session)
    .where(session.c.id == bindparam("of"), session.c.forgotten_at.is_(None))
    .values(forgotten_at=bindparam("now"))
)


def without(recorded: list[Recorded], change: Callable[[Event], Event], person: str | None) -> list[Recorded]:
    """Only the rows that read differently afterwards. The person's command ids go with their authorship."""
    changed = []
    for old in recorded:
        new = replace(old, event=change(old.event))
        if person is not None and old.by == person:
            new = replace(new, by=ERASED, command="")
        if new != old:
            changed.append(new)
    return changed


def sessions_to_forget(connection: Connection, now: int) -> list[str]:
    return list(connection.execute(TO_FORGET, {"now": now}).scalars())


def forget(connection: Connection, of: str, now: int) -> int:
    """The head goes first: whoever is about to append waits for us and then finds nothing to append to."""
    connection.execute(DROP_HEAD, {"of": of})
    events = connection.execute(DROP_EVENTS, {"of": of}).rowcount
    connection.execute(DROP_ACKS, {"of": of})
    connection.execute(DROP_TOKENS, {"of": of})
    connection.execute(MARK_FORGOTTEN, {"of": of, "now": now})
    return events
