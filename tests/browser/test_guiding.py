"""The console of a nervous host: the script with how this is guided, ground rules by keyboard, guidance of a coming phase."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.activities import cases
from tests.browser import guests


def test_the_host_is_coached_changes_the_rules_and_lets_go(server, laptop, phone, axe, screenshot):
    template, phase = cases.programmes()["group-hosting"]
    session = server.create_session_of(template)
    for number in range(3):
        server.join(session, f"Vieras {number}")
    host = guests.console(laptop(), session)
    elin = guests.join(phone(), session, "Elin", "sv")

    # the script in the lobby, with how the first phase is guided, from the activity itself
    script = host.locator(".script.card")
    expect(script.get_by_role("heading", name="Näin tässä ohjataan: opettaminen")).to_be_visible()

    # the ground rules by keyboard alone
    host.get_by_role("link", name="Linkit ja ohjat").press("Enter")
    change = host.get_by_role("button", name="Muuta pelisääntöjä")
    change.press("Enter")
    dialog = host.get_by_role("dialog")
    dialog.get_by_role("button", name="Siirrä ylös: Sääntö 2").press("Enter")
    expect(dialog.get_by_label("Sääntö 1", exact=True)).to_have_value("Vääriä vastauksia ei ole.")
    dialog.get_by_role("button", name="Poista: Sääntö 10").press("Enter")
    expect(dialog.locator("textarea")).to_have_count(9)
    dialog.get_by_role("button", name="Lisää sääntö").press("Enter")
    expect(dialog.get_by_label("Sääntö 10", exact=True)).to_be_focused()
    host.keyboard.type("Kamerat saavat olla kiinni.")
    axe(host, "dialog")
    screenshot(host, "console-rules")
    dialog.get_by_role("button", name="Tallenna pelisäännöt").press("Enter")
    expect(dialog).to_have_count(0)
    expect(host.get_by_text("Kamerat saavat olla kiinni.")).to_be_visible()
    expect(host.get_by_text("0/4 on lukenut nämä.")).to_be_visible()
    elin.get_by_role("button", name="Läs spelreglerna").click()
    elin.get_by_role("button", name="Jag har läst").click()
    expect(host.get_by_text("1/4 on lukenut nämä.")).to_be_visible()
    guests.nothing_sticks(host)
    axe(host)
    screenshot(host, "console-doors", full_page=True)

    # the guidance of a coming phase, changed in place: teaching instead of hosting
    step = host.locator(".step", has=host.locator(f"#step-{phase}-minutes"))
    host.locator(".step", has_text="Kokeeksi").locator("summary").first.press("Enter")
    step.get_by_label("Ohjaustapa").select_option("teaching")
    expect(step.get_by_text("Sinä lisäät aiheet, siirrät ihmiset ja päätät ajasta.")).to_be_visible()
    step.get_by_label("Ohjaustapa").select_option("facilitating")
    step.get_by_role("button", name="Tallenna", exact=True).press("Enter")
    guests.go_to(host, phase, elin)
    expect(host.get_by_role("heading", name="Näin tässä ohjataan: fasilitointi").first).to_be_visible()
    expect(elin.get_by_text("Du får byta plats")).to_have_count(0)
    screenshot(host, "console-coached", full_page=True)
