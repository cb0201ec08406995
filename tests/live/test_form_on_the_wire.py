"""Two browsers in one field over the real wire: on both workers, through kills, across processes, beside a vandal."""

import base64
import itertools
import random
import threading

import pytest
import socketio.exceptions
from pycrdt import Doc, Text

from tests.activities import cases
from tests.harness.server import Server
from tests.live.wire import Guest, Party, until

pytestmark = pytest.mark.slow

FIELD = "tell"
GONE = (socketio.exceptions.SocketIOError, OSError, AssertionError)


class Pen:
    """A guest's copy of one field. What is not answered is asked again, with the same id and the same words."""

    def __init__(self, guest: Guest, number: int, field: str = FIELD):
        self.guest, self.field = guest, field
        self.doc = Doc(client_id=number)
        self.text = self.doc.get("t", type=Text)
        self.sent = self.doc.get_state()
        self.ids = itertools.count(1)

    @property
    def kept(self) -> dict:
        cards = self.guest.document("place").get("activity", {}).get("cards", {})
        return cards.get(self.guest.place, {}).get("fields", {}).get(self.field, {})

    def read(self) -> str:
        for part in list(self.kept.get("parts", {}).values()):
            self.doc.apply_update(base64.b64decode(part))
        return str(self.text)

    def type(self, words: str, at: int | None = None) -> None:
        self.text.insert(len(str(self.text).encode()) if at is None else at, words)

    def args(self) -> dict:
        update = base64.b64encode(self.doc.get_update(self.sent)).decode()
        return {"phase": "cards", "of": self.guest.place, "field": self.field, "update": update}

    def send(self) -> dict:
        answer = self.guest.do("form.write", **self.args())
        if answer["ok"]:
            self.sent = self.doc.get_state()
        return answer


def over_cards(server, *names) -> tuple[Party, list[Guest]]:
    server.create_session_of(cases.programmes()["form"][0])
    party = Party(server, "own-learning-cafe-mini")
    guests = party.come(*names)
    party.go_to("form")
    until(lambda: all(guest.place for guest in guests), "seats")
    return party, guests


@pytest.fixture(params=["eventlet", "gevent"], scope="module")
def table(request, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("form"), COKNOW_ASYNC=request.param).start()
    party, guests = over_cards(server, "Aino", "Bengt")
    yield guests
    party.end()
    server.stop()


def alike(*pens: Pen) -> str:
    until(lambda: len({pen.read() for pen in pens}) == 1, "one text for all")
    return str(pens[0].text)


def test_two_who_type_at_once_read_the_same_and_every_letter_is_there(table):
    rng, pens = random.Random(5), [Pen(guest, 101 + i) for i, guest in enumerate(table)]
    for i in range(60):
        pen = rng.choice(pens)
        if rng.random() < 0.4:
            pen.read()
        pen.type(f"<{i}>")
        if rng.random() < 0.5:
            assert pen.send()["ok"]
    for pen in pens:
        assert pen.send()["ok"]
    text = alike(*pens)
    assert all(text.count(f"<{i}>") == 1 for i in range(60))
    assert not any(guest.gaps for guest in table)


def test_who_is_in_which_field_is_told_to_the_others_at_the_place_only(table):
    aino, bengt = table
    heard = []
    bengt.client.on("signal", heard.append, namespace="/live")
    assert aino.ask("signal", {"to": f"place:{aino.place}", "body": {"form": "x/what"}})["ok"]
    until(lambda: heard, "the signal")
    assert heard == [{"from": aino.document("person")["id"], "body": {"form": "x/what"}}]
    assert aino.ask("signal", {"to": "place:t_elsewhere", "body": 1})["code"] == "not_here"
    assert aino.ask("signal", {"to": "hosts", "body": 1})["code"] == "not_here"


def test_a_vandal_is_refused_and_the_text_goes_on(table):
    aino, bengt = table
    pen, other = Pen(aino, 201, "worst"), Pen(bengt, 202, "worst")
    pen.type("ehjä ääkköset")
    assert pen.send()["ok"]
    args, rng = pen.args(), random.Random(1)
    nuisances = [bytes.fromhex(h) for h in ("ffffffff0f", "8080808001", "ffffffffffffffffff01", "00", "01ffffffff0f0100")]
    nuisances += [rng.randbytes(rng.randint(1, 60)) for _ in range(60)]
    for raw in nuisances:
        answer = bengt.do("form.write", **{**args, "update": base64.b64encode(raw).decode()})
        assert not answer["ok"] and answer["code"] in ("bad_arguments", "text_unknown", "too_many_tries")
    for update in (None, 5, {"a": 1}, "x" * 60_000, "ä"):
        assert not bengt.do("form.write", **{**args, "update": update})["ok"]
    for wrong in ({"field": "nowhere"}, {"field": "when"}, {"of": "p_other"}, {"of": bengt.document("person")["id"]}):
        other.type("x")
        assert not bengt.do("form.write", **{**other.args(), **wrong})["ok"]
    big = Pen(bengt, 203, "worst")
    big.type("x" * 5_000)
    assert big.send()["code"] == "too_long"
    until(lambda: pen.read() == "ehjä ääkköset", "the text as it was")
    pen.type(" ja jatkuu")
    assert pen.send()["ok"]
    reader = Pen(bengt, 204, "worst")
    until(lambda: reader.read() == "ehjä ääkköset ja jatkuu", "the text as it goes on")


class Typist(threading.Thread):
    """Types letter after letter; through every kill it asks again with the same id until it is answered."""

    def __init__(self, server, token: str, number: int, letters: str):
        super().__init__(daemon=True)
        self.server, self.token, self.number, self.letters = server, token, number, letters
        self.answered, self.stop = 0, threading.Event()
        self.start()

    def run(self):
        doc = Doc(client_id=self.number)
        text, waiting, guest = doc.get("t", type=Text), None, None
        while not self.stop.is_set():
            try:
                guest = Guest(self.server, self.token, f"t{self.number}")
                until(lambda g=guest: g.place, "a seat")
                while not self.stop.is_set():
                    if waiting is None:
                        before = doc.get_state()
                        text += self.letters[self.answered % len(self.letters)]
                        update = base64.b64encode(doc.get_update(before)).decode()
                        waiting = {"id": f"k{self.number}-{self.answered}", "name": "form.write",
                                   "args": {"phase": "cards", "of": guest.place, "field": FIELD, "update": update}}
                    answer = guest.ask("command", waiting)
                    if answer["ok"]:
                        self.answered, waiting = self.answered + 1, None
                    elif answer["code"] not in ("too_many_tries", "not_allowed", "server_error"):
                        raise ValueError(answer)
                    self.stop.wait(0.01)
            except GONE:
                self.stop.wait(0.1)  # nobody is there now
            finally:
                if guest is not None:
                    guest.leave()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_killed_in_the_middle_of_a_word_twice(kind, request, start_server):
    settings = {"DATABASE_URL": request.getfixturevalue("postgres_url")} if kind == "postgres" else {}
    server = start_server(**settings)
    party, guests = over_cards(server, "Aino", "Bengt")
    party.end()
    typists = [Typist(server, party.tokens[name], 301 + i, letters)
               for i, (name, letters) in enumerate((("Aino", "abcdefgh"), ("Bengt", "ABCDEFGH")))]
    for _ in range(2):
        reached = [typist.answered + 15 for typist in typists]
        until(lambda reached=reached: all(t.answered >= r for t, r in zip(typists, reached, strict=True)), "letters", 60)
        server.kill()
        server.start()
    reached = [typist.answered + 10 for typist in typists]
    until(lambda: all(t.answered >= r for t, r in zip(typists, reached, strict=True)), "letters after the kills", 60)
    for typist in typists:
        typist.stop.set()
    for typist in typists:
        typist.join(30)
    reader = Guest(server, party.tokens["Aino"], "reader")
    until(lambda: reader.place, "a seat")
    text = Pen(reader, 999).read()
    reader.leave()
    for typist in typists:
        mine = "".join(letter for letter in text if letter in typist.letters)
        acknowledged = (typist.letters * (typist.answered // len(typist.letters) + 1))[: typist.answered]
        assert mine[: len(acknowledged)] == acknowledged, "an acknowledged letter is lost, doubled or out of order"
        assert len(mine) <= len(acknowledged) + 1
    server.coknow("verify")  # folds every log and compares; anything wrong is a fault of the command


def test_on_two_processes_they_meet_in_one_field(postgres_url, redis_url, start_server):
    shared = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url, "COKNOW_SECRET": "one secret for both"}
    here, there = start_server(**shared), start_server(**shared)
    party, (aino,) = over_cards(here, "Aino")
    token = here.join(party.session, "Bengt")["token"]
    bengt = Guest(there, token, "Bengt")
    until(lambda: bengt.place == aino.place, "the same place")
    pens = [Pen(aino, 401), Pen(bengt, 402)]
    for i in range(10):
        pens[i % 2].type(f"<{i}>")
        assert pens[i % 2].send()["ok"]
    text = alike(*pens)
    assert all(text.count(f"<{i}>") == 1 for i in range(10))
    bengt.leave()
    party.end()
