"""The vote as people meet it: ideas written, duplicates merged, dots given by finger and by keyboard, the result on the wall."""

import contextlib
import re

from playwright.sync_api import expect

from tests.activities import cases
from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, touch_targets, write
from tests.browser.hall import beamer, from_the_top, others

WALK, SHORT, SHORTER, SHARED = "Kävelypalaveri kerran viikossa", "Lyhyemmät kokoukset", "Kokoukset lyhyemmiksi", "Yhteinen kalenteri"


def test_a_vote_from_merging_to_the_result(server, phone, laptop, projector, axe, screenshot):
    template, phase = cases.programmes()["vote"]
    session = server.create_session_of(template, "Mitä viemme eteenpäin?")
    leena, wall = console(laptop(), session), beamer(projector(), server, session)
    aino, elin = join(phone(), session, "Aino"), join(phone(), session, "Elin", "sv")
    with contextlib.ExitStack() as leaving:
        crowd = others(server, session, 4)
        for guest in crowd:
            leaving.callback(guest.leave)
        go_to(leena, "ideat", aino, elin)
        write(aino, WALK)
        for guest, text in zip(crowd, (SHORT, SHORTER, SHARED), strict=False):
            guest.do("note.add", text=text, kind="idea")
        go_to(leena, phase, aino, elin)

        # the host merges what the machine only suggests; phones read meanwhile
        expect(leena.get_by_role("heading", name="Tarkoittavatko nämä samaa?")).to_be_visible()
        expect(aino.get_by_text("yhdistää samaa tarkoittavat")).to_be_visible()
        axe(from_the_top(leena))
        screenshot(leena, "vote-host-merging")
        leena.locator(".vote-pair").get_by_role("button", name="Yhdistä").click()
        expect(leena.get_by_role("button", name="Pura:")).to_be_visible()
        expect(leena.locator("#forward")).to_have_accessible_description(re.compile("Äänestystä ei ole vielä avattu"))
        leena.get_by_role("button", name="Avaa äänestys").click()

        # dots by finger, kept at every tap
        aino.get_by_role("button", name=f"Anna piste: {WALK}").click()
        aino.get_by_role("button", name=f"Anna piste: {WALK}").click()
        expect(aino.locator(".vote-left")).to_contain_text("Piste jäljellä: 1")
        aino.get_by_role("button", name=f"Anna piste: {WALK}").click()
        expect(aino.get_by_text("Äänesi on tallessa.")).to_be_visible()
        expect(aino.get_by_role("button", name=f"Anna piste: {SHARED}")).to_have_attribute("aria-disabled", "true")
        axe(from_the_top(aino))
        no_sideways_scroll(aino)
        touch_targets(aino)
        screenshot(aino, "vote-phone-fi", full_page=True)
        aino.reload()
        expect(aino.get_by_role("group", name=WALK)).to_contain_text("3")

        # and by keyboard only
        tab_to(elin, f"button[aria-label='Ge en prick: {SHARED}']")
        elin.keyboard.press("Enter")
        expect(elin.get_by_text("Din röst är sparad.")).to_be_visible()
        expect(elin.locator(".vote-left")).to_contain_text("Prickar kvar: 2")
        expect(elin.get_by_role("button", name=f"Ge en prick: {SHARED}")).to_be_focused()  # still

        expect(wall.get_by_text("Äänet näkyvät vasta, kun äänestys suljetaan.")).to_be_visible()
        expect(leena.get_by_text("2/6 on äänestänyt")).to_be_visible()
        for page, name in ((leena, "vote-host-open"), (wall, "vote-wall-open")):
            axe(from_the_top(page))
            screenshot(page, name)
        options = {one["text"]: id_ for id_, one in crowd[0].document("room")["activity"]["options"].items()}
        merged = next(id_ for text, id_ in options.items() if text in (SHORT, SHORTER))
        for guest in crowd:
            guest.do("vote.cast", marks={merged: 2, options[SHARED]: 1})
        expect(leena.get_by_text("6/6 on äänestänyt")).to_be_visible()
        leena.get_by_role("button", name="Sulje ja näytä tulos").click()
        leena.get_by_role("dialog").get_by_role("button", name="Sulje ja näytä tulos").click()
        expect(wall.locator(".vote-result").first).to_contain_text("8 pistettä, antajia 4")
        expect(aino.locator(".vote-result").filter(has_text=WALK)).to_contain_text("1 antoi kaikki tähän")
        expect(elin.locator(".vote-result").first).to_contain_text("8 prickar från 4")
        expect(elin.get_by_text("Riktgivande")).to_be_visible()
        for page, name in ((aino, "vote-phone-result"), (leena, "vote-host-result"), (wall, "vote-wall-result"), (elin, "vote-phone-sv-result")):
            axe(from_the_top(page))
            screenshot(page, name)
        no_sideways_scroll(elin)
