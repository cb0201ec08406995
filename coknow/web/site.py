"""What a request needs of the world, in one object: filled by boot, reached through `site()`.

Settings are read from the environment in boot, never here.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app, request

from .throttle import Throttle

_KEY = "coknow.site"


def _epoch_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass
class Site:
    """`secret` signs cookies; `public_url` is how the world reaches us ("" = as the request says)."""

    store: Any
    sessions: Any
    secret: bytes
    public_url: str = ""
    clock: Callable[[], int] = _epoch_ms
    metrics_public: bool = False
    timezone: str = "Europe/Helsinki"
    operator: str = ""  # who runs this server, for the accessibility statement and the privacy notice
    contact: str = ""  # an e-mail address or a link where that organisation listens
    texts: Path | None = None  # a folder with the organisation's own privacy.fi.md, accessibility.sv.md, …
    proxies: int = 0  # how many reverse proxies in front of us may be believed about addresses

    def __post_init__(self):
        self.throttle = Throttle(self.store.guesses, self.secret)


def place_in(app, site: Site) -> None:
    app.extensions[_KEY] = site


def site() -> Site:
    return current_app.extensions[_KEY]


def address() -> str:
    """Who asks, as far as the network tells; proxies have been dealt with in mount."""
    return request.remote_addr or "unknown"


def absolute(path: str) -> str:
    """`path` as the world should type it."""
    base = site().public_url.rstrip("/") or request.host_url.rstrip("/")
    return base + path
