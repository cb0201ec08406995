"""Pages as a browser gets them: their language, their headers, and that they load nothing from elsewhere."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from coknow import library
from coknow.web import errors
from coknow.web.language import catalogue

PLAIN = ("/", "/sign-in", "/accessibility", "/privacy", "/nothing-here", "/join/ZZZZZZ")
LANGUAGES = ("fi", "sv", "en")


class Page(HTMLParser):
    """What matters of a page: the language, what it loads, and anything that runs or styles inline."""

    ADDRESSES = {"href", "src", "action", "srcset", "poster", "data", "formaction"}

    def __init__(self, html: str):
        super().__init__()
        self.lang, self.ids, self.addresses, self.inline, self.json = None, [], [], [], {}
        self._script = None
        self.text = html
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "html":
            self.lang = given.get("lang")
        self.ids += [given["id"]] if given.get("id") else []
        self.addresses += [value for name, value in attributes if name in self.ADDRESSES and value]
        self.inline += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.inline.append(tag)
        self._script = given.get("id") if tag == "script" and given.get("type") == "application/json" else None

    def handle_data(self, words):
        if self._script:
            self.json[self._script] = json.loads(words)
            self._script = None


def every_page(world, made):
    """(browser, path) of every page there is, in the state in which it shows most."""
    guest, host = world.phone(), world.laptop_of_host()
    code = made.code
    live = (f"/join/{code}", f"/screen/{code}", f"/host/{code}", f"/host/{code}/prepare", f"/harvest/{code}")
    yield from ((guest, path) for path in (*PLAIN, *live))
    yield from ((host, path) for path in ("/", "/host", "/host/new/learning-cafe", f"/harvest/{code}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_the_language_asked_for_and_loads_nothing_from_elsewhere(world, language):
    made = world.open_session(account=world.add_account().id)
    seen = 0
    for browser, path in every_page(world, made):
        answer = browser.get(f"{path}?lang={language}")
        page = Page(answer.get_data(as_text=True))
        assert page.lang == language, path
        assert page.inline == [], path
        assert len(page.ids) == len(set(page.ids)), (path, page.ids)
        outside = [one for one in page.addresses if urlsplit(one).netloc or urlsplit(one).scheme not in ("", "mailto")]
        assert outside == [], path
        seen += 1
    assert seen == len(PLAIN) + 5 + 4


def test_every_page_carries_the_strict_headers(world):
    made = world.open_session(account=world.add_account().id)
    for browser, path in every_page(world, made):
        headers = browser.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy and "http" not in policy, path
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert ("X-Robots-Tag" in headers) == (path not in ("/", "/accessibility", "/privacy")), path


def test_over_https_browsers_are_told_to_stay_there_and_cookies_travel_only_there(make_world):
    world = make_world(public_url="https://cafe.example.org")
    answer = world.phone().get("/sign-in", base_url="https://cafe.example.org")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("__Host-coknow="))
    assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie


# -- language ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefers", "gets"),
    [("sv-FI,fi;q=0.8", "sv"), ("fi", "fi"), ("en-GB", "en"), ("de,et;q=0.7", "en"), ("de,sv;q=0.5,en;q=0.2", "sv"), ("", "fi")],
)
def test_the_browser_says_which_language_a_person_reads(world, prefers, gets):
    assert Page(world.phone(prefers).get("/").get_data(as_text=True)).lang == gets


def test_a_chosen_language_is_remembered_and_an_unknown_one_ignored(world):
    browser = world.phone("fi")
    browser.get("/?lang=sv")
    assert Page(browser.get("/privacy").get_data(as_text=True)).lang == "sv"
    assert Page(browser.get("/?lang=xx").get_data(as_text=True)).lang == "sv"


def test_the_language_links_keep_the_page_and_its_query(world):
    page = world.phone().get("/sign-in?next=/host").get_data(as_text=True)
    assert 'href="/sign-in?next=%2Fhost&amp;lang=sv"' in page


# -- the code field --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["{0}", "{1}-{2}", " {1} {2} ", "https://cafe.example.org/join/{0}?lang=sv"])
def test_a_code_is_understood_however_it_is_typed(world, written):
    code = world.open_session().code
    for typed in (code, code.lower()):
        answer = world.phone().get("/join", query_string={"code": written.format(typed, typed[:3], typed[3:])})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/join/{code}")


def test_a_wrong_code_stays_in_the_field_and_the_page_says_what_to_do(world):
    answer = world.phone().get("/join", query_string={"code": "QQQ<b>"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert 'value="QQQ&lt;b&gt;"' in page and 'aria-invalid="true"' in page and 'role="alert"' in page
    assert "Tarkista koodi" in page


def test_an_empty_code_field_is_no_wrong_guess(world):
    browser = world.phone()
    for _ in range(80):
        assert browser.get("/join?code=").status_code == 422
    assert world.store.guesses.recent("code", now=world.now) == 0


def test_a_link_with_a_mistyped_code_offers_the_field_with_it(world):
    answer = world.phone().get("/join/ABCDEF")
    assert answer.status_code == 404
    assert 'value="ABCDEF"' in answer.get_data(as_text=True)


def test_one_address_per_session_and_the_query_comes_along(world):
    code = world.open_session().code
    answer = world.phone().get(f"/join/{code[:3].lower()}-{code[3:]}?lang=sv")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/join/{code}?lang=sv")


# -- live shells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "kind", "domain"), [
    ("/join/{}", "session", "participant"), ("/screen/{}", "screen", "host"), ("/host/{}", "host", "host"),
    ("/host/{}/prepare", "prepare", "host"),
])  # fmt: skip
def test_a_live_page_is_a_shell_with_its_sentences_and_its_start(world, path, kind, domain):
    code = world.open_session().code
    html = world.phone("sv").get(path.format(code)).get_data(as_text=True)
    page = Page(html)
    assert 'id="app"' in html and f"/static/dist/page-{kind}-HASH.js" in page.addresses
    assert f"/static/dist/page-{kind}-HASH.css" in page.addresses
    boot, messages = page.json["boot"], page.json["messages"]
    assert (boot["page"], boot["lang"], boot["code"]) == (kind, "sv", code)
    assert boot["session"]["title"] == "Arjen kohtaamiset"
    assert boot["domain_langs_at"] == f"/api/v1/messages/{domain}?lang=sv"
    assert messages["refusal.session_full"].startswith("Tillfället är fullt")
    assert world.phone().get(boot["domain_langs_at"]).json == messages


def test_nothing_typed_can_close_the_data_block(world):
    made = world.open_session(title="</script><b>hi")
    html = world.phone().get(f"/join/{made.code}").get_data(as_text=True)
    assert "</script><b>" not in html
    assert Page(html).json["boot"]["session"]["title"] == "</script><b>hi"


def test_preparing_asks_a_stranger_to_sign_in_and_brings_them_back(world):
    answer = world.phone().get("/host/new/learning-cafe")
    assert answer.headers["Location"] == "/sign-in?next=/host/new/learning-cafe"
    page = Page(world.laptop_of_host().get("/host/new/learning-cafe").get_data(as_text=True))
    assert page.json["boot"]["template"]["id"] == "learning-cafe"
    assert world.laptop_of_host().get("/host/new/no-such").status_code == 404


def test_the_hosts_page_shows_templates_with_their_picture_and_own_sessions_only(world):
    world.open_session(account=world.add_account("Aino").id)
    theirs = world.open_session(account=world.add_account("Cecilia").id)
    page = world.laptop_of_host("Aino").get("/host").get_data(as_text=True)
    assert page.count('class="timeline"') == page.count('class="room"') == len(library.builtin())
    assert "/host/new/learning-cafe-mini" in page and "Oppimiskahvila" in page
    assert page.count("session-item") == 1 and theirs.code not in page


def test_an_organisations_own_statement_stands_first_and_is_sanitised(make_world, tmp_path):
    (tmp_path / "privacy.fi.md").write_text("## Kaupungin seloste\n\nRekisterinpitäjä on **kaupunki**. <script>x</script>", "utf-8")
    world = make_world(texts=tmp_path, operator="Esimerkkikunta", contact="kirjaamo@kunta.example")
    page = world.phone("fi").get("/privacy").get_data(as_text=True)
    assert page.index("Kaupungin seloste") < page.index("Mitä tallennetaan") and "<strong>kaupunki</strong>" in page
    assert "<script>x" not in page and "Esimerkkikunta" in page and "kirjaamo@kunta.example" in page
    swedish = world.phone("sv").get("/privacy").get_data(as_text=True)
    assert '<div class="own-words stack" lang="fi">' in swedish
    assert "own-words" not in world.phone("sv").get("/accessibility").get_data(as_text=True)


# -- when something goes wrong -----------------------------------------------------------------------------------------


def test_a_surprise_becomes_an_apology_with_a_number_and_leaks_nothing(world, monkeypatch, caplog):
    def explode(*_):
        raise RuntimeError("the secret is 4711")

    monkeypatch.setattr(world.sessions, "find", explode)
    for path in ("/join/ABCDEF", "/api/v1/sessions/ABCDEF"):
        answer = world.phone().get(path)
        shown = answer.get_data(as_text=True)
        assert answer.status_code == 500
        assert "4711" not in shown and "Traceback" not in shown and "RuntimeError" not in shown
        number = re.search(r"\b[0-9a-f]{8}\b", shown)[0]
        assert f"incident {number}" in caplog.text


def test_every_refusal_status_is_an_error_and_every_code_has_a_sentence():
    for code, status in errors.STATUS.items():
        assert 400 <= status < 600
        for language in LANGUAGES:
            assert f"refusal.{code}" in catalogue(language, "refusals"), (language, code)


def test_the_bundles_are_served_for_ever_and_sources_not_at_all(world):
    browser = world.phone()
    bundle = browser.get("/static/dist/page-site-HASH.js")
    assert bundle.status_code == 200 and "immutable" in bundle.headers["Cache-Control"]
    for hidden in ("/static/src/page-site.tsx", "/static/dist/.stamp", "/static/dist/../../coknow/boot.py"):
        assert browser.get(hidden).status_code == 404, hidden


# -- for probes and projectors -----------------------------------------------------------------------------------------


def test_alive_is_not_ready_when_the_database_is_gone(world, monkeypatch):
    browser = world.phone()
    assert browser.get("/healthz").status_code == browser.get("/readyz").status_code == 200
    monkeypatch.setattr(world.store, "last_heartbeat", lambda: 1 / 0)
    assert (browser.get("/healthz").status_code, browser.get("/readyz").status_code) == (200, 503)


def test_metrics_are_for_this_machine_unless_made_public(make_world):
    world = make_world()
    assert world.phone(address="192.0.2.7").get("/metrics").status_code == 404
    local = world.phone(address="127.0.0.1")
    assert "coknow_http_answers_total" in local.get("/metrics").get_data(as_text=True)
    forwarded = local.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"})
    assert forwarded.status_code == 404, "a proxy on this machine is not this machine"


def test_public_metrics_name_nobody(make_world):
    world = make_world(metrics_public=True)
    made = world.open_session()
    world.phone().post(f"/api/v1/sessions/{made.code}/join", json={"name": "Bertta"})
    text = world.phone().get("/metrics").get_data(as_text=True)
    assert 'what="joined"' in text
    assert "Bertta" not in text and made.code not in text and made.session not in text


def test_the_qr_code_is_an_svg_of_ours_and_only_for_sessions_that_exist(world):
    made = world.open_session()
    answer = world.phone().get(f"/qr/{made.code}.svg")
    assert answer.mimetype == "image/svg+xml"
    svg = answer.get_data(as_text=True)
    assert svg.startswith("<svg") and "<path" in svg and "viewBox" in svg and "style" not in svg
    assert world.phone().get("/qr/ZZZZZZ.svg").status_code == 404
