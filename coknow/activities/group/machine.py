"""Group: a small group at its own place with its own notes, one rung of the ladder alone - pairs - fours - all.

Who sits where is the session's (`compose` in the step's settings: session/composing.py). What a group brings along from
the step before is in tray.py, what one person does in mine.py; the card it chooses, of which all see one per group in the stage `all`, in cards.py and
wall.py; whose turn to tell it is in talk.py. Two people who would rather not hop between rooms write to each other in the same notes.
"""

from coknow.parts import possible as offers

from ..contract import Activity, Writes
from . import cards, mine, rungs, talk, tray, wall

KINDS = ("thought", "idea", "question", "insight")


class Group(Activity):
    name = "group"
    stages = ("all",)
    concrete = True
    commands = {**cards.COMMANDS, **wall.COMMANDS}
    events = {**cards.EVENTS, **wall.EVENTS, **talk.EVENTS, "group.taken_up": lambda state, body: {**state, **body["state"]}}
    contributions = {"group.card_chosen": "person", "group.brought": "person"}

    def start(self, step, ctx, session):
        return wall.begins(step, session) if wall.is_all(step) else cards.begins(step, session) + talk.begins(step, ctx)

    def evolve(self, state, event):
        return talk.follow(super().evolve(state, event), event)

    def view(self, state, audience, session):
        kind, _, place = audience.partition(":")
        if kind == "person":
            return mine.view(place, session)
        if wall.is_all(session.step):
            return wall.view(state, kind, place, session) | (rungs.view(session) if kind == "screen" else {})
        if kind == "place":
            return cards.at_place(state, place, session) | tray.view(place, session)
        if kind == "room":
            shown = {"choose": cards.most(session.step), "off_record": session.step["settings"].get("off_record", False)}
            return {key: value for key, value in shown.items() if value} | self._talk(state, session)
        if kind == "screen":
            return rungs.view(session)
        return cards.for_hosts(state, session) if kind == "hosts" else {}

    def _talk(self, state, session):
        found = talk.view(state)
        return found | {"size": self.size(session.step)} if found else {}

    def is_personal(self, step):
        return "tasks" in step["settings"]

    def touched(self, event, state, session):
        if wall.is_all(session.step):
            return wall.touched(event, state, session)
        clock = talk.touched(event) if "talk" in state else set()
        return cards.touched(event) | tray.touched(event, session) | clock

    def shows(self, state, place, session):
        return set() if wall.is_all(session.step) else set(tray.notes(place, session))

    def writes(self, step):
        chosen = step["settings"]
        if wall.is_all(step):
            return Writes(tuple(chosen.get("kinds") or KINDS), "me")
        return Writes(tuple(chosen.get("kinds") or KINDS), "place", chosen.get("anonymous", False), chosen.get("section"),
                      off_record=chosen.get("off_record", False))

    def sits(self, step):
        return None if wall.is_all(step) else "group"

    def waits(self, step):
        return wall.is_all(step)  # the groups still speak

    def free(self, step):
        return True

    def least(self, step, table_size):
        return 2 if wall.is_all(step) else max(step["settings"].get("size", table_size), talk.minutes(step))  # a minute each

    def leaves(self, state, session):
        return wall.leaves(state, session) if wall.is_all(session.step) else cards.leaves(state, session)

    def harvest(self, state, session):
        return wall.harvest(state, session) if "from" in state else cards.harvest(state, session)

    def possible(self, documents, draw):
        mine, person = offers.my_place(documents), offers.me(documents)
        room = documents["room"]["activity"]
        everywhere = offers.writing(documents, draw, builds="cards" not in room)
        if not mine or person.get("role") != "participant":
            return everywhere
        activity = mine["activity"]
        if "cards" in room:
            return everywhere + wall.possible(room["cards"], mine, draw)
        written = sorted({*mine["notes"], *activity.get("tray", {})})
        if room.get("choose") and written:
            everywhere.append(("card.choose", {"note": draw.choice(written)}))
        if activity.get("tray"):
            everywhere.append(("note.add", {"text": offers.TEXT, "builds_on": [draw.choice(sorted(activity["tray"]))]}))
        return everywhere


ACTIVITY = Group()
