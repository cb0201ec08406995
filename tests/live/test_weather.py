"""Reactions as weather: how much of the room, in three steps; never who, never from fewer than five."""

import pytest
from coknow import library
from coknow.kernel.rejected import Rejected
from coknow.live.weather import LASTS_MS
from coknow.web import protocol

from tests.activities import cases
from tests.live.cast import Cafe

TALK, PHASE = cases.programmes()["plenary-talk"]
NAMES = [f"Vieras {n}" for n in range(1, 9)]


@pytest.fixture
def hall(store, monkeypatch):
    monkeypatch.setattr(library, "builtin", lambda: {"talk": TALK})
    return Cafe(store, template="talk")


def to_the_talk(hall):
    while hall.live.ask(lambda state: state.phase) != PHASE:
        hall.do("Helmi", "phase.next")


def told(hall, seconds=1):
    hall.live.weather.tick(hall.clock.forward(seconds=seconds))


def feel(hall, reaction, *names):
    for name in names:
        hall.live.weather.feel(hall.people[name], reaction, hall.clock.now)


def test_the_host_sees_the_rooms_weather_and_the_room_sees_none(hall):
    host, *listeners = hall.come("Helmi", *NAMES)
    to_the_talk(hall)
    feel(hall, "unclear", "Vieras 1")
    feel(hall, "resonates", "Vieras 2", "Vieras 3")
    feel(hall, "thanks", *NAMES[:5])
    for _ in range(30):
        feel(hall, "unclear", "Vieras 1")
    told(hall)
    assert host.reactions == [{"resonates": 2, "thanks": 3, "unclear": 1}], "a person counts once"
    assert not any(browser.reactions for browser in listeners)
    told(hall)
    assert len(host.reactions) == 1, "the same weather is not told twice"
    told(hall, LASTS_MS / 1000)
    assert host.reactions[-1] == {}
    assert not any("weather" in name or "react" in name for name in hall.log())


def test_two_processes_share_one_sky_by_counts_and_fall_silent_with_it(hall):
    here, there, carried = hall.sessions, hall.process(), []
    for mine, name, other in ((here, "here", there), (there, "there", here)):
        mine.on_weather = lambda session, figures, name=name, other=other: (
            carried.append((name, figures)), other.weather_elsewhere(session, name, figures))
    host, *_ = hall.come("Helmi", *NAMES[:2])
    to_the_talk(hall)
    hall.sessions = there
    hall.come(*NAMES[2:6])
    feel(hall, "resonates", *NAMES[2:4])

    def both(seconds=1):
        hall.clock.forward(seconds=seconds)
        for process in (there, here):
            process.open(hall.id).weather.tick(hall.clock.now)

    both()
    assert host.reactions == [{"resonates": 2}], "two of six, of whom four listen at the other process"
    assert carried == [("there", {"listening": 4, "felt": {"resonates": 2}}), ("here", {"listening": 2, "felt": {}})]
    both(LASTS_MS / 1000)
    assert host.reactions[-1] == {}
    both(60)
    told = len(carried)
    both()
    both()
    assert len(carried) == told, "where nobody feels anything nothing travels"


def test_below_five_listeners_there_is_no_weather(hall):
    host, *listeners = hall.come("Helmi", *NAMES[:5])
    to_the_talk(hall)
    feel(hall, "unclear", "Vieras 1")
    told(hall)
    assert host.reactions == [{"unclear": 1}]
    hall.leave(listeners[4])
    told(hall)
    assert host.reactions[-1] == {}, "four are too few, even if the fifth has just left"


@pytest.mark.parametrize("payload", [None, [], {}, {"reaction": None}, {"reaction": ["unclear"]}, {"reaction": ""},
                                     {"reaction": "x" * 500}, {"reaction": "\ud800"}])
def test_what_is_no_reaction_is_refused_at_the_door(payload):
    with pytest.raises(Rejected):
        protocol.reaction(payload)


def test_only_what_the_phase_knows_and_only_from_those_who_listen(hall):
    hall.come("Helmi", "Vieras 1")
    with pytest.raises(Rejected):
        feel(hall, "unclear", "Vieras 1")
    to_the_talk(hall)
    for who, what in (("Helmi", "unclear"), ("Vieras 1", "boo")):
        with pytest.raises(Rejected):
            feel(hall, what, who)
