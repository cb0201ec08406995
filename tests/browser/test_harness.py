"""The guard, axe and the devices, tried on pages made here: each fault planted must be found."""

from __future__ import annotations

import http.server
import threading

import pytest
from playwright.sync_api import expect

from tests.harness import pages

POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'"

GOOD = """<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>Kahvila</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon"></head><body><main><h1>Oppimiskahvila</h1><button>Seuraava</button></main></body></html>"""
FIVE_FAULTS = """<!doctype html><html><head><meta charset="utf-8"><title>Kahvila</title><link rel="icon" href="/icon"></head>
<body><main><h1>Kahvila</h1><img src="/icon"><button></button><input><a href="/"></a></main></body></html>"""
THROWING = GOOD.replace("</main>", "</main><script src='/throws.js'></script>")
INLINE = GOOD.replace("</main>", "</main><script>1</script>")
OUTSIDE = GOOD.replace("</main>", "</main><img alt='' src='http://pictures.example.org/x.png'>")
PAGES = {"/good": GOOD, "/faults": FIVE_FAULTS, "/throws": THROWING, "/inline": INLINE, "/outside": OUTSIDE}


class PageHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body, kind = PAGES.get(self.path, ""), "text/html; charset=utf-8"
        if self.path == "/throws.js":
            body, kind = "throw new Error('planted')", "text/javascript"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY if self.path != "/outside" else POLICY + "; img-src *")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), PageHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def sees(guard, page, said: str) -> None:
    """Waits for the planted problem; from then on the guard lets everything pass, for one fault may be reported twice."""
    for _ in range(20 * pages.PATIENCE):
        if said in "\n".join(guard.verdict()):
            return guard.allow("")
        page.wait_for_timeout(50)
    raise AssertionError(f"the guard never saw {said!r}, but {guard.verdict()}")


def test_a_good_page_passes_under_a_strict_policy(site, phone, axe, until, guard, screenshot):
    page = phone()
    page.goto(f"{site}/good")
    until(page, "document.title === 'Kahvila'")
    axe(page)
    assert guard.verdict() == []
    assert page.evaluate("[innerWidth, navigator.maxTouchPoints > 0, navigator.language]") == [360, True, "fi-FI"]
    assert screenshot(page, "harness-phone").stat().st_size > 1000


def test_axe_finds_every_planted_fault(site, laptop, axe):
    page = laptop()
    page.goto(f"{site}/faults")
    with pytest.raises(AssertionError) as found:
        axe(page)
    for fault in ("html-has-lang", "image-alt", "button-name", "label", "link-name"):
        assert f"{fault} (" in str(found.value)


@pytest.mark.parametrize(
    "path, said",
    [
        ("/throws", "uncaught in page"),
        ("/inline", "Content Security Policy"),
        ("/outside", "request off this machine: http://pictures.example.org/x.png"),
    ],
)
def test_the_guard_sees(site, laptop, guard, path, said):
    page = laptop()
    page.goto(site + path)
    sees(guard, page, said)


def test_the_guard_watches_a_context_made_behind_its_back(site, browser, guard):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/inline")
    sees(guard, page, "Content Security Policy")
    context.close()


def test_the_guard_sees_a_socket_off_this_machine(site, laptop, guard):
    page = laptop()
    page.goto(f"{site}/outside")
    page.evaluate("new Promise(done => { const s = new WebSocket('ws://sockets.example.org/'); s.onerror = done; })")
    # 'self' in the policy refuses it already; either way somebody must have seen it
    sees(guard, page, "sockets.example.org")


def test_a_server_killed_on_purpose_is_forgiven_and_comes_back(server, laptop, phone, guard):
    session = server.create_session()
    anna, host = phone(), laptop()
    for page, address in ((anna, session.join_url), (host, session.host_url)):
        page.goto(address)
    expect(host.locator("#now-title")).to_be_visible()
    server.kill()
    expect(host.get_by_text("Yhteys katkesi.")).to_be_visible()
    server.restart()
    expect(host.get_by_text("Yhteys katkesi.")).to_have_count(0)
    anna.reload()
    assert server.outages == 1 and guard.verdict(), "it was away, and that was seen"
    guard.allow_outages()
    assert guard.verdict() == []
