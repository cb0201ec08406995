"""Frames, the bounded backlog, the library's internals we hang on, and the way back when they are not there."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from coknow.live.fanout import worker
from coknow.live.fanout.frames import Message, StrictJSON, frame, unmask
from coknow.live.fanout.outgoing import BACKLOG_LIMIT, Outgoing
from hypothesis import given
from hypothesis import strategies as some

ROOT = Path(__file__).resolve().parents[2]


# -- frames


@given(some.binary(max_size=300), some.binary(min_size=4, max_size=4), some.integers(0, 7))
def test_unmasking_is_the_xor_of_the_standard(data, mask, offset):
    assert unmask(data, mask, offset) == bytes(byte ^ mask[(offset + i) % 4] for i, byte in enumerate(data))


@pytest.mark.parametrize("length, head", [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)])
def test_a_frame_has_the_header_of_its_length(length, head):
    framed = frame(b"x" * length)
    assert len(framed) == head + length and framed[0] == 0x82 and not framed[1] & 0x80


def test_a_message_is_what_the_library_would_have_encoded():
    from socketio import packet

    body = {"audience": "room", "seq": 3, "doc": {"title": "Åäö €😀 \"quoted\"", "n": 1}}
    packet.Packet.json = StrictJSON
    stock = packet.Packet(packet.EVENT, namespace="/live", data=["doc", body]).encode()
    assert Message("doc", body).text == stock
    assert Message("doc", body).frame == frame("4" + stock)


# -- the backlog


class Waiter:
    """A client that reads when the test says so; flushing is done by hand."""

    def __init__(self, kernel_takes: int = 4096):
        self.ours, self.theirs = socket.socketpair()
        self.ours.setblocking(False)
        self.ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, kernel_takes)
        self.flushers = []
        self.outgoing = Outgoing(self.ours, self._writable, self.flushers.append)

    def _writable(self, seconds):
        import select

        if not select.select([], [self.ours], [], 0)[1]:
            raise TimeoutError


def test_a_client_that_reads_gets_everything_in_order():
    client = Waiter(kernel_takes=1 << 20)
    for i in range(100):
        client.outgoing.push(b"%03d" % i)
    assert client.outgoing.owed == 0 and client.flushers == [], "nothing had to wait"
    assert client.theirs.recv(4096) == b"".join(b"%03d" % i for i in range(100))


def test_what_does_not_fit_waits_and_keeps_its_order():
    client = Waiter()
    pieces = [bytes([i]) * 20_000 for i in range(20)]
    for piece in pieces:
        client.outgoing.push(piece)
    assert client.outgoing.owed > 0 and len(client.flushers) == 1, "one flusher, however much waits"
    received, expected = b"", b"".join(pieces)
    client.theirs.setblocking(False)
    for _ in range(10_000):
        try:
            received += client.theirs.recv(65536)
        except BlockingIOError:
            pass
        if client.outgoing._backlog:
            client.outgoing._send_what_fits()
        if len(received) == len(expected):
            break
    assert received == expected and client.outgoing.owed == 0


def test_a_client_that_does_not_read_is_cut_off_and_owes_nothing_more():
    client = Waiter()
    for _ in range(2 * BACKLOG_LIMIT // 50_000):
        client.outgoing.push(b"x" * 50_000)
        assert client.outgoing.owed <= BACKLOG_LIMIT + 50_000
    assert client.outgoing.dropped and client.outgoing.owed == 0
    client.outgoing.push(b"more")  # changes nothing, raises nothing
    assert client.outgoing.owed == 0


def test_a_client_that_hung_up_is_noticed_by_sending():
    client = Waiter()
    client.theirs.close()
    client.outgoing.push(b"x")
    client.outgoing.push(b"x")
    assert client.outgoing.dropped


# -- the hooks into the libraries


def in_a_fresh_process(code: str, **environment) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=ROOT, env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


ATTACH = """
from coknow import _async; _async.patch()
import socketio
from coknow.live.fanout import Fanout
fanout = Fanout(_async.chosen())
server = socketio.Server(**{k: v for k, v in fanout.server_options().items() if k != "manage_session"})
{between}
fanout.attach(server)
print(fanout.direct)
"""


@pytest.mark.parametrize("name", ["eventlet", "gevent"])
def test_the_libraries_are_as_the_fast_path_expects_them(name):
    """When this fails after an upgrade, the server still works, six times slower: look at live/fanout."""
    assert in_a_fresh_process(ATTACH.replace("{between}", ""), COKNOW_ASYNC=name) == "True"


@pytest.mark.parametrize("broken", [
    "server.eio._async = {k: v for k, v in server.eio._async.items() if k != 'websocket'}",
    "server.eio._async = dict(server.eio._async, websocket=lambda handler, server: None)",
    "import engineio.socket; del engineio.socket.Socket._websocket_handler",
    "import eventlet.websocket as w; w.RFC6455WebSocket.__init__ = lambda self, sock, environ: None",
    "import eventlet.websocket as w; del w.RFC6455WebSocket._get_bytes",
    "import eventlet.websocket as w; w.RFC6455WebSocket._apply_mask = staticmethod(lambda data, mask: data)",
])
def test_a_library_that_changed_is_left_alone(broken):
    assert in_a_fresh_process(ATTACH.replace("{between}", broken), COKNOW_ASYNC="eventlet") == "False"


def test_threads_send_through_the_library():
    assert in_a_fresh_process(ATTACH.replace("{between}", ""), COKNOW_ASYNC="threading") == "False"


@pytest.mark.parametrize("name", ["eventlet", "gevent", "threading"])
def test_every_worker_has_the_same_face(name):
    code = f"from coknow import _async; _async.patch('{name}')\nfrom coknow.live.fanout import worker\n" \
           f"w = worker.by_name('{name}')\nprint(w.name, *[callable(getattr(w, f)) for f in " \
           "('spawn', 'later', 'sleep', 'serve', 'direct_websocket')])"
    assert in_a_fresh_process(code) == f"{name} True True True True True"


# -- the patch


def test_patching_prints_no_warning_even_where_warnings_are_errors():
    code = "import warnings; warnings.simplefilter('error')\nfrom coknow import _async; print(_async.patch('eventlet'))"
    assert in_a_fresh_process(code) == "eventlet"


def test_a_process_runs_on_one_worker():
    code = "from coknow import _async; _async.patch('threading')\ntry: _async.patch('eventlet')\nexcept RuntimeError: print('no')"
    assert in_a_fresh_process(code) == "no"


def test_an_unknown_worker_is_named():
    done = subprocess.run([sys.executable, "-c", "from coknow import _async; _async.chosen()"], capture_output=True,
                          text=True, cwd=ROOT, env={**os.environ, "COKNOW_ASYNC": "tornado"})
    assert done.returncode and "tornado" in done.stderr and "Traceback" not in done.stderr


def test_only_the_fanout_and_the_patch_know_a_worker():
    for path in (ROOT / "coknow").rglob("*.py"):
        where = path.relative_to(ROOT / "coknow").as_posix()
        if where != "_async.py" and not where.startswith("live/fanout/"):
            for line in path.read_text().splitlines():
                assert not line.strip().startswith(("import eventlet", "from eventlet", "import gevent", "from gevent")), where


def test_limits_are_those_of_a_whole_event():
    assert worker.MAX_CONNECTIONS >= 10_000 and worker.BACKLOG >= 2048
