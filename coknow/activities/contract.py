"""What an activity is: the contract that every folder beside this file fulfils, with its quiet defaults.

An activity owns only its own phase's state, a JSON object. People, places, notes and the programme belong to the
session; they come in as `session`, to be read and never changed. Nothing here knows a clock, a database or a browser.
The contract tests run over every registered activity (tests/activities).
"""

from dataclasses import dataclass

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Writes:
    """What may be written in a phase: kinds in order of offering, who sees it, and where the harvest puts it."""

    kinds: tuple[str, ...]
    visibility: str = "place"  # me | place | all
    anonymous: bool = False
    section: str | None = None
    followers: bool = False  # may those who only watch write, too? For themselves alone, whatever the others do
    off_record: bool = False  # stays with those who saw it: it comes into no harvest, the hosts' neither
    keeps: bool = False  # with "place": what somebody writes who is at none stays with themselves


class Activity:
    """Override what the activity does differently; `name` is its folder's name, and its own events begin with it."""

    name = ""
    personal = False  # does `view` put something into each person's own document?
    concrete = False  # does something come out of it that people can take along?
    topics = False  # do people add topics of their own, where the phase's guidance lets them (session/guidance.py: adds)?
    stages: tuple[str, ...] = ()
    commands: dict = {}  # wire name -> function(state, command, ctx, session) -> events
    events: dict = {}  # wire name -> function(state, body) -> state
    at_once: tuple[str, ...] = ()  # own events published without delay: those after which people visit elsewhere
    lasting: frozenset[str] = frozenset()  # own commands that are heard after the phase as well, by their `phase`
    answers: dict[str, str] = {}  # own event -> the key of its body that the acknowledgement carries, an id just made
    weather: tuple[str, ...] = ()  # own events that leave the log when the session is closed: who did what, minute by minute
    contributions: dict[str, str] = {}  # own event -> the key of the person who took part by it: a vote, a question

    def is_personal(self, step: dict) -> bool:
        """Does this very step show each person something of their own? Then a phase change rebuilds everybody's document."""
        return self.personal

    def start(self, step: dict, ctx, session) -> list[Event]:
        """Events with which the phase begins; its state is {} before them."""
        return []

    def decide(self, state: dict, command, ctx, session) -> list[Event]:
        """Events, or Rejected(code, hint)."""
        if command.name not in self.commands:
            raise Rejected("unknown_command")
        return self.commands[command.name](state, command, ctx, session)

    def evolve(self, state: dict, event: Event) -> dict:
        """The phase's next state. It sees every event of the session; foreign ones are rarely its business.

        What a `lasting` command decides after the phase reaches the state of then: its events carry that `phase`.

        `person.erased` also reaches phases that are over: forget what that person wrote.
        """
        change = self.events.get(event.name)
        return change(state, event.body) if change else state

    def view(self, state: dict, audience: str, session) -> dict:
        """The `activity` part of an audience's document, built up from nothing."""
        return {}

    def due(self, state: dict) -> int | None:
        """An instant (epoch ms) of the activity's own, beside the phase's deadline; it rests while the phase is paused.

        When the phase goes on, or is come back to, the instant must move on by as long as it rested: parts/resting.py.
        """
        return None

    def on_time(self, state: dict, ctx, session) -> list[Event]:
        """What follows when `due` has come. It must move `due` on, or time would be called for ever."""
        return []

    def ends(self, state: dict, ctx, session) -> list[Event]:
        """Last own events of a phase that is being left, or whose session is being closed: what is only counted then."""
        return []

    def touched(self, event: Event, state: dict, session) -> set[str]:
        """Audiences whose `activity` part this event may have changed."""
        return set()

    def shows(self, state: dict, place: str, session) -> set[str]:
        """Ids of notes lying elsewhere that people at this place are shown in this phase: they may be built on."""
        return set()

    def writes(self, step: dict) -> Writes | None:
        """What may be written in this step; None for a step that is not for writing."""
        return None

    def sits(self, step: dict) -> str | None:
        """The kind of place at which people sit together in this step (table, group, pair, circle); None: in no such.

        How they come together there is the step's settings `compose`, `size`, `as` and `prefer` (session/composing.py).
        """
        return None

    def nameless(self, step: dict) -> tuple[str, ...]:
        """Kinds of notes whose writers the session's harvest does not name, because this step promises it of its own."""
        return ()

    def reactions(self, step: dict) -> tuple[str, ...]:
        """The weather people may make in this step: reactions that are shown as a picture of the room and kept nowhere."""
        return ()

    def free(self, step: dict) -> bool:
        """May people change places by themselves here, where the phase's guidance lets go (session/guidance.py)?"""
        return False

    def visits(self, state: dict, person: str, session) -> str | None:
        """The place this person visits now beside their own: they hold its document too and may write there.

        Nobody's seat changes by a visit, so that everybody is back home as soon as it is over, whatever happens meanwhile.
        Whoever's answer may change by an event must be in `touched` as person:<id>, and the event in `at_once`; a visiting
        activity is `personal`.
        """
        return None

    def size(self, step: dict) -> int:
        """How many people sit together, about, where `sits` gives them new places."""
        return step["settings"].get("size", 4)

    def most(self, step: dict) -> int | None:
        """How many people one place holds, where more people make more places instead of fuller ones."""
        return None

    def waits(self, step: dict) -> bool:
        """When time is up: wait for the host (True) or go on by itself (False)."""
        return False

    def possible(self, documents: dict, draw) -> list[tuple[str, dict]]:
        """What somebody who sees only these documents may do now: (command name, args). Bots choose from it."""
        return []

    def leaves(self, state: dict, session) -> dict[str, dict]:
        """What a later phase may take up (`from: <phase>` in its settings): id -> {order, text, notes?: [ids], …}.

        Kept in `session.trail[phase]["leaves"]` when the phase is left; never with anybody's name.
        """
        return {}

    def harvest(self, state: dict, session) -> dict:
        """What the activity adds to the harvest: {"sections": [{name, lines: [{text, …}]}]} (session/harvest.py)."""
        return {}

    def forget(self, event: Event, person: str) -> Event:
        """One of this activity's own events, without the words of `person` who asked to be erased. Pure."""
        return event

    def at_rest(self, event: Event, mask) -> Event:
        """One of this activity's own events as it reads once the session is closed: where a name was needed only while it
        ran, `mask(person)` stands in its place, the same for all of theirs. Folded again it must tell the same. Pure.
        """
        return event

    def least(self, step: dict, table_size: int) -> float:
        """Minutes below which somebody does not get their turn; a template that gives less is told so."""
        return 0
