"""Every built-in template from the door to the harvest: a console and a phone in Finnish, a phone in Swedish, the projector.

What is particular to a form stands in its own story. Here stands what must hold in each phase of each template: everybody
is in it, is told one task in their own language and finds something to do; nothing scrolls that must not, no raw message
id is seen, and what was written for all is in the harvest. Four more people act over the wire, always before the look.
"""

from __future__ import annotations

import json
import re

import pytest
from coknow import activities, library
from coknow.kernel.draw import Draw
from playwright.sync_api import Page, expect

from tests.browser.guests import COMPOSER, console, go_on, join, no_sideways_scroll, nothing_sticks, phase_of, write
from tests.browser.hall import beamer, fits, from_the_top, others
from tests.live.wire import until

pytestmark = pytest.mark.slow
CAFES = ("learning-cafe", "learning-cafe-mini")  # test_whole_cafe.py
TEMPLATES = [name for name in library.builtin() if name not in CAFES]
RAW_ID = re.compile(rf"\b(?:{'|'.join([*activities.registered(), 'phase', 'task', 'place', 'screen', 'host', 'harvest', 'note'])})\.[a-z_]{{2,}}\b")
# the phase's own: what stands under every phase (the words to come back by, more time, other places) does not count
ELSEWHERE = ".recovery *, .more-time *, .other-places *, .banner *, .rules-notice *"
TO_DO = f"#main :is(textarea, input, select, button, a.button, summary, ol, ul):not({ELSEWHERE})"
# where nobody sits at a table nothing may be called one, neither in sight nor for a reader
TABLE = re.compile(r"pöy[td]", re.IGNORECASE)
WITHOUT_TABLES = {name for name in TEMPLATES if not TABLE.search(json.dumps(library.builtin()[name], ensure_ascii=False))}
LABELS = "[...document.querySelectorAll('[aria-label]')].filter(e => e.checkVisibility()).map(e => e.getAttribute('aria-label')).join('\\n')"
# axe where no other story looks: at most two phases of a template
LOOKED_AT = {
    "experiment-clinic": ("card", "gallery"),
    "conversation-cafe": ("think", "talk"),
    "team-half-hour": ("question", "share"),
    "topic-tables": ("tables-1", "news"),
    "timeout-dialogue": ("choose", "wrap"),
}


class Crowd:
    """People over the wire who do what their own documents offer them; a refusal is an answer too."""

    def __init__(self, guests: list) -> None:
        self.guests = guests
        self.draw = Draw(5)

    def act(self, phase: str) -> None:
        for number, guest in enumerate(self.guests):
            until(lambda guest=guest: guest.phase.get("id") == phase, f"{phase} at {guest.name}")
            for _ in range(2):
                offered = activities.possible(dict(guest.shelf.documents), self.draw)
                if not offered:
                    break
                command, args = self.draw.choice(offered)
                words = json.dumps(args).replace("{text}", f"{guest.name} sanoo jotain").replace("{word}", f"metsä{number}")
                guest.do(command, **json.loads(words))


def no_raw_id(page: Page) -> None:
    assert RAW_ID.findall(page.locator("body").inner_text()) == [], page.url


def no_tables(page: Page) -> None:
    seen = page.locator("body").inner_text() + page.evaluate(LABELS)
    assert [line for line in seen.splitlines() if TABLE.search(line)] == [], page.url


def in_phase(page: Page, phase: dict, language: str) -> None:
    """A phone in the phase: one task, in its own words, something within it; nothing to push sideways."""
    expect(page.locator(f"[data-phase='{phase['id']}']")).to_be_visible()
    task = page.locator("#task")
    expect(task).to_have_count(1)
    expect(task).not_to_be_empty()
    expect(page.locator(".phase-name")).to_contain_text(phase["title"][language])
    given = phase.get("task", {})
    if given.get("fi") and given.get("sv") and given["fi"] != given["sv"]:
        other = "sv" if language == "fi" else "fi"
        expect(task).not_to_have_text(given[other])
    if phase["activity"] != "pause":
        expect(page.locator(TO_DO).filter(visible=True).first).to_be_visible()
    no_sideways_scroll(page)
    no_raw_id(page)


def on_the_wall(wall: Page, phase: dict) -> None:
    """The projector is in the phase, shows content, and does not scroll."""
    heading = wall.locator(".screen-phase")
    expect(heading).to_be_visible()
    if phase.get("stage") != "move":
        expect(heading).to_have_text(phase["title"]["fi"])
    content = wall.locator(".screen-stage > :not(.message-place, .screen-phase)")
    expect(content.filter(has_text=re.compile(r"\S")).first).to_be_visible()
    fits(wall)
    no_raw_id(wall)


def something_written(page: Page, text: str) -> bool:
    """The one natural thing: where there is a field for a thought, a thought is written into it."""
    field = page.locator(COMPOSER)
    if not field.count() or not field.is_visible():
        return False
    write(page, text)
    return True


def is_for_others(phase: dict, template: str) -> bool | None:
    """Not what stays one's own, nor feedback: that waits for five who answer. None where it is off the record."""
    step = next((step for step in library.builtin()[template]["phases"] if step["id"] == phase["id"]), {})
    settings = step.get("settings", {})
    if settings.get("off_record"):
        return None
    return phase["writes"]["visibility"] != "me" and settings.get("section") != "feedback"


@pytest.mark.parametrize("template", TEMPLATES)
def test_everybody_is_at_home_in_every_phase(server, phone, laptop, projector, axe, template):
    session = server.create_session(template, "Yhteinen asia")
    leena, wall = console(laptop(), session), beamer(projector(), server, session)
    aino, elin = join(phone(), session, "Aino"), join(phone(), session, "Elin", "sv")
    crowd = Crowd(others(server, session, 4))
    watcher, for_all, unsaid, walked = crowd.guests[0], [], [], 0
    try:
        for _ in range(60):
            if walked and "Päätä tilaisuus" in leena.locator("#forward").inner_text():
                break
            go_on(leena, aino, elin)
            walked += 1
            here = phase_of(aino)
            crowd.act(here)
            phase = watcher.phase
            in_phase(aino, phase, "fi")
            in_phase(elin, phase, "sv")
            expect(leena.locator("#now-title")).to_contain_text(phase["title"]["fi"])
            no_raw_id(leena)
            text = f"Ainon ajatus {walked}"
            if something_written(aino, text):
                meant = is_for_others(phase, template)
                (unsaid if meant is None else for_all if meant else []).append(text)
            on_the_wall(wall, phase)
            if template in WITHOUT_TABLES:
                for page in (leena, aino, wall):
                    no_tables(page)
            if here in LOOKED_AT.get(template, ()):
                for page in (aino, wall):
                    nothing_sticks(from_the_top(page))
                    axe(page)
        assert walked >= len(library.builtin()[template]["phases"]), "the whole programme was walked"
        assert for_all or unsaid, "nothing was written that the harvest could be asked for"

        leena.locator("#forward").click()
        leena.get_by_role("dialog").get_by_role("button", name="Päätä tilaisuus").click()
        expect(aino.locator("#task")).to_have_text("Kiitos, että olit mukana!")
        no_raw_id(elin)
        leena.get_by_role("link", name="Kooste").first.click()
        leena.get_by_role("button", name=re.compile("Avaa .*osallistuj|Avaa kooste")).first.click()
        aino.get_by_role("link", name="Katso kooste").click()
        expect(aino.get_by_role("heading", name="Yhteinen asia")).to_be_visible()
        for text in for_all:
            expect(aino.get_by_text(text).first).to_be_attached()
        for text in unsaid:
            expect(aino.get_by_text(text, exact=True)).to_have_count(0)
        no_sideways_scroll(aino)
        no_raw_id(aino)
        if template in WITHOUT_TABLES:
            no_tables(aino)
        axe(aino)
    finally:
        for guest in crowd.guests:
            guest.leave()
