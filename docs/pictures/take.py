"""Takes the pictures of the guides anew: a real server, bots at the tables, Chromium. Run it when the screens change.

    .venv/bin/python docs/pictures/take.py        (after `python3 dev.py setup --test`)
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.browser.conftest import QUIET, find_chromium  # noqa: E402
from tests.harness import pages  # noqa: E402
from tests.harness.server import Server, clean_environment  # noqa: E402

WORDS = {
    "fi": {"locale": "fi-FI", "title": "Miten opimme toisiltamme?", "links": "Linkit ja ohjat", "where": "Kuka on missä",
           "next": "Seuraava|Aloita", "name": "Nimesi", "join": "Tule mukaan", "guest": "Aino"},
    "en": {"locale": "en-GB", "title": "How do we learn from each other?", "links": "Links and lead",
           "where": "Who is where", "next": "Next|Start", "name": "Your name", "join": "Come in", "guest": "Aino"},
}


def take(browser: Browser, server: Server, language: str) -> None:
    words = WORDS[language]
    at = {"locale": words["locale"]}
    host = browser.new_context(**pages.LAPTOP | at).new_page()

    def picture(page: Page, name: str) -> None:
        page.screenshot(path=ROOT / f"docs/pictures/first-cafe-{name}.{language}.png")

    sign_in(host, server, language)
    picture(host, "1-templates")
    host.goto(f"{server.url}/host/new/learning-cafe?lang={language}")
    settle(host)
    picture(host, "2-prepare")

    session = server.create_session("learning-cafe", words["title"], language)
    bots = subprocess.Popen(
        [sys.executable, "-m", "coknow.cli", "rehearse", session.join_url, "--people", "24", "--seconds", "150", "--seed", "4"],
        cwd=ROOT, env=clean_environment(), stdout=subprocess.DEVNULL)
    try:
        time.sleep(12)
        host.goto(session.host_url)
        settle(host)
        tab(host, words["where"])  # people arriving; a lobby without tables opens at its links
        picture(host, "3-rehearsal")
        tab(host, words["links"])
        picture(host, "4-links")
        screen = browser.new_context(**pages.PROJECTOR | at).new_page()
        _, made = server.api("POST", f"/api/v1/sessions/{session.code}/screen", {}, session.host_token)
        screen.goto(f"{server.url}/screen/{session.code}#{made['token']}")
        guest = browser.new_context(**pages.PHONE | at).new_page()
        guest.goto(session.join_url)
        guest.get_by_label(words["name"]).first.fill(words["guest"])
        guest.get_by_role("button", name=words["join"]).first.click()
        settle(guest)
        tab(host, words["where"])
        walk(host, words, until="cafe-1", server=server, session=session)
        time.sleep(20)
        picture(host, "5-console")
        host.mouse.wheel(0, 420)
        settle(host)
        picture(host, "7-tables")
        walk(host, words, until="cafe-2", server=server, session=session)
        time.sleep(20)
        picture(guest, "6-phone")
        walk(host, words, until="harvest-write", server=server, session=session)
        time.sleep(15)
        walk(host, words, until="wall", server=server, session=session)
        settle(screen)
        picture(screen, "8-harvest")
    finally:
        bots.terminate()
        bots.wait()


def sign_in(host: Page, server: Server, language: str) -> None:
    """The first time by the set-up link, which works once; after that by name and password."""
    host.goto(re.search(r"http://\S+/setup/\S+", server.log_tail())[0])
    if not host.locator("input[name=name]").count():
        host.goto(f"{server.url}/sign-in")
    host.locator("input[name=name]").fill("leena")
    for field in host.locator("input[type=password]").all():
        field.fill("kolme tavallista sanaa")
    host.locator("form button").last.click()
    host.goto(f"{server.url}/host?lang={language}")
    settle(host)


def tab(page: Page, name: str) -> None:
    page.get_by_text(name, exact=True).first.click()
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    time.sleep(1.2)


def walk(host: Page, words: dict, *, until: str, server: Server, session) -> None:
    """Presses the one primary button until the phase runs."""
    for _ in range(15):
        room = server.coknow("replay", session.code, "--audience", "room", "--json")
        if f"\"id\": \"{until}\"" in room.replace("\\n", ""):
            return
        host.get_by_role("button", name=re.compile(f"^({words['next']})")).first.click()
        settle(host)
    raise SystemExit(f"the café never came to {until}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*QUIET, "--no-sandbox"])
        try:
            for language in WORDS:
                take(browser, server, language)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
