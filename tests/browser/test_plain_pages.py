"""The pages without a socket in a real browser: the way of a first host, wrong codes, the harvest; axe on each of them."""

import json
import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.cafe_host import CafeHost

PASSWORD = "kolme kissaa katolla"


def setup_link(server) -> str:
    return re.search(r"(http\S+/setup/\S+)", server.log_tail(200))[1]


@pytest.fixture
def host(server, laptop):
    """A laptop on which somebody has just made the first account."""
    page = laptop()
    page.goto(setup_link(server))
    page.get_by_label("Nimesi tai sähköpostiosoitteesi").fill("Päivi")
    page.get_by_label("Salasana", exact=True).fill(PASSWORD)
    page.get_by_label("Salasana uudelleen").fill(PASSWORD)
    page.get_by_role("button", name="Tee tili").click()
    page.wait_for_url("**/host")
    return page


def fits(page) -> None:
    """Nothing hangs out of the window to the side."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, page.url


def play(server, session) -> CafeHost:
    """Four people write in the first round; returns the host, who is still there."""
    seats = [CafeHost(server, SimpleNamespace(host_token=server.join(session, name)["token"])) for name in ("Bertta", "Eino", "Fanni", "Iida")]
    console = CafeHost(server, session)
    console.next_until(activity="rotate", stage="round")
    seed = seats[0].do("note.add", text="Kahvihuone on paras koulu", kind="idea")["note"]
    seats[1].do("note.add", text="Varsinkin aamuisin", builds_on=[seed])
    seats[2].do("note.add", text="Oppiminen on arkea, ei kurssi", kind="insight")
    seats[3].do("note.add", text="Kuka meiltä puuttuu?", kind="question")
    for seat in seats:
        seat.leave()
    return console


def test_the_first_host_makes_an_account_and_comes_back_with_it(server, laptop, phone, guard, axe, screenshot):
    guard.allow(r"status of 4\d\d")
    link = setup_link(server)
    page = laptop()
    page.goto(link)
    axe(page)
    page.get_by_label("Nimesi tai sähköpostiosoitteesi").fill("Päivi")
    page.get_by_label("Salasana", exact=True).fill("lyhyt")
    page.get_by_role("button", name="Tee tili").click()
    expect(page.get_by_label("Salasana", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Nimesi tai sähköpostiosoitteesi")).to_have_value("Päivi")
    axe(page)
    page.get_by_label("Salasana", exact=True).fill(PASSWORD)
    page.get_by_label("Salasana uudelleen").fill(PASSWORD)
    page.get_by_role("button", name="Tee tili").click()
    expect(page.get_by_role("heading", name="Hei, Päivi")).to_be_visible()
    axe(page)
    screenshot(page, "host-home-first", full_page=True)

    other = phone()
    other.goto(f"{server.url}/host")
    other.get_by_label("Nimi tai sähköpostiosoite").fill("päivi")
    other.get_by_label("Salasana").fill("väärä salasana")
    other.get_by_role("button", name="Kirjaudu").click()
    expect(other.get_by_role("alert")).to_contain_text("eivät täsmää")
    expect(other.get_by_label("Nimi tai sähköpostiosoite")).to_have_value("päivi")
    axe(other)
    other.get_by_label("Salasana").fill(PASSWORD)
    other.get_by_role("button", name="Kirjaudu").click()
    expect(other.get_by_role("heading", name="Hei, Päivi")).to_be_visible()
    fits(other)
    other.get_by_role("button", name="Kirjaudu ulos").click()
    expect(other.get_by_role("heading", name="Tervetuloa pöytään")).to_be_visible()


def test_the_code_field_helps_and_a_wrong_code_is_not_lost(server, phone, guard, axe, screenshot):
    guard.allow(r"status of 404")
    code = server.create_session().code
    page = phone()
    page.goto(server.url)
    axe(page)
    fits(page)
    field = page.get_by_label("Tilaisuuden koodi")
    field.press_sequentially("zzz999")
    expect(field).to_have_value("ZZZ-999")
    page.get_by_role("button", name="Liity").click()
    expect(page.get_by_role("alert")).to_contain_text("Tarkista koodi")
    expect(field).to_have_value("ZZZ-999")
    expect(field).to_be_focused()
    axe(page)
    screenshot(page, "start-wrong-code")
    field.fill(code.lower())
    field.press("Enter")
    page.wait_for_url(f"**/join/{code}")


def test_a_person_changes_the_language_and_keeps_it(server, phone):
    page = phone()
    page.goto(server.url)
    page.get_by_role("link", name="Svenska").click()
    expect(page.get_by_role("heading", name="Välkommen till bordet")).to_be_visible()
    page.get_by_role("link", name="Dataskydd").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")


def test_the_entrance_works_without_script(server, new_context):
    code = server.create_session().code
    page = new_context(java_script_enabled=False, locale="fi-FI").new_page()
    page.goto(server.url)
    page.get_by_label("Tilaisuuden koodi").fill(code)
    page.get_by_role("button", name="Liity").click()
    page.wait_for_url(f"**/join/{code}")


@pytest.mark.parametrize("path", ["/", "/sign-in", "/accessibility", "/privacy", "/join/ZZZZZZ", "/nothing"])
def test_plain_pages_are_accessible_and_fit_by_day_and_by_night(server, phone, laptop, guard, axe, path):
    guard.allow(r"status of 404")
    for page in (phone(), laptop(color_scheme="dark")):
        page.goto(server.url + path)
        axe(page)
        fits(page)


def test_the_harvest_is_read_by_a_host_with_only_a_token_then_by_everybody(server, phone, laptop, axe, screenshot):
    session = server.create_session()
    console = play(server, session)
    guest, host = phone(), laptop()
    guest.goto(f"{server.url}/harvest/{session.code}")
    expect(guest.get_by_text("ei ole vielä avannut koostetta")).to_be_visible()
    axe(guest)

    host.goto(f"{server.url}/harvest/{session.code}#{session.host_token}")
    expect(host.get_by_role("heading", name="Testikahvila")).to_be_focused()
    assert "#" not in host.url, "the token does not stay in the address bar"
    expect(host.get_by_text("Vain järjestäjät näkevät tämän")).to_be_visible()
    axe(host)
    screenshot(host, "harvest-laptop", full_page=True)
    with host.expect_download() as waiting:
        host.get_by_role("link", name="Lataa Markdown").click()
    text = waiting.value.path().read_text("utf-8")
    assert waiting.value.suggested_filename == f"testikahvila-{session.code.lower()}.md"
    assert text.startswith("# Testikahvila") and "Kahvihuone on paras koulu" in text

    console.do("harvest.open", on=True)
    console.leave()
    guest.reload()
    expect(guest.get_by_role("heading", name="Oivallukset")).to_be_visible()
    fits(guest)
    axe(guest)
    screenshot(guest, "harvest-phone", full_page=True)
    guest.emulate_media(media="print")
    assert not guest.get_by_role("link", name="Lataa Markdown").is_visible()
    facts = json.loads(guest.evaluate(f"fetch('/api/v1/sessions/{session.code}/harvest').then(r => r.text())"))
    assert facts["open"] is True


def test_the_hosts_page_lists_what_was_opened_and_explains_each_template(host, axe, screenshot):
    made = host.evaluate(
        "fetch('/api/v1/sessions', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({template: 'learning-cafe', title: 'Arjen kohtaamiset', language: 'fi'})}).then(r => r.json())"
    )
    host.reload()
    expect(host.get_by_role("link", name="Ohjaa tilaisuutta: Arjen kohtaamiset")).to_be_visible()
    host.get_by_text("Vaihe vaiheelta").first.click()
    expect(host.get_by_role("listitem").filter(has_text="Kahvilan tavat").last).to_be_visible()
    axe(host)
    screenshot(host, "host-home", full_page=True)
    host.set_viewport_size({"width": 360, "height": 740})
    fits(host)
    host.get_by_role("link", name="Ohjaa tilaisuutta: Arjen kohtaamiset").click()
    host.wait_for_url(f"**/host/{made['code']}")
