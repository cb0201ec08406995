"""Preparing from a template in which nobody goes from table to table: what matters to it, phase by phase, and the rules."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cafe_host import CafeHost
from tests.browser.guests import no_sideways_scroll, nothing_sticks, touch_targets


@pytest.fixture
def signed_in(server, laptop):
    """A host's page at the form of a template without rounds."""

    def sign_in(language: str = "fi", template: str = "fishbowl", **more) -> Page:
        server.coknow("account", "add", "leena", "--password", "kahvia ja pullaa kaikille")
        page = laptop(**more)
        page.goto(f"{server.url}/sign-in?lang=fi")
        page.get_by_label("Nimi tai sähköpostiosoite").fill("leena")
        page.get_by_label("Salasana").fill("kahvia ja pullaa kaikille")
        page.get_by_role("button", name="Kirjaudu").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("leena")
        page.goto(f"{server.url}/host/new/{template}?lang={language}")
        expect(page.locator("form.prepare")).to_be_visible()
        return page

    return sign_in


def test_only_what_matters_to_this_template_is_asked_and_reaches_the_session(signed_in, server, axe, screenshot):
    form = signed_in()
    nothing_sticks(form)
    expect(form.get_by_text("Kierroksen 1 kysymys")).to_have_count(0)
    expect(form.get_by_text("Teemat", exact=True)).to_have_count(0)
    line = form.locator(".phase-line", has=form.locator("#phase-bowl"))
    line.locator("summary").first.click()
    line.get_by_label("Ohjaustapa").select_option("hosting")
    expect(line.get_by_label("Osallistujat voivat pyytää lisäaikaa")).to_be_checked()
    expect(line.get_by_text("Osallistujat voivat vaihtaa paikkaa itse")).to_have_count(0)  # nobody leaves a fishbowl's seat that way
    line.get_by_label("Paikkoja sisäkehällä", exact=True).fill("5")
    task = line.get_by_label("Ulkokehän tehtävät 1", exact=True)
    task.fill("Kuuntele, mistä kukaan ei puhu.")
    axe(form)
    screenshot(form, "prepare-fishbowl", full_page=True)
    rules = form.locator("details", has=form.get_by_role("heading", name="Pelisäännöt"))
    rules.locator("summary").first.press("Enter")
    rules.get_by_text("Ota valmiit pelisäännöt").press("Enter")
    rules.get_by_role("button", name="Ota käyttöön: Erätauon neljä").press("Enter")
    expect(rules.locator("textarea")).to_have_count(4)
    rules.get_by_role("button", name="Siirrä ylös: Sääntö 2").press("Enter")
    expect(rules.locator("textarea").first).to_have_value("Kerro siitä, mitä olet itse kokenut.")
    rules.get_by_role("button", name="Poista: Sääntö 4").press("Enter")
    rules.get_by_role("button", name="Lisää sääntö").press("Enter")
    expect(rules.get_by_label("Sääntö 4", exact=True)).to_be_focused()
    form.keyboard.type("Naurakaa usein.")
    axe(form)
    screenshot(form, "prepare-rules", full_page=True)
    form.get_by_role("button", name="Luo tilaisuus").click()
    expect(form.locator("#made-title")).to_be_focused()
    code = form.locator(".code-big").inner_text().replace("-", "")
    token = form.evaluate("code => JSON.parse(localStorage.getItem('coknow.host.' + code))", code)
    host = CafeHost(server, SimpleNamespace(host_token=token))
    settings, programme, room = host.document("hosts")["settings"], host.document("hosts")["programme"], host.document("room")
    host.leave()
    told = settings["phases"]["bowl"]
    assert told["guidance"] == "hosting" and told["settings"]["seats"] == 5
    assert told["settings"]["tasks"][0] == {"fi": "Kuuntele, mistä kukaan ei puhu."}, "a reworded task has no old translations"
    assert programme["bowl"]["rights"] == {"adds": True, "moves": True, "times": True}
    words = [item["text"]["fi"] for item in sorted(room["rules"]["items"].values(), key=lambda item: item["order"])]
    assert words[0].startswith("Kerro siitä") and words[-1] == "Naurakaa usein." and len(words) == 4


def test_the_form_in_swedish_on_a_phone(signed_in, axe, screenshot):
    form = signed_in("sv", viewport={"width": 360, "height": 740})
    form.locator(".phase-more > summary").nth(1).click()
    form.locator("summary", has_text="Spelregler").first.click()
    nothing_sticks(form)
    no_sideways_scroll(form)
    touch_targets(form)
    axe(form)
    screenshot(form, "prepare-fishbowl-phone-sv", full_page=True)


def test_topics_given_beforehand_are_typed_where_nobody_goes_by_rounds(signed_in, server):
    form = signed_in(template="topic-tables")
    form.get_by_label("Teema 1", exact=True).fill("Kesän työvuorot")
    form.get_by_role("button", name="Poista: Teema 4").press("Enter")
    form.get_by_role("button", name="Luo tilaisuus").click()
    expect(form.locator("#made-title")).to_be_focused()
    code = form.locator(".code-big").inner_text().replace("-", "")
    token = form.evaluate("code => JSON.parse(localStorage.getItem('coknow.host.' + code))", code)
    host = CafeHost(server, SimpleNamespace(host_token=token))
    themes = host.document("hosts")["settings"]["themes"]
    host.leave()
    assert [theme["text"].get("fi") for theme in themes.values()] == ["Kesän työvuorot", "Mikä estää meitä?", "Ketä emme vielä kuule?"]
