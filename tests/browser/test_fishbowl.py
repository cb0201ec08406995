"""An open fishbowl in real pages: the host invites, one dares, the chairs fill, one makes room; seen on every screen."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.guests import console, go_on, go_to, join, no_sideways_scroll, tab_to, touch_targets, write
from tests.browser.hall import beamer, fits


def test_a_fishbowl_from_the_first_chair_to_the_light_for_leaving(server, phone, laptop, projector, axe, screenshot, crowd):
    session = server.create_session("fishbowl", "Akvaario kokeeksi")
    helmi = console(laptop(), session)
    aino = join(phone(), session, "Aino Virtanen")
    bengt = join(phone(), session, "Bengt Lindström", "sv")
    others = crowd(session, "Sari Mäkinen", "Juhani Korhonen", "Leena Hämäläinen", "Mikko Laine")
    screen = beamer(projector(), server, session)
    go_to(helmi, "bowl", aino, bengt)

    # nobody dares first: a private nudge
    expect(helmi.get_by_text("Kukaan ei ole vielä istunut.")).to_be_visible()
    axe(helmi)
    tab_to(helmi, "[aria-label='Kutsu: Aino Virtanen']")
    helmi.keyboard.press("Enter")
    invited = aino.get_by_role("heading", name="Sinua toivotaan sisäkehälle")
    expect(invited).to_be_visible()
    expect(bengt.locator(".bowl-invite")).to_have_count(0)
    axe(aino)
    no_sideways_scroll(aino)
    touch_targets(aino)
    screenshot(aino, "fishbowl-invited-phone")
    aino.locator(".bowl-invite").get_by_role("button", name="Tule tyhjälle tuolille").click()
    expect(aino.get_by_role("heading", name="Istut sisäkehällä")).to_be_visible()
    expect(bengt.locator(".bowl-chairs")).to_contain_text("Aino Virtanen")

    # outside one listens with a task; the note is mine until I share it
    expect(bengt.get_by_role("heading", name="Lyssna efter det här")).to_be_visible()
    write(bengt, "Ingen nämner pengarna")
    mine = bengt.locator(".own-notes").get_by_text("Ingen nämner pengarna")
    expect(mine).to_be_visible()
    expect(screen.get_by_text("Ingen nämner pengarna")).to_have_count(0)
    bengt.locator(".own-notes").get_by_role("button", name="alla").click()
    expect(screen.get_by_text("Ingen nämner pengarna")).to_be_visible()
    no_sideways_scroll(bengt)
    screenshot(bengt, "fishbowl-outside-phone", full_page=True)

    # the chairs fill, and one is asked to make room: the longest seated in private
    for guest in others:
        guest.do("chair.take")
    expect(aino.get_by_text("Olet istunut pisimpään")).to_be_visible()
    expect(screen.locator(".screen-bowl-light")).to_have_text("Tuolit ovat täynnä: yksi poistuu, kun hänelle sopii.")
    expect(bengt.get_by_text("Alla stolar är tagna")).to_have_count(0)
    screenshot(screen, "fishbowl-full-screen")
    fits(screen)
    axe(screen)
    axe(aino)
    screenshot(aino, "fishbowl-full-phone")

    # the queue by keyboard, and in from it when somebody leaves
    bengt.get_by_role("button", name="Ställ dig i kön").focus()
    bengt.keyboard.press("Enter")
    expect(bengt.get_by_text("Du står i kö. Din plats är 1.", exact=True).last).to_be_visible()
    expect(helmi.get_by_role("heading", name="Jono")).to_be_visible()
    screenshot(helmi, "fishbowl-console")
    aino.get_by_role("button", name="Poistu sisäkehältä").click()
    expect(bengt.get_by_role("heading", name="Du sitter i innerringen")).to_be_visible()
    expect(aino.get_by_role("heading", name="Olet ulkokehällä")).to_be_visible()
    no_sideways_scroll(helmi)

    # a nervous double tap asks once: where the button was there is now the one that takes it back
    aino.get_by_role("button", name="Asetu jonoon").dblclick()
    expect(aino.get_by_role("button", name="Poistu jonosta")).to_be_visible()
    bengt.get_by_role("button", name="Lämna innerringen").click()
    expect(aino.get_by_role("heading", name="Istut sisäkehällä")).to_be_visible()
    assert go_on(helmi, aino, bengt) == "echo"
