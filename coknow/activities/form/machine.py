"""Form: cards that are filled in together, several people in one field at once, nothing acknowledged ever lost.

A card belongs to a place or (`per: person`) to one person, and lives in the phase that opened it: a later form phase
with `from:` goes on with the same cards, and words that arrive after the phase has ended still reach them. Texts are
shared documents (parts/shared_text); dates and choices are set whole, the last one stands. Nobody else sees a
person's card before that person shows it, except the people of a phase in which they sit together over it.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, shared_text
from coknow.parts import possible as offers

from ..contract import Activity
from . import cards as paper
from . import fields as asking
from . import gallery

HOSTING = ("host", "cohost")
WRITER_BITS = 2**31  # numbers of writers without a browser of their own


def write(state, command, ctx, session):
    """Words into a text: an update of the browser's own copy."""
    card = _card(state, command, ctx, session)
    field, id_ = _field(card, command, texts=True)
    update = command.args.get("update")
    return _written(state, card, id_, field, update, ctx, session)


def add(state, command, ctx, session):
    """Words on a line of their own at the end: for whoever keeps no copy of the text (bots, plain clients)."""
    card = _card(state, command, ctx, session)
    field, id_ = _field(card, command, texts=True)
    words = arguments.text(command.args, "text", field["limit"])
    update = shared_text.appended(card.parts(id_), words, 1 + ctx.draw.number(WRITER_BITS))
    return _written(state, card, id_, field, update, ctx, session)


def _written(state, card, id_, field, update, ctx, session) -> list[Event]:
    change = shared_text.taken_in(card.parts(id_), update, field["limit"], id_)
    if change is None:
        return []
    before, after = change
    body = card.named() | {"field": id_, "update": update}
    if bool(before.strip()) != bool(after.strip()):
        body["filled"] = bool(after.strip())
    return [*card.opening(ctx), Event("form.edited", body), *_took_part(ctx, session)]


def set_(state, command, ctx, session):
    """A date, a period's day or a choice."""
    card = _card(state, command, ctx, session)
    field, id_ = _field(card, command, texts=False)
    values = asking.chosen(field, command.args)
    if all(card.values(id_).get(part, "") == value for part, value in values.items()):
        return []
    return [*card.opening(ctx), Event("form.set", card.named() | {"field": id_, "values": values}), *_took_part(ctx, session)]


def show(state, command, ctx, session):
    """The card is ready to be seen by everybody, or is taken back."""
    card = _card(state, command, ctx, session)
    on = arguments.flag(command.args, "on")
    if on == bool(card.kept.get("shown")):
        return []
    if on and not card.kept:
        raise Rejected("not_allowed", "refusal.card_is_empty")
    return [Event("form.shown", card.named() | {"on": on})]


def offer(state, command, ctx, session):
    if not gallery.is_gallery(session.step):
        raise Rejected("not_allowed", "refusal.card_not_dealt")
    return gallery.offer(state, _cards(state, session), _asked(state, session), command, ctx, session)


def withdraw(state, command, ctx, session):
    return gallery.withdraw(state, command, ctx)


class _Card:
    """The card a command is about: whose it is, and what is kept of it so far."""

    def __init__(self, kept: dict, of: str, home: dict):
        self.kept, self.of, self.home = kept, of, home
        self.asked = asking.asked(home)

    def named(self) -> dict:
        return {"phase": self.home["id"], "of": self.of}

    def parts(self, field: str) -> dict[str, str]:
        return self.kept.get("fields", {}).get(field, {}).get("parts", {})

    def values(self, field: str) -> dict[str, str]:
        return self.kept.get("fields", {}).get(field, {}).get("values", {})

    def opening(self, ctx) -> list[Event]:
        if self.kept:
            return []
        return [Event("form.opened", self.named() | {"card": ctx.draw.id("k"), "own": _own(self.home)})]


def _card(state, command, ctx, session) -> _Card:
    """The one named in `of`, if this person may write on it; `state` is of the phase that they wrote in."""
    person, of = session.people.get(ctx.actor), command.args.get("of")
    if person is None or not person.here or person.role in ("screen", "follower"):
        raise Rejected("not_allowed")
    if not isinstance(of, str):
        raise Rejected("bad_arguments", field="of")
    if of not in _within_reach(state, person, session):
        raise Rejected("not_allowed", "refusal.card_of_others")
    return _Card(_cards(state, session).get(of, {}), of, session.step_of(state["home"]))


def _within_reach(state, person, session) -> set[str]:
    """The cards this person may write on: their own, and those of the place where they sit, look in or, when the
    phase they wrote in is over, sat at its end."""
    place, people = _sits_at(state["phase"], person, session)
    home, step = session.step_of(state["home"]), session.step_of(state["phase"])
    if not _own(home):
        return {place} if place in session.places else set()
    own = {person.id} if person.takes_a_seat else set()
    return own | {p for p in people if session.people[p].takes_a_seat and not session.people[p].erased} if Form.sits_here(step) else own


def _sits_at(phase: str, person, session) -> tuple[str | None, list[str]]:
    """Their place in that phase, and who sits there."""
    if phase == session.phase:
        place = person.looking if person.role in HOSTING else person.place
        return place, list(session.places[place].people) if place in session.places else []
    seats = session.trail[phase]["seats"]
    place = seats.get(person.id)
    return place, [p for p, at in seats.items() if place and at == place]


def _own(home: dict) -> bool:
    return home["settings"].get("per") == "person"


def _home(step: dict, session) -> str:
    """The phase whose cards this step is about: its own, or those of an earlier one, where that was not skipped."""
    earlier = session.step_of(step["settings"].get("from"))
    if earlier is None or earlier["activity"] != Form.name or earlier["id"] not in session.trail:
        return step["id"]
    return _home(earlier, session)


def _cards(state: dict, session) -> dict:
    """The cards of a phase: its own, or those of the phase it goes on from."""
    home = state.get("home")
    if home == state.get("phase"):
        return state.get("cards", {})
    kept = session.activity if home == session.phase else session.trail.get(home, {}).get("activity", {})
    return kept.get("cards", {})


def _field(card: _Card, command, *, texts: bool) -> tuple[dict, str]:
    id_ = command.args.get("field")
    field = card.asked.get(id_) if isinstance(id_, str) else None
    if field is None or (field["kind"] in asking.TEXTS) != texts:
        raise Rejected("bad_arguments", field="field")
    return field, id_


def _took_part(ctx, session) -> list[Event]:
    """Once for each person and phase: a letter typed is no news to the whole room."""
    if session.step["activity"] != Form.name or ctx.actor in session.wrote.get(session.phase, ()):
        return []
    return [Event("form.took_part", {"person": ctx.actor})]


# --- how the events change the phase's state ----------------------------------------------------------------------


def began(state, body):
    return {"phase": body["phase"], "home": body["home"]}


def opened(state, body):
    cards = state.get("cards", {})
    order = max((card["order"] for card in cards.values()), default=0) + 1
    card = {"card": body["card"], "order": order, "fields": {}} | ({"own": True} if body["own"] else {})
    return {**state, "cards": {**cards, body["of"]: card}}


def edited(state, body):
    kept = state["cards"][body["of"]]["fields"].get(body["field"], {})
    if not body["update"]:  # the words of somebody who is forgotten
        return state
    field = {**kept, "parts": shared_text.added(kept.get("parts", {}), body["update"])}
    if "filled" in body:
        field["filled"] = body["filled"]
    return _with_field(state, body, field)


def was_set(state, body):
    kept = state["cards"][body["of"]]["fields"].get(body["field"], {})
    values = {part: value for part, value in {**kept.get("values", {}), **body["values"]}.items() if value}
    return _with_field(state, body, {"values": values, "filled": bool(values)})


def _with_field(state, body, field: dict) -> dict:
    card = state["cards"][body["of"]]
    return _with_card(state, body, {**card, "fields": {**card["fields"], body["field"]: field}})


def shown(state, body):
    card = {key: value for key, value in state["cards"][body["of"]].items() if key != "shown"}
    return _with_card(state, body, card | ({"shown": True} if body["on"] else {}))


def _with_card(state, body, card: dict) -> dict:
    return {**state, "cards": {**state["cards"], body["of"]: card}}


def erased(state, body):
    """A person's own card and offers go with them; what a group wrote together stays."""
    state = gallery.without(state, body["person"])
    cards = state.get("cards", {})
    if not cards.get(body["person"], {}).get("own"):
        return state
    return {**state, "cards": {of: card for of, card in cards.items() if of != body["person"]}}


# --- what is shown ------------------------------------------------------------------------------------------------


class Form(Activity):
    name = "form"
    personal = True
    concrete = True
    commands = {"form.write": write, "form.add": add, "form.set": set_, "form.show": show,
                "form.offer": offer, "form.withdraw": withdraw}
    lasting = frozenset(("form.write", "form.add", "form.set"))
    events = {
        "form.began": began, "form.opened": opened, "form.edited": edited, "form.set": was_set, "form.shown": shown,
        "form.offered": gallery.offered, "form.offer_withdrawn": gallery.withdrawn, "person.erased": erased,
    }
    answers = {"form.offered": "offer"}
    contributions = {"form.took_part": "person", "form.offered": "person"}
    stages = (gallery.STAGE,)

    def start(self, step, ctx, session):
        return [Event("form.began", {"phase": step["id"], "home": _home(step, session)})]

    @staticmethod
    def sits_here(step) -> bool:
        return not gallery.is_gallery(step) and (step["settings"].get("per") != "person" or "compose" in step["settings"])

    def sits(self, step):
        return "group" if self.sits_here(step) else None

    def view(self, state, audience, session):
        if "home" not in state:
            return {}
        cards, home, running = _cards(state, session), session.step_of(state["home"]), session.step
        own = _own(home)
        kind, _, id_ = audience.partition(":")
        if kind == "room":
            return self._room(home, running)
        if kind == "screen":
            return paper.gallery(cards, asking.asked(home), session)
        if gallery.is_gallery(running):
            return gallery.view(state, cards, asking.asked(home), kind, id_, session)
        if kind == "hosts":
            return {"cards": {card["card"]: paper.progress(card, session.places.get(of)) for of, card in cards.items()}}
        if kind == "place" and not own:
            return {"cards": {id_: paper.as_filled_in(cards[id_])} if id_ in cards else {}}
        if kind == "place" and own and self.sits_here(running):
            return {"cards": {of: paper.as_filled_in(cards[of]) for of in session.places[id_].people if of in cards}}
        if kind == "person" and own and id_ in cards and not (self.sits_here(running) and session.people[id_].place):
            return {"cards": {id_: paper.as_filled_in(cards[id_])}}
        return {}

    def _room(self, home, running) -> dict:
        chosen = running["settings"]
        shown = {"home": home["id"], "per": home["settings"].get("per", "place"), "fields": asking.asked(home)}
        if gallery.is_gallery(running):
            shown["stage"] = gallery.STAGE
        if chosen.get("focus"):
            shown["focus"] = {id_: number for number, id_ in enumerate(chosen["focus"], 1)}
        return shown

    def touched(self, event, state, session):
        if gallery.is_gallery(session.step):
            return self._touched_in_gallery(event, state, session)
        if event.name == "person.erased":
            return {"hosts", "screen"}
        if event.name not in ("form.opened", "form.edited", "form.set", "form.shown") or event.body["phase"] != state["home"]:
            return set()
        of = event.body["of"]
        found = {"place:" + of} if of in session.places else {"person:" + of}
        if of in session.people and session.people[of].place and self.sits_here(session.step):
            found = {"place:" + session.people[of].place}
        card = _cards(state, session).get(of, {})
        if event.name != "form.edited" or "filled" in event.body:
            found.add("hosts")
        if card.get("shown") or event.name in ("form.opened", "form.shown"):
            found.add("screen")
        return found

    def _touched_in_gallery(self, event, state, session):
        """What stands on the cards is in everybody's own document; an offer is in two."""
        if event.name in ("form.offered", "form.offer_withdrawn"):
            of = gallery.whose(_cards(state, session), event.body["card"])
            owners = {of} if of in session.people else session.places[of].people if of in session.places else ()
            return {"hosts", "person:" + event.body["person"], *("person:" + p for p in owners)}
        if event.name in ("person.erased", "person.renamed") or event.body.get("phase") == state["home"]:
            return {"hosts", "screen", *("person:" + p for p in session.people)}
        return set()

    def possible(self, documents, draw):
        return _offers(documents, draw)

    def leaves(self, state, session):
        if state.get("home") != state.get("phase") or not state:
            return {}
        asked = asking.asked(session.step_of(state["home"]))
        return {card["card"]: paper.summary(card, asked) | {"fields": paper.told(card, asked)}
                for card in state.get("cards", {}).values() if paper.may_be_seen(card, asked)}

    def harvest(self, state, session):
        if state.get("home") != state.get("phase"):
            return gallery.harvest(state, _cards(state, session), _asked(state, session), session)
        if not state.get("cards"):
            return {}
        asked = asking.asked(session.step_of(state["home"]))
        cards = [paper.line(of, card, asked, session) for of, card in state["cards"].items() if paper.may_be_seen(card, asked)]
        return {"sections": [{"name": "form.cards", "lines": cards}]} if cards else {}

    def forget(self, event, person):
        body = event.body
        if event.name == "form.offered" and body["person"] == person:
            return Event(event.name, body | {"text": ""}, event.version)
        if body.get("of") != person:
            return event
        if event.name == "form.edited":
            return Event(event.name, body | {"update": ""}, event.version)
        if event.name == "form.set":
            return Event(event.name, body | {"values": {}}, event.version)
        return event

    def least(self, step, table_size):
        return 3


def _asked(state: dict, session) -> dict:
    return asking.asked(session.step_of(state["home"]))


def _offers(documents: dict, draw) -> list[tuple[str, dict]]:
    me, place = offers.me(documents), offers.my_place(documents)
    about = documents["room"]["activity"]
    if me.get("role") != "participant" or "fields" not in about:
        return []
    if about.get("stage") == gallery.STAGE:
        read = sorted(me["activity"].get("read", {}))
        return [("form.offer", {"card": draw.choice(read), "text": offers.TEXT})] if read else []
    of = me["id"] if about["per"] == "person" else place.get("id")
    if of is None:
        return []
    card = {"phase": documents["room"]["phase"]["id"], "of": of}
    texts = [id_ for id_, field in about["fields"].items() if field["kind"] in asking.TEXTS]
    choices = [(id_, field["options"]) for id_, field in about["fields"].items() if field["kind"] == "choice"]
    options = [("form.add", card | {"field": draw.choice(texts), "text": "{word}"})] if texts else []
    if choices:
        id_, given = draw.choice(choices)
        options.append(("form.set", card | {"field": id_, "value": draw.choice(sorted(given))}))
    held = {**place.get("activity", {}).get("cards", {}), **me.get("activity", {}).get("cards", {})}
    if of in held:
        options.append(("form.show", card | {"on": True}))
    return options


ACTIVITY = Form()
