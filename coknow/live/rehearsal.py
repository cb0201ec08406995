"""A rehearsal: simulated people in a real session over the real wire, with no-shows, latecomers and phones in tunnels.

They see only their documents, like anybody, and choose from what the activity says is possible now. What they noticed
is the rehearsal's figures. One process, one thread of talk (bot_wire.py); joining goes through a few helper threads.
"""

import json
import queue
import threading
import time
from collections import Counter
from importlib import resources
from urllib.parse import urlsplit

import yaml

from .. import activities
from ..kernel.draw import Draw
from .bot_hands import Shelf, get, post
from .bot_wire import Client, Loop

NO_SHOWS, LATE, DROPS = 4, 10, 10  # of a hundred
THINKS = 14.0  # seconds between two deeds of a person, on average, at the speed of life
ARRIVE_WITHIN = 20.0
ANSWER_WITHIN = 8.0
SEEN_WITHIN = 5.0
OTHER_LANGUAGES = 15  # of a hundred write in another language than the session's
DOORMEN = 4  # threads that join people
MOVE_WITHIN = 3.0  # seconds after the host's `next`; who finds a table later came late
LAST_LOOK = 2.0  # seconds at the end, for answers under way
LOOK_CLOSELY_AT = 300  # people whose documents are compared with the server's at the end


def run(url: str, *, people: int, seconds: float, seed: int = 1, speed: float = 1.0, host_token: str = "") -> dict:
    """Plays the session behind `url` (its join link, or its host link) and returns the figures."""
    parts = urlsplit(url)
    code = parts.path.rstrip("/").rsplit("/", 1)[-1]
    if parts.path.startswith("/host/") and parts.fragment:
        host_token = host_token or parts.fragment
    base = f"{parts.scheme}://{parts.netloc}"
    rehearsal = Rehearsal(base, code, people, seconds, seed, speed, host_token)
    try:
        rehearsal.play()
    except KeyboardInterrupt:
        pass
    return rehearsal.figures()


class Rehearsal:
    def __init__(self, base: str, code: str, people: int, seconds: float, seed: int, speed: float, host_token: str):
        self.base, self.code, self.seconds, self.speed = base, code, seconds, speed
        self.loop = Loop()
        self.draw = Draw(f"rehearsal-{seed}")
        self.count = Counter()
        self.refused: Counter = Counter()
        self.acks: list[float] = []
        self.moves: list[float] = []  # from the host's `next` to the last one who knows their table
        self.move_began: float | None = None
        self.move_last: float | None = None
        self.written: dict[str, str] = {}  # note -> who wrote it, as acknowledged
        self.called: dict[str, set[str]] = {"topics": set(), "reports": set()}  # words acknowledged, for the harvest to have
        self.seen: set[str] = set()
        self.facts = get(f"{base}/api/v1/sessions/{code}")
        self.texts = yaml.safe_load(resources.files(__package__).joinpath("rehearsal_texts.yaml").read_text("utf-8"))
        self.people = [Person(self, number, Draw(f"person-{seed}-{number}")) for number in range(people)]
        self.host = Host(self, host_token) if host_token else None
        self._joining: queue.Queue = queue.Queue()
        self._joined: queue.Queue = queue.Queue()

    def play(self) -> None:
        for _ in range(DOORMEN):
            threading.Thread(target=self._doorman, daemon=True).start()
        if self.host:
            self.host.client.open()
        arrive = min(ARRIVE_WITHIN, self.seconds / 4 or ARRIVE_WITHIN) / self.speed
        for person in self.people:
            fate = self.draw.number(100)
            if fate < NO_SHOWS and len(self.people) > 10:
                self.count["no_shows"] += 1
                continue
            late = fate < NO_SHOWS + LATE
            self.count["latecomers"] += late
            wait = arrive * self.draw.share() if not late else (self.seconds or 120) / self.speed * self.draw.share() / 3
            self.loop.later(wait, self._joining.put, person)
        self.loop.later(0.05, self._let_in)
        if self.seconds:
            self.loop.later(self.seconds, self._finish)
        self.loop.run()

    def _doorman(self) -> None:
        while True:
            person = self._joining.get()
            wanted = {"name": person.name, "organisation": person.organisation, "language": person.language}
            try:
                answer = post(f"{self.base}/api/v1/sessions/{self.code}/join", wanted)
            except (OSError, ValueError) as problem:
                answer = {"code": getattr(problem, "code_of_ours", "no_answer")}
            self._joined.put((person, answer))

    def _let_in(self) -> None:
        while not self._joined.empty():
            person, answer = self._joined.get()
            if "token" in answer:
                self.count["joined"] += 1
                person.come(answer["person"], answer["token"])
            else:
                self.refused[answer.get("code", "no_answer")] += 1
        self.loop.later(0.02, self._let_in)

    # what people notice

    def knows_table(self) -> None:
        self.count["moved"] += 1
        if self.move_began is not None and time.monotonic() - self.move_began < MOVE_WITHIN:
            self.move_last = time.monotonic()

    def begin_move(self) -> None:
        if self.move_began is not None and self.move_last is not None:
            self.moves.append(1000 * (self.move_last - self.move_began))
        self.move_began, self.move_last = time.monotonic(), None

    # the end

    def _finish(self) -> None:
        for person in self.people:
            person.rest()
        if self.host:
            self.host.rest()
        self.loop.later(LAST_LOOK / 2, self._compare)
        self.loop.later(LAST_LOOK, self.loop.stop)

    def _compare(self) -> None:
        for person in self.people[:LOOK_CLOSELY_AT]:
            person.compare()

    def figures(self) -> dict:
        self.begin_move()
        acks = sorted(self.acks)
        here = [person for person in self.people if person.shelf]
        found = {
            "people": len(self.people),
            **{name: self.count[name] for name in (
                "joined", "no_shows", "latecomers", "dropped", "returned", "moved", "commands", "acked", "notes")},
            "ack_p50_ms": _at(acks, 0.5), "ack_p99_ms": _at(acks, 0.99),
            "patches": self.count["patches"], "documents": self.count["documents"], "resyncs": self.count["resyncs"],
            "unanswered": sum(person.waiting is not None for person in self.people),
            "astray": sum(person.is_astray() for person in here),
            "compared": self.count["compared"], "wrong_documents": self.count["wrong"],
            "unseen": len(self.written.keys() - self.seen),
            "lost": len(self._lost()),
        }
        if any(self.called.values()):
            found |= {name: len(words) for name, words in self.called.items()} | {"not_in_the_book": len(self._forgotten())}
        if self.moves:
            found["last_knows_table_ms"] = round(max(self.moves), 1)
        found |= {f"refused_{code}": number for code, number in sorted(self.refused.items())}
        return found

    def _forgotten(self) -> set[str]:
        """Acknowledged topics and reports that the harvest does not have."""
        words = set().union(*self.called.values())
        if not self.host:
            return set()
        try:
            book = json.dumps(get(f"{self.base}/api/v1/sessions/{self.code}/harvest", self.host.token), ensure_ascii=False)
        except OSError:
            return words
        return {said for said in words if said not in book}

    def _lost(self) -> set[str]:
        """Acknowledged notes that are nowhere: their writer never saw them, and the harvest has them neither."""
        missing = self.written.keys() - self.seen
        if missing and self.host:
            try:
                harvest = get(f"{self.base}/api/v1/sessions/{self.code}/harvest", self.host.token)
            except OSError:
                return set(missing)
            missing -= {note for note in missing if note in json.dumps(harvest)}
        return set(missing)


class Person:
    """Somebody with a phone: joins, thinks, writes, loses the network, comes back."""

    def __init__(self, rehearsal: Rehearsal, number: int, draw: Draw):
        self.rehearsal, self.draw, self.shelf = rehearsal, draw, Shelf()
        self.id, self.token, self.number = "", "", number
        self.place: str | None = None
        self.waiting: tuple[dict, float] | None = None  # the command not yet answered, and since when
        self.resting = False
        self.deeds = Counter()  # phase -> what I did in it
        self.comparing: dict[str, dict] = {}
        own = rehearsal.facts.get("language", "fi")
        others = [language for language in ("fi", "sv", "en") if language != own]
        self.language = draw.choice(others) if draw.number(100) < OTHER_LANGUAGES else own
        words = rehearsal.texts[self.language]
        self.name = f"{words['names'][number % len(words['names'])]} {chr(65 + draw.number(24))}."
        self.organisation = draw.choice(words["organisations"])
        self.client = Client(rehearsal.loop, rehearsal.base, self._auth)
        self.client.on_connect, self.client.on_event, self.client.on_close = self._online, self._event, self._offline

    def come(self, person: str, token: str) -> None:
        self.id, self.token = person, token
        self.client.open()
        self.rehearsal.loop.later(self._pause(), self._think)
        if self.draw.number(100) < DROPS:
            self.rehearsal.loop.later(self._pause() * 3, self._drop)

    def rest(self) -> None:
        self.resting = True

    def _auth(self) -> dict:
        return {"token": self.token, "have": dict(self.shelf.versions)}

    def _pause(self) -> float:
        return THINKS * (0.3 + 1.4 * self.draw.share()) / self.rehearsal.speed

    # the network

    def _drop(self) -> None:
        if self.client.connected and not self.resting:
            self.rehearsal.count["dropped"] += 1
            self.client.cut()

    def _online(self) -> None:
        if self.waiting:
            self._ask()

    def _offline(self, refusal) -> None:
        if refusal is not None and "code" in refusal:
            self.rehearsal.refused[f"connection_{refusal['code']}"] += 1
            return
        if not self.resting:
            self.rehearsal.loop.later(self._pause() / 2, self._return)

    def _return(self) -> None:
        if not self.resting:
            self.rehearsal.count["returned"] += 1
            self.client.open()

    # documents

    def _event(self, name: str, body: dict) -> None:
        if name in ("presence", "signal", "weather"):
            return
        self.rehearsal.count["patches" if name == "patch" else "documents"] += name != "gone"
        if name == "doc" and body["audience"] in self.comparing:
            self._compare_with(body)
        gap = self.shelf.take(name, body)
        if gap is not None:
            self.rehearsal.count["resyncs"] += 1
            self.client.ask("resync", {"audience": gap, "seq": self.shelf.versions.get(gap, 0)}, lambda answer: None)
        self._notice()

    def _notice(self) -> None:
        for audience, document in self.shelf.documents.items():
            if "notes" in document:
                self.rehearsal.seen.update(document["notes"])
        place = self.shelf.documents.get("person:" + self.id, {}).get("place")
        if place != self.place and (place is None or f"place:{place}" in self.shelf.documents):
            self.place = place
            if place is not None:
                self.rehearsal.knows_table()

    def is_astray(self) -> bool:
        """Told to sit at a table whose document is not the one held."""
        place = self.shelf.documents.get("person:" + self.id, {}).get("place")
        held = [audience[6:] for audience in self.shelf.documents if audience.startswith("place:")]
        return held != ([place] if place else [])

    def compare(self) -> None:
        """Asks for the whole of what I hold and looks whether my patches led to the same."""
        for audience in self.shelf.documents:
            self.comparing[audience] = {"seq": self.shelf.versions[audience], "document": self.shelf.documents[audience]}
            self.client.ask("resync", {"audience": audience, "seq": self.shelf.versions[audience]}, lambda answer: None)

    def _compare_with(self, body: dict) -> None:
        mine = self.comparing.pop(body["audience"])
        if mine["seq"] == body["seq"]:
            self.rehearsal.count["compared"] += 1
            self.rehearsal.count["wrong"] += mine["document"] != body["doc"]

    # deeds

    def _think(self) -> None:
        if self.resting:
            return
        phase = self.shelf.documents.get("room", {}).get("phase", {}).get("id", "")
        # whoever has written a lot leaves room for others
        self.rehearsal.loop.later(self._pause() * (1 + self.deeds[phase] / 3), self._think)
        if self.waiting is None and self.client.connected and phase:
            deed = self._choose()
            if deed is not None:
                self.deeds[phase] += 1
                self._do(*deed)

    def _choose(self) -> tuple[str, dict] | None:
        options = activities.possible(self.shelf.documents, self.draw)
        if not options:
            return None
        name, args = self.draw.choice(options)
        args = {key: self._own_words(value) if key != "text" else value for key, value in args.items()}
        return (name, args) if "text" not in args else self._with_words(name, args)

    def _own_words(self, value):
        """A title or a report of one's own, told from everybody else's by a number."""
        if value != "{text}":
            return value
        line = self.draw.choice(self.rehearsal.texts[self.language]["thought"])
        return f"{line[:60].rstrip(' .')} {self.number}.{self.draw.number(10_000)}"

    def _with_words(self, name: str, args: dict) -> tuple[str, dict] | None:
        words = self.rehearsal.texts[self.language]
        if args["text"] == "{word}":
            lines = words["words"]
        elif args["text"] == "{question}":
            lines = words["question"]
        elif args.get("carried"):
            seed = self.shelf.documents.get("person:" + self.id, {}).get("seed", {})
            lines = [seed["text"]] if "text" in seed else words["thought"]
        elif args.get("builds_on"):
            lines = words["builds"]
        else:
            lines = words.get(args.get("kind", "thought")) or words["thought"]
        said = {note["text"] for document in self.shelf.documents.values() for note in document.get("notes", {}).values()}
        fresh = [line for line in lines if line not in said]
        if not fresh:
            return None  # nothing new to say
        args["text"] = self.draw.choice(fresh)
        return name, args

    def _do(self, name: str, args: dict) -> None:
        self.waiting = ({"id": self.draw.id("c"), "name": name, "args": args}, time.monotonic())
        self.rehearsal.count["commands"] += 1
        self._ask()

    def _ask(self) -> None:
        """Until answered, always with the same id."""
        body, _since = self.waiting
        self.client.ask("command", body, lambda answer: self._answered(body, answer))
        self.rehearsal.loop.later(ANSWER_WITHIN, self._ask_again, body)

    def _ask_again(self, body: dict) -> None:
        if self.waiting and self.waiting[0] is body and self.client.connected:
            self._ask()

    def _answered(self, body: dict, answer: dict) -> None:
        if not self.waiting or self.waiting[0] is not body:
            return
        self.rehearsal.acks.append(1000 * (time.monotonic() - self.waiting[1]))
        self.waiting = None
        if answer.get("ok"):
            self.rehearsal.count["acked"] += 1
            if "note" in answer:
                self.rehearsal.count["notes"] += 1
                self.rehearsal.written[answer["note"]] = self.id
            if body["name"] == "topic.propose":
                self.rehearsal.called["topics"].add(body["args"]["title"])
            if body["name"] == "topic.report":
                self.rehearsal.called["reports"].add(body["args"]["points"].split("\n")[0])
        else:
            self.rehearsal.refused[answer.get("code", "?")] += 1


class Host:
    """Presses `next` at even intervals, so that the whole programme fits into the rehearsal."""

    def __init__(self, rehearsal: Rehearsal, token: str):
        self.rehearsal, self.token, self.shelf, self.resting = rehearsal, token, Shelf(), False
        self.presses = 0
        self.client = Client(rehearsal.loop, rehearsal.base, lambda: {"token": token, "have": dict(self.shelf.versions)})
        self.client.on_event = lambda name, body: self.shelf.take(name, body)
        self.client.on_connect = self._begin
        self.client.on_close = lambda refusal: None if self.resting else rehearsal.loop.later(1, self.client.open)

    def rest(self) -> None:
        self.resting = True

    def _begin(self) -> None:
        if self.presses == 0 and self.rehearsal.seconds:
            steps = len(self.rehearsal.facts.get("phases", {})) or 8
            first = min(ARRIVE_WITHIN, self.rehearsal.seconds / 4) + 1
            # The last phase, too, has its time before the end: what a phase leaves is in the harvest when it is over.
            self.every = (self.rehearsal.seconds - first) / (steps + 1)
            self.rehearsal.loop.later(first, self._press)

    def _press(self) -> None:
        if self.resting:
            return
        self.presses += 1
        self.rehearsal.begin_move()
        command = {"id": f"rehearsal-{self.presses}-{self.rehearsal.draw.id('h')}", "name": "phase.next", "args": {}}
        self.client.ask("command", command, self._answered)
        self.rehearsal.loop.later(self.every, self._press)

    def _answered(self, answer: dict) -> None:
        if answer.get("ok"):
            self.rehearsal.count["acked"] += 1
        elif answer.get("code") != "last_phase":
            self.rehearsal.refused[answer.get("code", "?")] += 1


def _at(values: list[float], share: float) -> float:
    return round(values[min(len(values) - 1, int(share * len(values)))], 1) if values else 0.0
