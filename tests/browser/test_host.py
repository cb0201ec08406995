"""The host's console in Finnish, as a nervous person uses it.

Every view is looked at with two dozen people and their notes in it.
"""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.cafe_console import NAMES, Cafe, go_on, opened, view
from tests.browser.guests import tab_to


@pytest.fixture
def cafe(server):
    cafes = []

    def make(people: int = 24, template: str = "learning-cafe") -> Cafe:
        cafes.append(Cafe(server, people, template))
        return cafes[-1]

    yield make
    for one in cafes:
        one.leave()


# -- opening ----------------------------------------------------------------------------------------------------------


def test_the_key_leaves_the_address_bar_and_survives_a_reload(cafe, laptop):
    made = cafe(3)
    host = opened(laptop(), made)
    assert made.session.host_token not in host.url
    host.reload()
    expect(host.locator("#now-title")).to_have_text("Osallistujat saapuvat")
    expect(host.get_by_text("3 osallistujaa").first).to_be_visible()


def test_without_a_key_one_is_told_what_to_do(cafe, laptop, axe, guard):
    guard.allow(r"status of 401")
    page = laptop()
    page.goto(cafe(1).session.host_url.split("#")[0])
    expect(page.get_by_role("alert")).to_contain_text("ei ole järjestäjän avainta")
    axe(page)


# -- running it -------------------------------------------------------------------------------------------------------


def test_before_the_start_the_button_says_what_it_does(cafe, laptop):
    host = opened(laptop(), cafe(24))
    button = host.get_by_role("button", name="Aloita")
    expect(button).to_have_accessible_description(re.compile("Tervetuloa"))
    view(host, "Pöytäkierto")
    expect(host.get_by_text("Jokainen tapaa 9/23 muuta.")).to_be_visible()


def test_going_on_says_where_everybody_goes_and_can_be_undone(cafe, laptop):
    host = opened(laptop(), cafe(24))
    go_on(host, "Oma pohdinta")
    expect(host.locator("#forward-does")).to_have_text("Kaikki menevät pöytiin: kierros 1, 6 pöytää.")
    go_on(host, "Kierros 1/3")
    expect(host.locator("#forward-does")).to_have_text("Kaikki siirtyvät: kierros 2, 6 pöytää.")
    expect(host.locator(".table-card .person")).to_have_count(24)
    tables = host.locator(".table-card")
    seats = tables.all_inner_texts()
    go_on(host, "Vaihda pöytää")
    undo = host.get_by_role("button", name=re.compile("Kumoa"))
    expect(undo).to_be_visible()
    undo.click()
    expect(host.locator("#now-title")).to_have_text("Kierros 1/3")
    expect(tables).to_have_text(seats, use_inner_text=True)
    expect(undo).to_have_count(0)
    expect(host.locator("#forward")).to_be_focused()  # not lost with the button


def test_undo_is_offered_for_ten_seconds(cafe, laptop):
    page, start = laptop(), time.time()
    page.clock.set_fixed_time(start)  # however long the machine takes, the page's time is the test's
    host = opened(page, cafe(3))
    host.locator("#forward").click()
    expect(host.locator("#now-title")).to_have_text("Tervetuloa")
    host.locator("#forward").click()
    undo = host.locator("#undo")
    expect(undo).to_contain_text("10 s")
    page.clock.set_fixed_time(start + 8)
    expect(undo).to_contain_text("2 s")
    page.clock.set_fixed_time(start + 10.5)
    expect(undo).to_have_count(0)


def test_a_double_click_is_one_step(cafe, laptop):
    host = opened(laptop(), cafe(4))
    host.locator("#forward").dblclick()
    expect(host.locator("#now-title")).to_have_text("Tervetuloa")
    host.get_by_role("button", name="Pysäytä kello").click()  # on the same line, so it comes after whatever the clicks sent
    expect(host.get_by_text("kello seisoo")).to_be_visible()
    expect(host.locator("#now-title")).to_have_text("Tervetuloa")


def test_time_can_be_given_taken_and_stopped(cafe, laptop):
    host = opened(laptop(), cafe(4))
    go_on(host, "Tervetuloa")
    expect(host.locator(".clock-face")).to_have_text(re.compile(r"\b4:\d\d$"))
    host.get_by_role("button", name="Lisää 5 minuuttia kaikille").click()
    expect(host.locator(".clock-face")).to_have_text(re.compile(r"\b9:\d\d$"))
    host.get_by_role("button", name="Pysäytä kello").click()
    expect(host.get_by_text("kello seisoo")).to_be_visible()
    host.get_by_role("button", name="Käynnistä kello").click()
    expect(host.get_by_text("kello seisoo")).to_have_count(0)


def test_a_late_session_is_shrunk_to_end_as_promised_with_one_tap(cafe, laptop, until):
    host = opened(laptop(), cafe(4))
    go_on(host, "Tervetuloa")
    for _ in range(3):
        host.get_by_role("button", name="Lisää 5 minuuttia kaikille").click()
    expect(host.get_by_text("Olemme 15 minuuttia myöhässä.")).to_be_visible()
    host.get_by_role("button", name=re.compile("Lyhennä loput, päätä klo")).click()
    expect(host.get_by_text("myöhässä")).to_have_count(0)
    coming = """[...document.querySelectorAll('.step-minutes')].slice(1)
                  .reduce((sum, e) => sum + parseFloat(e.innerText.replace(',', '.')), 0)"""
    until(host, f"{coming} < 95 - 5")


def test_a_coming_phase_is_edited_and_left_out_in_place(cafe, laptop):
    host = opened(laptop(), cafe(4))
    host.locator("summary.step-name", has_text="Oma pohdinta").click()
    host.get_by_label("Minuutit").fill("4")
    host.get_by_label("Kysymys tai ohje osallistujille").fill("Mikä sinua tässä koskettaa?")
    host.get_by_role("button", name="Tallenna").click()
    row = host.locator(".step", has_text="Oma pohdinta")
    expect(row.locator(".step-minutes")).to_have_text("4 min")
    host.get_by_role("button", name="Jätä väliin").click()
    expect(row).to_contain_text("ohitettu")
    host.get_by_role("button", name="Ota takaisin mukaan: Oma pohdinta").click()
    expect(row).not_to_contain_text("ohitettu")


def test_an_announcement_reaches_a_guest(cafe, laptop):
    made = cafe(3)
    host = opened(laptop(), made)
    go_on(host, "Tervetuloa")
    host.get_by_role("button", name="Kerro kaikille").click()
    host.get_by_role("button", name="Palataan kohta yhteen.").click()
    host.get_by_role("button", name="Lähetä kaikille").click()
    expect(host.get_by_role("dialog")).to_have_count(0)
    assert made.guest(0).document("room")["notice"]["text"] == "Palataan kohta yhteen."


# -- calls for help ---------------------------------------------------------------------------------------------------


def test_a_call_for_help_is_seen_from_every_view_and_answered_with_one_press(cafe, laptop):
    made = cafe(8)
    host = opened(laptop(), made)
    go_on(host, "Kierros 1/3")
    call = host.locator(".call-bar")
    for where in ("Pöytäkierto", "Huonelista", "Kooste", "Linkit ja ohjat", "Kuka on missä"):
        view(host, where)
        host.evaluate("scrollTo(0, document.body.scrollHeight)")
        made.guest(1).do("help.call")
        expect(call).to_contain_text("Pekka Nieminen pyytää apua: Pöytä")
        expect(call).to_be_in_viewport()
        expect(host).to_have_title(re.compile(r"^\(1\) Avunpyyntö"))
        call.get_by_role("button", name="Hoidan tämän").click()
        expect(call).not_to_contain_text("Pekka")
        expect(host).to_have_title("Yhteinen suunta")
    assert "help" not in made.guest(1).document(f"person:{made.joined[1]['person']}")


def test_a_call_leads_to_its_table(cafe, laptop):
    made = cafe(8)
    host = opened(laptop(), made)
    go_on(host, "Kierros 1/3")
    made.guest(2).do("note.add", text="Me emme pääse alkuun.", kind="thought")
    made.guest(2).do("help.call")
    view(host, "Huonelista")
    host.locator(".call-bar").get_by_role("button", name="Katso tilanne").click()
    expect(host.locator("#look-title")).to_be_focused()
    expect(host.locator(".look")).to_contain_text("Me emme pääse alkuun.")


# -- who is where -----------------------------------------------------------------------------------------------------


def test_a_person_is_moved_by_keyboard_and_one_sees_who_sits_there(cafe, laptop):
    made = cafe(24)
    host = opened(laptop(), made)
    go_on(host, "Kierros 1/3")
    person = made.joined[0]["person"]
    host.locator("#view-title").focus()
    tab_to(host, f'[data-person="{person}"]')
    host.keyboard.press("Enter")
    sheet = host.get_by_role("dialog", name="Aino Virtanen")
    choice = sheet.locator(".table-choice").first
    expect(choice).to_be_visible()
    others = [name for name in NAMES if name in choice.inner_text()]
    assert len(others) == 4, f"the choice names who sits there: {choice.inner_text()}"
    tab_to(host, ".table-choice")
    number = re.search(r"Pöytä (\d+)", choice.inner_text())[1]
    host.keyboard.press("Enter")
    expect(sheet).to_have_count(0)
    card = host.locator(".table-card", has=host.get_by_role("heading", name=f"Pöytä {number}"))
    expect(card).to_contain_text("Aino Virtanen")
    expect(card.locator(f'[data-person="{person}"]')).to_contain_text("paikka lukittu")
    expect(host.locator(f'[data-person="{person}"]')).to_be_focused()
    host.keyboard.press("Enter")
    host.get_by_role("button", name="Poista lukitus").click()
    expect(host.get_by_text("Paikka on lukittu")).to_have_count(0)


def test_a_latecomer_is_shown_at_a_table_and_a_phone_participant_can_be_written_for(cafe, laptop):
    made = cafe(12)
    host = opened(laptop(), made)
    go_on(host, "Kierros 1/3")
    late = made.server.join(made.session, "Myöhä Myöhänen")
    expect(host.locator(f'.table-card [data-person="{late["person"]}"]')).to_be_visible()
    host.get_by_role("button", name="Lisää puhelinosallistuja").click()
    host.get_by_label("Nimi", exact=True).fill("Puhelin-Pirkko")
    host.get_by_role("button", name="Lisää", exact=True).click()
    pirkko = host.locator(".table-card .person", has_text="Puhelin-Pirkko")
    pirkko.click()
    host.get_by_label("Kirjoita puolesta: Puhelin-Pirkko").fill("Soitan tätä varten aina.")
    host.get_by_role("button", name="Lisää rivi").click()
    expect(host.get_by_label("Kirjoita puolesta: Puhelin-Pirkko")).to_have_value("")
    host.keyboard.press("Escape")
    card = host.locator(".table-card", has_text="Puhelin-Pirkko")
    card.get_by_role("button", name=re.compile("^Katso: ")).click()
    expect(host.locator(".look")).to_contain_text("Soitan tätä varten aina.")


def test_removing_asks_first(cafe, laptop):
    made = cafe(12)
    host = opened(laptop(), made)
    go_on(host, "Kierros 1/3")
    button = host.locator(f'[data-person="{made.joined[3]["person"]}"]')
    button.click()
    host.get_by_role("button", name="Poista tilaisuudesta …").click()
    expect(host.get_by_text("Poistetaanko Juhani Korhonen tilaisuudesta?")).to_be_visible()
    host.get_by_role("button", name="Peruuta").click()
    host.get_by_role("button", name="Poista tilaisuudesta …").click()
    host.get_by_role("button", name="Poista", exact=True).click()
    expect(button).to_have_count(0)
    expect(host.get_by_role("dialog")).to_have_count(0)


def test_a_note_is_hidden_and_shown_again(cafe, laptop):
    made = cafe(8)
    host = opened(laptop(), made)
    go_on(host, "Kierros 1/3")
    made.guest(0).do("note.add", text="Asiakas Virtasen osoite on …", kind="thought")
    number = made.guest(0).document(f"person:{made.joined[0]['person']}")["number"]
    host.get_by_role("button", name=f"Katso: Pöytä {number}", exact=True).click()
    host.get_by_role("button", name=re.compile("Piilota rivi: Asiakas")).click()
    expect(host.locator(".look")).not_to_contain_text("Asiakas Virtasen")
    view(host, "Kooste")
    line = host.locator(".note-line.is-hidden", has_text="Asiakas Virtasen").first
    expect(line).to_contain_text("piilotettu muilta")
    line.get_by_role("button", name=re.compile("Näytä taas rivi")).click()
    expect(host.locator(".note-line.is-hidden")).to_have_count(0)


# -- plan and room list -----------------------------------------------------------------------------------------------


def test_the_plan_is_told_in_words_pictures_and_a_table(cafe, laptop):
    host = opened(laptop(), cafe(24))
    go_on(host, "Kierros 1/3")
    view(host, "Pöytäkierto")
    expect(host.get_by_text("Jokainen tapaa 9/23 muuta.")).to_be_visible()
    expect(host.get_by_text("Parempaa suunnitelmaa ei ole.")).to_be_visible()
    expect(host.get_by_text("Kukaan ei tapaa samaa ihmistä kahdesti.")).to_be_visible()
    expect(host.locator(".plan-table")).to_have_count(6)
    host.get_by_text("Kaikki kierrokset taulukkona").click()
    rows = host.locator(".matrix tbody tr")
    expect(rows).to_have_count(24)
    visited = sorted(len(set(rows.nth(i).get_by_role("cell").all_inner_texts())) for i in range(24))
    assert visited == [1] * 6 + [3] * 18, "six table hosts stay, everybody else sits at three tables"


def test_the_room_list_is_copied_and_taken_as_csv(cafe, laptop):
    page = laptop(permissions=["clipboard-read", "clipboard-write"])
    host = opened(page, cafe(24))
    go_on(host, "Kierros 1/3")
    view(host, "Huonelista")
    host.get_by_role("button", name="Kopioi kierroksen 2 lista").click()
    expect(host.get_by_role("button", name="Kopioi kierroksen 2 lista")).to_contain_text("Kopioitu")
    text = host.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Yhteinen suunta · Kierros 2\n\nPöytä 1\n")
    assert all(name in text for name in NAMES)
    with host.expect_download() as download:
        host.get_by_role("button", name="Lataa CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "Kierros;Paikka;Teema;Nimi"
    assert len(lines) == 1 + 3 * 24


# -- who leads, harvest, end --------------------------------------------------------------------------------------------


def test_a_deputy_sees_who_leads_and_takes_the_lead(cafe, laptop):
    made = cafe(6)
    host = opened(laptop(), made)
    go_on(host, "Tervetuloa")
    view(host, "Kuka on missä")
    host.locator(f'[data-person="{made.joined[0]["person"]}"]').click()
    host.get_by_role("button", name="Tee apujärjestäjäksi").click()
    host.keyboard.press("Escape")
    view(host, "Linkit ja ohjat")
    host.get_by_label("Aino Virtanen").check()
    deputy = laptop()
    deputy.goto(f"{made.server.url}/host/{made.session.code}#{made.joined[0]['token']}")
    expect(deputy.get_by_text(re.compile("Tilaisuutta ohjaa"))).to_be_visible()
    expect(deputy.locator("#forward")).to_be_disabled()
    deputy.get_by_role("button", name="Ota ohjat").click()
    expect(deputy.locator("#forward")).to_be_enabled()
    expect(host.get_by_text("Tilaisuutta ohjaa Aino Virtanen.").first).to_be_visible()
    host.get_by_role("button", name="Ota ohjat").click()
    expect(host.locator("#forward")).to_be_enabled()


def test_a_cafe_by_keyboard_alone(cafe, laptop):
    """From the start to the end and the opened harvest, without a mouse and without losing the focus on the way."""
    made = cafe(9, "learning-cafe-mini")
    host = opened(laptop(), made)
    tab_to(host, "#forward")
    title = host.locator("#now-title")
    for _ in range(20):
        before, last = title.inner_text(), "Päätä" in host.locator("#forward").inner_text()
        host.keyboard.press("Enter")
        if last:
            break
        expect(title).not_to_have_text(before)
        expect(host.locator("#forward")).to_be_focused()
    dialog = host.get_by_role("dialog", name="Päätetäänkö tilaisuus?")
    expect(dialog).to_be_visible()
    tab_to(host, "dialog .danger.main")
    host.keyboard.press("Enter")
    expect(title).to_have_text("Kiitos! Tilaisuus on päättynyt.")
    tab_to(host, 'a[href="#harvest"]')
    host.keyboard.press("Enter")
    expect(host.locator("#view-title")).to_be_focused()
    tab_to(host, ".view .banner button")
    host.keyboard.press("Enter")
    expect(host.get_by_text("Kooste on auki osallistujille")).to_be_visible()


def test_the_connection_may_go_and_come(cafe, laptop, guard):
    guard.allow_outages()
    made = cafe(4)
    page = laptop()
    host = opened(page, made)
    page.context.set_offline(True)
    expect(host.get_by_text("Yhteys katkesi.")).to_be_visible()
    page.context.set_offline(False)
    expect(host.get_by_text("Yhteys katkesi.")).to_have_count(0)
    go_on(host, "Tervetuloa")


# -- everybody can use it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_no_view_shuts_anybody_out(cafe, laptop, phone, axe, screenshot, size):
    made = cafe(24)
    page = {"laptop": laptop, "phone": phone}[size]()
    host = opened(page, made)
    axe(host)
    screenshot(host, f"host-{size}-lobby")
    go_on(host, "Kierros 1/3")
    made.write()
    made.guest(1).do("help.call")
    expect(host.locator(".call-bar")).to_contain_text("Pekka")
    for name in ["Kuka on missä", "Pöytäkierto", "Huonelista", "Linkit ja ohjat", "Kooste", *(["Ohjelma"] if size == "phone" else [])]:
        view(host, name)
        axe(host)
        assert host.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
        screenshot(host, f"host-{size}-{name.split()[0].lower()}")
    view(host, "Kuka on missä")
    host.get_by_role("button", name=re.compile("Katso: Pöytä 1$")).click()
    expect(host.locator("#look-title")).to_be_visible()
    axe(host)
    host.locator(".table-card .person").first.click()
    expect(host.get_by_role("dialog")).to_be_visible()
    axe(host)
    screenshot(host, f"host-{size}-person")


def test_the_dark_console_is_as_readable(cafe, laptop, axe, screenshot):
    made = cafe(12)
    host = opened(laptop(color_scheme="dark"), made)
    go_on(host, "Kierros 1/3")
    made.write(3)
    made.guest(1).do("help.call")
    expect(host.locator(".call-bar")).to_contain_text("Pekka")
    view(host, "Kuka on missä")
    axe(host)
    screenshot(host, "host-dark")
