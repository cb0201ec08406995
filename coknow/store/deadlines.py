"""What falls due when, for whoever sweeps; and the heartbeats that tell how long nobody did.

The deadline of a session stands in its log's head row (tables.py) and is written by log.append alone.
Deciding what is really due is the session's business: a deadline here is only a reason to look.
"""

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from .tables import head, heartbeat

OLD_PROCESS_MS = 30 * 24 * 3600 * 1000

DUE = (
    select(head.c.session, head.c.due)
    .where(head.c.due <= bindparam("now"))
    .order_by(head.c.due, head.c.session)
    .limit(bindparam("limit"))
)
# never moves a deadline nearer, and never gives one to a session that has none
POSTPONE = (
    update(head)
    .where(head.c.session == bindparam("of"), head.c.due < bindparam("at"))
    .values(due=bindparam("at"))
)
NEXT = select(func.min(head.c.due))
BEAT = update(heartbeat).where(heartbeat.c.process == bindparam("who")).values(at=bindparam("now"))
FIRST_BEAT = insert(heartbeat)
LAST_BEAT = select(func.max(heartbeat.c.at))
CLEAR_OLD = delete(heartbeat).where(heartbeat.c.at < bindparam("before"))


def due(connection: Connection, now: int, limit: int) -> list[tuple[str, int]]:
    return [(session, at) for session, at in connection.execute(DUE, {"now": now, "limit": limit})]


def postpone(connection: Connection, session: str, at: int) -> None:
    connection.execute(POSTPONE, {"of": session, "at": at})


def next_due(connection: Connection) -> int | None:
    return connection.execute(NEXT).scalar()


def beat(connection: Connection, process: str, now: int) -> None:
    if connection.execute(BEAT, {"who": process, "now": now}).rowcount == 0:
        connection.execute(CLEAR_OLD, {"before": now - OLD_PROCESS_MS})
        connection.execute(FIRST_BEAT, {"process": process, "at": now})


def last_beat(connection: Connection) -> int | None:
    """The latest sign of life of any process. A starting process asks this before it beats itself."""
    return connection.execute(LAST_BEAT).scalar()
