"""The models as people find, read and print them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.guests import no_sideways_scroll, touch_targets

A4_HEIGHT = 1123 - 2 * 38  # CSS pixels between margins of a centimetre


def test_a_model_is_chosen_by_need_and_time_and_read(server, laptop, phone, axe, screenshot):
    page = laptop()
    page.goto(f"{server.url}/?lang=fi")
    page.get_by_role("link", name="Katso mallit").click()
    page.get_by_label("Mitä tarvitsette?").select_option(label="paljon ideoita, kaikkien ääni")
    page.get_by_label("Kuinka paljon aikaa on?").select_option(label="enintään puolitoista tuntia")
    page.get_by_role("button", name="Näytä").press("Enter")
    expect(page.get_by_role("heading", name="Pieni oppimiskahvila")).to_be_visible()
    expect(page.get_by_role("heading", name="Oppimiskahvila", exact=True)).to_have_count(0)
    axe(page)
    screenshot(page, "models", full_page=True)
    page.get_by_role("link", name="Lue ja tulosta: Pieni oppimiskahvila").click()
    expect(page.get_by_role("heading", name="Ohje järjestäjälle")).to_be_visible()
    axe(page)
    screenshot(page, "model-cafe", full_page=True)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Markdown")).click()
    assert waiting.value.path().read_text("utf-8").startswith("# Pieni oppimiskahvila")
    elin = phone()
    elin.goto(f"{server.url}/templates/fishbowl?lang=sv")
    axe(elin)
    no_sideways_scroll(elin)
    touch_targets(elin)
    screenshot(elin, "model-phone-sv", full_page=True)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_poster_is_one_sheet_and_the_script_stands_behind_it(server, laptop, screenshot, language):
    page = laptop(viewport={"width": 718, "height": 1047})
    page.emulate_media(media="print")
    for name in ("learning-cafe", "fishbowl"):
        page.goto(f"{server.url}/templates/{name}?lang={language}")
        screenshot(page, f"poster-{name}-{language}", full_page=True)
        assert page.locator(".poster").evaluate("poster => poster.getBoundingClientRect().height") <= A4_HEIGHT, name
        sheets = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "10mm"))
        pages = max(int(count) for count in re.findall(rb"/Count (\d+)", sheets))
        assert 2 <= pages <= 4, f"{name} prints on {pages} sheets"
