"""The server the other tests lean on: it starts, dies, comes back with its data, and hands out sessions."""

from __future__ import annotations

import contextlib
import signal
import threading
import urllib.error
import urllib.request

import pytest

from coknow.live import rehearsal

pytestmark = pytest.mark.slow


def test_what_was_made_before_a_kill_is_there_after_it(server):
    session = server.create_session(title="Ennen katkosta")
    assert session.code and session.host_token
    assert session.join_url.startswith(server.url)
    server.kill()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{server.url}/healthz", timeout=2)
    server.restart()
    assert server.join(session, "Aino")["token"]
    assert server.outages == 1


def test_a_refusal_is_an_answer(server):
    status, answer = server.api("POST", "/api/v1/sessions/NOSUCH/join", {"name": "Aino"})
    assert status == 404 and answer["code"]


@pytest.mark.parametrize("worker", ["eventlet", "gevent"])
def test_a_server_on_postgresql_and_on_either_worker(start_server, postgres_url, worker):
    server = start_server(DATABASE_URL=postgres_url, COKNOW_ASYNC=worker)
    session = server.create_session()
    assert server.join(session, "Väinö")["person"]


@pytest.mark.parametrize("worker", ["eventlet", "gevent"])
def test_a_server_at_work_ends_when_it_is_told_to(start_server, worker):
    """The signal comes while some green thread runs, and must end the process and not that thread."""
    server = start_server(COKNOW_ASYNC=worker)
    session = server.create_session()
    played = threading.Thread(target=rehearsal.run, daemon=True, args=(session.host_url,), kwargs={
        "people": 20, "seconds": 8, "seed": 5, "speed": 8})
    played.start()
    for _ in range(3):
        with contextlib.suppress(OSError):  # some work in the signal's way
            server.api("GET", "/api/v1/templates")
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(60) == 0
    server.outages += 1
