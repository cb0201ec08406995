"""The two dialogues of the library from start to end: the Timeout-style one with its pairs and returns, and the café."""

import json

from coknow import session
from coknow.kernel.rejected import Rejected
from tests.story import Story


def settle(story) -> None:
    """The server looks who sits where whenever somebody may have moved."""
    if story.state.activity.get("unsettled"):
        story.do("system", "time.up", phase=story.state.phase)


def go_round(story, places) -> None:
    """Every circle's piece goes round until its present round is over."""
    for place in places:
        activity = session.view(story.state, "place:" + place)["activity"]
        number = activity["round"]
        while activity["kind"] == "piece" and activity["round"] == number:
            story.wait(0.3)
            story.do(story.name(activity["holder"]), "piece.pass", turn=activity["turn"])
            activity = session.view(story.state, "place:" + place)["activity"]


def together(story) -> dict[str, frozenset]:
    """Who sits with whom, place by place."""
    at: dict[str, set] = {}
    for person, place in story.state.seats.items():
        at.setdefault(place, set()).add(person)
    return {place: frozenset(people) for place, people in at.items()}


def test_a_timeout_dialogue_of_fourteen_people():
    story = Story("timeout-dialogue")
    guests = story.crowd(14)
    story.until("arrive")
    settle(story)
    circles = together(story)
    assert sorted(map(len, circles.values())) == [7, 7]
    go_round(story, circles)
    story.until("pair")
    pairs = together(story)
    assert sorted(map(len, pairs.values())) == [2, 2, 2, 2, 3, 3]
    assert all(any(pair <= circle for circle in circles.values()) for pair in pairs.values()), "of one's own circle"
    story.do(guests[0], "note.add", text="Sanon tämän vain parilleni.", kind="experience")
    assert "vain parilleni" in json.dumps(story.table(guests[0]))
    story.next()
    settle(story)
    assert story.state.phase == "dialogue" and together(story) == circles, "everybody is back"
    go_round(story, circles)
    place = next(iter(circles))
    a, b = [name for name in guests if story.place_of(name) == place][:2]
    story.do(a, "recorder.take")
    story.do(a, "record.add", line="Arki yllätti monta.", kind="insight")
    story.do(b, "floor.request")
    story.next()
    assert story.state.phase == "choose" and together(story) == circles
    story.do(a, "note.add", text="Kuka kuulee hiljaisia?", kind="question")
    story.do(b, "note.add", text="Toinen teema", kind="question")
    asked = next(n for n, note in story.table(b)["notes"].items() if note["text"] == "Kuka kuulee hiljaisia?")
    story.do(b, "card.choose", note=asked)
    story.until("unsaid")
    story.until("deepen")
    settle(story)
    assert together(story) == circles
    assert [one["text"] for one in story.table(b)["activity"]["themes"].values()] == ["Kuka kuulee hiljaisia?"]
    other = next(name for name in guests if story.place_of(name) != place)
    assert "themes" not in story.table(other)["activity"], "each circle has its own"
    story.do("Helmi", "note.hide", note=asked, on=True)
    assert "themes" not in story.table(b)["activity"]
    story.do("Helmi", "note.hide", note=asked, on=False)
    story.until("insight")
    story.do(a, "note.add", text="kanarialintu: pidän tämän", kind="insight")
    story.do(b, "note.add", text="Kuuntelu muutti minua.", kind="insight")
    story.until("sharing")
    settle(story)
    mine = next(iter(story.person(b)["notes"]))
    story.do(b, "note.share", note=mine, **{"with": "place"})
    go_round(story, circles)
    while story.state.index_of(story.state.phase) < len(story.state.steps) - 1:
        story.next()
    found = session.harvest(story.state, for_hosts=False)
    words = json.dumps(found, ensure_ascii=False)
    assert "kanarialintu" not in words, "kept is kept"
    assert "Kuuntelu muutti minua." in words and "Arki yllätti monta." in words and "Kuka kuulee hiljaisia?" in words
    everything = json.dumps(session.harvest(story.state, for_hosts=True), ensure_ascii=False)
    assert "vain parilleni" not in everything and "Toinen teema" not in everything, "what is said here stays here"
    assert not any(name in everything for name in guests), "and nobody is named"
    assert found["takeaways"], "what was shared is what people took along"
    story.end()


def test_somebody_leaves_and_somebody_comes_during_the_pairs():
    story = Story("timeout-dialogue")
    guests = story.crowd(8)
    story.until("arrive")
    settle(story)
    story.until("pair")
    story.do(guests[0], "person.leave")
    story.join("Myöhä")
    story.drops(guests[1])
    story.next()
    settle(story)
    people = session.view(story.state, "place:" + story.place_of(guests[2]))["activity"]["order"]
    assert story.people["Myöhä"] in people and story.people[guests[0]] not in people
    story.end()


def test_a_conversation_cafe_goes_through_its_four_rounds():
    story = Story("conversation-cafe")
    story.crowd(12)
    story.until("talk")
    settle(story)
    places = list(together(story))
    assert len(places) == 2
    go_round(story, places)
    go_round(story, places)
    kinds = {session.view(story.state, "place:" + place)["activity"]["kind"] for place in places}
    assert kinds == {"open"}
    for _ in places:
        story.time_up()  # each circle's free round began when it came there
    go_round(story, places)
    assert story.room["activity"]["done"] == 2
    story.end()


def test_nobodys_airtime_is_kept_where_the_template_does_not_measure():
    story = Story("conversation-cafe")
    story.crowd(6)
    story.until("talk")
    settle(story)
    go_round(story, list(together(story)))
    assert all(circle["turns"] == [] for circle in story.state.activity["circles"].values())
    try:
        story.do("Vieras 1", "record.add", line="Muistiin")
        raise AssertionError("there is no recorder here")
    except Rejected as no:
        assert no.code == "not_allowed"
