"""Market: open space, in which the participants make the agenda (METHODS M2).

Four stages: `board` fills the agenda wall and lets topics be announced in turn, `slot` opens the rooms of its topics,
`news` is for reading the reports, `actions` reopens the space for what people take further. The topics outlive all of
these phases and are the session's (session/topics.py and its neighbours); here are the turn to announce, what the
phases show, and the book of proceedings.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import agenda, resting

from ..contract import Activity, Writes
from . import book, bots

SECONDS = 30
KINDS = ("thought", "idea", "question", "insight", "experience", "worry", "challenge")
HOSTING = ("host", "cohost")


# --- announcing in turn: the server holds the turn ------------------------------------------------------------------


def open_turns(state, command, ctx, session):
    """The host opens the announcing; from then on turns follow by themselves, and new topics join at the end."""
    _leads(session, ctx)
    if agenda.stage(session.step) != "board":
        raise Rejected("not_allowed", "refusal.no_announcing_now")
    if state.get("seconds"):
        return []
    seconds = session.step["settings"].get("announce", SECONDS)
    return [Event("market.turns_opened", {"seconds": seconds}), *_next(state, ctx, session, seconds)]


def _leads(session, ctx) -> None:
    if session.lease != ctx.actor:
        raise Rejected("no_lease")


def _waiting(state, session) -> list[str]:
    """Topics not announced yet whose convener is here, in the order they were proposed. A turn is had once, in any phase."""
    said = dict(state.get("said", {}))
    for step in agenda.market_steps(session):
        said |= session.trail.get(step["id"], {}).get("activity", {}).get("said", {})
    return [t.id for t in agenda.live(session) if t.id not in said and t.conveners
            and any(session.people[p].present for p in agenda.conveners(session, t))]


def _next(state, ctx, session, seconds, after: str | None = None) -> list[Event]:
    waiting = [t for t in _waiting(state, session) if t != after]
    if not waiting:
        return []
    return [Event("market.turn_given", {"topic": waiting[0], "until": resting.now(state, ctx) + seconds * 1000})]


def end_turn(state, command, ctx, session):
    """Said, or passed: the one whose turn it is, or the host. `topic` names whose turn was seen to be running."""
    topic = state.get("turn", {}).get("topic")
    if topic is None or command.args.get("topic", topic) != topic:
        raise Rejected("turn_over")
    if ctx.actor not in agenda.conveners(session, session.topics[topic]):
        _leads(session, ctx)
    how = "passed" if command.name == "announce.pass" else "said"
    return [Event("market.turn_ended", {"topic": topic, "how": how}), *_next(state, ctx, session, state["seconds"], topic)]


def turns_opened(state, body):
    return {**state, "seconds": body["seconds"]}


def turn_given(state, body):
    return {**state, "turn": {"topic": body["topic"], "until": body["until"]}}


def turn_ended(state, body):
    rest = {key: value for key, value in state.items() if key != "turn"}
    return {**rest, "said": {**state.get("said", {}), body["topic"]: body["how"]}}


def topic_came(state, body):
    """Whoever proposes while nobody is announcing gets the turn at once."""
    if not state.get("seconds") or state.get("turn") or "at" not in body or "held" in state:
        return state
    return turn_given(state, {"topic": body["topic"], "until": body["at"] + state["seconds"] * 1000})


def topic_went(state, body):
    """Its convener took it down or merged it in the middle of the turn: the next one is due at once."""
    if state.get("turn", {}).get("topic") != body["topic"]:
        return state
    return {**state, "turn": {"topic": body["topic"], "until": 1}}


class Market(Activity):
    name = "market"
    topics = True
    personal = True
    concrete = True
    stages = ("board", "slot", "news", "actions")
    commands = {"announce.start": open_turns, "announce.done": end_turn, "announce.pass": end_turn}
    events = {
        "phase.entered": lambda state, body: {**state, "phase": body["phase"]},
        "market.turns_opened": turns_opened, "market.turn_given": turn_given, "market.turn_ended": turn_ended,
        "topic.proposed": topic_came, "topic.withdrawn": topic_went, "topics.merged": topic_went,
    }
    answers = {"topic.proposed": "topic", "action.added": "action"}
    contributions = {"topic.proposed": "person", "topic.marked": "person"}

    def evolve(self, state, event):
        state, on = resting.follow(state, event)
        if on and state.get("turn"):
            state = {**state, "turn": {**state["turn"], "until": state["turn"]["until"] + on}}
        return super().evolve(state, event)

    def view(self, state, audience, session):
        if audience != "room":
            return {}
        stage = agenda.stage(session.step)
        document = {"stage": stage}
        if stage == "board":
            document |= _announcing(state, session)
        if stage == "news":
            document["reports"] = book.news(session)
            document["marks"] = session.step["settings"].get("marks", True)
        return document

    def due(self, state):
        turn = state.get("turn")
        return turn["until"] if turn and "held" not in state else None

    def on_time(self, state, ctx, session):
        topic = state["turn"]["topic"]
        return [Event("market.turn_ended", {"topic": topic, "how": "said"}), *_next(state, ctx, session, state["seconds"], topic)]

    def touched(self, event, state, session):
        return {"room"} if event.name.startswith("market.") else set()

    def writes(self, step):
        if agenda.stage(step) in agenda.SLOTS:
            return Writes(tuple(step["settings"].get("kinds") or KINDS), "place", keeps=True)
        return Writes(("thought", "idea", "question"), "me")

    def waits(self, step):
        return agenda.stage(step) != "slot"

    def least(self, step, table_size):
        return {"board": 5, "slot": 10, "news": 3, "actions": 5}[agenda.stage(step)]

    def possible(self, documents, draw):
        return bots.possible(documents, draw)

    def leaves(self, state, session):
        return {t.id: {"order": t.order, "text": agenda.title(t, session), "notes": list(session.places[t.id].notes)}
                for t in agenda.live(session)}

    def harvest(self, state, session):
        return {"sections": book.sections(session, state["phase"]) if "phase" in state else []}


def _announcing(state, session) -> dict:
    document = {"announcing": bool(state.get("seconds")), "waiting": len(_waiting(state, session)),
                "said": {t: True for t in state.get("said", {})}}
    turn = state.get("turn")
    topic = session.topics.get(turn["topic"]) if turn else None
    if topic and not topic.withdrawn and not topic.into:
        document["turn"] = {"topic": topic.id, "seconds": state["seconds"]}
        left = max(turn["until"] - state.get("held", 0), 0)
        document["turn"] |= {"left": left} if "held" in state else {"deadline": turn["until"]}
    return document


ACTIVITY = Market()
