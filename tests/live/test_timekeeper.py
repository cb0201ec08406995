"""Deadlines are kept by whoever is there, once; after an outage time is given before it is called."""

import pytest
from coknow.kernel.messages import Command
from coknow.live.timekeeper import OUTAGE_MS, POSTPONE_MS, Timekeeper


@pytest.fixture
def keeper(cafe):
    return keeper_of(cafe, cafe.sessions)


def keeper_of(cafe, sessions, name="one"):
    """Works off its background jobs at once."""
    keeper = Timekeeper(sessions, cafe.store, cafe.clock, lambda function, *args: function(*args), name)
    sessions.on_deadline = keeper.deadline
    return keeper


def begin(cafe):
    cafe.come("Helmi", "Aino", "Bengt", "Cia", "Dan")
    cafe.go_to("round")
    return cafe.live.ask(lambda state: (state.phase, state.deadline))


def test_time_is_called_when_the_deadline_comes(cafe, keeper):
    phase, deadline = begin(cafe)
    keeper.tick(cafe.clock.forward(ms=deadline - cafe.clock.now - 1))
    assert cafe.live.ask(lambda state: state.phase) == phase
    length = len(cafe.log())
    keeper.tick(cafe.clock.forward(ms=1))
    assert cafe.log()[length:], "nobody called time"
    assert set(cafe.log()[length:]) & {"phase.entered", "phase.overran"}


def test_a_session_nobody_holds_is_swept_up(cafe, store):
    phase, deadline = begin(cafe)
    length = len(cafe.log())
    keeper = keeper_of(cafe, cafe.process(), "another")
    cafe.clock.forward(ms=deadline - cafe.clock.now + 1)
    keeper.tick(cafe.clock.now)
    assert set(cafe.log()[length:]) & {"phase.entered", "phase.overran"}


def test_two_processes_call_time_once(cafe):
    _, deadline = begin(cafe)
    keepers = [keeper_of(cafe, cafe.process(), name) for name in ("one", "two")]
    length = len(cafe.log())
    cafe.clock.forward(ms=deadline - cafe.clock.now + 1)
    for keeper in keepers:
        keeper.tick(cafe.clock.now)
    called = [name for name in cafe.log()[length:] if name in ("phase.entered", "phase.overran")]
    assert len(called) == 1


def test_an_extended_deadline_is_the_one_that_counts(cafe, keeper):
    phase, deadline = begin(cafe)
    assert cafe.do("Helmi", "phase.extend", seconds=120)["ok"]
    keeper.tick(cafe.clock.forward(ms=deadline - cafe.clock.now + 1))
    assert cafe.live.ask(lambda state: state.phase) == phase
    assert cafe.live.due == deadline + 120_000


def test_a_paused_session_has_no_deadline(cafe, keeper):
    phase, deadline = begin(cafe)
    cafe.do("Helmi", "phase.pause", on=True)
    keeper.tick(cafe.clock.forward(ms=10 * (deadline - cafe.clock.now)))
    assert cafe.live.ask(lambda state: state.phase) == phase and "phase.overran" not in cafe.log()


def test_after_an_outage_the_time_is_given_back_before_anybody_calls_it(cafe, keeper):
    phase, deadline = begin(cafe)
    keeper.tick(cafe.clock.forward(seconds=3))
    died = cafe.store.last_heartbeat()
    cafe.clock.forward(minutes=600)
    cafe.sessions = cafe.process()
    after = keeper_of(cafe, cafe.sessions, "after")
    after.stop()  # no background loop in this test
    after.start()
    assert cafe.live.ask(lambda state: state.phase) == phase, "time was called for a round nobody could use"
    assert cafe.live.ask(lambda state: state.deadline) == deadline + cafe.clock.now - died
    assert "time.given" in cafe.log()


def test_two_processes_after_one_outage_give_once(cafe, keeper):
    _, deadline = begin(cafe)
    keeper.tick(cafe.clock.forward(seconds=3))
    died = cafe.store.last_heartbeat()
    cafe.clock.forward(minutes=30)
    first, second = (keeper_of(cafe, cafe.process(), name) for name in ("a", "b"))
    for one in (first, second):  # both looked at the last heartbeat before either beat
        one.after_an_outage(died, cafe.clock.now)
    assert cafe.log().count("time.given") == 1
    assert cafe.process().open(cafe.id).due == deadline + cafe.clock.now - died


def test_a_process_that_slept_gives_its_own_absence_back(cafe, keeper):
    """A closed laptop lid is an outage too."""
    _, deadline = begin(cafe)
    keeper.tick(cafe.clock.now)
    asleep = OUTAGE_MS * 100
    keeper.tick(cafe.clock.forward(ms=asleep))
    assert cafe.live.ask(lambda state: state.deadline) == deadline + asleep


def test_a_short_hiccup_gives_nothing(cafe, keeper):
    begin(cafe)
    keeper.tick(cafe.clock.now)
    keeper.tick(cafe.clock.forward(ms=OUTAGE_MS - 1))
    assert "time.given" not in cafe.log()


def test_a_session_that_waits_in_the_lobby_is_given_nothing(cafe, keeper):
    cafe.come("Helmi", "Aino")
    keeper.tick(cafe.clock.now)
    keeper.tick(cafe.clock.forward(minutes=60))
    assert "time.given" not in cafe.log()


def test_a_failing_session_is_pushed_aside_and_stops_nobody(cafe, keeper, monkeypatch):
    _, deadline = begin(cafe)
    calls = []

    def fail(*args, **more):
        calls.append(args)
        raise RuntimeError("this log does not fold")

    monkeypatch.setattr(cafe.live, "system", fail)
    cafe.clock.forward(ms=deadline - cafe.clock.now + 1)
    keeper.tick(cafe.clock.now)
    assert calls
    calls.clear()
    for _ in range(5):
        keeper.tick(cafe.clock.forward(seconds=6))
    assert calls == [], "not retried in a loop"
    assert cafe.store.due_deadlines(cafe.clock.now, 10) == []
    assert cafe.store.due_deadlines(cafe.clock.forward(ms=POSTPONE_MS), 10), "but not forgotten"


def test_every_process_leaves_signs_of_life(cafe, keeper):
    keeper.tick(cafe.clock.now)
    keeper.tick(cafe.clock.forward(seconds=2))
    assert cafe.store.last_heartbeat() == cafe.clock.now


def test_idle_sessions_leave_the_memory_and_come_back(cafe, keeper):
    _, aino = cafe.come("Helmi", "Aino")
    live = cafe.live
    keeper.tick(cafe.clock.forward(minutes=20))
    assert cafe.live is live, "people are connected"
    for browser in list(live.documents.connections()):
        cafe.leave(browser)
    for _ in range(3):
        keeper.tick(cafe.clock.forward(minutes=20))
    assert cafe.sessions.figures()["live_sessions"] == 0
    assert cafe.do("Helmi", "phase.next")["ok"]


def test_at_the_retention_date_the_log_goes_and_an_open_harvest_stays(cafe, keeper):
    cafe.come("Helmi", "Aino", "Bengt")
    cafe.go_to("round")
    cafe.do("Aino", "note.add", text="Tämä jää")
    cafe.do("Helmi", "harvest.open", on=True)
    cafe.do("Helmi", "session.close")
    keeper.tick(cafe.clock.forward(minutes=60 * 24 * 400))
    assert cafe.store.last_seq(cafe.id) is None
    assert "Tämä jää" in str(cafe.sessions.harvest(cafe.code, for_hosts=False))


def test_a_deadline_moved_by_a_command_wakes_the_keeper(cafe, keeper):
    begin(cafe)
    keeper._wake.clear()
    cafe.live.submit(cafe.people["Helmi"], Command("x", "phase.extend", {"seconds": 60}))
    assert keeper._wake.is_set()


def test_when_a_session_is_closed_who_was_away_when_leaves_the_log(cafe, keeper):
    _, aino, _ = cafe.come("Helmi", "Aino", "Bengt")
    cafe.go_to("plenary")
    assert cafe.do("Aino", "word.add", text="Uteliaana")["ok"]
    cafe.go_to("round")
    cafe.leave(aino)
    cafe.live.presence.tick(cafe.clock.forward(minutes=4))
    cafe.live.system("person.return", {"person": cafe.people["Aino"]})
    assert {"people.gone", "person.returned"} <= set(cafe.log())
    length = len(cafe.log())
    cafe.do("Helmi", "session.close")
    cafe.later.happen()
    assert len(cafe.log()) > length and not {"people.gone", "person.returned"} & set(cafe.log())
    text = str([one.event.body for one in cafe.store.read(cafe.id) if one.event.name == "weather.forgotten"])
    assert cafe.people["Aino"] not in text
    word = next(one for one in cafe.store.read(cafe.id) if one.event.name == "plenary.word_added")
    assert word.event.body["text"] == "Uteliaana" and cafe.people["Aino"] not in (word.by, word.event.body["person"])
    assert word.command == "", "nor can its acknowledgement tell"
    assert cafe.live.ask(lambda state: state.status) == "closed"
    assert cafe.live.seq == len(cafe.log()), "and the log still folds"


def test_what_was_to_leave_the_log_leaves_it_though_the_process_ended_at_once(cafe):
    cafe.come("Helmi", "Aino")
    cafe.go_to("plenary")
    assert cafe.do("Aino", "word.add", text="Uteliaana")["ok"]
    cafe.do("Helmi", "session.close")
    cafe.later.waiting.clear()  # the power went
    cafe.process().open(cafe.id).ask(lambda state: state.status)
    cafe.later.happen()
    kept = cafe.store.read(cafe.id)
    word = next(one for one in kept if one.event.name == "plenary.word_added")
    assert cafe.people["Aino"] not in (word.by, word.event.body["person"])
    cafe.process().open(cafe.id).ask(lambda state: state.status)
    cafe.later.happen()
    assert cafe.store.read(cafe.id) == kept, "once is enough"
