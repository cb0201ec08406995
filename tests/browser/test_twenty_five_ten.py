"""The template twenty-five-ten from the first word to the best cards: console and phone in Finnish, a phone in Swedish, the wall."""

import contextlib

from playwright.sync_api import expect

from tests.browser.cafe_host import CafeHost
from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, touch_targets
from tests.browser.hall import beamer, from_the_top, others
from tests.live.wire import until


def test_bold_cards_are_dealt_scored_and_shown(server, phone, laptop, projector, axe, screenshot):
    session = server.create_session("twenty-five-ten", "Rohkeat ideat")
    leena, wall = console(laptop(), session), beamer(projector(), server, session)
    aino, elin = join(phone(), session, "Aino"), join(phone(), session, "Elin", "sv")
    with contextlib.ExitStack() as leaving:
        crowd = others(server, session, 4)
        for guest in crowd:
            leaving.callback(guest.leave)
        helper = CafeHost(server, session)
        helper.do("person.add", name="Paavo")
        helper.leave()
        paavo = leena.locator("details").filter(has_text="Puhelimella mukana: Paavo")
        go_to(leena, "cards", aino, elin)

        # both halves of the card are asked for; it may be changed until the cards are dealt
        aino.get_by_label("Rohkea idea").fill("Kaikki kokoukset kävellen")
        aino.get_by_role("button", name="Tallenna kortti").click()
        expect(aino.get_by_role("alert").filter(has_text="Kirjoita sekä idea")).to_be_visible()
        expect(aino.get_by_label("Ensimmäinen askel")).to_be_focused()
        aino.get_by_label("Ensimmäinen askel").fill("Ensi maanantaina yksi")
        aino.get_by_role("button", name="Tallenna kortti").click()
        expect(aino.get_by_text("Kortti on tallessa", exact=True).first).to_be_visible()
        axe(from_the_top(aino))
        no_sideways_scroll(aino)
        touch_targets(aino)
        screenshot(aino, "deal-phone-write", full_page=True)
        elin.get_by_label("Djärv idé").fill("Inga möten på tisdagar")
        elin.get_by_label("Första steget").fill("Jag frågar teamet i morgon")
        elin.get_by_role("button", name="Spara kortet").click()
        expect(elin.get_by_text("Kortet är sparat", exact=True).first).to_be_visible()
        for i, guest in enumerate(crowd):
            guest.do("deal.write", text=f"Rohkea idea numero {i}", step=f"Soitan huomenna {i}")
        paavo.locator("summary").click()
        paavo.get_by_label("Rohkea idea").fill("Puhelin pois kokouksista")
        paavo.get_by_label("Ensimmäinen askel").fill("Kysyn maanantaina")
        paavo.get_by_role("button", name="Tallenna kortti").click()
        expect(paavo.get_by_text("Kortti on tallessa", exact=True)).to_be_visible()
        expect(leena.get_by_text("7/7 on kirjoittanut kortin")).to_be_visible()
        screenshot(leena, "deal-host-write")
        go_to(leena, "score", aino, elin)

        # five blind rounds: one card at a time, never one's own; the host may deal the next before the time
        expect(wall.get_by_text("Kierros 1/5")).to_be_visible()
        for number in range(1, 6):
            expect(leena.get_by_text(f"Kierros {number}/5")).to_be_visible()
            card = aino.get_by_role("article", name=f"Kortti {number}/5")
            expect(card).to_be_visible()
            expect(card).not_to_contain_text("Kaikki kokoukset kävellen")
            card.get_by_role("radio", name="4", exact=True).check()
            expect(aino.get_by_text("Seuraava kortti tulee kohta")).to_be_visible()
            expect(leena.get_by_text("1/7 on arvioinut tämän kierroksen kortin")).to_be_visible()
            if number == 1:
                axe(from_the_top(aino))
                screenshot(aino, "deal-phone-score", full_page=True)
                touch_targets(aino)
                screenshot(leena, "deal-host-score")
            leena.get_by_role("button", name="Jaa seuraavat kortit nyt" if number < 5 else "Päätä viimeinen kierros").click()
        expect(aino.get_by_text("Kaikki korttisi on arvioitu")).to_be_visible()
        aino.reload()
        expect(aino.get_by_text("Kaikki korttisi on arvioitu")).to_be_visible()
        expect(leena.get_by_text("30 korttia on vielä ihmisillä arvioimatta")).to_be_visible()

        # whoever reads slowly still has the first card before them, and the others behind it; by keyboard
        expect(elin.get_by_text("4 kort väntar ännu på dina poäng")).to_be_visible()
        axe(from_the_top(elin))
        screenshot(elin, "deal-phone-sv-waiting", full_page=True)
        tab_to(elin, "article input[type=radio]")
        elin.keyboard.press("Space")
        elin.keyboard.press("ArrowRight")
        expect(elin.get_by_role("article", name="Kort 1/5").get_by_role("radio", name="2", exact=True)).to_be_checked()

        axe(from_the_top(wall))
        screenshot(wall, "deal-wall-score")
        for guest in crowd:
            hand = until(lambda guest=guest: len(held := guest.document("person")["activity"].get("hand", {})) == 5 and held, "five cards")
            for card, one in hand.items():
                guest.do("deal.score", card=card, score=5 if "möten" in one["idea"] else 2)
        paavo.locator("summary").click()
        paavo.get_by_role("radio", name="3", exact=True).check()
        expect(leena.get_by_text("7/7 arvioi kortteja")).to_be_visible()
        axe(from_the_top(leena))
        screenshot(leena, "deal-host-telephone", full_page=True)
        leena.get_by_role("button", name="Sulje ja näytä kymmenen parasta").click()
        leena.get_by_role("dialog").get_by_role("button", name="Sulje ja näytä kymmenen parasta").click()
        for page in (aino, wall, leena, elin):
            expect(page.locator(".deal-top > li").first).to_contain_text("Inga möten på tisdagar")
        for page, name in ((aino, "deal-phone-result"), (leena, "deal-host-result"), (wall, "deal-wall-result"), (elin, "deal-phone-sv-result")):
            axe(from_the_top(page))
            screenshot(page, name)
        no_sideways_scroll(elin)
        go_to(leena, "pulse", aino, elin)
        expect(aino.get_by_role("group", name="Minua kuunneltiin.")).to_be_visible()
