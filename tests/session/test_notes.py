"""Notes: alone first, then at the table, building on each other, carried along, and nobody else's business."""

import json

from coknow import session
from tests.activities import cases
from tests.story import Story


def at_table(people=12, phase="cafe-1", **settings):
    story = Story(**settings)
    story.crowd(people)
    story.until(phase)
    return story


def seen_by(story, name) -> str:
    """Everything `name` may hold, as one text."""
    person = story.people[name]
    return json.dumps([session.view(story.state, a) for a in session.audiences(story.state, person)], ensure_ascii=False)


def mate(story, name) -> str:
    return next(story.name(p) for p in story.state.places[story.place_of(name)].people if story.name(p) != name)


def stranger(story, name) -> str:
    return next(story.name(p) for p in story.state.seats if story.state.seats[p] != story.place_of(name))


def note_of(events) -> str:
    return events[0].body["note"]


def test_what_i_write_alone_nobody_else_holds_until_i_share_it():
    story = at_table(phase="think")
    note = note_of(story.do("Vieras 1", "note.add", text="kanarialintu"))
    for name in story.people:
        assert ("kanarialintu" in seen_by(story, name)) == (name == "Vieras 1"), name
    story.until("cafe-1")
    story.do("Vieras 1", "note.share", note=note, **{"with": "place"})
    assert "kanarialintu" in seen_by(story, mate(story, "Vieras 1"))
    assert "kanarialintu" not in seen_by(story, stranger(story, "Vieras 1"))
    assert story.person("Vieras 1")["notes"] == {}


def test_a_table_is_private_to_those_who_sit_there():
    story = at_table()
    story.do("Vieras 1", "note.add", text="kanarialintu")
    assert "kanarialintu" in seen_by(story, mate(story, "Vieras 1"))
    assert "kanarialintu" not in seen_by(story, stranger(story, "Vieras 1"))
    assert "kanarialintu" not in seen_by(story, "Helmi"), "a host sees a table's notes only by looking in"
    story.do("Helmi", "look", place=story.place_of("Vieras 1"))
    assert "kanarialintu" in seen_by(story, "Helmi")


def test_building_on_each_other_within_what_one_can_see():
    story = at_table()
    first = note_of(story.do("Vieras 1", "note.add", text="Alku"))
    other = mate(story, "Vieras 1")
    story.do(other, "note.add", text="Jatko", builds_on=[first])
    notes = story.table(other)["notes"].values()
    assert [n.get("builds_on") for n in notes] == [None, {first: True}]
    assert story.refused(stranger(story, "Vieras 1"), "note.add", text="x", builds_on=[first]) == "no_such_note"


def test_one_idea_taken_along_arrives_as_a_note_that_builds_on_its_source():
    story = at_table(24, table_host="none")
    source = note_of(story.do("Vieras 1", "note.add", text="Siemen", kind="idea"))
    number = story.person("Vieras 1")["number"]
    story.do("Vieras 1", "note.carry", note=source)
    assert story.person("Vieras 1")["seed"]["text"] == "Siemen"
    story.until("cafe-2")
    assert story.table("Vieras 1")["seeds"] == 1, "the table sees that seeds have come, not whose"
    story.do("Vieras 1", "note.add", carried=True)
    arrived = list(story.table("Vieras 1")["notes"].values())[-1]
    assert (arrived["text"], arrived["from"], arrived["kind"]) == ("Siemen", number, "idea")
    assert "seed" not in story.person("Vieras 1")
    story.end()


def test_my_own_i_may_change_and_delete_and_nobody_elses():
    story = at_table()
    note = note_of(story.do("Vieras 1", "note.add", text="Kirjoitusvihre"))
    story.do("Vieras 1", "note.edit", note=note, text="Kirjoitusvirhe")
    assert story.table("Vieras 1")["notes"][note]["edited"]
    assert story.refused(mate(story, "Vieras 1"), "note.edit", note=note, text="Minun") == "not_yours"
    assert story.refused("Helmi", "note.remove", note=note) == "not_yours"
    story.do("Vieras 1", "note.remove", note=note)
    assert story.table("Vieras 1")["notes"] == {}
    story.end()


def test_a_hidden_note_is_gone_for_all_but_the_hosts_who_may_bring_it_back():
    story = at_table()
    note = note_of(story.do("Vieras 1", "note.add", text="kanarialintu"))
    story.do(mate(story, "Vieras 1"), "note.carry", note=note)
    story.do("Helmi", "note.hide", note=note)
    for name in story.people:
        assert ("kanarialintu" in seen_by(story, name)) == (name == "Helmi"), name
    story.do("Helmi", "note.hide", note=note, on=False)
    assert note in story.table("Vieras 1")["notes"]


def test_a_note_sent_from_the_old_table_after_the_move_is_not_laid_on_the_new_one():
    story = at_table(24)
    old = story.place_of("Vieras 1")
    traveller = next(n for n in story.people if n.startswith("Vieras") and not story.person(n).get("host_of"))
    old = story.place_of(traveller)
    story.until("cafe-2")
    assert story.refused(traveller, "note.add", text="Myöhässä", place=old) == "not_here"


def test_between_tables_nobody_writes():
    story = at_table(12, phase="cafe-move-2")
    assert story.refused("Vieras 1", "note.add", text="x") == "round_over"


def test_anonymous_answers_have_no_author_anywhere():
    template, phase = cases.programmes()["solo-feedback"]
    story = at_table(6, phase=phase, template=template)
    story.do("Vieras 1", "note.add", text="kanarialintu")
    found = json.dumps(session.harvest(story.state, for_hosts=True), ensure_ascii=False)
    assert "kanarialintu" not in found, "fewer than five answers are shown to nobody"
    story.do("Helmi", "look", place=story.place_of("Vieras 1"))
    for person in story.state.people:
        held = [session.view(story.state, audience) for audience in session.audiences(story.state, person)]
        assert "kanarialintu" not in json.dumps(held, ensure_ascii=False), "at a table of three it would have a name"
    for i in range(2, 7):
        story.do(f"Vieras {i}", "note.add", text="hyvä")
    harvest = session.harvest(story.state, for_hosts=True)
    assert len(harvest["feedback"]) == 6
    assert not any("name" in n for n in harvest["feedback"])


def test_the_harvest_tells_rounds_links_and_what_only_one_table_said():
    story = at_table(12, table_host="none")
    first = note_of(story.do("Vieras 1", "note.add", text="Vain meillä", kind="idea"))
    second = note_of(story.do(mate(story, "Vieras 1"), "note.add", text="Jatko", builds_on=[first], kind="insight"))
    traveller = stranger(story, "Vieras 1")
    moved = note_of(story.do(traveller, "note.add", text="Kulkija", kind="idea"))
    story.do(traveller, "note.carry", note=moved)
    story.until("cafe-2")
    story.do(traveller, "note.add", carried=True)
    harvest = session.harvest(story.state, for_hosts=False)
    rounds = [r for t in harvest["tables"] for r in t["rounds"]]
    assert {r["round"] for r in rounds} == {1, 2} and all("prompt" in r for r in rounds)
    assert {n["id"] for n in harvest["only_at_one_table"]} == {first, second}
    assert [n["builds_on"] for n in harvest["insights"]] == [[first]]
    story.do("Helmi", "note.hide", note=second)
    assert "Jatko" not in json.dumps(session.harvest(story.state, for_hosts=False))
    assert "Jatko" in json.dumps(session.harvest(story.state, for_hosts=True))


def test_bad_texts_are_refused_with_what_is_wrong():
    story = at_table()
    assert story.refused("Vieras 1", "note.add", text="") == "empty_text"
    assert story.refused("Vieras 1", "note.add", text="x" * 2001) == "too_long"
    assert story.refused("Vieras 1", "note.add", text="\x00") == "bad_arguments"
    assert story.refused("Vieras 1", "note.add", text=7) == "bad_arguments"
    assert story.refused("Vieras 1", "note.add", text="x", kind="spam") == "bad_arguments"
    assert story.refused("system", "person.join", person="p_1", name="x" * 10_000) == "too_long"
    assert story.refused("system", "person.join", person="p_1", name="\x07\x08") == "bad_name"
    assert story.refused("system", "person.join", person="p_1", name="   ") == "name_needed"


def test_a_private_note_that_is_brought_to_the_others_belongs_to_the_phase_they_are_in():
    template, _ = cases.of([{"id": "cards", "activity": "group", "settings": {"compose": "new"}}])
    story = Story(template)
    story.crowd(4)
    solo = next(step["id"] for step in story.state.steps if step["activity"] == "solo")
    story.until(solo)
    note = story.do("Vieras 1", "note.add", text="Oma aihe")[0].body["note"]
    story.until("cards")
    story.do("Vieras 1", "note.share", note=note, **{"with": "place"})
    assert story.table("Vieras 1")["notes"][note]["phase"] == "cards"
    story.end()


def test_what_is_written_for_all_without_a_seat_stays_in_its_writers_sight():
    """Aino sits nowhere and writes for all: no table shows her line, so her own document does, until a table can."""
    template, _phase = cases.programmes()["solo-all"]
    story = Story(template)
    story.crowd(6)
    aino = "Vieras 1"
    story.until("closing")
    assert story.place_of(aino) is None
    story.do(aino, "note.add", text="Aloitan yhdestä koulusta", kind="idea")
    person = story.people[aino]

    def shown(name):
        return [n["text"] for n in session.view(story.state, "person:" + story.people[name]).get("shared", {}).values()]

    assert shown(aino) == ["Aloitan yhdestä koulusta"] and shown("Vieras 2") == []
    note = next(iter(story.state.notes))
    story.do(aino, "note.edit", note=note, text="Aloitan kahdesta")
    assert shown(aino) == ["Aloitan kahdesta"]
    story.do("Helmi", "note.hide", note=note)
    assert shown(aino) == []
    story.do("Helmi", "note.hide", note=note, on=False)
    story.do(aino, "note.remove", note=note)
    assert "shared" not in session.view(story.state, "person:" + person)
    story.do(aino, "note.add", text="Uusi rivi", kind="idea")
    story.do(aino, "person.erase")
    assert "Uusi rivi" in str(session.harvest(story.state, for_hosts=False)), "what was told to all stays, unnamed"
    story.end()
