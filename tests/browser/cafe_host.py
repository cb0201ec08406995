"""A host without a browser, for tests whose subject is the participant: drives a session over the real wire."""

from __future__ import annotations

import itertools
import threading
import time

import socketio


class CafeHost:
    """`host.next()` goes a phase on; `host.document("hosts")` is what the host sees right now."""

    def __init__(self, server, session) -> None:
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._documents: dict[str, dict] = {}
        self._client = socketio.Client()
        self._client.on("doc", self._whole, namespace="/live")
        self._client.on("part", self._part, namespace="/live")
        self._parts: dict[tuple, dict] = {}
        self._client.connect(
            server.url, namespaces=["/live"], auth={"token": session.host_token}, transports=["websocket"]
        )

    def _whole(self, message) -> None:
        with self._lock:
            self._documents[message["audience"]] = message["doc"]

    def _part(self, message) -> None:
        """Documents of these small sessions fit one message; a part would be news."""
        raise AssertionError(f"a document in parts: {message['audience']}")

    def document(self, audience: str) -> dict:
        """Asked for anew: tests look rarely, and patches are the browsers' business here."""
        with self._lock:
            self._documents.pop(audience, None)
        self._client.call("resync", {"audience": audience, "seq": 0}, namespace="/live")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with self._lock:
                if audience in self._documents:
                    return self._documents[audience]
            time.sleep(0.02)
        raise AssertionError(f"no document {audience}")

    def do(self, name: str, /, **args) -> dict:
        command = {"id": f"host-{next(self._ids)}", "name": name, "args": args}
        answer = self._client.call("command", command, namespace="/live")
        assert answer["ok"], (name, answer)
        return answer

    def next(self, times: int = 1) -> str:
        """Goes on, and tells the id of the phase that has begun."""
        for _ in range(times):
            self.do("phase.next")
        return self.document("room")["phase"]["id"]

    def next_until(self, **wanted) -> dict:
        """Goes on to the first phase like this: next_until(activity="rotate", stage="move")."""
        for _ in range(40):
            self.do("phase.next")
            phase = self.document("room")["phase"]
            if all(phase.get(key) == value for key, value in wanted.items()):
                return phase
        raise AssertionError(f"no such phase: {wanted}")

    def person(self, name: str) -> tuple[str, dict]:
        people = self.document("hosts")["people"]
        return next((id_, person) for id_, person in people.items() if person["name"] == name)

    def leave(self) -> None:
        self._client.disconnect()
