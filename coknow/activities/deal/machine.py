"""Deal: everybody writes a card (a bold idea and its first step), then reads others' cards and scores each 1–5.

Two stages, each a phase: `write`, and `score`, which takes up the cards of the writing phase by `from`. Cards are dealt
by chance, never one's own, in blind rounds (rounds.py) or a hand at once (`pace: own`); who wrote a card nobody learns,
the host neither; scores are hidden until all are closed together (METHODS M11, 25/10). All cards are kept, the best ten
shown. Who wrote and who scored leaves the log with the session's end.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, who
from coknow.parts import possible as offers

from ..contract import Activity
from . import dealing, rounds

IDEA_LIMIT, STEP_LIMIT = 200, 160
HAND = 5
TOP = 10
FEWEST = 3  # scores below which a card's mean is one person's opinion


def write(state, command, ctx, session):
    """One card each; written again it replaces the first."""
    person = who.counted_for(session, ctx, command.args)
    if state.get("stage") != "write":
        raise Rejected("round_over")
    card = {"idea": arguments.text(command.args, "text", IDEA_LIMIT), "step": arguments.text(command.args, "step", STEP_LIMIT)}
    mine = next((id_ for id_, one in state["cards"].items() if one["by"] == person.id), None)
    return [Event("deal.written", {"card": mine or ctx.draw.id("k"), "person": person.id, **card})]


def take(state, command, ctx, session):
    """Come later, or back: cards that were read least; in rounds one, for the round that runs."""
    person = who.counted_for(session, ctx, command.args)
    if state.get("stage") != "score" or state.get("told") or not state["from"]:
        raise Rejected("round_over", "refusal.deal_closed")
    authors, count = _authors(state, session), 1 if rounds.in_rounds(state) else state["size"]
    if not _lacks(state, person.id, authors):
        return []
    hand = dealing.hands(authors, [person.id], count, ctx.draw, rounds.read(state, session), state["hands"]).get(person.id)
    return [Event("deal.taken", {"person": person.id, "hand": hand})] if hand else []


def _lacks(state, person: str, authors: dict[str, str]) -> bool:
    """Has this person missed what was dealt last, and is there still something for them?"""
    if person in state["now" if "now" in state else "hands"]:
        return False
    had = state["hands"].get(person, ())
    return any(author != person and card not in had for card, author in authors.items())


def score(state, command, ctx, session):
    person = who.counted_for(session, ctx, command.args)
    if state.get("stage") != "score" or state.get("told"):
        raise Rejected("round_over", "refusal.deal_closed")
    card = arguments.one_of(command.args, "card", state["hands"].get(person.id, ()))
    given = arguments.whole(command.args, "score", 1, 5)
    if state["scores"].get(person.id, {}).get(card) == given:
        return []
    return [Event("deal.scored", {"person": person.id, "card": card, "score": given}),
            *rounds.hurried(state, person.id, card, ctx, session)]


def next_(state, command, ctx, session):
    """The host deals the next cards before the time; `round` is the one that was on the console, so a double tap is one."""
    who.leading(session, ctx)
    if state.get("stage") != "score" or not rounds.in_rounds(state):
        raise Rejected("not_allowed")
    if arguments.whole(command.args, "round", 1, state["size"]) != state.get("round"):
        return []
    return rounds.following(state, _authors(state, session), ctx, session)


def close(state, command, ctx, session):
    """All together: nobody's score comes after anybody has seen a result."""
    who.leading(session, ctx)
    if state.get("stage") != "score":
        raise Rejected("not_allowed")
    return [] if state.get("told") else [_counted(state, session)]


def _counted(state, session) -> Event:
    return Event("deal.counted", {"cards": _ranked(state, session), "voters": sum(bool(s) for s in state["scores"].values())})


def _cards(state, session) -> dict:
    """The writing phase's cards, as they are now: whoever was erased has taken theirs along."""
    return session.trail.get(state["from"], {}).get("activity", {}).get("cards", {})


def _authors(state, session) -> dict[str, str]:
    return {id_: card["by"] for id_, card in _cards(state, session).items()}


def _ranked(state, session) -> dict:
    """Card -> {order, idea, step, mean?, count}: best first; below FEWEST scores without a mean, after those with one."""
    scores: dict[str, list[int]] = {}
    for given in state["scores"].values():
        for card, one in given.items():
            scores.setdefault(card, []).append(one)
    found = {}
    for id_, card in _cards(state, session).items():
        got = scores.get(id_, [])
        mean = {"mean": round(sum(got) / len(got), 1)} if len(got) >= FEWEST else {}
        found[id_] = {"idea": card["idea"], "step": card["step"], "count": len(got), **mean}
    ranked = sorted(found, key=lambda id_: (-found[id_].get("mean", 0), -found[id_]["count"], id_))  # ids are chance
    return {id_: {"order": order, **found[id_]} for order, id_ in enumerate(ranked, 1)}


def erased(state, body):
    if "cards" not in state:
        return state
    return {**state, "cards": {id_: card for id_, card in state["cards"].items() if card.get("by") != body["person"]}}


def written(state, body):
    card = {"by": body["person"], "idea": body["idea"], "step": body["step"]}
    return {**state, "cards": {**state["cards"], body["card"]: card}}


def scored(state, body):
    mine = {**state["scores"].get(body["person"], {}), body["card"]: body["score"]}
    return {**state, "scores": {**state["scores"], body["person"]: mine}}


def counted(state, body):
    return {**state, "told": body["cards"], "voters": body["voters"], **({"left": True} if "left" in body else {})}


def returned(state, body):
    """Only counted because the phase was left: nobody has been shown it, so scoring goes on where it was."""
    if "left" not in state:
        return state
    return {key: value for key, value in state.items() if key not in ("told", "voters", "left")}


class Deal(Activity):
    name = "deal"
    personal = True
    concrete = True
    stages = ("write", "score")
    commands = {"deal.write": write, "deal.take": take, "deal.score": score, "deal.next": next_, "deal.close": close}
    contributions = {"deal.written": "person", "deal.scored": "person"}
    weather = ("deal.written", "deal.dealt", "deal.taken", "deal.scored", "deal.taken_up")
    events = {
        "deal.began": lambda state, body: dict(body["state"]),
        "deal.written": written,
        "deal.kept": lambda state, body: {**state, "kept": body["cards"]},
        "deal.dealt": rounds.dealt, "deal.taken": rounds.taken, "deal.over": rounds.over, "deal.scored": scored,
        "deal.hurried": lambda state, body: {**state, "due": body["due"]},
        "deal.taken_up": lambda state, body: {**state, **body},
        "deal.counted": counted, "phase.returned": returned,
        "person.erased": erased,
    }  # fmt: skip

    def start(self, step, ctx, session):
        settings = step["settings"]
        before = session.trail.get(step["id"], {}).get("activity", {})
        if settings.get("stage", "write") == "write":
            again = [Event("deal.written", {"card": id_, "person": card["by"], "idea": card["idea"], "step": card["step"]})
                     for id_, card in before.get("cards", {}).items()]
            return [Event("deal.began", {"state": {"stage": "write", "cards": {}}}), *again]
        size = settings.get("hand", HAND)
        began = {"stage": "score", "from": settings.get("from", ""), "size": size, "hands": {}, "scores": {}}
        if settings.get("pace", "rounds") == "rounds":
            began["span"] = rounds.span(step, size)
        events, authors = [Event("deal.began", {"state": began})], _authors(began, session)
        if before.get("told") and "left" not in before:
            return [*events, Event("deal.counted", {"cards": before["told"], "voters": before["voters"]})]
        if before.get("scores"):  # gone back from, to write more, say: what was read and scored is not lost
            began = {**began, "hands": before["hands"], "scores": before["scores"]}
            events.append(Event("deal.taken_up", {key: began[key] for key in ("hands", "scores")}))
        if rounds.in_rounds(began):
            return [*events, *rounds.following(began, authors, ctx, session)]
        voters = [person.id for person in session.participants() if person.id not in began["hands"]]
        hands = dealing.hands(authors, voters, size, ctx.draw, rounds.read(began, session))
        return [*events, Event("deal.dealt", {"hands": hands})]

    def evolve(self, state, event):
        return super().evolve(rounds.kept_time(state, event), event)

    def due(self, state):
        return None if state.get("told") else state.get("due")

    def on_time(self, state, ctx, session):
        return rounds.following(state, _authors(state, session), ctx, session)

    def ends(self, state, ctx, session):
        if state.get("stage") == "write" and state["cards"]:
            cards = [state["cards"][id_] for id_ in sorted(state["cards"])]  # ids are chance: not in the order of writing
            return [Event("deal.kept", {"cards": {str(i): {"order": i, "idea": c["idea"], "step": c["step"]} for i, c in enumerate(cards, 1)}})]
        if state.get("stage") == "score" and not state.get("told") and any(state["scores"].values()):
            counted_ = _counted(state, session)
            return [Event(counted_.name, counted_.body | {"left": True})]
        return []

    # --- what is seen ---

    def view(self, state, audience, session):
        if not state:
            return {}
        if audience == "room":
            return self._room(state, session)
        if audience == "hosts":
            return self._for_hosts(state, session)
        if audience.startswith("person:"):
            return self._own(state, audience.removeprefix("person:"), session)
        return {}

    def _room(self, state, session):
        found = {"stage": state["stage"]}
        if state["stage"] == "write":
            return found
        cards = _cards(state, session)
        found |= {"cards": len(cards), "hand": state["size"]}
        if state.get("told"):
            top = [id_ for id_ in state["told"] if state["told"][id_]["order"] <= TOP]
            return found | {"closed": True, "voters": state["voters"], "top": {id_: state["told"][id_] for id_ in top}}
        return found | ({"rounds": state["size"], **rounds.shown(state)} if rounds.in_rounds(state) else {})

    def _for_hosts(self, state, session):
        """How the round stands, and the cards of those on the telephone, to be read to them. No score, nobody else's card."""
        if state.get("told"):
            return {}
        phones = {p.id: self._own(state, p.id, session) for p in session.participants() if p.kind == "phone"}
        found = {"phones": phones} if phones else {}
        return found | (rounds.standing(state, session) if state["stage"] == "score" else {})

    def _own(self, state, person, session):
        if state["stage"] == "write":
            mine = next((card for card in state["cards"].values() if card["by"] == person), None)
            return {"card": {"idea": mine["idea"], "step": mine["step"]}} if mine else {}
        if state.get("told"):
            return {}
        cards = _cards(state, session)
        found = {"late": True} if _lacks(state, person, _authors(state, session)) else {}
        if person not in state["hands"]:
            return found
        hand = {id_: {"order": order, "idea": cards[id_]["idea"], "step": cards[id_]["step"]}
                for order, id_ in enumerate(state["hands"][person], 1) if id_ in cards}
        return {**found, "hand": hand, "scores": {id_: one for id_, one in state["scores"].get(person, {}).items() if id_ in hand}}

    def touched(self, event, state, session):
        everybody = {"room", "hosts", *("person:" + person for person in session.people)}
        if event.name in ("deal.written", "deal.taken", "deal.scored"):
            return {"hosts", "person:" + event.body["person"]}
        if event.name in ("deal.counted", "deal.dealt", "person.erased"):
            return everybody
        if event.name.startswith(("deal.", "phase.", "time.")):
            return {"room", "hosts"}
        return {"hosts"} if event.name.startswith(("person", "people", "role")) else set()  # who is here to score

    def waits(self, step):
        return step["settings"].get("stage") == "score"

    def least(self, step, table_size):
        return 5 if step["settings"].get("stage") == "score" else 3

    def possible(self, documents, draw):
        room, me = documents["room"]["activity"], offers.me(documents)
        own = me.get("activity", {})
        if me.get("role") != "participant" or room.get("closed"):
            return []
        if room.get("stage") == "write":
            return [] if "card" in own else [("deal.write", {"text": "{text}", "step": "Kysyn huomenna"})]
        if "late" in own:
            return [("deal.take", {})]
        return [("deal.score", {"card": id_, "score": draw.number(5) + 1}) for id_ in own.get("hand", ()) if id_ not in own["scores"]]

    # --- what stays ---

    def leaves(self, state, session):
        return {id_: {"order": card["order"], "text": _said(card)} for id_, card in (state.get("told") or state.get("kept") or {}).items()}

    def harvest(self, state, session):
        if state.get("told"):
            lines = [{"text": _said(card), **_mean(card)} for card in sorted(state["told"].values(), key=lambda card: card["order"])]
            return {"sections": [{"name": "deal.harvest", "params": {"count": state["voters"]}, "lines": lines}]}
        later = any(step["activity"] == "deal" and step["settings"].get("stage") == "score"
                    and session.trail.get(step["id"], {}).get("activity", {}).get("told") for step in session.steps)
        if later or not state.get("kept"):
            return {}
        return {"sections": [{"name": "deal.harvest_cards", "lines": [{"text": _said(card)} for card in state["kept"].values()]}]}

    def forget(self, event, person):
        if event.name == "deal.written" and event.body["person"] == person:
            return Event(event.name, event.body | {"idea": "", "step": ""}, event.version)
        return event


def _said(card: dict) -> str:
    return f"{card['idea']}\n→ {card['step']}"


def _mean(card: dict) -> dict:
    if "mean" not in card:
        return {"about": "deal.few_scores"}
    whole, _, tenth = str(card["mean"]).partition(".")
    return {"about": "deal.scored", "params": {"whole": whole, "tenth": tenth, "count": card["count"]}}


ACTIVITY = Deal()
