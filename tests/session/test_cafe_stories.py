"""A learning café as it really goes: people who do not come, who come late, who drop, and a host who copes."""

import pytest
from coknow import session
from coknow.session import people
from tests.activities import cases
from tests.story import Story


def cafe(people=24, **settings) -> Story:
    story = Story(**settings)
    story.crowd(people)
    return story


def met(story) -> dict[str, set[str]]:
    """Whom everybody has really sat with in the rounds played."""
    found: dict[str, set[str]] = {p: set() for p in story.state.people}
    for seats in story.state.sat.values():
        for one, place in seats.items():
            found[one] |= {other for other, at in seats.items() if at == place and other != one}
    return found


def themes_seen(story, person) -> list[str]:
    return [seats[person] for _, seats in sorted(story.state.sat.items()) if person in seats]


def test_a_whole_cafe_from_lobby_to_the_last_phase():
    story = cafe(24, table_host="none")
    walked = []
    while True:
        walked.append(story.state.phase)
        if story.state.index_of(story.state.phase) == len(story.state.steps) - 1:
            break
        story.next()
    assert walked[1:] == [s["id"] for s in story.state.steps], "every step people notice is a phase of its own"
    assert all(len(others) == 9 for p, others in met(story).items() if p != story.people["Helmi"])
    assert all(len(set(themes_seen(story, p))) == 3 for p in story.state.sat[1])
    story.end()


def test_23_come_instead_of_40_and_the_plan_is_remade_at_the_start():
    story = cafe(23, expected=40)
    story.next()
    figures = story.hosts["plan"]["figures"]
    assert len(story.hosts["plan"]["rounds"]["1"]) == 23
    story.until("cafe-1")
    assert story.sizes() == [3, 4, 4, 4, 4, 4]
    assert figures["topic_repeats"] == 0


def test_people_who_come_while_the_host_still_welcomes_are_planned_with_the_rest():
    story = cafe(20)
    story.next()
    story.crowd(5)
    story.until("cafe-1")
    assert sum(story.sizes()) == 25
    assert max(story.sizes()) - min(story.sizes()) <= 1


def test_where_i_go_and_why():
    story = cafe(24)
    story.until("cafe-1")
    assert story.person("Vieras 1")["why"]["reason"] == "start"
    before = story.person("Vieras 3")["number"]
    story.next()
    assert story.room["phase"]["stage"] == "move"
    travellers = [n for n in story.people if n != "Helmi" and not story.person(n)["why"]["reason"] == "stays"]
    hosts = [n for n in story.people if n != "Helmi" and story.person(n)["why"]["reason"] == "stays"]
    assert len(hosts) == 6, "one host stays at each table"
    why = story.person(travellers[0])["why"]
    assert why["reason"] == "round" and why["new"] == 3 and why["kept"] == 0
    if "Vieras 3" in travellers:
        assert story.person("Vieras 3")["why"]["from"] == before


def test_a_latecomer_sits_at_once_at_the_table_that_needs_them_and_moves_nobody():
    story = cafe(23)
    story.until("cafe-1")
    seats = dict(story.state.seats)
    small = next(p.id for p in story.state.open_places() if story.state.weight_at(p.id) == 3)
    story.join("Myöhä")
    assert story.place_of("Myöhä") == small
    assert {p: at for p, at in story.state.seats.items() if p in seats} == seats
    assert story.person("Myöhä")["why"]["reason"] == "late"
    published = {r: dict(story.state.plan.row(r)) for r in (2, 3)}
    story.next()
    kept = [story.state.seats[p] == at for p, at in published[2].items()]
    assert sum(kept) >= len(kept) - 1, "future rounds are repaired with the fewest changed seats"
    assert max(story.sizes()) - min(story.sizes()) <= 1
    story.end()


def test_a_mended_plan_remembers_the_round_that_is_just_ending():
    story = cafe(24, table_host="none")
    story.until("cafe-1")
    first = dict(story.state.seats)
    story.drops("Vieras 3")
    story.join("Myöhä")
    together = dict(story.state.seats)
    story.next()
    assert len(story.hosts["plan"]["rounds"]["1"]) == 24, "twenty-three and the latecomer were there"
    again = [(a, b) for a in together for b in together if a < b and together[a] == together[b]
             and story.state.seats.get(a) and story.state.seats.get(a) == story.state.seats.get(b)]
    assert len(again) <= 1, "nobody is sent to sit with those they just sat with"
    assert all(story.state.seats.get(p) != at for p, at in first.items()), "nor at the same table"


def test_many_latecomers_keep_tables_even_round_after_round():
    story = cafe(18)
    story.until("cafe-1")
    for _ in range(7):
        story.crowd(1)
    assert max(story.sizes()) - min(story.sizes()) <= 1
    for phase in ("cafe-2", "cafe-3"):
        story.until(phase)
        assert max(story.sizes()) - min(story.sizes()) <= 1


def test_a_phone_that_shows_teams_is_not_gone_and_one_that_is_gone_returns_to_its_seat():
    story = cafe(24)
    story.until("cafe-1")
    seat = story.place_of("Vieras 2")
    story.drops("Vieras 2")
    assert story.table("Vieras 2")["people"][story.people["Vieras 2"]]["gone"]
    story.returns("Vieras 2")
    assert story.place_of("Vieras 2") == seat
    assert "gone" not in story.table("Vieras 2")["people"][story.people["Vieras 2"]]
    story.end()


def test_one_who_is_away_over_a_move_is_not_waited_for_and_is_seated_on_return():
    story = cafe(24)
    story.until("cafe-1")
    story.drops("Vieras 4")
    story.until("cafe-2")
    assert "Vieras 4" not in [story.name(p) for p in story.state.seats]
    assert sum(story.sizes()) == 23 and max(story.sizes()) - min(story.sizes()) <= 1
    story.returns("Vieras 4")
    assert story.person("Vieras 4")["why"]["reason"] == "back"
    assert sum(story.sizes()) == 24


def test_a_table_of_one_is_merged_with_the_smallest_other():
    story = cafe(12, table_host="relay")
    story.until("cafe-1")
    table = story.place_of("Vieras 1")
    mates = [story.name(p) for p in story.state.places[table].people if p != story.people["Vieras 1"]]
    story.drops(*mates[:-1])
    assert story.place_of("Vieras 1") == table, "two still talk"
    story.drops(mates[-1])
    assert story.place_of("Vieras 1") != table
    assert story.person("Vieras 1")["why"]["reason"] == "merged"
    assert story.state.places[table].closed
    assert 1 not in story.sizes()
    story.end()


def test_a_merged_theme_opens_again_in_the_next_round():
    story = cafe(12, table_host="none", themes={"1": "Metsä", "2": "Meri", "3": "Kylä"})
    story.until("cafe-1")
    table = story.place_of("Vieras 1")
    story.drops(*[story.name(p) for p in story.state.places[table].people if p != story.people["Vieras 1"]])
    assert story.state.places[table].closed
    story.until("cafe-2")
    assert not story.state.places[table].closed
    assert len(story.state.open_places()) == 3


def test_the_table_host_drops_and_the_role_passes_on():
    story = cafe(24)
    story.until("cafe-1")
    place = story.state.places[story.place_of("Vieras 1")]
    host = story.name(place.host)
    story.drops(host)
    heir = place.host
    assert heir and story.name(heir) != host
    story.until("cafe-2")
    assert story.state.people[heir].place == place.id, "the new host stays as the old one would have"
    assert story.state.places[place.id].host == heir


def test_the_role_is_relayed_so_that_nobody_hosts_twice():
    story = cafe(24, table_host="relay")
    for phase in ("cafe-1", "cafe-2", "cafe-3"):
        story.until(phase)
        assert all(p.host in p.people for p in story.state.open_places())
    assert max(story.state.hosted.values()) == 1


def test_nobody_stays_and_the_notes_carry_the_essence():
    story = cafe(24, table_host="none")
    story.until("cafe-1")
    story.do("Vieras 1", "note.add", text="Pöytä muistaa")
    table = story.place_of("Vieras 1")
    story.until("cafe-2")
    assert not any(p.host for p in story.state.places.values())
    newcomer = story.name(next(iter(story.state.places[table].people)))
    assert [n["text"] for n in story.table(newcomer)["notes"].values()] == ["Pöytä muistaa"]
    assert story.table(newcomer)["activity"]["layers"] == {"1": 1}


def test_the_hosts_move_by_hand_survives_the_next_repair():
    story = cafe(24)
    story.until("cafe-1")
    to = next(p.id for p in story.state.open_places() if p.id != story.place_of("Vieras 6"))
    story.do("Helmi", "person.move", person=story.people["Vieras 6"], place=to)
    assert story.place_of("Vieras 6") == to
    assert story.person("Vieras 6")["why"]["reason"] == "moved"
    later = next(p.id for p in story.state.open_places() if p.id not in (to,))
    story.do("Helmi", "person.move", person=story.people["Vieras 7"], place=later, round=2)
    story.join("Myöhä")
    story.drops("Vieras 9")
    story.next()
    assert story.place_of("Vieras 7") == later
    assert story.hosts["people"][story.people["Vieras 7"]]["pinned"]
    story.end()


def test_a_table_client_counts_its_people():
    story = cafe(18, table_host="none")
    story.join("Kahvihuone", weight=6)
    story.until("cafe-1")
    assert story.room["counts"]["people"] == 24
    assert story.table("Kahvihuone")["people"][story.people["Kahvihuone"]]["weight"] == 6
    alone = story.state.weight_at(story.place_of("Kahvihuone"))
    assert alone <= 7, "six people on one device are a table already"
    story.do("Kahvihuone", "client.size", people=4)
    assert story.person("Kahvihuone")["weight"] == 4


def test_a_phone_participant_the_host_writes_for():
    story = cafe(7)
    answer = story.do("Helmi", "person.add", name="Pirkko (puhelin)")
    story.people["Pirkko"] = answer[0].body["person"]
    story.until("cafe-1")
    story.do("Helmi", "note.add", text="Kuulin tämän puhelimessa", **{"for": story.people["Pirkko"]})
    note = next(iter(story.table("Pirkko")["notes"].values()))
    assert note["author"] == story.people["Pirkko"] and note["by_host"]
    assert story.refused("Vieras 1", "note.add", text="x", **{"for": story.people["Vieras 2"]}) == "not_allowed"


def test_a_follower_watches_and_comes_in_at_the_next_rotation():
    story = cafe(12)
    story.join("Seija", role="follower")
    story.until("cafe-1")
    assert story.place_of("Seija") is None
    assert story.refused("Seija", "note.add", text="En saa vielä") == "not_allowed"
    story.do("Seija", "person.follow", on=False)
    assert story.place_of("Seija") is None, "nobody walks in on a round"
    story.next()
    assert story.place_of("Seija") and story.person("Seija")["role"] == "participant"
    story.end()


def test_late_and_the_rest_is_shrunk_to_end_on_time():
    story = cafe(12)
    story.next()
    promised = story.hosts["planned_end"]
    story.wait(14)
    story.until("cafe-1")
    assert story.hosts["ends_at"] > promised
    story.do("Helmi", "programme.fit", end=promised)
    assert abs(story.hosts["ends_at"] - promised) <= 60_000
    coming = [p for p in story.room["programme"].values() if p["state"] == "ahead"]
    assert all(p["minutes"] >= 1 for p in coming)
    story.end()


def test_back_is_the_undo_of_a_phase_change():
    story = cafe(24)
    story.until("cafe-1")
    story.do("Vieras 1", "note.add", text="Tämä jää")
    seats, left = dict(story.state.seats), story.state.deadline
    story.wait(5)
    story.next()
    assert story.state.seats != seats
    story.wait(0.1)
    story.do("Helmi", "phase.back")
    assert story.state.phase == "cafe-1" and story.state.seats == seats
    assert story.state.deadline - story.now == left - story.now + 6_000, "it gets the time back that it had left"
    assert [n["text"] for n in story.table("Vieras 1")["notes"].values()] == ["Tämä jää"]
    story.next()
    assert story.room["phase"]["stage"] == "move"
    story.end()


def test_time_is_up_once_however_often_it_is_said():
    story = cafe(12)
    story.until("cafe-1")
    story.time_up()
    assert story.state.phase == "cafe-move-2"
    assert story.do("system", "time.up", phase="cafe-1") == []
    assert story.do("system", "time.up", phase="cafe-move-2") == [], "its own time is not up yet"


def test_a_speaker_is_not_cut_off_but_nothing_stops_when_every_host_is_gone():
    story = cafe(6)
    story.next()
    story.time_up()
    assert story.state.phase == "welcome" and story.room["phase"]["overtime"]
    story.drops("Helmi")
    story.time_up()
    assert story.state.phase == "etiquette"


def test_pausing_stops_the_clock_and_extending_moves_it_for_all():
    story = cafe(6)
    story.until("cafe-1")
    story.wait(3)
    story.do("Helmi", "phase.pause", on=True)
    assert "deadline" not in story.room["phase"] and story.room["phase"]["left"] == 15 * 60_000
    story.wait(30)
    assert story.do("system", "time.up", phase="cafe-1") == []
    story.do("Helmi", "phase.pause", on=False)
    story.do("Helmi", "phase.extend", seconds=120)
    assert story.room["phase"]["deadline"] == story.now + 17 * 60_000
    story.do("Helmi", "phase.extend", seconds=-3600)
    assert story.room["phase"]["deadline"] == story.now + 15_000, "nobody is cut in mid-sentence"


def test_after_an_outage_the_session_is_given_time():
    story = cafe(6)
    story.until("cafe-1")
    deadline = story.room["phase"]["deadline"]
    story.wait(4)
    story.do("system", "time.give", ms=240_000)
    assert story.room["phase"]["deadline"] == deadline + 240_000
    assert story.room["notice"]["kind"] == "time_given"


def test_a_deputy_takes_the_lease_and_the_host_takes_it_back():
    story = cafe(8)
    story.do("Helmi", "lease.deputy", person=story.people["Vieras 1"], on=True)
    assert story.refused("Vieras 1", "phase.next") == "no_lease"
    story.do("Vieras 1", "lease.take")
    assert story.refused("Helmi", "phase.next") == "no_lease"
    story.next("Vieras 1")
    story.do("Helmi", "lease.take")
    story.next()
    assert story.refused("Vieras 2", "lease.take") == "not_allowed"
    story.end()


def test_the_host_removes_a_person_and_the_table_is_mended():
    story = cafe(12)
    story.until("cafe-1")
    table = story.place_of("Vieras 5")
    story.do("Helmi", "person.remove", person=story.people["Vieras 5"])
    assert story.people["Vieras 5"] not in story.state.places[table].people
    assert story.refused("Vieras 5", "note.add", text="Täällä taas") == "not_allowed"
    assert story.refused("Vieras 1", "person.remove", person=story.people["Vieras 2"]) == "not_allowed"


def test_a_carousel_moves_groups_intact_from_theme_to_theme():
    themes = {str(i): f"Teema {i}" for i in range(1, 5)}
    story = cafe(16, mode="carousel", table_host="none", themes=themes, rounds=4)
    story.until("cafe-1")
    groups = {frozenset(p.people) for p in story.state.open_places()}
    for r in (2, 3, 4):
        story.until(f"cafe-{r}")
        assert {frozenset(p.people) for p in story.state.open_places()} == groups, "groups stay intact"
    assert story.person("Vieras 1")["why"]["reason"] == "carousel" and story.person("Vieras 1")["why"]["kept"] == 3
    story.next()
    assert all(len(set(themes_seen(story, p))) == 4 for p in story.state.sat[1]), "every group saw every theme"
    story.end()


def test_in_a_carousel_table_hosts_may_stay_and_a_latecomer_joins_a_group():
    themes = {str(i): f"Teema {i}" for i in range(1, 4)}
    story = cafe(14, mode="carousel", table_host="stay", themes=themes)
    story.until("cafe-1")
    hosts = {p.id: p.host for p in story.state.open_places()}
    story.join("Myöhä")
    fellows = {story.name(p) for p in story.table("Myöhä")["people"]} - {"Myöhä"}
    story.until("cafe-2")
    assert {p.id: p.host for p in story.state.open_places()} == hosts
    together = {story.name(p) for p in story.table("Myöhä")["people"]}
    assert fellows & together and len(fellows - together) == 1, "the group came along, the table host stayed"


def test_a_stable_call_follows_the_group_while_the_notes_rotate():
    links = {"1": "https://teams.example/1", "2": "https://teams.example/2", "3": "https://teams.example/3"}
    story = cafe(12, mode="carousel", table_host="none", themes={"1": "A", "2": "B", "3": "C"},
                 companion={"mode": "group", "links": links})
    story.until("cafe-1")
    link, number = story.table("Vieras 1")["link"], story.person("Vieras 1")["number"]
    story.until("cafe-2")
    assert story.person("Vieras 1")["number"] != number
    assert story.table("Vieras 1")["link"] == link


def test_one_call_per_table_is_changed_with_the_table():
    links = {str(i): f"https://meet.example/{i}" for i in range(1, 7)}
    story = cafe(24, table_host="none", companion={"mode": "table", "main": "https://meet.example/0", "links": links})
    story.until("cafe-2")
    table = story.table("Vieras 1")
    assert table["link"] == links[str(table["number"])]
    assert story.room["companion"]["main"] == "https://meet.example/0"


def test_the_people_named_for_tables_host_them():
    story = cafe(11, themes={"1": {"text": "Metsä", "host": "Vieras 4"}, "2": {"text": "Meri", "host": "vieras 7"},
                             "3": "Kylä"}, table_size=4)
    story.until("cafe-1")
    by_theme = {p.theme: story.name(p.host) for p in story.state.open_places()}
    assert by_theme["1"] == "Vieras 4" and by_theme["2"] == "Vieras 7"


def test_who_offers_to_host_hosts():
    story = cafe(12)
    story.do("Vieras 8", "table_host.take")
    story.do("Vieras 9", "table_host.take")
    story.do("Vieras 8", "table_host.take", on=False)
    assert "volunteer" not in story.person("Vieras 8") and story.person("Vieras 9")["volunteer"]
    story.until("cafe-1")
    assert story.person("Vieras 9").get("host_of")


def test_colleagues_are_kept_apart_when_asked():
    story = Story(keep_apart=True, table_host="none")
    for town in ("Espoo", "Turku", "Oulu", "Inari"):
        story.crowd(6, organisation=town)
    story.until("cafe-1")
    assert story.hosts["plan"]["figures"]["workplace"] == 0


def test_who_wished_for_a_theme_sits_at_it_where_no_meeting_is_lost_for_it():
    themes = {str(i): f"Teema {i}" for i in range(1, 6)}
    story = Story(themes=themes, rounds=2, table_host="none", table_size=3)
    wishes = {name: [str(i % 5 + 1)] for i, name in enumerate(story.crowd(15))}
    for name, wished in wishes.items():
        story.do(name, "theme.prefer", themes=wished)
    assert story.person("Vieras 1")["prefers"] == {"1": 1}
    story.until("cafe-1")
    assert story.refused("Vieras 1", "theme.prefer", themes=["2"]) == "round_over"
    assert story.hosts["plan"]["figures"]["repeats"] == 0
    seen = {name: {story.state.places[t].theme for t in (
        story.state.plan.row(1)[story.people[name]], story.state.plan.row(2)[story.people[name]])} for name in wishes}
    assert sum(wishes[name][0] in seen[name] for name in wishes) >= 12, "by chance it would be six"
    story.end()


def test_a_flood_of_people_ends_where_the_server_could_no_longer_carry_it(monkeypatch):
    monkeypatch.setattr(people, "SEATS_LIMIT", 5)
    monkeypatch.setattr(people, "PEOPLE_LIMIT", 8)
    story = Story()
    story.crowd(5)
    assert session.public(story.state)["full"]
    assert story.refused("system", "person.join", person="p_x", name="Kuudes") == "session_full"
    story.join("Seija", role="follower")
    story.do("Vieras 1", "person.leave")
    story.join("Kuudes")
    for role in ("follower", "participant"):
        assert story.refused("system", "person.join", person="p_y", name="Yhdeksäs", role=role) == "session_full"
    story.join("Valkokangas", role="screen")


def test_a_session_at_its_limit_says_so_and_followers_still_may_watch():
    story = Story(limit=3)
    story.crowd(3)
    assert story.refused("system", "person.join", person="p_x", name="Neljäs") == "session_full"
    story.join("Seija", role="follower")


def test_one_step_at_the_ends():
    story = cafe(4)
    assert story.refused("Helmi", "phase.back") == "first_phase"
    story.next()
    assert story.refused("Helmi", "phase.back") == "first_phase"
    story.until("feedback")
    assert story.refused("Helmi", "phase.next") == "last_phase"
    story.do("Helmi", "session.close")
    assert story.refused("Helmi", "phase.next") == "session_closed"
    assert story.refused("Vieras 1", "note.add", text="vielä yksi") == "session_closed"
    story.end()


@pytest.mark.parametrize("people", [0, 1, 2, 3, 5])
def test_few_people_are_no_reason_to_stop(people):
    story = cafe(people)
    story.until("cafe-1")
    story.join("Ilona")
    assert story.place_of("Ilona")
    story.until("feedback")
    story.end()


def test_skipping_a_round_skips_the_move_to_it():
    story = cafe(12)
    story.until("cafe-1")
    story.do("Helmi", "phase.skip", phase="cafe-3")
    assert {p for p, d in story.room["programme"].items() if d["state"] == "skipped"} == {"cafe-3", "cafe-move-3"}
    story.until("cafe-2")
    story.next()
    assert story.state.phase == "synthesis"
    story.do("Helmi", "phase.back")
    story.do("Helmi", "phase.skip", phase="cafe-move-3", on=False)
    story.next()
    assert story.state.phase == "cafe-move-3"


def test_everything_can_still_be_changed_while_it_runs():
    story = cafe(12, rounds=2)
    story.until("cafe-1")
    story.do("Helmi", "session.change", settings={"rounds": 3, "questions": {"2": "Entä sitten?"}}, title="Uusi nimi")
    assert story.room["title"] == "Uusi nimi"
    story.until("cafe-2")
    assert story.room["phase"]["prompt"]["fi"] == "Entä sitten?" and story.room["phase"]["rounds"] == 3
    story.until("cafe-3")
    assert sum(story.sizes()) == 12
    story.do("Helmi", "programme.change", phase="cafe-3", minutes=25, prompt="Vielä pidempään")
    assert story.room["phase"]["prompt"]["fi"] == "Vielä pidempään"
    story.end()


def test_a_call_for_help_reaches_the_hosts_and_one_tap_answers_it():
    story = cafe(8)
    story.until("cafe-1")
    story.do("Vieras 1", "help.call")
    assert story.do("Vieras 1", "help.call") == []
    call, shown = next(iter(story.hosts["calls"].items()))
    assert shown["number"] == story.person("Vieras 1")["number"] and story.person("Vieras 1")["help"]
    story.do("Helmi", "help.answer", call=call)
    assert story.hosts["calls"] == {} and "help" not in story.person("Vieras 1")


def test_time_called_for_something_else_than_the_phases_end_plans_nothing():
    """An activity's own clock calls time in the middle of a phase: nobody's seat may change by that."""
    story = cafe(12)
    story.next()
    story.join("Myöhä")
    assert story.state.plan.stale
    length = len(story.log)
    story.do("system", "time.up", phase=story.state.phase)
    assert len(story.log) == length


def test_from_small_groups_everybody_gets_to_the_cafes_tables_and_back():
    template, groups = cases.programmes()["form"]
    story = Story(template)
    story.crowd(9)
    story.until(groups)
    sat = {name: story.place_of(name) for name in story.people if name != "Helmi"}
    story.next()
    assert {story.state.places[p].kind for p in story.state.seats.values()} == {"table"}
    assert len(story.state.seats) == 9
    story.do("Helmi", "phase.back")
    assert {name: story.place_of(name) for name in sat} == sat
    story.end()
