"""The store inside a patched process, as `coknow serve` runs it. A process of its own: a patch cannot be undone."""

import subprocess
import sys

from tests.harness import processes

SCRIPT = """
import eventlet
eventlet.monkey_patch()
import sys
from coknow.store import Ack, Clash, Store
from tests.store.cast import BOB, CAFE, NOON, opened, said
from sqlalchemy import text

store = Store.open(sys.argv[1])
store.upgrade()
sessions = [f"s_{n}" for n in range(12)]
for n, session in enumerate(sessions):
    opened(store, session, f"CODE{n:02}")
clashes = []

def own(session):
    for seq in range(1, 21):
        store.append(session, seq, [said(seq + 1)], [Ack(BOB, f"c{seq}", {"ok": True})], NOON + seq)
        assert store.ack(session, BOB, f"c{seq}") == {"ok": True}
        if not seq % 5:
            eventlet.sleep(0)

def contend(name):
    done = 0
    while done < 10:
        seq = store.last_seq("s_shared")
        try:
            store.append("s_shared", seq, [said(seq + 1, by=name)])
            done += 1
        except Clash:
            clashes.append(name)

opened(store, "s_shared", "SHARED")
beats = []
def beat():
    while True:
        eventlet.sleep(0.005)
        beats.append(True)
eventlet.spawn(beat)

tasks = [eventlet.spawn(own, session) for session in sessions] + [eventlet.spawn(contend, f"g{n}") for n in range(5)]
with eventlet.Timeout(60):
    for task in tasks:
        task.wait()
for session in sessions:
    assert [one.seq for one in store.read(session)] == list(range(1, 22)), session
assert store.last_seq("s_shared") == 51
print("appended")

if store._database.engine.dialect.name == "postgresql":
    # A query that ends only when another green thread has run fifty times: were the hub to stand still, it never would.
    with store._database.engine.connect() as holder, store._database.reading() as connection:
        holder.execute(text("SELECT pg_advisory_lock(7)"))
        beats.clear()
        def let_go():
            while len(beats) < 50:
                eventlet.sleep(0.005)
            holder.execute(text("SELECT pg_advisory_unlock(7)"))
        letting_go = eventlet.spawn(let_go)
        connection.execute(text("SELECT pg_advisory_lock(7)"))
        letting_go.wait()  # or its connection would be closed under it
    print("others went on")
"""


def run_green(database_url) -> str:
    process = processes.start(
        [sys.executable, "-W", "ignore", "-c", SCRIPT, database_url],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return process.communicate(timeout=120)[0]


def test_greenlets_share_the_embedded_database(sqlite_url):
    assert run_green(sqlite_url) == "appended\n"


def test_greenlets_share_postgresql_and_none_waits_for_anothers_query(postgres_url):
    assert run_green(postgres_url) == "appended\nothers went on\n"
