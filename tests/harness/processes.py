"""Child processes that never outlive the test run."""

from __future__ import annotations

import contextlib
import ctypes
import secrets
import signal
import socket
import subprocess
import sys

PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Ask Linux to kill this child when the test run is killed itself (pytest-timeout, CI's limit)."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if sys.platform == "linux":
    _libc = ctypes.CDLL(None, use_errno=True)  # loaded before the fork: loading after it may deadlock
    _between_fork_and_exec = _die_with_parent
else:
    _between_fork_and_exec = None


def start(command: list[str], **options) -> subprocess.Popen:
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_between_fork_and_exec, **options
    )


def free_port() -> int:
    """A port nobody has now, below those that the system lends to outgoing connections.

    So a server that was killed finds its port free when it comes back, however many clients have tried meanwhile.
    """
    while True:
        port = 15_000 + secrets.randbelow(17_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
