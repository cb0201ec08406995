"""Tokens of participants, accounts of hosts, the first-run link, and the counting of wrong guesses."""

import threading

import pytest

from coknow.store import Holder, NameTaken, Token, TokenTaken
from tests.store.cast import ALICE, BOB, CAFE, CAROL, NOON, WARD, opened, said

MINUTE = 60_000


def together(*tasks):
    """Run them at the same instant and return what each returned."""
    start, results = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(number, task):
        start.wait()
        try:
            results[number] = task()
        except Exception as fault:
            results[number] = fault

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


# -- tokens


def test_a_token_finds_its_seat(store):
    opened(store)
    store.keep_token("phone", CAFE, BOB, "rejoin")
    store.keep_token("words", CAFE, BOB, "recovery")
    assert store.holder("phone") == Holder(CAFE, BOB, "rejoin")
    assert store.holder("words") == Holder(CAFE, BOB, "recovery")
    assert store.holder("guess") is None


def test_keeping_a_token_again_is_no_fault_but_nobody_inherits_it(store):
    opened(store)
    opened(store, WARD, "GHJKLM")
    store.keep_token("phone", CAFE, BOB)
    store.keep_token("phone", CAFE, BOB)
    for session, person in ((CAFE, ALICE), (WARD, BOB)):
        with pytest.raises(TokenTaken):
            store.keep_token("phone", session, person)
    assert store.holder("phone") == Holder(CAFE, BOB, "rejoin")


def test_dropped_tokens_open_nothing_and_the_others_still_do(store):
    opened(store)
    opened(store, WARD, "GHJKLM")
    store.append(CAFE, 1, [said(2)], tokens=[Token("bob 1", BOB), Token("bob 2", BOB, "recovery"), Token("a", ALICE)])
    store.keep_token("bob elsewhere", WARD, BOB)
    store.drop_tokens(CAFE, BOB)
    assert store.holder("bob 1") is None and store.holder("bob 2") is None
    assert store.holder("a").person == ALICE
    assert store.holder("bob elsewhere").session == WARD


def test_a_token_needs_a_session(store):
    with pytest.raises(Exception, match="(?i)foreign key"):
        store.keep_token("phone", "s_nobody", CAROL)
    assert store.holder("phone") is None


# -- accounts


def test_an_account_is_found_by_id_and_by_name_however_written(store):
    made = store.accounts.add("Åsa Öberg", "hash 1", language="sv", now=NOON)
    assert (made.name, made.language, made.admin, made.created_at) == ("Åsa Öberg", "sv", False, NOON)
    assert store.accounts.by_id(made.id) == made
    assert store.accounts.by_name("  ÅSA öberg ") == made
    assert store.accounts.by_name("A\u030asa Öberg") == made  # a with a ring, typed as two characters
    assert store.accounts.by_name("asa oberg") is None
    assert store.accounts.by_id("nobody") is None


def test_a_name_is_taken_in_any_case(store):
    store.accounts.add("Alice", "hash 1")
    with pytest.raises(NameTaken):
        store.accounts.add(" ALICE", "hash 2")
    assert store.accounts.count() == 1
    assert store.accounts.by_name("alice").password_hash == "hash 1"


def test_of_two_people_wanting_one_name_one_gets_it(store, second):
    results = together(lambda: store.accounts.add("Alice", "one"), lambda: second.accounts.add("alice", "two"))
    assert sorted(type(result).__name__ for result in results) == ["Account", "NameTaken"]
    assert store.accounts.count() == 1


def test_a_new_password_replaces_the_old_one_of_this_account_only(store):
    alice, bob = store.accounts.add("alice", "old a"), store.accounts.add("bob", "old b")
    assert store.accounts.set_password(alice.id, "new a")
    assert store.accounts.by_id(alice.id).password_hash == "new a"
    assert store.accounts.by_id(bob.id).password_hash == "old b"
    assert not store.accounts.set_password("nobody", "x")


def test_a_removed_hosts_sessions_stay(store):
    alice = store.accounts.add("alice", "hash")
    opened(store, account=alice.id)
    assert [one.name for one in store.accounts.all()] == ["alice"]
    assert store.accounts.remove(alice.id)
    assert not store.accounts.remove(alice.id)
    assert store.accounts.all() == []
    assert store.session(CAFE).account is None


# -- the first account


def test_a_link_opens_until_it_is_used(store):
    store.setup_links.create("link", now=NOON)
    assert store.setup_links.opens("link", now=NOON + 1)
    assert not store.setup_links.opens("guess", now=NOON + 1)
    assert store.setup_links.consume("link", now=NOON + 1)
    assert not store.setup_links.consume("link", now=NOON + 2)
    assert not store.setup_links.opens("link", now=NOON + 2)


def test_a_link_grows_old_and_a_newer_one_closes_it(store):
    store.setup_links.create("link", now=NOON, valid_ms=1000)
    assert not store.setup_links.opens("link", now=NOON + 1000)
    assert not store.setup_links.consume("link", now=NOON + 1000)
    store.setup_links.create("newer", now=NOON)
    assert not store.setup_links.opens("link", now=NOON)
    assert store.setup_links.opens("newer", now=NOON)


def test_the_first_account_uses_the_link_up(store):
    store.setup_links.create("link", now=NOON)
    assert store.accounts.add_first("guess", "mallory", "hash", now=NOON) is None
    assert store.accounts.count() == 0
    made = store.accounts.add_first("link", "alice", "hash", language="en", now=NOON)
    assert (made.name, made.admin, made.language) == ("alice", True, "en")
    assert store.accounts.add_first("link", "mallory", "hash", now=NOON) is None
    assert store.accounts.count() == 1


def test_a_link_still_opens_when_the_account_could_not_be_made(store):
    store.accounts.add("alice", "hash")
    store.setup_links.create("link", now=NOON)
    with pytest.raises(NameTaken):
        store.accounts.add_first("link", "Alice", "hash", now=NOON)
    assert store.setup_links.opens("link", now=NOON)


def test_a_link_used_twice_at_once_makes_one_account(store, second):
    store.setup_links.create("link", now=NOON)
    results = together(
        lambda: store.accounts.add_first("link", "alice", "one", now=NOON),
        lambda: second.accounts.add_first("link", "mallory", "two", now=NOON),
    )
    assert [result is None for result in results].count(True) == 1, results
    assert store.accounts.count() == 1


# -- wrong guesses


def test_guesses_are_counted_for_each_and_for_all(store):
    for _ in range(3):
        store.guesses.failed("code", "address 1", now=NOON)
    store.guesses.failed("code", "address 2", now=NOON)
    store.guesses.failed("sign-in", "address 1", now=NOON)
    assert store.guesses.recent("code", "address 1", now=NOON) == 3
    assert store.guesses.recent("code", "address 2", now=NOON) == 1
    assert store.guesses.recent("code", "address 3", now=NOON) == 0
    assert store.guesses.recent("code", now=NOON) == 4
    assert store.guesses.recent("sign-in", now=NOON) == 1


def test_guesses_are_forgotten_after_the_asked_time(store):
    store.guesses.failed("code", "a", now=NOON)
    store.guesses.failed("code", "a", now=NOON + 10 * MINUTE)
    assert store.guesses.recent("code", "a", minutes=15, now=NOON + 14 * MINUTE) == 2
    assert store.guesses.recent("code", "a", minutes=15, now=NOON + 15 * MINUTE) == 1
    assert store.guesses.recent("code", "a", minutes=15, now=NOON + 25 * MINUTE) == 0


def test_the_right_guess_clears_ones_own_record_only(store):
    store.guesses.failed("sign-in", "alice", now=NOON)
    store.guesses.failed("sign-in", "bob", now=NOON)
    store.guesses.forgive("sign-in", "alice")
    assert store.guesses.recent("sign-in", "alice", now=NOON) == 0
    assert store.guesses.recent("sign-in", "bob", now=NOON) == 1
    assert store.guesses.recent("sign-in", now=NOON) == 2


def test_no_wrong_guess_is_lost_among_many_at_once(store, second):
    def guess(mine, who):
        for _ in range(20):
            mine.guesses.failed("code", who, now=NOON)

    results = together(*(lambda mine=mine, who=who: guess(mine, who) for mine in (store, second) for who in "ab"))
    assert results == [None] * 4
    assert store.guesses.recent("code", "a", now=NOON) == 40
    assert store.guesses.recent("code", now=NOON) == 80


def test_old_counts_do_not_pile_up(store):
    store.guesses.failed("code", "a", now=NOON)
    store.guesses.failed("code", "b", now=NOON + 2 * 24 * 60 * MINUTE)
    with store._database.reading() as connection:
        kept = set(connection.exec_driver_sql("SELECT DISTINCT who FROM guess").scalars())
    assert kept == {"b", ""}


# -- imported templates


def test_the_template_imported_last_is_the_one_in_use(store):
    store.library.put("our-cafe", "1.0.0", {"names": {"fi": "Kahvila"}}, now=NOON)
    store.library.put("our-cafe", "1.1.0", {"names": {"fi": "Uusi kahvila"}}, now=NOON + 1)
    store.library.put("our-market", "1.0.0", {"names": {"fi": "Tori"}}, now=NOON)
    assert store.library.get("our-cafe") == {"names": {"fi": "Uusi kahvila"}}
    assert store.library.get("our-cafe", "1.0.0") == {"names": {"fi": "Kahvila"}}
    assert store.library.get("our-cafe", "9.9.9") is None
    assert {id: body["names"]["fi"] for id, body in store.library.all().items()} == {
        "our-cafe": "Uusi kahvila",
        "our-market": "Tori",
    }


def test_a_template_imported_again_is_replaced_and_a_removed_one_is_gone(store):
    store.library.put("our-cafe", "1.0.0", {"minutes": 90})
    store.library.put("our-cafe", "1.0.0", {"minutes": 100})
    assert store.library.get("our-cafe", "1.0.0") == {"minutes": 100}
    assert store.library.remove("our-cafe")
    assert store.library.get("our-cafe") is None
    assert not store.library.remove("our-cafe")
