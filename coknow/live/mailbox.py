"""One live session: its commands one after another, from wish to acknowledgement.

    load -> (time up?) -> errand -> decide -> evolve -> append -> publish -> answer

Whoever holds the turn empties the box, so under load several commands share one transaction. The log is the truth and
the state in memory only a fold of it: whenever an append fails the state is thrown away and folded again. Nothing is
published or answered before it is committed. What commands mean is decided in session/; what browsers hold is in
documents.py; when to call time is in timekeeper.py.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from .. import session
from ..kernel.context import Context
from ..kernel.messages import SYSTEM, Command, Event, Recorded
from ..kernel.rejected import Rejected
from ..store import Ack, Clash, Forgotten, Repeated
from . import errands
from .documents import LONG, Documents
from .wishes import Batch, Wish, masks, refusal, row_of, without_weather

log = logging.getLogger(__name__)

REMEMBERED_ANSWERS = 4_000  # per session; the store knows them all
CLASHES_IN_A_ROW = 20
ERRANDS_IN_A_ROW = 2  # computed while others go on; a third is computed while they wait, and so cannot come too late
AFTER_CLOSING = 2.0  # seconds
SOON = 0.1  # seconds over which changes that are not urgent are gathered


class Unavailable(Exception):
    """The session cannot be reached now: its log does not fold, or the database does not answer."""


class LiveSession:
    def __init__(self, session_id: str, store, clock: Callable[[], int], draw, *, later, on_deadline=None, on_change=None):
        """`later(seconds, function)` runs something after a while; `on_deadline(session, instant)` and
        `on_change(session, seq)` are told after each commit."""
        self.id = session_id
        self._store = store
        self._clock = clock
        self._draw = draw
        self._later = later
        self._on_deadline = on_deadline or (lambda session_id, at: None)
        self._on_change = on_change or (lambda session_id, seq: None)
        self._box: list[Wish] = []
        self._turn = threading.RLock()
        self._state: session.State | None = None
        self._answers: OrderedDict[tuple[str, str], tuple[bytes, dict]] = OrderedDict()
        self._flush_planned = False
        self._planning_for_time = False
        self.retired = False
        self.presence = None  # given by the registry
        self.weather = None  # so is this
        self.seq = 0
        self.due: int | None = None
        self.used_at = clock()
        self.documents = Documents(
            lambda audience: session.view(self._loaded(), audience),
            lambda person: session.audiences(self._loaded(), person),
        )

    # commands

    def submit(self, person: str, command: Command, tokens=()) -> dict:
        """The acknowledgement: {ok: True, seq, …} once it is committed, or {ok: False, code, hint}."""
        wish = Wish(person, command, tokens)
        while True:
            self._box.append(wish)
            # lets everybody whose command has already arrived put it into the same transaction
            time.sleep(0)
            with self._turn:
                if not wish.settled:
                    self._empty_the_box()
            if wish.errand is None:
                return wish.answer
            self._run_errand(wish)

    def system(self, name: str, args: dict, *, id: str | None = None, tokens=()) -> dict:
        """The server's own commands. With an `id` of their own they happen once, however many processes ask."""
        return self.submit(SYSTEM, Command(id or self._draw.id("c"), name, args), tokens)

    def ask(self, question: Callable):
        """`question(state)` while nobody changes it. It must neither change it nor keep hold of it."""
        with self._turn:
            return question(self._loaded())

    # browsers

    def attach(self, connection, person: str, have: dict) -> bool:
        """False when this mailbox has just been put away; the registry has another one."""
        with self._turn:
            if self.retired:
                return False
            self._loaded()
            self.used_at = self._clock()
            self.documents.attach(connection, person, have, self.seq)
            return True

    def retire(self) -> bool:
        """Puts the mailbox away unless somebody came in the meantime."""
        with self._turn:
            self.retired = not self.documents.connections() and not self._box
            return self.retired

    def detach(self, connection) -> None:
        with self._turn:
            self.documents.detach(connection, self._clock())

    def send_whole(self, connection, audience: str) -> bool:
        with self._turn:
            self._loaded()
            return self.documents.send_whole(connection, audience, self.seq)

    def flush(self) -> None:
        """Publishes what was gathered."""
        with self._turn:
            self._flush_planned = False
            marked = self.documents.marked()
            ready = [name for name in marked if name not in self.documents.resting(marked)]
            if ready:
                self._loaded()
                self.documents.publish(self.seq, ready, (), self._clock())
            if len(ready) < len(marked):
                self._plan_flush()

    def catch_up(self, seq: int) -> None:
        """Another process appended up to `seq`: read it, and tell those who are connected here."""
        with self._turn:
            if self._state is None or seq <= self.seq:
                return
            self._follow(self._store.read(self.id, after=self.seq))

    # the turn: everything below runs inside it

    def _empty_the_box(self) -> None:
        while self._box:
            wishes, self._box = self._box, []
            if any(wish.command.name == "person.erase" for wish in wishes):
                wishes, self._box = wishes[:1], wishes[1:] + self._box
            try:
                self._serve_or_refuse(wishes)
            except BaseException:  # this greenlet is being ended: whoever has the next turn serves the rest
                self._forget_state()
                self._box[:0] = [wish for wish in wishes if not wish.settled]
                raise

    def _serve_or_refuse(self, wishes: list[Wish]) -> None:
        try:
            self._serve(wishes)
        except Exception:
            self._forget_state()
            if len(wishes) > 1:  # one of them broke the batch: the others are not to suffer for it
                for wish in wishes:
                    if not wish.settled:
                        self._serve_or_refuse([wish])
                return
            log.exception("session %s: %s failed", self.id, wishes[0].command.name)
            wishes[0].answer = refusal("server_error")

    def _serve(self, wishes: list[Wish]) -> None:
        for _ in range(CLASHES_IN_A_ROW):
            try:
                self._load()
                batch = self._decide_all(wishes)
                if batch:
                    self._commit(batch)
                break
            except Repeated:
                self._forget_state()
                self._look_up_answers(wishes)
            except Clash:
                self._forget_state()  # somebody else was first: their facts, then ours decided again
            except Forgotten:
                self._forget_state()
                for wish in wishes:
                    wish.answer = refusal("no_such_session")
                return
        else:
            raise Unavailable(f"session {self.id}: {CLASHES_IN_A_ROW} clashes in a row")
        try:
            self._publish(batch)
        except Exception:  # it is committed all the same; what could not be shown now is shown with the next flush
            log.exception("session %s: publishing failed", self.id)
            self.documents.mark_everything()
            self._plan_flush()
        for wish, answer in batch.answers:
            wish.answer = answer

    def _commit(self, batch: Batch) -> None:
        what = (batch.recorded, batch.acks, session.due(self._state), batch.tokens)
        erased = [one.event.body["person"] for one in batch.recorded if one.event.name == "person.erased"]
        if not erased:
            self._store.append(self.id, batch.expected_seq, *what, row=batch.row or None)
            return
        person = erased[0]  # _empty_the_box lets nobody share a transaction with somebody who is to be forgotten
        change = session.eraser(self._state, person)
        self._store.erase(self.id, person, change, batch.expected_seq, *what, row=batch.row or None)
        for asked in [asked for asked in self._answers if asked[0] == person]:
            del self._answers[asked]  # their words are in there too

    def _look_up_answers(self, wishes: list[Wish]) -> None:
        for wish in wishes:
            answer = self._store.ack(self.id, wish.person, wish.command.id)
            if answer is not None:
                self._remember(wish, answer)

    def _decide_all(self, wishes: list[Wish]) -> Batch:
        batch = Batch(self.seq)
        now = self._clock()
        given = [wish for wish in wishes if wish.command.name == "time.give" and wish.person == SYSTEM]
        for wish in given:  # before anybody may call time
            self._decide_one(batch, wish, now)
        self._call_time(batch, now, wishes)
        for wish in wishes:
            if wish not in given:
                self._decide_one(batch, wish, now)
        return batch

    def _decide_one(self, batch: Batch, wish: Wish, now: int) -> None:
        wish.errand = None
        answer = self._known_answer(wish)
        if answer is not None:
            batch.answers.append((wish, answer))
            return
        try:
            if not wish.served and not self._go_on_errand(batch, wish, now):
                return
            events = self._take(batch, wish.person, wish.command, now)
        except Rejected as no:
            stored = self._store.ack(self.id, wish.person, wish.command.id)  # a resend may be refused the second time
            batch.answers.append((wish, stored if stored is not None else refusal(no.code, no.hint, no.params)))
            return
        answer = {"ok": True, "seq": self.seq, **session.answer(events)}
        batch.answers.append((wish, answer))
        batch.tokens.extend(wish.tokens if events else ())
        if events or wish.person != SYSTEM:
            batch.acks.append(Ack(wish.person, wish.command.id, answer))
            self._remember(wish, answer)

    def _call_time(self, batch: Batch, now: int, wishes: list[Wish]) -> None:
        """Before any command: a note must not slip into a round that is over because nobody had looked at the clock."""
        due = session.due(self._state)
        if due is None or due > now:
            return
        command = Command(self._draw.id("c"), "time.up", {"phase": self._state.phase})
        try:
            errand = session.errand(self._state, command, Context(now, SYSTEM, self._draw))
            if errand is not None:
                on_its_way = self._planning_for_time or any(wish.command.name == "time.up" for wish in wishes)
                if on_its_way and errands.is_heavy(errand):
                    return  # whoever called time computes the seats beside us; until then the round is not over
                self._take(batch, SYSTEM, self._plan(errand, self.seq), now)
            self._take(batch, SYSTEM, command, now)
        except Rejected as no:
            log.warning("session %s: time.up was refused: %s", self.id, no.code)

    def _take(self, batch: Batch, person: str, command: Command, now: int) -> list[Event]:
        """Decide and evolve one command; what it changes is only noted, to be published after the commit."""
        events = session.decide(self._state, command, Context(now, person, self._draw))
        if not events:
            return events
        for event in events:
            session.evolve(self._state, event)
            self.seq += 1
            batch.recorded.append(Recorded(self.seq, now, person, command.id, event))
        self._note_what_changed(batch, events)
        batch.row.update(row_of(events, self._state, now))
        return events

    def _note_what_changed(self, batch: Batch, events: list[Event]) -> None:
        touched = session.touched(self._state, events)
        batch.now |= touched.now
        batch.soon |= touched.soon
        batch.everybody |= touched.all_people

    def _publish(self, batch: Batch) -> None:
        if not batch.recorded:
            return
        due = session.due(self._state)
        if due != self.due:
            self.due = due
            self._on_deadline(self.id, due)
        self.used_at = self._clock()
        urgent = batch.now if batch.everybody else batch.now - self.documents.resting(LONG)
        soon = (batch.soon | batch.now) - urgent
        if urgent:
            people = {name[7:] for name in batch.now | soon if name.startswith("person:")}
            if batch.everybody:
                people = set(self.documents.people())
            self.documents.publish(self.seq, urgent, people, self.used_at, everybody=batch.everybody)
        if soon:
            self.documents.mark(soon)
            self._plan_flush()
        self._on_change(self.id, self.seq)
        if any(one.event.name == "session.closed" for one in batch.recorded):
            self._later(AFTER_CLOSING, self.forget_weather)

    def forget_weather(self) -> None:
        """Once a session is closed nobody needs to know who was away when, or who asked what without a name: that leaves
        the log in place."""
        with self._turn:
            self._load()
            if self._state.status == "closed":
                change = partial(without_weather, mask=masks())
                self._store.erase(self.id, None, change, self.seq, [], deadline=session.due(self._state))
                self._forget_state()

    def _plan_flush(self) -> None:
        if not self._flush_planned and self.documents.marked():
            self._flush_planned = True
            self._later(SOON, self.flush)

    # errands

    def _go_on_errand(self, batch: Batch, wish: Wish, now: int) -> bool:
        """Whether the command can be decided now. A small plan is made here; for a large one the wish goes back to
        the one who waits for it, who computes it while others use the session."""
        errand = session.errand(self._state, wish.command, Context(now, wish.person, self._draw))
        if errand is None or self._store.ack(self.id, wish.person, wish.command.id) is not None:
            return True
        if errands.is_heavy(errand) and wish.errands < ERRANDS_IN_A_ROW:
            wish.errand = (errand, self.seq)
            return False
        self._take(batch, SYSTEM, self._plan(errand, self.seq), now)
        wish.served = True
        return True

    def _plan(self, errand, seq: int) -> Command:
        try:
            arguments = errands.run(errand)
        except errands.Failed:
            # a café without seats is worse than a second in which nobody is served
            log.exception("session %s: the planner's process failed, planning here", self.id)
            arguments = errand.run()
        return Command(self._draw.id("c"), "seats.apply", {**arguments, "basis_seq": seq})

    def _run_errand(self, wish: Wish) -> None:
        """Outside the turn."""
        errand, seq = wish.errand
        wish.errand = None
        wish.errands += 1
        self._planning_for_time = wish.command.name == "time.up"
        try:
            wish.served = self.submit(SYSTEM, self._plan(errand, seq))["ok"]
        finally:
            self._planning_for_time = False

    # answers given before

    def _known_answer(self, wish: Wish) -> dict | None:
        known = self._answers.get((wish.person, wish.command.id))
        if known is None:
            return None
        asked, answer = known
        if asked != wish.mark:
            return refusal("repeated")
        return answer

    def _remember(self, wish: Wish, answer: dict) -> None:
        self._answers[wish.person, wish.command.id] = (wish.mark, answer)
        while len(self._answers) > REMEMBERED_ANSWERS:
            self._answers.popitem(last=False)

    # the state

    def _loaded(self) -> session.State:
        self._load()
        return self._state

    def _load(self) -> None:
        if self._state is not None:
            return
        recorded = self._store.read(self.id)
        if not recorded:
            raise Forgotten(self.id)
        self._state = session.fold(one.event for one in recorded)
        session.touched(self._state, [])  # who moved long ago is no news
        self.seq = recorded[-1].seq
        self.due = session.due(self._state)
        self._on_deadline(self.id, self.due)
        self.documents.mark_everything()
        self._plan_flush()
        mask = masks()
        if self._state.status == "closed" and any(without_weather(one.event, mask) != one.event for one in recorded):
            self._later(AFTER_CLOSING, self.forget_weather)  # whoever closed it ended before it came to that

    def _follow(self, recorded: list[Recorded]) -> None:
        batch = Batch(self.seq)
        for one in recorded:
            session.evolve(self._state, one.event)
            self.seq = one.seq
            batch.recorded.append(one)
            self._note_what_changed(batch, [one.event])
        self._publish(batch)

    def _forget_state(self) -> None:
        """After anything went wrong in between: what is in memory may be ahead of the log."""
        self._state = None
        self._answers.clear()  # some of them were promised in the transaction that failed
