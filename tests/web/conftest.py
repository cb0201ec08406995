"""The web floor on a real store and real sessions, without a socket: pages are asked by Flask's own client.

    def test_wrong_code(world): assert world.phone().get("/join/ZZZZZZ").status_code == 404

Bundles are pretended (a manifest with made-up names), so that these tests need no Node. The cast: Aino has an account
and hosts; Bertta takes part; Cecilia is a stranger with a browser.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
import shutil
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from jinja2 import BytecodeCache

from coknow import library
from coknow.kernel.draw import Draw
from coknow.kernel.messages import Command
from coknow.live.sessions import Sessions
from coknow.store import Store
from coknow.web import accounts, aside, assets, rehearsals
from coknow.web.mount import flask_app
from coknow.web.site import Site

SECRET = b"only for tests" * 3
PASSWORD = "kolme kissaa katolla"
START = 1_790_000_000_000  # September 2026, a Monday in Helsinki
PAGES = ("site", "session", "prepare", "host", "screen")


@functools.cache
def hashed(password: str) -> str:
    """Slow by design, so the cast's one password is hashed once; what hashing does is told in test_accounts.py."""
    return aside.JOBS["hash-password"](password)


class CompiledOnce(BytecodeCache):
    """Every test has an application of its own, but they all have the same pages."""

    def __init__(self):
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledOnce()


class StillAir:
    """A fan-out nobody listens to: what would be sent later is not sent."""

    class worker:
        @staticmethod
        def later(_seconds, _function, *_arguments):
            class Never:
                cancel = staticmethod(lambda: None)

            return Never()

    def __getattr__(self, _name):
        return lambda *_arguments, **_more: None


class World:
    """A server with a clock in the test's hand."""

    def __init__(self, url: str, **site):
        self.now = START
        self.store = Store.open(url)
        self.sessions = Sessions(self.store, StillAir(), lambda: self.now, Draw(), secret=SECRET)
        self.app = flask_app(
            Site(store=self.store, sessions=self.sessions, secret=SECRET, clock=lambda: self.now, **site)
        )
        self.app.testing = False  # a surprise must become a page, as in production
        self.app.jinja_env.bytecode_cache = COMPILED
        self._numbers = itertools.count(1)

    # people and their browsers

    def phone(self, language: str = "fi", address: str = "192.0.2.7") -> Browser:
        return Browser(self.app, language, address)

    def add_account(self, name: str = "Aino", password: str = PASSWORD):
        return self.store.accounts.add(name, hashed(password))

    def laptop_of_host(self, name: str = "Aino", language: str = "fi") -> Browser:
        """Signed in already."""
        browser = self.phone(language)
        account = self.store.accounts.by_name(name) or self.add_account(name)
        with browser.session_transaction() as cookie:
            cookie["account"], cookie["mark"] = account.id, accounts._mark(account)
        return browser

    # sessions

    def open_session(self, template: str = "learning-cafe-mini", account: str | None = None, title: str = "Arjen kohtaamiset",
                     **settings):
        found = library.builtin()[template]
        return self.sessions.create(found, title, "fi", settings, account, host_name="Aino")

    def join(self, made, *names: str):
        return [self.sessions.join(made.code, name) for name in names]

    def act(self, made, person: str, name: str, **arguments) -> dict:
        command = Command(f"c{next(self._numbers)}", name, arguments)
        answer = self.sessions.open(made.session).submit(person, command)
        assert answer["ok"], (name, answer)
        return answer

    def go_to_round(self, made, number: int = 1) -> None:
        live = self.sessions.open(made.session)
        for _ in range(30):
            step = live.ask(lambda state: state.step)
            if step and step.get("stage") == "round" and step.get("round") == number:
                return
            self.act(made, made.person, "phase.next")
        raise AssertionError(f"no round {number}")


class Browser(FlaskClient):
    def __init__(self, app, language: str, address: str):
        super().__init__(app, app.response_class, use_cookies=True)
        self.environ_base["REMOTE_ADDR"] = address
        if language:
            self.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        self.environ_base["HTTP_USER_AGENT"] = "test"

    def form_token(self, path: str) -> str:
        page = self.get(path).get_data(as_text=True)
        return re.search(r'name="form_token" value="([^"]+)"', page)[1]


@pytest.fixture(autouse=True)
def pretended_bundles(tmp_path_factory, monkeypatch):
    dist = tmp_path_factory.mktemp("static") / "dist"
    dist.mkdir()
    manifest = {f"page-{page}.tsx": f"page-{page}-HASH.js" for page in PAGES}
    manifest |= {f"page-{page}.tsx.css": f"page-{page}-HASH.css" for page in PAGES[1:]} | {"page-site.css": "page-site-HASH.css"}
    (dist / "manifest.json").write_text(json.dumps(manifest))
    (dist / "preload.json").write_text(json.dumps({"page-session.tsx": ["chunk-HASH.js"]}))
    (dist / "page-site-HASH.js").write_text("// pretended")
    monkeypatch.setattr(assets, "DIST", dist)
    monkeypatch.setattr(assets, "STATIC", dist.parent)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """Made once: bringing the tables up takes longer than most of these tests."""
    path = tmp_path_factory.mktemp("empty") / "coknow.db"
    store = Store.open(f"sqlite:///{path}")
    store.upgrade()
    store.close()
    return path


@pytest.fixture
def make_world(empty_database, tmp_path):
    shutil.copy(empty_database, tmp_path / "coknow.db")
    return lambda **site: World(f"sqlite:///{tmp_path / 'coknow.db'}", **site)


@pytest.fixture
def world(make_world):
    return make_world()


def ask(browser, method: str, path: str, token: str = "", **more):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return browser.open(f"/api/v1{path}", method=method, headers=headers, **more)


@pytest.fixture
def sent(monkeypatch):
    """Who was sent where, instead of child processes."""
    calls = []

    class Child:
        gone = None
        stdin = SimpleNamespace(close=lambda: None)

        def poll(self):
            return self.gone

        def terminate(self):
            self.gone = 0

        def wait(self):
            return 0

    monkeypatch.setattr(rehearsals, "_running", {})
    monkeypatch.setattr(rehearsals, "_send_people", lambda url, people: calls.append((url, people)) or Child())
    return calls
