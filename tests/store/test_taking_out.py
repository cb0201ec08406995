"""Erasing one person from a log that stays, and forgetting a whole log."""

from dataclasses import replace

import pytest

from coknow.kernel.messages import SYSTEM, Event, Recorded
from coknow.store import ERASED, Ack, Clash, Forgotten, Store, Token
from tests.store.cast import ALICE, BOB, CAFE, NOON, WARD, opened, said, texts

DAY = 24 * 3600 * 1000
SECRET = "Kukaan ei saa tietää tästä 7391"


def without_secrets(event: Event) -> Event:
    return replace(event, body={**event.body, "text": ""}) if event.body.get("text") == SECRET else event


def erased_by(person, seq):
    return Recorded(seq, NOON, SYSTEM, "", Event("person.erased", {"person": person}))


@pytest.fixture
def bobs(store):
    return with_bob(store)


def with_bob(store):
    """Alice 1, Bob's shared line 2, Bob's private line 3, Alice 4; Bob has an answer and two tokens."""
    opened(store, deadline=NOON + 10)
    store.append(
        CAFE,
        1,
        [said(2, "We made this together"), said(3, SECRET), said(4, "Alice again", ALICE)],
        [Ack(BOB, "c2", {"ok": True}), Ack(ALICE, "c4", {"ok": True})],
        NOON + 10,
        [Token("phone", BOB), Token("words", BOB, "recovery"), Token("alices", ALICE)],
    )
    return store


def test_erasing_detaches_the_author_and_removes_the_private_text(bobs):
    changed = bobs.erase(CAFE, BOB, without_secrets, 4, [erased_by(BOB, 5)], deadline=NOON + 20)
    assert changed == 2
    log = bobs.read(CAFE)
    assert [one.event.body.get("text") for one in log] == ["line 1", "We made this together", "", "Alice again", None]
    assert [one.by for one in log] == [ALICE, ERASED, ERASED, ALICE, SYSTEM]
    assert [one.command for one in log[1:3]] == ["", ""]
    assert [one.seq for one in log] == [1, 2, 3, 4, 5]
    assert bobs.due_deadlines(NOON + 100) == [(CAFE, NOON + 20)]


def test_erasing_drops_the_persons_answers_and_tokens_and_nobody_elses(bobs):
    bobs.erase(CAFE, BOB, without_secrets, 4, [erased_by(BOB, 5)], [Ack(BOB, "erase me", {"ok": True})])
    assert bobs.holder("phone") is None and bobs.holder("words") is None
    assert bobs.holder("alices").person == ALICE
    assert bobs.ack(CAFE, BOB, "c2") is None
    assert bobs.ack(CAFE, ALICE, "c4") == {"ok": True}
    assert bobs.ack(CAFE, BOB, "erase me") == {"ok": True}


def test_what_the_person_did_in_the_same_moment_is_erased_as_well(bobs):
    """The shell commits several commands together; one of them may be the wish to be erased."""
    last_words = [said(5, SECRET), said(6, "Alice meanwhile", ALICE), replace(erased_by(BOB, 7), by=BOB, command="c7")]
    bobs.erase(CAFE, BOB, without_secrets, 4, last_words, [Ack(BOB, "c7", {"ok": True})])
    log = bobs.read(CAFE, after=4)
    assert [one.event.body.get("text") for one in log] == ["", "Alice meanwhile", None]
    assert [(one.by, one.command) for one in log] == [(ERASED, ""), (ALICE, "c6"), (ERASED, "")]
    assert bobs.ack(CAFE, BOB, "c7") == {"ok": True}


def test_the_change_meets_each_event_once_in_the_order_of_the_log(bobs):
    met = []
    bobs.erase(CAFE, BOB, lambda event: met.append(event) or event, 4, [said(5, "last")])
    assert [event.body["text"] for event in met] == ["line 1", "We made this together", SECRET, "Alice again", "last"]


def test_whatever_else_the_moment_brought_is_written_too(bobs):
    bobs.erase(
        CAFE, BOB, without_secrets, 4, [erased_by(BOB, 5)], [], NOON + 30, [Token("new", ALICE)], row={"status": "closed"}
    )
    assert bobs.holder("new").person == ALICE
    assert bobs.session(CAFE).status == "closed"
    assert bobs.due_deadlines(NOON + 100) == [(CAFE, NOON + 30)]


def test_erasing_behind_the_end_of_the_log_clashes_and_changes_nothing(bobs, second):
    second.append(CAFE, 4, [said(5, "meanwhile")])
    with pytest.raises(Clash):
        bobs.erase(CAFE, BOB, without_secrets, 4, [erased_by(BOB, 5)])
    assert texts(bobs)[2] == SECRET
    assert bobs.read(CAFE)[2].by == BOB
    assert bobs.holder("phone").person == BOB
    assert bobs.ack(CAFE, BOB, "c2") == {"ok": True}


def test_other_sessions_keep_what_they_have(bobs):
    opened(bobs, WARD, "GHJKLM")
    bobs.append(WARD, 1, [said(2, SECRET)], tokens=[Token("ward phone", BOB)])
    bobs.erase(CAFE, BOB, without_secrets, 4, [erased_by(BOB, 5)])
    assert texts(bobs, WARD)[1] == SECRET
    assert bobs.read(WARD)[1].by == BOB
    assert bobs.holder("ward phone").person == BOB


def test_without_a_person_only_the_events_are_rewritten(bobs):
    """As at closing, when presence facts go."""
    assert bobs.erase(CAFE, None, without_secrets, 4, []) == 1
    assert bobs.read(CAFE)[2] == replace(said(3), event=Event("note.added", {"text": ""}))
    assert bobs.holder("phone").person == BOB
    assert bobs.last_seq(CAFE) == 4


def test_what_is_emptied_for_its_own_sake_has_no_author_and_no_answer_left(bobs):
    """When the minute-by-minute facts of a session go, neither the log nor a stored answer tells whose they were."""
    def emptied(event):
        return Event("weather.forgotten") if event.name == "note.added" and event.body["text"] == SECRET else event

    before = bobs.read(CAFE)
    secret = [one for one in before if emptied(one.event) != one.event]
    assert secret and all(one.by == BOB for one in secret)
    bobs.append(CAFE, 4, [replace(secret[0], seq=5, command="told")], acks=[Ack(BOB, "told", {"ok": True, "seq": 5})])
    bobs.erase(CAFE, None, emptied, 5, [])
    after = bobs.read(CAFE)
    assert [one.by for one in after if one.event.name == "weather.forgotten"] == ["erased"] * (len(secret) + 1)
    assert all(one.command == "" for one in after if one.event.name == "weather.forgotten")
    assert bobs.ack(CAFE, BOB, "told") is None
    assert [one for one in after if one.event.name != "weather.forgotten"] == [one for one in before if one not in secret]


def test_erased_words_are_in_no_file_of_the_embedded_database(sqlite_url, tmp_path):
    """PostgreSQL frees the bytes at its next vacuum (docs/limits.md)."""
    store = Store.open(sqlite_url)
    store.upgrade()
    with_bob(store)
    assert lies_on_disk(SECRET, tmp_path)
    store.erase(CAFE, BOB, without_secrets, 4, [erased_by(BOB, 5)])
    assert not lies_on_disk(SECRET, tmp_path)
    assert lies_on_disk("We made this together", tmp_path)
    store.forget_events(CAFE)
    assert not lies_on_disk("We made this together", tmp_path)
    store.close()


def lies_on_disk(words: str, folder) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.iterdir() if path.is_file())


# -- retention


def test_a_session_is_to_be_forgotten_when_its_date_has_come(store):
    opened(store, CAFE, "ABCDEF", retain_until=NOON + 7 * DAY)
    opened(store, WARD, "GHJKLM")  # said nothing: 30 days
    assert store.sessions_to_forget(NOON + 7 * DAY - 1) == []
    assert store.sessions_to_forget(NOON + 7 * DAY) == [CAFE]
    assert store.sessions_to_forget(NOON + 30 * DAY) == [CAFE, WARD]
    store.change_session(CAFE, retain_until=NOON + 60 * DAY)
    assert store.sessions_to_forget(NOON + 30 * DAY) == [WARD]


def test_forgetting_takes_the_log_and_leaves_the_row_and_the_published_harvest(bobs):
    opened(bobs, WARD, "GHJKLM", deadline=NOON + 11)
    bobs.publish_harvest(CAFE, {"insights": ["Yhdessä"]}, NOON)
    bobs.change_session(CAFE, status="closed", retain_until=NOON + DAY)
    assert bobs.forget_events(CAFE, NOON + DAY) == 4
    assert bobs.read(CAFE) == []
    assert bobs.last_seq(CAFE) is None
    assert bobs.ack(CAFE, ALICE, "c4") is None
    assert bobs.holder("phone") is None and bobs.holder("alices") is None
    assert bobs.due_deadlines(NOON + 100) == [(WARD, NOON + 11)]
    assert bobs.session_by_code("ABCDEF").forgotten_at == NOON + DAY
    assert bobs.published_harvest(CAFE) == {"insights": ["Yhdessä"]}
    assert bobs.sessions_to_forget(NOON + 2 * DAY) == []
    assert texts(bobs, WARD) == ["line 1"]


def test_nothing_is_appended_to_a_forgotten_log(bobs):
    bobs.forget_events(CAFE, NOON)
    with pytest.raises(Forgotten, match=CAFE):
        bobs.append(CAFE, 4, [said(5)])
    assert bobs.read(CAFE) == []


def test_forgetting_twice_keeps_the_first_date(bobs):
    bobs.forget_events(CAFE, NOON)
    assert bobs.forget_events(CAFE, NOON + DAY) == 0
    assert bobs.session(CAFE).forgotten_at == NOON


def test_a_harvest_is_published_anew_and_withdrawn(bobs):
    assert bobs.published_harvest(CAFE) is None
    bobs.publish_harvest(CAFE, {"insights": ["one"]}, NOON)
    bobs.publish_harvest(CAFE, {"insights": ["one", "two"]}, NOON + 1)
    assert bobs.published_harvest(CAFE) == {"insights": ["one", "two"]}
    bobs.withdraw_harvest(CAFE)
    assert bobs.published_harvest(CAFE) is None
