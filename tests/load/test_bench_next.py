"""The benchmark measures what it says, tried on a small café: everybody hears where they sit, and every sum is right.

Without the reference server, which npm would have to fetch; and without any limit on a time.
"""

import json

import pytest

from tests.load import bench_next

PEOPLE = 16


@pytest.fixture
def swarm():
    started = bench_next.Swarm()
    yield started
    started.close()


def test_a_small_cafe_is_measured_from_lobby_to_last_step(swarm, server, tmp_path):
    outcome = bench_next.Outcome(PEOPLE)
    plans = bench_next.walk_through_a_cafe(swarm, server, outcome, tmp_path)

    seated = [step for step in outcome.steps if step.told == PEOPLE]
    assert seated, [(step.phase, step.told) for step in outcome.steps]
    assert 0 < seated[0].last_told_ms <= seated[0].last_ms
    assert len({step.phase for step in outcome.steps if step.what == "next"}) >= 5
    assert all(step.cpu_us > 0 and step.messages >= PEOPLE for step in outcome.steps)

    for step, plan in zip(outcome.steps, plans, strict=True):  # the reference will be given the very same work
        broadcasts = json.loads(plan.read_text())
        assert sum(len(one["to"]) for one in broadcasts) == step.messages
        assert sum(len(one["to"]) * one["size"] for one in broadcasts) == pytest.approx(step.kilobytes * 1024)


def test_many_notes_at_once_are_all_answered(swarm, server, monkeypatch):
    monkeypatch.setattr(bench_next, "STORM_PEOPLE", PEOPLE)
    monkeypatch.setattr(bench_next, "STORM_SECONDS", 0.3)  # longer, and four tables are full: each holds 500 notes
    storm = bench_next.storm_of_notes(swarm, server)
    assert storm["accepted"] >= PEOPLE
    assert storm["refusals"] == {}
