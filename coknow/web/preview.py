"""What a host sees of a session before it exists: how many others people can meet, and a plan with invented people.

The plan is made by the session itself, from a log that is thrown away: the preview shows what the real one will do,
whatever the session comes to know about seating. A crowd's plan, and one that must be searched for, is computed in a
child process: anybody may ask for one.
"""

from dataclasses import dataclass

from coknow import session
from coknow.kernel.context import Context
from coknow.kernel.draw import Draw
from coknow.kernel.messages import SYSTEM, Command
from coknow.kernel.rejected import Rejected
from coknow.live import errands
from coknow.parts import seating

from . import aside, shelf
from .errors import Refused

MOST_PEOPLE = 2000
_HERE_AT_MOST = 60  # people whose plan takes less than the start of a child process
_CHILD_SECONDS = 20.0
_SEED = 1  # the same answer to the same question: the picture must not flicker while somebody types
_SUMMARY = (
    "id", "version", "status", "names", "serves", "goal_type", "size", "minutes", "describe", "participant_card",
    "accessibility", "privacy", "if_fewer", "if_more", "retention_days", "settings",
)  # fmt: skip


def summary(template: dict) -> dict:
    """A template without its phases, for the shelf."""
    return {name: template[name] for name in _SUMMARY if name in template}


def attainable(people: int, tables: int, rounds: int) -> dict:
    if tables > people:
        raise Refused("bad_arguments", fields={"tables": "bad_arguments"})
    best = seating.attainable(people, tables, rounds)
    answer = {
        "people": people, "tables": tables, "rounds": rounds, "others": best.others, "met": best.met,
        "met_most": best.met_most, "met_least": best.met_least, "repeats": best.repeats, "perfect": best.perfect,
        "table_size": best.table_size,
    }  # fmt: skip
    return answer | ({} if best.cure_tables is None else {"cure_tables": best.cure_tables})


def plan(settings: dict, people: int, template_id: str) -> dict:
    """The shape of hosts.plan, the people being "1", "2", … in the order they came."""
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused("bad_arguments", fields={"people": "bad_arguments"})
    template = shelf.find(template_id)
    if template is None:
        raise Refused("no_such_template")
    if people <= _HERE_AT_MOST:
        asked = _asked(template, settings, people)
        if asked.errand is None or not errands.is_searched(asked.errand.wish):
            return _shown(asked)
    answer = aside.run("plan-preview", seconds=_CHILD_SECONDS, template=template, settings=settings, people=people)
    if "refused" in answer:
        raise Rejected(answer["refused"], **answer["params"])
    return answer


def plan_here(template: dict, settings: dict, people: int) -> dict:
    """Raises Rejected("bad_settings", field=…) for settings that cannot be."""
    return _shown(_asked(template, settings, people))


@dataclass
class _Asked:
    people: int
    state: session.State
    names: dict[str, str]
    errand: session.Errand | None


def _asked(template: dict, settings: dict, people: int) -> _Asked:
    without_limit = {name: value for name, value in settings.items() if name != "limit"}
    state, names = _gathered(template, without_limit, people)
    return _Asked(people, state, names, session.errand(state, Command("preview", "phase.next"), _context("p_host")))


def _shown(asked: _Asked) -> dict:
    people, state, names, errand = asked.people, asked.state, asked.names, asked.errand
    if errand is None:
        return {"people": people, "tables": 0, "sizes": {}, "rounds": {}, "figures": {}, "tradeoffs": {}}
    _apply(state, Command("seats", "seats.apply", {**errand.run(), "basis_seq": 0}), SYSTEM)
    shown = session.view(state, "hosts")["plan"]
    rounds = {
        number: {names[person]: table for person, table in row.items() if person in names}
        for number, row in shown["rounds"].items()
    }
    first = next(iter(rounds.values()), {})
    sizes: dict[str, int] = {}
    for table in first.values():
        sizes[str(table)] = sizes.get(str(table), 0) + 1
    return {
        "people": people,
        "tables": errand.wish.tables,
        "sizes": dict(sorted(sizes.items(), key=lambda pair: int(pair[0]))),
        "rounds": rounds,
        "figures": {**shown["figures"], **_in_the_words_of_hosts(shown["figures"], errand.wish)},
        "tradeoffs": shown.get("tradeoffs", {}),
    }


def _in_the_words_of_hosts(figures: dict, wish) -> dict:
    """The planner's figures under the names hosts.plan promises, and what no plan could exceed."""
    best = seating.attainable(wish.people, min(wish.tables, wish.people), wish.rounds)
    return {
        "others": wish.people - 1,
        "attainable": best.met,
        "unavoidable": figures.get("lb_repeats", 0),
        "theme_repeats": figures.get("topic_repeats", 0),
        "colleagues": figures.get("workplace", 0),
    }


def _gathered(template: dict, settings: dict, people: int):
    """A session in which so many have joined, and {person id: "1", "2", …}."""
    context = _context("p_host")
    host = {"id": "p_host", "name": "-"}
    opening = session.open_events(template, "-", "fi", settings, host, "s_preview", "PREVUE", {}, context)
    state = session.fold(opening)
    names = {}
    for number in range(1, people + 1):
        person = f"p_{number}"
        names[person] = str(number)
        _apply(state, Command(person, "person.join", {"person": person, "name": f"{number}", "role": "participant"}))
    return state, names


def _context(actor: str) -> Context:
    return Context(now=0, actor=actor, draw=Draw(_SEED))


def _apply(state, command: Command, actor: str = SYSTEM) -> None:
    for event in session.decide(state, command, _context(actor)):
        session.evolve(state, event)


