"""One, two, four, all in real pages: a thought of one's own, what the pair makes of it, the four's card, everybody's wall."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, touch_targets, write
from tests.browser.hall import beamer


def test_a_thought_climbs_from_one_to_all(server, phone, laptop, projector, axe, screenshot, crowd):
    session = server.create_session("one-two-four-all", "Miten saamme palautteen liikkeelle?")
    helmi = console(laptop(), session)
    aino = join(phone(), session, "Aino Virtanen")
    bengt = join(phone(), session, "Bengt Lindström", "sv")
    others = crowd(session, "Sari Mäkinen", "Juhani Korhonen", "Leena Hämäläinen", "Mikko Laine", "Oona Salo")
    screen = beamer(projector(), server, session)

    # alone: one thought to bring, one to keep
    go_to(helmi, "think", aino, bengt)
    write(aino, "Kysytään asiakkaalta heti käynnin jälkeen")
    write(aino, "Tämän pidän itselläni")
    write(bengt, "En fråga i veckan räcker")

    # in pairs (seven people: one trio): bringing is one tap, the other stays private
    helmi.get_by_role("link", name="Kuka on missä").click()
    go_to(helmi, "pairs", aino, bengt)
    expect(helmi.locator("#view-title")).to_have_text("Vaihe")  # whoever presses on sees what the phase needs
    helmi.get_by_role("link", name="Siirrä joku toiseen ryhmään").click()
    expect(helmi.locator("#view-title")).to_have_text("Kuka on missä")
    expect(helmi.locator("#view-title")).to_be_focused()
    helmi.get_by_role("link", name="Vaihe").click()
    expect(aino.locator(".top-name")).to_contain_text("Pari")
    expect(bengt.locator(".top-name")).to_contain_text("Par ")
    aino.locator(".own-notes summary").click()
    aino.get_by_role("button", name="Kysytään asiakkaalta heti").first.click()
    expect(aino.locator(".tablework-cloth").get_by_text("Kysytään asiakkaalta heti käynnin jälkeen")).to_be_visible()
    bengt.locator(".own-notes summary").click()
    bengt.get_by_role("button", name="En fråga i veckan").first.click()
    expect(bengt.locator(".tablework-cloth").get_by_text("En fråga i veckan räcker")).to_be_visible()
    expect(helmi.get_by_text("ei vielä aloittanut").first).to_be_visible()
    axe(aino)
    no_sideways_scroll(aino)
    touch_targets(aino)
    screenshot(aino, "ladder-pair-phone", full_page=True)
    screenshot(helmi, "ladder-pairs-console")
    screenshot(screen, "ladder-pairs-screen")
    written = {guest: guest.do("note.add", text=f"Parin ajatus numero {nth + 1}")["note"] for nth, guest in enumerate(others)}
    expect(helmi.get_by_text("Kaikki ryhmät ovat kirjoittaneet jotain.")).to_be_visible()

    # in fours: what the pairs wrote is there, with whose it is; one card is chosen by keyboard
    go_to(helmi, "fours", aino, bengt)
    tray = aino.locator(".group-tray")
    expect(tray.get_by_text("Kysytään asiakkaalta heti käynnin jälkeen")).to_be_visible()
    expect(bengt.get_by_text("Tämän pidän itselläni")).to_have_count(0)
    axe(aino)
    axe(helmi)
    for guest, note in written.items():
        guest.do("card.choose", note=note)  # of each four, the last word
    expect(aino.locator(".group-chosen blockquote")).to_contain_text("Parin ajatus")
    tray.get_by_role("button", name="Rakennan tämän päälle: Kysytään").click()
    write(aino, "Kysytään heti ja yhdellä kysymyksellä")
    expect(aino.locator(".tablework-cloth .builds-on")).to_contain_text("Kysytään asiakkaalta heti")
    tab_to(aino, "[aria-label='Valitse: Kysytään heti ja yhdellä kysymyksellä']")
    aino.keyboard.press("Enter")
    expect(aino.locator(".group-chosen")).to_contain_text("Kysytään heti ja yhdellä kysymyksellä")
    expect(helmi.locator(".host-group blockquote")).to_have_count(2)
    expect(helmi.locator(".host-groups")).to_contain_text("Kysytään heti ja yhdellä kysymyksellä")
    no_sideways_scroll(aino)
    touch_targets(aino)
    screenshot(aino, "ladder-four-phone", full_page=True)
    screenshot(bengt, "ladder-four-phone-sv", full_page=True)
    screenshot(helmi, "ladder-fours-console")
    screenshot(screen, "ladder-fours-screen")

    # all: one card per group; the same is stacked, the stack tells whose it was, and it can be taken apart
    go_to(helmi, "all", aino, bengt)
    expect(aino.locator(".group-card")).to_have_count(2)
    expect(screen.locator(".screen-card")).to_have_count(2)
    expect(aino.locator(".group-mine blockquote")).to_have_text("Kysytään heti ja yhdellä kysymyksellä")
    axe(helmi)
    screenshot(screen, "ladder-all-screen")
    helmi.locator(".group-stack select").first.select_option(index=1)
    helmi.get_by_role("button", name="Pinoa").first.click()
    expect(aino.locator(".group-card")).to_have_count(1)
    expect(aino.locator(".group-card")).to_contain_text("Ryhmät")
    expect(bengt.locator(".group-card")).to_contain_text("Grupperna")
    expect(screen.locator(".screen-card.stacked")).to_have_count(1)
    axe(aino)
    no_sideways_scroll(aino)
    touch_targets(aino)
    screenshot(aino, "ladder-all-phone", full_page=True)
    screenshot(screen, "ladder-stacked-screen")
    screenshot(helmi, "ladder-all-console")
    axe(screen)
    helmi.get_by_role("button", name="Ota pinosta").click()
    expect(screen.locator(".screen-card")).to_have_count(2)
    no_sideways_scroll(helmi)


def test_a_team_of_three_on_its_phones(server, phone, laptop, axe, screenshot):
    """Nobody organises: three people, one of them with the console beside, and the fours have nobody to be joined with."""
    session = server.create_session("team-half-hour", "Tiimin tiistai")
    helmi = console(laptop(), session)
    aino = join(phone(), session, "Aino Virtanen")
    bengt = join(phone(), session, "Bengt Lindström", "sv")
    server.join(session, "Sari Mäkinen")
    go_to(helmi, "think", aino, bengt)
    write(aino, "Yksi viesti päivässä")
    go_to(helmi, "pairs", aino, bengt)
    expect(aino.locator(".strip-names")).to_contain_text("Sari Mäkinen")
    expect(bengt.locator(".strip-names")).to_contain_text("Aino Virtanen")
    write(bengt, "Ett möte mindre i veckan")
    expect(aino.locator(".tablework-cloth")).to_contain_text("Ett möte mindre i veckan")
    go_to(helmi, "fours", aino, bengt)
    aino.locator(".group-tray").get_by_role("button", name="Valitse: Ett möte mindre i veckan").click()
    expect(bengt.locator(".group-chosen")).to_contain_text("Ett möte mindre i veckan")
    go_to(helmi, "all", aino, bengt)
    expect(bengt.locator(".group-card")).to_contain_text("Ett möte mindre i veckan")
    go_to(helmi, "step", aino, bengt)
    write(bengt, "Den här veckan kan jag stryka ett möte")
    expect(aino.locator(".outline")).to_contain_text("Den här veckan kan jag stryka ett möte")
    axe(aino)
    no_sideways_scroll(bengt)
    screenshot(aino, "half-hour-step-phone", full_page=True)
    go_to(helmi, "used", aino, bengt)
