"""Looking at pages as people and their aids would: devices, axe, pictures, and a guard over the console and the wire."""

from __future__ import annotations

import ipaddress
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError, WebSocket

PATIENCE = 20  # seconds; machines have company
SCREENS = Path(__file__).resolve().parents[2] / "build/screens"

FINNISH = {"locale": "fi-FI", "timezone_id": "Europe/Helsinki"}
PHONE = {
    "viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True, **FINNISH,
}  # fmt: skip
LAPTOP = {"viewport": {"width": 1280, "height": 800}, **FINNISH}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}, **FINNISH}

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


# -- the guard -----------------------------------------------------------------------------------------------------


class Guard:
    """Collects what a page must never do: leave loopback, log an error, throw, break the content security policy.

    A test that provokes an error on purpose says so beforehand: `guard.allow(r"status of 403")`.
    """

    REFUSED = r"net::ERR_(CONNECTION_(REFUSED|RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|INTERNET_DISCONNECTED|FAILED)"

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.allowed: list[re.Pattern] = []

    def allow(self, pattern: str) -> None:
        self.allowed.append(re.compile(pattern))

    def allow_outages(self) -> None:
        """For tests that kill the server or take a phone's network away."""
        self.allow(self.REFUSED)
        self.allow(r"WebSocket connection to .* failed|WebSocket is closed")

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        # WebSockets are no "request"s to Playwright; only a page knows them
        context.on("page", lambda page: page.on("websocket", self._on_websocket))

    def verdict(self) -> list[str]:
        return [line for line in self.problems if not any(pattern.search(line) for pattern in self.allowed)]

    def _on_request(self, request: Request) -> None:
        self._judge_address(request.url)

    def _on_websocket(self, socket: WebSocket) -> None:
        self._judge_address(socket.url)

    def _judge_address(self, url: str) -> None:
        if not is_loopback(url):
            self.problems.append(f"request off this machine: {url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location.get("url", "") if isinstance(message.location, dict) else message.location
            self.problems.append(f"console error: {message.text} ({where})")

    def _on_error(self, error: WebError) -> None:
        self.problems.append(f"uncaught in page: {error.error}")


def is_loopback(url: str) -> bool:
    address = urlsplit(url)
    if address.scheme in ("data", "blob", "about"):
        return True
    if address.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.hostname or "").is_loopback
    except ValueError:
        return False


# -- axe -----------------------------------------------------------------------------------------------------------


def axe(page: Page, context: str | None = None) -> None:
    """No violation of WCAG 2.2 A and AA in the page (or in the part that the CSS selector `context` names).

    Runs through the debugger, so a strict content security policy does not matter. Time grows with the DOM:
    10–30 s for 300 rows, so small sessions do.
    """
    settle(page)
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": WCAG_22_AA}}
    results = Axe().run(page, context=context, options=options)
    assert results.violations_count == 0, "\n".join([page.url, *map(in_words, results.response["violations"])])


def in_words(violation: dict) -> str:
    head = f"{violation['id']} ({violation['impact']}): {violation['help']}"
    places = [
        f"    {' '.join(map(str, node['target']))}\n        {node['html'][:200]}\n        "
        + (node.get("failureSummary") or "").replace("\n", "\n        ")
        for node in violation["nodes"][:8]
    ]
    return "\n".join([head, *places])


def settle(page: Page) -> None:
    """Let transitions end: halfway through a fade every colour is too pale for axe and for a picture.

    And let the page load: its words can be found before its style sheet has come.
    """
    page.wait_for_load_state()
    until(
        page,
        "!document.getAnimations().some(a => a.playState === 'running'"
        " && Number.isFinite(a.effect?.getComputedTiming().endTime))",
        within=5,
        or_else="go on",
    )


# -- small tools ---------------------------------------------------------------------------------------------------


def until(page: Page, expression: str, within: float = PATIENCE, or_else: str = "fail") -> None:
    """Wait for a JavaScript expression to be true. (`page.wait_for_function` needs eval, which our policy forbids.)"""
    end = time.monotonic() + within
    while not page.evaluate(expression):
        if time.monotonic() > end:
            if or_else == "fail":
                raise AssertionError(f"not true within {within} s on {page.url}: {expression}")
            return
        page.wait_for_timeout(50)  # not time.sleep: that would stop Playwright's own events


def screenshot(page: Page, name: str, full_page: bool = False) -> Path:
    """A picture to look at, in build/screens/; never compared pixel by pixel."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    settle(page)
    path = SCREENS / f"{name}.png"
    page.screenshot(path=path, full_page=full_page)
    return path
