"""Stories told in the words of a host and her guests, played on the pure session without server, clock or database.

`Story.do` is the one strong helper. It runs the shell's loop (errand, decide, evolve) and at every step proves what
the whole house rests on: events survive JSON, no document changed whose audience was not named, patches lead from the
old document to the new, documents hold no None and no clock. `Story.end` folds the log twice and compares.
"""

import copy
import json
import pickle

from coknow import library, session
from coknow.kernel.context import Context
from coknow.kernel.draw import Draw
from coknow.kernel.messages import SYSTEM, Command, Event
from coknow.kernel.patch import diff, merge
from coknow.kernel.rejected import Rejected

START = 1_800_000_000_000  # epoch ms; any afternoon will do
MINUTE = 60_000


class Story:
    """A session and everybody in it. `people` maps names to person ids, so that tests speak of Aino and Bengt."""

    def __init__(self, template="learning-cafe", *, language="fi", seed=1, careful=True, **settings):
        self.draw, self.now, self.careful = Draw(seed), START, careful
        self.log: list[Event] = []
        self.people: dict[str, str] = {}
        self.state = session.blank()
        self._proven: dict[str, dict] | None = None  # every document as the last events left it
        self.commands = 0
        host = self.draw.id("p")
        given = library.builtin()[template] if isinstance(template, str) else template
        events = session.open_events(given, "Tarina", language, settings, {"id": host, "name": "Helmi"}, "s_1",
                                     "ABCDEF", library.rules_of(given), self.context(SYSTEM), library.activities())
        self._take(events)
        self.people["Helmi"] = host

    def context(self, actor: str) -> Context:
        return Context(self.now, actor, self.draw)

    def do(self, who: str, name: str, /, **args) -> list[Event]:
        """`who` is a name of the story or SYSTEM. Returns the events; raises Rejected."""
        self.commands += 1
        actor = self.people.get(who, who)
        command = Command(f"c{self.commands}", name, args)
        json.dumps(args)
        errand = session.errand(self.state, command, self.context(actor))
        if errand:
            self._take(session.decide(self.state, Command("e", "seats.apply", planned(errand)), self.context(SYSTEM)))
        events = session.decide(self.state, command, self.context(actor))
        self._take(events)
        return events

    def refused(self, who: str, name: str, /, **args) -> str:
        """The code with which the command is refused; a story in which it is accepted is wrong. Nothing may change."""
        before = copy.deepcopy(self.state)
        try:
            self.do(who, name, **args)
        except Rejected as no:
            assert self.state == before, "a refusal changed the state"
            return no.code
        raise AssertionError(f"{name} by {who} was accepted")

    def _take(self, events: list[Event]) -> None:
        for event in events:
            assert Event(**json.loads(json.dumps({"name": event.name, "body": event.body}))) == Event(
                event.name, event.body), f"{event.name} does not survive JSON"
        before = self._documents() if self.careful and self._proven is None else self._proven
        for event in events:
            self.log.append(copy.deepcopy(event))
            session.evolve(self.state, event)
        touched = session.touched(self.state, events)
        if self.careful:
            self._proven = self._prove_documents(before, touched, events)

    def _documents(self) -> dict[str, dict]:
        if self.state.status == "new":
            return {}
        audiences = ["room", "hosts", "screen", *("person:" + p for p in self.state.people),
                     *("place:" + p for p in self.state.places)]
        return {a: session.view(self.state, a) for a in audiences}

    def _prove_documents(self, before, touched, events) -> dict[str, dict]:
        """Those of now; they are what the next events are measured by. What has not changed is proven already."""
        named, after = touched.now | touched.soon, self._documents()
        for audience, new in after.items():
            old = before.get(audience)
            if old == new:
                continue
            prove_plain(new, audience)
            if old is None:
                continue
            change = diff(old, new)
            assert merge(change, old) == new, audience
            assert audience in named, f"{[e.name for e in events]} changed {audience} unannounced: {change}"
        return after

    def end(self) -> None:
        """Fold the log twice: the same state both times, and the one the story ended in."""
        once, twice = session.fold(copy.deepcopy(self.log)), session.fold(copy.deepcopy(self.log))
        assert once == twice
        assert once == self.state, "live and folded states differ"

    # --- the words stories are told in ---

    def join(self, *names: str, **facts) -> str:
        for name in names:
            self.people[name] = self.draw.id("p")
            try:
                self.do(SYSTEM, "person.join", person=self.people[name], name=name, **facts)
            except Rejected:
                del self.people[name]
                raise
        return self.people[names[-1]]

    def crowd(self, count: int, **facts) -> list[str]:
        names = [f"Vieras {i}" for i in range(len(self.people), len(self.people) + count)]
        for name in names:
            self.join(name, **facts)
        return names

    def next(self, who="Helmi"):
        return self.do(who, "phase.next")

    def until(self, phase: str) -> None:
        """The host presses next until `phase` runs."""
        while self.state.phase != phase:
            self.next()

    def wait(self, minutes: float) -> None:
        self.now += int(minutes * MINUTE)

    def time_up(self) -> list[Event]:
        """The server notices that the phase's time is over."""
        due = session.due(self.state)
        assert due is not None, "nothing is due"
        self.now = max(self.now, due)
        return self.do(SYSTEM, "time.up", phase=self.state.phase)

    def drops(self, *names: str) -> None:
        """Connections lost for longer than the grace."""
        self.do(SYSTEM, "presence.gone", people=[self.people[n] for n in names])

    def returns(self, name: str) -> None:
        self.do(SYSTEM, "person.return", person=self.people[name])

    def person(self, name: str) -> dict:
        return session.view(self.state, "person:" + self.people[name])

    def place_of(self, name: str) -> str | None:
        return self.person(name).get("place")

    def table(self, name: str) -> dict:
        """The document of the table where `name` sits."""
        return session.view(self.state, "place:" + self.place_of(name))

    @property
    def room(self) -> dict:
        return session.view(self.state, "room")

    @property
    def hosts(self) -> dict:
        return session.view(self.state, "hosts")

    def sizes(self) -> list[int]:
        return sorted(self.state.weight_at(p.id) for p in self.state.open_places())

    def name(self, person: str) -> str:
        return next(n for n, p in self.people.items() if p == person)


_PLANS: dict[str, bytes] = {}


def planned(errand) -> dict:
    """What the planner answers, computed once for each question: dozens of stories begin with the same people."""
    question = repr(errand)
    if question not in _PLANS:
        _PLANS[question] = pickle.dumps(errand.run())
    return pickle.loads(_PLANS[question])


def prove_plain(document, path: str) -> None:
    """No None, no arrays of things in what the house itself lays out (settings and figures are the host's own)."""
    assert document is not None, f"None at {path}"
    if isinstance(document, dict):
        for key, value in document.items():
            assert isinstance(key, str), f"key {key!r} at {path}"
            prove_plain(value, f"{path}.{key}")
    else:
        assert isinstance(document, str | int | float | bool | list), f"{type(document)} at {path}"
