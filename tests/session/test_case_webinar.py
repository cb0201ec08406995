"""The case webinar T1 from lobby to the last question, as METHODS writes it down."""

import json

from coknow import library, session

from tests.story import Story

RECIPE = [("plenary", 3), ("pulse", 2), ("plenary", 3), ("plenary", 8), ("solo", 3), ("group", 8), ("plenary", 8), ("plenary", 8),
          ("solo", 3), ("group", 8), ("plenary", 8), ("pause", 5), ("solo", 4), ("group", 12), ("harvest", 3), ("harvest", 2),
          ("pulse", 2)]  # fmt: skip
ORGANISATIONS = ("Kempele", "Oulu", "Ii")


def webinar(people=24, **more) -> Story:
    story = Story("case-webinar", **more)
    for n in range(people):
        story.join(f"Vieras {n + 1}", organisation=ORGANISATIONS[n % 3])
    return story


def groups(story) -> set[frozenset]:
    return {frozenset(place.people) for place in story.state.open_places() if place.people}


def test_ninety_minutes_and_the_steps_of_its_recipe():
    story = webinar(0, careful=False)
    assert [(step["activity"], step["minutes"]) for step in story.state.steps] == RECIPE
    assert sum(minutes for _, minutes in RECIPE) == 90 == library.builtin()["case-webinar"]["minutes"]
    assert "no-one-alone" in story.room["rules"]["items"] and "none-wrong" in story.room["rules"]["items"]


def test_everybody_has_something_to_do_in_every_phase():
    story = webinar(9)
    for step in story.state.steps:
        story.next()
        phase = story.room["phase"]
        assert phase.get("writes") or phase.get("contributes") or step["settings"].get("stage") == "wall", step["id"]
    story.end()


def pairs(made) -> set:
    return {(a, b) for group in made for a in group for b in group if a < b}


def test_threes_then_new_threes_then_fours_each_with_people_not_met_yet():
    story = Story("case-webinar")
    story.crowd(24)
    seen = []
    for phase, size in (("trio-a", 3), ("trio-b", 3), ("help", 4)):
        story.until(phase)
        seen.append(groups(story))
        assert {len(group) for group in seen[-1]} == {size}
    assert not pairs(seen[0]) & pairs(seen[1])
    assert not (pairs(seen[0]) | pairs(seen[1])) & pairs(seen[2])
    story.end()


def test_threes_come_from_different_organisations():
    story = webinar(24)
    for phase in ("trio-a", "trio-b"):
        story.until(phase)
        for group in groups(story):
            assert len({story.state.people[p].organisation for p in group}) == 3, phase
    story.end()


def test_the_case_goes_with_its_questions_and_not_into_the_other_case():
    story = webinar(9)
    story.until("tasks")
    story.do("Helmi", "presenter.name", person=story.people["Vieras 1"])
    story.do("Helmi", "case.describe", title="Yksi ovi", failed="Iltavuoro", checked=True)
    tasks = {n: story.person(n)["activity"].get("task") for n in story.people}
    story.until("case-a")
    assert story.person("Vieras 1")["activity"]["presents"] and story.room["activity"]["card"]
    assert {n: story.person(n)["activity"].get("task") for n in story.people} == tasks
    story.until("ask-a")
    assert story.person("Vieras 1")["activity"]["presents"] and story.room["activity"]["card"]
    assert "task" not in story.person("Vieras 2")["activity"], "all listen to the same answers"
    story.do("Vieras 2", "question.ask", text="Mitä se maksoi?")
    story.do("Helmi", "question.next")
    story.do("Vieras 3", "question.answer", question="q1", text="Kolme kuukautta")
    story.until("case-b")
    assert "presenters" not in story.room["activity"] and "card" not in story.room["activity"]
    assert {n: story.person(n)["activity"].get("task") for n in story.people} == tasks, "the tasks stay"
    sections = session.harvest(story.state, for_hosts=False)["sections"]
    told = json.dumps([s for s in sections if s["phase"] == "ask-a"], ensure_ascii=False)
    assert "Mitä se maksoi?" in told and "Kolme kuukautta" in told and "Iltavuoro" in told
    story.end()


def test_in_threes_everybody_still_sees_what_they_listened_for():
    story = webinar(9)
    story.until("case-a")
    tasks = {n: story.person(n)["activity"].get("task") for n in story.people}
    told = story.room["activity"]["tasks"]
    story.until("trio-a")
    for name, task in tasks.items():
        shown = story.person(name)["activity"].get("task", {})
        assert shown.get("text") == (told[task]["text"] if task else None), name
    assert "people" not in json.dumps(story.person("Vieras 1")["activity"])
    story.end()


def test_no_name_comes_to_an_anonymous_question_through_the_groups_notes():
    story = webinar(9)
    story.until("trio-a")
    story.do("Vieras 1", "note.add", text="Miten iltavuoro saatiin mukaan?", kind="question")
    story.do("Vieras 1", "note.add", text="Kokous vuoronvaihtoon", kind="insight")
    story.until("ask-a")
    story.do("Vieras 1", "question.ask", text="Miten iltavuoro saatiin mukaan?")
    story.until("case-b")
    for for_hosts in (True, False):
        found = session.harvest(story.state, for_hosts=for_hosts)
        assert "name" not in found["questions"][0] and found["insights"][0]["name"] == "Vieras 1"
        notes = [note for table in found["tables"] for round_ in table["rounds"] for note in round_["notes"]]
        assert [("name" in note) for note in notes if note["kind"] == "question"] == [False]
    story.end()


def test_the_last_wall_shows_what_one_group_alone_said():
    story = webinar(12)
    story.until("harvest")
    both = sorted({story.place_of(n): n for n in story.people if n != "Helmi"}.values())[:2]
    for name in both:
        story.do(name, "note.add", text="Aloita pienestä", kind="insight")
    story.do(both[0], "note.add", text="Kysy iltavuorolta ensin", kind="experiment")
    story.next()
    shown = {item["text"] for item in story.room["activity"]["items"].values()}
    assert "Kysy iltavuorolta ensin" in shown
    story.end()
