"""A whole café in Finnish, as it is meant to be used: Leena at her console, three people on phones, a projector.

Nothing here goes around the screens: what the story needs is pressed and typed. On the way one phone loses its line and
another is reloaded; at the end the host reviews, opens the harvest and the guests read it.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.guests import COMPOSER, go_on, join, write

pytestmark = pytest.mark.slow


def test_a_whole_cafe_in_finnish(server, phone, laptop, projector, axe, screenshot, guard):
    session = server.create_session("learning-cafe-mini", "Mitä opimme tänään?")
    guard.allow_outages()
    leena = laptop()
    leena.goto(session.host_url)
    expect(leena.get_by_role("button", name=re.compile("^Aloita"))).to_be_visible()
    assert session.host_token not in leena.url, "the key leaves the address bar"
    guests = [join(phone(), session, name) for name in ("Aino", "Ville", "Sanna")]
    aino, ville, sanna = guests
    expect(leena.get_by_text("3 osallistujaa").first).to_be_visible()

    # everybody finds something to do in every phase, and every phase is really entered
    entered = 0
    for nth in range(20):
        if "Päätä tilaisuus" in leena.locator("#forward").inner_text():
            break
        phase = go_on(leena, *guests)
        entered += 1
        axe(leena)
        for page, name in zip(guests, ("Aino", "Ville", "Sanna"), strict=True):
            expect(page.locator("#task")).to_be_visible()
            if page.get_by_label("Sanasi").count():
                page.get_by_label("Sanasi").fill(name + "n sana")
                page.keyboard.press("Enter")
            elif page.locator(COMPOSER).is_visible():
                write(page, f"{name} {nth}")
        if phase == "cafe-1":  # a dropped connection: what was written meanwhile arrives
            ville.context.set_offline(True)
            write(ville, "Junassa kirjoitettu")
            expect(ville.get_by_text("odottaa yhteyttä")).to_be_visible()
            ville.context.set_offline(False)
            expect(ville.get_by_text("odottaa yhteyttä")).to_have_count(0)
        if phase == "cafe-2":  # a reload: the same seat
            expect(sanna.locator(".top-name")).to_have_text(re.compile("^Pöytä"))
            table = sanna.locator(".top-name").inner_text()
            sanna.reload()
            expect(sanna.locator(".top-name")).to_have_text(table)
        screenshot(leena, f"cafe-host-{nth:02d}")
        screenshot(aino, f"cafe-phone-{nth:02d}")
    assert entered >= 8, "the whole programme was walked"

    expect(leena.locator("#forward")).to_contain_text("Päätä tilaisuus")
    leena.locator("#forward").click()
    screenshot(leena, "cafe-host-closing")
    leena.get_by_role("dialog").get_by_role("button", name="Päätä tilaisuus").click()
    expect(aino.locator("#task")).to_have_text("Kiitos, että olit mukana!")

    leena.get_by_role("tab", name="Kooste").or_(leena.get_by_role("button", name="Kooste")).or_(
        leena.get_by_role("link", name="Kooste")).first.click()
    axe(leena)
    screenshot(leena, "cafe-host-harvest")
    status, _ = server.api("GET", f"/api/v1/sessions/{session.code}/harvest?format=json")
    assert status in (401, 403, 404), "nobody reads the harvest before the host has opened it"
    leena.get_by_role("button", name=re.compile("Avaa .*osallistuj|Avaa kooste")).first.click()
    expect(aino.get_by_role("link", name="Katso kooste")).to_be_visible()
    aino.get_by_role("link", name="Katso kooste").click()
    expect(aino.get_by_role("heading", name="Mitä opimme tänään?")).to_be_visible()
    expect(aino.get_by_text("Junassa kirjoitettu").first).to_be_visible()
    axe(aino)
    screenshot(aino, "cafe-phone-harvest")
