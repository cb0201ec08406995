import pytest
from coknow.store import Store

from tests.live.cast import Cafe, Clock


@pytest.fixture
def store(sqlite_url):
    store = Store.open(sqlite_url)
    store.upgrade()
    yield store
    store.close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cafe(store, clock):
    """Helmi hosts; nobody else is here yet."""
    return Cafe(store, clock)
