"""How the time to speak was shared in one circle, or why that was not measured. Counted when a circle is over.

Only turns that the server held are known. Where people mostly talked without taking a turn, or several of them behind
one device, the figure would tell of something else, and it is said that nothing was measured.
"""

from coknow.kernel.messages import Event
from coknow.parts import airtime

from . import ring

TOGETHER = 10  # circles whose bands are dealt in full in one breath: about 150 ms in which the server serves nobody else
FEWEST_RUNS = 500  # with so few the band is a little wider than it need be, never narrower (parts/airtime)


def events(places: list[str], state, ctx, session) -> list[Event]:
    """The figures of circles that end at the same moment; when they are many each is dealt fewer times."""
    runs = max(FEWEST_RUNS, airtime.RUNS * TOGETHER // max(len(places), TOGETHER))
    return [_event(place, state, ctx, session, runs) for place in places]


def _event(place: str, state, ctx, session, runs: int) -> Event:
    at = min(ctx.now, state["paused"]) if "paused" in state else ctx.now
    return Event("circle.measured", {"place": place, "found": found(state["circles"][place], session, ctx.draw, at, runs)})


def found(circle: dict, session, draw, at: int, runs: int = airtime.RUNS) -> dict:
    """{why: shared | unheld | few} or the group's figures (parts/airtime) with `wrote`, how many only wrote."""
    now = ring.clock(circle, at)
    turns, held = list(circle["turns"]), circle["held"]
    if "holder" in circle:
        length = max(now - circle["since"], 0)
        held += length
        if not circle.get("in_writing"):
            turns.append([circle["holder"], length])
    speakers = {speaker for speaker, _ in turns}
    only_wrote = {person for person in circle["wrote"] if person not in speakers}
    people = [person for person in circle["order"] if person not in only_wrote]
    if any(session.people[person].weight > 1 for person in circle["order"]):
        return {"why": "shared"}
    if 2 * held < now - circle["began"] - circle["rested"]:
        return {"why": "unheld"}
    figures = airtime.figures(turns, people, draw, runs)
    if figures is None:
        return {"why": "few"}
    return figures | ({"wrote": len(only_wrote)} if only_wrote else {})
