"""The ground rules: shown at joining, changed by the host, and everybody told calmly."""

import copy

import pytest

from coknow import library, session
from coknow.kernel.messages import SYSTEM
from coknow.kernel.rejected import Rejected
from tests.story import Story


def items(*words) -> dict:
    return {f"r{n}": {"order": n, "text": {"fi": each}} for n, each in enumerate(words, 1)}


def test_joining_records_which_rules_were_shown():
    story = Story()
    story.join("Aino", rules=session.public(story.state)["rules"]["version"])
    story.join("Bertta")
    assert story.person("Aino")["rules"] == library.rules()["version"]
    assert "rules" not in story.person("Bertta"), "what was not shown is not recorded"
    assert story.hosts["rules"] == {"seen": 1, "of": 2}


def test_the_host_adds_rewords_reorders_and_removes_and_people_are_told_calmly():
    story = Story()
    story.join("Aino", rules=library.rules()["version"])
    story.do("Helmi", "rules.change", items=items("Puhelimet pois.", "Yksi kerrallaan."), name={"fi": "Meidän"})
    rules = story.room["rules"]
    assert rules["version"] == library.rules()["version"] + "+1" and rules["name"] == {"fi": "Meidän"}
    assert [i["text"]["fi"] for i in sorted(rules["items"].values(), key=lambda i: i["order"])] == ["Puhelimet pois.", "Yksi kerrallaan."]
    assert story.room["notice"]["kind"] == "rules"
    assert story.person("Aino")["rules"] != rules["version"] and story.hosts["rules"] == {"seen": 0, "of": 1}
    story.do("Aino", "rules.seen")
    assert story.person("Aino")["rules"] == rules["version"] and story.hosts["rules"]["seen"] == 1
    assert story.do("Aino", "rules.seen") == []
    story.do("Helmi", "rules.change", items=items("Yksi kerrallaan."))
    assert story.room["rules"]["version"].endswith("+2") and "name" not in story.room["rules"]
    assert story.do("Helmi", "rules.change", items=items("Yksi kerrallaan.")) == [], "the same again is no new version"
    story.end()


def test_a_list_a_plain_string_and_none_at_all_are_understood():
    story = Story(language="sv")
    story.do("Helmi", "rules.change", items=[{"id": "a", "text": "Lyssna."}, "Fråga."])
    assert story.room["rules"]["items"] == {"a": {"order": 1, "text": {"sv": "Lyssna."}}, "2": {"order": 2, "text": {"sv": "Fråga."}}}
    story.do("Helmi", "rules.change", items={})
    assert story.room["rules"]["items"] == {}


@pytest.mark.parametrize("given, code", [
    (None, "bad_arguments"), ("x", "bad_arguments"), ({"a": ""}, "empty_text"), ({"a": {"text": {}}}, "empty_text"),
    ({"a": "x" * 501}, "too_long"), ({"a": 3}, "bad_arguments"), ({"a": {"text": {"de": "x"}}}, "bad_arguments"),
    ({str(n): "x" for n in range(21)}, "bad_arguments"), ({"": "x"}, "bad_arguments"), ([{"id": "a", "text": "x"}] * 2, "bad_arguments"),
])  # fmt: skip
def test_what_is_no_set_of_rules_is_refused(given, code):
    assert Story().refused("Helmi", "rules.change", items=given) == code


def test_only_hosts_change_them_and_a_phone_hears_them_from_its_host():
    story = Story()
    story.join("Aino")
    assert story.refused("Aino", "rules.change", items={}) == "not_allowed"
    story.do("Helmi", "person.add", name="Puhelin-Pekka")
    assert story.hosts["rules"]["of"] == 1
    assert story.refused(SYSTEM, "rules.seen") == "not_allowed"


def test_rules_written_while_preparing_are_the_sessions_from_the_start():
    story = Story(rules={"items": items("Ollaan lempeitä.")})
    assert story.room["rules"]["items"]["r1"]["text"] == {"fi": "Ollaan lempeitä."}
    assert story.room["rules"]["version"] == library.rules()["version"] + "+1"
    assert "rules" not in story.hosts["settings"]
    with pytest.raises(Rejected) as no:
        Story(rules={"items": {"a": {"text": {"fi": "x" * 600}}}})
    assert no.value.params["field"] == "rules.items.a.fi"


def test_a_template_brings_its_rules_along():
    given = copy.deepcopy(library.builtin()["learning-cafe-mini"]) | {"rules": "timeout"}
    story = Story(given)
    assert story.room["rules"] == library.rules("timeout")
    story.join("Aino", rules="2025.9")
    story.do("Helmi", "rules.change", items=items("Kuuntele."))
    assert story.room["rules"]["version"] == "2025.9+1"
    story.end()
