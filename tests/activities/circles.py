"""One circle and what is asked of it in its stories: who holds the piece, how everybody stands, giving it on."""

from tests.activities import cases
from tests.story import Story

FREE = ({"kind": "open", "minutes": 10},)


def circle(people=("Aino", "Bengt", "Cecilia"), *, rounds=({}, {}), seed=1, **settings) -> Story:
    """One circle (or several, by `size`) at the start of its first round, in the order of coming."""
    given = {"compose": "new", "size": 8, "order": "arranged", "rounds": list(rounds)} | settings
    phase = {"id": "ring", "activity": "circle", "minutes": 30, "settings": given}
    story = Story(cases.template_of([phase, {"id": "after", "activity": "pause"}]), seed=seed)
    story.join(*people)
    story.until("ring")
    story.time_up()  # the server sees at once who sits where
    return story


def at(story, name="Aino") -> dict:
    return story.table(name)["activity"]


def holder(story, name="Aino") -> str | None:
    found = at(story, name).get("holder")
    return story.name(found) if found else None


def states(story, name="Aino") -> dict[str, str]:
    return {story.name(p): one["state"] for p, one in at(story, name)["order"].items()}


def give_on(story, name=None, **args):
    name = name or holder(story)
    return story.do(name, "piece.pass", turn=at(story, name)["turn"], **args)


def spoken(story, *names):
    """Each of these in turn says something for half a minute."""
    for name in names:
        assert holder(story, name) == name
        story.wait(0.5)
        give_on(story, name)
