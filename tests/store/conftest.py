"""A store on each database. `second` is another process's view: its own engine on the same database."""

import pytest

from coknow.store import Store


@pytest.fixture
def store(database_url):
    opened = Store.open(database_url)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def second(store, database_url):
    opened = Store.open(database_url)
    yield opened
    opened.close()
