"""One row per session: what must be known of it without folding its log, and its published harvest, which stays."""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from .log import as_text
from .tables import harvest, session

DEFAULT_RETENTION_MS = 30 * 24 * 3600 * 1000


class CodeTaken(Exception):
    """Another session has this code. Draw another one."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`code` as compared: no dash, one case. `retain_until` is the instant its raw events must be gone;
    left open, it becomes 30 days after `created_at`, so that nothing is kept because somebody forgot to say."""

    id: str
    code: str
    title: str
    language: str
    template: str = ""
    account: str | None = None
    status: str = "lobby"
    created_at: int = 0
    retain_until: int | None = None
    closed_at: int | None = None
    forgotten_at: int | None = None


CHANGEABLE = frozenset({"title", "language", "account", "status", "retain_until", "closed_at"})

ALL = select(*(session.c[name] for name in SessionRow.__slots__))
BY_ID = ALL.where(session.c.id == bindparam("of"))
BY_CODE = ALL.where(session.c.code == bindparam("code"))
OF_ACCOUNT = ALL.where(session.c.account == bindparam("owner")).order_by(session.c.created_at.desc(), session.c.id)
NEWEST = ALL.order_by(session.c.created_at.desc(), session.c.id).limit(bindparam("limit"))
ADD = insert(session)
HARVEST = select(harvest.c.body).where(harvest.c.session == bindparam("of"))
DROP_HARVEST = delete(harvest).where(harvest.c.session == bindparam("of"))
ADD_HARVEST = insert(harvest)


def add(connection: Connection, row: SessionRow) -> None:
    columns = asdict(row)
    if columns["retain_until"] is None:
        columns["retain_until"] = row.created_at + DEFAULT_RETENTION_MS
    try:
        connection.execute(ADD, columns)
    except IntegrityError as problem:
        if "code" in str(problem.orig):
            raise CodeTaken(row.code) from problem
        raise


def change(connection: Connection, of: str, changes: dict) -> None:
    strange = set(changes) - CHANGEABLE
    if strange:
        raise ValueError(f"a session row has no changeable {', '.join(sorted(strange))}")
    connection.execute(update(session).where(session.c.id == of).values(**changes))


def by_id(connection: Connection, of: str) -> SessionRow | None:
    return _one(connection, BY_ID, {"of": of})


def by_code(connection: Connection, code: str) -> SessionRow | None:
    return _one(connection, BY_CODE, {"code": code})


def of_account(connection: Connection, owner: str) -> list[SessionRow]:
    return [SessionRow(*row) for row in connection.execute(OF_ACCOUNT, {"owner": owner})]


def newest(connection: Connection, limit: int) -> list[SessionRow]:
    return [SessionRow(*row) for row in connection.execute(NEWEST, {"limit": limit})]


def _one(connection: Connection, statement, params: dict) -> SessionRow | None:
    row = connection.execute(statement, params).first()
    return None if row is None else SessionRow(*row)


def publish_harvest(connection: Connection, of: str, body: dict, now: int) -> None:
    connection.execute(DROP_HARVEST, {"of": of})
    connection.execute(ADD_HARVEST, {"session": of, "published_at": now, "body": as_text(body)})


def withdraw_harvest(connection: Connection, of: str) -> None:
    connection.execute(DROP_HARVEST, {"of": of})


def published_harvest(connection: Connection, of: str) -> dict | None:
    body = connection.execute(HARVEST, {"of": of}).scalar()
    return None if body is None else json.loads(body)
