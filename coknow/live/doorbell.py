"""Between processes: the word that a session has changed, and its weather. Runs only where REDIS_URL is set.

A session's sockets belong to one process (the proxy routes by its code), so this is for the moments when that is not
so: a process is being replaced, somebody's connection outlived a change of routing. Whoever hears the bell and has
that session in memory reads the log and publishes to its own sockets. State never travels this way, and nothing is
both published here and sent through the queue. A lost ring costs nobody anything acknowledged: the next append of the
other process clashes, and reads the log. Reactions are in no log, so their counts travel themselves, without anybody's
name; what is lost of them is told again a second later.
"""

import json
import logging
import secrets
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

CHANNEL = "coknow:changed"
AGAIN_AFTER = 2.0  # seconds, when Redis is not to be reached


class Doorbell:
    def __init__(self, client, sessions, spawn: Callable, sleep: Callable):
        """`client` is a redis.Redis or what looks like one."""
        self._client = client
        self._sessions = sessions
        self._spawn = spawn
        self._sleep = sleep
        self._name = secrets.token_hex(4)
        self._to_ring: dict[str, int] = {}  # the latest seq of each session is enough
        self._airs: dict[str, dict] = {}  # and its latest weather
        self._rings = threading.Event()

    def start(self) -> None:
        self._spawn(self._for_ever, self._ring_out)
        self._spawn(self._for_ever, self._listen)

    def changed(self, session_id: str, seq: int) -> None:
        """After a commit, inside the session's turn: only noted here, for Redis may take its time."""
        self._to_ring[session_id] = seq
        self._rings.set()

    def weather(self, session_id: str, figures: dict) -> None:
        self._airs[session_id] = figures
        self._rings.set()

    def _for_ever(self, work: Callable) -> None:
        while True:
            try:
                work()
            except Exception as problem:
                log.warning("the doorbell is silent: %s", problem)
            self._sleep(AGAIN_AFTER)

    def _ring_out(self) -> None:
        while True:
            self._rings.wait()
            self._rings.clear()
            rings, self._to_ring = self._to_ring, {}
            airs, self._airs = self._airs, {}
            try:
                for session_id, figures in airs.items():
                    self._client.publish(CHANNEL, f"{session_id} {json.dumps([self._name, figures])}")
                for session_id, seq in rings.items():
                    self._client.publish(CHANNEL, f"{session_id} {seq}")
            except Exception:
                self._to_ring = {**rings, **self._to_ring}
                self._rings.set()
                raise

    def _listen(self) -> None:
        ear = self._client.pubsub(ignore_subscribe_messages=True)
        try:
            ear.subscribe(CHANNEL)
            for message in ear.listen():
                self.heard(message["data"])
        finally:
            ear.close()

    def heard(self, said) -> None:
        try:
            session_id, rest = (said.decode() if isinstance(said, bytes) else said).split(" ", 1)
            if not rest.startswith("["):
                return self._sessions.catch_up(session_id, int(rest))
            process, figures = json.loads(rest)
            if process != self._name:
                self._sessions.weather_elsewhere(session_id, process, figures)
        except Exception:
            log.exception("a ring that could not be answered")
