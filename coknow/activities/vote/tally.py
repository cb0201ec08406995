"""Counting ballots: who leads, how opinions are spread, and what a few hold dear. No name anywhere.

A table's device is several people: it has as many dots as they would have together, and its scores count for each of
them. Totals are told from three voters up, how they spread only from five, where nobody can be picked out.
"""

from coknow.parts import gathering

MOST_OPTIONS = 40  # more nobody weighs against each other
FEWEST_TOTALS = 3
FEWEST_SPREAD = 5
SCORES = ("1", "2", "3", "4", "5")


def head(state: dict, option: str) -> str:
    """The option a vote for this one counts for, once some were merged."""
    while option in state.get("merged", {}):
        option = state["merged"][option]
    return option


def under(state: dict) -> dict[str, list[str]]:
    """Head -> what was merged into it, however often."""
    found: dict[str, list[str]] = {}
    for one in state.get("merged", {}):
        found.setdefault(head(state, one), []).append(one)
    return found


def counted(state: dict, session) -> dict:
    """{voters, of, few?, results: {option: {order, …}}}, best first; `few` instead of results below three voters."""
    if "told" in state:
        return state["told"]
    ballots = {p: marks for p, marks in state["ballots"].items() if marks}
    voters = sum(_weight(session, person) for person in ballots)
    found = {"voters": voters, "of": max(state["of"], voters)}
    if len(ballots) < FEWEST_TOTALS:
        return {**found, "few": True}
    one = _scored if state["way"] == "score" else _dotted
    results = {id_: one(id_, ballots, state, session) for id_ in on_paper(state, session)}
    ranked = sorted(results, key=lambda id_: (-results[id_]["rank"], state["options"][id_]["order"]))
    spread = len(ballots) >= FEWEST_SPREAD
    return {**found, "results": {id_: _told(results[id_], order, spread) for order, id_ in enumerate(ranked, 1)}}


def options_in(state: dict) -> list[str]:
    """All options, merged ones under their heads, in their first order."""
    return [id_ for id_ in state["options"] if id_ not in state.get("merged", {})]


def on_paper(state: dict, session) -> list[str]:
    """The options people choose among: what the hosts took in, then the others in their order, as many as one can weigh."""
    if "paper" in state:
        return state["paper"]
    picked = state.get("picked", {})
    there = [id_ for id_ in options_in(state) if picked.get(id_) is not False and gathering.is_there(state["options"][id_], session)]
    first = sorted(there, key=lambda id_: id_ not in picked)[:MOST_OPTIONS]  # stable: in their order within
    return [id_ for id_ in there if id_ in first]


def not_on_paper(state: dict, session) -> list[str]:
    """What waits beside: told to everybody by number, to the hosts and in the harvest by its words."""
    paper = set(on_paper(state, session))
    return [id_ for id_ in options_in(state) if id_ not in paper and gathering.is_there(state["options"][id_], session)]


def _told(result: dict, order: int, spread: bool) -> dict:
    kept = {key: value for key, value in result.items() if key != "rank" and (spread or key not in ("spread", "all"))}
    if not kept.get("all"):
        kept.pop("all", None)
    return {"order": order, **kept}


def _dotted(option: str, ballots: dict, state: dict, session) -> dict:
    total = people = everything = 0
    for person, marks in ballots.items():
        given = marks.get(option, 0)
        weight = _weight(session, person)
        total += given
        people += weight if given else 0
        everything += weight if state["dots"] > 1 and given == state["dots"] * weight else 0
    return {"total": total, "people": people, "all": everything, "rank": total + people / 10_000}


def _scored(option: str, ballots: dict, state: dict, session) -> dict:
    """Told by the same measure as the whole: one person's five is no mean, and stands behind what several weighed."""
    given = {person: marks[option] for person, marks in ballots.items() if option in marks}
    spread = dict.fromkeys(SCORES, 0)
    for person, score in given.items():
        spread[str(score)] += _weight(session, person)
    people = sum(spread.values())
    if len(given) < FEWEST_TOTALS:
        return {"people": people, "rank": people / 100_000}
    mean = round(sum(int(score) * count for score, count in spread.items()) / people, 1)
    told = {"mean": mean, "people": people, "rank": mean + people / 100_000}
    return told | ({"spread": spread} if len(given) >= FEWEST_SPREAD else {})


def _weight(session, person: str) -> int:
    return session.people[person].weight if person in session.people else 1
