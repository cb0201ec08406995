"""Deadlines as reasons to look, and heartbeats as proof that somebody could."""

import pytest

from coknow.store import Clash
from tests.store.cast import CAFE, NOON, WARD, opened, said

DAY = 24 * 3600 * 1000


def test_only_what_is_due_comes_and_the_longest_overdue_first(store):
    opened(store, CAFE, "ABCDEF", deadline=NOON + 20)
    opened(store, WARD, "GHJKLM", deadline=NOON + 10)
    opened(store, "s_later", "NPQRST", deadline=NOON + 31)
    opened(store, "s_never", "UVWXYZ", deadline=None)
    assert store.due_deadlines(NOON + 30) == [(WARD, NOON + 10), (CAFE, NOON + 20)]
    assert store.due_deadlines(NOON + 30, limit=1) == [(WARD, NOON + 10)]
    assert store.due_deadlines(NOON + 9) == []
    assert store.next_deadline() == NOON + 10


def test_the_instant_itself_counts_as_due(store):
    opened(store, deadline=NOON)
    assert store.due_deadlines(NOON - 1) == []
    assert store.due_deadlines(NOON) == [(CAFE, NOON)]


def test_each_append_says_the_next_deadline_anew(store):
    opened(store, deadline=NOON)
    store.append(CAFE, 1, [said(2)], deadline=NOON + 60)
    assert store.due_deadlines(NOON + 100) == [(CAFE, NOON + 60)]
    store.append(CAFE, 2, [said(3)], deadline=None)
    assert store.due_deadlines(NOON + 100) == []
    assert store.next_deadline() is None


def test_a_failing_session_is_pushed_aside_until_its_next_append(store):
    opened(store, deadline=NOON)
    store.postpone(CAFE, NOON + 600)
    assert store.due_deadlines(NOON + 599) == []
    assert store.due_deadlines(NOON + 600) == [(CAFE, NOON + 600)]
    store.append(CAFE, 1, [said(2)], deadline=NOON + 5)
    assert store.due_deadlines(NOON + 5) == [(CAFE, NOON + 5)]


def test_postponing_brings_nothing_nearer_and_gives_no_deadline_to_who_has_none(store):
    opened(store, CAFE, "ABCDEF", deadline=NOON + 60)
    opened(store, WARD, "GHJKLM", deadline=None)
    store.postpone(CAFE, NOON + 1)
    store.postpone(WARD, NOON + 1)
    assert store.due_deadlines(NOON + 100) == [(CAFE, NOON + 60)]


def test_postponing_moves_no_fence(store):
    opened(store, deadline=NOON)
    store.postpone(CAFE, NOON + 600)
    store.append(CAFE, 1, [said(2)])
    with pytest.raises(Clash):
        store.append(CAFE, 1, [said(2)])


def test_nobody_has_ever_run(store):
    assert store.last_heartbeat() is None


def test_the_last_sign_of_life_is_that_of_any_process(store):
    store.heartbeat("one", NOON)
    store.heartbeat("two", NOON + 5)
    store.heartbeat("one", NOON + 3)
    assert store.last_heartbeat() == NOON + 5
    store.heartbeat("one", NOON + 7)
    assert store.last_heartbeat() == NOON + 7


def test_processes_of_long_ago_do_not_pile_up(store):
    for run in range(5):
        store.heartbeat(f"run {run}", NOON + run * 20 * DAY)
    with store._database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT process FROM heartbeat ORDER BY process").scalars().all()
    assert kept == ["run 3", "run 4"]
