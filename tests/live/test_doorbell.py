"""Two processes, one session: what one appends, those connected to the other see. State never travels by the bell."""

import queue
import threading

from coknow.live.doorbell import CHANNEL, Doorbell

from tests.live.wire import until


class Exchange:
    """A Redis of which only publish and subscribe are known, as the doorbell knows it."""

    def __init__(self):
        self.ears, self.said, self.broken = [], [], 0

    def publish(self, channel, text):
        if self.broken:
            self.broken -= 1
            raise ConnectionError("Redis is away")
        self.said.append((channel, text))
        for ear in list(self.ears):
            ear.heard.put(text.encode())

    def pubsub(self, ignore_subscribe_messages):
        return Ear(self)


class Ear:
    def __init__(self, exchange):
        self.exchange, self.heard = exchange, queue.Queue()

    def subscribe(self, channel):
        assert channel == CHANNEL
        self.exchange.ears.append(self)

    def listen(self):
        while True:
            yield {"data": self.heard.get()}

    def close(self):
        self.exchange.ears.remove(self)


def spawn(function, *args):
    threading.Thread(target=function, args=args, daemon=True).start()


def bell(cafe, exchange, sessions):
    bell = Doorbell(exchange, sessions, spawn, lambda seconds: None)
    sessions.on_change = bell.changed
    bell.start()
    until(lambda: exchange.ears, "somebody to listen")
    return bell


def test_who_is_connected_elsewhere_sees_it_too(cafe):
    (aino, *_) = cafe.come("Aino", "Helmi")
    cafe.go_to("round")
    exchange, other = Exchange(), cafe.process()
    bell(cafe, exchange, cafe.sessions)
    bell(cafe, exchange, other)
    answer = cafe.do("Helmi", "announce", live=other.open(cafe.id), text="Toisesta prosessista")
    until(lambda: aino.documents["room"].get("notice", {}).get("text") == "Toisesta prosessista", "the announcement")
    assert cafe.live.seq == answer["seq"]
    assert all(text.split()[0] == cafe.id and len(text) < 60 for _, text in exchange.said), "only which session, and how far"


def test_a_session_that_is_not_here_is_not_loaded_for_it(cafe):
    exchange, other = Exchange(), cafe.process()
    bell(cafe, exchange, other)
    Doorbell(exchange, other, spawn, lambda seconds: None).heard(f"{cafe.id} 99")
    assert other.figures()["live_sessions"] == 0


def test_nonsense_on_the_line_hurts_nobody(cafe):
    doorbell = Doorbell(Exchange(), cafe.sessions, spawn, lambda seconds: None)
    for said in (b"", b"one", b"a b", b"\xff\xfe", "s_x 1 2"):
        doorbell.heard(said)
    assert cafe.do("Helmi", "phase.next")["ok"]


def test_without_redis_for_a_while_the_session_goes_on_and_the_bell_is_rung_again(cafe):
    aino, _ = cafe.come("Aino", "Helmi")
    exchange, other = Exchange(), cafe.process()
    bell(cafe, exchange, cafe.sessions)
    bell(cafe, exchange, other)
    exchange.broken = 1
    assert cafe.do("Helmi", "announce", live=other.open(cafe.id), text="Ensimmäinen")["ok"]
    until(lambda: aino.documents["room"].get("notice", {}).get("text") == "Ensimmäinen", "the ring, rung again")
