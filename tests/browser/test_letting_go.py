"""What people may do for themselves, and the ground rules they are shown: a host and two phones, Finnish and Swedish."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.activities import cases
from tests.browser import guests
from tests.browser.cafe_host import CafeHost
from tests.live.wire import until


def test_rules_are_shown_at_the_door_and_people_are_told_when_they_change(server, phone, axe, screenshot):
    session = server.create_session()
    aino = phone()
    aino.goto(session.join_url)
    expect(aino.get_by_text("Kenelläkään ei yksin ole oikeita vastauksia.")).to_be_visible()
    expect(aino.get_by_text("Liittymällä lupaat toimia pelisääntöjen mukaan.")).to_be_visible()
    axe(aino)
    screenshot(aino, "join-with-rules", full_page=True)
    guests.join(aino, session, "Aino")
    elin = guests.join(phone(), session, "Elin", "sv")
    host = CafeHost(server, session)
    host.do("rules.change", items=[{"id": "a", "text": {"fi": "Puhelimet äänettömälle.", "sv": "Telefonerna på ljudlöst."}}])
    notice = elin.locator(".rules-notice")
    expect(notice).to_contain_text("Arrangören har ändrat spelreglerna")
    screenshot(elin, "rules-changed-sv")
    notice.get_by_role("button", name="Läs spelreglerna").press("Enter")
    expect(elin.get_by_role("dialog").get_by_text("Telefonerna på ljudlöst.")).to_be_visible()
    axe(elin, "dialog")
    elin.get_by_role("button", name="Jag har läst").press("Enter")
    expect(notice).to_have_count(0)
    expect(aino.locator(".rules-notice")).to_be_visible()
    until(lambda: host.document("hosts")["rules"] == {"seen": 1, "of": 2}, "one of two to have read them")
    host.leave()


def test_in_hosting_people_change_groups_and_ask_for_more_time(server, phone, axe, screenshot):
    template, phase = cases.programmes()["group-hosting"]
    session = server.create_session_of(template)
    for number in range(4):
        server.join(session, f"Vieras {number}")
    aino, elin = guests.join(phone(), session, "Aino"), guests.join(phone(), session, "Elin", "sv")
    host = CafeHost(server, session)
    while host.next() != phase:
        pass
    expect(aino.locator(f"[data-phase='{phase}']")).to_be_visible()
    mine = host.document("hosts")["people"]
    number = next(person["number"] for person in mine.values() if person["name"] == "Aino")
    other = 2 if number == 1 else 1
    aino.get_by_text("Voit vaihtaa paikkaa").click()
    guests.nothing_sticks(aino)
    screenshot(aino, "free-movement", full_page=True)
    axe(aino)
    guests.no_sideways_scroll(aino)
    guests.touch_targets(aino)
    aino.get_by_role("button", name=f"Siirry: Ryhmä {other}").press("Enter")
    expect(aino.get_by_text(f"Paikkasi vaihtui: Ryhmä {other}.").first).to_be_visible()
    deadline = host.document("room")["phase"]["deadline"]
    expect(elin.get_by_role("button", name="Be om mer tid")).to_be_visible()
    elin.get_by_role("button", name="Be om mer tid").press("Enter")
    expect(aino.get_by_text("Saimme lisäaikaa 2 minuuttia.").first).to_be_visible()
    assert host.document("room")["phase"]["deadline"] == deadline + 120_000
    host.leave()
