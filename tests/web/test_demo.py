"""`coknow demo` and `coknow serve` as processes: what a newcomer sees in the first minute, and how they end."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.harness import processes
from tests.harness.server import clean_environment

COKNOW = Path(sys.executable).parent / "coknow"
pytestmark = pytest.mark.slow


@pytest.fixture
def started(tmp_path):
    """`started("demo", …)` → (process, the JSON object it printed, its temporary folder)."""
    running = []

    def start(*words):
        environment = clean_environment(TMPDIR=str(tmp_path), COKNOW_DATA=str(tmp_path / "data"), HOME=str(tmp_path))
        process = subprocess.Popen(
            [COKNOW, *words, "--json"], env=environment, stdout=subprocess.PIPE, stderr=open(tmp_path / "log", "ab"), text=True,
            start_new_session=True,
        )  # fmt: skip
        running.append(process)
        line = process.stdout.readline()
        assert line, (tmp_path / "log").read_text()
        return process, json.loads(line), tmp_path

    yield start
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def ask(url: str, token: str = "") -> dict:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def test_a_demo_is_a_cafe_in_round_one_that_writes_by_itself_and_leaves_nothing(started):
    port = processes.free_port()
    process, told, folder = started("demo", "--people", "8", "--speed", "10", "--port", str(port))
    base = f"http://127.0.0.1:{port}"
    assert told["join_url"] == f"{base}/join/{told['code']}"
    assert told["host_url"] == f"{base}/host/{told['code']}#{told['host_token']}"
    facts = ask(f"{base}/api/v1/sessions/{told['code']}")
    assert (facts["status"], facts["language"]) == ("live", "fi") and not facts["full"], "a newcomer finds a seat"
    harvest = f"{base}/api/v1/sessions/{told['code']}/harvest"
    until = time.monotonic() + 60
    while not (found := ask(harvest, told["host_token"]))["counts"]["notes"]:
        assert time.monotonic() < until, "nobody wrote anything"
        time.sleep(0.5)
    assert found["counts"]["people"] >= 6 and found["tables"][0]["rounds"][0]["prompt"]["fi"].startswith("Milloin viimeksi")
    assert list(folder.glob("coknow-demo-*"))
    process.send_signal(signal.SIGINT)
    assert process.wait(15) == 0
    assert list(folder.glob("coknow-demo-*")) == [], "the throw-away database is thrown away"
    with pytest.raises(OSError):
        ask(f"{base}/api/v1/sessions/{told['code']}")


def test_serve_tells_where_it_listens_and_how_to_make_the_first_account_once(started):
    port = processes.free_port()
    process, told, _ = started("serve", "--port", str(port))
    assert told["url"] == f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(told["setup_url"], timeout=20) as page:
        assert "Tee järjestäjän tili" in page.read().decode()
    refused = subprocess.run(
        [COKNOW, "serve", "--port", str(port), "--json"], env=clean_environment(COKNOW_DATA=str(_ / "other")),
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert refused.returncode == 1 and json.loads(refused.stdout)["code"] == "port_taken"
    made = subprocess.run(
        [COKNOW, "account", "add", "Aino", "--password", "kolme kissaa katolla"], env=clean_environment(COKNOW_DATA=str(_ / "data")),
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    _, told, _ = started("serve", "--port", str(port))
    assert "setup_url" not in told


def test_a_rehearsal_prints_its_figures(started):
    port = processes.free_port()
    _, told, folder = started("demo", "--people", "4", "--speed", "10", "--port", str(port))
    done = subprocess.run(
        [COKNOW, "rehearse", told["join_url"], "--people", "3", "--seconds", "6", "--speed", "10", "--seed", "2", "--json"],
        env=clean_environment(COKNOW_DATA=str(folder / "x")), capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures and all(isinstance(name, str) for name in figures)
