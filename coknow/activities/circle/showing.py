"""What a circle's people, the host and the hall see of it. No number ever stands beside a name.

The clock of a turn is one instant after which it has become long; nothing happens then, it is only said.
"""

from . import ring
from .rounds import rounds_of, settings_of

THEMES, LETTERS = 12, 280  # what lies in the middle is a reminder, no second board


def view(state, audience: str, session) -> dict:
    kind, _, id_ = audience.partition(":")
    if kind == "place":
        return _circle(state, id_, session)
    if kind == "person":
        hushes = any(circle.get("hush", {}).get("by") == id_ for circle in state["circles"].values())
        return {"pauses": 0 if id_ in state["paused_by"] else 1} | ({"hushes": True} if hushes else {})
    if kind == "hosts":
        return {"circles": {place: _glance(state, place, circle, session) for place, circle in _running(state, session)}}
    circles = [circle for _, circle in _running(state, session)]
    shown = {"circles": len(circles), "done": sum(bool(circle.get("done")) for circle in circles), "rounds": len(state["rounds"])}
    return shown | _hall(state, session) if kind == "screen" else shown


def _running(state, session):
    """Circles in which somebody sits, in the order of their numbers."""
    found = [(place, circle) for place, circle in state["circles"].items() if circle["order"] and place in session.places]
    return sorted(found, key=lambda one: session.places[one[0]].number)


def _prompt(state, circle, session) -> dict:
    given = rounds_of(session.step)[circle["round"]] if not circle.get("done") else {}
    return {"prompt": given["prompt"]} if given.get("prompt") else {}


def _until(state, circle, instant: int) -> dict:
    """An instant as a deadline, or as what is left of it while the clock rests."""
    if "paused" in state or "hush" in circle:
        return {"left": max(instant - ring.clock(circle, state.get("paused", instant)), 0)}
    return {"deadline": instant}


def _head(state, circle, session) -> dict:
    """Which round it is and how it goes: the same for everybody."""
    kind = "done" if circle.get("done") else "open" if ring.is_open(circle, state["rounds"]) else "piece"
    head = {"kind": kind, "round": circle["round"] + 1, "rounds": len(state["rounds"])}
    if "hush" in circle:
        hush = circle["hush"]
        until = {"left": max(hush["until"] - state["paused"], 0)} if "paused" in state else {"deadline": hush["until"]}
        head["hush"] = {"kind": hush["kind"]} | until
    if "floor_until" in circle:
        head["floor"] = _until(state, circle, circle["floor_until"])
    head |= {key: True for key in ("closing", "called", "inserted") if key in circle}
    return head


def _circle(state, place: str, session) -> dict:
    circle = state["circles"].get(place)
    if circle is None:
        return {}
    shown = _head(state, circle, session) | _prompt(state, circle, session) | {"turn": circle["turn"]}
    coming = ring.coming(circle, state["rounds"])
    shown["order"] = {person: {"order": nth, "state": _state_of(person, circle, coming)}
                      for nth, person in enumerate(circle["order"], 1)}  # fmt: skip
    shown |= {key: circle[key] for key in ("holder", "again", "builds", "answered", "recorder") if key in circle}
    if "holder" in circle:
        seconds = state["rounds"][circle["round"]]["seconds"]
        shown["clock"] = {"seconds": seconds} | _until(state, circle, circle["since"] + seconds * 1000)
        if circle["holder"] in circle["away"]:
            shown["absent"] = True
    if "asked" in circle:
        shown["asked"] = _until(state, circle, circle["asked"]) | ({"unseen": True} if "unseen" in circle else {})
    if shown["kind"] == "open":
        if circle.get("round_called") != circle["round"] and not circle.keys() & {"called", "closing"}:
            shown["calls"] = True
        shown["queue"] = {person: {"order": nth} | ({"build": True} if circle["queue"][person].get("build") else {})
                          for nth, person in enumerate(coming, 1)}  # fmt: skip
    themes = _themes(place, session)
    if themes:
        shown["themes"] = themes
    if circle["written"]:
        shown["written"] = {person: dict(words) for person, words in circle["written"].items()}
    chosen = settings_of(session.step)
    shown |= {key: True for key in ("share",) if chosen[key]}
    if chosen["order"] == "arranged":
        shown["arranged"] = True
    if chosen["recorder"]:
        shown["records"] = {i: {key: line[key] for key in ("text", "kind", "order")}
                            for i, line in state["records"].items() if line["place"] == place}  # fmt: skip
    if chosen["airtime"]:
        shown |= {"measures": True} | ({"airtime": dict(state["airtime"][place])} if place in state["airtime"] else {})
    return shown


def _themes(place: str, session) -> dict:
    """What this circle chose in an earlier phase (`from`) to talk about now."""
    left = session.trail.get(session.step["settings"].get("from"), {}).get("leaves", {})
    mine = [(i, leaf) for i, leaf in left.items() if leaf.get("place") == place and not _hidden(leaf, session)]
    return {i: {"order": leaf["order"], "text": leaf["text"][:LETTERS]} for i, leaf in mine[-THEMES:]}


def _hidden(leaf, session) -> bool:
    found = [session.notes.get(note) for note in leaf.get("notes", ())]
    return any(note is None or note.hidden for note in found)


def _state_of(person: str, circle: dict, coming: list[str]) -> str:
    if person == circle.get("holder"):
        return "now"
    if person in circle["away"]:
        return "away"
    if coming and person == coming[0]:
        return "next"
    if person in circle["later"]:
        return "later"
    return "todo" if person in circle["todo"] else "been"


def _glance(state, place: str, circle: dict, session) -> dict:
    """For the host: is all well? Nobody's name, nobody's figures: how long the longest turn was is the circle's own."""
    shown = _head(state, circle, session)
    shown |= {"order": session.places[place].number, "number": session.places[place].number, "turn": circle["turn"],
              "people": len(ring.here(circle))}  # fmt: skip
    if "holder" in circle:
        seconds = state["rounds"][circle["round"]]["seconds"]
        shown["clock"] = {"seconds": seconds} | _until(state, circle, circle["since"] + seconds * 1000)
    if "asked" in circle:
        shown["asked"] = True
    if shown["kind"] == "open":
        shown["wishes"] = len(ring.waiting(circle))
    if place in state["airtime"]:
        shown["airtime"] = {key: value for key, value in state["airtime"][place].items() if key != "longest"}
    return shown


def _hall(state, session) -> dict:
    running = _running(state, session)
    if len(running) != 1:
        places = {place: _head(state, circle, session) | {"order": session.places[place].number,
                  "number": session.places[place].number} for place, circle in running}  # fmt: skip
        return {"overview": places}
    _, circle = running[0]
    coming = ring.coming(circle, state["rounds"])
    people = {person: {"order": nth, "name": session.people[person].name, "state": _state_of(person, circle, coming)}
              for nth, person in enumerate(circle["order"], 1) if person in session.people}  # fmt: skip
    return {"ring": people, "one": _head(state, circle, session) | _prompt(state, circle, session)}


def harvest(state, session) -> dict:
    """What the circles let out: their recorder's lines, and how evenly the time was shared where it was measured."""
    sections = []
    records = sorted(state.get("records", {}).values(), key=lambda line: line["order"])
    if records:
        sections.append({"name": "circle.harvest_records", "lines": [
            {"text": line["text"], "kind": line["kind"]} for line in records]})
    found = [one for one in state.get("airtime", {}).values() if "gini" in one]
    if found:
        # one line for all circles: a circle's own figure is its own and its host's, and circles are not compared
        told = {"even": sum(one["gini"] < one["low"] for one in found), "turns": sum(one["turns"] for one in found),
                "uneven": sum(one["gini"] > one["high"] for one in found)}  # fmt: skip
        told["chance"] = len(found) - told["even"] - told["uneven"]
        text = {"fi": f"Mitattuja piirejä: {len(found)}", "sv": f"Mätta ringar: {len(found)}", "en": f"Circles measured: {len(found)}"}
        sections.append({"name": "circle.harvest_airtime", "lines": [{"text": text, "about": "circle.harvest_airtime_of", "params": told}]})
    return {"sections": sections} if sections else {}
