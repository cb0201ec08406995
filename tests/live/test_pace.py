"""One connection is never served at the expense of the others, whatever it sends."""

import pytest
from coknow.live.fanout import pace
from coknow.live.fanout.pace import Pace


class Sleeper:
    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def pace(self, longest=1 << 20) -> Pace:
        return Pace(longest, self.sleep, lambda: self.now)


def read(one: Pace, times: int, size: int = 40):
    for _ in range(times):
        one.before(size)
        one.heard()


def test_a_reader_gives_way_every_few_reads():
    sleeper = Sleeper()
    read(sleeper.pace(), 10 * pace.IN_A_ROW)
    assert len(sleeper.slept) == 10 and max(sleeper.slept) == pace.GIVE_WAY > 0


def test_a_flood_is_read_no_faster_than_people_write():
    sleeper = Sleeper()
    read(sleeper.pace(), 20_000)
    assert sleeper.now == pytest.approx((20_000 - pace.BURST) / pace.PER_SECOND, rel=0.05)


def test_bytes_count_too():
    sleeper = Sleeper()
    read(sleeper.pace(), 200, size=64 * 1024)
    assert sleeper.now > 5


def test_who_sends_like_a_browser_never_waits():
    sleeper = Sleeper()
    one = sleeper.pace()
    for _ in range(3_000):  # fifty commands a second for a minute
        read(one, 4)
        sleeper.now += 0.02
    assert set(sleeper.slept) == {pace.GIVE_WAY}


def test_a_message_that_never_ends_ends_the_connection():
    one = Sleeper().pace(longest=1000)
    read(one, 500, size=10)
    with pytest.raises(OSError):
        for _ in range(101):
            one.before(10)
