"""One circle: who holds the piece, who comes next, and how its own clock runs. Plain data in, plain data out.

A circle's time rests in a moment of silence and while the phase is paused; every instant here is on that clock.
Nobody is ever cut off: a turn ends when it is given on, skipped, or its holder has left.

Who is away has their turn like everybody: a phone that shows the call suspends our page, and its owner may be speaking.
A page on which somebody looks at an absent holder asks the circle whether anyone hears them (`asked`); only who is not
heard is passed over, at once from then on until their device is back.

    order    ids around the circle            holder, since   whose turn it is, and since when
    todo     still to come in this round      again           the holder skipped before, and is asked once more
    later    asked again at the round's end   queue           wishes to speak, in a free round
    spoken   ms so far, for the free queue    turns           [person, ms] of spoken turns, kept only to be measured
    written  turns in writing, this round's   wrote           who has taken a turn in writing
    held     ms of all turns, written ones too
    called   the piece goes round next        inserted        it does, in a free round; {left: ms} it is still free then
    away     whose device has been gone long  missed          those of them whom nobody heard when asked
"""

MINUTE = 60_000
ASKED_FOR = 10_000  # "are you there?": long enough to answer, short enough for a circle that waits


def new(at: int) -> dict:
    return {"order": [], "away": {}, "missed": {}, "round": 0, "turn": 0, "todo": [], "later": [], "queue": {}, "spoken": {},
            "turns": [], "held": 0, "written": {}, "wrote": {}, "began": at, "rested": 0}  # fmt: skip


def is_open(circle: dict, rounds: list[dict]) -> bool:
    return not circle.get("done") and rounds[circle["round"]]["kind"] == "open" and "inserted" not in circle


def is_piece(circle: dict, rounds: list[dict]) -> bool:
    return not circle.get("done") and not is_open(circle, rounds)


def clock(circle: dict, at: int) -> int:
    """The circle's own time: it stands still in silence."""
    return min(at, circle["hush"]["from"]) if "hush" in circle else at


def here(circle: dict) -> list[str]:
    return [person for person in circle["order"] if person not in circle["away"]]


def waiting(circle: dict) -> list[str]:
    """Who wishes to speak in a free round: who has spoken least comes first, and builds on what was said among equals."""
    queue, spoken = circle["queue"], circle["spoken"]
    wishing = [person for person in queue if person not in circle["missed"]]
    return sorted(wishing, key=lambda p: (spoken.get(p, 0) // 1000, not queue[p].get("build"), queue[p]["order"]))


def coming(circle: dict, rounds: list[dict]) -> list[str]:
    """Whose turn comes after the one that runs, in order."""
    if is_open(circle, rounds):
        return waiting(circle)
    return [person for person in [*circle["todo"], *circle["later"]] if person not in circle["missed"]]


# --- people ---------------------------------------------------------------------------------------------------------


def gather(circle: dict, people: list[str], away: list[str], rounds: list[dict], at: int) -> dict:
    """The circle as it now really sits: who went gives the piece on, who came stands last in this round."""
    known, stay = set(circle["order"]), set(people)
    fresh = [person for person in people if person not in known]
    at_its_start = not known
    circle = {
        **circle, "order": list(people), "away": dict.fromkeys(away, True),
        "missed": {p: True for p in circle["missed"] if p in away},
        "todo": [p for p in circle["todo"] if p in stay], "later": [p for p in circle["later"] if p in stay],
        "queue": {p: wish for p, wish in circle["queue"].items() if p in stay},
        "written": {p: words for p, words in circle["written"].items() if p in stay},
    }  # fmt: skip
    if is_piece(circle, rounds):
        circle["todo"] = _from(people, circle["round"]) if at_its_start else [*circle["todo"], *fresh]
    if at_its_start and is_open(circle, rounds):
        circle = begin_round(circle, circle["round"], rounds, at)
    holder = circle.get("holder")
    if holder is None:
        return next_turn(circle, rounds, at)
    if holder not in stay:
        return next_turn(_let_go(circle), rounds, at)
    if not here(circle):  # nobody is left to hear anybody: whoever is back first goes on
        return put_off({**circle, "missed": dict(circle["away"])}, rounds, at)
    if holder not in circle["away"] and circle.get("unseen"):
        return {key: value for key, value in circle.items() if key not in ("asked", "unseen")}  # back: that is an answer
    return circle


def arrange(circle: dict, order: list[str]) -> dict:
    """The circle in another order; who has had their turn has had it."""
    todo = set(circle["todo"])
    return {**circle, "order": list(order), "todo": [p for p in order if p in todo]}


def _from(people: list[str], round_: int) -> list[str]:
    """Each round begins with the next person, so that nobody always has to be first."""
    first = round_ % len(people) if people else 0
    return [*people[first:], *people[:first]]


# --- turns ----------------------------------------------------------------------------------------------------------


def give_on(circle: dict, rounds: list[dict], at: int, *, measured: bool) -> dict:
    """The holder has had their turn."""
    holder, length = circle["holder"], max(clock(circle, at) - circle["since"], 0)
    circle = {**circle, "held": circle["held"] + length}
    if not circle.get("in_writing"):
        circle = {**circle, "spoken": circle["spoken"] | {holder: circle["spoken"].get(holder, 0) + length}}
        if measured:
            circle["turns"] = [*circle["turns"], [holder, length]]
    return next_turn(_let_go(circle), rounds, at)


def put_off(circle: dict, rounds: list[dict], at: int) -> dict:
    """Not now: offered once more at the end of the round; a second time it is a no for this round."""
    if circle["holder"] in circle["away"]:
        circle = {**circle, "missed": circle["missed"] | {circle["holder"]: True}}
    later = circle["later"] if circle.get("again") or is_open(circle, rounds) else [*circle["later"], circle["holder"]]
    return next_turn({**_let_go(circle), "later": later}, rounds, at)


def _let_go(circle: dict) -> dict:
    gone = ("holder", "since", "again", "builds", "asked", "unseen", "answered", "in_writing")
    return {key: value for key, value in circle.items() if key not in gone}


def next_turn(circle: dict, rounds: list[dict], at: int) -> dict:
    """Gives the piece to whoever is next and here; the last turn of a round begins the next round."""
    if circle.get("done"):
        return circle
    if is_open(circle, rounds):
        if circle.get("closing"):
            return begin_round(circle, circle["round"] + 1, rounds, at)
        if "called" in circle:
            return _insert(circle, rounds, at)
        queue = waiting(circle)
        return take(circle, queue[0], at) if queue and here(circle) else circle
    if not here(circle):
        return circle  # the round waits for whoever comes back
    for person in circle["todo"]:
        if person not in circle["missed"]:
            passed_over = circle["todo"][: circle["todo"].index(person)]
            rest = circle["todo"][len(passed_over) + 1 :]
            return _hold({**circle, "todo": rest, "later": [*circle["later"], *passed_over]}, person, at)
    for person in circle["later"]:
        if person not in circle["missed"]:
            circle = {**circle, "later": [*circle["todo"], *(p for p in circle["later"] if p != person)], "todo": []}
            return _hold(circle, person, at) | {"again": True}
    return _freely(circle, rounds, at) if "inserted" in circle else begin_round(circle, circle["round"] + 1, rounds, at)


def take(circle: dict, person: str, at: int) -> dict:
    """The floor of a free round."""
    wish = circle["queue"].get(person, {})
    queue = {p: other for p, other in circle["queue"].items() if p != person}
    circle = _hold({**circle, "queue": queue}, person, at)
    return circle | {"builds": True} if wish.get("build") else circle


def _hold(circle: dict, person: str, at: int) -> dict:
    return {**_let_go(circle), "holder": person, "since": clock(circle, at), "turn": circle["turn"] + 1}


def begin_round(circle: dict, number: int, rounds: list[dict], at: int) -> dict:
    """Round `number` from 0; past the last one the circle is done."""
    circle = {key: value for key, value in _let_go(circle).items() if key not in ("closing", "floor_until", "called", "inserted")}
    circle |= {"todo": [], "later": [], "queue": {}, "written": {}, "turn": circle["turn"] + 1}
    if number >= len(rounds):
        return circle | {"done": True}
    circle["round"] = number
    if rounds[number]["kind"] == "open":
        minutes = rounds[number].get("minutes")
        return circle | {"floor_until": clock(circle, at) + int(minutes * MINUTE)} if minutes else circle
    circle["todo"] = _from(circle["order"], number)
    return next_turn(circle, rounds, at) if circle["order"] else circle


def call_round(circle: dict, rounds: list[dict], at: int) -> dict:
    """A free round that a few have taken: the piece goes round once, after whoever speaks, and then it is free again."""
    circle = {**circle, "called": True}
    return circle if "holder" in circle else next_turn(circle, rounds, at)


def _insert(circle: dict, rounds: list[dict], at: int) -> dict:
    left = {"left": max(circle["floor_until"] - clock(circle, at), 0)} if "floor_until" in circle else {}
    circle = {key: value for key, value in circle.items() if key not in ("called", "floor_until")}
    return next_turn({**circle, "inserted": left, "todo": _from(circle["order"], circle["turn"]), "later": []}, rounds, at)


def _freely(circle: dict, rounds: list[dict], at: int) -> dict:
    left = circle["inserted"].get("left")
    circle = {key: value for key, value in _let_go(circle).items() if key != "inserted"} | {"later": [], "turn": circle["turn"] + 1}
    return next_turn(circle | ({} if left is None else {"floor_until": clock(circle, at) + left}), rounds, at)


def close_floor(circle: dict, rounds: list[dict], at: int) -> dict:
    """A free round's time is over: whoever speaks finishes, then the next round begins."""
    if "holder" in circle:
        return {key: value for key, value in circle.items() if key != "floor_until"} | {"closing": True, "queue": {}}
    return begin_round(circle, circle["round"] + 1, rounds, at)


# --- the clock --------------------------------------------------------------------------------------------------------


def hush(circle: dict, kind: str, by: str, until: int, at: int) -> dict:
    return {**circle, "hush": {"kind": kind, "by": by, "from": at, "until": until}}


def unhush(circle: dict, at: int) -> dict:
    """The silence is over; everybody has as much of their turn left as before."""
    silent = circle["hush"]
    rest = {key: value for key, value in circle.items() if key != "hush"}
    length = max(at - silent["from"], 0)
    return shift(rest, length) | {"rested": rest["rested"] + length, "began": rest["began"]}


def shift(circle: dict, ms: int) -> dict:
    """Every instant `ms` later: time in which nobody could speak."""
    moved = {key: circle[key] + ms for key in ("since", "floor_until", "asked", "began") if key in circle}
    if "hush" in circle:
        moved["hush"] = circle["hush"] | {key: circle["hush"][key] + ms for key in ("from", "until")}
    return {**circle, **moved}


def due(circle: dict) -> int | None:
    """When something of this circle's own is over: the silence, an unanswered question, a free round's time."""
    if "hush" in circle:
        return circle["hush"]["until"]
    return min((circle[key] for key in ("asked", "floor_until") if key in circle), default=None)
