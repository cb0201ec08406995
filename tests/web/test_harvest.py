"""A small café is played and its harvest read: as a page, as files, by hosts and by others, before and after it is opened."""

import json
import re

import pytest

from coknow.web import exports, outline
from coknow.web.markdown_file import escaped, markdown


@pytest.fixture
def cafe(world):
    """Eight people, two rounds; returns (world, made, notes by name)."""
    made = world.open_session(template="learning-cafe", account=world.add_account().id, title="Arjen # kohtaamiset", rounds=2,
                              table_size=4, table_host="none")  # fmt: skip
    people = world.join(made, "Bertta", "Cecilia", "David", "Eino", "Fanni", "Greta", "Hilla", "Iida")
    world.go_to_round(made, 1)
    note = {}

    def add(name, person, text, kind="thought", **more):
        note[name] = world.act(made, person.person, "note.add", text=text, kind=kind, **more)["note"]

    bertta, mate = people[0], tablemate(world, made, people[0], people)
    add("seed", bertta, "Kahvihuone on paras koulu", "idea")
    add("on_it", mate, "Varsinkin aamuisin", builds_on=[note["seed"]])
    add("on_that", bertta, "Siksi aamukahvi on työaikaa", builds_on=[note["on_it"]])
    add("insight", bertta, "Oppiminen on *arkea*, ei kurssi", "insight")
    add("tricky", bertta, "# Ei otsikko\n1. ei lista <b>&amp;", "question")
    add("hidden", bertta, "Tämä oli virhe", "idea")
    world.go_to_round(made, 2)
    add("later", bertta, "Kokeillaan ensi viikolla", "idea")
    world.act(made, made.person, "note.hide", note=note["hidden"], on=True)
    return world, made, note


def tablemate(world, made, person, people):
    def place(one):
        return world.sessions.open(made.session).ask(lambda state: state.people[one.person].place)

    return next(one for one in people if one is not person and place(one) == place(person))


def fetch(world, made, kind="", token="", browser=None, **query):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    query = {"format": kind, **query} if kind else query
    return (browser or world.phone()).get(f"/api/v1/sessions/{made.code}/harvest", query_string=query, headers=headers)


# -- who may read it -------------------------------------------------------------------------------------------------------


def test_before_it_is_opened_only_hosts_read_it_and_afterwards_everybody_without_the_hidden(cafe):
    world, made, _ = cafe
    bertta = world.sessions.join(made.code, "Myöhäinen")
    for token in ("", bertta.token):
        refused = fetch(world, made, token=token)
        assert (refused.status_code, refused.json["code"]) == (403, "harvest_not_open")
    assert "Tämä oli virhe" in fetch(world, made, token=made.token).get_data(as_text=True)
    assert "Tämä oli virhe" in fetch(world, made, browser=world.laptop_of_host("Aino")).get_data(as_text=True)
    assert fetch(world, made, browser=world.laptop_of_host("Cecilia")).status_code == 403

    world.act(made, made.person, "harvest.open", on=True)
    for kind in ("json", "md", "html"):
        opened = fetch(world, made, kind).get_data(as_text=True)
        assert "Kahvihuone" in opened and "Tämä oli virhe" not in opened
    assert "Tämä oli virhe" not in world.phone().get(f"/harvest/{made.code}").get_data(as_text=True)


def test_the_page_says_kindly_that_it_is_not_open_yet(cafe):
    world, made, _ = cafe
    page = world.phone().get(f"/harvest/{made.code}")
    text = page.get_data(as_text=True)
    assert page.status_code == 200 and "ei ole vielä avannut" in text and "Kahvihuone" not in text
    assert f'data-harvest="{made.code}"' in text


def test_a_harvest_that_was_opened_outlives_its_log_and_nothing_else_does(cafe):
    world, made, _ = cafe
    world.act(made, made.person, "harvest.open", on=True)
    world.now += 400 * 86_400_000
    world.sessions.keep_the_promise(world.now)
    assert world.store.read(made.session) == []
    assert "Kahvihuone" in world.phone().get(f"/harvest/{made.code}").get_data(as_text=True)
    assert world.phone().get(f"/join/{made.code}").status_code == 404


# -- the Markdown file -----------------------------------------------------------------------------------------------------


def md(cafe, **query) -> str:
    world, made, _ = cafe
    return fetch(world, made, "md", made.token, **query).get_data(as_text=True)


def test_the_markdown_shows_by_table_and_round_what_builds_on_what(cafe):
    text = md(cafe)
    tables = text[text.index("## Pöydittäin") :].split("\n### ")
    table = next(one for one in tables if "Kahvihuone" in one)
    assert re.match(r"Pöytä \d\n\n#### Kierros 1: ", table)
    assert "- Kahvihuone on paras koulu *(idea)* — Bertta\n  - Varsinkin aamuisin — " in table
    assert re.search(r"\n    - Siksi aamukahvi on työaikaa — Bertta\n", table)
    assert "#### Kierros 2: " in text and "- Kokeillaan ensi viikolla *(idea)* — Bertta" in text


def test_the_markdown_gathers_insights_and_questions_and_what_one_table_said(cafe):
    text = md(cafe)
    insights = text[text.index("## Oivallukset") : text.index("## Kysymykset")]
    assert re.fullmatch(r"## Oivallukset\n\n- Oppiminen on \\\*arkea\\\*, ei kurssi — Bertta — \*pöytä \d\*\n\n", insights)
    assert "## Vain yhdessä pöydässä mainittua" in text
    assert re.search(r"- Kahvihuone on paras koulu \*\(idea\)\* — Bertta — \*pöytä \d\*", text)


def test_what_people_wrote_cannot_become_structure(cafe):
    text = md(cafe)
    assert text.startswith("# Arjen # kohtaamiset\n")
    assert "- \\# Ei otsikko\\\n  1\\. ei lista &lt;b>&amp;amp;" in text
    assert "\n# Ei otsikko" not in text


@pytest.mark.parametrize(("typed", "shown"), [
    ("a*b_c", r"a\*b_c"), ("_x_", r"\_x\_"), ("2026. vuosi", r"2026\. vuosi"), ("3.5 %", "3.5 %"), ("- viiva", r"\- viiva"),
    ("a - b", "a - b"), ("[x](y)", r"\[x\](y)"), ("<tag>", "&lt;tag>"), ("1 < 2 > 0", "1 < 2 > 0"), ("R&D &amp; x", "R&D &amp;amp; x"), ("`koodi`", r"\`koodi\`"),
    ("1) eka", r"1\) eka"), ("#tagi", r"\#tagi"),
])  # fmt: skip
def test_escaping_touches_only_what_markdown_would_take_for_itself(typed, shown):
    assert escaped(typed) == shown


def test_escaped_text_comes_out_of_markdown_as_it_was_typed():
    from html import unescape

    from markdown import Markdown

    for typed in ("# x", "a*b*c", "1. x", "- y", "> z", "[a](b)", "<b>", "&amp;", "`x`", "a_b_c _d_", "+ p", "= q", "x\n===", "x\n---", "x | y", "~~z~~"):
        html = Markdown(extensions=["extra"]).convert(escaped(typed))
        assert unescape(re.sub(r"</?p>", "", html)) == typed


def test_the_files_words_come_in_the_sessions_language_unless_another_is_asked_for(cafe):
    assert "## Oivallukset" in md(cafe)
    assert "## Insikter" in md(cafe, lang="sv")
    assert "## Insights" in md(cafe, lang="en")


def test_the_file_has_a_name_and_a_type_of_its_own(cafe):
    world, made, _ = cafe
    answer = fetch(world, made, "md", made.token)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=arjen-kohtaamiset-{made.code.lower()}.md"
    assert answer.mimetype == "text/markdown"


# -- themes, from plain facts --------------------------------------------------------------------------------------------


def facts(**more) -> dict:
    def table(number, theme, *notes):
        return {"id": f"t{number}", "number": number, "kind": "table", "theme": {"fi": theme}, "rounds": [
            {"round": 1, "prompt": {"fi": "Miksi?"}, "notes": [note for note in notes if note["round"] == 1]},
            {"round": 2, "notes": [note for note in notes if note["round"] == 2]}]}  # fmt: skip

    def note(id, text, round=1, builds_on=(), **other):
        return {"id": id, "text": text, "kind": "idea", "round": round, "builds_on": list(builds_on), **other}

    tables = [
        table(1, "Kahvi", note("a", "Ensin"), note("b", "Sitten", 2, ["a"]), note("x", "Kehä 1", 1, ["y"]), note("y", "Kehä 2", 1, ["x"])),
        table(2, "Kahvi", note("c", "Toinen pöytä"), note("e", "Sama ajatus!")),
        table(3, "Tee", note("d", "Tuotu", 2, **{"from": 1}), note("f", "Sama ajatus")),
    ]
    themes = [{"theme": {"fi": "Kahvi"}, "tables": tables[:2]}, {"theme": {"fi": "Tee"}, "tables": tables[2:]}]
    alone = [{**note("c", "Toinen pöytä"), "place": 2}, {**note("e", "Sama ajatus!"), "place": 2}, {**note("a", "Ensin"), "place": 1}]
    return {"title": "T", "code": "ABCDEF", "language": "fi", "open": True, "counts": {"people": 1, "tables": 3, "rounds": 2, "notes": 7},
            "tables": tables, "themes": themes, "insights": [], "questions": [], "patterns": [], "only_at_one_table": alone,
            "takeaways": [{"id": "t", "text": "Kokeilen heti", "kind": "idea", "round": 0, "builds_on": []}], "feedback": [], "shared": [],
            "ended_at": 1_790_000_000_000, **more}  # fmt: skip


def test_tables_of_one_theme_are_read_together_and_each_line_says_its_table():
    text = markdown(outline.of(facts()), "fi")
    theme = text[text.index("### Kahvi (pöydät 1, 2)") : text.index("### Tee")]
    assert "- Ensin *(idea)* — *pöytä 1*" in theme and "- Toinen pöytä *(idea)* — *pöytä 2*" in theme
    assert theme.index("Toinen pöytä") < theme.index("Kierros 2")
    assert "### Tee (pöytä 3)" in text and "tuotu pöydästä 1" in text
    assert "### Pöytä 2: Kahvi" in text
    assert "## Mitä viemme mukanamme\n\n- Kokeilen heti\n" in text


def test_a_line_that_builds_on_an_earlier_round_quotes_it():
    assert "- Sitten *(idea)* ↳ *jatkaa ajatusta ”Ensin” (kierros 1)*" in markdown(outline.of(facts()), "fi")


def test_notes_that_build_on_each_other_in_a_circle_are_each_shown_once():
    table = outline.of(facts()).places[0]
    shown = json.dumps([[line.text, [child.text for child in line.below]] for line in table.rounds[0].lines], ensure_ascii=False)
    assert shown.count("Kehä 1") == shown.count("Kehä 2") == 1
    assert table.rounds[0].count == 3


def test_a_thought_written_word_for_word_at_two_tables_was_not_mentioned_at_one_only():
    assert [line.text for line in outline.of(facts()).only_at_one_table] == ["Ensin", "Toinen pöytä"]


def test_with_a_single_table_nothing_is_called_rare():
    given = facts()
    given["tables"] = given["tables"][:1]
    assert outline.of(given).only_at_one_table == []


def test_one_table_per_theme_is_not_told_twice():
    given = facts()
    given["themes"] = [{"theme": table["theme"], "tables": [table]} for table in given["tables"]]
    assert "## Teemoittain" not in markdown(outline.of(given), "fi")


def test_an_empty_harvest_says_so():
    given = facts(tables=[], themes=[], only_at_one_table=[], takeaways=[])
    assert "ei kirjattu mitään" in markdown(outline.of(given), "fi")
    assert "ei kirjattu mitään" in exports.standalone(given)


# -- page and HTML file ----------------------------------------------------------------------------------------------------


def test_the_page_reads_as_a_document_in_the_readers_language(cafe):
    world, made, _ = cafe
    world.act(made, made.person, "harvest.open", on=True)
    page = world.phone("sv").get(f"/harvest/{made.code}").get_data(as_text=True)
    assert [level for level in re.findall(r"<h(\d)", page)][:2] == ["1", "2"]
    assert "Insikter" in page and "Bord 1" in page and '<h1 lang="fi">' in page
    assert '<span lang="sv">' not in page and "Vad är viktigt" in page, "the question comes in Swedish too"
    assert "&lt;b&gt;&amp;amp;" in page and "<b>" not in page


def test_the_html_file_needs_nothing_else(cafe):
    world, made, _ = cafe
    html = fetch(world, made, "html", made.token).get_data(as_text=True)
    assert "<style>" in html and "<script" not in html and "http" not in html and "src=" not in html and "href=" not in html
    assert "Kahvihuone" in html and '<html lang="fi">' in html


@pytest.mark.parametrize(("kind", "status", "code"), [
    ("pdf", 501, "format_not_yet"), ("DOCX", 501, "format_not_yet"), ("xls", 406, "format_unknown"), ("../md", 406, "format_unknown"),
])  # fmt: skip
def test_other_formats_are_refused_with_what_to_do_instead(cafe, kind, status, code):
    world, made, _ = cafe
    answer = fetch(world, made, kind, made.token)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert "Markdown" in answer.json["hint"] or "md, html, json" in answer.json["hint"]
