"""Rotate: the rounds of a learning café and the moves between them, scattered or as a carousel (METHODS M1).

Each round and each move is a phase of its own. The seats are the session's; here are the tablecloth's layers and the
read-back: whoever hosts the table tells newcomers the essence of the rounds before, and says when it has been heard.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import possible as offers

from ..contract import Activity, Writes

KINDS = ("thought", "idea", "question", "insight", "experience", "worry", "challenge", "feeling")


def heard(state, command, ctx, session):
    """The read-back is done: the table host says so, or anybody where no host sits."""
    person = session.people.get(ctx.actor)
    place = session.places.get(person.place) if person else None
    if place is None or session.step.get("stage") != "round":
        raise Rejected("not_here")
    if place.host not in (None, person.id):
        raise Rejected("not_allowed", "refusal.not_table_host")
    if place.id in state.get("heard", {}):
        return []
    return [Event("rotate.heard", {"place": place.id})]


def was_heard(state, body):
    return {**state, "heard": {**state.get("heard", {}), body["place"]: True}}


class Rotate(Activity):
    name = "rotate"
    stages = ("round", "move")
    commands = {"readback.heard": heard}
    events = {"rotate.heard": was_heard}

    def view(self, state, audience, session):
        step = session.step
        if audience == "hosts":
            return {"heard": dict(state.get("heard", {}))}
        if audience in ("room", "screen"):
            return {"mode": step["settings"].get("mode", "scatter"),
                    "table_host": step["settings"].get("table_host", "stay"), "stage": step["stage"],
                    "round": step["round"], "rounds": step["rounds"], "tables": len(session.open_places())}
        if audience.startswith("place:"):
            return self._table(state, session.places[audience.removeprefix("place:")], step, session)
        return {}

    def _table(self, state, place, step, session):
        layers: dict[str, int] = {}
        for note in map(session.notes.get, place.notes):
            if not note.hidden:
                layers[str(note.round)] = layers.get(str(note.round), 0) + 1
        document = {"previous": step["round"] - 1, "layers": layers}
        if step["stage"] == "round" and step["round"] > 1:
            document["readback"] = {"heard": place.id in state.get("heard", {})}
        return document

    def touched(self, event, state, session):
        return {"place:" + event.body["place"], "hosts"} if event.name == "rotate.heard" else set()

    def writes(self, step):
        if step.get("stage") == "move":  # who called the table may sort out their thoughts while helpers walk
            return Writes(("insight", "thought", "idea"), "me") if step["settings"].get("sheet") else None
        return Writes(tuple(step["settings"].get("kinds") or KINDS), "place")

    def sits(self, step):
        return "table"

    def free(self, step):
        return step.get("stage") == "round"  # in a move everybody has just been told where to go

    def least(self, step, table_size):
        return 2 * table_size if step["stage"] == "round" else 0

    def possible(self, documents, draw):
        person, place = offers.me(documents), offers.my_place(documents)
        if not place or person.get("role") != "participant":
            return []
        options = offers.writing(documents, draw, builds=documents["room"]["phase"]["stage"] == "round")
        if place["notes"] and "seed" not in person:
            options.append(("note.carry", {"note": draw.choice(sorted(place["notes"]))}))
        if "seed" in person and documents["room"]["phase"]["stage"] == "round":
            options.append(("note.add", {"text": "{text}", "carried": True}))
        readback = place["activity"].get("readback")
        if readback and not readback["heard"] and person.get("host_of") == place["id"]:
            options.append(("readback.heard", {}))
        return options


ACTIVITY = Rotate()
