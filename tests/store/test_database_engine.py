"""How the databases are opened: addresses, private files, the journal, waiting for one another, coming back."""

import os
import stat
import threading
import time

import pytest
from sqlalchemy import text

from coknow.store import Ack, Busy, Interrupted, Store, Unusable
from coknow.store.engine import JOURNAL_BYTES, understood
from tests.store.cast import BOB, CAFE, NOON, opened, said


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:////srv/coknow.db", "sqlite+pysqlite:////srv/coknow.db"),
        ("postgres://u@h/n", "postgresql+psycopg2://u@h/n"),
        ("postgresql://u@h:5/n?sslmode=require", "postgresql+psycopg2://u@h:5/n?sslmode=require"),
    ],
)
def test_an_address_means_the_driver_we_know(written, meant):
    assert understood(written).render_as_string() == meant


@pytest.mark.parametrize("written", ["mysql://u@h/n", "postgresql+asyncpg://u@h/n", "coknow.db", ""])
def test_an_address_we_cannot_serve_is_refused_in_words(written):
    with pytest.raises(Unusable):
        Store.open(written)


def test_an_unknown_durability_is_refused(sqlite_url):
    with pytest.raises(Unusable, match="limits.md"):
        Store.open(f"{sqlite_url}?synchronous=OFF")


def pragma(store, name):
    with store._database.writing() as writer, store._database.reading() as reader:
        asked = {writer.exec_driver_sql(f"PRAGMA {name}").scalar(), reader.exec_driver_sql(f"PRAGMA {name}").scalar()}
    assert len(asked) == 1, f"{name} differs between connections: {asked}"
    return asked.pop()


def test_every_connection_to_the_file_is_set_the_same(sqlite_url):
    store = Store.open(sqlite_url)
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 1
    assert pragma(store, "foreign_keys") == 1
    assert pragma(store, "secure_delete") == 1
    assert pragma(store, "busy_timeout") == 3000
    store.close()
    careful = Store.open(f"{sqlite_url}?synchronous=full")
    assert pragma(careful, "synchronous") == 2
    careful.close()


@pytest.mark.parametrize(("chosen", "between"), [("", "NORMAL"), ("?synchronous=FULL", "FULL")])
def test_a_heartbeat_reaches_the_disk_and_takes_along_what_was_committed_before_it(sqlite_url, chosen, between):
    store = Store.open(sqlite_url + chosen)
    store.upgrade()
    with store._database.writing() as connection:
        driver = connection.connection.driver_connection
    heard = []
    driver.set_trace_callback(heard.append)
    store.heartbeat("p", NOON)
    driver.set_trace_callback(None)
    assert heard[:2] == ["PRAGMA synchronous = FULL", "BEGIN IMMEDIATE"]
    assert heard[-2:] == ["COMMIT", f"PRAGMA synchronous = {between}"]
    store.close()


def test_the_file_and_its_journals_are_its_owners_alone(tmp_path):
    place = tmp_path / "new" / "folder"
    store = Store.open(f"sqlite:///{place / 'coknow.db'}")
    store.upgrade()
    opened(store)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()}
    assert modes == {"coknow.db": 0o600, "coknow.db-wal": 0o600, "coknow.db-shm": 0o600}
    store.close()


def test_the_journal_stays_small_and_closing_folds_it_in(sqlite_url, tmp_path):
    store = Store.open(sqlite_url)
    store.upgrade()
    opened(store)
    biggest, seq = 0, 1
    for _ in range(60):
        store.append(CAFE, seq, [said(seq + n, "x" * 4000) for n in range(1, 101)])
        seq += 100
        biggest = max(biggest, (tmp_path / "coknow.db-wal").stat().st_size)
    assert (tmp_path / "coknow.db").stat().st_size > 20_000_000
    # one transaction may run past the limit before it is folded in
    assert biggest < JOURNAL_BYTES + 2_000_000
    store.close()
    assert not (tmp_path / "coknow.db-wal").exists()


def test_a_log_in_memory_works_for_a_rehearsal():
    store = Store.open("sqlite://")
    store.upgrade()
    opened(store)
    store.append(CAFE, 1, [said(2)], [Ack(BOB, "c2", {"ok": True})])
    assert store.last_seq(CAFE) == 2
    assert store.ack(CAFE, BOB, "c2") == {"ok": True}
    store.close()


def test_a_store_is_ready_once_its_tables_are_there(database_url):
    store = Store.open(database_url)
    assert not store.ready()
    store.upgrade()
    assert store.ready()
    store.close()


def test_somebody_who_will_not_let_go_is_waited_for_and_then_named(store, second):
    """A shell command left open in a transaction must not stop the server for longer than it is willing to wait."""
    opened(store)
    shorten_the_wait(second)
    with store._database.writing() as connection:
        connection.execute(text("UPDATE head SET due = 1"))
        began = time.monotonic()
        with pytest.raises(Busy):
            second.append(CAFE, 1, [said(2)])
        assert time.monotonic() - began < 5
    second.append(CAFE, 1, [said(2)])
    assert store.last_seq(CAFE) == 2


def shorten_the_wait(store):
    """To a fifth of a second: on SQLite one writing connection, on PostgreSQL whichever the pool hands out next."""
    with store._database.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA busy_timeout = 200")
        else:
            connection.exec_driver_sql("SET lock_timeout = '200ms'")


def test_reading_goes_on_while_somebody_writes(store, second):
    opened(store)
    with store._database.writing() as connection:
        connection.execute(text("UPDATE head SET seq = 99"))
        assert second.last_seq(CAFE) == 1
        assert len(second.read(CAFE)) == 1
        assert second.session(CAFE).code == "ABCDEF"
        connection.execute(text("UPDATE head SET seq = 1"))


def test_threads_of_one_process_take_turns(store):
    opened(store)
    faults = []

    def beat(name):
        try:
            for at in range(50):
                store.heartbeat(name, NOON + at)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=beat, args=(f"p{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert store.last_heartbeat() == NOON + 49


# -- PostgreSQL goes away and comes back


@pytest.fixture
def on_postgres(postgres_url):
    store = Store.open(postgres_url)
    store.upgrade()
    opened(store)
    yield store
    store.close()


def cut_connections(postgres_url):
    other = Store.open(postgres_url)
    with other._database.writing() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        )
    other.close()


def test_a_connection_cut_inside_a_transaction_is_interrupted_and_the_next_one_works(on_postgres, postgres_url):
    with pytest.raises(Interrupted), on_postgres._database.writing() as connection:
        connection.execute(text("UPDATE head SET due = 5"))
        cut_connections(postgres_url)
        connection.execute(text("UPDATE head SET due = 6"))
    assert on_postgres.due_deadlines(100) == []
    on_postgres.append(CAFE, 1, [said(2)])
    assert on_postgres.last_seq(CAFE) == 2


def test_connections_cut_while_idle_are_replaced_without_a_word(on_postgres, postgres_url, monkeypatch):
    monkeypatch.setattr("coknow.store.engine.IDLE_SECONDS", -1)
    cut_connections(postgres_url)
    on_postgres.append(CAFE, 1, [said(2)])
    assert on_postgres.last_seq(CAFE) == 2


def test_an_embedded_database_needs_a_place_it_may_write(tmp_path):
    if os.geteuid() == 0:
        place = "/proc/nowhere"  # root may write everywhere else
    else:
        place = tmp_path / "locked"
        place.mkdir(mode=0o500)
    with pytest.raises((OSError, Unusable)):
        Store.open(f"sqlite:///{place}/coknow.db")
