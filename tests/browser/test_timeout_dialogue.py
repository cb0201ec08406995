"""A Timeout-style dialogue from the door to the thanks, by three phones and a console; one guest has only a keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, write

PASS = ".pass-on"


def pass_by_key(page: Page) -> None:
    tab_to(page, PASS)
    page.keyboard.press("Enter")


def go_round(pages: dict[str, Page], by_key: str = "") -> None:
    """The piece goes round once; whose turn it is stands on everybody's page."""
    holding = next(iter(pages.values())).locator(".circle-order .is-now")
    waiting = set(pages)
    while waiting:
        expect(holding).to_contain_text(re.compile("|".join(waiting)))  # not whoever has just passed it on
        name = next(name for name in waiting if name in holding.inner_text())
        waiting.remove(name)
        button = pages[name].locator(PASS)
        expect(button).to_be_visible()
        if name == by_key:
            pass_by_key(pages[name])
        else:
            button.click()
        expect(button).to_have_count(0)


def test_a_dialogue_from_the_door_to_the_thanks(server, phone, laptop, axe, screenshot):
    session = server.create_session("timeout-dialogue", "Mitä hyvä arki on")
    leena = console(laptop(), session)
    pages = {"Aino": join(phone(), session, "Aino"), "Elin": join(phone(), session, "Elin", "sv"), "Ville": join(phone(), session, "Ville")}
    aino, elin, ville = pages.values()
    everybody = list(pages.values())

    go_to(leena, "arrive", *everybody)
    expect(elin.locator(".circle-prompt")).to_have_text("Vad fick dig att komma?")
    go_round(pages, by_key="Aino")
    expect(elin.locator("#turn-title")).to_have_text("Rundan är klar")
    circle = aino.locator(".top-name").inner_text()

    # the four ground rules are one tap away, and there are four
    aino.get_by_role("button", name="Pelisäännöt").click()
    expect(aino.locator("dialog .rules > li")).to_have_count(4)
    aino.keyboard.press("Escape")

    go_to(leena, "own", *everybody)
    write(ville, "Mummon keittiö")
    go_to(leena, "pair", *everybody)
    expect(aino.locator(".top-name")).not_to_have_text(circle)
    go_to(leena, "dialogue", *everybody)
    expect(aino.locator(".top-name")).to_have_text(circle)
    go_round(pages)
    expect(aino.locator("#turn-title")).to_have_text("Puheenvuoro on vapaa")
    ville.get_by_role("button", name="Ryhdyn kirjaajaksi").click()
    ville.get_by_label("Mitä sanottiin, omin sanoin").fill("Arki on pieniä toistuvia tekoja.")
    ville.get_by_role("button", name="Lisää muistiin").click()
    expect(elin.locator(".record-line")).to_have_count(1)
    elin.get_by_role("button", name="Begär ordet").click()
    expect(aino.get_by_text("Puheenvuoro: Elin", exact=True)).to_be_visible()
    screenshot(aino, "timeout-dialogue-listening")
    screenshot(leena, "timeout-dialogue-console")
    elin.locator(PASS).click()

    # everybody writes an insight; one of them is shared, by keyboard
    go_to(leena, "insight", *everybody)
    write(aino, "Kuuntelu on työtä.")
    write(ville, "Tämän pidän itse.")
    go_to(leena, "sharing", *everybody)
    own = aino.locator(".own-notes .line", has_text="Kuuntelu on työtä.")
    share = own.get_by_role("button", name="Jaa piirille")
    expect(share).to_be_visible()
    axe(aino)
    no_sideways_scroll(aino)
    screenshot(aino, "timeout-dialogue-sharing")
    share.focus()
    aino.keyboard.press("Enter")
    expect(elin.get_by_text("Kuuntelu on työtä.")).to_be_visible()
    go_round(pages)
    go_to(leena, "thanks", *everybody)
    status, harvest = server.api("GET", f"/api/v1/sessions/{session.code}/harvest?format=json", None, session.host_token)
    assert status == 200
    words = str(harvest)
    assert "Kuuntelu on työtä." in words and "Arki on pieniä toistuvia tekoja." in words
    assert "Tämän pidän itse." not in words and "Mummon keittiö" not in words
