"""From the host's "next" to the last person knowing their table, beside a bare socket.io that sends the same.

    python tests/load/bench_next.py [--people 100 500 1000] [--json FILE]

Starts `coknow serve` on loopback with a data folder of its own, lets N people join over REST and connect over
Socket.IO, walks through a learning café, and writes down every message that arrived. Then a bare Node server sends as
many messages of the same sizes to the same people, in the same run on the same machine. Read the ratios.

Figures, not a test: the two servers and a thousand clients share this machine's processors with whatever else runs.
Bounded in people, steps and time; nothing leaves the machine except npm's own download of socket.io.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.harness.server import Server  # noqa: E402
from tests.load.processes_seen import Seen, see  # noqa: E402

SOCKET_IO = "4.8.4"
MODULES = ROOT / "build" / "load"
TEMPLATE = "learning-cafe"
MOST_STEPS = 12
WARM = 5  # broadcasts before anything is measured: both servers compile or cache something at first
BARE_REPEATS = 5
ANNOUNCEMENTS = 7  # the purest fan-out there is, small enough to need a middle one
NEWS = "Coffee is served next door, bring your cup along."
STORM_SECONDS = 3
STORM_PEOPLE = 100
HOST, FIRST_GUEST = 0, 1  # client numbers


@dataclass
class Step:
    """One press of "next", or one announcement, as N people saw it and as the server paid for it."""

    what: str
    phase: str | None
    messages: int
    kilobytes: float
    told: int
    answer_ms: float
    first_ms: float
    last_told_ms: float | None
    last_ms: float
    cpu_us: float  # of the server process, per delivered message
    helper_cpu_ms: float  # seating computed in a child process, not counted above
    bare_last_ms: float = 0.0
    bare_cpu_us: float = 0.0

    @property
    def ratios(self) -> str:
        slower = (self.last_told_ms or self.last_ms) / self.bare_last_ms
        return f"{slower:5.1f} x later, {self.cpu_us / self.bare_cpu_us:5.1f} x CPU"


@dataclass
class Outcome:
    people: int
    joins_per_second: float = 0.0
    connects_per_second: float = 0.0
    kilobytes_per_person: float = 0.0
    steps: list[Step] = field(default_factory=list)
    storm: dict = field(default_factory=dict)


def node(*words: Path) -> subprocess.Popen:
    """Ends when its stdin does, so it cannot outlive us."""
    return subprocess.Popen(["node", *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


class Swarm:
    """The thousand clients, in a Node process of their own."""

    def __init__(self) -> None:
        self.process = node(HERE / "swarm.mjs")

    def order(self, do: str, **what) -> dict:
        self.process.stdin.write(json.dumps({"do": do, **what}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the swarm has ended")
        answer = json.loads(line)
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer

    def connect(self, url: str, tokens: list[str]) -> dict:
        answer = self.order("connect", url=url, namespace="/live", tokens=tokens)
        if answer["refused"]:
            raise RuntimeError(f"{len(tokens) - answer['connected']} of {len(tokens)} not connected: {answer['refused']}")
        return answer

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)


serial = count(1)


def command(name: str, **args) -> dict:
    return {"id": f"bench-{next(serial)}", "name": name, "args": args}


def measure_coknow(swarm: Swarm, people: int, folder: Path, **settings: str) -> tuple[Outcome, list[Path]]:
    server = Server(folder / "server", **settings)
    server.start()
    try:
        outcome = Outcome(people)
        plans = walk_through_a_cafe(swarm, server, outcome, folder)
        outcome.storm = storm_of_notes(swarm, server)
        return outcome, plans
    except Exception:
        print(server.log_tail(), file=sys.stderr)
        raise
    finally:
        server.stop()


def walk_through_a_cafe(swarm: Swarm, server: Server, outcome: Outcome, folder: Path) -> list[Path]:
    """Adds to the outcome; returns for each step the file that says what went to whom."""
    gather(server, outcome, swarm)
    pid, plans = server.process.pid, []
    for _ in range(WARM):
        ask(swarm, "announce", text="Warm")

    def keep(step: Step) -> None:
        plans.append(folder / f"plan-{len(plans)}.json")
        swarm.order("plan", file=str(plans[-1]))
        outcome.steps.append(step)

    for _ in range(ANNOUNCEMENTS):  # the last one is kept: what is written down for the reference is the latest step
        announcement = measure_step(swarm, pid, "announcement", "announce", {"text": NEWS})
    keep(announcement)
    for _ in range(MOST_STEPS):
        step = measure_step(swarm, pid, "next", "phase.next", {})
        if step is None:
            break
        keep(step)
    return plans


def gather(server: Server, outcome: Outcome, swarm: Swarm) -> list[str]:
    """Everybody in the lobby, connected; tokens with the host's first."""
    session = server.create_session(TEMPLATE, "Benchmark", "fi")
    swarm.connect(server.url, [session.host_token])
    changed = ask(swarm, "session.change", settings={"limit": outcome.people + 10, "expected": outcome.people})
    if not changed["ok"]:
        raise RuntimeError(f"the session did not take {outcome.people} people: {changed}")
    before = see(server.process.pid)
    with Timed() as joining, ThreadPoolExecutor(4) as pool:
        guests = list(pool.map(lambda n: server.join(session, f"Guest {n}")["token"], range(1, outcome.people + 1)))
    connected = swarm.connect(server.url, [session.host_token, *guests])
    outcome.joins_per_second = outcome.people / joining.seconds
    outcome.connects_per_second = (outcome.people + 1) / connected["seconds"]
    outcome.kilobytes_per_person = see(server.process.pid).since(before).resident_mb * 1024 / outcome.people
    return [session.host_token, *guests]


def ask(swarm: Swarm, name: str, by: int = HOST, **args) -> dict:
    return swarm.order("watch", by=by, event="command", body=command(name, **args), quiet=300)["answer"]


def measure_step(swarm: Swarm, pid: int, what: str, name: str, args: dict) -> Step | None:
    before = see(pid)
    heard = swarm.order("watch", by=HOST, event="command", body=command(name, **args))
    spent = see(pid).since(before)
    if heard["answer"] is None or not heard["settled"] or heard["gone"]:
        raise RuntimeError(f"{name} did not come to rest: {heard}")
    if not heard["answer"]["ok"]:
        if heard["answer"]["code"] == "last_phase":
            return None
        raise RuntimeError(f"{name} was refused: {heard['answer']}")
    told = heard["told_ms"] or {}
    return Step(
        what, heard.get("phase"), heard["messages"], heard["bytes"] / 1024, heard["told"], heard["answer_ms"],
        heard["first_ms"], told.get("last"), heard["last_ms"], per_message(spent, heard["messages"]),
        spent.children_cpu * 1000,
    )  # fmt: skip


def storm_of_notes(swarm: Swarm, server: Server) -> dict:
    """Notes per second when many write at once, each waiting for the answer before the next. In a session of its own:
    some thousand notes are no part of an ordinary café."""
    gather(server, Outcome(STORM_PEOPLE), swarm)
    for _ in range(MOST_STEPS):  # until people sit at tables and may write
        told = swarm.order("watch", by=HOST, event="command", body=command("phase.next"), quiet=300)["told"]
        if told and ask(swarm, "note.add", by=FIRST_GUEST, text="May I write?")["ok"]:
            break
    before = see(server.process.pid)
    storm = swarm.order(
        "storm", by=list(range(FIRST_GUEST, STORM_PEOPLE + 1)), event="command", name="note.add",
        args={"text": "Short and sweet"}, seconds=STORM_SECONDS,
    )  # fmt: skip
    spent = see(server.process.pid).since(before)
    if not storm["accepted"] or storm["gone"]:
        raise RuntimeError(f"no note was taken: {storm}")
    return storm | {
        "writers": STORM_PEOPLE,
        "per_second": round(storm["accepted"] / storm["seconds"]),
        "cpu_us_each": round(spent.cpu / storm["accepted"] * 1e6),
        "processors": round(spent.cpu / storm["seconds"], 2),
    }


def measure_bare(swarm: Swarm, people: int, steps: list[Step], plans: list[Path]) -> None:
    """Fills in what a server that only passes on needs for the same; of several repetitions the middle one."""
    bare = node(HERE / "bare.mjs", MODULES)
    try:
        url = f"http://127.0.0.1:{int(bare.stdout.readline())}"
        swarm.connect(url, [str(number) for number in range(people + 1)])
        for step, plan in zip(steps, plans):
            swarm.order("watch", by=HOST, event="prepare", body=str(plan), quiet=50)
            runs = []
            for turn in range(WARM + BARE_REPEATS):
                before = see(bare.pid)
                heard = swarm.order("watch", by=HOST, event="repeat", body={}, expect=step.messages)
                if heard["messages"] != step.messages:
                    raise RuntimeError(f"the reference delivered {heard['messages']} of {step.messages}")
                if turn >= WARM:
                    runs.append((heard["last_ms"], per_message(see(bare.pid).since(before), heard["messages"])))
            step.bare_last_ms = statistics.median(last for last, _ in runs)
            step.bare_cpu_us = statistics.median(cpu for _, cpu in runs)
    finally:
        bare.stdin.close()
        bare.wait(10)


def per_message(spent: Seen, messages: int) -> float:
    return spent.cpu / messages * 1e6 if messages else 0.0


class Timed:
    def __enter__(self) -> Timed:
        self._began = os.times().elapsed
        return self

    def __exit__(self, *_) -> None:
        self.seconds = os.times().elapsed - self._began


def fetch_reference() -> None:
    """socket.io from npm into a folder git ignores; once."""
    if not (MODULES / "node_modules" / "socket.io").exists():
        MODULES.mkdir(parents=True, exist_ok=True)
        (MODULES / "package.json").write_text('{"private": true}\n')
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", f"socket.io@{SOCKET_IO}"],
            cwd=MODULES, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip


@contextlib.contextmanager
def lasting_database():
    """A throw-away cluster that, unlike that of the tests, waits for its disk as a real one does."""
    from tests.harness import postgres

    postgres.QUICK.update(fsync="on", synchronous_commit="on", full_page_writes="on")
    with postgres.Cluster() as cluster, cluster.fresh_database() as url:
        yield url


def print_outcome(outcome: Outcome) -> None:
    print(
        f"\n{outcome.people} people: {outcome.joins_per_second:.0f} joins/s, {outcome.connects_per_second:.0f} connections/s,"
        f" {outcome.kilobytes_per_person:.0f} kB a person"
    )
    print(f"  {'step':<26} {'messages':>8} {'kB':>7} {'told':>5} {'answer':>8} {'last told':>9} {'last':>8} {'CPU/msg':>8}"
          f" {'helper':>7}   {'bare last':>9} {'CPU/msg':>8}")  # fmt: skip
    for step in outcome.steps:
        last_told = "–" if step.last_told_ms is None else f"{step.last_told_ms:.0f} ms"
        print(
            f"  {step.what + ' ' + (step.phase or ''):<26} {step.messages:>8} {step.kilobytes:>7.0f} {step.told:>5}"
            f" {step.answer_ms:>5.0f} ms {last_told:>9} {step.last_ms:>5.0f} ms {step.cpu_us:>5.0f} us"
            f" {step.helper_cpu_ms:>4.0f} ms   {step.bare_last_ms:>6.0f} ms {step.bare_cpu_us:>5.0f} us   {step.ratios}"
        )
    storm = outcome.storm
    print(
        f"  {storm['per_second']} notes/s answered to {storm['writers']} people writing at once, {storm['cpu_us_each']} us CPU each,"
        f" {storm['processors']} processors, answer median {storm['answer_ms']['median']} ms, p99 {storm['answer_ms']['p99']} ms"
        + (f", refused {storm['refusals']}" if storm["refusals"] else "")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[100, 500, 1000])
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of its own instead of SQLite")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    chosen = parser.parse_args()
    if max(chosen.people) > 2000:
        parser.error("more than 2000 people do not fit on one machine together with their clients")
    fetch_reference()
    outcomes = []
    for people in chosen.people:
        with contextlib.ExitStack() as until_done:
            folder = Path(until_done.enter_context(tempfile.TemporaryDirectory()))
            swarm = Swarm()
            until_done.callback(swarm.close)
            settings = {"DATABASE_URL": until_done.enter_context(lasting_database())} if chosen.postgresql else {}
            outcome, plans = measure_coknow(swarm, people, folder, **settings)
            measure_bare(swarm, people, outcome.steps, plans)
        print_outcome(outcome)
        outcomes.append(asdict(outcome))
    if chosen.json:
        chosen.json.write_text(json.dumps(outcomes, indent=1))


if __name__ == "__main__":
    main()
