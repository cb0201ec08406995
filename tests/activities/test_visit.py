"""Stories of visits: every product has guests, everybody is home again, and what guests wrote is answered."""

import json

import pytest

from coknow import session
from coknow.activities.visit import routes
from coknow.kernel.messages import SYSTEM
from coknow.live.fanout.frames import StrictJSON
from tests.activities import cases
from tests.story import MINUTE, Story


def visit(people=8, size=4, minutes=10, after=(), **settings) -> Story:
    """Groups of `size` have written something, and now visit."""
    template, _ = cases.of([{"id": "work", "activity": "group", "settings": {"compose": "new", "size": size}},
                            {"id": "visit", "activity": "visit", "minutes": minutes, "settings": settings}, *after])
    story = Story(template)
    story.crowd(people)
    story.until("work")
    for place in story.state.open_places():
        someone = story.name(next(iter(place.people)))
        story.do(someone, "note.add", text=f"Tuotos {place.number}")
    story.until("visit")
    return story


def numbers(story) -> dict[int, str]:
    return {p.number: p.id for p in story.state.open_places()}


def group(story, number: int) -> list[str]:
    return [story.name(p) for p in story.state.places[numbers(story)[number]].people]


def at(story, name: str) -> int | None:
    """The number of the place this person visits."""
    place = story.person(name).get("visits")
    return story.state.places[place].number if place else None


def ways(story) -> dict[int, int | None]:
    return {n: at(story, group(story, n)[0]) for n in numbers(story)}


def part(story, number: int) -> dict:
    return session.view(story.state, "place:" + numbers(story)[number])["activity"]


# --- the plain arithmetic of routes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", range(1, 12))
def test_every_group_is_in_exactly_one_set_and_only_one_group_alone_stays_alone(count):
    groups = [f"g{i}" for i in range(count)]
    found = routes.sets(groups, "pairs")
    assert sorted(g for one in found for g in one) == sorted(groups)
    assert {len(one) for one in found} <= ({1} if count == 1 else {2, 3})
    assert sum(len(one) == 3 for one in found) == (count % 2 if count > 1 else 0)


@pytest.mark.parametrize("count", range(3, 14))
def test_in_a_gallery_every_product_gets_its_two_guests_and_nobody_sees_the_same_twice(count):
    groups, went, seen = [f"g{i}" for i in range(count)], {}, {}
    for _ in range(2):
        found = routes.read(groups, set(groups), went, seen)
        for one, product in found.items():
            assert product != one and product not in went.get(one, [])
            went.setdefault(one, []).append(product)
            seen[product] = seen.get(product, 0) + 1
    assert seen == dict.fromkeys(groups, 2)


def test_a_group_that_has_emptied_leaves_no_product_behind_while_others_have_time():
    groups, went, seen = ["a", "b", "c", "d"], {}, {}
    for _ in range(3):
        for one, product in routes.read(groups, {"a", "b", "d"}, went, seen).items():
            went.setdefault(one, []).append(product)
            seen[product] = seen.get(product, 0) + 1
    assert min(seen.get(g, 0) for g in groups) >= 2


# --- presenting in turn -----------------------------------------------------------------------------------------------


def test_one_presents_two_minutes_then_the_guests_write_then_they_change_and_all_are_home():
    story = visit(minutes=11, revise=1)
    assert ways(story) == {1: None, 2: 1} and part(story, 1)["part"] == "speak"
    assert session.due(story.state) == story.now + 2 * MINUTE
    story.time_up()
    assert ways(story) == {1: None, 2: 1} and part(story, 2)["part"] == "respond"
    assert session.due(story.state) == story.now + 3 * MINUTE
    story.time_up()
    assert ways(story) == {1: 2, 2: None}
    story.time_up()
    story.time_up()
    assert ways(story) == {1: None, 2: None} and part(story, 1)["part"] == "home"
    assert all(one["seen"] == 1 for s in story.hosts["activity"]["sets"].values() for one in s["groups"].values())
    story.end()


def test_an_odd_number_of_groups_makes_three_and_each_is_presented_to_two():
    story = visit(people=20, size=4, minutes=13, revise=1)
    assert ways(story) == {1: None, 2: 1, 3: None, 4: 3, 5: 3}
    while session.due(story.state) < story.state.deadline:
        story.time_up()
    assert story.state.phase == "visit"
    seen = {one["number"]: one["seen"] for s in story.hosts["activity"]["sets"].values() for one in s["groups"].values()}
    assert ways(story) == dict.fromkeys(range(1, 6)) and seen == {1: 1, 2: 1, 3: 2, 4: 2, 5: 2}
    story.end()


def test_a_guest_holds_the_other_place_writes_there_and_cannot_be_mistaken():
    story = visit()
    guest, home = group(story, 2)[0], group(story, 1)[0]
    held = session.audiences(story.state, story.people[guest])
    assert {"place:" + numbers(story)[1], "place:" + numbers(story)[2]} <= set(held)
    assert "place:" + numbers(story)[2] not in session.audiences(story.state, story.people[home])
    note = story.do(guest, "note.add", text="Lisään: kirjasto", kind="addition")[0].body
    assert note["place"] == numbers(story)[1], "where one is, one writes"
    own = story.do(guest, "note.add", text="Kotiin", place=numbers(story)[2])[0].body
    assert own["place"] == numbers(story)[2]
    assert story.refused(home, "note.add", text="Vieras?", place=numbers(story)[2]) == "not_here"
    product = next(n for n in story.table(home)["notes"])
    story.do(guest, "note.add", text="Tarkoitatteko koulua?", kind="clarify", builds_on=[product])
    story.end()


def test_what_guests_wrote_is_answered_at_home_and_stands_so_in_the_harvest():
    story = visit(revise=2, minutes=10)
    guest, home = group(story, 2)[0], group(story, 1)[0]
    note = story.do(guest, "note.add", text="Kuka tämän maksaa?", kind="clarify")[0].body["note"]
    while part(story, 1)["part"] != "home":
        story.time_up()
    assert story.state.deadline - story.now == 2 * MINUTE, "the visits leave the time for revising"
    story.do(home, "note.add", text="Kaupunki maksaa ensimmäisen vuoden", builds_on=[note])
    assert story.refused(guest, "note.add", text="Vielä yksi", place=numbers(story)[1]) == "not_here"
    story.next()
    left = story.state.trail["visit"]["leaves"]
    assert list(left) == [note] and guest not in json.dumps(left)
    sections = session.harvest(story.state, for_hosts=False)["sections"]
    line = next(s for s in sections if s["phase"] == "visit")["lines"][0]
    assert line["text"] == "Kuka tämän maksaa?" and line["params"] == {"number": 1}
    assert [one["text"] for one in line["below"]] == ["Kaupunki maksaa ensimmäisen vuoden"]
    story.end()


def test_revising_may_be_a_phase_of_its_own():
    story = visit(after=[{"id": "revise", "activity": "group"}])
    guest, home = group(story, 2)[0], group(story, 1)[0]
    note = story.do(guest, "note.add", text="Kuka tämän maksaa?", kind="clarify")[0].body["note"]
    story.until("revise")
    assert story.place_of(home) == numbers(story)[1] and note in story.table(home)["notes"]
    story.do(home, "note.add", text="Kaupunki", builds_on=[note])
    story.next()
    section = next(s for s in session.harvest(story.state, for_hosts=False)["sections"] if s["phase"] == "visit")
    assert section["lines"][0]["below"][0]["text"] == "Kaupunki"


# --- silent, and in a gallery -----------------------------------------------------------------------------------------


def test_silently_both_groups_read_at_once():
    story = visit(hosted=False, minutes=8, revise=2)
    assert ways(story) == {1: 2, 2: 1}
    story.time_up()
    assert ways(story) == {1: None, 2: None}
    story.end()


def test_in_a_gallery_all_walk_and_somebody_may_stay_to_present_but_not_twice():
    story = visit(people=12, form="gallery", minutes=9, revise=1)
    assert ways(story) == {1: 2, 2: 3, 3: 1}
    stays = group(story, 1)[0]
    story.do(stays, "visit.stay", on=True)
    assert at(story, stays) is None and at(story, group(story, 1)[1]) == 2
    assert part(story, 1)["presenters"] == {story.people[stays]: True}
    story.do(stays, "visit.stay", on=False)
    assert at(story, stays) == 2
    story.do(stays, "visit.stay", on=True)
    for other in group(story, 1)[1:3]:
        story.do(other, "visit.stay", on=True)
    assert story.refused(group(story, 1)[3], "visit.stay", on=True) == "not_allowed", "then nobody would see the next product"
    story.drops(group(story, 1)[3])
    waits = next(one for s in story.hosts["activity"]["sets"].values() for one in s["groups"].values() if one["number"] == 2)
    assert waits["nobody"], "the host sees it when the last one who went has gone"
    story.returns(group(story, 1)[3])
    story.time_up()
    assert ways(story) == {1: 3, 2: 1, 3: 2}, "whoever stayed sees something now"
    story.time_up()
    assert ways(story) == {1: None, 2: None, 3: None}
    seen = [one["seen"] for s in story.hosts["activity"]["sets"].values() for one in s["groups"].values()]
    assert seen == [2, 2, 2]
    assert story.refused(stays, "visit.stay", on=True) == "not_allowed"
    story.end()


def test_nobody_stays_to_present_where_groups_present_in_turn():
    story = visit()
    assert story.refused(group(story, 1)[0], "visit.stay", on=True) == "not_allowed"


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_one_group_alone_has_nobody_to_visit_and_works_on():
    story = visit(people=3)
    assert ways(story) == {1: None} and part(story, 1)["part"] == "alone"
    story.do("Vieras 1", "note.add", text="Luemme omaamme")
    story.end()


def test_people_who_drop_come_late_or_are_moved_are_where_their_group_is():
    story = visit()
    guest = group(story, 2)[0]
    story.drops(guest)
    story.returns(guest)
    assert at(story, guest) == 1, "back from a lost line, a guest is a guest"
    story.join("Myöhä")
    mine = story.state.places[story.place_of("Myöhä")].number
    assert at(story, "Myöhä") == {1: None, 2: 1}[mine]
    story.do("Helmi", "person.move", person=story.people[guest], place=numbers(story)[1])
    assert at(story, guest) is None and story.place_of(guest) == numbers(story)[1]
    story.end()


def test_the_last_person_of_both_groups_leaves_and_the_session_goes_on():
    story = visit(people=16)
    for number in (1, 2):
        story.drops(*group(story, number))
    lines = {one["number"]: one for s in story.hosts["activity"]["sets"].values() for one in s["groups"].values()}
    assert lines[1]["empty"] and lines[2]["empty"] and lines[1]["nobody"]
    guests = group(story, 4)
    assert story.refused(guests[0], "visit.send", place=numbers(story)[4], to=numbers(story)[1]) == "not_allowed"
    story.do("Helmi", "visit.send", place=numbers(story)[4], to=numbers(story)[1])
    assert at(story, guests[0]) == 1
    assert "nobody" not in {o["number"]: o for s in story.hosts["activity"]["sets"].values() for o in s["groups"].values()}[1]
    while story.state.phase == "visit":
        story.time_up()
    assert all("visits" not in story.person(n) for n in story.people)
    story.end()


def test_a_step_back_and_forth_finds_everybody_where_they_were():
    story = visit(minutes=10)
    story.time_up()
    before, seats = ways(story), dict(story.state.seats)
    story.wait(1)
    story.next()
    assert all("visits" not in story.person(n) for n in story.people), "the visit is over, all are home"
    story.wait(7)
    story.do("Helmi", "phase.back")
    assert ways(story) == before and story.state.seats == seats
    assert session.due(story.state) == story.now + 2 * MINUTE, "the clock of the visit rested"
    story.do("Helmi", "phase.pause", on=True)
    story.wait(9)
    story.do("Helmi", "phase.pause", on=False)
    assert session.due(story.state) == story.now + 2 * MINUTE
    story.do(SYSTEM, "time.give", ms=MINUTE)
    assert session.due(story.state) == story.now + 3 * MINUTE
    story.end()


def test_the_host_moves_everybody_on_before_the_time():
    story = visit()
    assert story.refused("Vieras 1", "visit.turn") == "not_allowed"
    seen = sum(one["leg"] for one in story.hosts["activity"]["sets"].values())
    story.do("Helmi", "visit.turn", seen=seen)
    assert story.do("Helmi", "visit.turn", seen=seen) == [], "a double click moves nobody twice"
    assert ways(story) == {1: 2, 2: None}
    story.do("Helmi", "visit.turn")
    assert ways(story) == {1: None, 2: None}
    assert story.do("Helmi", "visit.turn") == []
    assert story.refused("Helmi", "visit.send", place=numbers(story)[1], to=numbers(story)[2]) == "round_over"
    story.end()


def test_without_groups_before_it_makes_them_and_begins_a_moment_later():
    template, phase = cases.of([{"id": "visit", "activity": "visit", "minutes": 10}])
    story = Story(template)
    story.crowd(8)
    story.until(phase)
    story.time_up()
    assert ways(story) == {1: None, 2: 1}
    story.end()


def test_a_closed_session_has_no_guests():
    story = visit()
    guest = group(story, 2)[0]
    story.do("Helmi", "session.close")
    assert "place:" + numbers(story)[1] not in session.audiences(story.state, story.people[guest])


def test_what_a_thousand_people_hold_stays_small():
    template, _ = cases.of([{"id": "work", "activity": "group", "settings": {"compose": "new", "size": 4}},
                            {"id": "visit", "activity": "visit", "minutes": 10}])
    story = Story(template, careful=False)
    story.crowd(1000)
    story.until("visit")
    budget = {"room": 16_000, "screen": 16_000, "person:" + story.people["Vieras 7"]: 3_000, "place:" + story.place_of("Vieras 7"): 8_000}
    sizes = {a: len(StrictJSON.dumps(session.view(story.state, a)).encode()) for a in budget}
    assert all(sizes[a] <= budget[a] for a in budget), sizes
    wall = session.view(story.state, "screen")["activity"]
    assert wall["part"] == "speak" and wall["guests"] == 125 and "ways" not in wall, "a hall of 250 groups gets a picture, not a list"
