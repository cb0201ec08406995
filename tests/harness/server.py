"""A whole Coknow server as a subprocess, with its own port, its own data folder and nobody else's settings."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from coknow.cli import cli

from tests.harness import processes

START_LIMIT = 60  # seconds; two cores, much company
COKNOW = Path(sys.executable).parent / "coknow"
OURS = ("COKNOW_", "DATABASE_URL", "REDIS_URL", "PYTHON")


def clean_environment(**settings: str) -> dict[str, str]:
    """The surroundings minus everything that could steer Coknow or Python, plus what the test wants."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"PYTHONUNBUFFERED": "1", "TZ": "Europe/Helsinki"} | settings


@dataclass(frozen=True)
class Session:
    """What `coknow session create --json` prints."""

    code: str
    join_url: str
    host_url: str
    host_token: str


class Server:
    """`coknow serve` on loopback. `kill` is SIGKILL, `stop` is SIGTERM, `restart` comes back on the same data."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = processes.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_file = folder / "server.log"
        self.data = folder / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        self.environment = clean_environment(
            COKNOW_DATA=str(self.data), COKNOW_PUBLIC_URL=self.url, **settings
        )
        self.process: subprocess.Popen | None = None
        self.outages = 0  # how often it went away on purpose; the page guard forgives refused connections then

    # -- life ----------------------------------------------------------------------------------------------------

    def start(self) -> Server:
        command = [str(COKNOW), "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        with open(self.log_file, "ab") as log:
            self.process = processes.start(
                command, env=self.environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )
        self._wait_until_healthy()
        return self

    def kill(self) -> None:
        """SIGKILL: no goodbye, no flush. What it had acknowledged must be there after `restart`."""
        self._end(signal.SIGKILL, 10)

    def stop(self) -> None:
        """SIGTERM, as systemd does it. One that must be killed after that has a fault, and the test says so."""
        self._end(signal.SIGTERM, 60)

    def restart(self) -> None:
        if self.process and self.process.poll() is None:
            self.stop()
        self.start()

    def _end(self, how: signal.Signals, patience: float) -> None:
        self.outages += 1
        if not self.process or self.process.poll() is not None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise RuntimeError(f"did not end within {patience:.0f} s of {how.name}:\n{self.log_tail()}") from None

    def _wait_until_healthy(self) -> None:
        until = time.monotonic() + START_LIMIT
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"coknow serve ended with {self.process.returncode}:\n{self.log_tail()}")
            with contextlib.suppress(OSError):  # URLError is one, and so is a connection reset while starting
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            time.sleep(0.05)
        raise RuntimeError(f"coknow serve did not answer /healthz in {START_LIMIT} s:\n{self.log_tail()}")

    def log_tail(self, lines: int = 60) -> str:
        text = self.log_file.read_text(errors="replace") if self.log_file.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    # -- talking to it -------------------------------------------------------------------------------------------

    def coknow(self, *words: str, timeout: float = 60) -> str:
        """Run the shell command beside the server, on the same data, as a process; returns what it printed."""
        done = subprocess.run(
            [str(COKNOW), *words], env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=timeout,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"coknow {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def coknow_here(self, *words: str) -> str:
        """The same within this process: most tests begin with a session, and starting Python takes longer than making it."""
        settings = dict.fromkeys(name for name in os.environ if name.startswith(OURS))  # None: taken away
        settings |= {name: value for name, value in self.environment.items() if name.startswith(OURS)}
        done = CliRunner().invoke(cli, words, env=settings, catch_exceptions=False)
        if done.exit_code:
            raise RuntimeError(f"coknow {' '.join(words)} ended with {done.exit_code}:\n{done.output}")
        return done.stdout

    def create_session(
        self, template: str = "learning-cafe-mini", title: str = "Testikahvila", language: str = "fi", *more: str
    ) -> Session:
        printed = self.coknow_here(
            "session", "create", "--json", "--template", template, "--title", title, "--language", language, *more
        )
        answer = json.loads(printed)
        return Session(**{name: answer[name] for name in Session.__dataclass_fields__})

    def create_session_of(self, template: dict, title: str = "Kokeilu", language: str = "fi", *more: str) -> Session:
        """A session of a template of the test's own: (tests.activities.cases makes them from a few phases)."""
        own = template | {"id": f"own-{template['id']}"[:40], "status": "draft"}
        file = self.folder / "template.yaml"
        file.write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")  # JSON is YAML
        self.coknow_here("template", "import", str(file))
        return self.create_session(own["id"], title, language, *more)

    def api(self, method: str, path: str, body: dict | None = None, token: str | None = None) -> tuple[int, dict]:
        """One REST call: (status, JSON). An error status is an answer too, not an exception."""
        headers = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(
            self.url + path, method=method, headers=headers, data=None if body is None else json.dumps(body).encode()
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                status, text = response.status, response.read()
        except urllib.error.HTTPError as refused:
            status, text = refused.code, refused.read()
        try:
            return status, json.loads(text)
        except ValueError:
            return status, {}

    def join(self, session: Session, name: str, **more: str) -> dict:
        """Join by REST: {person, token, recovery}."""
        status, answer = self.api("POST", f"/api/v1/sessions/{session.code}/join", {"name": name, **more})
        assert status == 201, (status, answer)
        return answer
