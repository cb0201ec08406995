"""Where real things meet: settings from the environment, then store, live sessions, web pages and sockets.

Tests call the same `create_app` and hand in what they want to be different.
"""

import contextlib
import logging
import os
import secrets
import signal
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_socketio import SocketIO

from .kernel.draw import Draw
from .live.doorbell import Doorbell
from .live.fanout import Fanout
from .live.presence import GRACE_MS
from .live.sessions import Sessions
from .live.timekeeper import Timekeeper
from .store import Store
from .web.mount import mount
from .web.site import Site
from .web.sockets import Sockets

log = logging.getLogger("coknow")

# name in the environment -> what it does, for `coknow serve --help` and docs; in the order people need them
VARIABLES = {
    "DATABASE_URL": "sqlite:////path/coknow.db or postgresql://user@host/name; an embedded database in COKNOW_DATA if unset",
    "COKNOW_DATA": "folder for the embedded database, uploads and keys",
    "COKNOW_PUBLIC_URL": "how the world reaches this server, such as https://cafe.example.org",
    "COKNOW_HOST": "address to listen on (127.0.0.1)",
    "COKNOW_PORT": "port to listen on (8000)",
    "COKNOW_PROXIES": "how many reverse proxies in front may be believed about addresses (0)",
    "COKNOW_ORIGINS": "further origins whose pages may open sockets here, with commas between",
    "COKNOW_GRACE": "seconds somebody may be disconnected before it counts as absence (180)",
    "COKNOW_METRICS": "public: /metrics answers everybody, not only this machine",
    "COKNOW_OPERATOR": "the organisation that runs this server, named in the accessibility statement and privacy notice",
    "COKNOW_CONTACT": "an e-mail address or a link where that organisation listens",
    "COKNOW_TIMEZONE": "for dates on pages (Europe/Helsinki)",
    "COKNOW_ASYNC": "eventlet, gevent or threading (eventlet)",
    "COKNOW_SECRET": "signs cookies and hashes tokens; kept in a file in COKNOW_DATA if unset",
    "COKNOW_LOG": "debug, info, warning or error (info)",
    "REDIS_URL": "only with several processes: carries the word that a session has changed",
}


class BadSetting(SystemExit):
    """A setting nobody can work with; the text says which and what to write instead."""


@dataclass(frozen=True)
class Settings:
    data: Path
    database_url: str
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    proxies: int = 0
    origins: tuple[str, ...] = ()
    grace_ms: int = GRACE_MS
    metrics_public: bool = False
    operator: str = ""
    contact: str = ""
    timezone: str = "Europe/Helsinki"
    worker: str = "eventlet"
    secret: str = ""
    log_level: str = "INFO"
    redis_url: str = ""

    @classmethod
    def from_environment(cls, environment=os.environ, **overrides) -> "Settings":
        def of(name: str, default: str = "") -> str:
            return environment.get(name, "").strip() or default

        data = Path(of("COKNOW_DATA", str(default_data_folder(environment)))).expanduser()
        settings = cls(
            data=data,
            database_url=of("DATABASE_URL", f"sqlite:///{data.absolute() / 'coknow.db'}"),
            public_url=of("COKNOW_PUBLIC_URL").rstrip("/"),
            host=of("COKNOW_HOST", cls.host),
            port=_number("COKNOW_PORT", of("COKNOW_PORT"), cls.port),
            proxies=_number("COKNOW_PROXIES", of("COKNOW_PROXIES"), 0),
            origins=tuple(filter(None, (origin.strip() for origin in of("COKNOW_ORIGINS").split(",")))),
            grace_ms=int(_amount("COKNOW_GRACE", of("COKNOW_GRACE"), GRACE_MS / 1000) * 1000),
            metrics_public=of("COKNOW_METRICS").lower() == "public",
            operator=of("COKNOW_OPERATOR"),
            contact=of("COKNOW_CONTACT"),
            timezone=of("COKNOW_TIMEZONE", cls.timezone),
            worker=of("COKNOW_ASYNC", cls.worker).lower(),
            secret=of("COKNOW_SECRET"),
            log_level=of("COKNOW_LOG", "info").upper(),
            redis_url=of("REDIS_URL"),
        )
        return replace(settings, **overrides)


def default_data_folder(environment=os.environ) -> Path:
    base = environment.get("XDG_DATA_HOME") or Path(environment.get("HOME", ".")) / ".local" / "share"
    return Path(base) / "coknow"


def _number(name: str, text: str, default: int) -> int:
    return int(_amount(name, text, default))


def _amount(name: str, text: str, default: float) -> float:
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value < 1e9:
        raise BadSetting(f"{name} is {text!r}; it must be a number")
    return value


def clock_ms() -> int:
    return time.time_ns() // 1_000_000


def open_store(settings: Settings) -> Store:
    """The database with its tables as this version of the code wants them."""
    settings.data.mkdir(parents=True, exist_ok=True)
    store = Store.open(settings.database_url)
    store.upgrade()
    return store


def secret_of(settings: Settings) -> bytes:
    """From the environment, or from a file that the first start writes; several first starts agree on one."""
    if settings.secret:
        return settings.secret.encode()
    settings.data.mkdir(parents=True, exist_ok=True)
    path = settings.data / "secret.key"
    if not path.exists():
        # written in full under another name first: a second process must not read half a secret. A name of chance, for
        # two containers that share the folder may well share their process number, too.
        draft = path.with_name(f"secret.key.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip().encode()


def create_app(settings: Settings, *, store=None, clock=clock_ms, draw: Draw | None = None, keep_time: bool = True) -> Flask:
    """A Flask application with everything in place; `serve` runs it. `app.extensions["coknow"]` holds the parts."""
    logging.getLogger("coknow").setLevel(settings.log_level)
    store = store or open_store(settings)
    secret = secret_of(settings)
    fanout = Fanout(settings.worker)
    sessions = Sessions(store, fanout, clock, draw, secret=secret, grace_ms=settings.grace_ms)

    app = Flask("coknow", static_folder=None, template_folder=None)
    mount(app, Site(
        store=store, sessions=sessions, secret=secret, public_url=settings.public_url, clock=clock,
        metrics_public=settings.metrics_public, timezone=settings.timezone, proxies=settings.proxies,
        operator=settings.operator, contact=settings.contact, texts=settings.data / "texts",
    ))
    socketio = SocketIO(app, cors_allowed_origins=origins_allowed(settings), **fanout.server_options())
    fanout.attach(socketio.server)
    Sockets(sessions, fanout, clock).register(socketio.server)

    process = f"{os.uname().nodename}-{os.getpid()}-{secrets.token_hex(3)}"
    timekeeper = Timekeeper(sessions, store, clock, fanout.worker.spawn, process)
    sessions.on_deadline = timekeeper.deadline
    if settings.redis_url:
        doorbell = Doorbell(_redis(settings.redis_url), sessions, fanout.worker.spawn, fanout.worker.sleep)
        sessions.on_change, sessions.on_weather = doorbell.changed, doorbell.weather
        doorbell.start()
    app.extensions["coknow"] = Parts(settings, store, sessions, fanout, timekeeper, socketio)
    if keep_time:
        timekeeper.start()
    return app


def _redis(url: str):
    try:
        import redis
    except ImportError:
        raise BadSetting("REDIS_URL is set, but the redis package is not installed: pip install 'coknow[redis]'") from None
    return redis.Redis.from_url(url, socket_connect_timeout=5, health_check_interval=30)


@dataclass(frozen=True)
class Parts:
    settings: Settings
    store: Store
    sessions: Sessions
    fanout: Fanout
    timekeeper: Timekeeper
    socketio: SocketIO


def origins_allowed(settings: Settings):
    """Whose pages may open sockets here: our own, as the world or a proxy calls us, and those named in the settings.

    A page elsewhere can neither choose its Origin nor add the proxy's headers.
    """
    named = {_origin_of(address) for address in (*settings.origins, settings.public_url) if address}

    def allowed(origin: str, environ: dict) -> bool:
        return origin in named or origin in _own_origins(environ)

    return allowed


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _own_origins(environ: dict) -> set[str]:
    scheme, host = environ.get("wsgi.url_scheme", "http"), environ.get("HTTP_HOST", "")
    outer_scheme = environ.get("HTTP_X_FORWARDED_PROTO", scheme).split(",")[0].strip()
    outer_host = environ.get("HTTP_X_FORWARDED_HOST", host).split(",")[0].strip()
    return {f"{scheme}://{host}", f"{outer_scheme}://{outer_host}"}


def serve(app: Flask, host: str | None = None, port: int | None = None, *, started=None) -> None:
    """Serves until the process is told to end. `started(address)` is called once the socket listens."""
    parts: Parts = app.extensions["coknow"]
    settings = parts.settings
    _log_to_stderr(settings)
    _allow_many_sockets()

    def leave(_signal, _frame):
        # SystemExit would be raised in whichever green thread runs just now, and end that one instead of the process.
        # Nothing is tidied up, for the interrupted code may hold a lock: what was acknowledged is committed.
        _end()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)

    def announce(address):
        log.info("listening on http://%s:%s (%s, %s)", address[0], address[1], settings.worker,
                 "direct sending" if parts.fanout.direct else "the library's own sending")
        if started:
            started(address)

    parts.fanout.worker.serve(app, host or settings.host, port or settings.port, announce)
    parts.store.close()
    _end()


def _end() -> None:
    """Connections are cut, not asked: clients come back to the next process by themselves, from the log."""
    with contextlib.suppress(OSError, RuntimeError):  # a flush within a flush, or nobody who reads
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0)


def _allow_many_sockets() -> None:
    """Every browser is a file to the kernel, and many systems start a process with a limit of 1,024."""
    try:
        import resource
    except ImportError:
        return  # not a Unix
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _log_to_stderr(settings: Settings) -> None:
    if not logging.getLogger().handlers:
        logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("coknow").setLevel(settings.log_level)
