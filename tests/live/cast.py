"""What the live floor's tests have in common: a clock to move by hand, browsers that remember, a café with its people."""

import itertools

from coknow import library
from coknow.kernel.draw import Draw
from coknow.kernel.messages import Command
from coknow.kernel.patch import merge
from coknow.live.fanout import Fanout
from coknow.live.fanout.frames import StrictJSON
from coknow.live.sessions import Sessions
from coknow.store import Store

START = 1_800_000_000_000
SECRET = b"not so secret"


class Clock:
    def __init__(self, now: int = START):
        self.now = now

    def __call__(self) -> int:
        return self.now

    def forward(self, *, ms: int = 0, seconds: float = 0, minutes: float = 0) -> int:
        self.now += int(ms + 1000 * seconds + 60_000 * minutes)
        return self.now


class Later:
    """Instead of waiting 100 ms: what is to be done later is done when the test says so."""

    def __init__(self):
        self.waiting: list = []

    def __call__(self, seconds, function, *args):
        self.waiting.append((function, args))

    def happen(self) -> None:
        waiting, self.waiting = self.waiting, []
        for function, args in waiting:
            function(*args)


class Browser:
    """A connection that keeps what it was sent and follows the patches as a browser would."""

    def __init__(self, name: str = ""):
        self.sid = name
        self.person = None
        self.audiences = ()
        self.batches: list[list] = []
        self.documents: dict[str, dict] = {}
        self.versions: dict[str, int] = {}
        self.parts: dict[tuple[str, int], list] = {}
        self.weather: list[dict] = []
        self.reactions: list[dict] = []
        self.closed = False

    def send(self, messages) -> None:
        batch = [tuple(StrictJSON.loads(message.text.removeprefix("2/live,"))) for message in messages]
        self.batches.append(batch)
        for name, body in batch:
            getattr(self, "_" + name)(body)

    def close(self) -> None:
        self.closed = True

    def hears(self) -> list[tuple[str, str]]:
        """What came since this was last asked, as (event, audience), weather left out."""
        batches, self.batches = self.batches, []
        return [(name, body["audience"]) for batch in batches for name, body in batch if name not in ("presence", "weather")]

    def _doc(self, body):
        self.documents[body["audience"]], self.versions[body["audience"]] = body["doc"], body["seq"]

    def _patch(self, body):
        assert self.versions[body["audience"]] == body["from"], f"a gap before {body}"
        assert body["to"] > body["from"]
        self.documents[body["audience"]] = merge(body["merge"], self.documents[body["audience"]])
        self.versions[body["audience"]] = body["to"]

    def _part(self, body):
        pile = body["audience"], body["seq"]
        texts = self.parts.setdefault(pile, [None] * body["n"])
        texts[body["i"]] = body["text"]
        if None not in texts:
            del self.parts[pile]
            self._doc(dict(body, doc=StrictJSON.loads("".join(texts))))

    def _gone(self, body):
        del self.documents[body["audience"]], self.versions[body["audience"]]

    def _presence(self, body):
        self.weather.append(body)

    def _weather(self, body):
        self.reactions.append(body["levels"])


class FakeFanout(Fanout):
    """The real one's interface without a server: every browser is a Browser."""

    def __init__(self, later):
        super().__init__("threading")
        self.worker = type("Worker", (), {"later": staticmethod(later), "name": "threading"})

    def broadcast(self, connections, message) -> None:
        for connection in connections:
            connection.send([message])


class Cafe:
    """A session with a host, in a fresh store. Names stand for people; `come` joins and opens a browser."""

    def __init__(self, store: Store, clock: Clock | None = None, template: str = "learning-cafe-mini", **settings):
        self.store, self.clock, self.later = store, clock or Clock(), Later()
        self.sessions = self.process()
        made = self.sessions.create(library.builtin()[template], "Kahvila", "fi", settings, None, "Helmi")
        self.code, self.id = made.code, made.session
        self.people = {"Helmi": made.person}
        self.tokens = {"Helmi": made.token}
        self.phrases: dict[str, str] = {}
        self._ids = itertools.count(1)

    def process(self, store=None) -> Sessions:
        """A server process of its own on the same database."""
        return Sessions(store or self.store, FakeFanout(self.later), self.clock, Draw(), secret=SECRET)

    @property
    def live(self):
        return self.sessions.open(self.id)

    def join(self, *names: str) -> None:
        for name in names:
            joined = self.sessions.join(self.code, name, language="fi")
            self.people[name], self.tokens[name], self.phrases[name] = joined.person, joined.token, joined.recovery

    def browser(self, name: str, have: dict | None = None) -> Browser:
        browser = Browser(name)
        assert self.live.attach(browser, self.people[name], have or {})
        self.live.presence.came(browser, self.people[name])
        return browser

    def leave(self, browser: Browser) -> None:
        self.live.detach(browser)
        self.live.presence.went(browser.person, self.clock.now)

    def come(self, *names: str) -> list[Browser]:
        self.join(*(name for name in names if name not in self.people))
        return [self.browser(name) for name in names]

    def do(self, who: str, name: str, /, *, live=None, id: str = "", **args) -> dict:
        command = Command(id or f"c{next(self._ids)}", name, args)
        return (live or self.live).submit(self.people[who], command)

    def go_to(self, stage: str) -> str:
        """Presses next until a step of that stage or activity runs; returns its id."""
        for _ in range(20):
            step = self.live.ask(lambda state: state.step)
            if step and stage in (step.get("stage"), step["activity"]):
                return step["id"]
            assert self.do("Helmi", "phase.next")["ok"]
        raise AssertionError(f"no {stage} in this programme")

    def place_of(self, name: str) -> str:
        return self.live.ask(lambda state: state.people[self.people[name]].place)

    def log(self) -> list[str]:
        return [one.event.name for one in self.store.read(self.id)]
