"""What lies on the desk of it all: everybody's document carries as many things as people can read, never silently fewer.

The tray is a pile. Its first things lie open, whole as long as they fit; what is laid in a group or on another makes room
and the next come up by themselves, or hosts turn the pile. Of very full groups the things laid last are shown, and how
many more they hold. Counted are all of them, everywhere.
"""

from coknow.parts import gathering

from . import sorting

OPEN = 60  # things of the tray that lie open at most
OPEN_LEAST = 10
READABLE = 90  # letters that a thing in the tray should keep, so that one knows what one lays where
PLACED = 36
GIST = 40  # letters of a thing that has its place, where not all fit whole
EACH = 72  # bytes that a thing costs beside its words
STACKED = 1_800  # bytes of what lies under others


def desk(state: dict, session) -> dict:
    """{things, clusters, waiting?}: the room's part of the sorting."""
    there = [id_ for id_ in sorting.heads(state) if gathering.is_there(state["things"][id_], session)]
    texts = {id_: gathering.text_of(state["things"][id_], session) for id_ in there}
    lying: dict[str | None, list[str]] = {}
    for id_ in there:
        lying.setdefault(state["lies"].get(id_), []).append(id_)
    tray = _turned(lying.pop(None, []), state)
    placed = _placed(state, lying)
    beneath, room = _beneath(state, [*tray[:OPEN], *placed], session)
    letters = gathering.fitting([texts[id_] for id_ in [*tray[:OPEN], *placed]], room, EACH)
    if letters < READABLE:
        gist = {id_: gathering.shortened(texts[id_], GIST) for id_ in placed}
        room -= sum(EACH + len(one.encode()) for one in gist.values())
        tray = tray[: _open(tray, texts, room)]
        letters = gathering.fitting([texts[id_] for id_ in tray], room, EACH)
        shown = gist | {id_: gathering.shortened(texts[id_], letters) for id_ in tray}
    else:
        tray = tray[:OPEN]
        shown = {id_: gathering.shortened(texts[id_], letters) for id_ in [*tray, *placed]}
    clusters = {}
    for id_, one in state["clusters"].items():
        more = sum(thing not in shown for thing in lying.get(id_, ()))
        clusters[id_] = {**one, **({"more": more} if more else {})}
    waiting = sum(id_ not in shown for id_ in there if id_ not in state["lies"])
    return {"things": _things(state, shown, beneath, session), "clusters": clusters, **({"waiting": waiting} if waiting else {})}


def following(state: dict, session) -> int | None:
    """The order from which the pile lies open once it is turned: the first thing of the tray that does not now."""
    shown = desk(state, session)["things"]
    tray = [id_ for id_ in sorting.lying_in(state, None) if gathering.is_there(state["things"][id_], session)]
    hidden = [id_ for id_ in _turned(tray, state) if id_ not in shown]
    return state["things"][hidden[0]]["order"] if hidden else None


def _turned(tray: list[str], state: dict) -> list[str]:
    first = state.get("turned", 0)
    return sorted(tray, key=lambda id_: (state["things"][id_]["order"] < first, state["things"][id_]["order"]))


def _placed(state: dict, lying: dict) -> list[str]:
    """The things laid last, as evenly of all groups as can be."""
    laid = {id_: nth for nth, id_ in enumerate(state["lies"])}
    ranked = [(nth, -laid[id_], id_) for group in lying.values()
              for nth, id_ in enumerate(sorted(group, key=lambda id_: -laid[id_]))]
    return [id_ for *_, id_ in sorted(ranked)[:PLACED]]


def _open(tray: list[str], texts: dict, room: int) -> int:
    """So many of the pile lie open that each keeps READABLE letters."""
    for count, id_ in enumerate(tray):
        room -= EACH + len(gathering.shortened(texts[id_], READABLE).encode())
        if room < 0:
            return max(OPEN_LEAST, count)
    return min(OPEN, len(tray))


def _beneath(state: dict, heads: list[str], session) -> tuple[dict[str, dict], int]:
    """What lies under these heads, {with?, over?} each, and the bytes that are left for everything else."""
    stacks, left, found = sorting.stacks(state), STACKED, {}
    for id_ in heads:
        words, over = {}, 0
        for one in stacks.get(id_, ()):
            if not gathering.is_there(state["things"][one], session):
                continue
            text = gathering.shortened(gathering.text_of(state["things"][one], session), GIST)
            left -= 28 + len(text.encode())
            if left < 0:
                over += 1
            else:
                words[one] = text
        found[id_] = {**({"with": words} if words else {}), **({"over": over} if over else {})}
    return found, gathering.ROOM - STACKED + max(0, left)


def _things(state: dict, shown: dict[str, str], beneath: dict, session) -> dict:
    stacks, found = sorting.stacks(state), {}
    places = {id_: _places(state, [id_, *stacks.get(id_, ())], session) for id_ in shown}
    several = len(set().union(*places.values())) > 1 if places else False
    for id_, text in shown.items():
        thing = {"order": state["things"][id_]["order"], "text": text, **beneath[id_]}
        if id_ in state["lies"]:
            thing["in"] = state["lies"][id_]
        if several and len(places[id_]) == 1:
            thing["only"] = session.places[next(iter(places[id_]))].number
        found[id_] = thing
    return found


def _places(state: dict, things: list[str], session) -> set[str]:
    return set().union(*(gathering.places_of(state["things"][one], session) for one in things))
