"""Cards on real phones: two people in one field, one of them offline for a while, a reload, and what others see of it.

The host is a plain client of the wire where her page is not what is looked at.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.activities import cases
from tests.browser.cafe_host import CafeHost
from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, touch_targets

WHAT = "Mitä kokeilemme?"
SMALLEST = re.compile("^4?Pienin versio")


@pytest.fixture
def session_of(server):
    return lambda case, language="fi": server.create_session_of(cases.programmes()[case][0], "Kokeiluklinikka", language)


@pytest.fixture
def hosting(server):
    hosts = []

    def lead(session, phase: str) -> CafeHost:
        host = CafeHost(server, session)
        hosts.append(host)
        while host.next() != phase:
            pass
        return host

    yield lead
    for host in hosts:
        host.leave()


def box(page: Page, field: str):
    return page.locator(f".form-field[data-field='{field}'] textarea")


def in_phase(phase: str, *pages: Page) -> None:
    for page in pages:
        expect(page.locator(f"[data-phase='{phase}'] .form-card")).to_be_visible()


def saved(*pages: Page) -> None:
    for page in pages:
        expect(page.locator(".form-saving")).to_have_attribute("data-state", "saved")


def test_two_in_one_field_one_offline_for_a_while_and_nothing_is_lost(session_of, hosting, phone, guard, axe, screenshot):
    guard.allow_outages()
    session = session_of("form")
    aino, ville = join(phone(), session, "Aino"), join(phone(), session, "Ville")
    hosting(session, "cards")
    in_phase("cards", aino, ville)

    box(aino, "what").press_sequentially("Kävelykokous")
    expect(box(ville, "what")).to_have_value("Kävelykokous")
    expect(ville.locator("[data-field='what'] .form-here")).to_contain_text("Tässä kirjoittaa nyt: Aino")

    # a caret in the middle stays at its word while somebody writes before it
    box(ville, "what").press("End")
    box(ville, "what").press_sequentially("!")
    expect(box(aino, "what")).to_have_value("Kävelykokous!")
    box(aino, "what").press("Home")
    box(aino, "what").press_sequentially("Uusi ")
    expect(box(ville, "what")).to_have_value("Uusi Kävelykokous!")
    box(ville, "what").press_sequentially("?")
    expect(box(aino, "what")).to_have_value("Uusi Kävelykokous!?")

    # Ville's train goes into a tunnel; both go on writing in the same field
    ville.context.set_offline(True)
    expect(ville.locator(".form-saving")).to_have_attribute("data-state", "offline")
    box(ville, "smallest").press_sequentially("Yksi kokous äöå 😀 ")
    box(aino, "smallest").press_sequentially("Kysytään tiimiltä ")
    saved(aino)
    ville.context.set_offline(False)
    for page in (aino, ville):
        expect(box(page, "smallest")).to_have_value(re.compile("Yksi kokous äöå 😀 "))
        expect(box(page, "smallest")).to_have_value(re.compile("Kysytään tiimiltä "))
    assert box(aino, "smallest").input_value() == box(ville, "smallest").input_value()
    saved(aino, ville)

    # undo takes back my own words, not my neighbour's
    box(aino, "tell").focus()
    aino.keyboard.insert_text("Kysely")  # at once: what is typed with pauses is undone in pieces
    saved(aino)
    expect(box(ville, "tell")).to_have_value("Kysely")
    box(ville, "tell").press("End")
    box(ville, "tell").press_sequentially(" ja laskuri")
    expect(box(aino, "tell")).to_have_value("Kysely ja laskuri")
    box(aino, "tell").press("Control+z")
    expect(box(ville, "tell")).to_have_value(" ja laskuri")

    # a phone composes every word: a neighbour's letters wait until it is whole, and locked in the middle it is not lost
    keys = aino.context.new_cdp_session(aino)
    box(aino, "tell").focus()
    box(aino, "tell").press("End")
    keys.send("Input.imeSetComposition", {"text": " äit", "selectionStart": 4, "selectionEnd": 4})
    box(ville, "tell").press("Home")
    box(ville, "tell").press_sequentially("Taas")
    saved(ville)
    keys.send("Input.insertText", {"text": " äiti"})
    for page in (aino, ville):
        expect(box(page, "tell")).to_have_value("Taas ja laskuri äiti")
    keys.send("Input.imeSetComposition", {"text": " yö", "selectionStart": 3, "selectionEnd": 3})
    aino.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(box(ville, "tell")).to_have_value("Taas ja laskuri äiti yö")
    keys.send("Input.insertText", {"text": " yöllä"})
    expect(box(ville, "tell")).to_have_value("Taas ja laskuri äiti yöllä")

    # ten thousand letters at once: what fits is there, and it is said that the rest is not
    keys.send("Input.insertText", {"text": "a" * 10_000})
    aino.evaluate("""() => {
        const clip = new DataTransfer();
        clip.setData("text", "a".repeat(10_000));
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clip, bubbles: true, cancelable: true }));
    }""")
    expect(aino.get_by_role("alert").filter(has_text="Kaikki liittämäsi ei mahtunut")).to_be_visible()
    expect(box(ville, "tell")).to_have_value(box(aino, "tell").input_value())
    box(aino, "tell").press("Control+z")
    expect(aino.get_by_text("Kaikki liittämäsi ei mahtunut")).to_have_count(0)

    ville.reload()
    in_phase("cards", ville)
    expect(box(ville, "what")).to_have_value("Uusi Kävelykokous!?")
    no_sideways_scroll(aino)
    touch_targets(aino)
    axe(aino)
    screenshot(aino, "form-phone", full_page=True)


def test_words_typed_without_a_line_survive_a_reload_and_the_end_of_the_phase(session_of, hosting, phone, guard):
    guard.allow_outages()
    session = session_of("form")
    aino, ville = join(phone(), session, "Aino"), join(phone(), session, "Ville")
    leena = hosting(session, "cards")
    in_phase("cards", aino, ville)
    box(aino, "what").press_sequentially("Alku")
    saved(aino)
    expect(box(ville, "what")).to_have_value("Alku")
    aino.context.set_offline(True)
    expect(aino.locator(".form-saving")).to_have_attribute("data-state", "offline")
    box(aino, "what").press("End")
    box(aino, "what").press_sequentially(" ja jatko")
    box(aino, "what").blur()
    left = leena.next()
    expect(ville.locator(f"[data-phase='{left}']")).to_be_visible()
    aino.context.set_offline(False)
    aino.reload()
    expect(aino.locator(f"[data-phase='{left}']")).to_be_visible()
    leena.do("phase.back")
    in_phase("cards", ville)
    expect(box(ville, "what")).to_have_value("Alku ja jatko")


def test_days_choices_and_gentle_advice(session_of, hosting, phone, axe, screenshot):
    session = session_of("form-own")
    aino = join(phone(), session, "Aino")
    hosting(session, "own-cards")
    in_phase("own-cards", aino)
    expect(aino.get_by_text("Kortin näet vain sinä")).to_be_visible()
    when = aino.locator("[data-field='when']")
    when.get_by_role("button", name="Viikon päästä").click()
    when.get_by_role("button", name="14 päivää aloituksesta").click()
    expect(when.get_by_label("Päättyy")).not_to_have_value("")
    expect(when.locator(".form-advice")).to_have_count(0)
    when.get_by_label("Päättyy").fill("2099-01-01")
    expect(when.locator(".form-advice")).to_contain_text("yli 14 päivää")
    box(aino, "whom").press_sequentially("koulu, kirjasto, nuorisotyö, vanhemmat")
    expect(aino.locator("[data-field='whom'] .form-advice")).to_contain_text("yli kolme")
    aino.get_by_role("radio", name="Muutetaan").check()
    saved(aino)
    aino.reload()
    expect(aino.get_by_role("radio", name="Muutetaan")).to_be_checked()
    expect(aino.locator(".form-progress")).to_contain_text("3/10")
    axe(aino)
    screenshot(aino, "form-phone-days", full_page=True)


def test_the_host_sees_how_far_the_cards_are_and_the_wall_shows_those_that_are_shown(server, session_of, phone, laptop, projector, axe, screenshot):
    session = session_of("form", "sv")
    aino, ville = join(phone(), session, "Aino", "sv"), join(phone(), session, "Ville", "sv")
    leena = console(laptop(), session, "sv")
    go_to(leena, "cards", aino, ville)
    in_phase("cards", aino, ville)
    tab_to(aino, "[data-field='what'] textarea")
    aino.keyboard.type("Promenadmöte på fredagar")
    expect(box(ville, "what")).to_have_value("Promenadmöte på fredagar")
    aino.get_by_role("button", name="Visa kortet för alla").click()
    expect(ville.get_by_text("Kortet syns på duken")).to_be_visible()

    expect(leena.locator(".form-table")).to_be_visible()
    expect(leena.locator(".form-cards")).to_contain_text("1/10")
    no_sideways_scroll(leena)
    axe(leena)
    screenshot(leena, "form-host")

    wall = projector()
    status, answer = server.api("POST", f"/api/v1/sessions/{session.code}/screen", {}, session.host_token)
    assert status == 201
    wall.goto(f"{server.url}/screen/{session.code}#{answer['token']}")
    expect(wall.locator(".screen-card-title")).to_have_text("Promenadmöte på fredagar")
    axe(wall)
    screenshot(wall, "form-screen")


def test_in_the_gallery_cards_are_read_and_something_is_offered(session_of, hosting, phone, axe, screenshot):
    session = session_of("form-gallery")
    aino, ville = join(phone(), session, "Aino"), join(phone(), session, "Ville")
    leena = hosting(session, "own-cards")
    in_phase("own-cards", aino, ville)
    box(aino, "what").press_sequentially("Kävelykokous perjantaisin")
    aino.locator("[data-field='when']").get_by_role("button", name="Huomenna").click()
    saved(aino)
    leena.next()

    # Aino forgot to show her card; one tap, and Ville reads it
    expect(ville.get_by_text("Muiden kortteja ei ole vielä näytetty")).to_be_visible()
    aino.get_by_role("button", name="Näytä kortti kaikille").click()
    expect(ville.get_by_role("heading", name="Kävelykokous perjantaisin")).to_be_visible()
    ville.get_by_label("Tarjoan…").fill("Tulen mukaan ja kirjaan muistiin")
    ville.keyboard.press("Enter")
    expect(ville.get_by_role("list", name="Omat tarjouksesi")).to_contain_text("Tulen mukaan")
    mine = aino.locator(".form-offers")
    expect(mine).to_contain_text("Tulen mukaan ja kirjaan muistiin")
    expect(mine).to_contain_text("Ville")
    for page, name in ((aino, "owner"), (ville, "reader")):
        no_sideways_scroll(page)
        touch_targets(page)
        axe(page)
        screenshot(page, f"form-gallery-{name}", full_page=True)


def test_the_clinics_cards_are_tested_in_pairs_in_two_languages(server, hosting, phone, axe, screenshot):
    session = server.create_session("experiment-clinic", "Kokeiluklinikka")
    aino, ville = join(phone(), session, "Aino"), join(phone(), session, "Ville", "sv")
    leena = hosting(session, "card")
    in_phase("card", aino, ville)
    box(aino, "what").press_sequentially("Kävelykokous")
    saved(aino)
    expect(ville.locator(".form-card")).not_to_contain_text("Kävelykokous")
    leena.next()
    in_phase("stress-test", aino, ville)
    ville.get_by_role("radio", name="Aino").check()
    box(ville, "worst").press_sequentially("Det regnar")
    expect(box(aino, "worst")).to_have_value("Det regnar")
    aino.get_by_text("Kortin muut kohdat").click()
    expect(box(aino, "what")).to_have_value("Kävelykokous")
    saved(ville)
    no_sideways_scroll(ville)
    touch_targets(ville)
    axe(ville)
    screenshot(ville, "form-stress-test", full_page=True)
    leena.next()
    expect(aino.locator("[data-phase='do-it-now']")).to_be_visible()
