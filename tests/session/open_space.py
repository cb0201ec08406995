"""An open space for stories, as short as the method allows: a wall, two slots with a break between, news, action tables."""

import copy

from coknow import library
from tests.story import Story

_WORDS = {"fi": "Kokeeksi", "sv": "På prov", "en": "For trial"}


_TITLES = {
    "wall": {"fi": "Tori", "sv": "Torget", "en": "Market"},
    "slot-a": {"fi": "Ensimmäinen aika", "sv": "Första tiden", "en": "First slot"},
    "slot-b": {"fi": "Toinen aika", "sv": "Andra tiden", "en": "Second slot"},
    "news": {"fi": "Uutisseinä", "sv": "Rapportväggen", "en": "News wall"},
    "tables": {"fi": "Toimintapöydät", "sv": "Handlingsborden", "en": "Action tables"},
}


def _phase(id_: str, activity: str, minutes: int, **settings) -> dict:
    return {"id": id_, "activity": activity, "minutes": minutes, "guidance": "hosting", "script": {},
            "title": _TITLES.get(id_, _WORDS), "task": _WORDS, "settings": settings}


def template(*, board=None, slot=None) -> dict:
    given = copy.deepcopy(library.builtin()["learning-cafe-mini"])
    slot = slot or {}
    given["phases"] = [
        _phase("welcome", "plenary", 5, words=True),
        _phase("wall", "market", 15, **(board or {})),
        _phase("slot-a", "market", 30, stage="slot", **slot),
        _phase("break", "pause", 5),
        _phase("slot-b", "market", 30, stage="slot", **slot),
        _phase("news", "market", 10, stage="news"),
        _phase("tables", "market", 15, stage="actions"),
        _phase("end", "solo", 5, visibility="all", section="takeaways"),
    ]
    return given


class OpenSpace(Story):
    """A story whose people speak of topics by their titles."""

    def __init__(self, people=("Aino", "Bengt", "Cecilia"), crowd=9, *, board=None, slot=None, given=None, **more):
        super().__init__(given or template(board=board, slot=slot), **more)
        self.join(*people)
        self.crowd(crowd)
        self.topics: dict[str, str] = {}

    def propose(self, who: str, title: str, **more) -> str:
        events = self.do(who, "topic.propose", title=title, **more)
        self.topics[title] = events[0].body["topic"]
        return self.topics[title]

    def topic(self, title: str):
        return self.state.topics[self.topics[title]]

    def on_wall(self, title: str) -> dict:
        return self.room["agenda"]["topics"][self.topics[title]]

    def about(self, who: str, name: str, title: str, /, **args):
        return self.do(who, name, topic=self.topics[title], **args)

    def no(self, who: str, name: str, title: str, /, **args) -> str:
        return self.refused(who, name, topic=self.topics[title], **args)

    def there(self, title: str) -> set[str]:
        return {self.name(p) for p in self.state.places[self.topics[title]].people}
