"""Harvest: each table writes what it found (stage `write`), then all see it together (stage `wall`).

The wall is one document for everybody, so it is bounded: fairly chosen from the tables, the rest is in the harvest
page. Nothing is counted, ranked or compared between tables.
"""

import json

from coknow.parts import possible as offers
from coknow.parts.notes import alone, fairly

from ..contract import Activity, Writes

KINDS = ("insight", "pattern", "question")
WALL_LIMIT = 120
WALL_BYTES = {"room": 10_000, "screen": 48_000}  # the wall stands in everybody's document: a slow phone loads it, too
NOTE_EVENTS = ("note.added", "note.edited", "note.removed", "note.shared", "note.hidden")


class Harvest(Activity):
    name = "harvest"
    concrete = True
    stages = ("write", "wall")

    def view(self, state, audience, session):
        if audience not in ("room", "screen"):
            return {}
        stage = session.step["settings"].get("stage", "write")
        document = {"stage": stage}
        if stage == "wall" or audience == "screen":
            document |= self._wall(session, WALL_BYTES[audience])
        return document

    def _wall(self, session, room: int):
        kinds = tuple(session.step["settings"].get("kinds") or KINDS)
        found = [n for n in session.notes.values() if n.kind in kinds and n.place and not n.hidden and n.visibility != "me"]
        lone = alone(session.notes)
        if session.step["settings"].get("only_here"):
            found = [n for n in found if n.id in lone]
        shown = fairly(found, kinds, WALL_LIMIT)
        items = {}
        for order, note in enumerate(shown, 1):
            place = session.places[note.place]
            item = {"order": order, "text": note.text, "kind": note.kind, "place": place.number}
            if place.kind != "table":
                item["at"] = place.kind
            theme = session.settings.get("themes", {}).get(place.theme or "", {}).get("text")
            if theme:
                item["theme"] = theme
            if note.id in lone:
                item["only_here"] = True
            room -= len(json.dumps({note.id: item}, ensure_ascii=False).encode())
            if room < 0:
                break
            items[note.id] = item
        return {"items": items, **({"more": len(found) - len(items)} if len(found) > len(items) else {})}

    def touched(self, event, state, session):
        return {"room", "screen"} if event.name in NOTE_EVENTS else set()

    def writes(self, step):
        kinds = tuple(step["settings"].get("kinds") or KINDS)
        return Writes(kinds, "place")

    def waits(self, step):
        return step["settings"].get("stage", "write") == "wall"

    def least(self, step, table_size):
        if step["settings"].get("only_here"):
            return 2  # a few lines, read in silence
        return 3 if step["settings"].get("stage", "write") == "write" else 5

    def possible(self, documents, draw):
        return offers.writing(documents, draw, builds=documents["room"]["activity"].get("stage") == "write")


ACTIVITY = Harvest()
