"""How the two databases are opened and who may write when. Not here: any table.

SQLite is the embedded default: one writing connection per process behind a lock, write-ahead log, readers beside it.
PostgreSQL comes with DATABASE_URL through psycopg2, which eventlet and gevent make cooperative.

The rule for everything above: nothing inside `writing()` may emit, sleep or wait for anybody. With SQLite a yield
there would let a second writer of the same process freeze the whole event loop for the busy timeout.
Never use a Database from a thread of eventlet's pool: the pool's locks belong to the greenlets of one thread.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError

BUSY_MS = 3_000  # a shell command beside the server holds the file for milliseconds; more than this is a fault
JOURNAL_BYTES = 4 * 1024 * 1024  # the -wal file is cut back to this after a checkpoint
LOCK_WAIT = "5s"  # PostgreSQL: how long a transaction waits for another one's row
IDLE_SECONDS = 5  # a PostgreSQL connection unused for longer is asked whether it still lives
LOCK_NOT_AVAILABLE = "55P03"


class Unusable(Exception):
    """The database address cannot be served; the text says what to write instead."""


class Busy(Exception):
    """Another process held the database for longer than we wait. Nothing was written; trying again is right."""


class Interrupted(Exception):
    """The connection broke inside a transaction, so whether it holds is unknown. Read the log and the acks again."""


def understood(address: str) -> URL:
    """The address with the driver we know, whatever spelling the operator's platform hands out."""
    try:
        url = make_url(address)
    except Exception as problem:
        raise Unusable(f"DATABASE_URL cannot be read: {problem}") from problem
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return url.set(drivername="sqlite+pysqlite")
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg2"):
        return url.set(drivername="postgresql+psycopg2")
    raise Unusable(f"{url.drivername}: only sqlite:///FILE and postgresql://USER@HOST/NAME are supported")


class Database:
    """Two ways in: `reading()` for one statement or a few, `writing()` for one transaction."""

    def __init__(self, engine: Engine):
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Not a transaction: each statement sees the database as it is when it runs."""
        raise NotImplementedError

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        raise NotImplementedError

    @contextmanager
    def writing_through(self) -> Iterator[Connection]:
        """Like `writing`, and once it is done, it and everything committed before it lies on the disk itself."""
        with self.writing() as connection:  # PostgreSQL does so at every commit
            yield connection

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        """A transaction that no other process can be inside of at the same time."""
        raise NotImplementedError

    def settle(self) -> None:
        """Make sure that what was deleted or overwritten does not live on in a journal."""

    def close(self) -> None:
        self.engine.dispose()


class Postgres(Database):
    UPGRADE_LOCK = 7_205_759_403  # any number, as long as it is ours in this database and stays the same

    def __init__(self, engine: Engine):
        super().__init__(engine)
        self._reader = engine.execution_options(isolation_level="AUTOCOMMIT")  # one round trip instead of three

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as problem:
            if problem.connection_invalidated:
                raise Interrupted(str(problem.orig)) from problem
            if getattr(problem.orig, "pgcode", None) == LOCK_NOT_AVAILABLE:
                raise Busy(str(problem.orig)) from problem
            raise

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '120s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({self.UPGRADE_LOCK})")
            yield connection


class Sqlite(Database):
    def __init__(self, engine: Engine, in_memory: bool, synchronous: str):
        super().__init__(engine)
        self._synchronous = synchronous
        self._turn = threading.RLock()
        self._writer: Connection | None = None
        self._in_memory = in_memory

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        if self._in_memory:  # its only connection is the writer
            with self._turn:
                yield self._writing_connection()
        else:
            with self.engine.connect() as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._turn:
            connection = self._writing_connection()
            driver = connection.connection.driver_connection
            # IMMEDIATE: a transaction that begins by reading and then writes could not be retried by waiting
            self._begin(driver)
            try:
                yield connection
                driver.execute("COMMIT")
            except BaseException:
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise

    @contextmanager
    def writing_through(self) -> Iterator[Connection]:
        """The commit syncs the journal, and in the journal lies all that earlier commits left to the kernel."""
        with self._turn:
            self._pragma("synchronous", "FULL")
            try:
                with self.writing() as connection:
                    yield connection
            finally:
                self._pragma("synchronous", self._synchronous)

    @contextmanager
    def upgrading(self) -> Iterator[Connection]:
        with self._turn:
            self._pragma("busy_timeout", 120_000)
            try:
                with self.writing() as connection:
                    yield connection
            finally:
                self._pragma("busy_timeout", BUSY_MS)

    def settle(self) -> None:
        with self._turn:
            self._pragma("wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._turn:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        super().close()

    def _begin(self, driver) -> None:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except Exception as problem:
            if "locked" in str(problem):
                raise Busy(str(problem)) from problem
            raise

    def _writing_connection(self) -> Connection:
        if self._writer is None or self._writer.closed:
            self._writer = self.engine.connect()
        return self._writer

    def _pragma(self, name: str, value: object = None) -> None:
        driver = self._writing_connection().connection.driver_connection
        driver.execute(f"PRAGMA {name}" if value is None else f"PRAGMA {name} = {value}").fetchall()


def open_database(address: str) -> Database:
    url = understood(address)
    return _open_postgres(url) if url.get_backend_name() == "postgresql" else _open_sqlite(url)


def _open_postgres(url: URL) -> Postgres:
    try:
        engine = create_engine(
            url,
            pool_size=10,
            max_overflow=20,
            pool_timeout=10,
            pool_recycle=1800,
            connect_args={"application_name": "coknow", "connect_timeout": 10},
        )
    except ModuleNotFoundError as problem:
        raise Unusable("PostgreSQL needs its driver: pip install 'coknow[postgresql]'") from problem

    @event.listens_for(engine, "connect")
    def settle_in(driver, _record):
        with driver.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{LOCK_WAIT}'")
        driver.commit()

    @event.listens_for(engine, "checkin")
    def note_when(_driver, record):
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def doubt_the_idle(driver, record, _proxy):
        """Cheaper than asking at every checkout, and still no error when the database was restarted overnight."""
        if time.monotonic() - record.info.get("used", time.monotonic()) > IDLE_SECONDS:
            try:
                with driver.cursor() as cursor:
                    cursor.execute("SELECT 1")
                driver.rollback()
            except driver.Error as problem:
                raise DisconnectionError() from problem  # the pool tries again with a new connection

    return Postgres(engine)


def _open_sqlite(url: URL) -> Sqlite:
    synchronous = str(url.query.get("synchronous", "NORMAL")).upper()
    if synchronous not in ("NORMAL", "FULL", "EXTRA"):
        raise Unusable("synchronous is NORMAL, FULL or EXTRA (docs/limits.md says what each survives)")
    url = url.difference_update_query(["synchronous"])
    in_memory = url.database in (None, "", ":memory:")
    if not in_memory:
        _make_private_file(Path(url.database))
    # AUTOCOMMIT: transactions are begun and ended in `writing()`, and a lone read holds nothing open
    pool = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"check_same_thread": False}, **pool)

    @event.listens_for(engine, "connect")
    def settle_in(driver, _record):
        driver.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        if not in_memory:
            _use_write_ahead_log(driver)
        driver.execute(f"PRAGMA synchronous = {synchronous}")
        driver.execute("PRAGMA foreign_keys = ON")
        driver.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten in the file, not just unlinked
        driver.execute(f"PRAGMA journal_size_limit = {JOURNAL_BYTES}")

    return Sqlite(engine, in_memory, synchronous)


def _make_private_file(path: Path) -> None:
    """People's words lie in it: readable by the server's own user only, and the journals beside it inherit that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _use_write_ahead_log(driver) -> None:
    """Switching needs the file alone and does not wait by itself, so two first starts at once take turns here."""
    give_up = time.monotonic() + 10
    while True:
        try:
            mode = driver.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            break
        except Exception as problem:
            if "locked" not in str(problem) or time.monotonic() > give_up:
                raise
            time.sleep(0.05)
    if mode != "wal":
        raise Unusable(f"this file system cannot share memory between processes (journal mode {mode}); use a local disk")
