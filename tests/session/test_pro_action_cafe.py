"""A Pro Action Café: callers bring a question and stay with it, helpers scatter over the tables, actions come of it."""

import copy

import pytest

from coknow import library, session
from tests.story import Story


def cafe(people=16, callers=4, **settings) -> Story:
    story = Story("pro-action-cafe", **settings)
    story.crowd(people)
    story.until("calling")
    for i in range(1, callers + 1):
        story.do(f"Vieras {i}", "topic.propose", title=f"Hanke {i}")
    return story


def tables(story) -> dict[str, set[str]]:
    """Title -> who sits there."""
    return {t.text["fi"]: {story.name(p) for p in story.state.places[t.id].people} for t in story.state.topics.values()}


def test_callers_stay_with_what_they_called_and_helpers_meet_every_project_once():
    story = cafe()
    visited: dict[str, list[str]] = {}
    for round_ in (1, 2, 3):
        story.until(f"rounds-{round_}")
        for title, people in tables(story).items():
            assert f"Vieras {title[-1]}" in people and len(people) == 4
            for name in people:
                visited.setdefault(name, []).append(title)
    for number in range(1, 5):
        assert set(visited[f"Vieras {number}"]) == {f"Hanke {number}"}
    assert all(len(set(visited[f"Vieras {number}"])) == 3 for number in range(5, 17)), "another project each round"
    story.end()


def test_there_are_no_more_callers_than_helpers_can_carry():
    story = cafe()
    assert story.refused("Vieras 9", "topic.propose", title="Viides") == "not_allowed"
    story.end()


def test_the_sheet_between_rounds_is_the_callers_own():
    story = cafe()
    story.until("rounds-move-2")
    note = story.do("Vieras 1", "note.add", text="Kysymys olikin toinen")[0].body
    assert note["visibility"] == "me"
    assert "Kysymys olikin toinen" not in str(story.table("Vieras 1"))
    story.end()


def test_after_the_break_everybody_is_where_they_were_told_before_it():
    story = cafe()
    story.until("rounds-move-3")
    told = tables(story)
    story.next()
    assert story.state.phase == "break" and tables(story) == told
    story.join("Myöhä")
    story.do("Vieras 16", "person.leave")
    story.next()
    now = tables(story)
    assert story.state.phase == "rounds-3" and story.place_of("Myöhä")
    assert {t: p - {"Myöhä"} for t, p in now.items()} == {t: p - {"Vieras 16"} for t, p in told.items()}
    story.do("Helmi", "phase.back")
    story.do("Helmi", "phase.back")
    assert story.state.phase == "rounds-move-3"
    story.until("rounds-3")
    assert {t: p & told[t] for t, p in tables(story).items()} == {t: p - {"Vieras 16"} for t, p in told.items()}
    story.end()


def test_a_caller_who_goes_takes_no_table_with_them():
    story = cafe()
    story.do("Vieras 2", "person.leave")
    story.until("rounds-1")
    assert tables(story)["Hanke 2"] == set()
    assert sorted(len(people) for title, people in tables(story).items() if title != "Hanke 2") == [5, 5, 5]
    assert story.refused("Vieras 1", "topic.withdraw", topic=next(iter(story.state.topics))) == "topic_running"
    story.next()
    story.until("rounds-3")
    story.end()


def test_at_the_end_each_caller_has_a_step_of_their_own_and_helpers_may_offer_theirs():
    story = cafe()
    story.until("steps")
    assert tables(story)["Hanke 1"] >= {"Vieras 1"}
    topic = next(iter(story.state.topics))
    story.do("Vieras 1", "action.add", topic=topic, text="Soitan huomenna", by="2027-02-01")
    story.do("Vieras 1", "topic.report", topic=topic, points="Kysymys tarkentui")
    story.until("closing")
    story.do("Helmi", "session.close")
    sections = session.harvest(story.state, for_hosts=False)["sections"]
    assert "Soitan huomenna" in str(sections) and "Kysymys tarkentui" in str(sections)
    story.end()


def test_without_any_caller_it_is_a_learning_cafe():
    story = cafe(callers=0)
    story.until("rounds-2")
    assert sum(story.sizes()) == 16
    story.end()


@pytest.mark.parametrize("name", ["open-space", "topic-tables", "pro-action-cafe"])
def test_the_templates_run_from_start_to_end_with_a_handful_and_with_many(name):
    for people in (5, 40):
        story = Story(copy.deepcopy(library.builtin()[name]), careful=people < 10)
        story.crowd(people)
        for _ in story.state.steps:
            story.next()
        story.do("Helmi", "session.close")
        story.end()


def test_a_table_is_read_in_the_order_of_the_programme_each_round_under_its_question():
    story = cafe()
    for phase in ("rounds-1", "rounds-2", "rounds-3", "steps"):
        story.until(phase)
        story.do("Vieras 1", "note.add", text=f"Sanottu vaiheessa {phase}")
    table = next(t for t in session.harvest(story.state, for_hosts=True)["tables"] if t["theme"]["fi"] == "Hanke 1")
    told = [(part["round"], part["prompt"]["fi"], part["notes"][0]["text"].split()[-1]) for part in table["rounds"]]
    assert [(number, said) for number, _, said in told] == [(1, "rounds-1"), (2, "rounds-2"), (3, "rounds-3"), (0, "steps")]
    assert told[0][1] == "Mikä on kysymyksen takana?" and told[3][1] == story.state.step_of("steps")["title"]["fi"]
    assert {step["title"]["fi"] for step in story.state.steps if step.get("stage") == "round"} == {
        f"Kierros {round_}/3" for round_ in (1, 2, 3)}
    story.end()
