"""The projector: what a hall sees, from the open door to the harvest; it works unattended and knows nobody's seat."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cafe_host import CafeHost
from tests.browser.hall import beamer, fits

PEOPLE = 14


@pytest.fixture
def hall(server):
    """A session with guests, its host on a socket, and the address of its projector."""
    session = server.create_session("learning-cafe", "Yhteinen suunta")
    joined = [server.join(session, f"Vieras {i + 1}") for i in range(PEOPLE)]
    status, answer = server.api("POST", f"/api/v1/sessions/{session.code}/screen", {}, session.host_token)
    assert status == 201, answer
    host = CafeHost(server, session)
    guests = [CafeHost(server, SimpleNamespace(host_token=joined[i]["token"])) for i in range(5)]
    yield SimpleNamespace(
        server=server, session=session, host=host, guests=guests, joined=joined,
        url=f"{server.url}/screen/{session.code}#{answer['token']}", token=answer["token"],
    )  # fmt: skip
    for client in (host, *guests):
        client.leave()


def shown(page: Page, hall) -> Page:
    page.goto(hall.url)
    expect(page.locator(".screen")).to_be_visible()
    return page


def test_the_door_stands_open_before_the_start(hall, projector, axe, screenshot):
    page = shown(projector(), hall)
    code = hall.session.code
    expect(page.locator(".lobby-code")).to_have_text(f"{code[:3]}-{code[3:]}")
    expect(page.get_by_alt_text("QR-koodi, joka avaa liittymissivun")).to_be_visible()
    expect(page.get_by_text(f"{PEOPLE} on jo täällä")).to_be_visible()
    assert hall.token not in page.url
    hall.server.join(hall.session, "Vielä yksi")
    expect(page.get_by_text(f"{PEOPLE + 1} on jo täällä")).to_be_visible()
    expect(page.locator(".arrived")).to_have_count(PEOPLE + 1)
    fits(page)
    axe(page)
    screenshot(page, "screen-lobby")


def test_words_question_clock_and_door_while_it_runs(hall, projector, axe, screenshot):
    page = shown(projector(), hall)
    hall.host.next()
    for guest, word in zip(hall.guests, ("uteliaana", "toiveikkaana", "kiireessä"), strict=False):
        guest.do("word.add", text=word)
    expect(page.get_by_role("listitem").filter(has_text="toiveikkaana")).to_be_visible()
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"\b4:\d\d"))
    expect(page.locator(".door-code")).to_be_visible()
    axe(page)
    screenshot(page, "screen-words")
    hall.host.next_until(activity="solo")
    for guest in hall.guests[:3]:
        guest.do("note.add", text="Oma ajatus", kind="thought")
    expect(page.get_by_text(f"3/{PEOPLE} on kirjoittanut")).to_be_visible()
    expect(page.get_by_text("Oma ajatus")).to_have_count(0)
    fits(page)
    axe(page)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tables_fill_and_everybody_is_seen_to_move(hall, projector, axe, screenshot, until, size, scheme):
    page = shown(projector(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme), hall)
    hall.host.next_until(activity="rotate")
    expect(page.locator(".prompt")).to_have_text("Mikä tässä on sinulle tärkeää ja miksi?")
    expect(page.locator(".floor-table")).to_have_count(4)
    expect(page.locator(".seat.walking")).to_have_count(PEOPLE)
    assert "Vieras" not in page.locator(".seat.walking").first.inner_html(), "a hall's screen knows nobody's seat"
    fits(page)
    axe(page)
    name = f"screen-{size[1]}-{scheme}"
    screenshot(page, f"{name}-round")
    spots = "[...document.querySelectorAll('.seat.walking')].map(seat => seat.style.transform)"
    before = page.evaluate(spots)
    hall.host.next()
    expect(page.locator(".prompt")).to_have_text("Vaihda pöytää")
    until(page, f"(now => now.length === {PEOPLE} && now.filter((at, i) => at !== {json.dumps(before)}[i]).length)({spots})"
                f" >= {PEOPLE} - 4")  # all but the table hosts have walked
    fits(page)
    axe(page)
    screenshot(page, f"{name}-move")


def test_the_harvest_appears_as_it_is_written(hall, projector, axe, screenshot):
    page = shown(projector(), hall)
    hall.host.next_until(activity="harvest")
    for guest in hall.guests:
        guest.do("note.add", text="Kahvitauko on tärkein kokous.", kind="insight")
    hall.guests[0].do("note.add", text="Kuka omistaa asian?", kind="question")
    expect(page.get_by_text("Kuka omistaa asian?")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("Oivallus"))).to_be_visible()
    hall.host.next()
    expect(page.get_by_text("Kuka omistaa asian?")).to_be_visible()
    fits(page)
    axe(page)
    screenshot(page, "screen-wall")


def test_a_long_harvest_turns_its_pages_and_can_be_stopped(hall, projector):
    page = projector()
    page.clock.install()
    shown(page, hall)
    hall.host.next_until(activity="harvest")
    for i in range(10):
        hall.guests[i % 5].do("note.add", text=f"Oivallus numero {i + 1}", kind="insight")
    expect(page.get_by_text("1/2")).to_be_visible()
    fits(page)
    page.clock.run_for(15_000)
    expect(page.get_by_text("2/2")).to_be_visible()
    page.get_by_role("button", name="Pysäytä sivut").click()
    page.clock.run_for(30_000)
    expect(page.get_by_text("2/2")).to_be_visible()


def test_a_page_of_long_lines_takes_fewer_of_them_and_never_reaches_the_door(hall, projector):
    page = shown(projector(), hall)
    hall.host.next_until(activity="harvest")
    for kind in ("insight", "pattern", "question"):
        for i, guest in enumerate(hall.guests[:5]):
            guest.do("note.add", kind=kind, text=f"{i + 1}. Kaikissa pöydissä puhuttiin luottamuksesta, vaikka kysymys oli muusta.")
    expect(page.get_by_role("heading", name="Oivallus 5")).to_be_visible()
    expect(page.get_by_text("1/2")).to_be_visible()
    gap = ("document.querySelector('.door-strip').getBoundingClientRect().top"
           " - Math.max(...[...document.querySelectorAll('.wall-note')].map(note => note.getBoundingClientRect().bottom))")
    assert page.evaluate(gap) >= 0
    fits(page)


def test_a_message_to_all_is_shown_for_a_minute(hall, projector):
    page = projector()
    page.clock.install()
    shown(page, hall)
    hall.host.next()
    hall.host.do("announce", text="Palataan kohta yhteen.")
    expect(page.locator(".message")).to_have_text("Palataan kohta yhteen.")
    page.clock.run_for(70_000)
    expect(page.locator(".message")).to_have_count(0)


def test_it_comes_back_by_itself_after_the_server_went_away(hall, projector):
    page = shown(projector(), hall)
    hall.host.next()
    expect(page.get_by_role("heading", name="Tervetuloa")).to_be_visible()
    hall.server.kill()
    expect(page.get_by_text("Yhdistetään uudelleen …")).to_be_visible()
    hall.server.start()
    expect(page.get_by_text("Yhdistetään uudelleen …")).to_have_count(0, timeout=20_000)
    page.reload()
    expect(page.get_by_role("heading", name="Tervetuloa")).to_be_visible()


def test_without_a_token_the_door_is_still_shown(hall, projector, axe):
    page = projector()
    page.goto(hall.url.split("#")[0])
    expect(page.get_by_role("alert")).to_contain_text("järjestäjän näkymän linkistä")
    expect(page.locator(".door-code")).to_be_visible()
    axe(page)


def test_it_cannot_steer(hall):
    """The projector's token stands in a hall's browser history: it must open nothing but the picture."""
    screen = CafeHost(hall.server, SimpleNamespace(host_token=hall.token))
    try:
        with pytest.raises(AssertionError, match="not_allowed"):
            screen.do("phase.next")
    finally:
        screen.leave()


def test_a_wall_that_comes_a_moment_after_its_phase_is_drawn_when_it_is_there(server, projector, guard):
    """Room and screen are two documents: between them a view is given the new phase with the wall of the old one."""
    guard.allow("console error: TypeError")  # what goes on failing for two seconds is told; a slow machine holds longer
    session = server.create_session("lean-coffee", "Aiheet")
    host = CafeHost(server, session)
    for name in ("Aino", "Ville", "Sanna", "Leo"):
        server.join(session, name)
    page, held, holding = projector(), [], []

    def between(socket):
        def pass_on(message):
            (held.append if holding and '"audience":"screen"' in message else socket.send)(message)

        socket.connect_to_server().on_message(pass_on)
        holding_back.append(socket)

    holding_back: list = []
    page.route_web_socket(re.compile("socket.io"), between)
    beamer(page, server, session)
    while host.next() != "cards":
        pass
    expect(page.locator(".screen-phase")).to_have_text("Aiheet esiin")
    holding.append(True)
    host.next()
    expect(page.locator(".screen-phase")).to_have_text("Kaksi pistettä")
    expect(page.locator(".screen-stage .prompt")).to_be_visible()
    expect(page.locator(".screen-docket")).to_have_count(0)
    holding.clear()
    for message in held:
        holding_back[-1].send(message)
    expect(page.locator(".screen-docket .prompt")).to_be_visible()
    host.leave()
