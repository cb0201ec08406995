"""What one append costs, by itself: `python tests/load/figure_store.py [DATABASE_URL]`. A figure to read, not a test.

One append is one event, one stored answer and the head of the log in one transaction; grouped is twenty commands
of one session in one transaction. CPU of this process only: a PostgreSQL server has its own.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from coknow.kernel.messages import Event, Recorded  # noqa: E402
from coknow.store import Ack, SessionRow, Store  # noqa: E402

APPENDS = 4000
GROUP = 20
BODY = {"note": "n_8f3kd02k", "place": "p_3kd9", "kind": "idea", "text": "Yhdessä kerätty ajatus. " * 8, "order": 17}


def line(seq: int) -> Recorded:
    return Recorded(seq, 1_800_000_000_000 + seq, "p_77ab31", f"c{seq}", Event("note.added", BODY))


def answer(seq: int) -> Ack:
    return Ack("p_77ab31", f"c{seq}", {"ok": True, "seq": seq, "note": "n_8f3kd02k"})


def cost(what: str, events: int, work: Callable[[], object]) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{what:<34} {cpu / events * 1e6:8.1f} us CPU {wall / events * 1e6:8.1f} us wall each")


def measure(url: str) -> None:
    store = Store.open(url)
    store.upgrade()
    session = f"figure-{time.time_ns()}"
    store.start_session(SessionRow(session, session, "Figure", "fi", created_at=1), [line(1)])

    def one_by_one() -> None:
        for seq in range(1, APPENDS + 1):
            store.append(session, seq, [line(seq + 1)], [answer(seq + 1)], seq)

    def grouped() -> None:
        for first in range(APPENDS + 1, APPENDS * 2 + 1, GROUP):
            following = range(first + 1, first + GROUP + 1)
            store.append(session, first, [line(seq) for seq in following], [answer(seq) for seq in following], first)

    print(store._database.engine.dialect.name)
    cost("append, one command", APPENDS, one_by_one)
    cost(f"append, {GROUP} commands together", APPENDS, grouped)
    cost("find a stored answer", 2000, lambda: [store.ack(session, "p_77ab31", f"c{n}") for n in range(2000)])
    cost("read the log, per event", APPENDS * 2 + 1, lambda: store.read(session))
    store.forget_events(session)
    store.close()


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(f"sqlite:///{folder}/NORMAL.db")
            measure(f"sqlite:///{folder}/FULL.db?synchronous=FULL")
