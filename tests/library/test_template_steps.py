"""From template and settings to steps, and shrinking what is left when the session runs late."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coknow import library
from coknow.session import template
from coknow.session.settings import merge
from coknow.session.steps import programme, shrink, total

CAFE = library.builtin()["learning-cafe"]


def steps_of(**given_settings):
    return programme(CAFE, merge(CAFE["settings"], given_settings, "fi", CAFE["phases"]))


def by_id(steps):
    return {step["id"]: step for step in steps}


def test_each_round_and_each_move_is_a_step_of_its_own():
    rotation = [step for step in steps_of(rounds=3) if step["activity"] == "rotate"]
    assert [(step["id"], step["stage"], step["round"], step["rounds"]) for step in rotation] == [
        ("cafe-1", "round", 1, 3),
        ("cafe-move-2", "move", 2, 3),
        ("cafe-2", "round", 2, 3),
        ("cafe-move-3", "move", 3, 3),
        ("cafe-3", "round", 3, 3),
    ]
    assert rotation[2]["title"]["fi"] == "Kierros 2/3"


def test_one_round_has_no_move():
    assert [step["id"] for step in steps_of(rounds=1) if step["activity"] == "rotate"] == ["cafe-1"]


def test_a_break_of_the_rotation_stands_between_a_move_and_its_round():
    project = library.builtin()["pro-action-cafe"]

    def ids(**given_settings):
        merged = merge(project["settings"], given_settings, "fi", project["phases"])
        return [step["id"] for step in programme(project, merged)]

    assert ids()[2:9] == ["rounds-1", "rounds-move-2", "rounds-2", "rounds-move-3", "break", "rounds-3", "notes"]
    assert ids(rounds=2)[2:7] == ["rounds-1", "rounds-move-2", "rounds-2", "break", "notes"], "no third round: where it is written"
    assert "break" not in ids(phases={"break": {"skip": True}})


def test_the_hosts_question_is_also_what_people_think_about_alone_before():
    steps = by_id(steps_of(questions={"1": "Mitä kuuluu?"}))
    assert steps["think"]["prompt"] == steps["cafe-1"]["prompt"] == {"fi": "Mitä kuuluu?"}
    assert steps["cafe-2"]["prompt"]["fi"].startswith("Mitä yhteyksiä")


def test_past_the_last_question_the_last_repeats():
    steps = by_id(steps_of(rounds=5))
    assert steps["cafe-4"]["prompt"] == steps["cafe-5"]["prompt"] == steps["cafe-3"]["prompt"]
    assert steps["cafe-3"]["prompt"] != steps["cafe-2"]["prompt"]
    own = by_id(steps_of(rounds=5, questions={"4": "Entä nyt?"}))
    assert own["cafe-4"]["prompt"] == own["cafe-5"]["prompt"] == {"fi": "Entä nyt?"}


def test_changes_to_a_phase_and_to_one_of_its_steps():
    changed = steps_of(phases={"cafe": {"minutes": 12}, "cafe-2": {"minutes": 9, "prompt": "Yksi vain"}, "wall": {"minutes": 20}})
    steps = by_id(changed)
    assert [steps[f"cafe-{n}"]["minutes"] for n in (1, 2, 3)] == [12, 9, 12]
    assert steps["cafe-2"]["prompt"] == {"fi": "Yksi vain"}
    assert steps["wall"]["minutes"] == 20


def test_one_question_for_all_rounds():
    steps = by_id(steps_of(phases={"cafe": {"prompt": {"fi": "Sama", "sv": "Samma"}}}))
    assert {steps[f"cafe-{n}"]["prompt"]["fi"] for n in (1, 2, 3)} == {"Sama"}


def test_a_skipped_phase_is_gone_and_the_rest_stays():
    steps = steps_of(phases={"etiquette": {"skip": True}, "cafe": {"skip": True}})
    assert [step["id"] for step in steps] == [p["id"] for p in CAFE["phases"] if p["id"] not in ("etiquette", "cafe")]


def test_a_carousel_says_what_a_carousel_does():
    scatter, carousel = by_id(steps_of()), by_id(steps_of(mode="carousel"))
    assert scatter["cafe-move-2"]["title"]["fi"] == "Vaihda pöytää"
    assert carousel["cafe-move-2"]["title"]["fi"] == "Ryhmä kiertää"
    assert carousel["cafe-2"]["settings"]["mode"] == "carousel"
    assert carousel["think"]["prompt"] == carousel["cafe-1"]["prompt"] != scatter["cafe-1"]["prompt"]
    assert carousel["etiquette"]["script"]["say"] != scatter["etiquette"]["script"]["say"]
    # what the carousel does not say otherwise stays
    assert carousel["etiquette"]["script"]["watch"] == scatter["etiquette"]["script"]["watch"]


def test_steps_do_not_change_the_template():
    before = str(CAFE)
    for step in steps_of(rounds=8):
        step["title"] = step["minutes"] = None
    assert str(CAFE) == before


# -- shrinking ---------------------------------------------------------------------------------------------------


def test_with_time_enough_nothing_changes():
    steps = steps_of()
    assert shrink(steps, 100) == shrink(steps, 500) == {step["id"]: step["minutes"] for step in steps}


def test_ten_minutes_late_the_rounds_give_and_the_harvest_stays():
    steps = steps_of()
    after = shrink(steps, 90)
    assert sum(after.values()) == 90
    assert all(after[name] == by_id(steps)[name]["minutes"] for name in ("harvest-write", "wall", "checkout", "feedback"))
    assert after["cafe-1"] == after["cafe-2"] == after["cafe-3"] < 18


def test_the_harvest_stays_whole_until_the_rounds_are_halved():
    assert shrink(steps_of(), 65)["wall"] == 15
    assert {shrink(steps_of(), 65)[f"cafe-{n}"] for n in (1, 2, 3)} == {9}
    assert shrink(steps_of(), 64)["wall"] < 15


def test_very_late_everything_gives_but_nothing_below_its_floor():
    after = shrink(steps_of(), 45)
    assert sum(after.values()) == 45
    assert after["wall"] < 15
    assert all(after[f"cafe-{n}"] >= 5 for n in (1, 2, 3))


def test_impossibly_late_the_sum_tells_that_a_step_must_go():
    after = shrink(steps_of(), 3)
    assert sum(after.values()) > 3
    assert after == shrink(steps_of(), 0) == shrink(steps_of(), -20)


def test_floors_may_be_given_per_activity():
    assert shrink(steps_of(), 0, {"rotate": 1, "harvest": 10})["wall"] == 10


def test_nothing_left_to_shrink():
    assert shrink([], 10) == shrink([], -1) == {}


HALVES = st.integers(1, 120).map(lambda number: number / 2)
STEPS = st.lists(
    st.tuples(st.sampled_from(["plenary", "solo", "group", "rotate", "harvest", "pause", "circle"]), HALVES), max_size=15
).map(lambda given: [{"id": f"s{n}", "activity": a, "minutes": m} for n, (a, m) in enumerate(given)])


@given(STEPS, st.integers(-10, 400).map(lambda number: number / 2))
def test_shrinking_is_exact_monotone_and_never_stretches(steps, left):
    after = shrink(steps, left)
    floors = shrink(steps, 0)
    assert list(after) == [step["id"] for step in steps]
    for step in steps:
        assert floors[step["id"]] <= after[step["id"]] <= step["minutes"]
        assert (after[step["id"]] * 2) % 1 == 0
    possible = max(left, sum(floors.values()))
    assert sum(after.values()) == min(possible, total(steps))
    less = shrink(steps, left - 10)
    assert sum(less.values()) <= sum(after.values())


@given(st.floats(0.01, 60), st.floats(0, 80))
def test_a_step_already_begun_may_have_any_time_left(begun, left):
    steps = [{"id": "now", "activity": "solo", "minutes": begun}, {"id": "next", "activity": "group", "minutes": 10}]
    after = shrink(steps, left)
    assert after["now"] <= begun and after["next"] <= 10


@pytest.mark.parametrize("activity", ["plenary", "solo", "group", "harvest", "pause"])
def test_a_template_without_rounds_works_too(activity):
    plain = template.parse({
        "id": "plain", "version": "1.0.0", "names": {"fi": "P"}, "minutes": 5,
        "phases": [{"id": "only", "activity": activity, "minutes": 5}],
    })  # fmt: skip
    (step,) = programme(plain, plain["settings"])
    assert step["minutes"] == 5 and step["title"]["fi"] == "only"
