"""Who holds which seat: tokens of devices and recovery phrases, as hashes only. Making and hashing them is not here."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from .tables import token


@dataclass(frozen=True, slots=True)
class Holder:
    session: str
    person: str
    kind: str  # rejoin | recovery


class Token(NamedTuple):
    hash: str
    person: str
    kind: str = "rejoin"


class TokenTaken(Exception):
    """Somebody else holds this very token (two recovery phrases alike). Make another; nothing was written."""


HOLDER = select(token.c.session, token.c.person, token.c.kind).where(token.c.hash == bindparam("hash"))
DROP = delete(token).where(token.c.session == bindparam("of"), token.c.person == bindparam("who"))
KEEP = {
    "sqlite": sqlite.insert(token).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(token).on_conflict_do_nothing(),
}


def keep(connection: Connection, session: str, tokens: list[Token]) -> None:
    """Keeping the same token twice is no fault: a device may ask again before it saw the answer."""
    for one in tokens:
        wanted = Token(*one)
        added = connection.execute(KEEP[connection.dialect.name], {"session": session, **wanted._asdict()})
        if added.rowcount == 0 and holder(connection, wanted.hash) != Holder(session, wanted.person, wanted.kind):
            raise TokenTaken()


def holder(connection: Connection, hash: str) -> Holder | None:
    row = connection.execute(HOLDER, {"hash": hash}).first()
    return None if row is None else Holder(*row)


def drop(connection: Connection, session: str, person: str) -> None:
    connection.execute(DROP, {"of": session, "who": person})
