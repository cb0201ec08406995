"""What the workers share: their limits, and how a missing piece is named. A worker is a module with `name`,
`spawn(f, *args)`, `later(seconds, f, *args)`, `sleep(seconds)`, `serve(app, host, port, started)` and
`direct_websocket(stock)`."""

import importlib

BACKLOG = 2048  # connections the kernel may hold while we accept: a whole event reloads its page at once
MAX_CONNECTIONS = 20_000
KEEPALIVE = 75  # seconds an HTTP connection may wait for its next request


class NotAsExpected(Exception):
    """The library's internals differ from those the fast path was written for; the stock path is used instead."""


def by_name(name: str):
    return importlib.import_module(f".{name}_worker", __package__)


def quiet_collector(gc) -> None:
    """Full collections stop the loop for up to 140 ms with a thousand clients; the timekeeper runs one when idle."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(2000, 20, 1_000_000)
