"""Not everything people sit at is a table, and not every phase seats them: what hosts and readers of a harvest are told."""

from coknow.session.harvest import harvest
from coknow.web import outline
from coknow.web.markdown_file import markdown
from tests.story import Story


def crowded(template: str) -> Story:
    story = Story(template)
    story.crowd(8)
    return story


def one_seated(story: Story) -> str:
    return next(name for name in story.people if name != "Helmi" and story.place_of(name))


def parts_of(story: Story) -> list[dict]:
    return [part for table in harvest(story.state, for_hosts=True)["tables"] for part in table["rounds"]]


def test_pairs_and_fours_are_no_rounds_in_the_harvest():
    story = crowded("one-two-four-all")
    titles = []
    for phase in ("pairs", "fours"):
        story.until(phase)
        story.do(one_seated(story), "note.add", text=f"Sanottu vaiheessa {phase}")
        titles.append(story.state.step["title"])
    assert sorted(part["prompt"]["fi"] for part in parts_of(story)) == sorted(title["fi"] for title in titles)
    assert {part["round"] for part in parts_of(story)} == {0}
    found = harvest(story.state, for_hosts=True)
    assert found["counts"]["rounds"] == 0
    assert sum(place.count for place in outline.of(found).places) == 2


def test_what_one_pair_alone_said_is_not_said_to_come_from_a_table():
    story = crowded("one-two-four-all")
    story.until("pairs")
    story.do(one_seated(story), "note.add", text="Vain me sanoimme tämän", kind="idea")
    other = next(name for name in story.people if name != "Helmi" and story.place_of(name) != story.place_of(one_seated(story)))
    story.do(other, "note.add", text="Ja me tämän")
    text = markdown(outline.of(harvest(story.state, for_hosts=True)), "fi")
    assert "## Vain yhdessä ryhmässä mainittua" in text and "## Ryhmittäin" in text
    number = story.state.places[story.place_of(one_seated(story))].number
    assert f"- Vain me sanoimme tämän *(idea)* — {one_seated(story)} — *pari {number}*" in text
    assert "pöy" not in text


def test_rounds_of_a_cafe_stay_rounds():
    story = crowded("learning-cafe")
    while not story.state.step or story.state.step.get("stage") != "round":
        story.next()
    story.do(one_seated(story), "note.add", text="Kierroksella sanottu")
    (part,) = parts_of(story)
    assert part["round"] == 1 and part["prompt"] == story.state.step["prompt"]


def test_a_host_hears_of_a_missing_seat_only_while_people_are_seated():
    story = crowded("one-two-four-all")
    told = {}
    for phase in ("think", "pairs", "fours", "all"):
        story.until(phase)
        told[phase] = "seats" in story.hosts
    assert told == {"think": False, "pairs": True, "fours": True, "all": False}
    open_space = crowded("open-space")
    for phase in ("slot-1", "break", "closing"):
        open_space.until(phase)
        assert "seats" not in open_space.hosts, "people choose their topic by themselves"
