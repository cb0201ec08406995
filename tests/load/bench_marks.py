"""The busiest moment of an open space: everybody marks five of thirty topics at once.

    python tests/load/bench_marks.py [--people 150 500]

Starts `coknow serve` on loopback, lets N people join and connect, puts thirty topics on the wall and sends N × 5 marks at
once. Printed: when the last mark was acknowledged, when everybody's wall was final, messages and bytes a person, the
server's CPU a mark; and beside it the same number of commands that change nothing (the same marks once more), so that one
run compares with itself. Figures, not a test.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from coknow.live.bot_hands import Shelf  # noqa: E402
from coknow.live.bot_wire import Client, Loop  # noqa: E402
from tests.harness.server import Server  # noqa: E402
from tests.load.processes_seen import see  # noqa: E402

TOPICS, MARKS = 30, 5
QUIET = 1.0  # seconds without a message: everybody's wall is final


class Guest:
    def __init__(self, crowd: Crowd, person: str, token: str) -> None:
        self.crowd, self.person, self.shelf = crowd, person, Shelf()
        self.client = Client(crowd.loop, crowd.server.url, lambda: {"token": token})
        self.client.on_event = self.hears
        self.client.open()

    def hears(self, name: str, body: dict) -> None:
        self.crowd.heard(body)
        self.shelf.take(name, body)


class Crowd:
    def __init__(self, server: Server, people: int) -> None:
        self.server, self.loop = server, Loop()
        self.session = server.create_session("open-space", "Avoin tila")
        self.messages = self.bytes = self.asked = self.answered = 0
        self.last_heard = self.last_answer = 0.0
        self.refused: list[dict] = []
        joined = [server.join(self.session, f"Vieras {i}") for i in range(people)]
        self.guests = [Guest(self, one["person"], one["token"]) for one in joined]
        self.host = Guest(self, "", self.session.host_token)

    def heard(self, body: dict) -> None:
        self.messages += 1
        self.bytes += len(str(body))
        self.last_heard = time.monotonic()

    def ask(self, guest: Guest, name: str, **args) -> None:
        self.asked += 1
        command = {"id": f"{guest.person}-{self.asked}", "name": name, "args": args}
        guest.client.ask("command", command, self._answer)

    def _answer(self, answer: dict) -> None:
        self.answered += 1
        self.last_answer = time.monotonic()
        if not answer.get("ok"):
            self.refused.append(answer)

    def until_quiet(self) -> None:
        """Runs until all is answered and nothing has come for a while."""
        def look() -> None:
            done = self.answered == self.asked and time.monotonic() - max(self.last_heard, self.last_answer) > QUIET
            self.loop.stop() if done else self.loop.later(0.1, look)
        self.loop.later(0.1, look)
        self.loop.run()


def measure(crowd: Crowd, on: bool) -> dict:
    topics = list(crowd.guests[0].shelf.documents["room"]["agenda"]["topics"])
    crowd.messages = crowd.bytes = 0
    before, began = see(crowd.server.process.pid).cpu, time.monotonic()
    for number, guest in enumerate(crowd.guests):
        for nth in range(MARKS):
            crowd.ask(guest, "topic.mark", topic=topics[(number * 7 + nth * 5) % len(topics)], on=on)
    crowd.until_quiet()
    marks = len(crowd.guests) * MARKS
    return {
        "last acknowledged s": round(crowd.last_answer - began, 3), "wall final s": round(max(crowd.last_heard - began, 0), 3),
        "messages a person": round(crowd.messages / len(crowd.guests), 1), "kB a person": round(crowd.bytes / len(crowd.guests) / 1000, 1),
        "CPU ms a mark": round(1000 * (see(crowd.server.process.pid).cpu - before) / marks, 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[150, 500])
    for people in parser.parse_args().people:
        with tempfile.TemporaryDirectory() as folder:
            server = Server(Path(folder)).start()
            crowd = Crowd(server, people)
            crowd.until_quiet()
            for _ in range(4):  # welcome, principles, think, market
                crowd.ask(crowd.host, "phase.next")
                crowd.until_quiet()
            for number in range(TOPICS):
                crowd.ask(crowd.guests[number], "topic.propose", title=f"Aihe numero {number}: mitä teemme toisin ensi vuonna?")
            crowd.until_quiet()
            crowd.ask(crowd.host, "phase.next")
            crowd.until_quiet()
            marked, again = measure(crowd, True), measure(crowd, True)
            print(f"{people} people, {TOPICS} topics, {MARKS} marks each, refused: {crowd.refused[:2] or 'none'}")
            print("  everybody marks:     ", marked)
            print("  the same, no change: ", again)
            print("  CPU ratio:           ", round(marked["CPU ms a mark"] / max(again["CPU ms a mark"], 1e-9), 1))
            server.stop()


if __name__ == "__main__":
    main()
