"""Clients of the real wire: the official one for stories, a raw one for what no decent client would send."""

import itertools
import json
import threading
import time

import socketio
import websocket
from coknow.live.bot_hands import Shelf

PATIENCE = 20  # seconds; machines have company


def until(question, what: str = "", patience: float = PATIENCE):
    """The first true answer of `question()`, asked again and again."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError(f"waited {patience} s in vain for {what or question}")


class Guest:
    """A browser by the official client. Keeps documents as a browser would; `heard` is the order of events."""

    def __init__(self, server, token: str, name: str = "guest", transports=("websocket",), have: dict | None = None):
        self.server, self.token, self.name = server, token, name
        self.shelf, self.heard, self.gaps = Shelf(), [], []
        self.weather: list[dict] = []
        self.refusal = None
        self._ids = itertools.count(1)
        self.client = socketio.Client(reconnection=False)
        self._waiting: set[threading.Event] = set()
        for event in ("doc", "patch", "part", "gone", "presence"):
            self.client.on(event, self._hearing(event), namespace="/live")
        self.client.on("disconnect", self._hung_up, namespace="/live")
        self.client.on("connect_error", self._refused, namespace="/live")
        self.client.connect(
            server.url, auth={"token": token, **({"have": have} if have is not None else {})}, namespaces=["/live"],
            transports=list(transports), wait_timeout=PATIENCE,
        )

    def _hearing(self, event):
        def hear(body):
            if event == "presence":
                return self.weather.append(body)
            self.heard.append((event, body["audience"]))
            gap = self.shelf.take(event, body)
            if gap:
                self.gaps.append(gap)

        return hear

    def _refused(self, why):
        self.refusal = why

    def _hung_up(self, *_reason):
        for told in list(self._waiting):
            told.set()

    def ask(self, event: str, body) -> dict:
        """Unlike the library's `call` this does not go on waiting for a server that is gone."""
        told, answers = threading.Event(), []
        self._waiting.add(told)
        try:
            self.client.emit(event, body, namespace="/live", callback=lambda *answer: (answers.append(answer), told.set()))
            told.wait(PATIENCE)
        finally:
            self._waiting.discard(told)
        if not answers:
            raise ConnectionError(f"{self.name}: no answer to {event}")
        return answers[0][0]

    def do(self, name: str, *, id: str = "", **args) -> dict:
        return self.ask("command", {"id": id or f"{self.name}-{next(self._ids)}", "name": name, "args": args})

    def document(self, kind: str) -> dict:
        return next((d for name, d in list(self.shelf.documents.items()) if name.split(":")[0] == kind), {})

    @property
    def phase(self) -> dict:
        return self.document("room").get("phase", {})

    @property
    def place(self) -> str | None:
        return self.document("person").get("place")

    def notes(self) -> list[str]:
        return [note["text"] for note in self.document("place").get("notes", {}).values()]

    def leave(self) -> None:
        self.client.disconnect()


class Party:
    """A session on a server with a host and guests."""

    def __init__(self, server, template: str = "learning-cafe-mini"):
        self.server = server
        self.session = server.create_session(template)
        self.host = Guest(server, self.session.host_token, "host")
        self.tokens: dict[str, str] = {}
        self.guests: dict[str, Guest] = {}

    def come(self, *names: str, **how) -> list[Guest]:
        for name in names:
            self.tokens[name] = self.tokens.get(name) or self.server.join(self.session, name)["token"]
            self.guests[name] = Guest(self.server, self.tokens[name], name, **how)
            until(lambda: self.guests[name].document("person") and self.guests[name].document("room"), f"{name}'s documents")
        return [self.guests[name] for name in names]

    def go_to(self, stage: str) -> None:
        for _ in range(20):
            phase = self.host.phase
            if stage in (phase.get("stage"), phase.get("activity")):
                for guest in self.guests.values():
                    if guest.client.connected:
                        until(lambda: guest.phase.get("id") == phase["id"], "the phase to arrive")
                return
            answer = self.host.do("phase.next")
            assert answer["ok"], answer
            until(lambda: self.host.phase.get("id") != phase.get("id"), "the next phase")
        raise AssertionError(stage)

    def end(self) -> None:
        for guest in (self.host, *self.guests.values()):
            guest.leave()


class Raw:
    """A websocket on which anything can be said. `say` sends a Socket.IO event by hand."""

    def __init__(self, server, token: str | None = None, have: dict | None = None):
        self.socket = websocket.create_connection(
            server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket", timeout=PATIENCE)
        self.opened = json.loads(self.socket.recv()[1:])
        if token is not None:
            self.send("40/live," + json.dumps({"token": token, **({"have": have} if have is not None else {})}))

    def send(self, text: str) -> None:
        self.socket.send(text)

    def say(self, event: str, body, id: int | None = None) -> None:
        self.send(f"42/live,{'' if id is None else id}" + json.dumps([event, body]))

    def next(self, patience: float = PATIENCE) -> tuple[str, object]:
        """(event, body), ("ack", …), ("connected", …), ("refused", …); pings are answered on the way."""
        self.socket.settimeout(patience)
        while True:
            text = self.socket.recv()
            if not text:
                raise ConnectionError("the server hung up")
            if text == "2":
                self.send("3")
                continue
            kind, rest = text[:2], text[2:].removeprefix("/live,")
            if kind == "40":
                return "connected", json.loads(rest)
            if kind == "44":
                return "refused", json.loads(rest)
            if kind == "43":
                number, _, body = rest.partition("[")
                return "ack", (int(number), *json.loads("[" + body))
            if kind == "42":
                return tuple(json.loads(rest))
            if text[0] in "16" or kind == "41":
                raise ConnectionError("the server hung up")

    def wait_for(self, wanted: str, patience: float = PATIENCE):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            name, body = self.next(max(0.1, end - time.monotonic()))
            if name == wanted:
                return body
        raise AssertionError(f"no {wanted}")

    def hung_up(self, patience: float = PATIENCE) -> bool:
        try:
            while True:
                self.next(patience)
        except (ConnectionError, websocket.WebSocketConnectionClosedException, OSError) as end:
            return not isinstance(end, websocket.WebSocketTimeoutException)

    def close(self) -> None:
        self.socket.close()
