"""Solo: everybody writes alone before anybody talks. What is written stays the writer's own until they share it."""

from coknow.parts import possible as offers

from ..contract import Activity, Writes


class Solo(Activity):
    name = "solo"

    def writes(self, step):
        chosen = step["settings"]
        kinds = tuple(chosen.get("kinds") or ("thought", "idea", "question", "experience"))
        return Writes(kinds, chosen.get("visibility", "me"), chosen.get("anonymous", False), chosen.get("section"))

    def least(self, step, table_size):
        return 1

    def possible(self, documents, draw):
        options = offers.writing(documents, draw, builds=False)
        mine = offers.me(documents)
        if mine.get("notes") and "place" in mine:
            options.append(("note.share", {"note": draw.choice(sorted(mine["notes"])), "with": "place"}))
        return options


ACTIVITY = Solo()
