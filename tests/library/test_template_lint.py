"""The linter finds every fault that is planted, where it was planted; and each finding has its sentence."""

import ast
import copy
import inspect
import string
from functools import reduce
from importlib import resources

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from coknow import library
from coknow.session import allowed, checks, ground_rules, settings, talk, template, template_quality, template_reading, yaml_text
from coknow.session.checks import LANGUAGES

SOURCES = (allowed, checks, ground_rules, settings, yaml_text, template_reading, template_quality)
GOOD = library.builtin()["learning-cafe"]
REMOVED = object()
LONG = {"fi": "x" * 3000, "sv": "x", "en": "x"}

# (where to plant, what to plant, code to be found, path to be found at)
PLANTED = [
    ("id", "Oma Kahvila", "bad_id", "id"),
    ("id", REMOVED, "missing", "id"),
    ("version", "1.0", "bad_version", "version"),
    ("version", 1.0, "not_text", "version"),
    ("status", "ready", "not_one_of", "status"),
    ("names.fi", REMOVED, "missing_language", "names"),
    ("names", {}, "missing", "names"),
    ("names.se", "Kafea", "unknown_language", "names.se"),
    ("names.fi", "Kahvila\x07", "control_character", "names.fi"),
    ("names.fi", "Kahvila \ud800", "control_character", "names.fi"),
    ("serves", [], "missing", "serves"),
    ("serves", ["profit"], "not_one_of", "serves.0"),
    ("size.best", 500, "size_order", "size"),
    ("size.min", "twelve", "not_a_number", "size.min"),
    ("minutes", 90, "minutes_off", "minutes"),
    ("minutes", True, "not_a_number", "minutes"),
    ("minutes", float("nan"), "out_of_range", "minutes"),
    ("minutes", 100.25, "not_half_minutes", "minutes"),
    ("describe.when_not", REMOVED, "not_described", "describe.when_not"),
    ("describe.why", LONG, "too_long", "describe.why.fi"),
    ("participant_card", REMOVED, "not_instructed", "participant_card"),
    ("retention_days", 400, "out_of_range", "retention_days"),
    ("colour", "red", "unknown_field", "colour"),
    ("settings", [], "not_an_object", "settings"),
    ("settings.mode", "dance", "not_one_of", "settings.mode"),
    ("settings.rounds", 9, "out_of_range", "settings.rounds"),
    ("settings.round_minutes", 7, "too_little_time", "phases.cafe-1"),
    ("settings.keep_apart", "yes", "not_yes_or_no", "settings.keep_apart"),
    ("settings.companion.main", "http://video.example", "not_https", "settings.companion.main"),
    ("settings.questions", {"9": "Miksi?"}, "not_a_place_number", "settings.questions.9"),
    ("settings.expected", 50, None, None),
    ("settings", {"expected": 50, "limit": 40}, "limit_below_expected", "settings.limit"),
    ("settings.phases", {"lunch": {"skip": True}}, "unknown_phase", "settings.phases.lunch"),
    ("settings.phases", {"cafe-2": {"skip": True}}, "cannot_skip_round", "settings.phases.cafe-2.skip"),
    ("settings.phases", {p["id"]: {"skip": True} for p in GOOD["phases"]}, "nothing_left", "settings.phases"),
    ("phases", {}, "not_a_list", "phases"),
    ("phases", [{}] * 61, "too_many", "phases"),
    ("phases.0", "welcome", "not_an_object", "phases.0"),
    ("phases.0.activity", "karaoke", "unknown_activity", "phases.0.activity"),
    ("phases.0.minutes", REMOVED, "missing", "phases.0.minutes"),
    ("phases.3.minutes", 60, "unknown_field", "phases.3.minutes"),
    ("phases.1.id", "welcome", "id_twice", "phases.1.id"),
    ("phases.4.id", "cafe-move-2", "id_twice", "phases.4.id"),
    ("phases.0.id", "cafe-2", "id_twice", "phases.3.id"),
    ("phases.0.rights", {"moves": "host"}, "right_means_nothing", "phases.0.rights.moves"),
    ("phases.0", {**copy.deepcopy(library.builtin()["open-space"]["phases"][5]), "rights": {"moves": "host"}}, "right_means_nothing",
     "phases.0.rights.moves"),
    ("phases.1.before_round", 2, "no_break_of_rounds", "phases.1.before_round"),
    ("phases.4.before_round", 2, "no_break_of_rounds", "phases.4.before_round"),
    ("phases.4", {**copy.deepcopy(GOOD["phases"][3]), "id": "again"}, "second_rotation", "phases.4"),
    ("phases.3", REMOVED, "question_without_rounds", "phases.2.question"),
    ("phases.0.title", REMOVED, "not_visualised", "phases.0.title"),
    ("phases.0.task", REMOVED, "no_task", "phases.0.task"),
    ("phases.0.task.fi", "Kirjoita sana. Lue muiden sanat.", "task_not_one_sentence", "phases.0.task"),
    ("phases.3.settings.rounds.1.task.sv", "Läs. Skriv.", "task_not_one_sentence", "phases.3.settings.rounds.1.task"),
    ("phases.3.carousel.task.en", "Read. Write.", "task_not_one_sentence", "phases.3.carousel.task"),
    ("phases.0.script.watch", REMOVED, "not_instructed", "phases.0.script.watch"),
    ("phases.3.settings.move.task", REMOVED, "no_task", "phases.3.settings.move.task"),
    ("phases.3.settings.rounds.1.prompt", REMOVED, "no_prompt", "phases.3.settings.rounds"),
    ("phases.3.carousel.settings.rounds.1.prompt", REMOVED, "no_prompt", "phases.3.settings.rounds"),
    ("phases.3.settings.rounds", [], "not_a_list", "phases.3.settings.rounds"),
    ("phases.3.settings.rounds.0.prompt.en", REMOVED, "missing_language", "phases.3.settings.rounds.0.prompt"),
    ("phases.2.settings.visibility", "world", "not_one_of", "phases.2.settings.visibility"),
    ("phases.2.settings.kinds", [], "not_a_list", "phases.2.settings.kinds"),
    ("phases.2.settings.votes", 3, "unknown_field", "phases.2.settings.votes"),
    ("phases.7.settings.size", 40, "out_of_range", "phases.7.settings.size"),
    ("phases.7.settings.size", 6, "too_little_time", "phases.checkout"),
    ("phases.7.settings.from", "wall-of-tomorrow", "no_earlier_phase", "phases.7.settings.from"),
    ("phases.5.minutes", 2, "too_little_time", "phases.harvest-write"),
    ("phases.0", {**GOOD["phases"][0], "minutes": 12, "settings": {}}, "long_listening", "phases.0.minutes"),
]


def planted(where, what, into=GOOD):
    spoiled = copy.deepcopy(into)
    *way, last = [int(part) if part.isdigit() else part for part in where.split(".")]
    target = reduce(lambda value, part: value[part], way, spoiled)
    if what is REMOVED:
        del target[last]
    else:
        target[last] = what
    return spoiled


@pytest.mark.parametrize(("where", "what", "code", "path"), PLANTED, ids=lambda value: str(value)[:40])
def test_a_planted_fault_is_found_where_it_is(where, what, code, path):
    found = {(problem.code, problem.path) for problem in template.lint(planted(where, what), library.activities())}
    assert found == set() if code is None else (code, path) in found


def test_a_template_that_never_stops_or_leaves_nothing_behind_is_told_so():
    bare = planted("phases", [phase for phase in GOOD["phases"] if phase["activity"] in ("plenary", "rotate")])
    assert {"no_stop", "nothing_concrete"} <= {problem.code for problem in template.lint(bare, library.activities())}


def test_another_activitys_number_of_rounds_is_no_list_of_them():
    given = planted("phases.0.settings", {"rounds": 3, "move": 2})
    counting = {**library.activities(), given["phases"][0]["activity"]: {"rounds": {"whole": [1, 8]}, "move": {"whole": [1, 8]}}}
    assert template.lint(given, counting) == template.lint(planted("phases.0.settings", {}), counting)


def test_all_faults_are_told_at_once():
    spoiled = planted("version", "one", planted("minutes", 0, planted("phases.0.task", REMOVED)))
    assert {"bad_version", "out_of_range", "no_task"} <= {problem.code for problem in template.lint(spoiled)}


def test_a_published_template_must_be_complete_and_a_draft_need_not():
    unfinished = planted("names.sv", REMOVED)
    with pytest.raises(template.BadTemplate) as refused:
        template.parse(unfinished)
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [("names", "missing_language")]
    assert template.parse({**unfinished, "status": "draft"})["names"]["fi"] == "Oppimiskahvila"


def test_a_draft_that_could_not_run_is_refused():
    with pytest.raises(template.BadTemplate):
        template.parse({**planted("phases.0.minutes", REMOVED), "status": "draft"})


def test_deceiving_characters_do_not_get_in():
    found = template.parse(planted("names.fi", "Kah\u202evila\u2066 \ufeffnyt"))
    assert found["names"]["fi"] == "Kahvila nyt"


def test_letters_put_together_from_two_signs_become_one_and_choices_are_given_once():
    found = template.parse(planted("names.fi", "Pa\u0308iva\u0308", planted("serves", ["dialogue", "dialogue"])))
    assert found["names"]["fi"] == "P\u00e4iv\u00e4" and found["serves"] == ["dialogue"]


def test_a_flood_of_faults_is_cut_off():
    assert len(template.lint({f"field-{number}": 1 for number in range(5000)})) <= 250


def test_no_code_is_left_without_a_planted_fault():
    files = {"not_yaml", "too_large", "too_deep", "yaml_alias", "yaml_tag", "duplicate_key", "key_not_text"}  # test_yaml_text
    planted_above = {code for *_, code, _ in PLANTED if code} | {"no_stop", "nothing_concrete"}
    assert planted_above | files == set(codes_in_source())


# -- every code has its sentence, every sentence its code ----------------------------------------------------------


def codes_in_source():
    """The first argument of Fault(…), the second of note(…) and Problem(…), read from the code itself."""
    for module in SOURCES:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                place = {"Fault": 0, "note": 1, "Problem": 1}.get(name)
                if place is not None and len(node.args) > place:
                    given = node.args[place]
                    choices = (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)
                    yield from (choice.value for choice in choices if isinstance(choice, ast.Constant))


def reasons_of_a_running_session():
    """What session.change refuses although the form allows it: the `reason` of its refusals."""
    for node in ast.walk(ast.parse(inspect.getsource(talk))):
        if isinstance(node, ast.keyword) and node.arg == "reason":
            yield node.value.value


def catalogue(language):
    with (resources.files("coknow") / "locale" / language / "template.po").open("rb") as file:
        return {message.id: message for message in read_po(file, ignore_obsolete=True) if message.id}


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence_and_every_sentence_a_code(language):
    messages = catalogue(language)
    assert set(messages) == {f"template.{code}" for code in {*codes_in_source(), *reasons_of_a_running_session()}}
    assert all(message.string and message.string.endswith(".") for message in messages.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_can_be_said(language):
    messages = catalogue(language)
    for where, what, _, _ in PLANTED:
        for problem in template.lint(planted(where, what), library.activities()):
            said = messages[problem.message].string.format(**problem.params)
            assert "{" not in said


def test_the_three_languages_fill_in_the_same_things():
    first, *others = (catalogue(language) for language in LANGUAGES)
    for code, message in first.items():
        for other in others:
            assert placeholders(message.string) == placeholders(other[code].string), code


# -- whatever comes, the answer is a list of problems --------------------------------------------------------------

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["rotate", "solo"])
KEYS = st.sampled_from(["id", "phases", "settings", "rounds", "move", "fi", "carousel", "script", "activity"]) | st.text(max_size=5)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)
PLACES = sorted({where for where, *_ in PLANTED if where not in ("names.se", "colour")})


@given(ANYTHING)
def test_any_data_at_all_is_answered_with_problems(whatever):
    problems = template.lint(whatever, library.activities())
    assert problems and all(isinstance(problem.path, str) for problem in problems)


@given(st.sampled_from(PLACES), ANYTHING)
def test_any_data_in_any_place_is_answered(where, whatever):
    try:
        parsed = template.parse(planted(where, whatever), library.activities())
    except template.BadTemplate as refused:
        assert refused.problems
    else:
        assert template.parse(copy.deepcopy(parsed), library.activities()) == parsed
        assert template.programme(parsed, parsed["settings"])


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_at_all_is_answered(whatever):
    assert template.lint(whatever)
