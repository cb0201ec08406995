"""What is shown of a card: to those who fill it in, to hosts, on the projector, to later phases and in the harvest.

Built up from what is kept of it; who may see which card is decided in machine.py.
"""

from coknow.parts import shared_text

from . import fields as asking

MOST_ON_SCREEN = 24


def _on_paper(field: dict) -> dict:
    """A field as a browser holds it."""
    return {key: field[key] for key in ("parts", "values", "filled") if field.get(key)}


def as_filled_in(card: dict) -> dict:
    found = {"order": card["order"], "fields": {id_: _on_paper(field) for id_, field in card["fields"].items()}}
    return found | ({"shown": True} if card.get("shown") else {})


def read(card: dict, asked: dict[str, dict]) -> dict[str, str | dict]:
    """Field id -> what stands in it, in the order of the card: a text, or {part: value}. Empty fields are left out."""
    found = {}
    for id_, field in asked.items():
        kept = card["fields"].get(id_, {})
        said = kept.get("values") or shared_text.text_of(kept.get("parts", {})).strip()
        if said:
            found[id_] = said
    return found


def summary(card: dict, asked: dict[str, dict]) -> dict:
    said = read(card, asked)
    title, step = said.get(asking.title_of(asked), ""), said.get(asking.step_of(asked), "")
    return {"order": card["order"], "text": title} | ({"step": step} if step else {})


def _value_text(field: dict, said) -> str | dict:
    """What stands in a field as words; a choice in three languages."""
    if isinstance(said, str):
        return said
    if field["kind"] == "choice":
        return field["options"].get(said["is"], {}).get("label", said["is"])
    days = [said[part] for part in ("is", *asking.PERIOD) if part in said]
    written = " – ".join("{2}.{1}.{0}".format(*map(int, day.split("-"))) for day in days)
    return {"fi": written, "sv": written, "en": " – ".join(days)}


def may_be_seen(card: dict, asked) -> bool:
    return bool(card.get("shown") or (not card.get("own") and read(card, asked)))


def progress(card: dict, place) -> dict:
    """For hosts: which fields are filled. Not by whom, and a person's own card under nobody's name."""
    found = {"order": card["order"], "filled": {id_: True for id_, field in card["fields"].items() if field.get("filled")}}
    return found | ({"shown": True} if card.get("shown") else {}) | _place(place)


def _place(place) -> dict:
    return {"number": place.number, "kind": place.kind} if place else {}


def gallery(cards: dict, asked, session) -> dict:
    ready = sorted(((of, card) for of, card in cards.items() if card.get("shown")), key=lambda one: one[1]["order"])
    found = {}
    for of, card in ready[-MOST_ON_SCREEN:]:
        place = session.places.get(of)
        found[card["card"]] = summary(card, asked) | _place(place)
    more = len(ready) - len(found)
    return {"cards": found, "begun": len(cards)} | ({"more": more} if more else {})


def told(card: dict, asked) -> dict:
    return {id_: {"order": asked[id_]["order"], "label": asked[id_]["label"], "text": _value_text(asked[id_], said)}
            for id_, said in read(card, asked).items()}


def titled(card: dict, asked) -> str | dict:
    """The card's name as words, or that it has none."""
    return read(card, asked).get(asking.title_of(asked)) or {
        "fi": "Nimetön kortti", "sv": "Kort utan namn", "en": "Card without a name"}


def line(of: str, card: dict, asked, session) -> dict:
    said = read(card, asked)
    title = asking.title_of(asked)
    below = [{"text": asked[id_]["label"], "below": [{"text": _value_text(asked[id_], value)}]}
             for id_, value in said.items() if id_ != title]
    place = session.places.get(of)
    line = {"text": titled(card, asked), "below": below}
    if place:
        line |= {"about": f"form.of_{place.kind}", "params": {"number": place.number}}
    return line
