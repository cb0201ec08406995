"""How the sorting stands and how it changes: things in clusters, things stacked on others that say the same, the tray.

State: {things: {id: {order, notes?, text?}}, clusters: {id: {order, name}}, lies: {thing: cluster}, under: {thing: thing},
last: {person: how to undo what they did last}}. A thing in no cluster lies in the tray; a stacked one lies where the
thing under it lies. Every event tells what was before, so that one tap brings it back.
"""

MOST_CLUSTERS = 20


def head(state: dict, thing: str) -> str:
    """The thing at the bottom of the stack that this one lies in."""
    while thing in state["under"]:
        thing = state["under"][thing]
    return thing


def heads(state: dict) -> list[str]:
    return [thing for thing in state["things"] if thing not in state["under"]]


def stacks(state: dict) -> dict[str, list[str]]:
    """Head -> everything stacked on it, however high."""
    found: dict[str, list[str]] = {}
    for thing in state["under"]:
        found.setdefault(head(state, thing), []).append(thing)
    return found


def stack_of(state: dict, thing: str) -> list[str]:
    """Everything stacked on this thing, however high."""
    return [one for one in state["under"] if one != thing and head(state, one) == thing]


def lying_in(state: dict, cluster: str | None) -> list[str]:
    """The heads in a cluster, or in the tray."""
    return [thing for thing in heads(state) if state["lies"].get(thing) == cluster]


def _without(mapping: dict, key: str) -> dict:
    return {k: v for k, v in mapping.items() if k != key}


def began(state, body):
    more = {"more": body["more"]} if "more" in body else {}
    return {"things": body["things"], "clusters": {}, "lies": {}, "under": {}, "last": {}, "made": 0, **more}


def _done(state, body, undo: dict) -> dict:
    """A change, and how whoever made it takes it back; undoing leaves nothing more to undo."""
    if body.get("undoes"):
        return {**state, "last": _without(state["last"], body["person"])}
    return {**state, "last": {**state["last"], body["person"]: undo}}


def moved(state, body):
    thing, to, was = body["thing"], body.get("to"), body.get("was")
    lies = _without(state["lies"], thing) | ({thing: to} if to else {})  # what is laid last comes last: showing.py
    undo = {"do": "move", "thing": thing, **({"to": was} if was else {}), **({"now": to} if to else {})}
    return _done({**state, "lies": lies}, body, undo)


def stacked(state, body):
    was = {"to": body["was"]} if "was" in body else {}
    undo = {"do": "unstack", "thing": body["thing"], "now": body["into"], **was}
    return _done({**state, "under": {**state["under"], body["thing"]: body["into"]}}, body, undo)


def unstacked(state, body):
    thing, to = body["thing"], body.get("to")
    lies = {**state["lies"], thing: to} if to else _without(state["lies"], thing)
    undo = {"do": "stack", "thing": thing, "into": body["was"]}
    return _done({**state, "under": _without(state["under"], thing), "lies": lies}, body, undo)


def added(state, body):
    cluster = {"order": state["made"] + 1, "name": body["name"]}
    new = {**state, "clusters": {**state["clusters"], body["cluster"]: cluster}, "made": state["made"] + 1}
    undo = {"do": "drop", "cluster": body["cluster"]}
    if "thing" in body:
        new["lies"] = {**state["lies"], body["thing"]: body["cluster"]}
        undo |= {"thing": body["thing"], **({"to": body["was"]} if "was" in body else {})}
    return _done(new, body, undo)


def named(state, body):
    cluster = {**state["clusters"][body["cluster"]], "name": body["name"]}
    undo = {"do": "name", "cluster": body["cluster"], "name": body["was"], "now": body["name"]}
    return _done({**state, "clusters": {**state["clusters"], body["cluster"]: cluster}}, body, undo)


def dropped(state, body):
    """The cluster goes, its things lie in the tray again."""
    gone = state["clusters"][body["cluster"]]
    members = [thing for thing, cluster in state["lies"].items() if cluster == body["cluster"]]
    lies = {thing: cluster for thing, cluster in state["lies"].items() if cluster != body["cluster"]}
    if body.get("undoes") and "thing" in body and "to" in body:
        lies[body["thing"]] = body["to"]  # undoing a new cluster puts the thing back where it lay
    undo = {"do": "restore", "cluster": body["cluster"], "name": gone["name"], "order": gone["order"], "things": members}
    return _done({**state, "clusters": _without(state["clusters"], body["cluster"]), "lies": lies}, body, undo)


def restored(state, body):
    """A dropped cluster comes back with those of its things that nobody has laid elsewhere meanwhile."""
    clusters = {**state["clusters"], body["cluster"]: {"order": body["order"], "name": body["name"]}}
    lies = {**state["lies"], **{thing: body["cluster"] for thing in body["things"]}}
    return _done({**state, "clusters": clusters, "lies": lies}, body, {})


EVENTS = {
    "cluster.began": began, "cluster.moved": moved, "cluster.stacked": stacked, "cluster.unstacked": unstacked,
    "cluster.added": added, "cluster.named": named, "cluster.dropped": dropped, "cluster.restored": restored,
    "cluster.turned": lambda state, body: {**state, "turned": body["from"]},
    "cluster.left": lambda state, body: dict(body["state"]),
    "cluster.taken_up": lambda state, body: dict(body["state"]),
}  # fmt: skip
