"""A host's console in tests: a session with guests, and the few presses that every story begins with.

Guests join over REST; those who must write or call hold a socket. Their own screens are tested in test_participant.py.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from tests.browser.cafe_host import CafeHost

NAMES = (
    "Aino Virtanen,Pekka Nieminen,Sari Mäkinen,Juhani Korhonen,Leena Hämäläinen,Mikko Laine,Tuula Heikkinen,"
    "Antti Koskinen,Maria Järvinen,Ville Lehtonen,Hanna Saarinen,Timo Salminen,Päivi Niemi,Kari Heinonen,"
    "Anu Kettunen,Jari Salonen,Riitta Turunen,Erik Lindström,Sofia Öhman,Heikki Rantanen,Minna Karjalainen,"
    "Olli Jokinen,Kaisa Mattila,Matti Savolainen"
).split(",")
TEXTS = [
    "Tarvitaan yhteinen kieli ennen yhteisiä lomakkeita.",
    "Kuka omistaa asian kahden yksikön välissä?",
    "Entä jos aloittaisimme yhdestä koulusta?",
    "Kahvitauolla syntyy enemmän kuin kokouksessa.",
]


class Cafe:
    """A session with guests; `guest(0)` is the first one's own socket, opened when it is needed."""

    def __init__(self, server, people: int, template: str = "learning-cafe") -> None:
        self.server = server
        self.session = server.create_session(template, "Yhteinen suunta")
        orgs = ("Kempele", "Oulu", "Ii")
        self.joined = [server.join(self.session, NAMES[i], organisation=orgs[i % 3]) for i in range(people)]
        self._guests: dict[int, CafeHost] = {}

    def guest(self, i: int) -> CafeHost:
        if i not in self._guests:
            self._guests[i] = CafeHost(self.server, SimpleNamespace(host_token=self.joined[i]["token"]))
        return self._guests[i]

    def write(self, people: int = 6) -> None:
        kinds = self.guest(0).document("room")["phase"]["writes"]["kinds"]
        for i in range(people):
            kind = sorted(kinds)[i % len(kinds)]
            self.guest(i).do("note.add", text=TEXTS[i % len(TEXTS)], kind=kind)

    def leave(self) -> None:
        for guest in self._guests.values():
            guest.leave()


def opened(page: Page, cafe: Cafe) -> Page:
    page.goto(cafe.session.host_url)
    expect(page.locator("#now-title")).to_be_visible()
    return page


def go_on(host: Page, until: str, most: int = 14) -> None:
    """Press the one button until the phase is called that."""
    title = host.locator("#now-title")
    for _ in range(most):
        before = title.inner_text()
        host.locator("#forward").click()
        expect(title).not_to_have_text(before)
        if re.search(until, title.inner_text()):
            return
    raise AssertionError(f"never came to {until!r}")


def view(host: Page, name: str) -> None:
    host.get_by_role("link", name=name).click()
    expect(host.locator("#view-title")).to_have_text(name)
