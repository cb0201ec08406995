"""Local accounts of hosts and the link by which the first one is made. Hashing passwords is not here."""

import secrets
import time
import unicodedata
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import Callable

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from .tables import account, setup_link

Transaction = Callable[[], AbstractContextManager[Connection]]

DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Account:
    id: str
    name: str
    password_hash: str
    language: str
    admin: bool
    created_at: int


class NameTaken(Exception):
    """There is an account of this name already, in whatever case it was written."""


ALL = select(*(account.c[name] for name in Account.__slots__))
BY_ID = ALL.where(account.c.id == bindparam("of"))
BY_NAME = ALL.where(account.c.name_key == bindparam("key"))
EVERYBODY = ALL.order_by(account.c.name_key)
COUNT = select(func.count()).select_from(account)
ADD = insert(account)
SET_PASSWORD = update(account).where(account.c.id == bindparam("of")).values(password_hash=bindparam("new_hash"))
REMOVE = delete(account).where(account.c.id == bindparam("of"))

ADD_LINK = insert(setup_link)
LINK = select(setup_link.c.expires_at).where(setup_link.c.hash == bindparam("of"), setup_link.c.expires_at > bindparam("now"))
USE_LINK = delete(setup_link).where(setup_link.c.hash == bindparam("of"), setup_link.c.expires_at > bindparam("now"))
DROP_LINKS = delete(setup_link)


def comparable(name: str) -> str:
    """Two spellings that people would call the same name are the same name."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def clock_ms() -> int:
    return time.time_ns() // 1_000_000


class Accounts:
    def __init__(self, reading: Transaction, writing: Transaction):
        self._reading, self._writing = reading, writing

    def add(
        self, name: str, password_hash: str, *, language: str = "fi", admin: bool = False, now: int | None = None
    ) -> Account:
        with self._writing() as connection:
            return _add(connection, name, password_hash, language, admin, now)

    def add_first(self, link_hash: str, name: str, password_hash: str, *, language: str = "fi", now: int | None = None) -> Account | None:
        """The account of whoever installed this server, if their link still opens. The link opens once: using it
        and making the account hold together, so that a failure in between leaves the door as it was."""
        with self._writing() as connection:
            if not _use_link(connection, link_hash, now):
                return None
            made = _add(connection, name, password_hash, language, True, now)
            connection.execute(DROP_LINKS)
            return made

    def by_name(self, name: str) -> Account | None:
        return self._one(BY_NAME, {"key": comparable(name)})

    def by_id(self, id: str) -> Account | None:
        return self._one(BY_ID, {"of": id})

    def all(self) -> list[Account]:
        with self._reading() as connection:
            return [Account(*row) for row in connection.execute(EVERYBODY)]

    def count(self) -> int:
        with self._reading() as connection:
            return connection.execute(COUNT).scalar()

    def set_password(self, id: str, password_hash: str) -> bool:
        with self._writing() as connection:
            return connection.execute(SET_PASSWORD, {"of": id, "new_hash": password_hash}).rowcount == 1

    def remove(self, id: str) -> bool:
        """Their sessions stay, without an owner."""
        with self._writing() as connection:
            return connection.execute(REMOVE, {"of": id}).rowcount == 1

    def _one(self, statement, params: dict) -> Account | None:
        with self._reading() as connection:
            row = connection.execute(statement, params).first()
        return None if row is None else Account(*row)


class SetupLinks:
    """As hashes. A new link closes the ones before it."""

    def __init__(self, reading: Transaction, writing: Transaction):
        self._reading, self._writing = reading, writing

    def create(self, hash: str, *, now: int | None = None, valid_ms: int = DAY_MS) -> None:
        with self._writing() as connection:
            connection.execute(DROP_LINKS)
            connection.execute(ADD_LINK, {"hash": hash, "expires_at": _at(now) + valid_ms})

    def opens(self, hash: str, *, now: int | None = None) -> bool:
        """To show the form without using the link up."""
        with self._reading() as connection:
            return connection.execute(LINK, {"of": hash, "now": _at(now)}).first() is not None

    def consume(self, hash: str, *, now: int | None = None) -> bool:
        """True for exactly one caller."""
        with self._writing() as connection:
            return _use_link(connection, hash, now)


def _add(connection: Connection, name: str, password_hash: str, language: str, admin: bool, now: int | None) -> Account:
    made = Account(secrets.token_hex(8), name.strip(), password_hash, language, admin, _at(now))
    try:
        connection.execute(ADD, {**asdict(made), "name_key": comparable(name)})
    except IntegrityError as problem:
        raise NameTaken(name) from problem
    return made


def _use_link(connection: Connection, hash: str, now: int | None) -> bool:
    return connection.execute(USE_LINK, {"of": hash, "now": _at(now)}).rowcount == 1


def _at(now: int | None) -> int:
    return clock_ms() if now is None else now
