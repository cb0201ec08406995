"""Fixtures for every test: two databases, servers as subprocesses, and the order of the run.

    def test_append(database_url): …      runs twice, on an SQLite file and on PostgreSQL
    def test_pg_only(postgres_url): …     an empty PostgreSQL database
    def test_crash(server): …             `coknow serve`; .url, .kill(), .restart(), .create_session()

A missing PostgreSQL fails these tests; it never skips them: half a promise tested is not a promise.
"""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# No clock judges a property: two cores and much company make any example slow now and then. CI draws the same
# examples every time; a developer's machine keeps looking for new ones.
hypothesis.settings.register_profile(
    "coknow", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("coknow")

# -- order: what fails fast comes first, what asks the machine's silence comes last ----------------------------------

BY_FOLDER = {"browser": ("browser",), "load": ("load", "slow")}
RANK = ("browser", "slow", "load")  # later names weigh more; no marker at all is rank 0
HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before pytest's own hook, which selects by -m
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker in BY_FOLDER.get(item.path.relative_to(HERE).parts[0], ()):
            item.add_marker(marker)
    items.sort(key=rank)  # stable: within a rank the files keep their order


def rank(item: pytest.Item) -> int:
    return max((RANK.index(mark.name) + 1 for mark in item.iter_markers() if mark.name in RANK), default=0)


# -- databases -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_cluster():
    from tests.harness.postgres import Cluster  # here, so that tests without a database need no driver

    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster):
    """An empty PostgreSQL database of this test's own."""
    with postgres_cluster.fresh_database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path) -> str:
    """An SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'coknow.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture(scope="session")
def redis_url():
    """A Redis server of the test run's own, without a file on disk."""
    from tests.harness.redis import running

    with running() as url:
        yield url


# -- servers -------------------------------------------------------------------------------------------------------


@pytest.fixture
def servers() -> list:
    """The servers this test has started."""
    return []


@pytest.fixture
def start_server(tmp_path, servers):
    """Start as many servers as the test needs: `start_server(DATABASE_URL=postgres_url, COKNOW_ASYNC="gevent")`."""
    from tests.harness.server import Server

    def start(**settings: str) -> Server:
        server = Server(tmp_path / f"server-{len(servers) + 1}", **settings)
        servers.append(server)
        return server.start()

    yield start
    for server in servers:
        server.stop()
        print(f"--- {server.url}\n{server.log_tail()}")  # pytest shows it only for a failed test


@pytest.fixture
def server(start_server):
    """`coknow serve` on an empty data folder."""
    return start_server()
