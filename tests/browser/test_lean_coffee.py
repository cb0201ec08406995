"""A Lean Coffee in real pages: a topic from everybody, hidden dots, thumbs shown together, and what is taken along."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.guests import console, go_on, go_to, join, no_sideways_scroll, tab_to, touch_targets, write
from tests.browser.hall import beamer


def test_a_lean_coffee_of_three(server, phone, laptop, projector, axe, screenshot):
    session = server.create_session("lean-coffee", "Aamukahvi")
    aino = join(phone(), session, "Aino Virtanen")
    bengt = join(phone(), session, "Bengt Lindström", "sv")
    sari = join(phone(), session, "Sari Mäkinen")
    guests = (aino, bengt, sari)
    helmi = console(laptop(), session)
    screen = beamer(projector(), server, session)
    go_to(helmi, "cards", *guests)
    write(aino, "Palaverien määrä\nKalenterissa ei ole aikaa ajatella.")
    write(bengt, "Spelregler för distansarbete")
    write(sari, "Uusi kirjaamo")
    go_on(helmi, *guests)

    # two dots, by keyboard too; nobody else sees them
    expect(aino.locator(".docket-dotted")).to_have_count(3)
    tab_to(aino, "[aria-label='Anna piste: Uusi kirjaamo']")
    aino.keyboard.press("Enter")
    aino.keyboard.press("Enter")
    expect(aino.get_by_text("Sinulla on 0 pistettä jäljellä.")).to_be_visible()
    bengt.get_by_role("button", name="Ge en prick: Uusi kirjaamo").click()
    expect(bengt.locator(".docket-dotted.chosen")).to_have_count(1)
    axe(aino)
    no_sideways_scroll(bengt)
    touch_targets(bengt)
    screenshot(bengt, "docket-dots-phone", full_page=True)
    expect(helmi.get_by_text("Jokainen antaa pisteensä piilossa.")).to_be_visible()
    go_on(helmi, *guests)

    # the topic with most dots is on, for all
    expect(sari.locator(".docket-now")).to_contain_text("Uusi kirjaamo")
    expect(screen.locator(".screen-docket-columns .is-now")).to_contain_text("Uusi kirjaamo")
    expect(helmi.locator(".host-docket")).to_contain_text("Uusi kirjaamo")
    axe(screen)
    screenshot(screen, "docket-talk-screen")
    screenshot(helmi, "docket-console")
    axe(helmi)
    write(sari, "Kirjaamo avautuu vasta kymmeneltä")
    expect(aino.get_by_text("Kirjaamo avautuu vasta kymmeneltä")).to_be_visible()

    # thumbs: nobody's is seen before the last one is up
    sari.get_by_role("button", name="Kysy peukaloita nyt").click()
    expect(bengt.get_by_role("heading", name="Fortsätter vi med det här ämnet? Visa tummen.")).to_be_visible()
    bengt.get_by_role("button", name="Vi går vidare").click()
    aino.get_by_role("button", name="Siirrytään").click()
    expect(aino.get_by_role("button", name="Siirrytään")).to_have_attribute("aria-pressed", "true")
    expect(sari.get_by_text("2/3 on vastannut.")).to_be_visible()
    axe(sari)
    no_sideways_scroll(sari)
    screenshot(sari, "docket-thumbs-phone")
    tab_to(sari, ".docket-three button:last-child")
    sari.keyboard.press("Enter")
    expect(sari.get_by_text("Peukalot: jatketaan 0, kumpi vain 0, siirrytään 3.")).to_be_visible()
    write(aino, "Kysytään aukioloa johdolta")
    expect(bengt.get_by_text("Kysytään aukioloa johdolta")).to_be_visible()
    axe(bengt)
    no_sideways_scroll(bengt)
    screenshot(bengt, "docket-between-phone", full_page=True)
    bengt.get_by_role("button", name="Börja nästa ämne").click()
    expect(aino.locator(".docket-now")).not_to_contain_text("Uusi kirjaamo")
    expect(screen.locator(".screen-docket-columns .is-done")).to_contain_text("Uusi kirjaamo")
    assert go_on(helmi, *guests) == "takeaway"
