"""A store on each database, with tables made once and copied or emptied, for making them is slow and tested elsewhere.

`store` has today's tables and nothing in them, `second` is another process's view of the same: its own engine.
`store_url` is their address. A test about the tables themselves takes `database_url`, which has none.
"""

import shutil

import pytest
from sqlalchemy import text

from coknow.store import Store
from coknow.store.tables import metadata


@pytest.fixture(scope="session")
def made_sqlite_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("store") / "coknow.db"
    make_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def made_postgres_url(postgres_cluster):
    with postgres_cluster.fresh_database() as url:
        make_tables(url)
        yield url


def make_tables(url: str) -> None:
    made = Store.open(url)
    made.upgrade()
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, tmp_path) -> str:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("made_sqlite_file"), tmp_path / "coknow.db")
        return f"sqlite:///{tmp_path / 'coknow.db'}"
    return request.getfixturevalue("made_postgres_url")


@pytest.fixture
def store(store_url):
    opened = Store.open(store_url)
    if store_url.startswith("postgresql"):
        empty(opened)
    yield opened
    opened.close()


def empty(store: Store) -> None:
    with store._database.writing() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(table.name for table in metadata.sorted_tables)} CASCADE"))


@pytest.fixture
def second(store, store_url):
    opened = Store.open(store_url)
    yield opened
    opened.close()
