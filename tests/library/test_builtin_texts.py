"""The built-in texts: complete in three languages, minutes that add up, one action at a time."""

import copy
from importlib import resources

import pytest

from coknow import library
from coknow.session import ground_rules, template
from coknow.session.checks import LANGUAGES
from coknow.session.settings import MODES, merge

TEMPLATES = sorted(library.builtin())
ROTATING = [name for name in TEMPLATES if any(p["activity"] == "rotate" for p in library.builtin()[name]["phases"])]
ACTIVITIES = sorted(library.activities())
ROTATION = [("plenary", 5), ("plenary", 5), ("solo", 2), ("rotate", 18), ("rotate", 2), ("rotate", 18), ("rotate", 2),
            ("rotate", 18), ("solo", 3), ("harvest", 5), ("harvest", 15), ("group", 5), ("pulse", 2)]  # fmt: skip


def text_of(name):
    return (resources.files("coknow.library") / f"{name}.yaml").read_bytes()


def texts(value, path=""):
    """Every text in three languages, with where it stands."""
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        yield path, value
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from texts(entry, f"{path}.{name}")
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from texts(entry, f"{path}.{number}")


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_lints_clean(name):
    assert template.lint(text_of(name), library.activities()) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_parsing_what_was_parsed_changes_nothing(name):
    parsed = library.builtin()[name]
    assert template.parse(copy.deepcopy(parsed), library.activities()) == parsed


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("name", "minutes"), [("learning-cafe", 100), ("learning-cafe-mini", 45)])
def test_minutes_add_up(name, minutes, mode):
    found = library.builtin()[name]
    steps = template.programme(found, merge(found["settings"], {"mode": mode}))
    assert found["minutes"] == minutes == template.total(steps)


def test_the_learning_cafe_has_the_steps_of_its_recipe():
    found = library.builtin()["learning-cafe"]
    steps = template.programme(found, found["settings"])
    assert [(step["activity"], step["minutes"]) for step in steps] == ROTATION


@pytest.mark.parametrize("rounds", range(1, 9))
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ROTATING)
def test_any_number_of_rounds_has_its_time_and_a_question_each(name, mode, rounds):
    found = library.builtin()[name]
    settings = merge(found["settings"], {"mode": mode, "rounds": rounds, "round_minutes": 11, "move_minutes": 3})
    steps = template.programme(found, settings)
    rotation = [step for step in steps if step["activity"] == "rotate"]
    assert len(rotation) == 2 * rounds - 1
    assert sum(step["minutes"] for step in rotation) == rounds * 11 + (rounds - 1) * 3
    assert all(set(step["prompt"]) == set(LANGUAGES) for step in rotation if step["stage"] == "round")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_step_gives_everybody_something_to_do_and_the_host_something_to_say(name, mode):
    found = library.builtin()[name]
    for step in template.programme(found, merge(found["settings"], {"mode": mode})):
        assert set(step["task"]) == set(step["title"]) == set(LANGUAGES), step["id"]
        assert {"say", "watch", "fails"} <= set(step["script"]), step["id"]
        assert "{" not in str(step["title"].values()) + str(step["task"].values())


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_text_is_complete_and_no_language_is_a_copy_of_another(name):
    found = list(texts(library.builtin()[name]))
    assert len(found) >= 9 + 6 * len(library.builtin()[name]["phases"]), "a name, three descriptions, five cards; six texts a phase"
    for path, text in found:
        assert set(text) == set(LANGUAGES), path
        if len(text["en"]) > 25:
            assert len(set(text.values())) == 3, path


def test_the_two_forms_of_the_cafe_speak_differently_of_moving():
    found = library.builtin()["learning-cafe"]
    scatter, carousel = (template.programme(found, merge(found["settings"], {"mode": mode})) for mode in MODES)
    for step, other in zip(scatter, carousel, strict=True):
        assert step["id"] == other["id"]
        if step["activity"] == "rotate":
            assert step["script"]["say"] != other["script"]["say"], step["id"]


@pytest.mark.parametrize("name", ACTIVITIES)
def test_every_activity_can_speak_for_itself(name):
    script = library.activity_script(name)
    assert set(script["coach"]) == {"teaching", "facilitating", "hosting"}
    assert "default" in script["task"]
    for path, text in [*texts(script["task"]), *texts(script["coach"]), *texts({"fails": script["fails"]})]:
        assert set(text) == set(LANGUAGES) and len(set(text.values())) == 3, path


def test_every_activity_with_a_machine_has_a_script():
    folders = resources.files("coknow.activities").iterdir()
    assert ACTIVITIES == sorted(folder.name for folder in folders if (folder / "machine.py").is_file())


def test_where_a_template_is_silent_its_activity_speaks():
    silent = copy.deepcopy(library.builtin()["learning-cafe-mini"])
    for phase in silent["phases"]:
        phase.pop("task", None)
        phase["script"] = {"say": phase["script"]["say"]}
    for phase in library.completed(silent)["phases"]:
        assert set(phase["task"]) == set(phase["script"]["fails"]) == set(LANGUAGES), phase["id"]
    takeaway = next(phase for phase in library.completed(silent)["phases"] if phase["id"] == "takeaway")
    assert takeaway["task"] == library.activity_script("solo")["task"]["takeaways"]
    assert library.completed(library.builtin()["fishbowl"]) == library.builtin()["fishbowl"], "who speaks is not interrupted"


@pytest.mark.parametrize("name", ["", "..", "plenary/../solo", "nothing", "__pycache__"])
def test_an_unknown_activity_has_no_script(name):
    with pytest.raises(KeyError):
        library.activity_script(name)


@pytest.mark.parametrize("name", ground_rules.SETS)
def test_every_ready_set_of_ground_rules_is_named_versioned_and_complete(name):
    rules = library.rules(name)
    assert rules["version"]
    assert [item["order"] for item in rules["items"].values()] == list(range(1, len(rules["items"]) + 1))
    found = list(texts(rules))
    assert len(found) == len(rules["items"]) + 1
    assert all(set(text) == set(LANGUAGES) and len(set(text.values())) == 3 for _, text in found)


def test_the_default_rules_say_that_nobody_has_the_answers_alone_and_none_is_wrong():
    for rules in (library.rules(), library.rules_of(library.builtin()["case-webinar"]), library.rules_of({})):
        assert list(rules["items"])[:2] == ["no-one-alone", "none-wrong"]


def test_a_template_brings_its_own_rules_or_names_a_ready_set():
    assert library.rules_of({"rules": "timeout"}) == library.rules("timeout")
    assert len(library.rules("timeout")["items"]) == 4 and len(library.rules("timeout-earlier")["items"]) == 6
    own = ground_rules.read({"version": "2", "items": [{"id": "a", "text": {"fi": "Kuuntele."}}]})
    assert library.rules_of({"rules": own}) == own
