"""The participant's phone in real Chromium, in Finnish: joining, writing, moving, losing the line, coming back.

The host here is a plain client of the wire (cafe_host.py); the host's own pages have their own tests.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cafe_host import CafeHost
from tests.browser.guests import no_sideways_scroll
from tests.live.wire import until

COMPOSER = "#composer"


# -- the cast: Leena hosts, Aino is the phone we look at, Ville and Sanna sit with her -----------------------------------


@pytest.fixture
def session(server):
    return server.create_session("learning-cafe", "Hyvä alku")


@pytest.fixture
def leena(server, session):
    host = CafeHost(server, session)
    yield host
    host.leave()


def join(page: Page, session, name: str) -> Page:
    page.goto(session.join_url)
    page.get_by_label("Nimesi").fill(name)
    page.get_by_role("button", name="Tule mukaan").click()
    expect(page.get_by_role("heading", name=f"Hei, {name}! Olet mukana.")).to_be_visible()
    return page


def write(page: Page, text: str) -> None:
    page.locator(COMPOSER).fill(text)
    page.get_by_role("button", name="Lisää", exact=True).click()


def heading(page: Page):
    return page.locator("#task")


def arrive(host: CafeHost, *pages: Page, **wanted) -> str:
    """The host goes on (to the first phase that is as wanted) and every page shows it; returns the phase's id."""
    phase = host.next_until(**wanted)["id"] if wanted else host.next()
    for page in pages:
        expect(page.locator(f"[data-phase='{phase}']")).to_be_visible()
    return phase


def line_with(page: Page, text: str):
    return page.locator(".outline .line", has_text=text)


def table_of(page: Page) -> str:
    """Where the page says one sits, once it says so: the phase comes before the seat."""
    expect(page.locator(".top-name")).to_have_text(re.compile(r"^Pöytä \d+$"))
    return page.locator(".top-name").inner_text()


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement?.id || document.activeElement?.textContent || ''")


# -- joining -------------------------------------------------------------------------------------------------------------


def test_joining_needs_a_name_and_offers_one(session, phone):
    aino = phone()
    aino.goto(session.join_url)
    aino.get_by_role("button", name="Tule mukaan").click()
    expect(aino.get_by_role("alert").first).to_contain_text("Kirjoita nimi")
    field = aino.get_by_label("Nimesi")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    aino.get_by_role("button", name="Keksi minulle").click()
    expect(field).to_have_value(re.compile(r"^\S+ \S+$"))
    name = field.input_value()
    aino.get_by_role("button", name="Tule mukaan").click()
    expect(heading(aino)).to_have_text(f"Hei, {name}! Olet mukana.")


def test_what_was_typed_survives_a_fault_and_a_change_of_language(session, phone, guard):
    guard.allow_outages()
    aino = phone()
    aino.goto(session.join_url)
    aino.get_by_label("Nimesi").fill("Aino")
    aino.get_by_label("Organisaatio (vapaaehtoinen)").fill("Kirjasto")
    aino.get_by_role("button", name="Svenska").click()
    expect(aino.get_by_label("Ditt namn")).to_have_value("Aino")
    aino.context.set_offline(True)
    aino.get_by_role("button", name="Kom med").click()
    expect(aino.get_by_role("alert").first).to_contain_text("Ingen förbindelse")
    expect(aino.get_by_label("Organisation (frivillig)")).to_have_value("Kirjasto")
    aino.context.set_offline(False)
    aino.get_by_role("button", name="Kom med").click()
    expect(heading(aino)).to_have_text("Hej, Aino! Du är med.")


def test_a_device_of_three_people_joins_as_a_table_client(session, phone, leena):
    page = phone()
    page.goto(session.join_url)
    page.get_by_label("Nimesi").fill("Kirjaston väki")
    page.get_by_label("Meitä on useampi tällä laitteella").check()
    page.get_by_label("Montako teitä on?").fill("3")
    page.get_by_role("button", name="Tule mukaan").click()
    expect(heading(page)).to_contain_text("Olet mukana")
    _, person = leena.person("Kirjaston väki")
    assert person["weight"] == 3
    assert person["kind"] == "table_client"


def test_a_follower_comes_in_with_one_tap(session, server, phone, leena):
    for name in ("Ville", "Sanna", "Elina", "Jari"):
        server.join(session, name)
    page = phone()
    page.goto(session.join_url)
    page.get_by_label("Nimesi").fill("Aino")
    page.get_by_label("Seuraan").check()
    page.get_by_role("button", name="Tule mukaan").click()
    arrive(leena, page, activity="rotate", stage="round")
    expect(page.locator(COMPOSER)).to_have_count(0)
    page.get_by_role("button", name="Tulen mukaan seuraavassa vaihdossa").click()
    expect(page.get_by_text("Saat paikan seuraavassa vaihdossa").last).to_be_visible()
    leena.next()
    expect(page.locator("#move-title")).to_contain_text("Pöytä")


# -- the whole café, looked at -------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_view_filled_with_people_and_notes_has_no_violation(session, server, phone, leena, axe, screenshot):
    for name in ("Ville", "Sanna", "Elina", "Jari", "Tuula", "Mika", "Riitta", "Oona", "Pekka"):
        server.join(session, name)
    aino = phone()
    aino.goto(session.join_url)
    axe(aino)
    join(aino, session, "Aino")
    kaisa, matti = join(phone(color_scheme="dark"), session, "Kaisa"), join(phone(), session, "Matti")
    axe(aino)
    axe(kaisa)

    seen = set()
    for nth in range(20):
        try:
            phase = arrive(leena, aino, kaisa, matti)
        except AssertionError as refused:
            assert "last_phase" in str(refused)
            break
        seen.add(leena.document("room")["phase"]["activity"])
        for page in (aino, kaisa, matti):
            expect(heading(page)).to_be_visible()
            if page.get_by_label("Sanasi").count():
                page.get_by_label("Sanasi").fill(f"sana {nth}")
                page.keyboard.press("Enter")
            elif page.locator(COMPOSER).is_visible():
                write(page, f"Ajatus vaiheesta {phase}")
        expect(aino.get_by_text(f"Ajatus vaiheesta {phase}").or_(aino.locator("main")).first).to_be_visible()
        no_sideways_scroll(aino)
        axe(aino)
        axe(kaisa)
        screenshot(aino, f"participant-{nth:02d}-{phase}")
        screenshot(kaisa, f"participant-{nth:02d}-{phase}-dark")
    assert seen >= {"plenary", "solo", "rotate", "harvest", "group"}

    for opened in ("Ohjelma ja asetukset",):
        aino.get_by_role("button", name=opened).click()
        axe(aino)
        aino.keyboard.press("Escape")
    leena.do("session.close")
    expect(heading(aino)).to_have_text("Kiitos, että olit mukana!")
    axe(aino)
    leena.do("harvest.open", on=True)
    expect(aino.get_by_role("link", name="Katso kooste")).to_have_attribute("href", f"/harvest/{session.code}")


def test_a_move_tells_where_and_why(session, server, phone, leena):
    for name in ("Ville", "Sanna", "Elina", "Jari", "Tuula", "Mika", "Riitta"):
        server.join(session, name)
    aino = join(phone(), session, "Aino")
    arrive(leena, aino, activity="rotate", stage="round")
    assert table_of(aino)
    arrive(leena, aino)
    title = aino.locator("#move-title")
    expect(title).to_contain_text(re.compile(r"(Siirry|Jää tähän):.*Pöytä \d+"))
    table = re.search(r"Pöytä \d+", title.inner_text())[0]
    expect(aino.locator(".top-name")).to_have_text(table)
    expect(aino.locator(".move-why")).to_contain_text(re.compile("uusi|uutta"))
    expect(aino.locator(".people li")).to_have_count(4)
    # said once, and urgently: the move cannot wait
    expect(aino.locator("[role=alert]").last).to_contain_text(table)


def test_help_is_called_and_taken_back(session, phone, leena):
    aino = join(phone(), session, "Aino")
    arrive(leena, aino)
    aino.get_by_role("button", name="Apua").click()
    expect(aino.get_by_text("Hän näkee avunpyyntösi.")).to_be_visible()
    until(lambda: leena.document("hosts")["calls"], "the call at the host's")
    aino.get_by_role("button", name="Peru kutsu").click()
    expect(aino.get_by_role("button", name="Apua")).to_have_attribute("aria-pressed", "false")
    until(lambda: not leena.document("hosts")["calls"], "the call to be gone")


def test_the_clock_is_announced_at_a_minute_and_not_each_second(session, phone, leena):
    aino = join(phone(), session, "Aino")
    arrive(leena, aino, activity="solo")
    left = leena.document("room")["phase"]["deadline"] - aino.evaluate("Date.now()")
    leena.do("phase.extend", seconds=int((63_000 - left) / 1000))
    expect(aino.get_by_role("status").filter(has_text="Minuutti jäljellä.")).to_have_count(1, timeout=12_000)
    assert aino.locator("[role=timer]").get_attribute("aria-live") is None


def test_what_the_host_says_is_seen_wherever_one_has_scrolled(at_a_table, leena):
    aino, _ = at_a_table
    write(aino, "Rivi.\n" * 40)
    aino.locator(".outline").get_by_role("button").last.scroll_into_view_if_needed()
    leena.do("announce", text="Kahvia on nyt aulassa.")
    said = aino.locator(".bar-notice", has_text="Kahvia on nyt aulassa.")
    expect(said).to_be_in_viewport()
    said.get_by_role("button", name="Selvä").click()
    expect(said).to_have_count(0)
    aino.reload()
    expect(aino.locator(".tablework")).to_be_visible()
    expect(said).to_have_count(0)


def test_somebody_moved_by_hand_is_told_at_once(session, server, phone, leena):
    for name in ("Ville", "Sanna", "Elina", "Jari", "Tuula", "Mika", "Riitta"):
        server.join(session, name)
    aino = join(phone(), session, "Aino")
    arrive(leena, aino, activity="rotate", stage="round")
    person, seat = leena.person("Aino")
    other = next(id_ for id_ in leena.document("hosts")["places"] if id_ != seat["place"])
    leena.do("person.move", person=person, place=other)
    number = leena.document("hosts")["places"][other]["number"]
    expect(aino.locator(".bar-notice")).to_contain_text(f"Paikkasi vaihtui: Pöytä {number}")
    expect(aino.locator("[role=alert]").last).to_contain_text(f"Pöytä {number}")
    expect(aino.locator(".top-name")).to_have_text(f"Pöytä {number}")


def test_two_tabs_of_one_person_show_the_same_table(at_a_table, session):
    aino, ville = at_a_table
    tab = aino.context.new_page()
    tab.goto(session.join_url)
    expect(tab.locator(".tablework")).to_be_visible()
    write(tab, "Toisesta välilehdestä.")
    expect(line_with(aino, "Toisesta välilehdestä.")).to_contain_text("Sinä")
    expect(line_with(ville, "Toisesta välilehdestä.")).to_have_count(1)


# -- nothing written is lost ---------------------------------------------------------------------------------------------


@pytest.fixture
def at_a_table(session, phone, leena):
    """Aino and Ville at one table, in the first round."""
    aino, ville = join(phone(), session, "Aino"), join(phone(), session, "Ville")
    arrive(leena, aino, ville, activity="rotate", stage="round")
    expect(aino.locator(COMPOSER)).to_be_visible()
    assert table_of(aino) == table_of(ville)
    return aino, ville


def test_notes_written_without_a_connection_arrive_once(at_a_table, guard):
    guard.allow_outages()
    aino, ville = at_a_table
    aino.context.set_offline(True)
    write(aino, "Tämä kirjoitettiin junassa.")
    write(aino, "Tämäkin.")
    expect(line_with(aino, "Tämä kirjoitettiin junassa.")).to_contain_text("odottaa yhteyttä")
    expect(aino.get_by_text("Voit kirjoittaa edelleen")).to_be_visible()
    expect(line_with(ville, "Tämä kirjoitettiin")).to_have_count(0)
    aino.context.set_offline(False)
    expect(line_with(ville, "Tämä kirjoitettiin junassa.")).to_have_count(1, timeout=20_000)
    expect(line_with(ville, "Tämäkin.")).to_have_count(1)
    expect(line_with(aino, "Tämä kirjoitettiin junassa.")).to_have_count(1)
    expect(line_with(aino, "odottaa yhteyttä")).to_have_count(0)


def test_a_note_that_was_on_its_way_survives_closing_the_page(at_a_table, session, guard):
    guard.allow_outages()
    aino, ville = at_a_table
    context = aino.context
    context.set_offline(True)
    write(aino, "Lähetetty juuri ennen sulkemista.")
    expect(line_with(aino, "Lähetetty juuri")).to_be_visible()
    aino.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(session.join_url)
    expect(line_with(ville, "Lähetetty juuri ennen sulkemista.")).to_have_count(1, timeout=20_000)


def test_a_reload_returns_to_the_same_seat_with_the_unsent_words(at_a_table):
    aino, _ = at_a_table
    table = table_of(aino)
    aino.locator(COMPOSER).fill("Kesken jäänyt ajat")
    aino.reload()
    expect(aino.locator(".tablework " + COMPOSER)).to_have_value("Kesken jäänyt ajat")
    assert table_of(aino) == table


def test_a_server_that_dies_and_returns_loses_nothing(at_a_table, server):
    aino, ville = at_a_table
    write(aino, "Ennen katkoa.")
    expect(line_with(ville, "Ennen katkoa.")).to_be_visible()
    server.kill()
    write(aino, "Katkon aikana.")
    server.restart()
    expect(line_with(ville, "Katkon aikana.")).to_have_count(1, timeout=30_000)
    expect(line_with(aino, "Ennen katkoa.")).to_have_count(1)


def test_typing_goes_on_over_a_phase_change(session, phone, leena):
    aino = join(phone(), session, "Aino")
    join(phone(), session, "Ville")
    arrive(leena, aino, activity="solo")
    aino.locator(COMPOSER).press_sequentially("Uusi työnteki")
    arrive(leena, aino)
    expect(aino.locator(COMPOSER)).to_be_focused()
    aino.keyboard.type("jä")
    expect(aino.locator(COMPOSER)).to_have_value("Uusi työntekijä")
    expect(aino.get_by_text("Jos lisäät sen nyt, koko ryhmä näkee sen.")).to_be_visible()


def test_words_that_came_too_late_are_kept_and_can_be_used_again(at_a_table, leena, guard):
    guard.allow_outages()
    aino, _ = at_a_table
    aino.context.set_offline(True)
    write(aino, "Myöhästynyt ajatus.")
    expect(line_with(aino, "Myöhästynyt ajatus.")).to_be_visible()
    leena.next()  # the move: no time for writing
    aino.context.set_offline(False)
    expect(aino.get_by_text("teksti on tallessa").first).to_be_visible(timeout=20_000)
    arrive(leena, aino)
    aino.get_by_role("button", name="Ota takaisin kenttään").click()
    expect(aino.locator(COMPOSER)).to_have_value("Myöhästynyt ajatus.")
    expect(aino.locator(COMPOSER)).to_be_focused()


# -- coming back ---------------------------------------------------------------------------------------------------------


def test_four_words_bring_back_the_seat_on_another_device(at_a_table, session, phone):
    aino, _ = at_a_table
    aino.get_by_text("Ota talteen: neljä sanaasi").click()
    words = aino.locator("#recovery-words").inner_text()
    assert len(words.split()) == 4
    other = phone()
    other.goto(session.join_url)
    other.get_by_text("Olin täällä jo").click()
    other.get_by_label("Neljä sanaasi").fill("yksi kaksi kolme")
    other.get_by_role("button", name="Palaa paikallesi").click()
    expect(other.get_by_role("alert").first).to_contain_text("kaikki neljä")
    other.get_by_label("Neljä sanaasi").fill(words)
    other.get_by_role("button", name="Palaa paikallesi").click()
    expect(other.locator(COMPOSER)).to_be_visible()
    assert table_of(other) == table_of(aino)
    write(other, "Samalta paikalta, eri laitteelta.")
    expect(line_with(aino, "Samalta paikalta")).to_contain_text("Sinä")


def test_put_away_words_are_not_shown_again(session, phone):
    aino = join(phone(), session, "Aino")
    expect(aino.locator("#recovery-words")).to_be_visible()
    aino.get_by_role("button", name="Sanat ovat tallessa").click()
    aino.reload()
    expect(heading(aino)).to_be_visible()
    expect(aino.locator("#recovery-words")).to_have_count(0)


def test_somebody_removed_is_told_so(session, phone, leena):
    aino = join(phone(), session, "Aino")
    person, _ = leena.person("Aino")
    leena.do("person.remove", person=person)
    expect(heading(aino)).to_have_text("Järjestäjä poisti sinut tilaisuudesta", timeout=15_000)


def test_leaving_frees_the_seat_and_the_door_stays_open(session, phone, leena):
    aino = join(phone(), session, "Aino")
    aino.get_by_role("button", name="Ohjelma ja asetukset").click()
    aino.get_by_role("button", name="Poistu tilaisuudesta").click()
    aino.get_by_role("button", name="Poistu", exact=True).click()
    expect(heading(aino)).to_have_text("Poistuit tilaisuudesta")
    until(lambda: "Aino" not in {person["name"] for person in leena.document("hosts")["people"].values()}, "the seat to be free")
    aino.get_by_role("button", name="Tule takaisin").click()
    expect(aino.get_by_label("Nimesi")).to_be_visible()


# -- the keyboard alone --------------------------------------------------------------------------------------------------


def tab_to(page: Page, locator, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if locator.first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard never reaches {locator}; it stands on {focused(page)!r}")


def test_the_keyboard_does_it_all(session, laptop, phone, leena):
    ville = join(phone(), session, "Ville")
    aino = laptop()
    aino.goto(session.join_url)
    tab_to(aino, aino.get_by_label("Nimesi"))
    aino.keyboard.type("Aino")
    aino.keyboard.press("Enter")
    expect(heading(aino)).to_contain_text("Olet mukana")
    arrive(leena, aino, ville, activity="rotate", stage="round")
    write(ville, "Perehdytys katkeaa kesälomiin.")

    build = aino.get_by_role("button", name="Rakennan tämän päälle: Perehdytys katkeaa kesälomiin.")
    tab_to(aino, build)
    aino.keyboard.press("Enter")
    expect(aino.locator(COMPOSER)).to_be_focused()
    aino.keyboard.type("Sovitaan lomittaja.")
    aino.keyboard.press("Control+Enter")
    expect(aino.locator(COMPOSER)).to_be_focused()
    expect(line_with(ville, "Sovitaan lomittaja.")).to_have_count(1)
    expect(ville.locator(".outline li ul .line", has_text="Sovitaan lomittaja.")).to_have_count(1)  # under the line it builds on

    aino.keyboard.press("Shift+Tab")  # back up to the line's own buttons
    tab_to(aino, aino.get_by_role("button", name="Muut toiminnot: Sovitaan lomittaja."))
    aino.keyboard.press("Enter")
    tab_to(aino, aino.get_by_role("button", name="Muokkaa: Sovitaan lomittaja."))
    aino.keyboard.press("Enter")
    aino.keyboard.press("Control+End")
    aino.keyboard.type(" Ajoissa.")
    aino.keyboard.press("Control+Enter")
    expect(line_with(ville, "Sovitaan lomittaja. Ajoissa.")).to_contain_text("muokattu")

    more = aino.get_by_role("button", name="Muut toiminnot: Sovitaan lomittaja. Ajoissa.")
    expect(more).to_be_focused()
    tab_to(aino, aino.get_by_role("button", name="Poista: Sovitaan lomittaja. Ajoissa."))
    aino.keyboard.press("Enter")
    tab_to(aino, aino.get_by_role("button", name="Poista muistiinpano"))
    aino.keyboard.press("Enter")
    expect(line_with(ville, "Sovitaan lomittaja.")).to_have_count(0)
    assert aino.evaluate("document.activeElement !== document.body"), "the focus is lost with the line"

    tab_to(aino, aino.get_by_role("button", name="Apua"))
    aino.keyboard.press("Enter")
    expect(aino.get_by_role("button", name="Peru kutsu")).to_be_visible()


# -- small and enlarged screens, the preview -----------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["narrow", "twice-the-text", "wide-spacing"])
def test_text_reflows_without_sideways_scrolling(at_a_table, change, leena):
    aino, _ = at_a_table
    write(aino, "Epäjärjestelmällistyttämättömyydellänsäkäänköhän tämä mahtuu?")
    expect(line_with(aino, "tämä mahtuu")).to_be_visible()
    if change == "narrow":
        aino.set_viewport_size({"width": 320, "height": 640})
    elif change == "twice-the-text":
        aino.evaluate("document.documentElement.style.fontSize = '200%'")
    else:
        aino.evaluate(
            "for (const [name, value] of [['line-height','1.5'],['letter-spacing','0.12em'],['word-spacing','0.16em']])"
            " document.documentElement.style.setProperty(name, value)"
        )
    no_sideways_scroll(aino)
    arrive(leena, aino)
    expect(aino.locator("#move-title")).to_be_visible()
    no_sideways_scroll(aino)


def test_targets_are_large_enough_for_a_thumb(at_a_table):
    aino, _ = at_a_table
    write(aino, "Yksi rivi.")
    expect(line_with(aino, "Yksi rivi.")).to_have_count(1)
    small = aino.evaluate(
        """[...document.querySelectorAll('button, a[href], input, select, textarea, summary')]
             .filter(e => e.checkVisibility() && !e.classList.contains('skip') && !e.closest('p'))
             .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
             .filter(([, r]) => r.height < 43.5 || r.width < 43.5).map(([html]) => html)"""
    )
    assert small == []


def test_a_host_sees_every_phase_as_a_participant_without_joining(session, laptop, leena, axe):
    page = laptop()
    page.goto(f"{session.join_url}?preview=1")
    chooser = page.get_by_label("Vaihe", exact=True)
    expect(chooser.locator("option").first).to_have_text("Aula ennen alkua")
    names = chooser.locator("option").all_inner_texts()
    assert len(names) > 10
    for value in ("0", "3", "4", "5", str(len(names) - 1)):
        chooser.select_option(value)
        expect(heading(page)).to_be_visible()
        axe(page)
    assert leena.document("room")["counts"]["people"] == 0


def test_erase_my_data_and_nothing_of_me_is_left(at_a_table, server, session, leena):
    aino, ville = at_a_table
    write(aino, "Yhteinen ajatus.")
    expect(line_with(ville, "Yhteinen ajatus.")).to_contain_text("Aino")
    aino.get_by_role("button", name="Ohjelma ja asetukset").click()
    aino.get_by_role("button", name="Poista tietoni").click()
    # by its own name: until the second dialog stands, "the last one" is the menu itself
    aino.get_by_role("dialog", name="Poistetaanko tietosi?").get_by_role("button", name="Poista tietoni").click()
    expect(aino.get_by_role("heading", level=1)).to_have_text("Poistuit tilaisuudesta")
    expect(line_with(ville, "Yhteinen ajatus.")).to_be_visible()
    expect(ville.locator("main").get_by_text("Aino")).to_have_count(0)
    assert "Aino" not in server.coknow("replay", session.code, "--json")
