"""Markdown of hosts: shown as meant, harmless whatever it says, and never able to stop the server."""

import time

import pytest

from coknow.web import aside, prose

ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](data:text/html,<b>)",
    "<a href='vbscript:x'>x</a>", "<svg onload=alert(1)>", "<iframe src=//evil.example></iframe>", "![x](http://evil.example/a.png)",
    "<style>*{display:none}</style>", "<b style='position:fixed'>x</b>", "<form action=//evil.example><input name=q>", "<!-- <script> -->",
    "[x]: javascript:alert(1)\n\n[x]", "<a href='&#106;avascript:alert(1)'>x</a>", "<p id=app>x</p>", "`<script>`", "<math><mi//xlink:href='data:x'>",
    "<details open ontoggle=alert(1)>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>", "<object data=x></object>",
    "| a |\n|---|\n| <img src=x onerror=1> |", "```\n<script>\n```", "*[<b onclick=1>]: x",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "text {} text", "> {}", "- {}", "# {}", "**{}**"])
def test_nothing_dangerous_survives(attack, around):
    html = str(prose.render(around.format(attack))).replace("&lt;", "").replace("&gt;", "")
    for forbidden in ("<script", "<style", "<img", "<svg", "<iframe", "<form", "<input", "<base", "<meta", "<object", "<math"):
        assert forbidden not in html
    inside_tags = "".join(part.split(">")[0] for part in html.split("<")[1:])
    for forbidden in ("onerror", "onload", "onclick", "ontoggle", "javascript:", "vbscript:", "data:", "style=", " id="):
        assert forbidden not in inside_tags


def test_what_hosts_use_is_shown_and_links_tell_nobody_where_they_were_clicked():
    html = prose.render("# Otsikko\n\n**Tärkeää**: [linkki](https://example.org)\nuusi rivi\n\n- yksi\n- kaksi\n\n| a | b |\n|:--|--:|\n| 1 | 2 |")
    for part in ("<h2>Otsikko</h2>", "<strong>Tärkeää</strong>", 'rel="noopener noreferrer nofollow"', "<br>", "<li>yksi</li>", '<td align="right">2</td>'):
        assert part in html, part


def test_text_that_would_take_seconds_is_given_up_in_time_and_shown_as_typed():
    began = time.monotonic()
    html = prose.render("[" * 6000 + "<b>\n\nloppu")
    assert time.monotonic() - began < prose._CHILD_SECONDS + 3
    assert "&lt;b&gt;" in html and "<p>loppu</p>" in html


def test_a_long_honest_text_goes_through_the_child_and_comes_back_the_same():
    text = "\n\n".join(f"## Osa {n}\n\nTeksti *{n}* ja [linkki](https://example.org/{n})." for n in range(60))
    assert len(text) > prose._HERE_AT_MOST
    assert prose.render(text) == prose.render_here(text)


def test_deep_nesting_does_not_break_the_server():
    assert prose.render("> " * 900 + "x") is not None
    assert prose.render("\n".join("  " * n + "- x" for n in range(90))) is not None


def test_more_than_the_cap_is_refused():
    with pytest.raises(prose.TooLong):
        prose.render("x" * (prose.LONGEST + 1))


def test_a_broken_child_shows_the_text_as_typed(monkeypatch):
    def broken(*_, **__):
        raise aside.Failed("no")

    monkeypatch.setattr(aside, "run", broken)
    assert prose.render("<i>" + "ä" * 3000).startswith("<p>&lt;i&gt;ä")
