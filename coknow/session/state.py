"""What a live session is at one moment: people, places, notes, programme, plan. Folded from events, never stored.

Here are only the shapes and a few plain questions about them. How events change them stands beside the decisions that
make the events (people, notes, phases, seats, floor_talk).
"""

from dataclasses import dataclass, field

from coknow.parts.agenda import FREELY

HOSTING = ("host", "cohost")
SEATED = ("participant", "table_host")


@dataclass(slots=True)
class Person:
    """Somebody in the session. A person outlives connections: `gone` is a logged fact, not a dropped socket."""

    id: str
    name: str
    role: str
    order: int
    organisation: str | None = None
    language: str | None = None
    weight: int = 1
    kind: str = "device"  # device | table_client | phone (a host or companion writes for them)
    place: str | None = None
    why: dict | None = None
    seed: str | None = None  # the note they carry to the next table
    gone: bool = False
    left: bool = False
    removed: bool = False
    erased: bool = False
    comes_in: bool = False  # a follower who joins at the next rotation
    looking: str | None = None  # the table a host looks in on
    rules: str | None = None  # the version of the ground rules they were shown

    @property
    def here(self) -> bool:
        """Still part of the session, connected or not."""
        return not (self.left or self.removed)

    @property
    def present(self) -> bool:
        return self.here and not self.gone

    @property
    def takes_a_seat(self) -> bool:
        return self.role == "participant"


@dataclass(slots=True)
class Place:
    """A table or a group. Its notes stay when people move on; closing only takes the seats away."""

    id: str
    kind: str
    number: int
    order: int
    theme: str | None = None  # key of settings.themes
    host: str | None = None
    closed: bool = False
    rests_in: int | None = None  # the round for which a thin theme table was merged away; it opens again after
    people: dict[str, bool] = field(default_factory=dict)  # ordered set of person ids, the gone ones too
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Topic:
    """What somebody calls others to talk about; its room is the place of the same id, its notes lie there."""

    id: str
    text: dict  # the title, in one language as it was written, or in three when given beforehand
    order: int
    line: str | None = None
    conveners: tuple[str, ...] = ()  # nobody for a topic that was given beforehand
    about: str | None = None  # the topic an action topic goes on from
    placed: dict[str, int] = field(default_factory=dict)  # slot (the phase's id) -> room
    by_hand: bool = False  # placed by somebody; arranging leaves it where it is
    held: dict[str, bool] = field(default_factory=dict)  # slots in which its room was open
    met: bool = False  # two people were in its room at once
    withdrawn: bool = False
    into: str | None = None  # merged into that topic
    offers: dict[str, bool] = field(default_factory=dict)  # topics whose conveners offer to merge into this one
    marks: dict[str, bool] = field(default_factory=dict)  # people who are interested; it binds nobody
    forward: dict[str, bool] = field(default_factory=dict)  # people who would take it further
    signed: dict[str, bool] = field(default_factory=dict)  # who wish to be named as having taken part
    report: dict | None = None
    actions: dict[str, dict] = field(default_factory=dict)


@dataclass(slots=True)
class Note:
    id: str
    text: str
    kind: str
    author: str | None
    name: str | None
    place: str | None
    phase: str
    round: int
    order: int
    visibility: str  # me | place | all
    builds_on: tuple[str, ...] = ()
    carried_from: int | None = None
    anonymous: bool = False
    section: str | None = None
    edited: bool = False
    by_host: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Plan:
    """Who sits where in every round: `rounds[r][i]` is the table index of `people[i]`, -1 for nowhere."""

    people: list[str]
    tables: list[str]  # place ids; a table's index is its place in this list
    rounds: list[list[int]]
    spare: list[list[int]]
    figures: dict
    tradeoffs: list[dict]
    mode: str  # scatter | carousel | groups
    key: str  # the rotation, or the phase, it was made for
    hosts: dict[str, str] = field(default_factory=dict)  # place -> person who stays
    stale: bool = False
    opens: dict[str, dict] = field(default_factory=dict)  # places that open only when these groups sit down

    def row(self, round_: int) -> dict[str, str]:
        """Person -> place in `round_` (from 1); people without a seat are left out."""
        if not 0 < round_ <= len(self.rounds):
            return {}
        return {p: self.tables[t] for p, t in zip(self.people, self.rounds[round_ - 1], strict=True) if t >= 0}


@dataclass(slots=True)
class State:
    seq: int = 0
    session: str = ""
    code: str = ""
    title: str = ""
    language: str = "fi"
    status: str = "new"  # new | lobby | live | closed
    template: dict = field(default_factory=dict)
    settings: dict = field(default_factory=dict)
    steps: list[dict] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    allows: dict[str, dict] = field(default_factory=dict)  # activity -> the rules of what may be set for it
    rules: dict = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)  # of an open space, in the order they were proposed
    market_rooms: int | None = None  # rooms in each slot, when the host has said
    placing: dict = field(default_factory=dict)  # the figures of the last automatic placing
    notes: dict[str, Note] = field(default_factory=dict)
    private: dict[str, list[str]] = field(default_factory=dict)  # person -> their notes that only they see
    loose: dict[str, list[str]] = field(default_factory=dict)  # person -> their notes for all that lie on no table
    phase: str | None = None
    deadline: int | None = None
    left: int | None = None  # ms still to go while paused
    overtime: bool = False
    activity: dict = field(default_factory=dict)  # the running phase's own state, its activity's alone
    trail: dict[str, dict] = field(default_factory=dict)  # phase -> how it was left: seats, hosts, left, activity
    path: list[str] = field(default_factory=list)  # phases entered, in order: what phase.back walks
    wrote: dict[str, set[str]] = field(default_factory=dict)  # phase -> who contributed
    plan: Plan | None = None
    seated_by: Plan | None = None  # the plan by which people sit now; `plan` may be that of the groups to come
    seated: int = 0  # the round the present seats belong to; 0 while nobody sits
    pins: dict[str, dict[int, str]] = field(default_factory=dict)  # person -> round -> place
    sat: dict[int, dict[str, str]] = field(default_factory=dict)  # round -> person -> place, as it really was
    hosted: dict[str, int] = field(default_factory=dict)  # person -> times they hosted a table
    preferences: dict[str, list[str]] = field(default_factory=dict)  # person -> themes, best first
    volunteers: dict[str, bool] = field(default_factory=dict)  # offered to host a table, in order
    moved: dict[str, str | None] = field(default_factory=dict, compare=False)  # person -> place before, for touching
    calls: dict[str, dict] = field(default_factory=dict)
    asks: dict[str, str] = field(default_factory=dict)  # place, or person -> the phase for which they ask for more time
    asked_for: int = 0  # how often the phase grew because they did
    lease: str | None = None
    deputies: dict[str, int] = field(default_factory=dict)
    notice: dict | None = None
    harvest_open: bool = False
    planned_end: int | None = None
    ended_at: int | None = None

    @property
    def round(self) -> int:
        """The round a note written now belongs to; 0 before anybody sits."""
        return self.seated

    @property
    def step(self) -> dict | None:
        """The running phase's step of the programme, or None in the lobby."""
        return self.step_of(self.phase) if self.phase else None

    def step_of(self, phase: str) -> dict | None:
        return next((step for step in self.steps if step["id"] == phase), None)

    def index_of(self, phase: str | None) -> int:
        """Position in the programme; -1 is the lobby."""
        return next((i for i, step in enumerate(self.steps) if step["id"] == phase), -1)

    @property
    def seats(self) -> dict[str, str]:
        return {p.id: p.place for p in self.people.values() if p.place}

    def participants(self) -> list[Person]:
        """Those who take a seat and are here now, in order of joining."""
        return [p for p in self.people.values() if p.takes_a_seat and p.present]

    def hosts_present(self) -> list[Person]:
        return [p for p in self.people.values() if p.role in HOSTING and p.present]

    def open_places(self) -> list[Place]:
        """Tables people are seated at. Topic rooms are entered freely, unless a plan seats people in them."""
        seated_at = self.plan.tables if self.plan else ()
        return [p for p in self.places.values() if not p.closed and (p.kind not in FREELY or p.id in seated_at)]

    def present_at(self, place: str) -> list[Person]:
        return [self.people[p] for p in self.places[place].people if self.people[p].present]

    def weight_at(self, place: str) -> int:
        return sum(person.weight for person in self.present_at(place))
