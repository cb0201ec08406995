"""The models anybody may read: chosen by need and time, each with a page of its own, as text and as a file to edit."""

import html
import re

import pytest

from coknow import library
from coknow.session import template
from coknow.session.template_reading import NEEDS
from coknow.web import models, template_file
from coknow.web.language import LANGUAGES

BUILTIN = library.builtin()


@pytest.mark.parametrize("name", sorted(BUILTIN))
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_model_has_a_page_with_its_three_faces_in_each_language(world, name, spoken):
    found = BUILTIN[name]
    page = world.phone(spoken).get(f"/templates/{name}")
    text = html.unescape(page.get_data(as_text=True))  # an apostrophe is written otherwise in HTML
    assert page.status_code == 200 and 'class="timeline"' in text and 'class="room"' in text
    for face in (found["names"], found["describe"]["why"], found["participant_card"], found["phases"][-1]["script"]["say"]):
        assert face[spoken].split()[-1] in text
    assert f'lang="{spoken}"' in text


@pytest.mark.parametrize("name", sorted(BUILTIN))
def test_the_file_to_edit_is_taken_back_as_the_same_model(world, name):
    answer = world.phone().get(f"/templates/{name}.yaml")
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{name}-')
    assert template.parse(answer.get_data(), library.activities()) == BUILTIN[name]


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("name", sorted(BUILTIN))
def test_the_text_file_reads_in_one_language_from_title_to_version(world, name, spoken):
    text = world.phone(spoken).get(f"/templates/{name}.md").get_data(as_text=True)
    found = BUILTIN[name]
    assert text.startswith(f"# {found['names'][spoken]}") and found["version"] in text
    assert text.count("\n### ") == len(template.programme(found, found["settings"]))
    assert not re.search(r"\b(model|home|need)\.[a-z]", text), "an id instead of its words"


def test_what_somebody_else_wrote_stays_a_text(world):
    draft = {**BUILTIN["fishbowl"], "names": {"fi": "# <b>Ei *otsikko*"}}
    text = template_file.markdown(draft, library.rules(), {}, "fi")
    assert text.startswith("# \\# &lt;b>Ei \\*otsikko\\*")


def test_a_model_is_found_by_what_is_needed_and_how_much_time_there_is(world):
    page = world.phone("fi").get("/templates?need=ideas&time=long").get_data(as_text=True)
    assert "/host/new/learning-cafe" in page and "/host/new/learning-cafe-mini" not in page
    assert '<option value="ideas" selected>' in page
    assert "Tähän ei ole vielä mallia" in world.phone("fi").get("/templates?need=expert&time=long").get_data(as_text=True)
    everything = world.phone("fi").get("/templates?need=nonsense&time=x").get_data(as_text=True)
    assert all(f"/host/new/{name}" in everything for name in BUILTIN)


def test_every_time_there_is_falls_into_one_of_the_three():
    for minutes in range(1, 1440):
        assert sum(low <= minutes <= high for low, high in models.TIMES.values()) == 1


def test_a_need_that_no_template_knows_is_a_fault():
    draft = {**BUILTIN["fishbowl"], "needs": ["ideas", "coffee"]}
    assert [(p.path, p.code) for p in template.lint(draft, library.activities())][0] == ("needs.1", "not_one_of")
    assert set(BUILTIN["learning-cafe"]["needs"]) <= set(NEEDS)


@pytest.mark.parametrize("path", ["no-such", "no-such.md", "no-such.yaml", "..%2Frules", "x" * 100])
def test_what_is_not_there_is_not_found(world, path):
    assert world.phone().get(f"/templates/{path}").status_code == 404


def test_a_draft_is_read_by_hosts_only(world):
    draft = {**BUILTIN["fishbowl"], "id": "luonnos", "status": "draft"}
    world.store.library.put("luonnos", "0.1.0", draft)
    assert world.phone().get("/templates/luonnos").status_code == 404
    assert world.laptop_of_host().get("/templates/luonnos").status_code == 200


def test_hosts_find_the_same_on_their_own_page(world):
    page = world.laptop_of_host().get("/host?need=ideas&time=long").get_data(as_text=True)
    assert "/host/new/learning-cafe" in page and "/host/new/fishbowl" not in page
