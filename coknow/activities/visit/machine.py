"""Visit: groups see each other's products and leave notes with a stem; then everybody is home and revises (METHODS M15).

A group's product is what lies on its table. In pairs one group presents while the other listens and writes, then they
change; silently, both read at once. In a gallery all groups walk a ring. Nobody's seat changes: a guest holds the other
place's document beside their own (contract.Activity.visits), so whoever drops, comes late or is moved is always home.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, resting
from coknow.parts import possible as offers

from ..contract import Activity, Writes
from . import routes

MINUTE = 60_000
KINDS = ("clarify", "addition", "objection", "thought")
HOSTS = ("host", "cohost")
WAYS_ON_THE_WALL = 40  # of more nobody finds their own, and every phone says it


# --- questions about a set of groups and who is there -----------------------------------------------------------------


def _there(session, groups) -> set[str]:
    """Groups with somebody present."""
    return {g for g in groups if g in session.places and session.present_at(g)}


def _going(state, session, group: str) -> list[str]:
    """Who of a group is there and does not stay to present: without them nobody sees the product it is sent to."""
    return [p.id for p in session.present_at(group) if p.id not in state.get("stays", {})] if group in session.places else []


def _set_of(state, place: str | None) -> int | None:
    return next((i for i, one in enumerate(state.get("sets", ())) if place in one["groups"]), None)


def _ways(state) -> dict[str, str]:
    """Group -> the product it is at now."""
    return {group: product for one in state.get("sets", ()) for group, product in one.get("routes", {}).items()}


def _waits_for_guests(one, group: str) -> bool:
    """Is it this product's turn to be seen? In a set that reads, always; else while its group presents."""
    return one["part"] == "read" or one["groups"][one["leg"] - 1] == group


def _way(state, place: str | None) -> str | None:
    """Where the group of this place is now; None at home."""
    return next((ways[place] for one in state.get("sets", ()) if place in (ways := one.get("routes", {}))), None)


# --- going on ---------------------------------------------------------------------------------------------------------


def _begin(state, ctx, session) -> list[Event]:
    """Sets of groups, and everybody's first way."""
    groups = [p.id for p in sorted(session.open_places(), key=lambda p: p.order) if session.present_at(p.id)]
    made = []
    for one in routes.sets(groups, state["form"]):
        legs = routes.legs(len(one), state["form"], state["hosted"], state["visits"])
        made.append({"groups": one, "legs": legs, "leg": 0, "part": "alone", "span": state["time"] // max(1, legs)})
    after = {**state, "sets": made}
    return [Event("visit.began", {"sets": made}),
            *(event for i, one in enumerate(made) if one["legs"] for event in _leg(after, i, ctx, session))]


def _leg(state, i: int, ctx, session) -> list[Event]:
    """The next leg of set `i`, or home after the last one. Tells who was really seen in the leg that ends."""
    one = state["sets"][i]
    came: dict[str, int] = {}
    there = _there(session, one["groups"])
    for group, product in one.get("routes", {}).items():
        if _going(state, session, group):
            came[product] = came.get(product, 0) + 1
    leg = one["leg"] + 1
    body = {"set": i, "leg": min(leg, one["legs"]), "came": came}
    if leg > one["legs"]:
        return [Event("visit.turned", {**body, "part": "home"})]
    seen = {g: state.get("seen", {}).get(g, 0) + came.get(g, 0) for g in one["groups"]}
    if state["form"] == "pairs" and state["hosted"]:
        ways = routes.presented(one["groups"], leg, there)
        return [Event("visit.turned", {**body, "part": "speak", "routes": ways, "due": resting.now(state, ctx) + _speak(state, one)})]
    ways = routes.read(one["groups"], there, one.get("went", {}), seen)
    return [Event("visit.turned", {**body, "part": "read", "routes": ways, "due": resting.now(state, ctx) + one["span"]})]


def _speak(state, one) -> int:
    return min(state["speak"], one["span"] // 2)


def _step(state, i: int, ctx, session) -> list[Event]:
    """What follows when the time of set `i`'s part is over: after the presenting the notes, after the notes the next leg."""
    one = state["sets"][i]
    if one["part"] == "speak":
        return [Event("visit.turned", {"set": i, "leg": one["leg"], "part": "respond", "routes": one["routes"],
                                       "due": resting.now(state, ctx) + one["span"] - _speak(state, one)})]
    return _leg(state, i, ctx, session)


# --- commands ---------------------------------------------------------------------------------------------------------


def _host(ctx, session) -> None:
    if session.people[ctx.actor].role not in HOSTS:
        raise Rejected("not_allowed")


def turn(state, command, ctx, session):
    """The host moves everybody on before the time: to the next visit, or home. `seen` is the sum of the legs they saw:
    a double click, or the clock in the same moment, moves nobody twice."""
    _host(ctx, session)
    if command.args.get("seen", legs := sum(one["leg"] for one in state.get("sets", ()))) != legs:
        return []
    return [event for i, one in enumerate(state.get("sets", ())) if one["part"] not in ("home", "alone")
            for event in _leg(state, i, ctx, session)]


def send(state, command, ctx, session):
    """The host sends a group to a product that nobody sees, for this leg."""
    _host(ctx, session)
    group, product = command.args.get("place"), command.args.get("to")
    i = _set_of(state, group) if isinstance(group, str) else None
    if i is None or not isinstance(product, str) or _set_of(state, product) is None or group == product:
        raise Rejected("no_such_place")
    one = state["sets"][i]
    if one["part"] in ("home", "alone"):
        raise Rejected("round_over", "refusal.nobody_visits_now")
    if one.get("routes", {}).get(group) == product:
        return []
    return [Event("visit.sent", {"set": i, "group": group, "to": product})]


def stay(state, command, ctx, session):
    """In a hosted gallery somebody may stay and present; at the next leg others can, so that everybody sees something."""
    person = session.people[ctx.actor]
    on = arguments.flag(command.args, "on")
    i = _set_of(state, person.place)
    if state["form"] != "gallery" or not state["hosted"] or i is None or state["sets"][i]["part"] != "read":
        raise Rejected("not_allowed", "refusal.nobody_presents_now")
    if on == (person.id in state.get("stays", {})):
        return []
    if on and not set(_going(state, session, person.place)) - {person.id}:
        raise Rejected("not_allowed", "refusal.somebody_goes")
    return [Event("visit.stayed", {"person": person.id, "set": i, "on": on})]


# --- how the events change the state ----------------------------------------------------------------------------------


def opened(state, body):
    return {**state, **body}


def began(state, body):
    return {**{key: value for key, value in state.items() if key != "due"}, "sets": body["sets"]}


def turned(state, body):
    one = {k: v for k, v in state["sets"][body["set"]].items() if k not in ("due", "routes")}
    new_leg = body["leg"] != one["leg"] or body["part"] == "home"
    one |= {"leg": body["leg"], "part": body["part"]}
    one |= {key: body[key] for key in ("due", "routes") if key in body}
    if new_leg and "routes" in body:
        went = one.get("went", {})
        one["went"] = {**went, **{g: [*went.get(g, ()), product] for g, product in body["routes"].items()}}
    seen = dict(state.get("seen", {}))
    for product, count in body.get("came", {}).items():
        seen[product] = seen.get(product, 0) + count
    stays = state.get("stays", {})
    if new_leg:
        stays = {p: i for p, i in stays.items() if i != body["set"]}
    return {**state, "sets": _put(state, body["set"], one), "seen": seen, "stays": stays}


def _put(state, i: int, one: dict) -> list[dict]:
    return [one if n == i else other for n, other in enumerate(state["sets"])]


def sent(state, body):
    one = state["sets"][body["set"]]
    went = one.get("went", {})
    return {**state, "sets": _put(state, body["set"], {
        **one, "routes": {**one.get("routes", {}), body["group"]: body["to"]},
        "went": {**went, body["group"]: [*went.get(body["group"], ()), body["to"]]}})}


def stayed(state, body):
    stays = {p: i for p, i in state.get("stays", {}).items() if p != body["person"]}
    return {**state, "stays": {**stays, body["person"]: body["set"]} if body["on"] else stays}


class Visit(Activity):
    name = "visit"
    personal = True
    weather = ("visit.stayed",)
    at_once = ("visit.began", "visit.turned", "visit.sent", "visit.stayed")
    commands = {"visit.turn": turn, "visit.send": send, "visit.stay": stay}
    events = {"visit.opened": opened, "visit.began": began, "visit.turned": turned, "visit.sent": sent,
              "visit.stayed": stayed}

    def start(self, step, ctx, session):
        chosen = step["settings"]
        revise = chosen.get("revise", 0)
        state = {"phase": step["id"], "form": chosen.get("form", "pairs"), "hosted": chosen.get("hosted", True),
                 "visits": chosen.get("visits", 2), "speak": int(chosen.get("speak", 2) * MINUTE),
                 "time": int(max(1, step["minutes"] - revise) * MINUTE)}
        if session.seated and any(session.present_at(p.id) for p in session.open_places()):
            return [Event("visit.opened", state), *_begin(state, ctx, session)]
        # people are only now sitting down, by events that follow: who visits whom is known a moment later
        return [Event("visit.opened", {**state, "due": ctx.now})]

    def evolve(self, state, event):
        if event.name == "person.erased":
            return {**state, "stays": {p: i for p, i in state.get("stays", {}).items() if p != event.body["person"]}}
        state, rested = resting.follow(state, event)
        if rested:
            moved = [{**one, "due": one["due"] + rested} if "due" in one else one for one in state.get("sets", ())]
            state = {**state, "sets": moved} if "sets" in state else {**state, "due": state["due"] + rested}
        return super().evolve(state, event)

    def due(self, state):
        instants = [one["due"] for one in state.get("sets", ()) if "due" in one]
        return min([*instants, *([state["due"]] if "due" in state else [])], default=None)

    def on_time(self, state, ctx, session):
        if "sets" not in state:
            return _begin(state, ctx, session)
        return [event for i, one in enumerate(state["sets"]) if one.get("due", ctx.now + 1) <= ctx.now
                for event in _step(state, i, ctx, session)]

    def visits(self, state, person, session):
        return None if person in state.get("stays", {}) else _way(state, session.people[person].place)

    def view(self, state, audience, session):
        if audience == "room":
            return {"form": state["form"], "hosted": state["hosted"]}
        if audience == "screen":
            return self._wall(state, session)
        if audience == "hosts":
            return {"sets": {str(i): self._set(state, one, session) for i, one in enumerate(state.get("sets", ()), 1)}}
        if audience.startswith("place:"):
            return self._place(state, audience.removeprefix("place:"), session)
        if audience.removeprefix("person:") in state.get("stays", {}):
            return {"stays": True}
        return {}

    def _set(self, state, one, session):
        """What the host sees of a set: who is where, and whom nobody sees. Counts of visits, never of people."""
        ways, there = one.get("routes", {}), _there(session, one["groups"])
        seen_now = {p for g, p in _ways(state).items() if _going(state, session, g)}
        groups = {}
        for order, group in enumerate(one["groups"], 1):
            line = {"order": order, "number": session.places[group].number, "seen": state.get("seen", {}).get(group, 0)}
            if group in ways:
                line["at"] = session.places[ways[group]].number
            if group not in there:
                line["empty"] = True
            if one["part"] in ("speak", "respond", "read") and group not in seen_now and _waits_for_guests(one, group):
                line["nobody"] = True
            groups[group] = line
        return {"order": one["groups"] and session.places[one["groups"][0]].order, "groups": groups, **self._time(state, one)}

    def _wall(self, state, session):
        """What a hall can read: what is done now and until when, who is whose guest, or how many are, where they are many."""
        sets, ways = state.get("sets", ()), _ways(state)
        if not sets:
            return {}
        document = self._time(state, min(sets, key=lambda one: one.get("due", float("inf"))))
        if len(ways) > WAYS_ON_THE_WALL:
            return {**document, "guests": len(ways)}
        return {**document, "ways": {group: {"order": session.places[group].order, "number": session.places[group].number,
                                             "at": session.places[product].number} for group, product in ways.items()}}

    def _time(self, state, one) -> dict:
        document = {"part": one["part"], "leg": one["leg"], "legs": one["legs"]}
        if "due" in one and "held" not in state:
            document["deadline"] = one["due"]
        return document

    def _place(self, state, place, session):
        i = _set_of(state, place)
        if i is None:
            return {"part": "alone", "leg": 0, "legs": 0}
        one = state["sets"][i]
        ways = one.get("routes", {})
        guests = [g for g, product in _ways(state).items() if product == place]
        document = {**self._time(state, one), "guests": {g: {"order": n, "number": session.places[g].number}
                                                  for n, g in enumerate(guests, 1)}}
        if place in ways:
            document["at"] = session.places[ways[place]].number
        presenters = [p for p in state.get("stays", {}) if session.people[p].place == place]
        if presenters:
            document["presenters"] = dict.fromkeys(presenters, True)
        return document

    def touched(self, event, state, session):
        if event.name in ("phase.paused", "phase.resumed", "phase.returned", "time.given"):
            return {"hosts", "screen"} | {"place:" + g for one in state.get("sets", ()) for g in one["groups"]}
        if event.name in ("people.gone", "person.returned", "person.left", "person.removed", "person.erased", "person.joined",
                          "role.changed", "seats.taken", "place.closed"):
            return {"screen", "hosts"}
        if event.name not in self.events:
            return set()
        body = event.body
        groups = set(state["sets"][body["set"]]["groups"]) if "set" in body else {
            g for one in state.get("sets", ()) for g in one["groups"]}
        groups |= {body["to"]} if "to" in body else set()
        # whoever was a guest elsewhere until now leaves a guest list behind
        places = groups | {p for one in state.get("sets", ()) for g in groups for p in one.get("went", {}).get(g, ())}
        people = {p for g in groups if g in session.places for p in session.places[g].people}
        return {"hosts", "screen"} | {"place:" + p for p in places} | {"person:" + p for p in people}

    def writes(self, step):
        chosen = step["settings"]
        return Writes(tuple(chosen.get("kinds") or KINDS), "place", chosen.get("anonymous", False))

    def sits(self, step):
        return "group"

    def least(self, step, table_size):
        return 4 + step["settings"].get("revise", 0)

    def _guests_notes(self, state, session) -> list:
        """Notes that people from another place left on a product, in order."""
        trail = session.trail.get(state.get("phase"), {}).get("seats") or session.seats
        return sorted((n for n in session.notes.values() if n.phase == state.get("phase") and n.place and not n.hidden
                       and n.visibility != "me" and trail.get(n.author) not in (None, n.place)), key=lambda n: n.order)

    def leaves(self, state, session):
        return {n.id: {"order": n.order, "text": n.text, "kind": n.kind, "notes": [n.id], "place": n.place}
                for n in self._guests_notes(state, session)}

    def harvest(self, state, session):
        """Each guest's note with what the group made of it: any note at that place that builds on it, now or later."""
        lines = []
        for note in self._guests_notes(state, session):
            answers = [n for n in session.notes.values() if note.id in n.builds_on and n.place == note.place and not n.hidden]
            line = {"text": note.text, "kind": note.kind, "about": "visit.harvest_for",
                    "params": {"number": session.places[note.place].number}}
            if answers:
                line["below"] = [{"text": n.text, "about": "visit.harvest_changed", "params": {}} for n in answers]
            lines.append(line)
        return {"sections": [{"name": "visit.harvest", "params": {}, "lines": lines}]} if lines else {}

    def possible(self, documents, draw):
        me = offers.me(documents)
        if me.get("role") != "participant":
            return []
        place = offers.my_place(documents)
        options = []
        if "place" in me and documents["room"]["phase"].get("writes"):
            kinds = sorted(documents["room"]["phase"]["writes"]["kinds"])
            options.append(("note.add", {"text": offers.TEXT, "kind": draw.choice(kinds)}))
            left = [n for n, note in place.get("notes", {}).items() if note.get("author") not in place.get("people", {})]
            if left and "visits" not in me:
                options.append(("note.add", {"text": offers.TEXT, "kind": kinds[0], "builds_on": [draw.choice(sorted(left))]}))
        if documents["room"]["activity"]["form"] == "gallery" and documents["room"]["activity"]["hosted"]:
            shown = place.get("activity", {})
            stays = "stays" in me.get("activity", {})
            going = [p for p, one in place.get("people", {}).items() if p not in (me["id"], *shown.get("presenters", {})) and not one.get("gone")]
            if shown.get("part") == "read" and (stays or going):
                options.append(("visit.stay", {"on": not stays}))
        return options


ACTIVITY = Visit()
