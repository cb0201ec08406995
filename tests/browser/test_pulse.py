"""The pulse as people meet it: two phones (Finnish and Swedish), the console, the projector."""

import contextlib

from playwright.sync_api import expect

from tests.activities import cases
from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, touch_targets
from tests.browser.hall import beamer, from_the_top, others


def test_a_pulse_from_the_first_tap_to_the_distribution(server, phone, laptop, projector, axe, screenshot):
    template, phase = cases.programmes()["pulse"]
    session = server.create_session_of(template, "Miltä tuntui?")
    leena, wall = console(laptop(), session), beamer(projector(), server, session)
    aino, elin = join(phone(), session, "Aino"), join(phone(), session, "Elin", "sv")
    with contextlib.ExitStack() as leaving:
        crowd = others(server, session, 4)
        for guest in crowd:
            leaving.callback(guest.leave)
        go_to(leena, phase, aino, elin)

        # a tap is kept at once, may be changed, and every item may be declined
        heard = aino.get_by_role("group", name="Minua kuunneltiin.")
        heard.get_by_role("radio", name="4", exact=True).check()
        heard.get_by_role("radio", name="5 · täysin").check()
        aino.get_by_role("group", name="Käytettiinkö aika hyvin?").get_by_role("radio", name="En halua vastata").check()
        aino.get_by_label("Yksi sana", exact=True).fill("innostunut")
        aino.get_by_role("group", name="Yksi sana olosta").get_by_role("button", name="Tallenna").click()
        expect(aino.get_by_text("Tallessa", exact=True)).to_be_visible()
        axe(from_the_top(aino))
        no_sideways_scroll(aino)
        touch_targets(aino)
        screenshot(aino, "pulse-phone-fi", full_page=True)
        aino.reload()
        expect(aino.get_by_role("group", name="Minua kuunneltiin.").get_by_role("radio", name="5 · täysin")).to_be_checked()
        expect(aino.get_by_label("Yksi sana", exact=True)).to_have_value("innostunut")

        # by keyboard only: to the group with Tab, to the value with the arrows
        tab_to(elin, "fieldset input[type=radio]")
        for _ in range(3):
            elin.keyboard.press("ArrowRight")
        expect(elin.get_by_role("group", name="Man lyssnade på mig.").get_by_role("radio", name="4", exact=True)).to_be_checked()
        elin.get_by_label("Ditt svar").fill("De unga saknades.")
        elin.get_by_role("group", name="Vems röst saknades?").get_by_role("button", name="Spara").click()
        expect(elin.get_by_text("Sparat", exact=True)).to_be_visible()

        expect(leena.get_by_text("2/6 on vastannut")).to_be_visible()
        expect(leena.get_by_text("vähintään 5 vastausta")).to_be_visible()
        for i, guest in enumerate(crowd):
            guest.do("pulse.answer", item="1", value=3 + i % 3)
            guest.do("pulse.answer", item="2", value="partly")
            guest.do("pulse.answer", item="3", text=["innostunut", "väsynyt", "Innostunut", "outo"][i])
            guest.do("pulse.answer", item="4", text=f"Rivi numero {i}")
        expect(leena.get_by_text("6/6 on vastannut")).to_be_visible()
        expect(wall.get_by_text("6/6 on vastannut").or_(wall.get_by_text("Minua kuunneltiin.")).first).to_be_visible()
        axe(wall)
        axe(from_the_top(leena))
        screenshot(leena, "pulse-host-open")
        screenshot(wall, "pulse-wall-open")

        leena.get_by_role("button", name="Sulje ja näytä tulos").click()
        leena.get_by_role("dialog").get_by_role("button", name="Sulje ja näytä tulos").click()
        for page, words in ((aino, "6 vastausta / 6"), (elin, "6 svar / 6"), (wall, "6 vastausta / 6")):
            expect(page.get_by_text(words, exact=True)).to_have_count(1)  # only the scale was answered by all
        expect(aino.get_by_text("Alle 5 vastausta, joten tulosta ei näytetä.")).to_have_count(1)
        expect(aino.get_by_text("väsynyt")).to_have_count(0)

        # words: the host reads them first and hides what hurts
        leena.get_by_role("button", name="Piilota: väsynyt").click()
        expect(leena.get_by_text("piilotettu", exact=True)).to_be_visible()
        leena.get_by_role("button", name="Näytä kaikille").first.click()
        expect(wall.get_by_text("innostunut", exact=False).first).to_be_visible()
        expect(aino.get_by_text("3 vastaajaa").first).to_be_visible()
        expect(wall.get_by_text("väsynyt")).to_have_count(0)
        for page, name in ((aino, "pulse-phone-result"), (leena, "pulse-host-result"), (wall, "pulse-wall-result"), (elin, "pulse-phone-sv-result")):
            axe(from_the_top(page))
            screenshot(page, name, full_page=page is not wall)
        no_sideways_scroll(elin)
