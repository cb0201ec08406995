"""The live sessions of this process: opening them once, letting people in, and what pages may ask about them.

What a session is and decides lies in session/, how its commands run in mailbox.py. Refusals are `Rejected`.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from .. import library, session
from ..kernel.context import Context
from ..kernel.draw import Draw
from ..kernel.messages import SYSTEM, Recorded
from ..kernel.rejected import Rejected
from ..store import CodeTaken, Forgotten, SessionRow, Token
from .fanout import Fanout
from .keys import LONGEST, Keys, new_code, new_phrase, new_token, normal_code
from .mailbox import LiveSession
from .presence import GRACE_MS, Presence
from .weather import Weather

log = logging.getLogger(__name__)

IDLE_MS = 15 * 60_000
DAY_MS = 24 * 3_600_000
CODES_TO_TRY = 20


@dataclass(frozen=True, slots=True)
class Created:
    code: str
    session: str
    person: str
    token: str


@dataclass(frozen=True, slots=True)
class Joined:
    person: str
    token: str
    recovery: str = ""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose token this is, with the role they have now."""

    session: str
    person: str
    kind: str
    role: str


class Sessions:
    def __init__(self, store, fanout: Fanout, clock: Callable[[], int], draw: Draw | None = None, *, secret: bytes, grace_ms: int = GRACE_MS):
        self._store = store
        self._fanout = fanout
        self._clock = clock
        self._draw = draw or Draw()
        self._keys = Keys(secret)
        self._grace_ms = grace_ms
        self._live: dict[str, LiveSession] = {}
        self._opening = threading.RLock()
        self.on_deadline: Callable[[str, int | None], None] = lambda session_id, at: None  # the timekeeper's ear
        self.on_change: Callable[[str, int], None] = lambda session_id, seq: None  # other processes' doorbell
        self.on_weather: Callable[[str, dict], None] | None = None  # the same, where there are other processes

    # making and finding

    def create(self, template: dict, title: str, language: str, settings: dict, account: str | None = None,
               host_name: str = "") -> Created:
        now, session_id, host = self._clock(), self._draw.id("s"), self._draw.id("p")
        token, template = new_token(), library.completed(template)
        for _ in range(CODES_TO_TRY):
            code = new_code()
            events = session.open_events(
                template, title, language, settings, {"id": host, "name": host_name}, session_id, code, library.rules_of(template),
                Context(now, SYSTEM, self._draw), library.activities(),
            )
            state = session.fold(events)
            row = SessionRow(
                session_id, code, state.title, state.language, template.get("id", ""), account,
                created_at=now, retain_until=now + _retention(state) * DAY_MS,
            )
            recorded = [Recorded(seq, now, SYSTEM, "", event) for seq, event in enumerate(events, 1)]
            try:
                self._store.start_session(
                    row, recorded, session.due(state), tokens=[Token(self._keys.of_token(token), host)])
            except CodeTaken:
                continue
            return Created(code, session_id, host, token)
        raise RuntimeError("no free session code was found")

    def find(self, code: str) -> SessionRow | None:
        normal = normal_code(code)
        return self._store.session_by_code(normal) if normal else None

    def open(self, session_id: str) -> LiveSession:
        """The one mailbox of this session in this process. It loads its log with the first question."""
        live = self._live.get(session_id)
        if live is not None:
            return live
        with self._opening:
            live = self._live.get(session_id)
            if live is None:
                live = self._begin(session_id)
                self._live[session_id] = live
            return live

    def _begin(self, session_id: str) -> LiveSession:
        live = LiveSession(
            session_id, self._store, self._clock, self._draw, later=self._fanout.worker.later,
            on_deadline=lambda of, at: self.on_deadline(of, at), on_change=lambda of, seq: self._changed(of, seq),
        )
        live.presence = Presence(live, self._fanout, self._grace_ms, alone=self.on_weather is None)
        live.weather = Weather(live, self._fanout, self.on_weather and partial(self.on_weather, session_id))
        live.presence.expect(live.ask(_expected_here), self._clock())
        return live

    def _changed(self, session_id: str, seq: int) -> None:
        live = self._live.get(session_id)
        if live is not None:
            live.presence.moved()
        self.on_change(session_id, seq)

    def catch_up(self, session_id: str, seq: int) -> None:
        """Another process appended up to `seq`. Of interest only where the session is in memory."""
        live = self._live.get(session_id)
        if live is not None:
            live.catch_up(seq)
            live.presence.moved()

    def weather_elsewhere(self, session_id: str, process: str, figures: dict) -> None:
        live = self._live.get(session_id)
        if live is not None:
            live.weather.elsewhere(process, figures, self._clock())

    # letting people in

    def join(self, code: str, name: str, organisation: str = "", role: str = "participant", language: str = "",
             weight: int = 1, rules: str = "") -> Joined:
        """`rules` is the version of the ground rules that were shown."""
        if role in ("host", "cohost", "screen"):  # those are given, not taken
            raise Rejected("not_allowed")
        live = self._of_code(code)
        person, token = self._draw.id("p"), new_token()
        phrase = self._free_phrase(live.id, language)
        wanted = {"person": person, "name": name, "organisation": organisation or None, "role": role,
                  "language": language or None, "weight": weight, "rules": rules or None}
        self._let_in(live, {key: value for key, value in wanted.items() if value is not None}, [
            Token(self._keys.of_token(token), person),
            Token(self._keys.of_phrase(live.id, phrase), person, "recovery"),
        ])
        return Joined(person, token, phrase)

    def screen(self, code: str) -> Joined:
        """A projector: sees what everybody may see, and takes no seat."""
        live = self._of_code(code)
        person, token = self._draw.id("p"), new_token()
        self._let_in(live, {"person": person, "name": "Screen", "role": "screen"}, [Token(self._keys.of_token(token), person)])
        return Joined(person, token)

    def _let_in(self, live: LiveSession, arguments: dict, tokens: list[Token]) -> None:
        answer = live.system("person.join", arguments, tokens=tokens)
        if not answer["ok"]:
            raise Rejected(answer["code"], answer["hint"], **answer.get("params", {}))

    def _free_phrase(self, session_id: str, language: str) -> str:
        words = library.words(language)
        while True:
            phrase = new_phrase(words)
            if self._store.holder(self._keys.of_phrase(session_id, phrase)) is None:
                return phrase

    def recover(self, code: str, phrase: str) -> Joined:
        """A new device for somebody who kept their four words. Wrong guesses are counted by whoever asks us."""
        live = self._of_code(code)
        holder = self._store.holder(self._keys.of_phrase(live.id, phrase))
        here = holder is not None and live.ask(lambda state: _role_of(state, holder.person))  # None for who was removed
        if not here or holder.session != live.id or holder.kind != "recovery":
            raise Rejected("bad_token", "refusal.bad_phrase")
        return Joined(holder.person, self._token_for(live.id, holder.person), phrase)

    def owner_token(self, code: str, account: str) -> str:
        """For the account a session belongs to: its host's seat, on this device."""
        row = self.find(code)
        if row is None:
            raise Rejected("no_such_session")
        if row.account is None or row.account != account:
            raise Rejected("not_allowed")
        return self.host_token(row.id)

    def host_token(self, session_id: str) -> str:
        host = self.open(session_id).ask(lambda state: next(p.id for p in state.people.values() if p.role == "host"))
        return self._token_for(session_id, host)

    def _token_for(self, session_id: str, person: str) -> str:
        token = new_token()
        self._store.keep_token(self._keys.of_token(token), session_id, person, "rejoin")
        return token

    def account_of(self, session_id: str) -> str | None:
        row = self._store.session(session_id)
        return row.account if row else None

    def who(self, token: str) -> Bearer | None:
        if not isinstance(token, str) or not 0 < len(token) <= LONGEST:
            return None
        holder = self._store.holder(self._keys.of_token(token))
        if holder is None or holder.kind != "rejoin":
            return None
        try:
            role = self.open(holder.session).ask(lambda state: _role_of(state, holder.person))
        except Forgotten:
            return None
        return Bearer(holder.session, holder.person, holder.kind, role) if role else None

    # what pages ask

    def public(self, code: str) -> dict:
        return self._of_code(code).ask(session.public)

    def harvest(self, code: str, *, for_hosts: bool) -> dict:
        """From the log while it is kept; afterwards what was published of it."""
        row = self.find(code)
        if row is None:
            raise Rejected("no_such_session")
        try:
            return self.open(row.id).ask(lambda state: session.harvest(state, for_hosts=for_hosts))
        except Forgotten:
            published = self._store.published_harvest(row.id)
            if published is None:
                raise Rejected("no_such_session") from None
            return published

    def figures(self) -> dict:
        """Counters for /metrics; of crowds, never of people."""
        lives = list(self._live.values())
        return {
            "live_sessions": len(lives),
            "people_connected": sum(1 for live in lives for _ in live.documents.people()),
            "connections": sum(len(live.documents.connections()) for live in lives),
        }

    def _of_code(self, code: str) -> LiveSession:
        row = self.find(code)
        if row is None:
            raise Rejected("no_such_session")
        try:
            return self.open(row.id)
        except Forgotten:
            raise Rejected("no_such_session") from None

    # what the timekeeper does with us

    def tick(self, now: int) -> None:
        for live in list(self._live.values()):
            try:
                live.presence.tick(now)
                live.weather.tick(now)
            except Exception:
                log.exception("session %s: the weather could not be told", live.id)

    def let_idle_go(self, now: int) -> int:
        """Sessions nobody uses leave the memory; the log has them. Returns how many people are connected."""
        connected = 0
        for live in list(self._live.values()):
            connected += sum(1 for _ in live.documents.people())
            live.documents.forget_idle(now)
            if now - live.used_at > IDLE_MS and live.retire():
                with self._opening:
                    if self._live.get(live.id) is live:
                        del self._live[live.id]
        return connected

    def keep_the_promise(self, now: int) -> None:
        """At its retention date a session's log is deleted; a harvest its host opened stays."""
        for session_id in self._store.sessions_to_forget(now):
            try:
                self._publish_open_harvest(session_id, now)
                self._store.forget_events(session_id, now)
                self._live.pop(session_id, None)
            except Exception:
                log.exception("session %s: could not be forgotten", session_id)

    def _publish_open_harvest(self, session_id: str, now: int) -> None:
        try:
            found = self.open(session_id).ask(
                lambda state: session.harvest(state, for_hosts=False) if state.harvest_open else None)
        except Forgotten:
            return
        if found is not None:
            self._store.publish_harvest(session_id, found, now)


def _retention(state) -> int:
    return int(state.settings.get("retention_days", 30))


def _role_of(state, person: str) -> str | None:
    found = state.people.get(person)
    return found.role if found is not None and not found.removed else None


def _expected_here(state) -> list[str]:
    """Everybody a connection could be expected of: a phone participant has none, somebody writes for them."""
    if state.status == "closed":
        return []
    return [person.id for person in state.people.values() if person.present and person.kind != "phone"]
