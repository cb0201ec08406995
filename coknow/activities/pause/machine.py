"""Pause: a break that goes on by itself. A thought that comes in the meantime can be kept."""

from coknow.parts import possible as offers

from ..contract import Activity, Writes


class Pause(Activity):
    name = "pause"

    def writes(self, step):
        return Writes(("thought", "idea"), "me")

    def possible(self, documents, draw):
        return offers.writing(documents, draw, builds=False)


ACTIVITY = Pause()
