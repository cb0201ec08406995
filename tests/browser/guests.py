"""Guests and hosts in real pages, for every browser story: joining, writing, going on, and what must hold on any screen.

A story: `session = server.create_session(…)`, `leena = console(laptop(), session)`, `aino = join(phone(), session, "Aino")`,
then `go_to(leena, "rounds")` until the phase of that id, and look at everybody's page.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.harness.pages import settle

COMPOSER = "#composer"
NAME = re.compile("^(Nimesi|Ditt namn|Your name)")
COME_IN = re.compile("^(Tule mukaan|Kom med|Join)")
SEND = ".composer .button.main"


def join(page: Page, session, name: str, language: str = "fi") -> Page:
    page.goto(f"{session.join_url}?lang={language}")
    page.get_by_label(NAME).fill(name)
    page.get_by_role("button", name=COME_IN).click()
    expect(page.locator("#task")).to_contain_text(name)
    return page


def write(page: Page, text: str) -> None:
    """A note in the running phase's field, acknowledged: the field is empty again."""
    page.locator(COMPOSER).fill(text)
    page.locator(SEND).click()
    expect(page.locator(COMPOSER)).to_have_value("")


def console(page: Page, session, language: str = "fi") -> Page:
    """The host's console, at work."""
    page.goto(f"{session.host_url.replace('#', f'?lang={language}#', 1)}")
    expect(page.locator("#now-title")).to_be_visible()
    return page


def go_on(host: Page, *guests: Page) -> str:
    """Presses the one button, waits until every page is in the new phase, and returns the phase's id.

    The console too: a press for a phase that it has already left, but does not show as left, is a slip to it.
    """
    before = phase_of(host)
    host.locator("#forward").click()
    expect(host.locator(f"[data-phase]:not([data-phase='{before}'])")).to_be_visible()
    phase = phase_of(host)
    for guest in guests:
        expect(guest.locator(f"[data-phase='{phase}']")).to_be_visible()
    return phase


def go_to(host: Page, phase: str, *guests: Page, most: int = 30) -> None:
    """Presses on until the phase of that id."""
    for _ in range(most):
        if go_on(host, *guests) == phase:
            return
    raise AssertionError(f"never came to {phase!r}")


def phase_of(page: Page) -> str:
    """The phase that a phone or a console shows just now; "" before the first."""
    return page.evaluate("document.querySelector('[data-phase]')?.dataset.phase ?? ''")


def no_sideways_scroll(page: Page) -> None:
    _none(page, """[...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
              && !e.closest('.for-readers, .skip, svg')
              && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)""")


def nothing_sticks(page: Page) -> None:
    """Bars that stay in sight go back to their place, so that none half covers what axe judges."""
    page.evaluate(
        """[...document.querySelectorAll('body *')].filter(e => getComputedStyle(e).position === 'sticky')
              .forEach(e => (e.style.position = 'static'))"""
    )


def touch_targets(page: Page, least: int = 24) -> None:
    """WCAG 2.5.8: what can be pressed is large enough; our own buttons are 44 high."""
    _none(page, f"""[...document.querySelectorAll('button, a.button, input:not([type=hidden]), select, textarea, summary')]
              .filter(e => e.checkVisibility() && !e.closest('.for-readers'))
              .filter(e => (e.closest('label') ?? e).getBoundingClientRect().height < {least})""")


def _none(page: Page, elements: str) -> None:
    """At rest: halfway through a transition anything may be of any size and anywhere."""
    settle(page)
    assert page.evaluate(f"{elements}.map(e => e.outerHTML.slice(0, 120))") == [], page.url


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """By the Tab key only, as somebody without a mouse; fails if the focus never comes by."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")
