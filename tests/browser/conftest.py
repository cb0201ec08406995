"""Fixtures for tests in Chromium: people's devices, and a guard that no page escapes.

    def test_join(server, phone, laptop, axe):
        session = server.create_session()
        host, anna = laptop(), phone()         each call is a person of their own, with their own storage
        anna.goto(session.join_url)
        axe(anna)

Chromium is Debian's; Playwright's own download is never used. A test fails on any request off this machine, any
console error and any uncaught exception in a page (`guard.allow(…)` for one that is meant).
"""

from __future__ import annotations

import contextlib
import os
import shutil
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.cafe_host import CafeHost
from tests.harness import pages

# No sentence below is about five seconds, Playwright's own patience: on two cores with company a page may need longer.
expect.set_options(timeout=1000 * pages.PATIENCE)

QUIET = [
    # Chromium would look for updates, field trials and its maker's hosts at every start
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-quic", "--disable-gpu", "--disable-features=OptimizationHints,Translate,MediaRouter",
    # and what still tries finds no name server: only addresses on this machine resolve
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]  # fmt: skip


def find_chromium() -> str:
    """dev.py looks in the same places."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (path := shutil.which(name)):
            return path
    pytest.fail(
        "The browser tests need Chromium. `python3 dev.py test` as root installs it; else:"
        " sudo apt-get install chromium, or CHROMIUM=/path/to/it",
        pytrace=False,
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    arguments = list(QUIET)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's sandbox refuses to start as root
    if not os.access("/dev/shm", os.W_OK):
        arguments.append("--disable-dev-shm-usage")
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": arguments}


@pytest.fixture(autouse=True)
def guard(browser, servers, start_server):
    """Watches every page of the test; asks for start_server so that pages close before their servers do."""
    guard = pages.Guard()
    browser.on("context", guard.watch)
    yield guard
    browser.remove_listener("context", guard.watch)
    if any(server.outages for server in servers):
        guard.allow_outages()
    problems = guard.verdict()
    assert not problems, "pages misbehaved:\n" + "\n".join(problems)


# -- people's devices ----------------------------------------------------------------------------------------------


@pytest.fixture
def open_page(new_context, guard):
    """`open_page(**context_options)`: a page with a storage of its own, closed after the test."""
    return lambda **options: new_context(**options).new_page()


@pytest.fixture
def phone(open_page):
    return lambda **more: open_page(**pages.PHONE | more)


@pytest.fixture
def laptop(open_page):
    return lambda **more: open_page(**pages.LAPTOP | more)


@pytest.fixture
def projector(open_page):
    return lambda **more: open_page(**pages.PROJECTOR | more)


@pytest.fixture
def crowd(server):
    """`crowd(session, "Sari", "Leo")`: more people, on bare sockets; what they do must be taken, as it is from a host."""
    with contextlib.ExitStack() as leaving:

        def come(session, *names: str) -> list[CafeHost]:
            found = [CafeHost(server, SimpleNamespace(host_token=server.join(session, name)["token"])) for name in names]
            for one in found:
                leaving.callback(one.leave)
            return found

        yield come


# -- what is done with pages ---------------------------------------------------------------------------------------


@pytest.fixture
def axe():
    """`axe(page)` or `axe(page, "#board")`: fails on any violation of WCAG 2.2 A or AA."""
    return pages.axe


@pytest.fixture
def screenshot():
    """`screenshot(page, "phone-round-2")` saves build/screens/phone-round-2.png."""
    return pages.screenshot


@pytest.fixture
def until():
    """`until(page, "window.x === 3")`: what page.wait_for_function would be without eval."""
    return pages.until
