"""A PostgreSQL cluster of the test run's own: made, used and thrown away, whoever runs the tests.

It never touches a cluster that the machine has. Its data are not synced to disk: what `kill -9` of *PostgreSQL*
takes is not what these tests ask (what a killed Coknow takes is).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2
from psycopg2 import sql

from tests.harness import processes

SUPERUSER = "coknow"
QUICK = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off",
    "shared_buffers": "32MB", "max_connections": "200", "listen_addresses": "127.0.0.1",
    # a test that forgets a lock should fail in its own time, not hang until pytest-timeout
    "lock_timeout": "30s",
}  # fmt: skip


def find_programs() -> Path:
    """The folder of initdb and postgres; Debian keeps them off PATH. dev.py looks in the same places."""
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].partition(".")[0])
    )
    if not found:
        raise RuntimeError(
            "PostgreSQL's server programs are missing, and the store is tested on both databases."
            " `python3 dev.py test` as root installs them; else: sudo apt-get install postgresql"
        )
    return found[-1].parent


def unprivileged_user() -> str | None:
    """initdb refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Cluster:
    """One running server; `fresh_database` gives each test its own database in it."""

    def __init__(self) -> None:
        self.programs = find_programs()
        self.user = unprivileged_user()
        # Not pytest's tmp_path: that lies under a folder only root may enter.
        self.folder = Path(tempfile.mkdtemp(prefix="coknow-postgres-"))
        self.data = self.folder / "data"
        self.port = processes.free_port()
        self.process: subprocess.Popen | None = None
        self._serial = itertools.count(1)

    def __enter__(self) -> Cluster:
        if self.user:
            shutil.chown(self.folder, self.user)
        try:
            self._initdb()
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    @property
    def _as_user(self) -> dict:
        return {"user": self.user, "extra_groups": []} if self.user else {}

    def _initdb(self) -> None:
        command = [
            str(self.programs / "initdb"), "-D", str(self.data), "-U", SUPERUSER, "--auth=trust",
            "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, **self._as_user)
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> None:
        settings = {**QUICK, "port": str(self.port), "unix_socket_directories": str(self.folder)}
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        log = open(self.folder / "log", "wb")
        with log:
            self.process = processes.start(command, stdout=log, stderr=log, cwd=self.folder, **self._as_user)
        until = time.monotonic() + 60
        while True:
            with contextlib.suppress(psycopg2.OperationalError):
                self._connect().close()
                return
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()[-3000:]}")
            time.sleep(0.05)

    def _connect(self):
        return psycopg2.connect(host="127.0.0.1", port=self.port, user=SUPERUSER, dbname="postgres")

    def _execute(self, statement: sql.Composed) -> None:
        connection = self._connect()
        try:
            connection.autocommit = True  # CREATE DATABASE cannot run inside a transaction
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    @contextlib.contextmanager
    def fresh_database(self):
        """The address of an empty database, dropped afterwards even if somebody still holds it."""
        name = f"test_{next(self._serial)}"
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            yield f"postgresql+psycopg2://{SUPERUSER}@127.0.0.1:{self.port}/{name}"
        finally:
            self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)  # "immediate" in PostgreSQL's words
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
