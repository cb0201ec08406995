"""When the seating plan must be made or mended, and what is asked of the planner.

`errand` says what heavy pure work a command needs first; whoever runs the planner (inline, or a child process) hands
its result back as the command `seats.apply`. The planner itself is parts/seating; taking the seats is seats.py.
"""

from dataclasses import asdict, dataclass

from coknow import activities
from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import agenda, seating

from . import composing, permission
from .composing import Group, nobody_alone, seats_now
from .state import Plan, State

STEPPING = ("phase.next", "time.up", "phase.skip")
MAX_TABLES = 400
MAX_GROUPS = 1000  # pairs of two thousand people


@dataclass(frozen=True, slots=True)
class Errand:
    """Work for the planner. `people[i]` and `tables[t]` name the wish's indices; no tables means new ones."""

    wish: seating.Wish
    people: tuple[str, ...]
    tables: tuple[str, ...]
    hosts: dict[int, str]
    key: str
    mode: str
    kind: str  # of the places that are opened
    rounds: int
    seed: int
    mends: bool
    played: int = 0  # rounds in the wish that are only there so that their meetings are known

    def run(self) -> dict:
        """The arguments of `seats.apply`, computed here and now."""
        solve = seating.repair if self.mends else seating.plan
        return self.arguments(solve(self.wish, self.seed))

    def arguments(self, plan: seating.Plan) -> dict:
        rounds, count = [list(row) for row in plan.rounds[self.played:]], self.wish.tables
        if self.mode == "groups":
            rounds[0], count = self._without_singles(rounds[0])
        if self.mode == "carousel" and not self.mends:
            paths = seating.carousel(self.wish.tables, self.wish.tables, self.rounds)
            staying = {table: person for table, person in self.hosts.items()}
            rounds = [[_carried(paths, row, i, r, staying.values(), self.people) for i, row in enumerate(rounds[0])]
                      for r in range(self.rounds)]
        figures = {name: value for name, value in asdict(plan.figures).items() if value is not None}
        return {
            "people": list(self.people), "tables": list(self.tables), "count": count, "rounds": rounds,
            "spare": [] if self.mode == "groups" else [list(path) for path in plan.spare], "figures": figures, "tradeoffs": list(plan.tradeoffs),
            "hosts": {str(t): p for t, p in self.hosts.items()}, "key": self.key, "mode": self.mode, "kind": self.kind,
        }

    def _without_singles(self, row: list[int]) -> tuple[list[int], int]:
        """Groups by number from 0, none of one person (one who speaks another language, an odd table client)."""
        weight = self.wish.weight or (1,) * len(row)
        found = {t: Group() for t in sorted(set(row)) if t >= 0}
        for i, t in enumerate(row):
            if t >= 0:
                found[t].people.append(i)
                found[t].weight += weight[i]
        kept = nobody_alone(list(found.values()))
        group_of = {i: t for t, group in enumerate(kept) for i in group.people}
        return [group_of.get(i, -1) for i in range(len(row))], max(1, len(kept))


def _carried(paths, group: int, i: int, round_: int, staying, people) -> int:
    """A table host stays; everybody else goes where their group goes."""
    if group < 0 or people[i] in staying:
        return group
    return paths[round_][group]


def errand(state: State, command, ctx) -> Errand | None:
    """The planner's work that `command` needs before it can be decided, or None."""
    if command.name not in STEPPING or state.status == "closed":
        return None
    if command.name != "time.up":
        permission.leading(state, ctx)  # who may not go on must not set the planner to work either
    if command.name == "time.up" and (command.args.get("phase") != state.phase or not _time_moves_on(state, ctx)):
        return None
    if command.name == "phase.skip" and command.args.get("phase") != state.phase:
        return None
    ahead = [step for step in state.steps[state.index_of(state.phase) + 1:] if step["id"] not in state.skipped]
    if not ahead:
        return None
    if state.status == "lobby":  # the whole event is planned at the start, for those who came
        step = next((s for s in ahead if _planned(s, state)), None)
        if step is None or step["settings"].get("callers"):  # their tables are still to be called
            return None
        return _fresh(state, step, ctx)
    step = ahead[0]
    if not _planned(step, state):
        return None
    if state.plan is None or state.plan.key != key_of(step):
        return _fresh(state, step, ctx)
    if not state.plan.stale or state.seated >= step.get("round", 0) > 0:
        return None
    if state.seated == 0 or state.plan.mode == "groups":
        return _fresh(state, step, ctx)  # nothing was shown to anybody yet: plan freely
    if state.plan.mode == "carousel":
        return None  # groups stay as they are; newcomers have joined one
    return _mend(state, step, ctx)


def _time_moves_on(state, ctx) -> bool:
    """Does time being up end the running phase? An activity's own clock does not, nor a phase that waits for its host."""
    if state.deadline is None or state.left is not None or ctx.now < state.deadline:
        return False
    return not (activities.of(state.step).waits(state.step) and state.hosts_present())


def seats_of(step: dict, state: State) -> bool:
    """Does entering this step give people seats?"""
    return step["activity"] == "rotate" or composing.way(state, step) != "keep"


def _planned(step: dict, state: State) -> bool:
    """Is it the planner who says where people sit in this step?"""
    return step["activity"] == "rotate" or composing.way(state, step) == "new"


def key_of(step: dict) -> str:
    """What a plan is made for: the whole rotation, or one phase of groups."""
    return step.get("rotation", step["id"])


def tables_for(weight: int, size: int, themes: int = 0) -> int:
    """How many tables: the nearest whole number to the wished size; with themes, the same number for each theme."""
    if themes:
        return themes * max(1, round(weight / (themes * (size + 1))))
    return max(1, (2 * weight + size) // (2 * size))


def groups_for(people, size: int, least: int = 2) -> int:
    """How many groups of about `size`, none with fewer than `least`: an odd number makes one pair a trio.

    A table client fills a group by itself.
    """
    full = sum(p.weight >= size for p in people)
    others = sum(p.weight for p in people if p.weight < size)
    return max(1, full + min(tables_for(others, size) if others else 0, others // least))


def _planned_people(state):
    return [p for p in state.people.values()
            if p.present and (p.takes_a_seat or (p.role == "follower" and p.comes_in))]


def _wishes(state, people) -> dict:
    """The host's preferences about who sits with whom, as the planner's arguments."""
    asked = {}
    if state.settings.get("keep_apart") and any(p.organisation for p in people):
        asked["workplace"] = tuple(p.organisation.casefold() if p.organisation else None for p in people)
    if state.settings.get("by_language") and len({p.language or state.language for p in people}) > 1:
        asked["language"] = tuple(p.language or state.language for p in people)
    if any(p.weight > 1 for p in people):
        asked["weight"] = tuple(p.weight for p in people)
    keys = sorted(state.settings.get("themes") or {}, key=int)
    if any(p.id in state.preferences for p in people):
        asked["prefs"] = tuple(tuple(keys.index(theme) for theme in state.preferences.get(p.id, ()) if theme in keys)
                               for p in people)
    return asked


def _fresh(state, step, ctx) -> Errand:
    if step["activity"] != "rotate":
        return _new_groups(state, step, ctx)
    people = _planned_people(state)
    mode = state.settings.get("mode", "scatter")
    themes = len(state.settings.get("themes") or {})
    size = state.settings.get("table_size", 4)
    rounds = step.get("rounds", 1)
    callers = agenda.callers(state) if step["settings"].get("callers") else {}
    tables = len(callers) or min(tables_for(sum(p.weight for p in people), size, themes), MAX_TABLES)
    hosts = dict(enumerate(callers.values())) or _hosts_who_stay(state, people, tables, ctx)
    index = {p.id: i for i, p in enumerate(people)}
    pins = [(index[person], table, None) for table, person in hosts.items()]
    taken = {index[person] for person in hosts.values()}
    for person, rounds_pinned in state.pins.items():
        if person in index and index[person] not in taken and state.plan and not state.seated:
            pins += [(index[person], state.plan.tables.index(place), (r - 1,)) for r, place in rounds_pinned.items()
                     if place in state.plan.tables and state.plan.tables.index(place) < tables and r <= rounds]
    scattering = mode == "scatter"
    wish = seating.Wish(
        people=len(people), tables=tables, rounds=rounds if scattering else 1, topics=scattering,
        topic_of=tuple(t % themes for t in range(tables)) if scattering and themes and tables > themes else None,
        pins=tuple(pins if scattering else [(p, t, None) for p, t, r in pins if r is None or 0 in r]),
        **_wishes(state, people))
    keep = state.plan.tables if state.plan and state.plan.key == key_of(step) and len(state.plan.tables) == tables else ()
    keep = tuple(callers) or keep
    return Errand(wish, tuple(index), tuple(keep), hosts, key_of(step), mode, "table", rounds,
                  ctx.draw.number(2**31), False)


HISTORY = 12  # seatings that are remembered when new groups are made


def _new_groups(state, step, ctx) -> Errand:
    """New groups for one phase: people who have not met, and who work elsewhere, before others (`prefer`)."""
    people, given = _planned_people(state), step["settings"]
    activity = activities.of(step)
    full = activity.most(step)
    fewest = -(-sum(p.weight for p in people) // full) if full else 0
    tables = min(max(groups_for(people, activity.size(step), given.get("at_least", 2)), fewest), MAX_GROUPS)
    wishes = _wishes(state, people) | {"prefs": None}
    prefer = given.get("prefer", ["unmet"])
    if "other_organisation" in prefer and any(p.organisation for p in people):
        wishes["workplace"] = tuple(p.organisation.casefold() if p.organisation else None for p in people)
    history = _history(state, people) if "unmet" in prefer else ()
    most = max([tables, *(max(row) + 1 for row in history)])
    wish = seating.Wish(
        people=len(people), tables=most, rounds=len(history) + 1, topics=False, history=history,
        open=(None,) * len(history) + (tuple(range(tables)),), **wishes)
    return Errand(wish, tuple(p.id for p in people), (), {}, key_of(step), "groups", composing.kind_of(step), 1,
                  ctx.draw.number(2**31), False, len(history))


def _history(state, people) -> tuple[tuple[int, ...], ...]:
    rows = []
    for seats in composing.sittings(state)[-HISTORY:]:
        number = {place: t for t, place in enumerate(dict.fromkeys(seats.values()))}
        row = tuple(number[seats[p.id]] if p.id in seats else -1 for p in people)
        if any(t >= 0 for t in row):
            rows.append(row)
    return tuple(rows)


def _hosts_who_stay(state, people, tables: int, ctx) -> dict[int, str]:
    """Table -> person who stays there: the host's choice by name first, then volunteers, then by lot."""
    if state.settings.get("table_host", "stay") != "stay" or len(people) < 2 * tables:
        return {}
    by_name = {p.name.casefold(): p.id for p in reversed(people)}
    themes = state.settings.get("themes") or {}
    hosts: dict[int, str] = {}
    for t in range(tables):
        wished = (themes.get(str(t + 1)) or {}).get("host")
        person = by_name.get(wished.casefold()) if wished else None
        if person and person not in hosts.values():
            hosts[t] = person
    here = {p.id: p for p in people}
    willing = [p for p in state.volunteers if p in here and p not in hosts.values()]
    others = [p.id for p in people if p.id not in hosts.values() and p.id not in willing
              and p.kind == "device" and p.role == "participant"]
    queue = willing + ctx.draw.shuffled(others)
    for t in range(tables):
        if t not in hosts and queue:
            hosts[t] = queue.pop(0)
    return hosts


def _mend(state, step, ctx) -> Errand:
    """Rounds not yet begun, mended with the fewest changed seats; what was played stays as it really was."""
    plan, coming = state.plan, step["round"]
    people = [p for p in state.people.values() if p.takes_a_seat or p.comes_in or p.id in plan.people]
    index = {p.id: i for i, p in enumerate(people)}
    table = {place: t for t, place in enumerate(plan.tables)}
    column = {person: i for i, person in enumerate(plan.people)}
    present = frozenset(index[p.id] for p in _planned_people(state))
    played = {**state.sat, state.seated: seats_now(state)}  # the round just ending is written down only as it is left
    history = [[table.get(played.get(r, {}).get(p.id), -1) for p in people] for r in range(1, coming)]
    base = [[plan.rounds[r][column[p.id]] if p.id in column and r < len(plan.rounds) else -1 for p in people]
            for r in range(step["rounds"])]
    active = [frozenset(i for i, t in enumerate(row) if t >= 0) for row in history]
    active += [present] * (step["rounds"] - len(history))
    themes = len(state.settings.get("themes") or {})
    open_now = tuple(t for t, place in enumerate(plan.tables) if _opens(state.places[place], coming))
    pins = [(index[person], table[place], None) for place, person in plan.hosts.items()
            if person in index and index[person] in present and not state.places[place].closed]
    staying = {p for p, _, _ in pins}
    pins = [(p, t, tuple(range(coming - 1, step["rounds"]))) for p, t, _ in pins]
    for person, pinned in state.pins.items():
        if person in index and index[person] in present and index[person] not in staying:
            pins += [(index[person], table[place], (r - 1,)) for r, place in pinned.items()
                     if coming <= r <= step["rounds"] and place in table and table[place] in open_now]
    rows = tuple(tuple(t for t in range(len(plan.tables))) if r < coming - 1 else open_now for r in range(step["rounds"]))
    wish = seating.Wish(
        people=len(people), tables=len(plan.tables), rounds=step["rounds"], topics=True,
        topic_of=tuple(t % themes for t in range(len(plan.tables))) if themes and len(plan.tables) > themes else None,
        history=tuple(map(tuple, history)), active=tuple(active), open=rows, base=tuple(map(tuple, base)),
        spare=tuple(tuple(path) for path in plan.spare if len(path) == step["rounds"]), pins=tuple(pins), **_wishes(state, people))
    hosts = {table[place]: person for place, person in plan.hosts.items()}
    return Errand(wish, tuple(index), tuple(plan.tables), hosts, plan.key, plan.mode, "table", step["rounds"],
                  ctx.draw.number(2**31), True)


def _opens(place, round_: int) -> bool:
    return not place.closed or (place.rests_in is not None and place.rests_in < round_)


def apply(state, command, ctx):
    """Take the planner's result in. People who came or went meanwhile are seated when the seats are taken."""
    permission.system(ctx)
    args = command.args
    people, rows, count = args["people"], args["rounds"], args["count"]
    if any(p not in state.people for p in people) or any(len(row) != len(people) for row in rows):
        raise Rejected("stale_plan")
    if any(not -1 <= table < count for row in rows for table in row):
        raise Rejected("stale_plan")
    tables = args["tables"]
    if tables and (len(tables) != count or any(t not in state.places for t in tables)):
        raise Rejected("stale_plan")
    events, later = [], {}
    if not tables:
        opened = {ctx.draw.id("t"): _new_place(state, args, t) for t in range(count)}
        tables = list(opened)
        if args["mode"] == "groups":
            later = {"opens": opened}  # people still sit where they are: the places open when the phase begins
        else:
            events.append(Event("places.opened", {"places": opened, "replaces": True}))
    hosts = {tables[int(t)]: person for t, person in args["hosts"].items()}
    body = {"people": people, "tables": tables, "rounds": rows, "spare": args["spare"], "figures": args["figures"],
            "tradeoffs": args["tradeoffs"], "hosts": hosts, "key": args["key"], "mode": args["mode"], **later}
    return [*events, Event("plan.made", body)]


def _new_place(state, args, t: int) -> dict:
    themes = sorted(state.settings.get("themes") or {}, key=int) if args["mode"] != "groups" else []
    place = {"kind": args["kind"], "number": t + 1}
    if themes:
        place["theme"] = themes[t % len(themes)]
    return place


def made(state, body):
    # copies: the plan is bent by hand and by latecomers, the event it came from must stay as it was written
    state.plan = Plan(list(body["people"]), list(body["tables"]), [list(row) for row in body["rounds"]],
                      [list(path) for path in body["spare"]], body["figures"], body["tradeoffs"], body["mode"],
                      body["key"], dict(body["hosts"]), opens=dict(body.get("opens", {})))


DECIDE = {"seats.apply": apply}
EVOLVE = {"plan.made": made}
