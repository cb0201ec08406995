"""Docket: one topic at a time, in the order of hidden dots, each in its box of time (Lean Coffee, METHODS M14).

Stage `dots`: everybody has a few dots for the topics of their own group, seen by nobody. Stage `talk`: each group takes
its topics by its own clock. When a box ends everybody shows a thumb at the same time, unseen: a majority up or sideways
gives some minutes more, else the group writes down what it takes along and goes on. docs/decisions say why it is an activity.
"""

from collections import Counter

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, resting
from coknow.parts import possible as offers

from ..contract import Activity, Writes
from . import topics

MINUTE = 60_000
BOX, DOTS = 8, 2
THUMBS = 30_000  # to find one's phone again
BETWEEN = 60_000  # to write a line before the next topic begins by itself
THUMB = ("up", "side", "down")
GROUPS_ON_THE_WALL = 15


# --- dots -------------------------------------------------------------------------------------------------------------


def dot(state, command, ctx, session):
    """So many of my dots on this topic. Nobody sees them, and they may be moved until the phase is over."""
    person = _participant(ctx, session)
    if state.get("stage") != "dots":
        raise Rejected("round_over", "refusal.dots_are_counted")
    topic = command.args.get("topic")
    if not isinstance(topic, str) or topic not in topics.of_place(state["topics"], person.place or "", session):
        raise Rejected("not_here", "refusal.not_on_your_list")
    count = arguments.whole(command.args, "dots", 0, state["votes"])
    mine = state["dots"].get(person.id, {})
    if sum(n for t, n in mine.items() if t != topic) + count > state["votes"]:
        raise Rejected("not_allowed", "refusal.dots_enough", limit=state["votes"])
    if count == mine.get(topic, 0):
        return []
    return [Event("docket.dotted", {"person": person.id, "topic": topic, "dots": count})]


def _participant(ctx, session):
    person = session.people[ctx.actor]
    if person.role not in ("participant", "host", "cohost"):
        raise Rejected("not_allowed", "refusal.followers_watch")
    return person


# --- talk: a group and its own clock ----------------------------------------------------------------------------------


def _mine(state, ctx, session) -> tuple[str, dict]:
    """My group's place and its list."""
    person = _participant(ctx, session)
    if person.place not in state.get("lists", {}):
        raise Rejected("not_here")
    return person.place, state["lists"][person.place]


def _todo(state, place: str, session) -> list[str]:
    one = state["lists"][place]
    return [t for t in topics.of_place(state["topics"], place, session) if t not in one["done"] and t != one.get("now")]


def _next(state, place: str, ctx, session, topic: str | None = None) -> list[Event]:
    todo = _todo(state, place, session)
    if not todo:
        return [Event("docket.emptied", {"place": place})]
    return [Event("docket.began", {"place": place, "topic": topic or todo[0], "due": resting.now(state, ctx) + state["box"]})]


def _close(state, place: str, thumbs: dict, ctx, session) -> list[Event]:
    """Thumbs are counted: some minutes more, or on to what the group takes along."""
    count = {thumb: sum(t == thumb for t in thumbs.values()) for thumb in THUMB}
    if topics.goes_on(thumbs.values()):
        more = max(state["more"], state["lists"][place].get("rest", 0))  # asked before its time was over, a topic loses none of it
        return [Event("docket.extended", {"place": place, "count": count, "due": resting.now(state, ctx) + more})]
    return [Event("docket.settled", {"place": place, "count": count, "due": resting.now(state, ctx) + BETWEEN})]


def ask(state, command, ctx, session):
    """Anybody may ask for the thumbs before the box is over: perhaps all has been said."""
    place, one = _mine(state, ctx, session)
    if one["part"] != "talk":
        raise Rejected("round_over", "refusal.no_topic_on")
    now = resting.now(state, ctx)
    return [Event("docket.asked", {"place": place, "due": now + THUMBS, "rest": max(0, one["due"] - now)})]


def show(state, command, ctx, session):
    """My thumb. When everybody here has shown theirs, nobody waits for the clock."""
    place, one = _mine(state, ctx, session)
    thumb = arguments.one_of(command.args, "thumb", THUMB)
    if one["part"] != "thumbs":
        raise Rejected("round_over", "refusal.thumbs_are_counted")
    if one["thumbs"].get(ctx.actor) == thumb:
        return []
    shown = {**one["thumbs"], ctx.actor: thumb}
    events = [Event("docket.thumbed", {"person": ctx.actor, "place": place, "thumb": thumb})]
    here = {p.id for p in session.present_at(place) if p.kind != "phone"}
    return events + (_close(state, place, shown, ctx, session) if here <= set(shown) else [])


def begin(state, command, ctx, session):
    """The next topic, or another one that the group chooses."""
    place, one = _mine(state, ctx, session)
    if one["part"] in ("talk", "thumbs"):
        raise Rejected("not_allowed", "refusal.one_at_a_time")
    topic = command.args.get("topic")
    if topic is not None and topic not in _todo(state, place, session):
        raise Rejected("not_here", "refusal.not_on_your_list")
    if not _todo(state, place, session):
        return []
    return _next(state, place, ctx, session, topic)


# --- how the events change the state ----------------------------------------------------------------------------------


def opened(state, body):
    return {**state, **body}


def listed(state, body):
    rest = {key: value for key, value in state.items() if key != "due"}
    lists = {place: {"part": "between", "done": [], "thumbs": {}, "order": n} for n, place in enumerate(body["places"], 1)}
    return {**rest, "lists": lists, "under": {}}


def dotted(state, body):
    mine = {**state["dots"].get(body["person"], {}), body["topic"]: body["dots"]}
    return {**state, "dots": {**state["dots"], body["person"]: {t: n for t, n in mine.items() if n}}}


def _put(state, place: str, drop=(), **change) -> dict:
    one = {key: value for key, value in state["lists"][place].items() if key not in drop}
    return {**state, "lists": {**state["lists"], place: {**one, **change}}}


def talk_began(state, body):
    return _put(state, body["place"], ("count",), part="talk", now=body["topic"], due=body["due"], thumbs={}, extended=0)


def asked(state, body):
    return _put(state, body["place"], ("count",), part="thumbs", due=body["due"], thumbs={}, rest=body.get("rest", 0))


def thumbed(state, body):
    return _put(state, body["place"], thumbs={**state["lists"][body["place"]]["thumbs"], body["person"]: body["thumb"]})


def extended(state, body):
    return _put(state, body["place"], part="talk", due=body["due"], count=body["count"], thumbs={},
                extended=state["lists"][body["place"]]["extended"] + 1)


def settled(state, body):
    one = state["lists"][body["place"]]
    return _put(state, body["place"], ("now",), part="between", due=body["due"], count=body["count"], thumbs={},
                done=[*one["done"], one["now"]])


def emptied(state, body):
    return _put(state, body["place"], ("due", "count"), part="done")


def waited(state, body):
    return _put(state, body["place"], due=body["due"])


def _written(state, body):
    """A new note is a new topic while dots are given; later it belongs to what its group talks about."""
    if body["phase"] != state["phase"] or "place" not in body:
        return state
    if state["stage"] == "dots":
        if body.get("builds_on"):
            return state
        order = max((t["order"] for t in state["topics"].values()), default=0) + 1
        return {**state, "topics": {**state["topics"], body["note"]: {"order": order, "note": body["note"], "place": body["place"]}}}
    one = state.get("lists", {}).get(body["place"], {})
    topic = one.get("now") or (one["done"][-1] if one.get("done") else None)
    return {**state, "under": {**state["under"], body["note"]: topic}} if topic else state


def _erased(state, person: str):
    state = {**state, "dots": {p: d for p, d in state.get("dots", {}).items() if p != person}}
    for place, one in state.get("lists", {}).items():
        if person in one["thumbs"]:
            state = _put(state, place, thumbs={p: t for p, t in one["thumbs"].items() if p != person})
    return state


class Docket(Activity):
    name = "docket"
    personal = True
    stages = ("dots", "talk")
    commands = {"docket.dot": dot, "docket.ask": ask, "docket.thumb": show, "docket.begin": begin}
    events = {"docket.opened": opened, "docket.listed": listed, "docket.dotted": dotted, "docket.began": talk_began,
              "docket.asked": asked, "docket.thumbed": thumbed, "docket.extended": extended, "docket.settled": settled,
              "docket.emptied": emptied, "docket.waited": waited}
    weather = ("docket.dotted", "docket.thumbed")  # whose dots and thumbs they were is nobody's business once it is over
    contributions = {"docket.dotted": "person", "docket.thumbed": "person"}

    def start(self, step, ctx, session):
        chosen = step["settings"]
        stage, found = chosen.get("stage", "dots"), topics.gathered(session, chosen.get("from"))
        if stage == "dots":
            found = topics.by_lot(found, ctx.draw)
        state = {"phase": step["id"], "stage": stage, "topics": found}
        if stage == "dots":
            return [Event("docket.opened", {**state, "votes": chosen.get("votes", DOTS), "dots": {}})]
        box = int(chosen.get("box", BOX) * MINUTE)
        state |= {"box": box, "more": int(chosen["extension"] * MINUTE) if "extension" in chosen else box // 2}
        # groups may only now be sitting down, by events that follow: their lists are made a moment later
        return [Event("docket.opened", {**state, "due": ctx.now})]

    def evolve(self, state, event):
        if "phase" not in state:
            return super().evolve(state, event)
        if event.name == "note.added":
            return _written(state, event.body)
        if event.name == "person.erased":
            return _erased(state, event.body["person"])
        state, rested = resting.follow(state, event)
        if rested:
            state = {**state, **({"due": state["due"] + rested} if "due" in state else {})}
            for place, one in state.get("lists", {}).items():
                if "due" in one:
                    state = _put(state, place, due=one["due"] + rested)
        return super().evolve(state, event)

    def due(self, state):
        instants = [one["due"] for one in state.get("lists", {}).values() if "due" in one]
        return min([*instants, *([state["due"]] if "due" in state else [])], default=None)

    def on_time(self, state, ctx, session):
        if "lists" not in state:
            places = [p.id for p in session.open_places() if session.present_at(p.id)]
            made = [Event("docket.listed", {"places": places})]
            after = listed(state, {"places": places})
            return made + [event for place in places for event in _next(after, place, ctx, session)]
        return [event for place, one in state["lists"].items() if one.get("due", ctx.now + 1) <= ctx.now
                for event in self._on_time_at(state, place, one, ctx, session)]

    def _on_time_at(self, state, place, one, ctx, session):
        if not session.present_at(place):
            return [Event("docket.waited", {"place": place, "due": ctx.now + BETWEEN})]  # nobody here: the list waits for them
        if one["part"] == "talk":
            return [Event("docket.asked", {"place": place, "due": ctx.now + THUMBS})]
        if one["part"] == "thumbs":
            return _close(state, place, one["thumbs"], ctx, session)
        return _next(state, place, ctx, session)

    def view(self, state, audience, session):
        stage = state.get("stage", "dots")
        if audience == "room":
            return {"stage": stage, **({"votes": state["votes"]} if "votes" in state else {})}
        if audience == "hosts":
            return {"lists": {place: self._line(state, place, one, session) for place, one in state.get("lists", {}).items()}}
        if audience == "screen":
            return self._wall(state, session)
        kind, _, id_ = audience.partition(":")
        if kind == "place":
            return self._place(state, id_, session)
        if stage == "dots":
            mine = state.get("dots", {}).get(id_, {})
            return {"dots": mine, "left": state.get("votes", DOTS) - sum(mine.values())}
        one = state.get("lists", {}).get(session.people[id_].place, {})
        return {"thumb": one["thumbs"][id_]} if id_ in one.get("thumbs", {}) else {}

    def _wall(self, state, session):
        """One group: its board. Some: what each talks about. Many: how many are how far, for a hall reads no list of fifty."""
        lists = state.get("lists", {})
        if len(lists) > GROUPS_ON_THE_WALL:
            return {"lists": {}, "parts": dict(Counter(one["part"] for one in lists.values()))}
        document = {"lists": {place: self._line(state, place, one, session) for place, one in lists.items()}}
        if len(lists) == 1:
            document["topics"] = self._place(state, next(iter(lists)), session)["topics"]
        return document

    def _line(self, state, place, one, session):
        """What host and hall see of a group: how far it is, never who thinks what."""
        document = {"order": one["order"], "number": session.places[place].number, "part": one["part"],
                    "done": len(one["done"]), "todo": len(_todo(state, place, session))}
        if "now" in one:
            document["now"] = topics.name(state["topics"][one["now"]], session)
        if "due" in one and one["part"] == "talk" and "held" not in state:
            document["deadline"] = one["due"]
        return document

    def _place(self, state, place, session):
        one = state.get("lists", {}).get(place)
        found = {}
        for n, id_ in enumerate(topics.of_place(state.get("topics", {}), place, session), 1):
            topic = state["topics"][id_]
            found[id_] = {"order": n, "text": topics.text(topic, session), **({"note": topic["note"]} if "note" in topic else {})}
            if one:
                column = "now" if id_ == one.get("now") else "done" if id_ in one["done"] else "todo"
                found[id_]["column"] = column
                if column == "done":
                    found[id_]["order"] = len(state["topics"]) + one["done"].index(id_)
        document = {"topics": found}
        if one:
            document |= {"part": one["part"], "thumbed": len(one["thumbs"]), "extended": one.get("extended", 0),
                         "under": {n: t for n, t in state["under"].items() if n in session.notes and session.notes[n].place == place}}
            document |= {"deadline": one["due"]} if "due" in one and "held" not in state else {}
            document |= {"count": one["count"]} if "count" in one else {}
        return document

    def touched(self, event, state, session):
        name, body = event.name, event.body
        if name == "docket.dotted":
            return {"person:" + body["person"]}
        if name in self.events and "place" in body:
            if name == "docket.thumbed":
                return {"place:" + body["place"], "person:" + body["person"]}
            return {"place:" + body["place"], "hosts", "screen"} | {"person:" + p for p in session.places[body["place"]].people}
        if name in ("docket.listed", "phase.paused", "phase.resumed", "phase.returned", "time.given"):
            return {"hosts", "screen"} | {"place:" + place for place in state.get("lists", {})}
        if name.startswith("note."):
            # a topic common to all groups stands on every list
            common = any("place" not in t and t.get("note") == body.get("note") for t in state.get("topics", {}).values())
            return {"hosts", "screen"} | ({"place:" + p for p in session.places} if common else set())
        return set()

    def writes(self, step):
        chosen = step["settings"]
        usual = ("idea", "question") if chosen.get("stage", "dots") == "dots" else ("thought", "insight", "idea")
        return Writes(tuple(chosen.get("kinds") or usual), "place")

    def sits(self, step):
        return "group"

    def waits(self, step):
        return step["settings"].get("stage") == "talk"

    def least(self, step, table_size):
        chosen = step["settings"]
        return chosen.get("box", BOX) + 2 if chosen.get("stage") == "talk" else 2

    def leaves(self, state, session):
        """After the dots the topics by their dots; after the talk what each group takes along."""
        found = {}
        if state.get("stage") == "dots":
            dots = {t: sum(mine.get(t, 0) for mine in state["dots"].values()) for t in state["topics"]}
            # among equals chance decides, not who wrote first: ids are drawn
            ranked = sorted(state["topics"], key=lambda t: (-dots[t], t))
            for order, id_ in enumerate(ranked, 1):
                topic, text = state["topics"][id_], topics.text(state["topics"][id_], session)
                if text is not None:
                    found[id_] = {"order": order, "text": text, "dots": dots[id_]}
                    found[id_] |= {"notes": [topic["note"]]} if "note" in topic else {}
                    found[id_] |= {"place": topic["place"]} if "place" in topic else {}
            return found
        for id_ in state.get("under", {}):
            note = session.notes.get(id_)
            if note and not note.hidden and note.kind == "insight":
                found[id_] = {"order": note.order, "text": note.text, "kind": note.kind, "notes": [id_], "place": note.place}
        return found

    def harvest(self, state, session):
        if state.get("stage") != "talk":
            return {}
        lines = []
        for place, one in state.get("lists", {}).items():
            for id_ in [*one["done"], *([one["now"]] if "now" in one else [])]:
                text = topics.text(state["topics"][id_], session)
                below = [session.notes[n] for n, t in state["under"].items()
                         if t == id_ and n in session.notes and session.notes[n].place == place and not session.notes[n].hidden]
                if text is not None:
                    lines.append({"text": text, "about": "docket.harvest_group", "params": {"number": session.places[place].number},
                                  **({"below": [{"text": n.text, "kind": n.kind} for n in below]} if below else {})})
        return {"sections": [{"name": "docket.harvest", "params": {}, "lines": lines}]} if lines else {}

    def possible(self, documents, draw):
        me, place = offers.me(documents), offers.my_place(documents)
        if me.get("role") != "participant" or not place:
            return []
        options = offers.writing(documents, draw, builds=False)
        shown, own = place.get("activity", {}), me.get("activity", {})
        if documents["room"]["activity"]["stage"] == "dots":
            if shown.get("topics") and own.get("left"):
                options.append(("docket.dot", {"topic": draw.choice(sorted(shown["topics"])), "dots": 1}))
        elif shown.get("part") == "talk":
            options.append(("docket.ask", {}))
        elif shown.get("part") == "thumbs":
            options.append(("docket.thumb", {"thumb": draw.choice(list(THUMB))}))
        elif shown.get("part") == "between":
            options.append(("docket.begin", {}))
        return options


ACTIVITY = Docket()
