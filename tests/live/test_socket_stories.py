"""Whole servers and the real wire, on eventlet and once more on gevent: leaving one for the other must be a setting."""

import json
import time
import urllib.request

import pytest
from coknow.live import rehearsal

from tests.live.wire import PATIENCE, Guest, Party, Raw, until

pytestmark = pytest.mark.slow


@pytest.fixture(params=["eventlet", "gevent"])
def served(request, start_server):
    return start_server(COKNOW_ASYNC=request.param)


@pytest.fixture
def eventlet(start_server):
    return start_server(COKNOW_ASYNC="eventlet")


@pytest.fixture
def party(served):
    party = Party(served)
    yield party
    party.end()


def test_a_cafe_over_the_wire(party):
    aino, bengt = party.come("Aino", "Bengt")
    assert {"room", "person"} <= {name.split(":")[0] for name in aino.shelf.documents}
    party.go_to("round")
    until(lambda: aino.place and aino.document("place"), "a table")
    answer = aino.do("note.add", text="Hei maailma")
    assert answer["ok"] and answer["note"]
    until(lambda: "Hei maailma" in aino.notes(), "my note at my table")
    assert aino.document("place")["notes"][answer["note"]]["text"] == "Hei maailma"
    assert bengt.do("phase.next")["code"] in ("not_allowed", "no_lease")
    assert abs(aino.ask("clock", {})["now"] - time.time() * 1000) < 5_000
    assert not aino.gaps and not bengt.gaps


def test_long_polling_works_and_sees_the_same(party):
    (walled_in,) = party.come("Aino", transports=("polling",))
    (free,) = party.come("Bengt")
    party.go_to("round")
    assert walled_in.do("note.add", text="Postin kautta")["ok"]
    until(lambda: walled_in.place and walled_in.document("place"), "a table")
    until(lambda: walled_in.document("room") == free.document("room"), "the same room")
    until(lambda: "Postin kautta" in walled_in.notes(), "my note")
    assert not walled_in.gaps


def test_upgrading_from_polling_loses_nothing(party):
    (climber,) = party.come("Aino", transports=("polling", "websocket"))
    for i in range(30):
        party.host.do("announce", text=f"Tiedote {i}")
    until(lambda: climber.document("room").get("notice", {}).get("text") == "Tiedote 29", "the last announcement")
    assert not climber.gaps and climber.client.transport() == "websocket"


def test_who_returns_is_told_only_what_is_missing(party):
    (aino,) = party.come("Aino")
    have = dict(aino.shelf.versions)
    aino.leave()
    again = Raw(party.server, party.tokens["Aino"], have)
    again.wait_for("connected")
    again.say("clock", {}, id=1)
    came = list(iter(lambda: again.next()[0], "ack"))
    assert set(came) <= {"presence"}, "nothing changed, so no document comes before the answer"
    again.close()
    party.host.do("announce", text="Kuulutus")
    third = Raw(party.server, party.tokens["Aino"], have)
    assert third.wait_for("patch")["from"] == have["room"]
    third.close()


def test_a_gap_is_mended_by_asking(party):
    (aino,) = party.come("Aino")
    aino.shelf.versions["room"] -= 1  # as if a patch had been lost
    party.host.do("announce", text="Kuulutus")
    until(lambda: aino.gaps, "the gap to show")
    assert aino.ask("resync", {"audience": "room", "seq": aino.shelf.versions["room"]}) == {"ok": True}
    until(lambda: aino.document("room").get("notice", {}).get("text") == "Kuulutus", "the whole room")
    assert set(aino.gaps) == {"room"}
    assert aino.ask("resync", {"audience": "hosts", "seq": 0})["code"] == "not_allowed"


def test_two_tabs_are_one_person(party):
    (first,) = party.come("Aino")
    second = Guest(party.server, party.tokens["Aino"], "tab2")
    until(lambda: second.document("person"), "documents in the second tab")
    party.go_to("round")
    answer = first.do("note.add", text="Yhdestä välilehdestä")
    assert answer["ok"]
    until(lambda: "Yhdestä välilehdestä" in second.notes(), "the note in the other tab")
    assert first.do("note.add", id="same", text="Kaksi") == second.do("note.add", id="same", text="Kaksi")
    until(lambda: first.shelf.documents == second.shelf.documents, "both tabs alike")
    first.leave()
    assert second.do("note.add", text="Toinen jatkaa")["ok"]
    second.leave()


def test_the_order_of_a_move(party):
    guests = party.come(*(f"P{i}" for i in range(8)))
    party.go_to("round")
    before = {guest.name: until(lambda: guest.place, "a table") for guest in guests}
    for guest in guests:
        guest.heard.clear()
    party.go_to("move")
    moved = [guest for guest in guests if until(lambda: guest.phase.get("stage") == "move", "the move")
             and guest.place != before[guest.name]]
    assert moved
    for guest in moved:
        until(lambda: ("gone", "place:" + before[guest.name]) in guest.heard, "the old table to go")
        events = [(event, audience.split(":")[0]) for event, audience in guest.heard]
        assert events.index(("doc", "place")) < events.index(("patch", "person")) < events.index(("gone", "place"))


@pytest.mark.parametrize("token", ["nonsense", "", "x" * 199])
def test_a_wrong_token_is_refused_with_code_and_hint(eventlet, token):
    raw = Raw(eventlet, token)
    name, refusal = raw.next()
    assert name == "refused"
    assert refusal["code"] == refusal["data"]["code"] == "bad_token" and refusal["hint"] == "refusal.bad_token"
    raw.close()


GARBAGE = [
    "42/live,", "42/live,[", "42/live,[]", "42/live,{}", "42/live,[null]", "42/live,[1]", "42/live,5", '42/live,["command"]',
    '42/live,["command",NaN]', '42/live,["command",{"id":"\\ud800","name":"x"}]', "42/live," + "[" * 5_000,
    '42["command",{}]', "42/other,[\"command\",{}]", "40/live,{}", "44/live,{}", "49", "4", "", "9", "43/live,7[1]",
    '451-/live,["command",{"_placeholder":true,"num":0}]', '42/live,["' + "x" * 60_000 + '"]',
]


@pytest.mark.parametrize("half", [0, 1])
def test_garbage_moves_nothing_and_the_next_command_is_answered(party, half):
    party.come("Aino")
    party.go_to("round")
    raw = Raw(party.server, party.tokens["Aino"])
    raw.wait_for("connected")
    seq = party.host.shelf.versions["room"]
    for text in GARBAGE[half::2]:
        raw.send(text)
    raw.say("command", {"id": "sane", "name": "note.add", "args": {"text": "Yhä täällä"}}, id=77)
    number, answer = raw.wait_for("ack")
    assert number == 77 and answer["ok"], answer
    assert party.host.shelf.versions["room"] - seq <= 2
    raw.close()
    assert party.host.do("announce", text="Kaikki hyvin")["ok"]


def test_a_stream_of_garbage_is_shown_out_and_others_stay(party):
    party.come("Aino")
    raw = Raw(party.server, party.tokens["Aino"])
    raw.wait_for("connected")
    for _ in range(60):
        try:
            raw.send("42/live,[")
        except OSError:
            break
    assert raw.hung_up()
    assert party.host.do("announce", text="Kaikki hyvin")["ok"]


FORGED = [
    ("connect", {"wsgi.version": [1, 0]}), ("disconnect", "server disconnect"), ("message", "x"), ("doc", {"audience": "room"}),
    ("nonsense", {}), ("command", None), ("command", "text"), ("command", {"id": "x", "name": "seats.apply", "args": {}}),
    ("command", {"id": "y", "name": "person.join", "args": {"person": "p_x", "name": "Mallory", "role": "host"}}),
    ("command", {"id": "z", "name": "time.up", "args": {"phase": "x"}}),
    ("command", {"id": "w", "name": "presence.gone", "args": {"people": ["p_x"]}}),
    ("command", {"id": "v", "name": "time.give", "args": {"ms": 1000}}),
    ("resync", {"audience": "hosts"}), ("resync", {"audience": "person:p_other"}), ("resync", 5), ("signal", {"to": "p_x"}),
]


@pytest.mark.parametrize("event, body", FORGED)
def test_forged_events_are_refused_and_change_nothing(shared_party, event, body):
    raw = Raw(shared_party.server, shared_party.tokens["Aino"])
    raw.wait_for("connected")
    log_before = shared_party.host.document("hosts")
    raw.say(event, body, id=5)
    if event != "disconnect":  # which ends the connection, as asked
        number, answer = raw.wait_for("ack")
        assert number == 5 and answer["ok"] is False and answer["code"] and answer["hint"].startswith("refusal.")
    assert {p["name"] for p in shared_party.host.document("hosts")["people"].values()} == {
        p["name"] for p in log_before["people"].values()}
    raw.close()


@pytest.fixture(scope="module")
def shared_party(tmp_path_factory):
    from tests.harness.server import Server

    server = Server(tmp_path_factory.mktemp("shared"), COKNOW_ASYNC="eventlet").start()
    party = Party(server)
    party.come("Aino")
    yield party
    party.end()
    server.stop()


def test_too_large_is_answered_and_far_too_large_is_cut_off(served):
    party = Party(served)
    party.come("Aino")
    raw = Raw(served, party.tokens["Aino"])
    raw.wait_for("connected")
    raw.say("command", {"id": "big", "name": "note.add", "args": {"text": "x" * 70_000}}, id=9)
    number, answer = raw.wait_for("ack")
    assert number == 9 and answer["code"] == "too_large"
    try:
        raw.say("command", {"id": "huge", "name": "note.add", "args": {"text": "x" * 500_000}}, id=10)
    except OSError:
        pass
    assert raw.hung_up()
    assert party.host.do("announce", text="Kaikki hyvin")["ok"]
    party.end()


def test_haste_is_slowed_down_and_others_do_not_notice(shared_party):
    raw = Raw(shared_party.server, shared_party.tokens["Aino"])
    raw.wait_for("connected")
    for i in range(400):
        raw.say("clock", {}, id=i)
    answers = [raw.wait_for("ack")[1] for _ in range(400)]
    refused = [answer for answer in answers if answer.get("code") == "too_many_tries"]
    assert refused and len(refused) < 400 and "now" in answers[0]
    began = time.monotonic()
    assert "now" in shared_party.host.ask("clock", {})
    assert time.monotonic() - began < 5
    raw.close()


def test_without_a_hello_a_connection_holds_no_documents(shared_party):
    raw = Raw(shared_party.server)
    raw.say("command", {"id": "x", "name": "announce", "args": {"text": "x"}}, id=1)
    shared_party.host.do("announce", text="Vain sisällä oleville")
    with pytest.raises((AssertionError, OSError, Exception)):
        raw.wait_for("patch", patience=1)
    raw.close()


@pytest.fixture(params=["eventlet on SQLite", "gevent on SQLite", "eventlet on PostgreSQL", "gevent on PostgreSQL"])
def on_each_database(request, start_server):
    worker, _, database = request.param.split()
    if database == "SQLite":
        return start_server(COKNOW_ASYNC=worker)
    return start_server(COKNOW_ASYNC=worker, DATABASE_URL=request.getfixturevalue("postgres_url"))


def test_killed_in_the_middle_of_a_round_it_gives_the_time_back_and_loses_nothing(on_each_database):
    served = on_each_database
    party = Party(served)
    (aino,) = party.come("Aino")
    party.go_to("round")
    phase, deadline = aino.phase["id"], aino.phase["deadline"]
    answers = [aino.do("note.add", id=f"n{i}", text=f"Ajatus {i}") for i in range(20)]
    assert all(answer["ok"] for answer in answers)
    served.kill()
    died = time.time()
    time.sleep(3)
    served.restart()
    outage = 1000 * (time.time() - died)
    back = Guest(served, party.tokens["Aino"], "Aino", have=dict(aino.shelf.versions))
    until(lambda: back.document("room") and back.notes(), "documents after the restart")
    assert {f"Ajatus {i}" for i in range(20)} <= set(back.notes()), "something acknowledged is lost"
    assert back.do("note.add", id="n7", text="Ajatus 7") == answers[7], "a resend is answered as before"
    assert back.phase["id"] == phase
    given = back.phase["deadline"] - deadline
    assert 2_500 < given < outage + 4_000, (given, outage)
    assert back.document("room")["notice"]["kind"] == "time_given"
    back.leave()


SLOW_READER = """
from coknow import _async; worker = _async.patch()
import socket, sys, time
sys.path.insert(0, ".")
import socketio
from coknow.live.fanout import Fanout, Message
from coknow.live.fanout.frames import NAMESPACE
fanout = Fanout(worker)
server = socketio.Server(**{k: v for k, v in fanout.server_options().items() if k != "manage_session"})
fanout.attach(server)
connections, ended = [], []
fanout.rooms.on_confirmed = lambda sid: connections.append(fanout.connection(sid))
server.on("connect", lambda *args: True, namespace=NAMESPACE)
server.on("disconnect", lambda sid, *args: ended.append(sid), namespace=NAMESPACE)
address = []
fanout.worker.spawn(fanout.worker.serve, socketio.WSGIApp(server), "127.0.0.1", 0, address.append)

def client():
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    s.connect(address[0])
    s.sendall(b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\\r\\nHost: x\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade"
              b"\\r\\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\\r\\nSec-WebSocket-Version: 13\\r\\n\\r\\n")
    opened = b""
    while b"pingInterval" not in opened: opened += s.recv(4096)
    hello = b"40" + NAMESPACE.encode() + b",{}"
    s.sendall(bytes((0x81, 0x80 | len(hello))) + b"\\0\\0\\0\\0" + hello)
    return s

while not address: time.sleep(0.01)
slow, quick = client(), client()
while len(connections) < 2: time.sleep(0.01)
got = []
def read():
    while data := quick.recv(1 << 20): got.append(len(data))
fanout.worker.spawn(read)
body, longest = {"audience": "room", "text": "x" * 4000}, 0.0
for i in range(4000):
    began = time.monotonic()
    fanout.broadcast(connections, Message("patch", {**body, "i": i}))
    longest = max(longest, time.monotonic() - began)
    if i % 10 == 0: time.sleep(0)
time.sleep(1)
owed = sum(c._socket.outgoing.owed for c in connections)
print(len(ended), owed, sum(got) > 4000 * 4000, longest < 1)
"""


@pytest.mark.parametrize("name", ["eventlet", "gevent"])
def test_a_slow_reader_is_cut_off_and_nobody_else_waits(name):
    """Sixteen megabytes for somebody who reads none of them: not in our memory, and not at anybody's expense."""
    from tests.live.test_fanout import in_a_fresh_process

    ended, owed, quick_got_all, never_waited = in_a_fresh_process(SLOW_READER, COKNOW_ASYNC=name).split()
    assert (ended, owed, quick_got_all, never_waited) == ("1", "0", "True", "True")


def test_a_rehearsal_loses_nothing(served):
    session = served.create_session()
    figures = rehearsal.run(session.host_url, people=24, seconds=14, seed=3, speed=6)
    assert figures["joined"] >= 20 and figures["moved"] >= 20 and figures["notes"] >= 10, figures
    assert figures["compared"] >= 20, "documents were compared with the server's"
    assert (figures["lost"], figures["wrong_documents"], figures["astray"], figures["unanswered"]) == (0, 0, 0, 0), figures


def test_health_answers_while_a_crowd_is_served(shared_party):
    with urllib.request.urlopen(f"{shared_party.server.url}/healthz", timeout=PATIENCE) as response:
        assert response.status == 200
    with urllib.request.urlopen(f"{shared_party.server.url}/api/v1/sessions/{shared_party.session.code}") as response:
        assert json.load(response)["code"] == shared_party.session.code
