"""What may be asked for in a circle, by whom, and when. Each command names its circle by who asks, or a host names it.

A command about a turn carries that turn's number: pressed twice, or at the very moment the piece moved on, it finds
the turn over and does nothing to somebody else's.
"""

import re

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments

from . import ring
from .rounds import settings_of

HOSTING = ("host", "cohost")
WRITTEN_LIMIT, RECORD_LIMIT, RECORDS = 1000, 500, 60  # lines of one circle: its document is everybody's in it
RECORD_KINDS = ("insight", "thought", "question")
LONGEST_ENDING = 4  # letters that Finnish may put behind a name: Ainolle, Ainoilta


def _place(state, command, ctx, session):
    """(id, circle, person): a host may name any circle, everybody else speaks of their own."""
    person = session.people[ctx.actor]
    place = person.place
    if person.role in HOSTING and isinstance(command.args.get("place"), str):
        place = command.args["place"]
    circle = state.get("circles", {}).get(place)
    if circle is None:
        raise Rejected("not_here", "refusal.no_circle")
    return place, circle, person


def _turn(state, command, ctx, session):
    """(id, circle, holder) for whoever may act in the running turn: its holder, or who speaks for them; else refused.

    None for the circle when the turn meant is over already.
    """
    place, circle, person = _place(state, command, ctx, session)
    turn = command.args.get("turn")
    if turn is not None and turn != circle["turn"]:
        return place, None, ""
    holder = circle.get("holder")
    if holder is None:
        raise Rejected("not_your_turn")
    unable = session.people[holder].kind == "phone" or holder in circle["away"]  # to give the piece on by themselves
    if holder != person.id and person.role not in HOSTING and not (unable and person.id in circle["order"]):
        raise Rejected("not_your_turn")
    return place, circle, holder


def give_on(state, command, ctx, session):
    place, circle, holder = _turn(state, command, ctx, session)
    if circle is None:
        return []
    return [Event("circle.passed", {"place": place, "person": holder, "at": ctx.now, "measured": state["measures"]})]


def skip(state, command, ctx, session):
    place, circle, holder = _turn(state, command, ctx, session)
    return [] if circle is None else [Event("circle.skipped", {"place": place, "person": holder, "at": ctx.now})]


def take_back(state, command, ctx, session):
    """Who has had their turn may have one more at the end of the round, and may change their mind."""
    place, circle, person = _place(state, command, ctx, session)
    speaker = _speaks_as(command, circle, person, session)
    on = arguments.flag(command.args, "on", True)
    if not ring.is_piece(circle, state["rounds"]):
        raise Rejected("not_allowed", "refusal.no_piece_now")
    if speaker == circle.get("holder") or speaker in circle["todo"] or on == (speaker in circle["later"]):
        return []
    return [Event("circle.taken_back", {"place": place, "person": speaker, "on": on, "at": ctx.now})]


def _speaks_as(command, circle, person, session) -> str:
    """Oneself, or with `for` somebody in the circle who takes part by phone."""
    wanted = command.args.get("for")
    if wanted is None and person.id in circle["order"]:
        return person.id
    if wanted in circle["order"] if isinstance(wanted, str) else False:
        if session.people[wanted].kind == "phone" or wanted == person.id:
            return wanted
    raise Rejected("not_here", "refusal.no_circle")


def write(state, command, ctx, session):
    """A turn in writing: shown to the circle as that turn. Who would rather not speak stands in the same queue."""
    place, circle, holder = _turn(state, command, ctx, session)
    if circle is None:
        raise Rejected("turn_moved_on")
    if holder != ctx.actor and session.people[holder].kind != "phone":
        raise Rejected("not_your_turn")  # a host may give the piece on for somebody, and puts words into nobody's mouth
    text = arguments.text(command.args, "text", WRITTEN_LIMIT)
    return [Event("circle.wrote", {"place": place, "person": holder, "text": text, "at": ctx.now})]


def build(state, command, ctx, session):
    """A sign on one's turn: what I say joins what was said before."""
    place, circle, holder = _turn(state, command, ctx, session)
    on = arguments.flag(command.args, "on", True)
    if circle is None or on == bool(circle.get("builds")):
        return []
    return [Event("circle.built", {"place": place, "person": holder, "on": on, "at": ctx.now})]


def ask(state, command, ctx, session):
    """Is the holder there? Unanswered, the piece goes on and comes back. Once a turn: nobody is nagged.

    `unseen` says that a page asks by itself, because the holder's device is not connected (quiet.tsx).
    """
    place, circle, person = _place(state, command, ctx, session)
    turn = command.args.get("turn")
    if (turn is not None and turn != circle["turn"]) or "holder" not in circle or "asked" in circle:
        return []
    if circle["holder"] == person.id or "hush" in circle:
        return []
    if circle.get("answered"):
        raise Rejected("not_allowed", "refusal.has_answered")
    unseen = arguments.flag(command.args, "unseen", False)
    return [Event("circle.asked", {"place": place, "unseen": unseen, "at": ctx.now})]


def answer(state, command, ctx, session):
    """The holder is there: they say so, or somebody who hears them speak."""
    place, circle, _ = _place(state, command, ctx, session)
    return [Event("circle.answered", {"place": place, "at": ctx.now})] if "asked" in circle else []


def request(state, command, ctx, session):
    place, circle, person = _place(state, command, ctx, session)
    speaker = _speaks_as(command, circle, person, session)
    builds = arguments.flag(command.args, "build", False)
    if not ring.is_open(circle, state["rounds"]) or circle.get("closing"):
        raise Rejected("not_allowed", "refusal.no_free_floor")
    wish = circle["queue"].get(speaker)
    if circle.get("holder") == speaker or (wish is not None and bool(wish.get("build")) == builds):
        return []
    return [Event("circle.requested", {"place": place, "person": speaker, "build": builds, "at": ctx.now})]


def withdraw(state, command, ctx, session):
    place, circle, person = _place(state, command, ctx, session)
    speaker = _speaks_as(command, circle, person, session)
    if speaker not in circle["queue"]:
        return []
    return [Event("circle.withdrawn", {"place": place, "person": speaker, "at": ctx.now})]


def call_round(state, command, ctx, session):
    """Let the piece go round once in this free round: the circle's own help when a few do all the talking. Nobody is
    told who asked; the circle may once in a round, a host whenever it helps."""
    place, circle, person = _place(state, command, ctx, session)
    hosting = person.role in HOSTING
    if not hosting and person.id not in circle["order"]:
        raise Rejected("not_here", "refusal.no_circle")
    if "called" in circle or "inserted" in circle:
        return []
    if not ring.is_open(circle, state["rounds"]) or circle.get("closing"):
        raise Rejected("not_allowed", "refusal.no_free_floor")
    if not hosting and circle.get("round_called") == circle["round"]:
        raise Rejected("not_allowed", "refusal.round_called")
    return [Event("circle.round_called", {"place": place, "hosting": hosting, "at": ctx.now})]


def hush(state, command, ctx, session):
    """Silence for anyone who asks; the pause that asks everybody to look at their own thoughts is each person's once."""
    place, circle, person = _place(state, command, ctx, session)
    kind = arguments.one_of(command.args, "kind", ("silence", "suspension"), "silence")
    hosting = person.role in HOSTING
    if not hosting and person.id not in circle["order"]:
        raise Rejected("not_here", "refusal.no_circle")
    if "hush" in circle or circle.get("done"):
        return []
    if kind == "suspension" and not hosting and person.id in state["paused_by"]:
        raise Rejected("not_allowed", "refusal.paused_already")
    seconds = settings_of(session.step)[kind]
    return [Event("circle.hushed", {"place": place, "kind": kind, "person": person.id, "hosting": hosting,
                                    "seconds": seconds, "at": ctx.now})]  # fmt: skip


def unhush(state, command, ctx, session):
    """Whoever asked for the silence, or a host, ends it early."""
    place, circle, person = _place(state, command, ctx, session)
    if "hush" not in circle:
        return []
    if circle["hush"]["by"] != person.id and person.role not in HOSTING:
        raise Rejected("not_allowed", "refusal.silence_goes_on")
    return [Event("circle.unhushed", {"place": place, "person": circle["hush"]["by"], "at": ctx.now})]


def onward(state, command, ctx, session):
    """The host takes a circle to its next round."""
    if session.people[ctx.actor].role not in HOSTING:
        raise Rejected("not_allowed")
    place, circle, _ = _place(state, command, ctx, session)
    coming = circle["round"] + 2  # rounds count from 1 to people
    if circle.get("done") or arguments.whole(command.args, "round", 1, 99, coming) != coming:
        return []
    return [Event("circle.moved_on", {"place": place, "at": ctx.now})]


def arrange(state, command, ctx, session):
    """The circle's own order, changed by the circle or its host."""
    place, circle, person = _place(state, command, ctx, session)
    if settings_of(session.step)["order"] != "arranged" and person.role not in HOSTING:
        raise Rejected("not_allowed", "refusal.order_is_drawn")
    order = arguments.ids(command.args, "order", 40)
    if sorted(order) != sorted(circle["order"]):
        raise Rejected("bad_arguments", "refusal.circle_changed")
    if order == circle["order"]:
        return []
    return [Event("circle.arranged", {"place": place, "order": order, "at": ctx.now})]


# --- the recorder ------------------------------------------------------------------------------------------------------


def take_record(state, command, ctx, session):
    place, circle, person = _place(state, command, ctx, session)
    on = arguments.flag(command.args, "on", True)
    if not settings_of(session.step)["recorder"] or person.id not in circle["order"]:
        raise Rejected("not_allowed", "refusal.no_recorder")
    holder = circle.get("recorder")
    if on == (holder == person.id):
        return []
    if not on or (holder in circle["order"] and holder not in circle["away"]):
        raise Rejected("not_allowed", "refusal.has_recorder")
    return [Event("circle.recorder_named", {"place": place, "person": person.id, "on": on, "at": ctx.now})]


def give_record(state, command, ctx, session):
    place, circle, person = _place(state, command, ctx, session)
    if circle.get("recorder") != person.id:
        return []
    return [Event("circle.recorder_named", {"place": place, "person": person.id, "on": False, "at": ctx.now})]


def record(state, command, ctx, session):
    """What was said, in the recorder's words and without anybody's name: the line tells neither speaker nor writer."""
    place, circle, person = _place(state, command, ctx, session)
    if circle.get("recorder") != person.id:
        raise Rejected("not_allowed", "refusal.not_recorder")
    if sum(line["place"] == place for line in state["records"].values()) >= RECORDS:
        raise Rejected("not_allowed", "refusal.notes_enough", limit=RECORDS)
    text = arguments.text(command.args, "line", RECORD_LIMIT)
    kind = arguments.one_of(command.args, "kind", RECORD_KINDS, "thought")
    named = None if arguments.flag(command.args, "sure", False) else _named(text, circle, session)
    if named:
        raise Rejected("names_somebody", name=named)
    return [Event("circle.recorded", {"place": place, "record": ctx.draw.id("r"), "text": text, "kind": kind})]


def _named(text: str, circle: dict, session) -> str | None:
    """A name with a Finnish ending counts where it is written large, or "ainoa" would be Aino; bare it counts either way."""
    words = re.findall(r"[^\W\d_]+", text)
    for person in circle["order"]:
        for name in re.findall(r"[^\W\d_]{3,}", session.people[person].name):
            if any(word.lower() == name.lower() or word.startswith(name) and len(word) - len(name) <= LONGEST_ENDING for word in words):
                return name
    return None


def strike(state, command, ctx, session):
    """Anybody in the circle may have a line taken out again: what leaves the circle is approved by all of it."""
    place, circle, person = _place(state, command, ctx, session)
    line = state["records"].get(command.args.get("record")) if isinstance(command.args.get("record"), str) else None
    if line is None or line["place"] != place:
        return []
    if person.id not in circle["order"] and person.role not in HOSTING:
        raise Rejected("not_here", "refusal.no_circle")
    return [Event("circle.struck", {"place": place, "record": command.args["record"]})]


COMMANDS = {
    "piece.pass": give_on, "piece.skip": skip, "piece.take_back": take_back, "piece.ask": ask, "piece.here": answer,
    "piece.build": build, "piece.arrange": arrange, "turn.write": write, "floor.request": request,
    "floor.withdraw": withdraw, "silence.ask": hush, "silence.end": unhush, "round.next": onward, "round.call": call_round,
    "recorder.take": take_record, "recorder.give": give_record, "record.add": record, "record.remove": strike,
}  # fmt: skip


# --- what the server and its bots ask ---------------------------------------------------------------------------------


def circles_now(state, ctx, session) -> dict:
    """Circles whose people are others than they know: {place: {people in order, away}}."""
    drawn = settings_of(session.step)["order"] == "random"
    found = {}
    for place in session.places.values():
        if place.kind != "circle" and not place.people:
            continue
        sitting = [person for person in place.people if session.people[person].here]
        circle = state["circles"].get(place.id)
        if circle is None and (place.closed or not sitting):
            continue
        known = circle["order"] if circle else []
        fresh = [person for person in sitting if person not in known]
        if not known and drawn:
            fresh = ctx.draw.shuffled(fresh)
        people = [person for person in known if person in sitting] + fresh
        away = [person for person in people if session.people[person].gone]
        if circle is None or people != known or away != list(circle["away"]):
            found[place.id] = {"people": people, "away": away}
    return found


def move_of(circle: dict, me: str, draw):
    """One thing somebody in this circle might do now, as their own page offers it."""
    turn = {"turn": circle["turn"]}
    if circle.get("holder") == me:
        return draw.choice([("piece.pass", turn)] * 4 + [("piece.skip", turn), ("turn.write", {"text": "{text}"})])
    if "asked" in circle:
        return ("piece.here", {})
    if "absent" in circle:
        return ("piece.pass", turn) if circle.get("answered") else ("piece.ask", turn | {"unseen": True})
    if circle["kind"] == "open" and me not in circle.get("queue", {}):
        return ("floor.request", {"build": draw.share() < 0.3})
    if draw.share() < 0.05:
        return ("round.call", {}) if circle.get("calls") and draw.share() < 0.5 else ("silence.ask", {"kind": "silence"})
    return None
