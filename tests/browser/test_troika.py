"""Troika in real pages: the client's screen becomes a sheet of paper while the two others think, and each has a turn."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, touch_targets, write
from tests.browser.hall import beamer


def test_everybody_sees_what_they_do_now(server, phone, laptop, projector, axe, screenshot, until):
    session = server.create_session("troika", "Kehittäjien kolmikot")
    helmi = console(laptop(), session)
    aino = join(phone(), session, "Aino Virtanen")
    bengt = join(phone(), session, "Bengt Lindström", "sv")
    server.join(session, "Sari Mäkinen")
    screen = beamer(projector(), server, session)
    go_to(helmi, "troika", aino, bengt)

    # whose turn it is is the lot's: the console tells, and passes the turn on until it is Aino's
    expect(helmi.get_by_text("Vuoro 1/3")).to_be_visible()
    has_turn = helmi.locator(".troika-groups li")
    expect(has_turn).to_contain_text("Asian tuo")
    if "Asian tuo Bengt" in has_turn.inner_text():
        bengt.get_by_role("button", name="Stå över min tur").click()
        expect(has_turn).not_to_contain_text("Asian tuo Bengt")
    while "Asian tuo Aino" not in has_turn.inner_text():
        client = has_turn.inner_text()
        for part in ("Tarkenna", "Pohtikaa", "Arvokkainta"):
            helmi.get_by_role("button", name="Seuraava osa kaikille").click()
            expect(helmi.locator(".troika-parts .running")).to_have_text(part)
        helmi.get_by_role("button", name="Seuraava osa kaikille").click()
        expect(has_turn).not_to_have_text(client, use_inner_text=True)
        expect(helmi.locator(".troika-parts .running")).to_have_text("Kerro")
    expect(aino.get_by_role("heading", name="Sinun vuorosi: kerro asiasi")).to_be_visible()
    expect(bengt.get_by_role("heading", name="Lyssna: Aino Virtanen berättar")).to_be_visible()
    axe(aino)
    axe(bengt)
    no_sideways_scroll(aino)
    touch_targets(aino)
    screenshot(aino, "troika-tell-phone", full_page=True)
    screenshot(helmi, "troika-console")
    axe(helmi)
    no_sideways_scroll(helmi)

    # while the others think the client only writes, and nobody else reads it
    for part in ("Tarkenna", "Pohtikaa"):
        helmi.get_by_role("button", name="Seuraava osa kaikille").click()
        expect(aino.locator(".troika-parts .running")).to_have_text(part)
    expect(aino.get_by_role("heading", name="Kuuntele, kirjoita")).to_be_visible()
    expect(bengt.get_by_role("heading", name="Fundera med varandra")).to_be_visible()
    expect(screen.get_by_text("Muut pohtivat keskenään.")).to_be_visible()
    tab_to(aino, "#composer")
    write(aino, "Kysy ensin yhdeltä")
    expect(aino.locator(".own-notes")).to_contain_text("Omat muistiinpanosi · 1")
    expect(bengt.get_by_text("Kysy ensin yhdeltä")).to_have_count(0)
    axe(aino)
    axe(screen)
    no_sideways_scroll(bengt)
    screenshot(aino, "troika-listen-phone", full_page=True)
    screenshot(bengt, "troika-consult-phone-sv", full_page=True)
    screenshot(screen, "troika-screen")

    # more time for everybody, and on
    seconds = "(([m, s]) => 60 * m + s)(document.querySelector('.part-clock').innerText.match(/\\d+/g).slice(-2).map(Number))"
    before = aino.evaluate(seconds)
    helmi.get_by_role("button", name="+1 min tähän osaan").click()
    until(aino, f"{seconds} > {before}")
    helmi.get_by_role("button", name="Seuraava osa kaikille").click()
    expect(aino.get_by_label("Arvokkainta minulle oli")).to_be_visible()
    screenshot(aino, "troika-valuable-phone", full_page=True)
