"""Counting failed guesses: room for an office's slips, none for a thief, and no way to lock everybody out."""

from dataclasses import dataclass, field

import pytest

from coknow.web.throttle import Limit, Throttle, network_of

LIMIT = Limit("code", each=10, overall=100, at_target=20, minutes=10)
MINUTE = 60_000


@dataclass
class Guesses:
    """The store's counting, in a list."""

    rows: list = field(default_factory=list)

    def failed(self, kind, who="", *, now):
        self.rows.append((kind, who, now // MINUTE))

    def recent(self, kind, who="", *, minutes, now):
        return sum(
            row[0] == kind and (not who or row[1] == who) and row[2] > now // MINUTE - minutes for row in self.rows
        )

    def forgive(self, kind, who):
        self.rows = [row for row in self.rows if row[:2] != (kind, who)]


@pytest.fixture
def throttle():
    return Throttle(Guesses(), b"secret")


def fail(throttle, address, times, now=0, target=""):
    for _ in range(times):
        throttle.failed(LIMIT, address, now, target)


def test_an_address_is_refused_at_its_limit_and_welcome_again_after_the_window(throttle):
    fail(throttle, "192.0.2.1", 9)
    assert not throttle.refuses(LIMIT, "192.0.2.1", 0)
    fail(throttle, "192.0.2.1", 1)
    assert throttle.refuses(LIMIT, "192.0.2.1", 0)
    assert not throttle.refuses(LIMIT, "192.0.2.2", 0)
    assert not throttle.refuses(LIMIT, "192.0.2.1", 10 * MINUTE)


def test_under_attack_from_everywhere_who_has_not_failed_is_still_let_in(throttle):
    for n in range(100):
        fail(throttle, f"198.51.100.{n}", 1)
    assert not throttle.refuses(LIMIT, "192.0.2.1", 0)
    fail(throttle, "192.0.2.1", 2)
    assert not throttle.refuses(LIMIT, "192.0.2.1", 0)
    fail(throttle, "192.0.2.1", 1)
    assert throttle.refuses(LIMIT, "192.0.2.1", 0), "three slips are all one gets then"


def test_an_attack_on_one_target_alarms_for_that_target_only(throttle):
    for n in range(20):
        fail(throttle, f"198.51.100.{n}", 1, target="AINO")
    fail(throttle, "192.0.2.1", 3)
    assert throttle.refuses(LIMIT, "192.0.2.1", 0, "AINO")
    assert not throttle.refuses(LIMIT, "192.0.2.1", 0, "BERTTA")


def test_forgiving_clears_an_address_and_not_the_alarm(throttle):
    fail(throttle, "192.0.2.1", 20, target="AINO")
    throttle.forgive(LIMIT, "192.0.2.1", 0, "AINO")
    assert not throttle.refuses(LIMIT, "192.0.2.1", 0)
    fail(throttle, "192.0.2.1", 3, target="AINO")
    assert throttle.refuses(LIMIT, "192.0.2.1", 0, "AINO"), "the alarm for Aino goes on"


def test_tries_at_somebody_elses_door_are_not_forgiven(throttle):
    fail(throttle, "192.0.2.1", 9, target="AINO")
    fail(throttle, "192.0.2.1", 1, target="MALLORY")
    throttle.forgive(LIMIT, "192.0.2.1", 0, "MALLORY")
    assert throttle.refuses(LIMIT, "192.0.2.1", 0)


def test_what_was_opened_from_an_address_is_familiar_there_and_nowhere_else(throttle):
    throttle.opened("2001:db8::1", "s_1")
    assert throttle.is_familiar("2001:db8::2", "s_1")
    assert not throttle.is_familiar("2001:db8::1", "s_2") and not throttle.is_familiar("192.0.2.1", "s_1")
    for n in range(20_001):
        throttle.opened("192.0.2.1", f"s_{n}")
    assert not throttle.is_familiar("2001:db8::1", "s_1") and len(throttle._familiar) == 20_000


def test_addresses_and_targets_are_stored_only_as_keyed_hashes(throttle):
    fail(throttle, "192.0.2.1", 1, target="AINO")
    stored = str(throttle._guesses.rows)
    assert "192.0.2" not in stored and "AINO" not in stored
    other = Throttle(Guesses(), b"another secret")
    fail(other, "192.0.2.1", 1, target="AINO")
    assert not {row[1] for row in other._guesses.rows} & {row[1] for row in throttle._guesses.rows}


@pytest.mark.parametrize(("address", "counts_as"), [
    ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"),
    ("2001:db8::ffff:1", "2001:db8::/64"), ("2001:db8:0:1::1", "2001:db8:0:1::/64"), ("unknown", "unknown"),
])  # fmt: skip
def test_an_ipv6_household_is_one(address, counts_as):
    assert network_of(address) == counts_as
