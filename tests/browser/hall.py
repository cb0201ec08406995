"""A hall for browser stories of anonymous things: one or two people in real pages, the others on the bare wire.

Anonymous results need five people, and a page each would be slow; the others hold their documents and send commands.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.harness.pages import until
from tests.live.wire import Guest


def others(server, session, count: int) -> list[Guest]:
    return [Guest(server, server.join(session, f"Muu {i}")["token"], f"Muu {i}") for i in range(1, count + 1)]


def beamer(page: Page, server, session, language: str = "fi") -> Page:
    """The projector's page, at work."""
    status, answer = server.api("POST", f"/api/v1/sessions/{session.code}/screen", {}, session.host_token)
    assert status == 201, answer
    page.goto(f"{server.url}/screen/{session.code}?lang={language}#{answer['token']}")
    expect(page.locator(".screen-head")).to_be_visible()
    return page


FITS = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"


def fits(page: Page) -> None:
    """A hall's screen never scrolls; it measures itself anew after each change."""
    until(page, FITS)


def from_the_top(page: Page) -> Page:
    """Scrolled up, so that no bar that sticks half covers a button while axe measures it."""
    page.evaluate("scrollTo(0, 0)")
    return page
