"""One session's commands: answered once, committed before anybody hears of them, whatever goes wrong in between.

Races are made, not waited for: a store with a door lets a second process in exactly where it hurts.
"""

import pickle
import threading

import pytest
from coknow import session
from coknow.kernel.messages import SYSTEM, Command
from coknow.live import errands
from coknow.parts import seating
from coknow.session import Errand
from coknow.store import Busy

from tests.live.cast import Browser


class Doored:
    """A store that lets a test in before and after an append, and counts what went through."""

    def __init__(self, store):
        self._store = store
        self.before = self.after = lambda: None
        self.appends: list[int] = []

    def __getattr__(self, name):
        return getattr(self._store, name)

    def append(self, session_id, expected_seq, recorded, *args, **more):
        before, self.before = self.before, lambda: None  # once
        before()
        self._store.append(session_id, expected_seq, recorded, *args, **more)
        self.appends.append(len(recorded))
        after, self.after = self.after, lambda: None
        after()


@pytest.fixture
def doored(cafe):
    """A process whose store has a door, on the café's database."""
    store = Doored(cafe.store)
    cafe.sessions = cafe.process(store)
    return store


def in_a_round(cafe, *names):
    browsers = cafe.come("Helmi", *names)
    cafe.go_to("round")
    for browser in browsers:
        browser.hears()
    return browsers[1:]


# -- answers


def test_an_accepted_command_is_in_the_log_and_its_answer_names_what_it_made(cafe):
    in_a_round(cafe, "Aino", "Bengt")
    answer = cafe.do("Aino", "note.add", text="Hei")
    assert answer["ok"] and answer["note"].startswith("n_")
    last = cafe.store.read(cafe.id)[-1]
    assert (last.seq, last.by, last.event.name) == (answer["seq"], cafe.people["Aino"], "note.added")


def test_a_refusal_names_code_and_hint_and_leaves_no_trace(cafe):
    in_a_round(cafe, "Aino")
    before = cafe.log()
    answer = cafe.do("Aino", "phase.next")
    assert answer["ok"] is False and answer["code"] in ("not_allowed", "no_lease") and answer["hint"].startswith("refusal.")
    assert cafe.log() == before


def test_a_resend_is_answered_and_not_repeated(cafe):
    in_a_round(cafe, "Aino")
    first = cafe.do("Aino", "note.add", id="mine-1", text="Hei")
    length = len(cafe.log())
    assert cafe.do("Aino", "note.add", id="mine-1", text="Hei") == first
    assert len(cafe.log()) == length


def test_a_resend_after_a_restart_is_answered_from_the_database(cafe):
    in_a_round(cafe, "Aino")
    first = cafe.do("Aino", "note.add", id="mine-1", text="Hei")
    length = len(cafe.log())
    cafe.sessions = cafe.process()
    assert cafe.do("Aino", "note.add", id="mine-1", text="Hei") == first
    assert len(cafe.log()) == length


def test_a_resend_that_would_be_refused_by_now_is_still_answered(cafe):
    """The second time there is nothing to remove; the person removed it all the same."""
    in_a_round(cafe, "Aino")
    note = cafe.do("Aino", "note.add", text="Hei")["note"]
    first = cafe.do("Aino", "note.remove", id="mine-2", note=note)
    assert first["ok"]
    cafe.sessions = cafe.process()
    assert cafe.do("Aino", "note.remove", id="mine-2", note=note) == first


def test_accepted_without_effect_is_answered_the_same_way_twice(cafe):
    in_a_round(cafe, "Aino")
    assert cafe.do("Helmi", "look", id="l1")["ok"]
    length = len(cafe.log())
    cafe.sessions = cafe.process()
    assert cafe.do("Helmi", "look", id="l1")["ok"] and len(cafe.log()) == length


def test_one_id_for_two_different_commands_is_refused(cafe):
    in_a_round(cafe, "Aino")
    cafe.do("Aino", "note.add", id="mine-1", text="Hei")
    assert cafe.do("Aino", "note.add", id="mine-1", text="Something else")["code"] == "repeated"


def test_what_is_remembered_of_a_command_is_small_however_long_it_was(cafe):
    in_a_round(cafe, "Aino")
    for i in range(50):
        assert cafe.do("Aino", "help.cancel", junk="y" * 60_000, id=f"c{i}")["ok"]
    assert cafe.do("Aino", "help.cancel", junk="y" * 60_000, id="c7")["ok"]
    assert cafe.do("Aino", "help.cancel", junk="y" * 59_999, id="c7")["code"] == "repeated"
    assert len(pickle.dumps(list(cafe.live._answers.items()))) < 20_000


def test_ids_belong_to_people(cafe):
    in_a_round(cafe, "Aino", "Bengt")
    first = cafe.do("Aino", "note.add", id="1", text="Hei")
    assert cafe.do("Bengt", "note.add", id="1", text="Hej")["note"] != first["note"]


# -- order


def test_committed_before_anybody_hears_of_it(cafe, doored):
    aino, bengt = in_a_round(cafe, "Aino", "Bengt")
    heard_before_commit = []
    doored.before = lambda: heard_before_commit.append(aino.hears() + bengt.hears())
    cafe.do("Helmi", "announce", text="Viisi minuuttia")
    assert heard_before_commit == [[]]
    assert ("patch", "room") in bengt.hears()


def test_a_failed_commit_is_heard_of_by_nobody(cafe, doored):
    aino, bengt = in_a_round(cafe, "Aino", "Bengt")

    def fail():
        raise Busy("the disk is elsewhere")

    doored.before = fail
    answer = cafe.do("Helmi", "announce", text="Viisi minuuttia")
    assert answer == {"ok": False, "code": "server_error", "hint": "refusal.server_error"}
    cafe.later.happen()
    assert aino.hears() == bengt.hears() == []
    assert "announced" not in cafe.log()
    assert cafe.do("Helmi", "announce", text="Neljä minuuttia")["ok"], "the session goes on"
    assert aino.documents["room"]["notice"]["text"] == "Neljä minuuttia"


def test_what_was_committed_is_answered_even_if_showing_it_fails(cafe, doored, monkeypatch):
    (aino,) = in_a_round(cafe, "Aino")
    stock = cafe.live.documents.publish
    monkeypatch.setattr(cafe.live.documents, "publish", lambda *a, **k: 1 / 0)
    assert cafe.do("Helmi", "announce", text="Kuuletteko?")["ok"]
    monkeypatch.setattr(cafe.live.documents, "publish", stock)
    cafe.later.happen()
    assert aino.documents["room"]["notice"]["text"] == "Kuuletteko?", "the next flush makes up for it"


def test_urgent_changes_go_at_once_and_the_rest_is_gathered(cafe):
    aino, bengt = in_a_round(cafe, "Aino", "Bengt")
    for text in ("yksi", "kaksi", "kolme"):
        cafe.do("Aino", "note.add", text=text)
    assert aino.hears() == []
    cafe.later.happen()
    place = "place:" + cafe.place_of("Aino")
    assert [one for one in aino.hears() if one[1] == place] == [("patch", place)], "three notes, one patch"
    assert len(aino.documents[place]["notes"]) == 3
    cafe.do("Helmi", "phase.extend", seconds=60)
    assert ("patch", "room") in bengt.hears()


# -- races


def test_another_process_appends_first_and_both_commands_hold(cafe, doored):
    aino, bengt = in_a_round(cafe, "Aino", "Bengt")
    other = cafe.process()
    doored.before = lambda: cafe.do("Bengt", "note.add", live=other.open(cafe.id), text="Ensin minä")
    answer = cafe.do("Aino", "note.add", text="Sitten minä")
    assert answer["ok"]
    recorded = cafe.store.read(cafe.id)
    assert [one.event.body["text"] for one in recorded[-2:]] == ["Ensin minä", "Sitten minä"]
    cafe.later.happen()
    texts = {note["text"] for browser in (aino, bengt) for name, document in browser.documents.items()
             if name.startswith("place:") for note in document["notes"].values()}
    assert texts == {"Ensin minä", "Sitten minä"}, "what the other process wrote is shown here too"


def test_the_same_command_reaching_two_processes_happens_once(cafe, doored):
    in_a_round(cafe, "Aino")
    other = cafe.process()
    answers = []
    doored.before = lambda: answers.append(cafe.do("Aino", "note.add", live=other.open(cafe.id), id="twice", text="Hei"))
    answers.append(cafe.do("Aino", "note.add", id="twice", text="Hei"))
    assert answers[0] == answers[1] and answers[0]["ok"]
    assert cafe.log().count("note.added") == 1


def test_a_process_that_lost_the_race_decides_again_on_what_is_true_now(cafe, doored):
    in_a_round(cafe, "Aino")
    note = cafe.do("Aino", "note.add", text="Hei")["note"]
    other = cafe.process()
    doored.before = lambda: cafe.do("Aino", "note.remove", live=other.open(cafe.id), note=note)
    assert cafe.do("Aino", "note.edit", note=note, text="Heippa")["code"] == "no_such_note"


def test_commands_that_wait_together_share_one_transaction(cafe, doored):
    """While one commit is under way, the others gather in the box."""
    in_a_round(cafe, "Aino", "Bengt", "Cia", "Dan")
    crowd, answers = [], {}

    def write(name):
        answers[name] = cafe.do(name, "note.add", text=f"{name} kirjoittaa")

    def let_the_others_queue_up():
        for name in ("Bengt", "Cia", "Dan"):
            crowd.append(threading.Thread(target=write, args=(name,)))
            crowd[-1].start()
        while len(cafe.live._box) < 3:
            pass

    doored.appends.clear()
    doored.before = let_the_others_queue_up
    write("Aino")
    for thread in crowd:
        thread.join(10)
    assert all(answers[name]["ok"] for name in ("Aino", "Bengt", "Cia", "Dan"))
    assert doored.appends == [1, 3]


def test_one_broken_command_does_not_spoil_the_transaction_it_shares(cafe, doored, monkeypatch):
    in_a_round(cafe, "Aino", "Bengt", "Cia")
    stock = session.decide

    def decide(state, command, ctx):
        if command.args.get("text") == "poison":
            raise ZeroDivisionError
        return stock(state, command, ctx)

    monkeypatch.setattr(session, "decide", decide)
    answers, crowd = {}, []

    def write(name, text):
        answers[name] = cafe.do(name, "note.add", text=text)

    def two_more():
        for name, text in (("Bengt", "poison"), ("Cia", "sound")):
            crowd.append(threading.Thread(target=write, args=(name, text)))
            crowd[-1].start()
        while len(cafe.live._box) < 2:
            pass

    doored.before = two_more
    write("Aino", "first")
    for thread in crowd:
        thread.join(10)
    assert answers["Aino"]["ok"] and answers["Cia"]["ok"]
    assert answers["Bengt"]["code"] == "server_error"


def test_many_threads_lose_and_double_nothing(cafe):
    names = [f"P{i}" for i in range(8)]
    in_a_round(cafe, *names)
    answers = []

    def write(name):
        for i in range(10):
            answers.append(cafe.do(name, "note.add", id=f"{name}-{i}", text=f"{name} {i}"))
            cafe.do(name, "note.add", id=f"{name}-{i}", text=f"{name} {i}")

    crowd = [threading.Thread(target=write, args=(name,)) for name in names]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join(60)
    assert len({answer["note"] for answer in answers}) == 80
    assert cafe.log().count("note.added") == 80


# -- time


def test_time_is_called_before_any_other_command(cafe):
    """Nobody has looked at the clock yet; still no note slips into the round that is over."""
    in_a_round(cafe, "Aino", "Bengt", "Cia", "Dan")
    cafe.clock.forward(minutes=500)
    phase = cafe.live.ask(lambda state: state.phase)
    cafe.do("Aino", "note.add", text="Ehdinkö vielä?")
    log = cafe.log()
    called = [i for i, name in enumerate(log) if name in ("phase.entered", "phase.overran")][-1]
    assert "note.added" not in log[:called] and (
        cafe.live.ask(lambda state: state.phase) != phase or "phase.overran" in log)


# -- coming and going of processes


def test_another_process_rings_and_this_one_catches_up(cafe):
    aino, bengt = in_a_round(cafe, "Aino", "Bengt")
    other = cafe.process()
    answer = cafe.do("Bengt", "note.add", live=other.open(cafe.id), text="Toisaalta")
    cafe.live.catch_up(answer["seq"])
    cafe.later.happen()
    assert any("Toisaalta" in str(document) for document in bengt.documents.values())
    assert cafe.live.seq == answer["seq"]


def test_a_session_put_away_takes_nobody_in(cafe):
    cafe.join("Aino")
    live = cafe.live
    assert live.retire()
    assert not live.attach(Browser(), cafe.people["Aino"], {})


def test_an_unknown_session_is_refused_not_invented(cafe):
    from coknow.store import Forgotten

    with pytest.raises(Forgotten):
        cafe.sessions.open("s_nobody")


# -- errands


@pytest.fixture
def crowd_of_40(cafe, monkeypatch):
    """Forty people, and plans for more than thirty are made in a child process."""
    monkeypatch.setattr(errands, "HEAVY_FROM", 30)
    cafe.join(*(f"P{i}" for i in range(40)))
    return cafe


def test_a_large_plan_is_made_in_a_child_process_before_the_command(crowd_of_40):
    crowd_of_40.go_to("round")
    log = crowd_of_40.log()
    assert "plan.made" in log and "seats.taken" in log
    seats = crowd_of_40.live.ask(lambda state: dict(state.seats))
    assert len(seats) == 40


def test_a_child_process_is_told_who_has_met_whom_already():
    pair = tuple(i // 2 for i in range(40))
    wish = seating.Wish(40, 20, 2, topics=False, history=(pair,), open=(None, tuple(range(14))))
    errand = Errand(wish, tuple(f"p{i}" for i in range(40)), (), {}, "trios", "groups", "group", 1, 7, False, played=1)
    assert errands.is_heavy(errand), "with a history nothing can be written down: it is searched"
    told = errands.run(errand)
    assert told == errand.run() and len(told["rounds"]) == 1
    assert all(told["rounds"][0][i] != told["rounds"][0][i + 1] for i in range(0, 40, 2))


def test_others_use_the_session_while_a_large_plan_is_made(crowd_of_40, monkeypatch):
    cafe, made = crowd_of_40, []
    stock = errands.run

    def run(errand):
        if errands.is_heavy(errand) and not made:
            made.append(cafe.do("P1", "person.rename", name="Uusi Nimi"))  # would wait for ever behind a held turn
        return stock(errand)

    monkeypatch.setattr(errands, "run", run)
    thread = threading.Thread(target=cafe.go_to, args=("round",), daemon=True)
    thread.start()
    thread.join(60)
    assert not thread.is_alive() and made and made[0]["ok"]


def test_when_the_planner_fails_there_is_still_a_plan(crowd_of_40, monkeypatch):
    def fail(errand):
        raise errands.Failed("no child process today")

    monkeypatch.setattr(errands, "_in_a_child", fail)
    crowd_of_40.go_to("round")
    assert len(crowd_of_40.live.ask(lambda state: dict(state.seats))) == 40


def test_a_child_plans_what_would_have_been_planned_here(cafe):
    from coknow.kernel.context import Context

    cafe.join(*(f"P{i}" for i in range(12)))
    command = Command("x", "phase.next", {})
    context = Context(cafe.clock.now, cafe.people["Helmi"], cafe.sessions._draw)
    errand = cafe.live.ask(lambda state: session.errand(state, command, context))
    assert errand is not None
    assert errand.arguments(errands._in_a_child(errand)) == errand.run()


def test_system_commands_with_an_id_happen_once(cafe):
    cafe.come("Helmi", "Aino")
    cafe.go_to("round")
    deadline = cafe.live.due
    for _ in range(3):
        assert cafe.process().open(cafe.id).submit(SYSTEM, Command("outage-1", "time.give", {"ms": 60_000}))["ok"]
    assert cafe.process().open(cafe.id).due == deadline + 60_000


def test_the_row_follows_the_log(cafe):
    cafe.come("Helmi", "Aino")
    assert cafe.sessions.find(cafe.code).status == "lobby"
    cafe.do("Helmi", "phase.next")
    assert cafe.sessions.find(cafe.code).status == "live"
    cafe.do("Helmi", "session.close")
    row = cafe.sessions.find(cafe.code)
    assert (row.status, row.closed_at) == ("closed", cafe.clock.now)
    assert row.retain_until > cafe.clock.now
