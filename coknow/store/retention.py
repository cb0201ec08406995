"""What is taken out of a log: one person's part at their wish, everything at the retention date.

Which words of an event are private is known to floor 2; it hands in a pure `change` that says how an event reads
without them. What was taken stays out: SQLite overwrites the bytes and cuts its journal, PostgreSQL frees them at
its next vacuum; what backups hold is the operator's (docs/limits.md).
"""

import json
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, select, update

from ..kernel.messages import Event, Recorded
from . import log, tokens
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
    """Only the rows that read differently afterwards."""
    pairs = [(old, one_without(old, change, person)) for old in recorded]
    return [new for old, new in pairs if new != old]


def one_without(old: Recorded, change: Callable[[Event], Event], person: str | None) -> Recorded:
    """The person's command ids go with their authorship; an event of which nothing is left, or which named its author
    and does no longer, has no author either."""
    new = replace(old, event=change(old.event))
    silenced = new.event != old.event and _named(old.by, old.event) and not _named(old.by, new.event)
    if person is None and old.event.body and (silenced or not new.event.body):
        return replace(new, by=ERASED, command="")
    return replace(new, by=ERASED, command="") if person is not None and old.by == person else new


def _named(author: str, event: Event) -> bool:
    return f'"{author}"' in json.dumps(event.body)


def unowned(old: list[Recorded], changed: list[Recorded]) -> list[tuple[str, str]]:
    """(person, command id) of events that lost their author: an answer kept would still tell who did what when."""
    lost = {one.seq for one in changed if one.by == ERASED}
    return [(one.by, one.command) for one in old if one.seq in lost]


def drop_person(connection: Connection, of: str, person: str) -> None:
    log.drop_acks_of(connection, of, person)
    tokens.drop(connection, of, person)


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
