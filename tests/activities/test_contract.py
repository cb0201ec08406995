"""The contract of DESIGN: what every registered activity must keep, whatever it is. New folders are found by the scan."""

import copy
import functools
import json
import pickle
import random
import re

import pytest

from coknow import activities, library, session
from coknow.kernel.draw import Draw
from coknow.kernel.messages import SYSTEM
from coknow.kernel.rejected import Rejected
from coknow.live.wishes import without_weather
from tests.activities import cases
from tests.story import Story

TEMPLATES = sorted(library.builtin())
CLOCKS = {"deadline", "ends_at", "planned_end", "starts_at", "left", "retention_days"}
# every stage of every activity, with a template and a phase in which it runs
STAGES = {
    (step["activity"], step.get("stage") or step["settings"].get("stage") or ""): (template, step["id"])
    for template in TEMPLATES
    for step in session.state.State(steps=Story(template, careful=False).state.steps).steps
}
EXTRA = cases.by_stage(set(STAGES))  # stages that no built-in template has: tests/activities/cases/*.yaml


def in_stage(activity: str, stage: str, people=9, careful=True) -> Story:
    """A story of one's own, at that stage; the way there is told once for all that begin alike."""
    return pickle.loads(_told(activity, stage, people, careful))


@functools.cache
def _told(activity: str, stage: str, people: int, careful: bool) -> bytes:
    template, phase = STAGES.get((activity, stage)) or EXTRA[activity, stage]
    story = Story(template, careful=careful)
    story.crowd(people)
    story.join("Seija", role="follower")
    story.join("Valkokangas", role="screen")
    story.until(phase)
    return pickle.dumps(story)


CASES = [*STAGES, *EXTRA]


def test_every_registered_activity_runs_in_some_case():
    assert {a for a, _ in CASES} == set(activities.registered())
    for name, activity in activities.registered().items():
        assert {s for a, s in CASES if a == name} >= set(activity.stages)


GARBAGE = [None, True, -1, 10**12, 1.5, "", "x" * 5000, "\x00", [], [1, None], {}, {"a": None}, "n_nothing", "p_nothing"]


def plausible(story, name, rng):
    people, places, notes = list(story.state.people), list(story.state.places) or ["t"], list(story.state.notes) or ["n"]
    steps = [s["id"] for s in story.state.steps]
    values = {
        "text": "hei", "person": rng.choice(people), "place": rng.choice(places), "note": rng.choice(notes), "on": True,
        "seconds": 60, "people": 3, "phase": rng.choice(steps), "kind": "idea", "role": "participant", "minutes": 3,
        "round": 1, "into": rng.choice(places), "call": next(iter(story.state.calls), "c"), "end": story.now + 600_000,
        "settings": {"rounds": 3}, "items": {"1": "Kuuntele"}, "with": "place", "for": rng.choice(people), "name": "Aino",
        "ms": 1000, "language": "sv", "carried": False, "builds_on": [rng.choice(notes)], "title": "Otsikko"}
    return {k: values[k] for k in rng.sample(sorted(values), rng.randint(0, 6))} | (
        {"people": [rng.choice(people)]} if name == "presence.gone" else {})


def commands() -> list[str]:
    names = set(session._DECIDE) | {c for a in activities.registered().values() for c in a.commands}
    return sorted(names - {"seats.apply", "session.close"}) + ["no.such.command"]


@pytest.mark.parametrize("activity, stage", CASES)
def test_each_role_tries_each_command_and_gets_an_answer(activity, stage):
    """(5) accepted or Rejected with a code, never another exception; whatever was accepted folds and publishes."""
    rng = random.Random(f"{activity}{stage}")
    story = in_stage(activity, stage, careful=False)
    story.do("Vieras 1", "help.call")
    actors = ["Helmi", "Vieras 1", "Seija", "Valkokangas", SYSTEM, "p_nobody"]
    for name in commands():
        for actor in actors:
            for args in (plausible(story, name, rng), {k: rng.choice(GARBAGE) for k in plausible(story, name, rng)}):
                if actor == SYSTEM and name == "person.join":
                    args = {**args, "person": story.draw.id("p")}
                try:
                    story.do(actor, name, **args)
                except Rejected as no:
                    assert re.fullmatch("[a-z_]+", no.code)
    story.end()
    for person in story.state.people:
        for audience in session.audiences(story.state, person):
            session.view(story.state, audience)


@pytest.mark.parametrize("template", TEMPLATES)
def test_after_the_end_too(template):
    """(5) once more: a session that has been closed is a state like others, and no command may break on it."""
    rng = random.Random(template)
    story = Story(template, careful=False)
    story.crowd(7)
    story.until(story.state.steps[len(story.state.steps) // 2]["id"])
    story.do("Helmi", "session.close")
    for name in [name for name in commands() if name != "person.erase"]:
        for actor in ("Helmi", "Vieras 1", SYSTEM):
            for _ in range(8):
                args = plausible(story, name, rng)
                if name.startswith(("phase.", "programme.")):
                    args |= {"phase": story.state.phase, "seconds": 60, "on": True, "minutes": 3, "end": story.now + 600_000}
                if name == "person.join":
                    args["person"] = story.draw.id("p")
                try:
                    story.do(actor, name, **args)
                except Rejected as no:
                    assert re.fullmatch("[a-z_]+", no.code)
    assert story.state.status == "closed" and story.state.deadline is None
    story.end()


@pytest.mark.parametrize("activity, stage", CASES)
def test_a_canary_in_each_private_field_sings_nowhere_else(activity, stage):
    """(2) private notes, carried ideas and screens: nobody else's document holds them, in any activity."""
    story = in_stage(activity, stage)
    writes = activities.of(story.state.step).writes(story.state.step)
    if writes is None:
        assert story.refused("Vieras 1", "note.add", text="kanarialintu") == "round_over"
        return
    story.do("Vieras 1", "note.add", text="kanarialintu", kind=writes.kinds[0])
    note = next((n for n in story.state.notes.values() if n.text == "kanarialintu"), None)
    mine = note.place if note else story.place_of("Vieras 1")  # a guest's note lies where they visit
    for name, person in story.people.items():
        held = json.dumps([session.view(story.state, a) for a in session.audiences(story.state, person)])
        at = {story.place_of(name), story.person(name).get("visits")}
        same_table = writes.visibility == "place" and mine is not None and mine in at
        on_the_wall = story.state.step["settings"].get("stage") == "wall" or (
            activity == "harvest" and name == "Valkokangas")
        allowed = name == "Vieras 1" or same_table or on_the_wall or writes.visibility == "all"
        assert allowed or "kanarialintu" not in held, f"{name} holds it"
        if writes.anonymous and name != "Vieras 1":
            assert f'"author": "{story.people["Vieras 1"]}"' not in held


@pytest.mark.parametrize("activity, stage", CASES)
def test_people_come_and_go_in_any_state_and_time_is_up_once(activity, stage):
    """(6) and (3): the story helper proves patches and announced audiences at every step."""
    story = in_stage(activity, stage)
    story.join("Myöhä")
    story.drops("Vieras 1", "Vieras 2")
    story.returns("Vieras 1")
    story.do("Vieras 3", "person.leave")
    story.do("Helmi", "person.remove", person=story.people["Vieras 4"])
    story.do("Seija", "person.follow", on=False)
    story.do("Vieras 5", "person.rename", name="Uusi Nimi")
    phase = story.state.phase
    story.time_up()
    after = len(story.log)
    story.do(SYSTEM, "time.up", phase=phase)
    assert len(story.log) == after, "twice equals once"
    story.returns("Vieras 2")
    story.end()


@pytest.mark.parametrize("activity, stage", CASES)
def test_bots_reach_every_kind_of_phase(activity, stage):
    """(4) somebody who sees only their own documents finds something to do, and it is accepted."""
    story = in_stage(activity, stage)
    writes = activities.of(story.state.step).writes(story.state.step)
    draw, tried = Draw(3), 0
    for name in ("Vieras 1", "Vieras 2", "Vieras 3"):
        person = story.people[name]
        held = {a: session.view(story.state, a) for a in session.audiences(story.state, person)}
        for command, args in activities.possible(held, draw):
            story.do(name, command, **json.loads(json.dumps(args).replace("{text}", "Hei").replace("{word}", "metsä")))
            tried += 1
    assert tried or writes is None
    story.end()


def test_bots_playing_whole_sessions_keep_every_law():
    for seed, template in enumerate(TEMPLATES):
        rng = random.Random(seed)
        story = Story(template, seed=seed, mode=["scatter", "carousel"][seed % 2])
        story.crowd(8)
        draw = Draw(seed)
        for _ in range(len(story.state.steps)):
            story.next()
            for name in rng.sample([n for n in story.people if n != "Helmi"], 5):
                held = {a: session.view(story.state, a) for a in session.audiences(story.state, story.people[name])}
                options = activities.possible(held, draw)
                if options:
                    command, args = rng.choice(options)
                    args = json.loads(json.dumps(args).replace("{text}", "Hei").replace("{word}", "metsä"))
                    story.do(name, command, **args)
            story.wait(1)
        at_rest_it_tells_the_same(story)
        story.end()


def at_rest_it_tells_the_same(story):
    """(8) what leaves the log with the session's end, names under masks included, changes nothing that was told."""
    story.do("Helmi", "session.close")
    kept = session.fold([without_weather(event, lambda person: "m" + person[::-1]) for event in copy.deepcopy(story.log)])
    for hosts in (False, True):
        assert session.harvest(kept, for_hosts=hosts) == session.harvest(story.state, for_hosts=hosts)


def clock_readings(document, path="") -> list[str]:
    found = []
    for key, value in document.items():
        if isinstance(value, dict):
            found += clock_readings(value, f"{path}.{key}")
        elif isinstance(value, int) and value > 1_500_000_000 and key not in CLOCKS:
            found.append(f"{path}.{key}")
    return found


def test_a_thousand_people_fit_the_budgets_and_no_document_tells_the_time():
    """(7) what a phone holds stays small however many come; only the hosts' roster grows."""
    story = Story(careful=False)
    story.crowd(1000)
    story.until("cafe-2")
    for i in range(1, 60):
        story.do(f"Vieras {i}", "note.add", text="Jotain, minkä pöytä muistaa " * 3)
    sizes = {}
    for audience in ["room", "screen", "hosts", "person:" + story.people["Vieras 7"], "place:" + story.place_of("Vieras 7")]:
        document = session.view(story.state, audience)
        assert clock_readings(document) == []
        sizes[audience.split(":")[0]] = len(json.dumps(document, ensure_ascii=False).encode())
    budget = {"room": 16_000, "screen": 64_000, "person": 3_000, "place": 8_000, "hosts": 1_000_000}
    assert all(sizes[a] <= budget[a] for a in budget), sizes
