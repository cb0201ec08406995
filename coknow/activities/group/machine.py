"""Group: a small group at its own table with its own notes; the people of before stay together, or new groups form.

Who sits where is the session's (`compose` in the step's settings: session/composing.py); this says what the group may write.
"""

from coknow.parts import possible as offers

from ..contract import Activity, Writes


class Group(Activity):
    name = "group"

    def writes(self, step):
        chosen = step["settings"]
        kinds = tuple(chosen.get("kinds") or ("thought", "idea", "question", "insight"))
        return Writes(kinds, "place", chosen.get("anonymous", False), chosen.get("section"))

    def sits(self, step):
        return "group"

    def free(self, step):
        return True

    def least(self, step, table_size):
        return step["settings"].get("size", table_size)  # a minute each

    def possible(self, documents, draw):
        return offers.writing(documents, draw)


ACTIVITY = Group()
