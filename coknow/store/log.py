"""The log of a session: append with the fence, read, and the stored acknowledgements.

Statements are constants, because building one costs three times as much as running it. Every function works inside
a transaction its caller has opened, so that what belongs together is committed together (store.py).
Event names and their meaning are unknown here.
"""

import json
from dataclasses import dataclass, field
from sys import intern

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ..kernel.messages import Event, Recorded
from .tables import ack, event, head


@dataclass(frozen=True, slots=True)
class Ack:
    """The answer a person got to one command, kept so that a resend is answered and not repeated."""

    person: str
    command: str
    answer: dict = field(default_factory=dict)


class Clash(Exception):
    """Somebody else appended first. Nothing was written: read the log and decide again."""

    def __init__(self, session: str, expected_seq: int):
        super().__init__(f"session {session} is no longer at {expected_seq}")
        self.session, self.expected_seq = session, expected_seq


class Repeated(Clash):
    """This person's command is already answered (see `Store.ack`). Nothing was written."""


class Forgotten(Exception):
    """This session has no log, or no longer: its retention date has passed."""

    def __init__(self, session: str):
        super().__init__(f"session {session} has no log (unknown, or forgotten at its retention date)")
        self.session = session


class CorruptLog(Exception):
    """A stored event cannot be what was written. Names the place, so that somebody can look at it."""

    def __init__(self, session: str, seq: int, reason: str):
        super().__init__(f"log of session {session}, event {seq}: {reason}")
        self.session, self.seq, self.reason = session, seq, reason


ADD_HEAD = insert(head)
ADD_EVENTS = insert(event)
ADD_ACKS = insert(ack)
MOVE_HEAD = (
    update(head)
    .where(head.c.session == bindparam("of"), head.c.seq == bindparam("expected"))
    .values(seq=bindparam("reached"), due=bindparam("at"))
)
END = select(head.c.seq).where(head.c.session == bindparam("of"))
ROWS_AFTER = (
    select(event.c.seq, event.c.at, event.c.actor, event.c.command, event.c.name, event.c.version, event.c.body)
    .where(event.c.session == bindparam("of"), event.c.seq > bindparam("after"))
    .order_by(event.c.seq)
)
ANSWER = select(ack.c.answer).where(
    ack.c.session == bindparam("of"), ack.c.person == bindparam("who"), ack.c.command == bindparam("what")
)
DROP_ACKS_OF = delete(ack).where(ack.c.session == bindparam("of"), ack.c.person == bindparam("who"))
DROP_ACK = delete(ack).where(
    ack.c.session == bindparam("of"), ack.c.person == bindparam("who"), ack.c.command == bindparam("what")
)
REWRITE = (
    update(event)
    .where(event.c.session == bindparam("of"), event.c.seq == bindparam("at_seq"))
    .values(
        actor=bindparam("new_actor"),
        command=bindparam("new_command"),
        name=bindparam("new_name"),
        version=bindparam("new_version"),
        body=bindparam("new_body"),
    )
)


def as_text(value: dict) -> str:
    """JSON as stored. A lone surrogate, which a browser can send, has no UTF-8: only then everything is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    return text


def event_rows(session: str, expected_seq: int, recorded: list[Recorded]) -> list[dict]:
    """Encoded before the transaction begins: it should hold the database for as short as possible."""
    rows = []
    for seq, one in enumerate(recorded, expected_seq + 1):
        if one.seq != seq:
            raise ValueError(f"event {one.seq} offered where {seq} must follow {seq - 1}")
        rows.append(
            {
                "session": session,
                "seq": seq,
                "at": one.at,
                "actor": one.by,
                "command": one.command,
                "name": one.event.name,
                "version": one.event.version,
                "body": as_text(one.event.body),
            }
        )
    return rows


def ack_rows(session: str, acks: list[Ack]) -> list[dict]:
    return [
        {"session": session, "person": one.person, "command": one.command, "answer": as_text(one.answer)} for one in acks
    ]


def begin(connection: Connection, session: str, rows: list[dict], acks: list[dict], due: int | None) -> None:
    connection.execute(ADD_HEAD, {"session": session, "seq": len(rows), "due": due})
    _insert(connection, session, 0, rows, acks)


def append(
    connection: Connection, session: str, expected_seq: int, rows: list[dict], acks: list[dict], due: int | None
) -> None:
    """Moves the head first: of two appenders one waits here and then finds that it came second."""
    reached = expected_seq + len(rows)
    moved = connection.execute(MOVE_HEAD, {"of": session, "expected": expected_seq, "reached": reached, "at": due})
    if moved.rowcount != 1:
        if end(connection, session) is None:
            raise Forgotten(session)
        raise Clash(session, expected_seq)
    _insert(connection, session, expected_seq, rows, acks)


def _insert(connection: Connection, session: str, expected_seq: int, rows: list[dict], acks: list[dict]) -> None:
    if rows:
        try:
            connection.execute(ADD_EVENTS, rows)
        except IntegrityError as problem:
            raise Clash(session, expected_seq) from problem
    if acks:
        try:
            connection.execute(ADD_ACKS, acks)
        except IntegrityError as problem:
            raise Repeated(session, expected_seq) from problem


def end(connection: Connection, session: str) -> int | None:
    """The last seq of the log, or None where there is no log."""
    return connection.execute(END, {"of": session}).scalar()


def read(connection: Connection, session: str, after: int) -> list[Recorded]:
    """Everything after `after`, in order. A hole, a lost end or a row that is no event raises CorruptLog.

    The end is asked for first: others may append in between, so more than it promised is no fault, less is."""
    reached = end(connection, session)
    recorded = [
        Recorded(seq, at, intern(by), command, _event(session, seq, name, version, body))
        for seq, at, by, command, name, version, body in connection.execute(ROWS_AFTER, {"of": session, "after": after})
    ]
    for seq, one in enumerate(recorded, after + 1):
        if one.seq != seq:
            raise CorruptLog(session, seq, f"is missing, the next one stored is {one.seq}")
    last = after + len(recorded)
    if reached is not None and last < reached:
        if end(connection, session) is None:
            return []  # forgotten while we read
        raise CorruptLog(session, last + 1, f"is missing, the log ended at {reached}")
    return recorded


def _event(session: str, seq: int, name: str, version: int, body: str) -> Event:
    try:
        content = json.loads(body)
    except ValueError as problem:
        raise CorruptLog(session, seq, f"{name} is not JSON ({problem})") from problem
    if not isinstance(content, dict):
        raise CorruptLog(session, seq, f"{name} is a JSON {type(content).__name__}, not an object")
    if not name or version < 1:
        raise CorruptLog(session, seq, f"{name!r} version {version} is no event")
    return Event(intern(name), content, version)


def answer(connection: Connection, session: str, person: str, command: str) -> dict | None:
    text = connection.execute(ANSWER, {"of": session, "who": person, "what": command}).scalar()
    return None if text is None else json.loads(text)


def drop_acks_of(connection: Connection, session: str, person: str) -> None:
    connection.execute(DROP_ACKS_OF, {"of": session, "who": person})


def drop_acks(connection: Connection, session: str, answered: list[tuple[str, str]]) -> None:
    if answered:
        connection.execute(DROP_ACK, [{"of": session, "who": person, "what": command} for person, command in answered])


def rewrite_dangerously(connection: Connection, session: str, changed: list[Recorded]) -> None:
    """History in place: only for erasing what somebody has the right to have erased (retention.py)."""
    if changed:
        connection.execute(
            REWRITE,
            [
                {
                    "of": session,
                    "at_seq": one.seq,
                    "new_actor": one.by,
                    "new_command": one.command,
                    "new_name": one.event.name,
                    "new_version": one.event.version,
                    "new_body": as_text(one.event.body),
                }
                for one in changed
            ],
        )
