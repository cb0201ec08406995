"""The harness is what every other test believes; here it is doubted itself."""

from __future__ import annotations

import sqlalchemy
import pytest

from tests.harness.server import clean_environment


def test_each_database_is_empty_and_works(database_url):
    engine = sqlalchemy.create_engine(database_url)
    with engine.begin() as connection:
        assert sqlalchemy.inspect(connection).get_table_names() == []
        connection.execute(sqlalchemy.text("CREATE TABLE once (n INTEGER)"))
        connection.execute(sqlalchemy.text("INSERT INTO once VALUES (7)"))
        assert connection.scalar(sqlalchemy.text("SELECT n FROM once")) == 7
    engine.dispose()


def test_the_next_database_is_empty_again(postgres_url):
    engine = sqlalchemy.create_engine(postgres_url)
    assert sqlalchemy.inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_server_does_not_inherit_settings(monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL", "COKNOW_PUBLIC_URL", "PYTHONPATH"):
        monkeypatch.setenv(name, "somebody else's")
    environment = clean_environment(COKNOW_DATA="/mine")
    assert "somebody else's" not in environment.values()
    assert environment["COKNOW_DATA"] == "/mine"


@pytest.mark.parametrize(
    "url, local",
    [
        ("http://127.0.0.1:5000/x", True), ("ws://localhost:1/socket.io/", True), ("http://[::1]:80/", True),
        ("http://127.9.9.9/", True), ("data:image/png;base64,AA", True), ("blob:http://127.0.0.1/1", True),
        ("https://fonts.example.org/a.woff2", False), ("http://10.0.0.1/", False),
        ("http://localhost.example.org/", False), ("http://127.0.0.1.example.org/", False), ("file:///etc/passwd", False),
    ],
)  # fmt: skip
def test_what_counts_as_this_machine(url, local):
    from tests.harness.pages import is_loopback

    assert is_loopback(url) is local
