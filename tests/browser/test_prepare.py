"""The form that prepares a session, in Finnish: sensible at once, nothing lost, everything reaches the session."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cafe_console import Cafe, go_on, opened, view
from tests.browser.cafe_host import CafeHost


@pytest.fixture
def cafe(server):
    cafes = []

    def make(people: int = 24, template: str = "learning-cafe") -> Cafe:
        cafes.append(Cafe(server, people, template))
        return cafes[-1]

    yield make
    for one in cafes:
        one.leave()


@pytest.fixture
def signed_in(server, laptop):
    """A host's laptop, signed in on an account."""

    def sign_in(**more) -> Page:
        server.coknow("account", "add", "leena", "--password", "kahvia ja pullaa kaikille")
        page = laptop(**more)
        page.goto(f"{server.url}/sign-in")
        page.get_by_label("Nimi tai sähköpostiosoite").fill("leena")
        page.get_by_label("Salasana").fill("kahvia ja pullaa kaikille")
        page.get_by_role("button", name="Kirjaudu").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("leena")
        page.goto(f"{server.url}/host/new/learning-cafe")
        expect(page.get_by_role("heading", name="Uusi tilaisuus: Oppimiskahvila")).to_be_visible()
        return page

    return sign_in


def test_one_may_press_create_at_once(signed_in, axe, screenshot):
    form = signed_in()
    expect(form.get_by_text("Jokainen tapaa 8/29 muuta.")).to_be_visible()
    screenshot(form, "prepare-laptop", full_page=True)
    axe(form)
    form.get_by_role("button", name="Luo tilaisuus").click()
    expect(form.get_by_role("heading", name="Oppimiskahvila on luotu")).to_be_focused()
    axe(form)
    screenshot(form, "prepare-made")
    form.get_by_role("link", name="Avaa järjestäjän näkymä").click()
    expect(form.locator("#now-title")).to_have_text("Osallistujat saapuvat")


def test_rehearsing_brings_invented_people_to_a_copy(cafe, laptop):
    made = cafe(2)
    host = opened(laptop(), made)
    host.get_by_label("Kuinka monta").fill("6")
    host.get_by_role("button", name="Kutsu harjoitusväki").click()
    with host.expect_popup() as opening:
        host.get_by_role("link", name="Avaa harjoitus").click()
    copy = opening.value
    # some come late and some not at all, as on the day itself
    expect(copy.get_by_text(re.compile("[3-6] osallistujaa")).first).to_be_visible(timeout=60_000)
    expect(host.get_by_text("2 osallistujaa").first).to_be_visible()


def test_everything_in_the_form_reaches_the_session(signed_in, server):
    form = signed_in()
    form.get_by_label("Tilaisuuden nimi").fill("Lasten ja nuorten kahvila")
    form.get_by_label("Kierroksen 1 kysymys", exact=True).fill("Mitä lapsi tarvitsee?")
    form.get_by_role("button", name="Siirrä alas: Kierroksen 1 kysymys").click()
    expect(form.get_by_label("Kierroksen 2 kysymys", exact=True)).to_have_value("Mitä lapsi tarvitsee?")
    form.get_by_role("button", name="Lisää kierros").click()
    expect(form.get_by_text("120 minuuttia").first).to_be_visible()
    form.get_by_role("button", name="Poista: Kierroksen 4 kysymys").click()
    form.get_by_label("Kierroksen kesto", exact=True).fill("15")
    form.get_by_text("Joka pöydällä oma teema").click()
    for number, theme in enumerate(("Koulu", "Koti", "Vapaa-aika"), 1):
        form.get_by_label(f"Teema {number}", exact=True).fill(theme)
    form.get_by_text("Teams, Zoom tai muu etäyhteys").click()
    form.get_by_text("Oma linkki joka pöydälle").click()
    form.get_by_label("Liitä monta linkkiä kerralla").fill("1. https://video.example/a, 2. https://video.example/b\nhttps://video.example/c.")
    form.get_by_role("button", name="Ota 3 linkkiä käyttöön").click()
    expect(form.get_by_label("Pöydän 3 linkki")).to_have_value("https://video.example/c")
    form.get_by_role("button", name="Luo tilaisuus").click()
    expect(form.get_by_role("heading", name="Lasten ja nuorten kahvila on luotu")).to_be_visible()
    code = form.locator(".code-big").inner_text().replace("-", "")
    token = form.evaluate("code => JSON.parse(localStorage.getItem('coknow.host.' + code))", code)
    host = CafeHost(server, SimpleNamespace(host_token=token))
    settings = host.document("hosts")["settings"]
    host.leave()
    assert settings["round_minutes"] == 15 and settings["rounds"] == 3
    assert settings["questions"]["2"] == {"fi": "Mitä lapsi tarvitsee?"}, "an edited question has no old translations"
    assert settings["questions"]["3"]["sv"], "an untouched one keeps them"
    assert [theme["text"]["fi"] for theme in settings["themes"].values()] == ["Koulu", "Koti", "Vapaa-aika"]
    assert settings["companion"] == {"mode": "table", "links": {str(i): f"https://video.example/{c}" for i, c in enumerate("abc", 1)}}


def test_a_draft_survives_a_reload_and_a_refusal_loses_nothing(signed_in, guard):
    guard.allow(r"status of 422")
    form = signed_in()
    form.get_by_label("Tilaisuuden nimi").fill("Kesken jäänyt")
    form.get_by_text("Teams, Zoom tai muu etäyhteys").click()
    form.get_by_label("Yhteisen tilan linkki").fill("http://ei-suojattu.example")
    form.reload()
    expect(form.get_by_text("Jatkat siitä, mihin viimeksi jäit.")).to_be_visible()
    expect(form.get_by_label("Tilaisuuden nimi")).to_have_value("Kesken jäänyt")
    form.get_by_role("button", name="Luo tilaisuus").click()
    field = form.get_by_label("Yhteisen tilan linkki")
    expect(field).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("http://ei-suojattu.example")
    field.fill("https://suojattu.example")
    form.get_by_role("button", name="Luo tilaisuus").click()
    expect(form.get_by_role("heading", name="Kesken jäänyt on luotu")).to_be_visible()


def test_the_form_on_a_phone(signed_in, axe, screenshot):
    form = signed_in(viewport={"width": 360, "height": 740})
    expect(form.get_by_text("Jokainen tapaa 8/29 muuta.")).to_be_attached()
    assert form.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for part in ("Kaikki vaiheet ja minuutit", "Teams, Zoom tai muu etäyhteys", "Osallistujat ja tiedot"):
        form.get_by_text(part).click()
    axe(form)
    screenshot(form, "prepare-phone", full_page=True)


def test_a_running_session_is_changed(cafe, laptop, axe):
    made = cafe(8)
    host = opened(laptop(), made)
    go_on(host, "Tervetuloa")
    view(host, "Linkit ja ohjat")
    host.get_by_role("link", name="Muuta tilaisuutta").click()
    expect(host.get_by_role("heading", name="Muuta tilaisuutta")).to_be_visible()
    host.get_by_label("Kierroksen 1 kysymys", exact=True).fill("Mikä yllätti?")
    host.get_by_label("Kierroksen kesto", exact=True).fill("12")
    axe(host)
    host.get_by_role("button", name="Tallenna muutokset").click()
    expect(host.get_by_text("Muutokset tallennettiin.")).to_be_visible()
    programme = made.guest(0).document("room")["programme"]
    assert programme["cafe-1"]["minutes"] == 12
    host.get_by_role("link", name="Takaisin").click()
    go_on(host, "Kierros 1/3")
    expect(host.locator(".now-prompt")).to_have_text("Mikä yllätti?")
