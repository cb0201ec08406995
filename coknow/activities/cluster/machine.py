"""Cluster: what was written is sorted together: stacked where it says the same, laid in groups, and the groups named.

The list is the source of truth; the board is the same list drawn (outline.tsx, board.tsx). Two hands on one thing: the
last one wins, nothing is lost, and everybody has their own last change back with one tap as long as nobody has touched
it since. What looks alike is only suggested. How the sorting stands and changes is in sorting.py.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, gathering, likeness, who
from coknow.parts import possible as offers
from coknow.session import guidance

from ..contract import Activity
from . import showing, sorting

MOST_THINGS = 300  # so many lie open, wait in the pile (showing.py) or have their place; what is more, is in the harvest
NAME_LIMIT = 80
NOTE_EVENTS = ("note.edited", "note.removed", "note.hidden", "note.shared")


def _hand(session, ctx):
    """Whoever may sort here. With `who: host` hosts do; else everybody who takes part."""
    person = who.member(session, ctx)
    if person.role in who.HOSTING:
        return person
    if not _everyone(session.step):
        raise Rejected("not_allowed", "refusal.cluster_hosts_sort")
    return who.participant(session, ctx)


def _everyone(step: dict) -> bool:
    chosen = step["settings"].get("who")
    return chosen == "everyone" if chosen else guidance.rights(step).adds == "people"


def _thing(state, args: dict, key: str = "thing") -> str:
    return arguments.one_of(args, key, sorting.heads(state))


def _cluster(state, args: dict, *, needed: bool = True) -> str | None:
    if "cluster" not in args and not needed:
        return None
    cluster = args.get("cluster")
    if not isinstance(cluster, str) or cluster not in state["clusters"]:
        raise Rejected("no_such_place", "refusal.cluster_gone")
    return cluster


def move(state, command, ctx, session):
    """Lay a thing in a cluster, or without one back into the tray."""
    person = _hand(session, ctx)
    thing, to = _thing(state, command.args), _cluster(state, command.args, needed=False)
    was = state["lies"].get(thing)
    return [] if to == was else [_moved(person, thing, to, was)]


def _moved(person, thing, to, was, **more) -> Event:
    ends = {**({"to": to} if to else {}), **({"was": was} if was else {})}
    return Event("cluster.moved", {"person": person.id, "thing": thing, **ends, **more})


def stack(state, command, ctx, session):
    """This says the same as that: it lies under its words, with its own note and credit kept."""
    person = _hand(session, ctx)
    thing, into = _thing(state, command.args), _thing(state, command.args, "into")
    if thing == into:
        raise Rejected("bad_arguments", field="into")
    was = state["lies"].get(thing)
    return [Event("cluster.stacked", {"person": person.id, "thing": thing, "into": into, **({"was": was} if was else {})})]


def unstack(state, command, ctx, session):
    person = _hand(session, ctx)
    thing = arguments.one_of(command.args, "thing", state["under"])
    to = state["lies"].get(sorting.head(state, thing))
    return [Event("cluster.unstacked", {"person": person.id, "thing": thing, "was": state["under"][thing], **({"to": to} if to else {})})]


def add(state, command, ctx, session):
    """A new cluster, named or not yet, with a first thing in it or none."""
    person = _hand(session, ctx)
    if len(state["clusters"]) >= sorting.MOST_CLUSTERS:
        raise Rejected("not_allowed", "refusal.cluster_enough", limit=sorting.MOST_CLUSTERS)
    name = arguments.text(command.args, "text", NAME_LIMIT, required=False) or ""
    body = {"person": person.id, "cluster": ctx.draw.id("g"), "name": name}
    if "thing" in command.args:
        thing = _thing(state, command.args)
        was = state["lies"].get(thing)
        body |= {"thing": thing, **({"was": was} if was else {})}
    return [Event("cluster.added", body)]


def rename(state, command, ctx, session):
    person = _hand(session, ctx)
    cluster = _cluster(state, command.args)
    name = arguments.text(command.args, "text", NAME_LIMIT, required=False) or ""
    was = state["clusters"][cluster]["name"]
    return [Event("cluster.named", {"person": person.id, "cluster": cluster, "name": name, "was": was})] if name != was else []


def drop(state, command, ctx, session):
    person = _hand(session, ctx)
    return [Event("cluster.dropped", {"person": person.id, "cluster": _cluster(state, command.args)})]


def turn(state, command, ctx, session):
    """Hosts turn the pile: what lies open and fits nowhere goes to its end, the next come up."""
    who.host(session, ctx)
    first = showing.following(state, session)
    return [] if first is None else [Event("cluster.turned", {"from": first})]


def undo(state, command, ctx, session):
    """One's own last change, if nobody has changed the same since."""
    person = _hand(session, ctx)
    last = state["last"].get(person.id)
    if not last:
        raise Rejected("not_allowed", "refusal.cluster_nothing_to_undo")
    event = _undoing(state, last, person)
    if event is None:
        raise Rejected("not_allowed", "refusal.cluster_changed_since")
    return [event]


def _undoing(state, last, person) -> Event | None:
    """The event that takes `last` back, or None where somebody has changed it meanwhile."""
    mine = {"person": person.id, "undoes": True}
    thing, cluster, to = last.get("thing"), last.get("cluster"), last.get("to")
    to = to if to in state["clusters"] else None
    ends = {"to": to} if to else {}
    match last["do"]:
        case "move" if thing not in state["under"] and state["lies"].get(thing) == last.get("now"):
            return _moved(person, thing, to, last.get("now"), undoes=True)
        case "unstack" if state["under"].get(thing) == last["now"]:
            return Event("cluster.unstacked", {**mine, "thing": thing, "was": last["now"], **ends})
        case "stack" if thing not in state["under"] and sorting.head(state, last["into"]) != thing:
            return Event("cluster.stacked", {**mine, "thing": thing, "into": last["into"]})
        case "name" if state["clusters"].get(cluster, {}).get("name") == last["now"]:
            return Event("cluster.named", {**mine, "cluster": cluster, "name": last["name"], "was": last["now"]})
        case "drop" if cluster in state["clusters"] and set(sorting.lying_in(state, cluster)) <= {thing}:
            return Event("cluster.dropped", {**mine, "cluster": cluster, **({"thing": thing} if thing else {}), **ends})
        case "restore" if len(state["clusters"]) < sorting.MOST_CLUSTERS:
            things = [one for one in last["things"] if one not in state["lies"]]
            return Event("cluster.restored", {**mine, "cluster": cluster, "name": last["name"], "order": last["order"], "things": things})
    return None


class Cluster(Activity):
    name = "cluster"
    topics = True
    personal = True
    concrete = True
    commands = {"cluster.move": move, "cluster.stack": stack, "cluster.unstack": unstack, "cluster.add": add,
                "cluster.rename": rename, "cluster.drop": drop, "cluster.undo": undo, "cluster.turn": turn}  # fmt: skip
    answers = {"cluster.added": "cluster"}
    contributions = {name: "person" for name in sorting.EVENTS if name not in ("cluster.began", "cluster.left", "cluster.taken_up", "cluster.turned")}
    weather = tuple(contributions)  # whose hand it was is needed for undoing, and for nothing once it is over
    events = sorting.EVENTS

    def start(self, step, ctx, session):
        """Come to a second time it is taken up as it was left: nobody sorts twice."""
        before = session.trail.get(step["id"], {}).get("activity")
        if before and (before.get("clusters") or before.get("under")):
            return [Event("cluster.taken_up", {"state": before})]
        phases = [step["settings"][name] for name in ("from", "also") if step["settings"].get(name)]
        return [Event("cluster.began", gathering.gathered(session, phases, MOST_THINGS))]

    def ends(self, state, ctx, session):
        """How it lies now, without whose hands laid it there."""
        return [Event("cluster.left", {"state": {**state, "last": {}}})] if state and state.get("things") else []

    # --- what is seen ---

    def view(self, state, audience, session):
        if not state:
            return {}
        if audience == "room":
            return self._room(state, session)
        if audience == "hosts":
            return {"alike": self._alike(state, session)}
        if audience.startswith("person:"):
            return {"undo": True} if state["last"].get(audience.removeprefix("person:")) else {}
        return {}

    def _room(self, state, session):
        found = showing.desk(state, session)
        if _everyone(session.step):
            found["everyone"] = True
        return found | ({"more": state["more"]} if "more" in state else {})

    def _alike(self, state, session):
        texts = tuple((id_, gathering.text_of(state["things"][id_], session)) for id_ in showing.desk(state, session)["things"])
        return {str(order): {"order": order, "one": one, "other": other}
                for order, (one, other) in enumerate(likeness.look_alikes(texts), 1)}

    def touched(self, event, state, session):
        if event.name in self.contributions:
            return {"room", "hosts", "person:" + event.body["person"]}
        return {"room", "hosts"} if event.name in ("cluster.turned", *NOTE_EVENTS, "person.erased") else set()

    def waits(self, step):
        return True

    def least(self, step, table_size):
        return 3

    def possible(self, documents, draw):
        room, me = documents["room"]["activity"], offers.me(documents)
        if not room.get("everyone") or me.get("role") != "participant" or not room.get("things"):
            return []
        thing = draw.choice(sorted(room["things"]))
        options = [("cluster.add", {"text": "{word}", "thing": thing})] if len(room["clusters"]) < 6 else []
        if room["clusters"]:
            options.append(("cluster.move", {"thing": thing, "cluster": draw.choice(sorted(room["clusters"]))}))
        return options

    # --- what stays ---

    def leaves(self, state, session):
        """The clusters under their names, then what lies in the tray by itself: nothing is lost on the way to a vote."""
        if not state:
            return {}
        found = {}
        for id_, cluster in sorted(state["clusters"].items(), key=lambda item: item[1]["order"]):
            inside = [one for one in sorting.lying_in(state, id_) if gathering.is_there(state["things"][one], session)]
            if not inside:
                continue
            notes = [note for one in inside for note in self._notes(state, one)]
            found[id_] = {"order": len(found) + 1, "text": cluster["name"] or gathering.text_of(state["things"][inside[0]], session), "notes": notes}
        for one in sorting.lying_in(state, None):
            if gathering.is_there(state["things"][one], session):
                notes = self._notes(state, one)
                found[one] = {"order": len(found) + 1, "text": gathering.text_of(state["things"][one], session), **({"notes": notes} if notes else {})}
        return found

    def _notes(self, state, thing) -> list[str]:
        return [note for one in [thing, *sorting.stack_of(state, thing)] for note in state["things"][one].get("notes", ())]

    def harvest(self, state, session):
        if not state or not (state["clusters"] or state["under"]):
            return {}
        lines = []
        for id_, cluster in [*sorted(state["clusters"].items(), key=lambda item: item[1]["order"]), (None, {"name": TRAY})]:
            inside = [one for one in sorting.lying_in(state, id_) if gathering.is_there(state["things"][one], session)]
            if not inside:
                continue
            below = [self._line(state, one, session) for one in inside]
            lines.append({"text": cluster["name"] or UNNAMED, "about": "cluster.count", "params": {"count": len(inside)}, "below": below})
        return {"sections": [{"name": "cluster.harvest", "lines": lines}]}

    def _line(self, state, id_, session):
        thing = state["things"][id_]
        line = {"text": gathering.text_of(thing, session)}
        notes = gathering.standing(thing, session)
        if notes:
            line["kind"] = notes[0].kind
            if notes[0].name and not notes[0].anonymous and notes[0].kind != "feeling":
                line["name"] = notes[0].name
        below = [self._line(state, one, session) for one in state["under"] if state["under"][one] == id_
                 and gathering.is_there(state["things"][one], session)]
        return line | ({"below": below} if below else {})


TRAY = {"fi": "Ryhmittelemättä", "sv": "Ogrupperat", "en": "Not in any group"}
UNNAMED = {"fi": "Nimeämätön ryhmä", "sv": "Grupp utan namn", "en": "Unnamed group"}

ACTIVITY = Cluster()
