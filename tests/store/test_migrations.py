"""From nothing to the tables of today, once, by however many processes start together."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from coknow.store import Store, TooNew
from coknow.store.tables import metadata
from tests.harness import processes
from tests.store.cast import CAFE, opened, said

UPGRADE = """
import os, sys
from coknow.store import Store
import coknow.store.migrations
store = Store.open(sys.argv[1])
print("ready", flush=True)
while not os.path.exists(sys.argv[2]): pass
store.upgrade()
print("upgraded", store.ready(), flush=True)
"""


@pytest.fixture
def upgraded(database_url):
    store = Store.open(database_url)
    store.upgrade()
    yield store
    store.close()


def test_the_migrations_make_the_tables_the_code_speaks_of(upgraded):
    with upgraded._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_upgrading_again_changes_nothing_and_loses_nothing(upgraded, database_url):
    opened(upgraded)
    upgraded.upgrade()
    again = Store.open(database_url)
    again.upgrade()
    assert again.last_seq(CAFE) == 1
    again.append(CAFE, 1, [said(2)])
    again.close()


def test_an_embedded_log_is_clustered_in_reading_order(sqlite_url):
    """WITHOUT ROWID is not reflected, so the comparison above would not miss it."""
    store = Store.open(sqlite_url)
    store.upgrade()
    with store._database.reading() as connection:
        made = dict(connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())
    store.close()
    for table in metadata.tables.values():
        assert ("WITHOUT ROWID" in made[table.name]) == (table.dialect_options["sqlite"]["with_rowid"] is False), table


def test_several_processes_may_start_at_once(database_url, tmp_path):
    go = tmp_path / "go"
    command = [sys.executable, "-c", UPGRADE, database_url, str(go)]
    started = [
        processes.start(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert [process.stdout.readline() for process in started] == ["ready\n"] * 3
    go.touch()
    said_by_each = [process.communicate(timeout=120) for process in started]
    assert [out for out, _ in said_by_each] == ["upgraded True\n"] * 3, said_by_each
    assert [process.returncode for process in started] == [0, 0, 0]
    store = Store.open(database_url)
    with store._database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    store.close()


def test_a_failed_upgrade_leaves_nothing_half_made(database_url, monkeypatch):
    """The next start tries again from where the database really is."""
    store = Store.open(database_url)
    with store._database.writing() as connection:
        connection.execute(text("CREATE TABLE guess (oops TEXT)"))  # in the way of the last table
    with pytest.raises(Exception, match="(?i)guess.*already exists"):
        store.upgrade()
    with store._database.writing() as connection:
        assert inspect(connection).get_table_names() == ["guess"]
        connection.execute(text("DROP TABLE guess"))
    store.upgrade()
    assert store.ready()
    store.close()


def test_a_database_of_a_newer_coknow_is_left_alone(upgraded):
    with upgraded._database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(TooNew, match="9999"):
        upgraded.upgrade()
