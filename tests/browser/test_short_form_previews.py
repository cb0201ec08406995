"""The short forms before anybody is there: a host walks through what participants will see."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.guests import no_sideways_scroll


@pytest.mark.parametrize(("template", "seen"), [
    ("fishbowl", {(3, "bowl"): ".bowl-ring"}),
    ("lean-coffee", {(4, "dots"): ".docket-dotted", (5, "talk"): ".docket-now"}),
])  # fmt: skip
def test_the_preview_shows_what_is_particular_to_the_form(server, phone, axe, screenshot, template, seen):
    session = server.create_session(template, "Esikatselu")
    page = phone()
    page.goto(f"{session.join_url}?preview=1")
    steps = page.locator("#preview-at option")
    expect(steps.first).to_be_attached()
    for (number, phase), mark in seen.items():
        page.locator("#preview-at").select_option(index=number)
        expect(page.locator(f"[data-phase='{phase}'] {mark}").first).to_be_visible()
        no_sideways_scroll(page)
        screenshot(page, f"preview-{template}-{phase}")
    axe(page)
