"""Sorting together: on the phone by a dialog, on the console's board by mouse and by keyboard, all seen on the wall."""

from playwright.sync_api import Page, expect

from tests.activities import cases
from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, touch_targets
from tests.browser.hall import beamer, from_the_top, others
from tests.harness.pages import settle

SHORT, SHORTER, WALK, SHARED = "Lyhyemmät kokoukset", "Kokoukset lyhyemmiksi", "Kävelypalaveri", "Yhteinen kalenteri"


def drag(page: Page, handle, onto) -> None:
    """By mouse, from a page at rest: what moves between measuring and pressing is missed."""
    handle.scroll_into_view_if_needed()
    onto.scroll_into_view_if_needed()
    settle(page)
    start, end = handle.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 20, steps=6)
    page.mouse.up()


def column(page: Page, name: str):
    return page.get_by_role("region", name=name, exact=True)


def test_sorting_by_finger_mouse_and_keyboard(server, phone, laptop, projector, axe, screenshot):
    template, phase = cases.programmes()["cluster"]
    session = server.create_session_of(template, "Mitä yhteistä?")
    leena, wall = console(laptop(), session), beamer(projector(), server, session)
    aino, elin = join(phone(), session, "Aino"), join(phone(), session, "Elin", "sv")
    (writer,) = others(server, session, 1)
    try:
        go_to(leena, "ideat", aino, elin)
        for text in (SHORT, SHORTER, WALK, SHARED):
            writer.do("note.add", text=text, kind="idea")
        go_to(leena, phase, aino, elin)

        # on a phone: a dialog of plain buttons; the focus goes with the card
        aino.get_by_role("button", name=f"Siirrä: {WALK}").click()
        dialog = aino.get_by_role("dialog")
        axe(aino, "dialog")
        screenshot(aino, "cluster-phone-dialog")
        dialog.get_by_label("Uuden ryhmän nimi").fill("Liike")
        dialog.get_by_role("button", name="Siirrä uuteen ryhmään").click()
        expect(column(aino, "Liike").get_by_text(WALK)).to_be_visible()
        expect(aino.get_by_role("button", name=f"Siirrä: {WALK}")).to_be_focused()
        expect(column(elin, "Liike").get_by_text(WALK)).to_be_visible()
        expect(wall.get_by_role("region", name="Liike")).to_contain_text(WALK)

        # one tap back, and again by keyboard alone on the Swedish phone
        aino.get_by_role("button", name="Kumoa siirtoni").click()
        expect(column(aino, "Ryhmittelemättä").get_by_text(WALK)).to_be_visible()
        tab_to(elin, f"button[aria-label='Flytta: {SHARED}']")
        elin.keyboard.press("Enter")
        tab_to(elin, "dialog input")
        elin.keyboard.type("Kalender")
        elin.keyboard.press("Enter")
        expect(column(elin, "Kalender").get_by_text(SHARED)).to_be_visible()

        # the console's board: what looks alike is merged by a person, a card is dragged, another carried by keyboard
        leena.get_by_role("button", name="Yhdistä:").click()
        expect(leena.get_by_role("list", name="Samaa tarkoittavat")).to_be_visible()
        leena.get_by_role("button", name="Uusi ryhmä").click()
        fresh = column(leena, "Nimeämätön ryhmä")
        drag(leena, leena.get_by_role("button", name=f"Tartu ja siirrä: {WALK}"), fresh)
        expect(fresh.get_by_text(WALK)).to_be_visible()
        fresh.get_by_role("button", name="Nimeä").click()
        leena.get_by_role("dialog").get_by_label("Nimi").fill("Kokoukset")
        leena.get_by_role("dialog").get_by_role("button", name="Tallenna").click()
        meetings = column(leena, "Kokoukset")
        expect(meetings.get_by_text(WALK)).to_be_visible()
        handle = column(leena, "Ryhmittelemättä").get_by_role("button", name="Tartu ja siirrä:")
        handle.focus()
        leena.keyboard.press("Space")
        leena.keyboard.press("ArrowRight")
        leena.keyboard.press("ArrowRight")
        leena.keyboard.press("ArrowRight")  # tray, Kalender, Kokoukset … and around: back at the tray
        leena.keyboard.press("ArrowLeft")
        expect(leena.get_by_role("status").filter(has_text="Kohdalla: Kokoukset")).to_have_count(1)
        leena.keyboard.press("Space")
        expect(meetings.get_by_text(SHORT, exact=True).or_(meetings.get_by_text(SHORTER, exact=True)).first).to_be_visible()
        expect(meetings.locator("[data-thing]:focus")).to_have_count(1)

        for page, name in ((aino, "cluster-phone"), (leena, "cluster-host"), (wall, "cluster-wall")):
            axe(from_the_top(page))
            screenshot(page, name, full_page=page is aino)
        no_sideways_scroll(aino)
        touch_targets(aino)
        leena.get_by_role("button", name="Luettelo").click()
        expect(column(leena, "Kokoukset").get_by_text(WALK)).to_be_visible()
        axe(from_the_top(leena))
    finally:
        writer.leave()


def test_more_than_a_desk_and_a_ballot_hold_waits_in_sight_and_nothing_is_dropped(server, phone, laptop, axe, screenshot):
    idea = {"id": "ideat", "activity": "solo", "settings": {"visibility": "all", "kinds": ["idea"]}}
    sort = {"id": "ryhmat", "activity": "cluster", "settings": {"from": "ideat"}}
    template, phase = cases.of([idea, sort, {"id": "valinta", "activity": "vote", "settings": {"from": "ryhmat"}}])
    session = server.create_session_of(template, "Kaikki mahtuvat")
    leena, aino = console(laptop(), session), join(phone(), session, "Aino")
    writers = others(server, session, 5)
    try:
        go_to(leena, "ideat", aino)
        for i in range(61):
            text = f"Ajatus {i}: kokoukset voisivat alkaa vasta kymmenen minuuttia yli ja päättyä ennen lounasta, {i} kertaa"
            assert writers[i % 5].do("note.add", text=text, kind="idea")["ok"]
        go_to(leena, "ryhmat", aino)
        pile = aino.get_by_text("ajatusta odottaa pinossa")
        expect(pile).to_be_visible()
        before = pile.inner_text()
        aino.get_by_role("button", name="Siirrä: Ajatus 0:").click()
        dialog = aino.get_by_role("dialog", name="Mihin tämä kuuluu?")
        dialog.get_by_label("Uuden ryhmän nimi").fill("Ajoissa")
        dialog.get_by_role("button", name="Siirrä uuteen ryhmään").click()
        expect(column(aino, "Ajoissa").get_by_text("Ajatus 0:")).to_be_visible()
        expect(pile).not_to_have_text(before)
        leena.get_by_role("button", name="Näytä pinon seuraavat").click()
        expect(aino.get_by_role("button", name="Siirrä: Ajatus 60:")).to_be_visible()
        for page, name in ((aino, "cluster-phone-pile"), (leena, "cluster-host-pile")):
            axe(from_the_top(page))
            screenshot(page, name, full_page=True)

        # at the vote the host takes one in that would not have fitted; the others stay listed
        go_to(leena, phase, aino)
        expect(leena.get_by_text("Äänestyksen ulkopuolella 21")).to_be_visible()
        last = leena.get_by_role("button", name="Ota mukaan: Ajatus 60:")
        last.click()
        expect(last).to_have_count(0)
        axe(from_the_top(leena))
        screenshot(leena, "vote-host-beside", full_page=True)
        leena.get_by_role("button", name="Avaa äänestys").click()
        expect(aino.get_by_text("21 vaihtoehtoa ei ole äänestyksessä")).to_be_visible()
        aino.get_by_role("button", name="Anna piste: Ajatus 60:").click()
        expect(aino.get_by_text("Äänesi on tallessa", exact=False)).to_be_visible()
        no_sideways_scroll(aino)
    finally:
        for writer in writers:
            writer.leave()
