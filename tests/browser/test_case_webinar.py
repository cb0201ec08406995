"""The case webinar as it is meant to be used: Leena at her console, Raija who presents, Aino in Finnish and Elin in
Swedish on phones, a projector. Some more people hold sockets, so that there are groups and a weather.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.guests import console, go_to, join, no_sideways_scroll, tab_to, touch_targets, write
from tests.browser.hall import beamer
from tests.live.wire import Guest, until

FAILED = "Iltavuoro jäi ulkopuolelle, koska kokoukset pidettiin aamulla."


class Webinar:
    """One session of T1 and everybody in it."""

    def __init__(self, server, phone, laptop, projector):
        self.session = server.create_session("case-webinar", "Yhden oven palvelu")
        self.leena = console(laptop(), self.session)
        self.raija = join(phone(), self.session, "Raija")
        self.aino = join(phone(), self.session, "Aino")
        self.elin = join(phone(), self.session, "Elin", "sv")
        self.others = [Guest(server, server.join(self.session, name)["token"], name) for name in ("Bo", "Cia", "Dan", "Eva")]
        self.hall = beamer(projector(), server, self.session)

    @property
    def phones(self) -> tuple[Page, ...]:
        return (self.raija, self.aino, self.elin)

    def to(self, phase: str) -> None:
        go_to(self.leena, phase, *self.phones)

    def fit(self) -> None:
        for page in self.phones:
            no_sideways_scroll(page)
            touch_targets(page)
        no_sideways_scroll(self.leena)

    def leave(self) -> None:
        for guest in self.others:
            guest.leave()


@pytest.fixture
def webinar(server, phone, laptop, projector):
    made = Webinar(server, phone, laptop, projector)
    yield made
    made.leave()


def the_card(page: Page) -> None:
    """By a host, or by whoever presents. By keyboard, without what failed at first: then it is not taken."""
    page.get_by_role("button", name="Täytä case-kortti").click()
    page.get_by_label("Otsikko (pakollinen)").fill("Yksi ovi kotihoitoon")
    page.get_by_label("Kenen case").fill("Raija, Kempele")
    page.get_by_label("Tilanne ja ympäristö").fill("Kolme yksikköä, kolme lomaketta, yksi asiakas.")
    page.get_by_label("Mitä se vaati").fill("Puoli vuotta ja kaksi ihmistä, jotka saivat siihen aikaa.")
    page.get_by_role("button", name="Tallenna kortti").click()
    expect(page.get_by_label("Mikä ei onnistunut (pakollinen)")).to_be_focused()
    page.keyboard.type(FAILED)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".case-failed")).to_contain_text(FAILED)


def test_a_case_is_heard_and_nobody_only_listens(webinar, axe, screenshot):
    leena, raija, aino, elin, hall = webinar.leena, webinar.raija, webinar.aino, webinar.elin, webinar.hall
    webinar.to("tasks")
    expect(aino.locator(".listening-task .task-words")).to_be_visible()
    expect(elin.get_by_role("heading", name="Din lyssnaruppgift", exact=True)).to_be_visible()
    expect(hall.locator(".screen-tasks li")).to_have_count(4)
    leena.get_by_label("Valitse henkilö").select_option(label="Raija")
    leena.get_by_role("button", name="Nimeä", exact=True).click()
    the_card(leena)
    expect(raija.get_by_role("button", name="Muuta case-korttia")).to_be_visible()
    axe(leena)
    screenshot(leena, "webinar-host-tasks")
    screenshot(hall, "webinar-screen-tasks")

    webinar.to("case-a")
    expect(raija.get_by_role("heading", name="Sinä esität")).to_be_visible()
    expect(raija.locator(".presenter-time .digits")).to_have_text(re.compile(r"^7:\d\d|^8:00"))
    expect(hall.locator(".screen-case .case-failed")).to_contain_text(FAILED)
    aino.locator(".case-card > summary").click()
    expect(aino.locator(".case-failed")).to_be_visible()
    write(aino, "Kolme lomaketta yhdestä asiakkaasta")
    write(elin, "Kvällsskiftet lämnades utanför")
    aino.get_by_role("button", name="Epäselvää").click()
    aino.get_by_role("button", name="Tarvitsen hetken ajatella").click()
    for guest in webinar.others[:3]:
        assert guest.ask("weather", {"reaction": "resonates"})["ok"]
    expect(leena.locator(".sky-words")).to_contain_text("Tunnistan tämän moni")
    expect(hall.locator(".sky-words")).to_contain_text("Epäselvää muutama")
    expect(leena.get_by_text("1 kuulija toivoo hetkeä ajatella.")).to_be_visible()
    assert "Aino" not in leena.locator(".host-plenary").get_by_role("status").inner_text(), "a wish has no name"
    for page in (aino, elin, raija, leena, hall):
        axe(page)
    webinar.fit()
    screenshot(aino, "webinar-phone-listening")
    screenshot(elin, "webinar-phone-listening-sv")
    screenshot(raija, "webinar-phone-presenter")
    screenshot(leena, "webinar-host-talk")
    screenshot(hall, "webinar-screen-case")

    tab_to(leena, "#case-pause")
    leena.keyboard.press("Enter")
    for page, words in ((aino, "Kirjoitushetki"), (elin, "En stund att skriva")):
        expect(page.locator(".writing-now")).to_contain_text(words)
    expect(aino.locator(".writing-now")).to_be_in_viewport()
    expect(hall.locator(".screen-writing-time")).to_be_visible()
    axe(aino)
    screenshot(aino, "webinar-phone-writing")
    screenshot(hall, "webinar-screen-writing")
    raija.get_by_role("button", name="Jatka puhetta").click()
    expect(aino.locator(".writing-now")).to_have_count(0)
    expect(aino.get_by_role("button", name="Tarvitsen hetken ajatella")).to_be_visible()


def asked(guest: Guest, begins: str) -> str:
    """The id of a question, once it has arrived there."""
    questions = lambda: guest.document("room").get("activity", {}).get("questions", {})  # noqa: E731
    return until(lambda: next((q for q, one in questions().items() if one["text"].startswith(begins)), None), begins)


def test_questions_are_chosen_together_and_the_presenter_hears_no_names(webinar, axe, screenshot, server):
    leena, raija, aino, elin, hall = webinar.leena, webinar.raija, webinar.aino, webinar.elin, webinar.hall
    webinar.to("tasks")
    leena.get_by_label("Valitse henkilö").select_option(label="Raija")
    leena.get_by_role("button", name="Nimeä", exact=True).click()
    webinar.to("case-a")  # nobody has filled in the card yet: the hall has something to look at, and its owner does it now
    expect(hall.locator(".screen-case")).to_contain_text("Esittää: Raija")
    expect(hall.locator(".screen-tasks li")).to_have_count(4)
    screenshot(hall, "webinar-screen-no-card")
    raija.get_by_role("button", name="Täytä case-kortti").click()
    raija.get_by_label("Otsikko (pakollinen)").fill("Yksi ovi")
    axe(raija)
    screenshot(raija, "webinar-phone-own-card", full_page=True)
    raija.get_by_role("button", name="Peruuta").click()
    the_card(raija)
    expect(hall.locator(".case-failed")).to_contain_text(FAILED)
    webinar.to("trio-a")
    expect(aino.locator(".group-task")).to_be_visible()
    screenshot(aino, "webinar-phone-trio")
    write(aino, "Miten iltavuoro saatiin mukaan?")
    webinar.to("ask-a")

    aino.get_by_role("button", name="Miten iltavuoro saatiin mukaan?").click()
    expect(aino.get_by_label("Kysymyksesi esittäjälle")).to_have_value("Miten iltavuoro saatiin mukaan?")
    aino.get_by_role("button", name="Kysy", exact=True).click()
    expect(aino.locator(".question-text")).to_have_text("Miten iltavuoro saatiin mukaan?")
    elin.get_by_label("Din fråga till den som presenterar").fill("Vad kostade det?")
    elin.get_by_role("button", name="Fråga", exact=True).click()
    bo, cia, dan, eva = webinar.others
    first, second = asked(bo, "Miten"), asked(eva, "Vad")
    for guest in (bo, cia, dan):
        assert guest.do("question.back", question=first)["ok"]
    other = eva.do("question.ask", text="Paljonko rahaa kului?")["question"]
    assert eva.do("question.same", question=other, into=second)["ok"]
    elin.locator(".question", has_text="Miten").get_by_role("button", name="Jag undrar också").click()
    expect(elin.get_by_role("button", name="Jag undrar det här")).to_be_visible()
    expect(elin.locator(".wanted")).to_have_count(0)
    screenshot(elin, "webinar-phone-questions-sv")

    expect(leena.locator(".proposal")).to_contain_text("Paljonko")
    screenshot(leena, "webinar-host-questions")
    leena.locator(".proposal").get_by_role("button", name="Yhdistä").click()
    expect(leena.locator(".proposal")).to_have_count(0)
    leena.get_by_role("button", name="Näytä kannatus kaikille").click()
    expect(elin.locator(".wanted").first).to_be_visible()
    expect(hall.locator(".screen-questions li").first).to_contain_text("4 muuta kysyy samaa")
    screenshot(hall, "webinar-screen-questions")
    for page in (aino, elin, raija, leena, hall):
        axe(page)
    webinar.fit()

    tab_to(leena, "#question-next")
    leena.keyboard.press("Enter")
    expect(hall.locator(".screen-answering")).to_contain_text("Miten iltavuoro saatiin mukaan?")
    expect(raija.locator(".theme-line.is-now")).to_contain_text("Miten iltavuoro saatiin mukaan?")
    expect(raija.get_by_role("button", name="Minuakin kiinnostaa")).to_have_count(0)
    assert not re.search("Aino|Elin", raija.locator("main").inner_text()), "whoever presents sees no names"
    aino.locator(".answering summary").click()
    aino.get_by_label("Kirjaa vastaus yhdellä rivillä").last.fill("Siirtämällä kokous vuoronvaihtoon")
    aino.get_by_role("button", name="Kirjaa", exact=True).click()
    expect(hall.locator(".answers")).to_contain_text("vuoronvaihtoon")
    for page in (aino, raija, leena, hall):
        axe(page)
    screenshot(aino, "webinar-phone-answering")
    screenshot(raija, "webinar-phone-themes")
    screenshot(leena, "webinar-host-answering")
    screenshot(hall, "webinar-screen-answering")
    raija.get_by_role("button", name=re.compile("^Vastattu")).click()
    expect(raija.locator(".theme-line.is-now")).to_have_count(0)

    webinar.to("case-b")
    status, harvest = server.api("GET", f"/api/v1/sessions/{webinar.session.code}/harvest?format=json", token=webinar.session.host_token)
    assert status == 200
    told = {part.get("name"): part["lines"] for part in harvest["sections"] if part["phase"] == "ask-a"}
    assert FAILED in str(told["plenary.harvest_case"]) and str(harvest["sections"]).count(FAILED) == 1, "a case is told once"
    lines = told["plenary.harvest_questions"]
    assert lines[0]["below"][0]["text"] == "Siirtämällä kokous vuoronvaihtoon"
    assert not re.search("Aino|Elin|Eva", str(lines))

    # adapt, don't copy; in fours; what one group alone said; and the harvest with its questions
    webinar.to("help")
    webinar.to("harvest")
    write(aino, "Kysytään iltavuorolta ennen kokousta")
    webinar.to("wall")
    expect(elin.locator(".wall-item")).to_contain_text("iltavuorolta")
    webinar.to("closing")
    expect(elin.locator("#task")).to_contain_text("tre frågor")
    leena.locator("#forward").click()
    leena.get_by_role("dialog").get_by_role("button", name="Päätä tilaisuus").click()
    expect(aino.locator("#task")).to_have_text("Kiitos, että olit mukana!")
    leena.get_by_role("link", name="Kooste").first.click()
    leena.get_by_role("button", name=re.compile("Avaa .*osallistuj|Avaa kooste")).first.click()
    aino.get_by_role("link", name="Katso kooste").click()
    for told in ("Miten iltavuoro saatiin mukaan?", "Siirtämällä kokous vuoronvaihtoon", "Paljonko rahaa kului?"):
        expect(aino.get_by_text(told).first).to_be_visible()
    axe(aino)
    screenshot(aino, "webinar-harvest")


def test_the_preview_walks_through_the_whole_webinar(server, phone, axe, screenshot):
    session = server.create_session("case-webinar", "Yhden oven palvelu")
    page = phone()
    page.goto(f"{session.join_url}?preview=1")
    steps = page.locator("#preview-at option")
    expect(steps).to_have_count(19)
    seen = {"tasks": ".listening-task", "case-a": ".signs", "ask-a": ".ask"}
    for number, phase in ((3, "tasks"), (4, "case-a"), (7, "ask-a")):
        page.locator("#preview-at").select_option(index=number)
        expect(page.locator(f"[data-phase='{phase}'] {seen[phase]}")).to_be_visible()
        no_sideways_scroll(page)
    axe(page)
    screenshot(page, "webinar-preview-ask")


def test_a_follower_has_light_things_to_do_and_comes_in_with_one_tap(server, phone, laptop, axe, screenshot):
    session = server.create_session("case-webinar", "Yhden oven palvelu")
    leena, seija = console(laptop(), session), phone()
    bo = Guest(server, server.join(session, "Bo")["token"], "Bo")
    seija.goto(session.join_url)
    seija.get_by_label("Nimesi").fill("Seija")
    seija.get_by_label("Seuraan").check()
    seija.get_by_role("button", name="Tule mukaan").click()
    go_to(leena, "case-a", seija)
    write(seija, "Tätä voisi kokeilla kirjastossa")
    expect(seija.locator(".own-notes")).to_contain_text("kirjastossa")
    seija.get_by_role("button", name="Kiitos", exact=True).click()
    expect(seija.locator(".sign.given")).to_be_visible()
    axe(seija)
    screenshot(seija, "webinar-phone-follower")
    go_to(leena, "ask-a", seija)
    assert bo.do("question.ask", text="Mitä se maksoi?")["ok"]
    seija.get_by_role("button", name=re.compile("^Minuakin kiinnostaa")).click()
    expect(seija.get_by_role("button", name=re.compile("^Kiinnostaa minua"))).to_be_visible()
    seija.get_by_role("button", name="Tulen mukaan seuraavassa vaihdossa").click()
    expect(seija.get_by_text(re.compile("Saat paikan|Olet mukana")).last).to_be_visible()
    bo.leave()
