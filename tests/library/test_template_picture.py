"""The generated picture: it says what it shows, holds under a strict CSP, and never disagrees with the programme."""

import xml.etree.ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coknow import library
from coknow.session import picture, rooms, signs
from coknow.session.checks import LANGUAGES
from coknow.session.settings import MODES, TABLE_HOSTS, merge
from coknow.session.steps import programme

SVG = "{http://www.w3.org/2000/svg}"
CAFE = library.builtin()["learning-cafe"]


def drawn(text):
    root = Xml.fromstring(text)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ("svg", "title", "desc", "g", "rect", "circle", "path", "text"), element.tag
        assert not any(name == "style" or name.startswith("on") or "href" in name for name in element.attrib)
    return root


def described(root):
    return root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(library.builtin()))
def test_the_time_line_says_every_step_in_words(name, language):
    template = library.builtin()[name]
    title, desc = described(drawn(picture.timeline(template, template["settings"], language)))
    assert template["names"][language] in title and str(template["minutes"]) in title
    for step in programme(template, template["settings"]):
        assert f"{step['title'][language]}, {step['minutes']} min" in desc


def test_the_bands_fill_the_line_and_follow_each_other():
    found = picture.bands(CAFE, merge(CAFE["settings"], {"rounds": 5, "round_minutes": 7.5}))
    assert found[0].left == 0 and found[-1].left + found[-1].width == pytest.approx(1)
    for before, after in zip(found, found[1:], strict=False):
        assert before.left + before.width == pytest.approx(after.left)
        assert before.start + before.minutes == after.start


def test_guidance_is_told_by_height_and_rounds_by_number():
    root = drawn(picture.timeline(CAFE, CAFE["settings"], "en"))
    heights = {}
    for band in root.iter(f"{SVG}rect"):
        guidance = next(name for name in band.get("class").split() if name.startswith("guidance-"))
        if "round-0" in band.get("class") or "rotate" in band.get("class"):
            heights.setdefault(guidance, set()).add(float(band.get("height")))
    assert all(len(each) == 1 for each in heights.values())
    teaching, facilitating, hosting = (heights[f"guidance-{name}"].pop() for name in ("teaching", "facilitating", "hosting"))
    assert teaching > facilitating > hosting
    assert [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "number-of-round"] == ["1", "2", "3"]


def test_what_people_wrote_is_text_and_not_markup():
    template = {**CAFE, "names": {"fi": '<script>alert("1")</script>&'}}
    title, _ = described(drawn(picture.timeline(template, CAFE["settings"], "fi")))
    assert title.startswith('<script>alert("1")</script>&')


def test_two_pictures_on_one_page_share_no_id():
    first, second = (picture.timeline(CAFE, CAFE["settings"], "fi", key) for key in ("", "-2"))
    ids = [element.get("id") for text in (first, second) for element in Xml.fromstring(text).iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 4
    root = Xml.fromstring(first)
    assert set(root.get("aria-labelledby").split()) <= set(ids)


def test_a_missing_translation_shows_another_language():
    template = {**CAFE, "names": {"sv": "Lärcafé"}}
    assert "Lärcafé" in described(drawn(picture.timeline(template, CAFE["settings"], "fi")))[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("table_host", TABLE_HOSTS)
def test_the_room_tells_its_tables_and_who_moves(language, mode, table_host):
    root = drawn(picture.room(6, 4, language, mode, table_host))
    title, desc = described(root)
    assert "6" in title and "4" in title and desc
    tables = [group for group in root.iter(f"{SVG}g") if group.get("class") == "table"]
    assert len(tables) == 6
    hosts = [rect for rect in root.iter(f"{SVG}rect") if "host" in rect.get("class")]
    assert len(hosts) == (0 if table_host == "none" else 6)
    ways = [group for group in root.iter(f"{SVG}g") if group.get("class").startswith("way")]
    assert len(ways) == (6 if mode == "carousel" else 4 if table_host == "none" else 3)


@given(st.integers(1, 80), st.integers(1, 12), st.sampled_from(["", *MODES]))
def test_tables_never_touch_and_stay_inside_the_picture(tables, seats, mode):
    found = picture.spots(tables, seats)
    assert len(found) == min(tables, 60)
    for number, spot in enumerate(found):
        for other in found[number + 1 :]:
            assert (spot.x - other.x) ** 2 + (spot.y - other.y) ** 2 >= 150**2
    root = drawn(picture.room(tables, seats, "en", mode, "stay"))
    _, _, width, height = map(float, root.get("viewBox").split())
    assert all(0 < x < width and 0 < y < height for spot in found for x, y in spot.seats)
    assert (f"{tables} tables" if tables > 1 else "1 table,") in root.find(f"{SVG}title").text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(library.builtin()))
def test_every_template_has_a_room_that_is_told_in_words(name, language):
    template = library.builtin()[name]
    title, desc = described(drawn(rooms.room_of(template, template["settings"], language)))
    assert title and "{" not in title + desc


@pytest.mark.parametrize(("activity", "shape"), [("rotate", "tables"), ("circle", "circle"), ("fishbowl", "fishbowl"), ("market", "market"),
                                                 ("cluster", "wall"), ("plenary", "hall"), ("group", "tables")])  # fmt: skip
@pytest.mark.parametrize("best", [1, 12, 300])
def test_the_room_has_the_shape_of_what_is_done_in_it(activity, shape, best):
    template = {"id": "x", "phases": [{"id": "a", "activity": activity, "settings": {}}], "size": {"min": 1, "best": best, "max": best}}
    assert rooms.shape(template) == shape
    texts = {described(drawn(rooms.room_of(template, {"table_size": 4}, language)))[0] for language in LANGUAGES}
    assert len(texts) == 3
    del template["size"]
    drawn(rooms.room_of(template, {}, "fi"))


def test_each_activity_has_a_sign_of_its_own_and_an_unknown_one_a_table():
    names = ("plenary", "solo", "harvest", "pause", "circle", "fishbowl", "visit", "vote", "pulse", "cluster", "form", "market", "docket")
    signs_of = [signs.sign(name) for name in names]
    for sign in signs_of:
        drawn(f'<svg xmlns="http://www.w3.org/2000/svg">{sign}</svg>')
    assert len(set(signs_of)) == len(names) and signs.sign("group") == signs.sign("something new")
