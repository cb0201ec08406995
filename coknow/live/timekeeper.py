"""Time without a leader: wakes sessions when their deadline comes, sweeps for those nobody holds, beats the heart.

Nothing here decides that a phase is over: `time.up` is only proposed, the session looks at its own clock and state
(session/phases.py). After an outage sessions are first given back the time in which nobody could use them.
"""

import gc
import heapq
import logging
import threading

log = logging.getLogger(__name__)

TICK = 1.0  # seconds: how often the weather is told
BEAT_MS = 2_000
SWEEP_MS = 5_000
HOUSEKEEPING_MS = 60_000
RETENTION_MS = 3_600_000
OUTAGE_MS = 15_000  # a process that has not ticked for so long was asleep, not slow
SHORTEST_GIFT_MS = 500
LONGEST_GIFT_MS = 7 * 24 * 3_600_000
POSTPONE_MS = 60_000
RETRY_MS = 2_000  # when proposing changed nothing although the deadline has passed
SWEEP_LIMIT = 200
FOR_EVER = 1 << 60


class Timekeeper:
    def __init__(self, sessions, store, clock, spawn, process: str):
        self._sessions = sessions
        self._store = store
        self._clock = clock
        self._spawn = spawn
        self._process = process
        self._heap: list[tuple[int, str]] = []
        self._due: dict[str, int] = {}  # what the heap's entries are checked against: only the latest counts
        self._calling: set[str] = set()
        self._wake = threading.Event()
        self._stopped = False
        self._last = {"beat": 0, "sweep": 0, "housekeeping": 0, "retention": 0, "tick": 0}

    # what sessions tell

    def deadline(self, session_id: str, at: int | None) -> None:
        if at is None:
            self._due.pop(session_id, None)
        elif self._due.get(session_id) != at:
            self._due[session_id] = at
            heapq.heappush(self._heap, (at, session_id))
            self._wake.set()

    # life

    def start(self) -> None:
        """Gives back what an outage took, before anybody else may call time; then keeps time in the background."""
        self.after_an_outage(self._store.last_heartbeat(), self._clock())
        self._store.heartbeat(self._process, self._clock())
        self._spawn(self._run)

    def stop(self) -> None:
        self._stopped = True
        self._wake.set()

    def after_an_outage(self, last_sign_of_life: int | None, now: int) -> None:
        """The command's id names the outage: however many processes start at once, the time is given once."""
        if last_sign_of_life is None:
            return
        missing = min(now - last_sign_of_life, LONGEST_GIFT_MS)
        if missing < SHORTEST_GIFT_MS:
            return
        for session_id, _at in self._store.due_deadlines(FOR_EVER, 100_000):
            try:
                self._sessions.open(session_id).system("time.give", {"ms": missing}, id=f"outage-{last_sign_of_life}")
            except Exception:
                log.exception("session %s: no time given back", session_id)
                self._postpone(session_id, now)

    def _run(self) -> None:
        while not self._stopped:
            try:
                self.tick(self._clock())
            except Exception:
                log.exception("the timekeeper stumbled")
            self._wake.wait(self._pause())
            self._wake.clear()

    def _pause(self) -> float:
        if not self._heap:
            return TICK
        return min(TICK, max(0.005, (self._heap[0][0] - self._clock()) / 1000))

    def tick(self, now: int) -> None:
        last_beat = self._last["beat"]
        if last_beat and now - last_beat > OUTAGE_MS:
            self.after_an_outage(last_beat, now)
        if self._is_time_for("beat", BEAT_MS, now):
            self._store.heartbeat(self._process, now)
        self._call_those_due(now)
        if self._is_time_for("sweep", SWEEP_MS, now):
            self._sweep(now)
        if self._is_time_for("tick", int(TICK * 900), now):
            self._sessions.tick(now)
        if self._is_time_for("housekeeping", HOUSEKEEPING_MS, now):
            if not self._sessions.let_idle_go(now):
                gc.collect()  # full collections are off while people are here (fanout.worker)
        if self._is_time_for("retention", RETENTION_MS, now):
            self._spawn(self._sessions.keep_the_promise, now)

    def _is_time_for(self, what: str, every: int, now: int) -> bool:
        if now - self._last[what] < every:
            return False
        self._last[what] = now
        return True

    # calling time

    def _call_those_due(self, now: int) -> None:
        while self._heap and self._heap[0][0] <= now:
            at, session_id = heapq.heappop(self._heap)
            if self._due.get(session_id) == at:
                del self._due[session_id]
                self._spawn(self.call, session_id)

    def _sweep(self, now: int) -> None:
        """Sessions whose process is gone, and those nobody has opened since a restart."""
        for session_id, _at in self._store.due_deadlines(now, SWEEP_LIMIT):
            if session_id not in self._due:
                self._spawn(self.call, session_id)

    def call(self, session_id: str) -> None:
        """Proposes that time is up. One session that fails is pushed aside and stops nobody else."""
        if session_id in self._calling:
            return
        self._calling.add(session_id)
        try:
            live = self._sessions.open(session_id)
            answer = live.system("time.up", {"phase": live.ask(lambda state: state.phase)})
            if not answer["ok"]:
                raise RuntimeError(answer["code"])
            now = self._clock()
            if live.due is not None and live.due <= now:
                self.deadline(session_id, now + RETRY_MS)
        except Exception:
            log.exception("session %s: time could not be called", session_id)
            self._postpone(session_id, self._clock())
        finally:
            self._calling.discard(session_id)

    def _postpone(self, session_id: str, now: int) -> None:
        self._due.pop(session_id, None)
        try:
            self._store.postpone(session_id, now + POSTPONE_MS)
        except Exception:
            log.exception("session %s: could not be postponed", session_id)
