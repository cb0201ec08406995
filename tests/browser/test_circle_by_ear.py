"""A circle by keyboard and by ear alone, and with phones asleep under the call: everybody has their turn."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.activities import cases
from tests.browser.guests import console, go_to, join

ROUNDS = [
    {"prompt": {"fi": "Mikä sai sinut tulemaan?", "sv": "Vad fick dig att komma?", "en": "What made you come?"}},
    {"kind": "open", "minutes": 10, "prompt": {"fi": "Mitä kuulit?", "sv": "Vad hörde du?", "en": "What did you hear?"}},
    {"prompt": {"fi": "Mitä viet mukanasi?", "sv": "Vad tar du med dig?", "en": "What do you take along?"}},
]


def ring(server, rounds):
    step = {"id": "ring", "activity": "circle", "minutes": 30, "settings": {
        "compose": "new", "size": 8, "order": "arranged", "rounds": rounds}}  # fmt: skip
    return server.create_session_of(cases.template_of([step]), "Kuuntelupiiri")


def big(page: Page):
    return page.locator("#turn-title")


def hear(page: Page) -> None:
    """From now on every sentence a screen reader is told is kept in the page, each as often as it is said."""
    page.evaluate(
        """() => { window.heard = [];
          for (const region of document.querySelectorAll('.for-readers > [role=status], .for-readers > [role=alert]')) {
            let before = region.textContent;
            new MutationObserver(() => {
              const now = region.textContent;
              const fresh = before && now.startsWith(before) ? now.slice(before.length) : now;
              before = now;
              if (fresh.trim()) window.heard.push(fresh.trim());
            }).observe(region, {childList: true, characterData: true, subtree: true});
          } }"""
    )


def press(page: Page, name: str, most: int = 120) -> None:
    """Tab until the focus is on what is called so, then Enter."""
    for _ in range(most):
        if page.evaluate("document.activeElement?.innerText?.trim() ?? ''") == name:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {name!r}")


def now_on(page: Page, words: str) -> None:
    """The page says so, and the focus of whoever just pressed something is on those words."""
    expect(big(page)).to_have_text(words)
    expect(big(page)).to_be_focused()


def test_a_whole_circle_by_keyboard_with_few_announcements(server, laptop, phone):
    session = ring(server, ROUNDS)
    leena = console(laptop(), session)
    aino, bengt = join(laptop(), session, "Aino"), join(phone(), session, "Bengt")
    hear(aino)
    go_to(leena, "ring", aino, bengt)

    def bengt_gives_on() -> None:
        expect(big(bengt)).to_have_text("Puheenvuoro on sinulla")
        bengt.get_by_role("button", name="Anna vuoro eteenpäin").click()

    expect(big(aino)).to_have_text("Puheenvuoro on sinulla")
    press(aino, "Anna vuoro eteenpäin")
    now_on(aino, "Kuuntele")
    press(aino, "Pyydä hiljainen hetki")
    now_on(aino, "Hiljainen hetki")
    press(aino, "Päätä hiljaisuus")
    now_on(aino, "Kuuntele")
    bengt_gives_on()

    expect(big(aino)).to_have_text("Puheenvuoro on vapaa")
    press(aino, "Pyydä puheenvuoro")
    now_on(aino, "Puheenvuoro on sinulla")
    press(aino, "Anna vuoro eteenpäin")
    now_on(aino, "Puheenvuoro on vapaa")
    leena.get_by_text("Auta piiriä").click()
    leena.get_by_role("button", name="Seuraavaan kierrokseen").click()

    expect(aino.locator(".circle-prompt")).to_have_text("Mitä viet mukanasi?")
    press(aino, "Ohita vuoro")
    now_on(aino, "Seuraavana sinä")
    bengt_gives_on()
    expect(aino.get_by_text("Vuoro palasi sinulle. Haluatko nyt sanoa jotain?")).to_be_visible()
    press(aino, "Kirjoita puhumisen sijasta")
    aino.keyboard.press("Tab")
    expect(aino.get_by_label("Vuorosi kirjoitettuna")).to_be_focused()
    aino.keyboard.type("Rauhan.")
    press(aino, "Näytä piirille")
    expect(bengt.locator(".written-turn")).to_contain_text("Rauhan.")
    press(aino, "Anna vuoro eteenpäin")
    now_on(aino, "Kierros on käyty")

    heard = aino.evaluate("window.heard")
    said = " | ".join(heard)
    once = ("Puheenvuoro on nyt sinulla.", "Vuoro palasi sinulle.", "Puheenvuoro: Bengt.", "Olet seuraavana vuorossa.",
            "Hiljainen hetki päättyi.", "Kierros 2/3, vapaa keskustelu. Mitä kuulit?", "Kierros 3/3. Mitä viet mukanasi?",
            "Piiri näkee tekstisi.", "Kierros on käyty")  # fmt: skip
    assert [words for words in once if words not in said] == [], said
    # three phases, eight turns and a silence: what comes twice in one breath is said once
    assert len(heard) <= 16 and len(said) < 700, f"too much is said: {said}"


def test_phones_asleep_under_the_call_have_their_turn_when_somebody_hears_them(server, laptop, phone, axe, screenshot):
    session = ring(server, [{}, {}])
    leena = console(laptop(), session)
    aino, bengt, ville = (join(phone(), session, name) for name in ("Aino", "Bengt", "Ville"))
    go_to(leena, "ring", aino, bengt, ville)
    expect(big(aino)).to_have_text("Puheenvuoro on sinulla")
    here = aino.url

    # Aino speaks in the call; her phone shows it, and our page sleeps. Ville hears her
    aino.goto("about:blank")
    asked = ville.locator(".banner").filter(has_text="Aino ei ole nyt yhteydessä laitteellaan. Kuuletko hänet?")
    expect(asked).to_be_visible(timeout=15_000)
    axe(ville)
    screenshot(ville, "circle-phone-unseen")
    asked.get_by_role("button", name="Kuulen hänet").click()
    expect(asked).to_have_count(0)
    expect(ville.locator(".circle-order .is-now")).to_contain_text("Aino")

    # back for a moment she gives the piece on
    aino.goto(here)
    expect(big(aino)).to_have_text("Puheenvuoro on sinulla")
    aino.get_by_role("button", name="Anna vuoro eteenpäin").click()
    expect(big(bengt)).to_have_text("Puheenvuoro on sinulla")
    expect(ville.locator(".circle-order .is-now")).to_contain_text("Bengt")
