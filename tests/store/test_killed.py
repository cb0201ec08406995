"""What was acknowledged survives kill -9: a process that appends, says so, and dies at once."""

import os
import re
import signal
import subprocess
import sys

import pytest

from coknow.store import Ack, Store
from tests.harness import processes
from tests.store.cast import BOB, CAFE, NOON, opened, said

APPENDER = """
import sys
from coknow.store import Ack, Store, Token
from tests.store.cast import BOB, CAFE, NOON, said
store, seq = Store.open(sys.argv[1]), 1
while True:
    seq += 1
    store.append(CAFE, seq - 1, [said(seq)], [Ack(BOB, f"c{seq}", {"ok": True, "seq": seq})], NOON + seq,
                 [Token(f"t{seq}", BOB)])
    print(seq, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 250])
def test_what_was_acknowledged_survives_the_kill(store, store_url, acknowledged):
    opened(store)
    process = processes.start(
        [sys.executable, "-c", APPENDER, store_url], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    heard = b""
    while heard.count(b"\n") < acknowledged:
        chunk = os.read(process.stdout.fileno(), 4096)
        assert chunk, heard.decode()
        heard += chunk
    os.kill(process.pid, signal.SIGKILL)  # it is busy with the next append, or the one after
    heard += process.stdout.read()
    assert process.wait(30) == -signal.SIGKILL
    last = int(re.findall(rb"(\d+)\n", heard)[-1])

    reopened = Store.open(store_url)
    reached = reopened.last_seq(CAFE)
    assert reached >= last
    assert [one.seq for one in reopened.read(CAFE)] == list(range(1, reached + 1))
    for seq in range(2, reached + 1):  # whole transactions: no event without its answer, none half there
        assert reopened.ack(CAFE, BOB, f"c{seq}") == {"ok": True, "seq": seq}
        assert reopened.holder(f"t{seq}") is not None
    assert reopened.ack(CAFE, BOB, f"c{reached + 1}") is None
    assert reopened.next_deadline() == NOON + reached
    reopened.append(CAFE, reached, [said(reached + 1)], [Ack(BOB, "after", {"ok": True})])
    assert reopened.last_seq(CAFE) == reached + 1
    reopened.close()
