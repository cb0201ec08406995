"""A visit in real pages: guests hold the other group's table, write with a stem, and are home again with answers to give."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.activities import cases
from tests.browser.guests import console, go_on, go_to, join, no_sideways_scroll, tab_to, touch_targets, write
from tests.browser.hall import beamer
from tests.live.wire import until

PROGRAMME = [
    {"id": "work", "activity": "group", "settings": {"compose": "new", "size": 2}},
    {"id": "visit", "activity": "visit", "minutes": 12, "settings": {"speak": 2, "revise": 2},
     "prompt": {"fi": "Mitä oivalluksia herää?", "sv": "Vilka insikter väcks?", "en": "What insights arise?"}},
    {"id": "after", "activity": "pause"},
]


def test_two_groups_visit_each_other_and_are_home_again(server, phone, laptop, projector, axe, screenshot):
    template, _ = cases.of(PROGRAMME)
    session = server.create_session_of(template, "Vierailulla")
    people = {name: join(phone(), session, name, lang) for name, lang in
              (("Aino", "fi"), ("Bengt", "sv"), ("Sari", "fi"), ("Juhani", "fi"))}
    helmi = console(laptop(), session)
    screen = beamer(projector(), server, session)
    pages = list(people.values())
    go_to(helmi, "work", *pages)
    for name, page in people.items():
        write(page, f"{name} kirjoitti tämän")
    go_on(helmi, *pages)

    expect(helmi.locator(".host-visit-groups")).to_contain_text("esittelee")
    for page in pages:
        expect(page.locator(".visit-where")).to_contain_text("1/2")
    with_stems = lambda: [page for page in pages if page.locator(".visit-stems").count()]  # noqa: E731
    guests = until(lambda: len(found := with_stems()) == 2 and found, "one group to be the guest of the other")
    hosts = [page for page in pages if page not in guests]
    home, guest = hosts[0], guests[0]
    for page in (home, guest):
        no_sideways_scroll(page)
        touch_targets(page)
        axe(page)
    axe(helmi)
    no_sideways_scroll(helmi)
    screenshot(helmi, "visit-console")
    expect(screen.locator(".screen-visit-ways li")).to_have_count(1)
    axe(screen)
    screenshot(screen, "visit-screen")

    # a stem by keyboard, and the note lies on the other group's table at once
    stem = guest.locator(".visit-stems button").nth(1)
    stem.focus()
    guest.keyboard.press("Enter")
    expect(stem).to_have_attribute("aria-pressed", "true")
    write(guest, "että kirjastokin auttaa")
    expect(guest.locator(".outline").get_by_text("että kirjastokin auttaa")).to_be_visible()
    expect(home.locator(".outline").get_by_text("että kirjastokin auttaa")).to_be_visible()
    expect(guests[1].locator(".outline").get_by_text("että kirjastokin auttaa")).to_be_visible()
    screenshot(guest, "visit-guest-phone", full_page=True)

    # a guest who loses the page comes back as a guest
    guest.reload()
    expect(guest.locator(".outline").get_by_text("että kirjastokin auttaa")).to_be_visible()

    # the host changes them before the time; then all are home and the note is answered
    helmi.get_by_role("button", name="Vaihto nyt kaikille").click()
    expect(home.locator(".visit-stems")).to_be_visible()
    expect(guest.locator(".visit-stems")).to_have_count(0)
    helmi.get_by_role("button", name="Vaihto nyt kaikille").click()
    expect(home.locator(".visit-stems")).to_have_count(0)
    tab_to(home, ".outline .line-does button")
    home.keyboard.press("Enter")
    write(home, "Pyydämme kirjaston mukaan")
    expect(home.locator(".visit-change")).to_contain_text("Pyydämme kirjaston mukaan")
    expect(hosts[1].locator(".visit-change")).to_contain_text("Pyydämme kirjaston mukaan")
    expect(guest.get_by_text("Pyydämme kirjaston mukaan")).to_have_count(0)
    axe(home)
    no_sideways_scroll(home)
    screenshot(home, "visit-home-phone", full_page=True)


def test_a_gallery_of_three_groups_with_one_who_stays_to_present(server, phone, laptop, axe, screenshot):
    session = server.create_session("gallery", "Galleriassa")
    for number in range(1, 10):
        server.join(session, f"Vieras {number}")
    aino = join(phone(), session, "Aino")
    bengt = join(phone(), session, "Bengt", "sv")
    helmi = console(laptop(), session)
    go_to(helmi, "work", aino, bengt)
    write(aino, "Kirjasto keskelle kaupunkia")
    write(bengt, "Biblioteket öppet på kvällen")
    go_on(helmi, aino, bengt)
    for page in (aino, bengt):
        expect(page.locator(".visit-stems")).to_be_visible()
        no_sideways_scroll(page)
    axe(bengt)
    screenshot(bengt, "gallery-guest-phone", full_page=True)
    write(bengt, "vad menar ni med det?")

    # by keyboard: I stay and present; at the next visit I go along again
    tab_to(aino, ".visit-stay")
    aino.keyboard.press("Enter")
    expect(aino.locator("#visit-where")).to_contain_text("Esittelet ryhmäsi tuotosta vieraille.")
    expect(aino.locator(".visit-stems")).to_have_count(0)
    axe(aino)
    helmi.get_by_role("button", name="Vaihto nyt kaikille").click()
    expect(aino.locator(".visit-stems")).to_be_visible()
    no_sideways_scroll(helmi)
    screenshot(helmi, "gallery-console")
    helmi.get_by_role("button", name="Vaihto nyt kaikille").click()
    expect(aino.locator("#visit-where")).to_contain_text("Olette taas kotona.")
    expect(helmi.locator(".host-visit-groups")).to_contain_text("on kotona; 2 vierailua")
