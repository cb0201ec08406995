"""A circle by three phones, one of them Swedish, with its host's console and the projector: as people hold it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.activities import cases
from tests.browser.guests import console, go_to, join, no_sideways_scroll, touch_targets

ROUNDS = [
    {"prompt": {"fi": "Mikä sai sinut tulemaan?", "sv": "Vad fick dig att komma?", "en": "What made you come?"}, "seconds": 60},
    {"kind": "open", "minutes": 10, "seconds": 90,
     "prompt": {"fi": "Mitä kuulit?", "sv": "Vad hörde du?", "en": "What did you hear?"}},
    {"seconds": 30, "prompt": {"fi": "Mitä viet mukanasi?", "sv": "Vad tar du med dig?", "en": "What do you take along?"}},
]  # fmt: skip
PASS = re.compile("^(Anna vuoro eteenpäin|Ge ordet vidare)$")


@pytest.fixture
def session(server):
    ring = {"id": "ring", "activity": "circle", "minutes": 30, "settings": {
        "compose": "new", "size": 8, "order": "arranged", "rounds": ROUNDS, "recorder": True, "airtime": True}}
    return server.create_session_of(cases.template_of([ring]), "Kuuntelupiiri")


def big(page: Page):
    return page.locator("#turn-title")


def pass_on(page: Page) -> None:
    page.get_by_role("button", name=PASS).click()


def hear(page: Page) -> None:
    """From now on everything a screen reader is told is kept in the page."""
    page.evaluate(
        """() => { window.heard = [];
          for (const region of document.querySelectorAll('[role=status], [role=alert]'))
            new MutationObserver(() => region.textContent && window.heard.push(region.textContent))
              .observe(region, {childList: true, characterData: true, subtree: true}); }"""
    )


def test_three_phones_a_console_and_a_projector_hold_a_circle(server, session, phone, laptop, projector, axe, screenshot, until):
    leena = console(laptop(), session)
    aino, bengt, ville = (join(phone(), session, name, language) for name, language in (("Aino", "fi"), ("Bengt", "sv"), ("Ville", "fi")))
    go_to(leena, "ring", aino, bengt, ville)
    _, answer = server.api("POST", f"/api/v1/sessions/{session.code}/screen", {}, session.host_token)
    hall = projector()
    hall.goto(f"{server.url}/screen/{session.code}#{answer['token']}")

    # the first round, in the order in which they came
    expect(big(aino)).to_have_text("Puheenvuoro on sinulla")
    expect(big(bengt)).to_have_text("Du är på tur")
    expect(big(ville)).to_have_text("Kuuntele")
    expect(bengt.locator(".circle-prompt")).to_have_text("Vad fick dig att komma?")
    for page, name in ((aino, "holder"), (bengt, "next")):
        axe(page)
        no_sideways_scroll(page)
        touch_targets(page)
        screenshot(page, f"circle-phone-{name}")
    expect(hall.locator(".screen-order .is-now")).to_contain_text("Aino")
    axe(hall)
    screenshot(hall, "circle-screen-ring")
    expect(leena.locator(".glance")).to_have_count(1)
    expect(leena.locator(".glance-sum")).to_contain_text("Kaikki hyvin")
    assert "Aino" not in leena.locator(".circles-glance").inner_text()
    axe(leena, ".circles-glance")
    screenshot(leena, "circle-console")

    # Bengt's turn is told to him once; he would rather write
    hear(bengt)
    pass_on(aino)
    expect(big(bengt)).to_have_text("Du har ordet")
    bengt.get_by_text("Skriv i stället för att tala").click()
    bengt.get_by_label("Din tur i skrift").fill("Jag kom för att lyssna.")
    bengt.get_by_role("button", name="Visa för ringen").click()
    expect(ville.locator(".written-turn")).to_contain_text("Jag kom för att lyssna.")
    until(bengt, "window.heard.filter(words => words.includes('Nu har du ordet')).length === 1")
    pass_on(bengt)

    # Ville skips and is asked again at the end; a moment of silence in between
    ville.get_by_role("button", name="Ohita vuoro").click()
    expect(big(ville)).to_have_text("Puheenvuoro on sinulla")
    expect(ville.get_by_text("Vuoro palasi sinulle. Haluatko nyt sanoa jotain?")).to_be_visible()
    aino.get_by_role("button", name="Pyydä hiljainen hetki").click()
    for page, words in ((ville, "Hiljainen hetki"), (bengt, "Tyst stund")):
        expect(big(page)).to_have_text(words)
    expect(leena.locator(".glance")).to_contain_text("Hiljainen hetki")
    screenshot(ville, "circle-phone-silence")
    leena.get_by_text("Auta piiriä").click()
    leena.get_by_role("button", name="Päätä hiljaisuus").click()
    expect(big(ville)).to_have_text("Puheenvuoro on sinulla")
    pass_on(ville)

    # the free round: the queue
    expect(big(aino)).to_have_text("Puheenvuoro on vapaa")
    aino.get_by_role("button", name="Pyydä puheenvuoro").click()
    expect(big(aino)).to_have_text("Puheenvuoro on sinulla")
    ville.get_by_role("button", name="Liityn edelliseen").click()
    expect(ville.get_by_text("Olet jonossa ensimmäisenä.")).to_be_visible()
    expect(bengt.get_by_text("anknyter till föregående", exact=True)).to_be_visible()
    axe(ville)
    screenshot(bengt, "circle-phone-queue")
    pass_on(aino)
    expect(big(ville)).to_have_text("Puheenvuoro on sinulla")

    # a few do the talking: the piece goes round once, when Ville has finished, and nobody sees who asked
    bengt.get_by_role("button", name="En runda där alla får ordet").click()
    expect(ville.locator(".circle-round")).to_contain_text("Seuraavaksi vuoro kiertää kerran")
    pass_on(ville)
    expect(aino.locator(".circle-round")).to_contain_text("Vuoro kiertää nyt kerran")

    # the recorder's line and a private note
    aino.get_by_role("button", name="Ryhdyn kirjaajaksi").click()
    aino.get_by_label("Mitä sanottiin, omin sanoin").fill("Villen mielestä arki yllätti.")
    aino.get_by_role("button", name="Lisää muistiin").click()
    expect(aino.get_by_role("alert").filter(has_text="näyttää olevan nimi: Ville")).to_be_visible()
    aino.get_by_label("Mitä sanottiin, omin sanoin").fill("Arki yllätti.")
    aino.get_by_role("button", name="Lisää muistiin").click()
    expect(bengt.locator(".record-line")).to_contain_text("Arki yllätti.")
    ville.locator("summary", has_text="Kirjoita itsellesi muistiin").click()
    ville.locator("#composer").fill("kanarialintu")
    ville.locator(".composer .button.main").click()
    expect(ville.locator("#composer")).to_have_value("")
    assert all("kanarialintu" not in page.content() for page in (aino, bengt, leena, hall))

    expect(aino.locator("main .banner.warn")).to_have_count(0)

    # on to the last round and its end, by the host's hand where the circle lingers
    leena.get_by_role("button", name="Seuraavaan kierrokseen").click()
    for page in (ville, aino, bengt):
        expect(big(page)).to_have_text(re.compile("Puheenvuoro on sinulla|Du har ordet"))
        pass_on(page)
    expect(big(bengt)).to_have_text("Rundan är klar")
    expect(bengt.locator(".airtime")).to_contain_text("Inte mätt.")
    expect(leena.locator(".glance-sum")).to_contain_text("valmiina 1")
    axe(bengt)
    no_sideways_scroll(bengt)
    screenshot(bengt, "circle-phone-done")
    screenshot(aino, "circle-phone-records")
    screenshot(hall, "circle-screen-done")


def test_a_host_sees_at_a_glance_that_several_circles_are_well(server, laptop, phone, projector, axe, screenshot):
    ring = {"id": "ring", "activity": "circle", "minutes": 30, "settings": {"compose": "new", "size": 6, "rounds": ROUNDS}}
    session = server.create_session_of(cases.template_of([ring]), "Monta piiriä")
    for number in range(13):
        server.join(session, f"Vieras {number}")
    leena = console(laptop(), session)
    aino = join(phone(), session, "Aino")
    go_to(leena, "ring", aino)
    expect(leena.locator(".glance")).to_have_count(2)
    expect(leena.locator(".glance-sum")).to_contain_text("2 piiriä, valmiina 0. Kaikki hyvin.")
    first = leena.locator(".glance").first
    first.get_by_text("Auta piiriä").click()
    first.get_by_role("button", name="Seuraavaan kierrokseen").click()
    expect(first).to_contain_text("Kierros 2/3, vapaa keskustelu")
    first.get_by_role("button", name="Pysäytä ja tutki ajatuksia").click()
    expect(first).to_contain_text("Hiljainen hetki")
    axe(leena, ".circles-glance")
    no_sideways_scroll(leena)
    screenshot(leena, "circle-console-several")
    _, answer = server.api("POST", f"/api/v1/sessions/{session.code}/screen", {}, session.host_token)
    hall = projector()
    hall.goto(f"{server.url}/screen/{session.code}#{answer['token']}")
    expect(hall.locator(".screen-overview > li")).to_have_count(2)
    expect(hall.locator(".screen-overview")).to_contain_text("Pysähdytään")
    axe(hall)
    screenshot(hall, "circle-screen-several")


def test_after_twenty_turns_the_circle_sees_how_its_time_was_shared(server, laptop, phone, axe, screenshot):
    ring = {"id": "ring", "activity": "circle", "minutes": 30, "settings": {
        "compose": "new", "size": 8, "order": "arranged", "rounds": [{}] * 5, "airtime": True}}  # fmt: skip
    session = server.create_session_of(cases.template_of([ring]), "Tasapuolinen piiri")
    leena = console(laptop(), session)
    pages = [join(phone(), session, name) for name in ("Aino", "Bengt", "Cecilia", "Daniel")]
    go_to(leena, "ring", *pages)
    for number in range(5):
        for turn in range(4):
            page = pages[(number + turn) % 4]  # each round begins with the next person
            expect(big(page)).to_have_text("Puheenvuoro on sinulla")
            pass_on(page)
    aino = pages[0]
    expect(aino.locator(".airtime")).to_contain_text("Laskettu 20 puheenvuorosta, joita palvelin piti; mukana 4 ihmistä.")
    expect(leena.locator(".glance-sum")).to_contain_text("valmiina 1")
    leena.locator("summary", has_text="Puheajan jakautuminen").click()
    expect(leena.locator(".airtime-band")).to_be_visible()
    assert not any(name in leena.locator(".circles-glance").inner_text() for name in ("Aino", "Bengt", "Cecilia", "Daniel"))
    axe(aino)
    no_sideways_scroll(aino)
    aino.locator(".airtime").scroll_into_view_if_needed()
    screenshot(aino, "circle-phone-airtime")
    screenshot(leena, "circle-console-airtime")
