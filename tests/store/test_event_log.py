"""Append with the fence, read, and stored answers."""

import threading

import pytest
from sqlalchemy import text

from coknow.kernel.messages import SYSTEM, Event, Recorded
from coknow.store import Ack, Clash, CodeTaken, CorruptLog, Forgotten, Repeated, SessionRow, Token, TokenTaken, log
from tests.store.cast import ALICE, BOB, CAFE, CAROL, NOON, WARD, opened, said, texts


def spoil(store, statement: str, **params) -> None:
    """What a bad disk, a hand in the database or an older backup would do."""
    with store._database.writing() as connection:
        assert connection.execute(text(statement), params).rowcount == 1


# -- append and read


def test_what_was_appended_is_read_in_order(store):
    opened(store)
    store.append(CAFE, 1, [said(2, "first"), said(3, "second", ALICE)])
    assert store.read(CAFE) == [said(1, "line 1", ALICE), said(2, "first"), said(3, "second", ALICE)]
    assert store.read(CAFE, after=2) == [said(3, "second", ALICE)]
    assert store.read(CAFE, after=3) == []
    assert store.last_seq(CAFE) == 3


def test_every_part_of_an_event_comes_back(store):
    opened(store)
    body = {"n": 1, "half": 0.5, "yes": True, "list": [1, "a", {"b": []}], "text": "äöå €\n\t\u0000 \U0001f600"}
    event = Recorded(2, NOON, SYSTEM, "", Event("seats.drawn", body, version=3))
    store.append(CAFE, 1, [event])
    assert store.read(CAFE)[1] == event


def test_half_a_character_from_a_browser_is_kept_not_fatal(store):
    opened(store)
    store.append(CAFE, 1, [said(2, "cut emoji \ud83d and ä")])
    assert texts(store)[1] == "cut emoji \ud83d and ä"


def test_a_number_that_is_none_is_refused_before_anything_is_written(store):
    opened(store)
    with pytest.raises(ValueError):
        store.append(CAFE, 1, [Recorded(2, NOON, BOB, "c", Event("measured", {"mean": float("nan")}))])
    assert store.last_seq(CAFE) == 1


def test_long_events_and_ids_are_the_same_on_both_databases(store):
    opened(store)
    long = said(2, "tables " * 40_000, by="p_" + "x" * 500, command="c" * 500)
    store.append(CAFE, 1, [long], [Ack(long.by, long.command, {"ok": True})])
    assert store.read(CAFE)[1] == long


def test_sessions_do_not_see_each_other(store):
    opened(store)
    opened(store, WARD, "GHJKLM")
    store.append(WARD, 1, [said(2, "elsewhere", CAROL)])
    assert texts(store) == ["line 1"]
    assert store.last_seq(CAFE) == 1


def test_an_unknown_session_has_an_empty_log_and_takes_nothing(store):
    assert store.read("s_nobody") == []
    assert store.last_seq("s_nobody") is None
    with pytest.raises(Forgotten, match="s_nobody"):
        store.append("s_nobody", 0, [said(1)])


def test_one_append_holds_everything_or_nothing(store):
    opened(store, deadline=NOON + 5)
    store.keep_token("taken", CAFE, ALICE)
    with pytest.raises(TokenTaken):
        store.append(
            CAFE, 1, [said(2)], [Ack(BOB, "c2", {"ok": True})], NOON + 9, [Token("taken", BOB)], row={"status": "live"}
        )
    assert store.last_seq(CAFE) == 1
    assert len(store.read(CAFE)) == 1
    assert store.ack(CAFE, BOB, "c2") is None
    assert store.due_deadlines(NOON + 100) == [(CAFE, NOON + 5)]
    assert store.session(CAFE).status == "lobby"
    store.append(
        CAFE, 1, [said(2)], [Ack(BOB, "c2", {"ok": True})], NOON + 9, [Token("free", BOB)], row={"status": "live"}
    )
    assert store.last_seq(CAFE) == 2
    assert store.ack(CAFE, BOB, "c2") == {"ok": True}
    assert store.holder("free").person == BOB
    assert store.due_deadlines(NOON + 100) == [(CAFE, NOON + 9)]
    assert store.session(CAFE).status == "live"


def test_a_fault_in_the_middle_of_a_transaction_leaves_the_store_usable(store):
    opened(store)
    with pytest.raises(ZeroDivisionError), store._database.writing() as connection:
        connection.execute(text("UPDATE session SET title = 'half done'"))
        1 / 0
    assert store.session(CAFE).title == "How we meet"
    store.append(CAFE, 1, [said(2)])
    assert store.last_seq(CAFE) == 2


# -- the fence


def test_the_second_appender_clashes_and_wrote_nothing(store, second):
    opened(store)
    second.append(CAFE, 1, [said(2, "I was first")])
    with pytest.raises(Clash, match="s_cafe is no longer at 1"):
        store.append(CAFE, 1, [said(2, "I came second")], [Ack(BOB, "mine", {"ok": True})], NOON)
    assert texts(store) == ["line 1", "I was first"]
    assert store.ack(CAFE, BOB, "mine") is None
    assert store.due_deadlines(NOON) == []


def test_a_store_ahead_of_its_database_clashes_instead_of_leaving_a_hole(store):
    """As after a fail-over to a replica that had not received the last events."""
    opened(store)
    with pytest.raises(Clash):
        store.append(CAFE, 7, [said(8)])
    assert store.last_seq(CAFE) == 1


def test_events_that_do_not_follow_are_the_callers_mistake(store):
    opened(store)
    with pytest.raises(ValueError, match="event 4 offered where 3 must follow 2"):
        store.append(CAFE, 1, [said(2), said(4)])
    assert store.last_seq(CAFE) == 1


def test_a_no_op_is_fenced_like_any_other_decision(store, second):
    opened(store)
    second.append(CAFE, 1, [said(2)])
    with pytest.raises(Clash):
        store.append(CAFE, 1, [], [Ack(BOB, "stale", {"ok": True})])
    store.append(CAFE, 2, [], [Ack(BOB, "fresh", {"ok": True})])
    assert store.ack(CAFE, BOB, "fresh") == {"ok": True}
    assert store.last_seq(CAFE) == 2


def test_the_primary_key_is_the_last_fence(store):
    """Should a head ever be behind its log, still nobody overwrites an event."""
    opened(store)
    store.append(CAFE, 1, [said(2, "kept")])
    spoil(store, "UPDATE head SET seq = 1")
    with pytest.raises(Clash):
        store.append(CAFE, 1, [said(2, "overwriting")])
    assert texts(store)[1] == "kept"


def test_of_many_appenders_at_once_exactly_one_wins_each_seq(store, second):
    """Two stores, two threads each, all deciding on the same end of the log, until it is 41 events long."""
    opened(store)
    start, wins, faults = threading.Barrier(4), [], []

    def appender(mine, name):
        start.wait()
        while (seq := mine.last_seq(CAFE)) < 41:
            try:
                mine.append(CAFE, seq, [said(seq + 1, name, name)], [Ack(name, f"c{seq}", {"ok": True, "seq": seq + 1})])
                wins.append((seq + 1, name))
            except Clash:
                continue
            except Exception as fault:  # a thread's exception would be lost
                faults.append(fault)
                return

    threads = [
        threading.Thread(target=appender, args=(mine, f"p_{number}"))
        for number, mine in enumerate((store, second, store, second))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert sorted(seq for seq, _ in wins) == list(range(2, 42))
    assert [(one.seq, one.by) for one in store.read(CAFE, after=1)] == sorted(wins)
    assert all(store.ack(CAFE, name, f"c{seq - 1}") == {"ok": True, "seq": seq} for seq, name in wins)


def test_appenders_to_different_sessions_all_win(store, second):
    opened(store)
    opened(store, WARD, "GHJKLM")
    faults = []

    def appender(mine, session):
        try:
            for seq in range(1, 31):
                mine.append(session, seq, [said(seq + 1)])
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=appender, args=pair) for pair in ((store, CAFE), (second, WARD))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert store.last_seq(CAFE) == store.last_seq(WARD) == 31


# -- answers


def test_a_resend_finds_its_answer(store):
    opened(store)
    store.append(CAFE, 1, [said(2)], [Ack(BOB, "c2", {"ok": True, "seq": 2, "note": "n_ä"})])
    assert store.ack(CAFE, BOB, "c2") == {"ok": True, "seq": 2, "note": "n_ä"}


def test_an_answer_is_its_askers_own(store):
    opened(store)
    opened(store, WARD, "GHJKLM")
    store.append(CAFE, 1, [said(2)], [Ack(BOB, "c2", {"ok": True})])
    assert store.ack(CAFE, ALICE, "c2") is None
    assert store.ack(WARD, BOB, "c2") is None
    assert store.ack(CAFE, BOB, "c3") is None


def test_several_commands_in_one_transaction_keep_their_own_answers(store):
    opened(store)
    store.append(CAFE, 1, [said(2), said(3, by=ALICE)], [Ack(BOB, "c2", {"seq": 2}), Ack(ALICE, "c3", {"seq": 3})])
    assert (store.ack(CAFE, BOB, "c2"), store.ack(CAFE, ALICE, "c3")) == ({"seq": 2}, {"seq": 3})


def test_a_command_answered_twice_writes_nothing_the_second_time(store):
    opened(store)
    store.append(CAFE, 1, [said(2)], [Ack(BOB, "c2", {"seq": 2})])
    with pytest.raises(Repeated):
        store.append(CAFE, 2, [said(3)], [Ack(BOB, "c2", {"seq": 3})])
    assert store.ack(CAFE, BOB, "c2") == {"seq": 2}
    assert store.last_seq(CAFE) == 2
    assert len(store.read(CAFE)) == 2


def test_a_log_forgotten_while_it_is_read_is_empty_and_not_damaged(store, second, monkeypatch):
    opened(store, events=3)
    asked = log.end

    def end_and_then_forgotten(connection, session):
        reached = asked(connection, session)
        if reached is not None:
            second.forget_events(session, NOON)
        return reached

    monkeypatch.setattr(log, "end", end_and_then_forgotten)
    assert store.read(CAFE) == []


# -- session rows


def test_a_session_is_found_by_id_code_and_owner(store):
    owner = store.accounts.add("alice", "hash").id
    opened(store, account=owner, template="learning-cafe")
    opened(store, WARD, "GHJKLM", account=owner, created_at=NOON + 1)
    opened(store, "s_other", "NPQRST")
    row = store.session(CAFE)
    assert row == store.session_by_code("ABCDEF")
    assert (row.title, row.template, row.status, row.account) == ("How we meet", "learning-cafe", "lobby", owner)
    assert [one.id for one in store.sessions_of(owner)] == [WARD, CAFE]
    assert [one.id for one in store.newest_sessions(2)] == [WARD, CAFE]
    assert store.session("s_nobody") is None
    assert store.session_by_code("abcdef") is None


def test_a_taken_code_is_told_apart_from_other_faults_and_leaves_nothing(store):
    opened(store)
    with pytest.raises(CodeTaken):
        opened(store, WARD)
    assert store.session(WARD) is None
    assert store.read(WARD) == []


def test_a_session_starts_with_its_hosts_token_and_deadline(store):
    store.start_session(
        SessionRow(CAFE, "ABCDEF", "T", "sv", created_at=NOON),
        [said(1), said(2)],
        NOON + 60_000,
        acks=[Ack(ALICE, "open", {"ok": True})],
        tokens=[Token("h", ALICE)],
    )
    assert store.holder("h").person == ALICE
    assert store.due_deadlines(NOON + 60_000) == [(CAFE, NOON + 60_000)]
    assert store.ack(CAFE, ALICE, "open") == {"ok": True}
    assert len(store.read(CAFE)) == 2


def test_a_session_row_changes_only_where_it_may(store):
    opened(store)
    store.change_session(CAFE, title="Ny rubrik", status="closed", closed_at=NOON)
    assert (store.session(CAFE).title, store.session(CAFE).closed_at) == ("Ny rubrik", NOON)
    with pytest.raises(ValueError, match="code"):
        store.change_session(CAFE, code="ZZZZZZ")


# -- what cannot be read


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        ("UPDATE event SET body = '{\"text\": ' WHERE seq = 2", "event 2: note.added is not JSON"),
        ("UPDATE event SET body = '[1]' WHERE seq = 2", "event 2: note.added is a JSON list, not an object"),
        ("UPDATE event SET version = 0 WHERE seq = 2", "event 2: 'note.added' version 0 is no event"),
        ("UPDATE event SET name = '' WHERE seq = 2", "event 2: '' version 1 is no event"),
        ("DELETE FROM event WHERE seq = 1", "event 1: is missing, the next one stored is 2"),
        ("DELETE FROM event WHERE seq = 2", "event 2: is missing, the next one stored is 3"),
        ("DELETE FROM event WHERE seq = 3", "event 3: is missing, the log ended at 3"),
    ],
)
def test_a_damaged_log_names_the_session_and_the_event(store, damage, complaint):
    opened(store, events=3)
    spoil(store, damage)
    with pytest.raises(CorruptLog, match=f"s_cafe, {complaint}") as caught:
        store.read(CAFE)
    assert caught.value.session == CAFE
    assert f"event {caught.value.seq}:" in complaint
