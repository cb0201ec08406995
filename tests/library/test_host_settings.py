"""What a host sends as settings: taken in clean, or refused with the field and the reason; never anything else."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coknow import library
from coknow.kernel.rejected import Rejected
from coknow.session.checks import LANGUAGES
from coknow.session.settings import DEFAULTS, MAX_PEOPLE, merge

CAFE = library.builtin()["learning-cafe"]

REFUSED = [
    ({"rounds": 0}, "rounds", "out_of_range"),
    ({"rounds": True}, "rounds", "not_a_number"),
    ({"rounds": 2.5}, "rounds", "not_a_number"),
    ({"rounds": "3"}, "rounds", "not_a_number"),
    ({"round_minutes": 121}, "round_minutes", "out_of_range"),
    ({"round_minutes": 10.3}, "round_minutes", "not_half_minutes"),
    ({"move_minutes": -1}, "move_minutes", "out_of_range"),
    ({"table_size": 13}, "table_size", "out_of_range"),
    ({"mode": "mix"}, "mode", "not_one_of"),
    ({"mode": ["scatter"]}, "mode", "not_one_of"),
    ({"table_host": "leave"}, "table_host", "not_one_of"),
    ({"themes": {"0": {"text": "A"}}}, "themes.0", "not_a_place_number"),
    ({"themes": {"1": {"text": "A" * 201}}}, "themes.1.text.fi", "too_long"),
    ({"themes": {"1": {"text": {"fi": 3}}}}, "themes.1.text.fi", "not_text"),
    ({"themes": {"1": {"text": "A", "icon": "x"}}}, "themes.1.icon", "unknown_field"),
    ({"themes": {"1": {"text": "A", "host": "U\x00la"}}}, "themes.1.host", "control_character"),
    ({"themes": ["A", "B"]}, "themes", "not_an_object"),
    ({"questions": {"9": "Miksi?"}}, "questions.9", "not_a_place_number"),
    ({"questions": {"1": {"de": "Warum?"}}}, "questions.1.de", "unknown_language"),
    ({"purpose": "x" * 10_000}, "purpose.fi", "too_long"),
    ({"purpose": "x" * 10_000_000}, "purpose.fi", "too_long"),
    ({"purpose": "\u202e" * 1_000_000}, "purpose.fi", "too_long"),  # nothing of it would be left, but it is work
    ({"purpose": "a\x1b[31m"}, "purpose.fi", "control_character"),
    ({"purpose": "a\ud800"}, "purpose.fi", "control_character"),
    ({"purpose": 7}, "purpose", "not_text"),
    ({"expected": -1}, "expected", "out_of_range"),
    ({"limit": MAX_PEOPLE + 1}, "limit", "out_of_range"),
    ({"expected": 40, "limit": 30}, "limit", "limit_below_expected"),
    ({"starts_at": 10**30}, "starts_at", "out_of_range"),
    ({"starts_at": float("inf")}, "starts_at", "not_a_number"),
    ({"host_name": "x" * 61}, "host_name", "too_long"),
    ({"companion": {"mode": "table", "main": "http://a.example"}}, "companion.main", "not_https"),
    ({"companion": {"main": "javascript:alert(1)"}}, "companion.main", "not_https"),
    ({"companion": {"main": "https://teams.microsoft.com@evil.example/x"}}, "companion.main", "not_https"),
    ({"companion": {"main": "https://a.example/\"><script>"}}, "companion.main", "not_https"),
    ({"companion": {"main": "https://"}}, "companion.main", "not_https"),
    ({"companion": {"main": "https://[::1"}}, "companion.main", "not_https"),
    ({"companion": {"main": "https://a.example:99999/"}}, "companion.main", "not_https"),
    ({"companion": {"main": "https://a.example/two words"}}, "companion.main", "not_https"),
    ({"companion": {"main": "//a.example"}}, "companion.main", "not_https"),
    ({"companion": {"links": {"2": "ftp://a.example"}}}, "companion.links.2", "not_https"),
    ({"companion": {"links": {"x": "https://a.example"}}}, "companion.links.x", "not_a_place_number"),
    ({"companion": {"mode": "both"}}, "companion.mode", "not_one_of"),
    ({"keep_apart": 1}, "keep_apart", "not_yes_or_no"),
    ({"retention_days": 366}, "retention_days", "out_of_range"),
    ({"phases": {"wall": {"minutes": 0}}}, "phases.wall.minutes", "out_of_range"),
    ({"phases": {"wall": {"title": "x"}}}, "phases.wall.title", "unknown_field"),
    ({"phases": {"lunch": {"skip": True}}}, "phases.lunch", "unknown_phase"),
    ({"phases": {"cafe-9": {"minutes": 3}}}, "phases.cafe-9", "unknown_phase"),
    ({"phases": {"wall-1": {"minutes": 3}}}, "phases.wall-1", "unknown_phase"),
    ({"phases": {"cafe-move-2": {"skip": True}}}, "phases.cafe-move-2.skip", "cannot_skip_round"),
    ({"phases": {phase["id"]: {"skip": True} for phase in CAFE["phases"]}}, "phases", "nothing_left"),
    ({"phases": {f"p{n}": {} for n in range(201)}}, "phases", "too_many"),
    ({"tables": 4}, "tables", "unknown_field"),
    ([], "", "not_an_object"),
    ("rounds=3", "", "not_an_object"),
    (None, "", "not_an_object"),
]


@pytest.mark.parametrize(("given_settings", "field", "reason"), REFUSED, ids=lambda value: str(value)[:50])
def test_it_is_refused_with_the_field_and_the_reason(given_settings, field, reason):
    with pytest.raises(Rejected) as refused:
        merge(CAFE["settings"], given_settings, "fi", CAFE["phases"])
    assert refused.value.code == "bad_settings"
    assert (refused.value.params["field"], refused.value.params["reason"]) == (field, reason)
    json.dumps(refused.value.params)


def test_the_templates_settings_stand_where_nothing_is_given():
    assert merge(CAFE["settings"], {}) == CAFE["settings"] == merge(CAFE["settings"], {"rounds": None, "themes": None})
    assert merge({}, {}) == DEFAULTS


def test_a_whole_form():
    found = merge(CAFE["settings"], {
        "mode": "carousel", "rounds": 4, "round_minutes": 12.5, "table_size": 5,
        "themes": {2: {"text": {"fi": "  Arki \n", "sv": "Vardag"}, "host": " Ulla  Aho "}, "10": "Tila", "1": {"text": "Aika"}},
        "questions": {"2": "Mitä sitten?"}, "purpose": {"fi": "Yhdessä\n\n\n\neteenpäin", "sv": ""},
        "expected": 23, "limit": 40, "starts_at": 1_800_000_000_000, "host_name": "Päivi\u202e", "contact": "paivi@kunta.example",
        "companion": {"mode": "table", "main": " https://teams.example/l/meetup-join/19%3ameeting?context=%7b%7d ",
                      "links": {"2": "https://bücher.example/r2", "3": ""}},
        "keep_apart": True, "retention_days": 14,
        "phases": {"wall": {"minutes": 12}, "etiquette": {"skip": True}, "checkout": {"skip": False}, "cafe-2": {"prompt": "Oma"}},
    }, "fi", CAFE["phases"])  # fmt: skip
    assert found["themes"] == {
        "1": {"text": {"fi": "Aika"}},
        "2": {"text": {"fi": "Arki", "sv": "Vardag"}, "host": "Ulla Aho"},
        "10": {"text": {"fi": "Tila"}},
    }
    assert list(found["themes"]) == ["1", "2", "10"]
    assert found["questions"] == {"2": {"fi": "Mitä sitten?"}}
    assert found["purpose"] == {"fi": "Yhdessä\n\neteenpäin"}
    assert found["host_name"] == "Päivi"
    assert found["round_minutes"] == 12.5
    assert found["companion"]["main"] == "https://teams.example/l/meetup-join/19%3ameeting?context=%7b%7d"
    assert found["companion"]["links"] == {"2": "https://bücher.example/r2"}
    assert found["phases"] == {"wall": {"minutes": 12}, "etiquette": {"skip": True}, "cafe-2": {"prompt": {"fi": "Oma"}}}


def test_a_plain_text_is_in_the_sessions_language():
    assert merge({}, {"purpose": "Tillsammans"}, "sv")["purpose"] == {"sv": "Tillsammans"}


def test_an_empty_text_clears_what_was_set_before():
    before = merge({}, {"purpose": "A", "contact": "B", "themes": {"1": "C"}, "companion": {"main": "https://a.example"}})
    after = merge(before, {"purpose": "", "contact": " ", "themes": {}, "companion": {"mode": "none"}})
    assert after == DEFAULTS


def test_the_defaults_given_are_not_changed_and_not_shared():
    defaults = copy.deepcopy(CAFE["settings"])
    found = merge(defaults, {"themes": {"1": "A"}})
    found["themes"]["1"]["text"]["fi"] = "B"
    found["phases"]["x"] = found["companion"]["main"] = "changed"
    assert defaults == CAFE["settings"]
    merge({}, {})["companion"]["mode"] = "changed"
    assert merge({}, {})["companion"] == {"mode": "none"} == DEFAULTS["companion"]


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(["scatter", "https://a.b"])
NAMES = st.sampled_from(["1", "2", "fi", "sv", "text", "host", "mode", "main", "links", "minutes", "prompt", "skip", "cafe-2"])
KEYS = NAMES | st.text(max_size=4) | st.integers() | st.booleans() | st.none()
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12)
FORMS = st.dictionaries(st.sampled_from([*DEFAULTS, "purpose", "expected", "limit", "contact", "host_name", "starts_at"]), ANYTHING)


@given(FORMS | ANYTHING, FORMS | ANYTHING, st.sampled_from(LANGUAGES), st.sampled_from([None, CAFE["phases"]]))
def test_whatever_comes_it_is_settings_or_a_refusal(defaults, given_settings, language, phases):
    try:
        found = merge(defaults, given_settings, language, phases)
    except Rejected as refused:
        assert refused.code == "bad_settings"
        json.dumps(refused.params)
    else:
        assert merge(found, {}, language, phases) == found  # clean settings stay as they are
        assert json.loads(json.dumps(found)) == found
        json.dumps(found, ensure_ascii=False).encode()  # no lone surrogate reaches the database


GOOD = st.fixed_dictionaries({}, optional={
    "mode": st.sampled_from(["scatter", "carousel"]),
    "rounds": st.integers(1, 8),
    "round_minutes": st.integers(2, 240).map(lambda n: n / 2),
    "questions": st.dictionaries(st.integers(1, 8).map(str), st.text("aåä? \n", max_size=500)),
    "themes": st.dictionaries(st.integers(1, 500).map(str), st.text("abc ", max_size=200), max_size=5),
    "purpose": st.dictionaries(st.sampled_from(LANGUAGES), st.text("abc ", max_size=300)),
    "expected": st.integers(0, MAX_PEOPLE),
    "keep_apart": st.booleans(),
})  # fmt: skip


@given(GOOD)
def test_every_reasonable_form_is_accepted(form):
    found = merge(CAFE["settings"], form, "fi", CAFE["phases"])
    for field in ("mode", "rounds", "round_minutes", "expected", "keep_apart"):
        if field in form:
            assert found[field] == form[field]
