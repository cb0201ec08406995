"""The store: one door to everything that outlives a process. Each method that writes is one transaction.

Composed of the modules beside it, which know the tables; here is only what must be committed together.
Nothing here decides: who may, what is due and what an event means is asked and answered above.
"""

from collections.abc import Callable, Iterable

from ..kernel.messages import Event, Recorded
from . import deadlines, log, retention, sessions, tokens
from .accounts import Accounts, SetupLinks, clock_ms
from .engine import Database, open_database
from .guesses import Guesses
from .library import Library
from .log import Ack
from .sessions import SessionRow
from .tokens import Holder, Token
from .tokens import keep as keep_tokens


class Store:
    def __init__(self, database: Database):
        self._database = database
        self._reading, self._writing = database.reading, database.writing
        self.accounts = Accounts(self._reading, self._writing)
        self.setup_links = SetupLinks(self._reading, self._writing)
        self.guesses = Guesses(self._reading, self._writing)
        self.library = Library(self._reading, self._writing)

    # opening and closing

    @classmethod
    def open(cls, url: str) -> "Store":
        """`sqlite:////path/coknow.db` (`?synchronous=FULL` to survive power loss to the last command) or
        `postgresql://user@host/name`. Reads and writes nothing yet."""
        return cls(open_database(url))

    def upgrade(self) -> None:
        """Brings the tables to this version of the code. At every start, by as many processes as there are."""
        from .migrations import bring_up_to_date  # alembic is needed at start only

        bring_up_to_date(self._database)

    def ready(self) -> bool:
        """Can it be asked something? For the readiness probe; never raises."""
        try:
            self.last_heartbeat()
            return True
        except Exception:
            return False

    def close(self) -> None:
        self._database.close()

    # sessions and their logs

    def start_session(
        self,
        row: SessionRow,
        recorded: list[Recorded],
        deadline: int | None = None,
        *,
        acks: Iterable[Ack] = (),
        tokens: Iterable[Token] = (),
    ) -> None:
        """A new session with the first events of its log. CodeTaken: draw another code."""
        rows, answers = log.event_rows(row.id, 0, recorded), log.ack_rows(row.id, list(acks))
        with self._writing() as connection:
            sessions.add(connection, row)
            log.begin(connection, row.id, rows, answers, deadline)
            keep_tokens(connection, row.id, list(tokens))

    def append(
        self,
        session: str,
        expected_seq: int,
        recorded: list[Recorded],
        acks: Iterable[Ack] = (),
        deadline: int | None = None,
        tokens: Iterable[Token] = (),
        *,
        row: dict | None = None,
    ) -> None:
        """Everything these commands brought about, or nothing of it. `deadline` is the session's next one after
        these events, None for none; `row` what they changed in the session's row.

        Clash: another process appended first. Repeated (a Clash): this command is answered already.
        Forgotten: the log is gone. Busy: try again. Interrupted: read again, it may or may not hold."""
        rows, answers = log.event_rows(session, expected_seq, recorded), log.ack_rows(session, list(acks))
        with self._writing() as connection:
            self._append(connection, session, expected_seq, rows, answers, deadline, tokens, row)

    @staticmethod
    def _append(connection, session, expected_seq, rows, answers, deadline, tokens, changes) -> None:
        log.append(connection, session, expected_seq, rows, answers, deadline)
        if tokens:
            keep_tokens(connection, session, list(tokens))
        if changes:
            sessions.change(connection, session, changes)

    def read(self, session: str, after: int = 0) -> list[Recorded]:
        """Empty for a session that has no log. CorruptLog names the session and the seq of a bad row."""
        with self._reading() as connection:
            return log.read(connection, session, after)

    def last_seq(self, session: str) -> int | None:
        with self._reading() as connection:
            return log.end(connection, session)

    def ack(self, session: str, person: str, command_id: str) -> dict | None:
        with self._reading() as connection:
            return log.answer(connection, session, person, command_id)

    def session(self, id: str) -> SessionRow | None:
        with self._reading() as connection:
            return sessions.by_id(connection, id)

    def session_by_code(self, code: str) -> SessionRow | None:
        with self._reading() as connection:
            return sessions.by_code(connection, code)

    def sessions_of(self, account: str) -> list[SessionRow]:
        with self._reading() as connection:
            return sessions.of_account(connection, account)

    def newest_sessions(self, limit: int = 1000) -> list[SessionRow]:
        with self._reading() as connection:
            return sessions.newest(connection, limit)

    def change_session(self, id: str, **changes) -> None:
        with self._writing() as connection:
            sessions.change(connection, id, changes)

    # the published harvest, which stays when the log goes

    def publish_harvest(self, session: str, body: dict, now: int | None = None) -> None:
        with self._writing() as connection:
            sessions.publish_harvest(connection, session, body, clock_ms() if now is None else now)

    def withdraw_harvest(self, session: str) -> None:
        with self._writing() as connection:
            sessions.withdraw_harvest(connection, session)
        self._database.settle()

    def published_harvest(self, session: str) -> dict | None:
        with self._reading() as connection:
            return sessions.published_harvest(connection, session)

    # tokens

    def keep_token(self, hash: str, session: str, person: str, kind: str = "rejoin") -> None:
        with self._writing() as connection:
            keep_tokens(connection, session, [Token(hash, person, kind)])

    def holder(self, hash: str) -> Holder | None:
        with self._reading() as connection:
            return tokens.holder(connection, hash)

    def drop_tokens(self, session: str, person: str) -> None:
        with self._writing() as connection:
            tokens.drop(connection, session, person)

    # time

    def due_deadlines(self, now: int, limit: int = 100) -> list[tuple[str, int]]:
        with self._reading() as connection:
            return deadlines.due(connection, now, limit)

    def next_deadline(self) -> int | None:
        with self._reading() as connection:
            return deadlines.next_due(connection)

    def postpone(self, session: str, at: int) -> None:
        """Pushes a failing session aside until `at`; its next append sets the true deadline again."""
        with self._writing() as connection:
            deadlines.postpone(connection, session, at)

    def heartbeat(self, process: str, now: int) -> None:
        """Also the moment up to which an embedded database loses nothing even when the power goes."""
        with self._database.writing_through() as connection:
            deadlines.beat(connection, process, now)

    def last_heartbeat(self) -> int | None:
        with self._reading() as connection:
            return deadlines.last_beat(connection)

    # taking out

    def erase(
        self,
        session: str,
        person: str | None,
        change: Callable[[Event], Event],
        expected_seq: int,
        recorded: list[Recorded],
        acks: Iterable[Ack] = (),
        deadline: int | None = None,
        tokens: Iterable[Token] = (),
        *,
        row: dict | None = None,
    ) -> int:
        """`append`, and in the same transaction the whole log, these events too, rewritten by `change`, which is
        called once for each event in the order of the log.

        With a person, their authorship, answers and tokens go as well; without one it only rewrites (passing
        facts at closing), and what is emptied or names its author no more loses them. Returns how many old events read
        differently now. The transaction is the longer the longer the log; it is rare enough for that."""
        old = self.read(session)[:expected_seq]
        changed = retention.without(old, change, person)
        rows = log.event_rows(session, expected_seq, [retention.one_without(new, change, person) for new in recorded])
        answers = log.ack_rows(session, list(acks))
        with self._writing() as connection:
            if person is not None:
                retention.drop_person(connection, session, person)
            self._append(connection, session, expected_seq, rows, answers, deadline, tokens, row)
            log.rewrite_dangerously(connection, session, changed)
            log.drop_acks(connection, session, retention.unowned(old, changed))
        self._database.settle()
        return len(changed)

    def sessions_to_forget(self, now: int) -> list[str]:
        with self._reading() as connection:
            return retention.sessions_to_forget(connection, now)

    def forget_events(self, session: str, now: int | None = None) -> int:
        """Deletes the log with its answers, deadline and tokens. The row and a published harvest stay."""
        with self._writing() as connection:
            deleted = retention.forget(connection, session, clock_ms() if now is None else now)
        self._database.settle()
        return deleted
