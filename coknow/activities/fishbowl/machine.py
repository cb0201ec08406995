"""Fishbowl: a few talk inside, the others listen with a task and may come in (METHODS M12). Open: one chair more than
speakers, and when it is taken somebody leaves. Closed: the circle changes by the clock, as far as others want to come.

The server knows who sits, never who speaks: nothing here measures talk. Whoever asks for a chair gets a free one or
stands in the queue; the protocol itself is `_settle`, and nobody is ever made to leave in the open form.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, resting
from coknow.parts import possible as offers

from ..contract import Activity, Writes

MINUTE = 60_000
SEATS = 4
QUEUE_LIMIT = 12  # more could not come in within an hour anyway, and the queue stands in everybody's document
INVITES = 3  # asking everybody is asking nobody
BOARD = 24  # the newest notes; all of them are in the harvest
BOARD_TEXT = 240
GOING = ("people.gone", "person.left", "person.removed", "person.erased", "role.changed", "person.returned")
HOSTS = ("host", "cohost")


# --- who may sit, and who does ----------------------------------------------------------------------------------------


def _may_sit(session, id_: str) -> bool:
    person = session.people.get(id_)
    return person is not None and person.present and person.role not in ("follower", "screen")


def _sitting(state, session) -> list[str]:
    """Those who really sit, longest first; after `phase.back` somebody of then may be gone."""
    inside = state.get("inside", {})
    return sorted((p for p in inside if _may_sit(session, p)), key=lambda p: inside[p]["since"])


def _waiting(state, session) -> list[str]:
    queue = state.get("queue", {})
    return sorted((p for p in queue if _may_sit(session, p)), key=queue.get)


def _sweep(state, session) -> list[Event]:
    """Chairs and places in the queue of people who are not here any more."""
    return [Event("fishbowl.rose", {"person": p}) for p in (*state["inside"], *state["queue"]) if not _may_sit(session, p)]


def _leave_one(state, session) -> bool:
    """All chairs taken in the open form: one of the insiders makes room, when it suits them."""
    return state.get("form") == "open" and len(_sitting(state, session)) >= state["chairs"]


# --- commands ---------------------------------------------------------------------------------------------------------


def _who(command, ctx, session) -> str:
    """Oneself, or somebody on the phone for whom a host asks."""
    actor = session.people[ctx.actor]
    other = session.people.get(command.args["for"]) if isinstance(command.args.get("for"), str) else None
    if "for" not in command.args:
        return actor.id
    if other is None or not other.present:
        raise Rejected("no_such_person")
    if actor.role not in HOSTS or other.kind != "phone":
        raise Rejected("not_allowed")
    return other.id


def take(state, command, ctx, session):
    """A free chair, or a place in the queue: two may reach for the empty chair in the same moment."""
    person = _who(command, ctx, session)
    if not _may_sit(session, person):
        raise Rejected("not_allowed", "refusal.followers_watch")
    if person in state["inside"] or person in state["queue"]:
        return []
    if len(_waiting(state, session)) >= QUEUE_LIMIT:
        raise Rejected("not_allowed", "refusal.queue_full", limit=QUEUE_LIMIT)
    return [*_sweep(state, session), Event("fishbowl.asked", {"person": person})]


def leave(state, command, ctx, session):
    """Out of the inner circle, or out of the queue."""
    person = _who(command, ctx, session)
    if person not in state["inside"] and person not in state["queue"]:
        return []
    return [*(e for e in _sweep(state, session) if e.body["person"] != person), Event("fishbowl.rose", {"person": person})]


def _host(ctx, session) -> None:
    if session.people[ctx.actor].role not in HOSTS:
        raise Rejected("not_allowed")


def invite(state, command, ctx, session):
    """A private nudge to two or three people, so that somebody dares first; `on: false` takes it back."""
    _host(ctx, session)
    on = arguments.flag(command.args, "on", True)
    people = arguments.ids(command.args, "people", INVITES)
    if not people:
        raise Rejected("bad_arguments", field="people")
    invited = state["invited"]
    if not on:
        return [Event("fishbowl.uninvited", {"person": p}) for p in people if p in invited]
    for id_ in people:
        if not _may_sit(session, id_):
            raise Rejected("no_such_person")
    fresh = [p for p in people if p not in invited and p not in state["inside"]]
    if len(fresh) + sum(_may_sit(session, p) for p in invited) > INVITES:
        raise Rejected("not_allowed", "refusal.invites_enough", limit=INVITES)
    return [Event("fishbowl.invited", {"people": fresh})] if fresh else []


def decline(state, command, ctx, session):
    return [Event("fishbowl.uninvited", {"person": ctx.actor})] if ctx.actor in state["invited"] else []


def swap(state, command, ctx, session):
    """The host changes the circle of the closed form before the clock does."""
    _host(ctx, session)
    if state["form"] != "closed":
        raise Rejected("not_allowed", "refusal.open_circle")
    return _change(state, ctx, session)


def _change(state, ctx, session) -> list[Event]:
    """Who waits comes in, by lot also who has not been in; the longest seated make room for just as many."""
    sitting = _sitting(state, session)
    coming = _waiting(state, session)[:state["chairs"]]
    if state["first"] == "lot":
        coming += _drawn({**state["been"], **state["inside"]}, state["chairs"] - len(coming), ctx, session, coming)
    leaving = sitting[:max(0, len(sitting) + len(coming) - state["chairs"])]
    body = {"out": leaving, "seated": coming}
    if state.get("every"):
        body["due"] = resting.now(state, ctx) + state["every"]
    return [*_sweep(state, session), Event("fishbowl.changed", body)]


def _drawn(known, count: int, ctx, session, besides=()) -> list[str]:
    """People at their own device who have not been inside, by lot; followers and phones are not drawn."""
    able = [p.id for p in session.people.values()
            if p.role == "participant" and p.present and p.kind != "phone" and p.id not in known and p.id not in besides]
    return ctx.draw.shuffled(able)[:max(0, count)]


# --- how the events change the state ----------------------------------------------------------------------------------


def began(state, body):
    return {**state, **body, "inside": {}, "queue": {}, "invited": {}, "been": {}, "count": 0}


def _seat(state, person: str) -> dict:
    taken = {seat["chair"] for seat in state["inside"].values()}
    chair = next(n for n in range(1, state["chairs"] + 1) if n not in taken)
    count = state["count"] + 1
    return {**state, "count": count, "inside": {**state["inside"], person: {"chair": chair, "since": count}},
            "been": {**state["been"], person: True}, "queue": _without(state["queue"], person),
            "invited": _without(state["invited"], person)}


def _settle(state) -> dict:
    """While a chair is free and somebody waits, the first one waiting has it."""
    while state["queue"] and len(state["inside"]) < state["chairs"]:
        state = _seat(state, min(state["queue"], key=state["queue"].get))
    return state


def _without(people: dict, person: str) -> dict:
    return {p: value for p, value in people.items() if p != person}


def asked(state, body):
    count = state["count"] + 1
    return _settle({**state, "count": count, "queue": {**state["queue"], body["person"]: count},
                    "invited": _without(state["invited"], body["person"])})


def rose(state, body):
    person = body["person"]
    return _settle({**state, "inside": _without(state["inside"], person), "queue": _without(state["queue"], person)})


def changed(state, body):
    for person in body["out"]:
        state = {**state, "inside": _without(state["inside"], person)}
    for person in body["seated"]:
        state = _seat(state, person)
    rest = {key: value for key, value in state.items() if key != "due"}
    return _settle({**rest, **({"due": body["due"]} if "due" in body else {})})


def invited(state, body):
    return {**state, "invited": {**state["invited"], **dict.fromkeys(body["people"], True)}}


def uninvited(state, body):
    return {**state, "invited": _without(state["invited"], body["person"])}


def _gone(state, event) -> dict:
    if event.name in ("person.returned", "role.changed") and event.body.get("role") != "follower":
        return state
    for person in event.body.get("people", [event.body.get("person")]):
        state = uninvited(rose(state, {"person": person}), {"person": person})
        if event.name == "person.erased":
            state = {**state, "been": _without(state["been"], person)}
    return state


class Fishbowl(Activity):
    name = "fishbowl"
    personal = True
    commands = {"chair.take": take, "chair.leave": leave, "chair.invite": invite, "chair.decline": decline,
                "chair.swap": swap}
    events = {"fishbowl.began": began, "fishbowl.asked": asked, "fishbowl.rose": rose, "fishbowl.changed": changed,
              "fishbowl.invited": invited, "fishbowl.uninvited": uninvited}
    # who sat when would be somebody's talking time, and whom the host invited is between the two of them
    weather = ("fishbowl.asked", "fishbowl.rose", "fishbowl.changed", "fishbowl.invited", "fishbowl.uninvited")
    contributions = {"fishbowl.asked": "person"}

    def start(self, step, ctx, session):
        chosen = step["settings"]
        form = chosen.get("form", "open")
        body = {"phase": step["id"], "form": form, "first": chosen.get("first", "volunteers"),
                "chairs": chosen.get("seats", SEATS) + (form == "open")}
        if form == "closed":
            every = chosen.get("swap", 0) * MINUTE
            body["due"] = ctx.now + int(every or step["minutes"] * MINUTE / 2)
            if every:
                body["every"] = int(every)
        events = [Event("fishbowl.began", body)]
        if body["first"] == "lot":
            first = _drawn({}, chosen.get("seats", SEATS), ctx, session)
            events.append(Event("fishbowl.changed", {"out": [], "seated": first, **({"due": body["due"]} if "due" in body else {})}))
        return events

    def evolve(self, state, event):
        if "inside" not in state:
            return super().evolve(state, event)
        state, rested = resting.follow(state, event)
        if rested and "due" in state:
            state = {**state, "due": state["due"] + rested}
        return _gone(state, event) if event.name in GOING else super().evolve(state, event)

    def due(self, state):
        return state.get("due")

    def on_time(self, state, ctx, session):
        return _change(state, ctx, session)

    def view(self, state, audience, session):
        if audience == "room":
            return self._room(state, session)
        if audience == "hosts":
            return {"invited": {p: True for p in state.get("invited", {}) if _may_sit(session, p)},
                    "been": len(state.get("been", {}))}
        if audience.startswith("person:"):
            return self._own(state, audience.removeprefix("person:"), session)
        return {}

    def _room(self, state, session):
        inside, queue = state.get("inside", {}), _waiting(state, session)
        document = {
            "form": state.get("form", "open"), "chairs": state.get("chairs", SEATS),
            "inside": {p: {"order": inside[p]["chair"], "name": session.people[p].name} for p in _sitting(state, session)},
            "queue": {p: {"order": order, "name": session.people[p].name} for order, p in enumerate(queue, 1)},
            "tasks": {str(n): {"order": n, "text": text}
                      for n, text in enumerate(session.step["settings"].get("tasks", []), 1)},
            "board": self._board(state, session),
        }
        if _leave_one(state, session):
            document["leave_one"] = True
        if "due" in state and "held" not in state:
            document["deadline"] = state["due"]
        return document

    def _board(self, state, session):
        shown = [n for n in session.notes.values()
                 if n.phase == state.get("phase") and n.visibility == "all" and not n.hidden][-BOARD:]
        return {n.id: {"order": n.order, "kind": n.kind,
                       "text": n.text if len(n.text) <= BOARD_TEXT else n.text[:BOARD_TEXT - 1].rstrip() + "…",
                       **({} if n.anonymous or not n.name else {"name": n.name})} for n in shown}

    def _own(self, state, person, session):
        document = {}
        tasks = session.step["settings"].get("tasks", [])
        if tasks:
            document["task"] = str(1 + session.people[person].order % len(tasks))
        if person in state.get("invited", {}):
            document["invited"] = True
        if _leave_one(state, session) and person == _sitting(state, session)[0]:
            document["suggested"] = True  # on nobody else's screen: a suggestion, not a finger pointing
        return document

    def touched(self, event, state, session):
        if event.name.startswith("note."):
            return {"room"}
        if not event.name.startswith("fishbowl.") and event.name not in (*GOING, "person.renamed", "person.joined", *RESTED):
            return set()
        body = event.body
        people = {body.get("person"), *body.get("people", ()), *body.get("out", ()), *body.get("seated", ()),
                  *state.get("inside", {})}
        return {"room", "hosts"} | {"person:" + p for p in people if p in session.people}

    def writes(self, step):
        chosen = step["settings"]
        kinds = tuple(chosen.get("kinds") or ("thought", "question", "insight"))
        return Writes(kinds, chosen.get("notes", "me"), chosen.get("anonymous", False))

    def waits(self, step):
        return True  # a talk is not cut off by a clock

    def least(self, step, table_size):
        return 2 * step["settings"].get("seats", SEATS)

    def leaves(self, state, session):
        shown = [n for n in session.notes.values()
                 if n.phase == state.get("phase") and n.visibility == "all" and not n.hidden]
        return {n.id: {"order": n.order, "text": n.text, "kind": n.kind, "notes": [n.id]} for n in shown}

    def possible(self, documents, draw):
        options = offers.writing(documents, draw, builds=False)
        me, bowl = offers.me(documents), documents["room"]["activity"]
        if me.get("role") == "participant":
            busy = me["id"] in bowl["inside"] or me["id"] in bowl["queue"]
            options.append(("chair.leave" if busy else "chair.take", {}))
        if "invited" in me.get("activity", {}):
            options.append(("chair.decline", {}))
        return options


RESTED = ("phase.resumed", "phase.returned", "time.given", "phase.paused")

ACTIVITY = Fishbowl()
