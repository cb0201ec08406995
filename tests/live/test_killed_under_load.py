"""Thirty people write without a pause while the server is killed, three times, at moments nobody chose.

Whatever was acknowledged is in the log, whole and once; what was asked and not answered is asked again with the same
id, and happens once; and every log folds to the same documents as before.
"""

import itertools
import json
import random
import threading
import time
from dataclasses import dataclass, field

import pytest
from coknow.store import Store
from websocket import WebSocketException

from tests.live.wire import Party, Raw, until

pytestmark = pytest.mark.slow

WRITERS = 30
KILLS = 3


@dataclass
class Writer:
    """Writes, is answered, writes on. Nothing is given up: an unanswered command goes out again with its id."""

    server: object
    token: str
    number: int
    stop: threading.Event
    acknowledged: dict[str, str] = field(default_factory=dict)  # note -> its last acknowledged text
    seqs: list[int] = field(default_factory=list)
    asked_again: int = 0
    trouble: str = ""

    def run(self):
        commands = self._commands()
        waiting = None
        while not self.stop.is_set():
            try:
                line = Raw(self.server, self.token, {})
                line.wait_for("connected", patience=10)
                while not self.stop.is_set():
                    if waiting is None:
                        waiting = next(commands)
                    else:
                        self.asked_again += 1
                    waiting = self._settle(line, waiting)
                    self.stop.wait(0.05)
                line.close()
            except (OSError, WebSocketException, AssertionError):
                time.sleep(0.1)  # nobody is there now
            except Exception as problem:
                self.trouble = repr(problem)
                return

    def _commands(self):
        for number in itertools.count(1):
            text = f"{self.number}/{number}"
            if number % 4 == 0 and self.acknowledged:
                yield {"id": f"w{number}", "name": "note.edit", "args": {"note": list(self.acknowledged)[-1], "text": text}}
            else:
                yield {"id": f"w{number}", "name": "note.add", "args": {"text": text}}

    def _settle(self, line, command):
        line.say("command", command, id=1)
        answer = line.wait_for("ack", patience=10)[1]
        if answer["ok"]:
            self.seqs.append(answer["seq"])
            self.acknowledged[answer.get("note") or command["args"]["note"]] = command["args"]["text"]
        elif answer["code"] not in ("not_allowed", "not_here", "round_over", "too_many_tries"):
            raise ValueError(f"{command}: {answer}")


def log_of(url: str, code: str):
    store = Store.open(url)
    try:
        row = store.session_by_code(code)
        return store.read(row.id)
    finally:
        store.close()


def texts_in(log) -> tuple[dict[str, str], list[str]]:
    """What stands in each note, and every text that was ever added."""
    notes, added = {}, []
    for one in log:
        if one.event.name == "note.added":
            added.append(one.event.body["text"])
        if one.event.name in ("note.added", "note.edited"):
            notes[one.event.body["note"]] = one.event.body["text"]
    return notes, added


@pytest.mark.parametrize("worker, database", [("eventlet", "sqlite"), ("gevent", "postgresql")])
def test_killed_three_times_under_load_nothing_acknowledged_is_lost(request, start_server, worker, database):
    settings = {"DATABASE_URL": request.getfixturevalue("postgres_url")} if database == "postgresql" else {}
    server = start_server(COKNOW_ASYNC=worker, **settings)
    url = settings.get("DATABASE_URL") or f"sqlite:///{server.data / 'coknow.db'}"
    party = Party(server)
    stop = threading.Event()
    writers = [Writer(server, server.join(party.session, f"Kirjoittaja {n}")["token"], n, stop) for n in range(WRITERS)]
    party.go_to("round")
    party.host.do("phase.extend", seconds=1800)
    party.host.leave()
    threads = [threading.Thread(target=writer.run, daemon=True) for writer in writers]
    for thread in threads:
        thread.start()
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    for kill in range(KILLS):
        enough = 40 * (kill + 1)
        until(lambda: sum(len(writer.acknowledged) for writer in writers) > enough, "notes")
        time.sleep(chance.uniform(0.5, 1.5))
        server.kill()
        known = [(writer.number, dict(writer.acknowledged)) for writer in writers]
        found, added = texts_in(log_of(url, party.session.code))
        for number, acknowledged in known:
            for note, text in acknowledged.items():
                assert found.get(note, "nothing").split("/")[0] == str(number), (seed, kill, note, text)
                # an edit may have been committed whose answer the kill swallowed
                assert int(found[note].split("/")[1]) >= int(text.split("/")[1]), (seed, kill, note, text)
        assert len(added) == len(set(added)), f"seed {seed}: something happened twice"
        verdict = json.loads(server.coknow("verify", "--json"))
        assert verdict["ok"] and verdict["events"] > enough, (seed, verdict)
        server.restart()
    before = sum(len(writer.acknowledged) for writer in writers)
    until(lambda: sum(len(writer.acknowledged) for writer in writers) > before + WRITERS, "life after the last restart")
    stop.set()
    for thread in threads:
        thread.join(20)
    assert not [writer.trouble for writer in writers if writer.trouble]
    found, added = texts_in(log_of(url, party.session.code))
    for writer in writers:
        for note, text in writer.acknowledged.items():
            assert found[note] == text, (seed, note)
        assert writer.seqs == sorted(writer.seqs)
    assert len(added) == len(set(added)), f"seed {seed}: a command asked again happened twice"
    assert sum(writer.asked_again for writer in writers), "the kills interrupted nobody"
    assert json.loads(server.coknow("verify", "--json"))["ok"]
