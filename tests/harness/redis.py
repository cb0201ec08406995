"""A Redis server of the test run's own: nothing on disk, gone with the run."""

from __future__ import annotations

import contextlib
import shutil
import socket
import time
from collections.abc import Iterator

from tests.harness import processes

PATIENCE = 20  # seconds


@contextlib.contextmanager
def running() -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        raise RuntimeError(
            "redis-server is missing, and several processes are tested with the real one."
            " `python3 dev.py test` as root installs it; else: sudo apt-get install redis-server"
        )
    port = processes.free_port()
    server = processes.start([program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
    try:
        _wait(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _wait(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
            line.sendall(b"PING\r\n")
            if line.recv(7) == b"+PONG\r\n":
                return
        time.sleep(0.05)
    raise RuntimeError("Redis did not start")
