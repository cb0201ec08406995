"""Connection state is weather: gathered, thinned, stored nowhere, until an absence outlasts its grace."""

from coknow.live.presence import GRACE_MS

from tests.live.cast import Browser


def tick(cafe, **forward):
    cafe.live.presence.tick(cafe.clock.forward(**forward) if forward else cafe.clock.now)


def test_a_drop_is_no_fact_and_keeps_the_seat(cafe):
    _, aino, _ = cafe.come("Helmi", "Aino", "Bengt")
    cafe.go_to("round")
    seat, log = cafe.place_of("Aino"), cafe.log()
    cafe.leave(aino)
    tick(cafe, ms=GRACE_MS - 1000)
    assert cafe.log() == log and cafe.place_of("Aino") == seat


def test_an_absence_longer_than_the_grace_is_one_fact(cafe):
    _, aino, bengt = cafe.come("Helmi", "Aino", "Bengt")
    cafe.leave(aino)
    cafe.leave(bengt)
    tick(cafe, ms=GRACE_MS)
    tick(cafe, ms=GRACE_MS)
    assert cafe.log().count("people.gone") == 1
    assert cafe.live.ask(lambda state: [p.name for p in state.people.values() if p.gone]) == ["Aino", "Bengt"]


def test_coming_back_in_time_leaves_no_trace(cafe):
    _, aino = cafe.come("Helmi", "Aino")
    cafe.leave(aino)
    tick(cafe, ms=GRACE_MS - 1)
    cafe.browser("Aino")
    tick(cafe, ms=GRACE_MS)
    assert "people.gone" not in cafe.log()


def test_two_tabs_count_once(cafe):
    host, first = cafe.come("Helmi", "Aino")
    second = cafe.browser("Aino")
    tick(cafe, seconds=1)
    assert host.weather[-1] == {"audience": "room", "connected": 2}
    cafe.leave(first)
    tick(cafe, ms=GRACE_MS)
    assert "people.gone" not in cafe.log(), "the other tab is still open"
    cafe.leave(second)
    tick(cafe, ms=GRACE_MS)
    assert "people.gone" in cafe.log()


def test_both_tabs_follow_the_same_documents(cafe):
    _, first = cafe.come("Helmi", "Aino")
    second = cafe.browser("Aino")
    cafe.do("Helmi", "announce", text="Tervetuloa")
    assert first.documents == second.documents and first.versions == second.versions


def test_after_a_restart_everybody_gets_the_same_grace(cafe):
    cafe.come("Helmi", "Aino")
    cafe.sessions = cafe.process()
    cafe.browser("Helmi")
    tick(cafe, ms=GRACE_MS - 1)
    assert "people.gone" not in cafe.log()
    tick(cafe, ms=2)
    assert cafe.live.ask(lambda state: [p.name for p in state.people.values() if p.gone]) == ["Aino"]


def test_a_phone_participant_is_never_missed(cafe):
    """Somebody writes for them; no connection is expected."""
    cafe.come("Helmi")
    assert cafe.do("Helmi", "person.add", name="Puhelin-Pekka")["ok"]
    cafe.sessions = cafe.process()
    cafe.browser("Helmi")
    tick(cafe, ms=10 * GRACE_MS)
    assert "people.gone" not in cafe.log()


def test_a_newcomer_learns_at_once_who_is_here(cafe):
    cafe.come("Helmi", "Aino")
    late = cafe.browser("Helmi")
    assert late.weather == [{"audience": "hosts", "people": dict.fromkeys(
        sorted((cafe.people["Helmi"], cafe.people["Aino"])), True), "all": True}]


def test_changes_are_gathered_per_second(cafe):
    host, *_ = cafe.come("Helmi", "Aino")
    tick(cafe, seconds=1)
    host.weather.clear()
    for _ in range(10):
        cafe.leave(cafe.browser("Aino"))
    tick(cafe, seconds=1)
    assert host.weather == [], "she is here as before: nothing to tell"


def test_a_table_hears_of_its_own_people_only(cafe):
    host, *guests = cafe.come("Helmi", "Aino", "Bengt", "Cia", "Dan", "Eva", "Fia", "Gun", "Heidi")
    cafe.go_to("round")
    tick(cafe, seconds=1)
    for guest in guests:
        told = [body for body in guest.weather if body["audience"].startswith("place:")][-1]
        assert told["audience"] == "place:" + cafe.place_of(guest.sid)
        assert all(cafe.place_of(name) == cafe.place_of(guest.sid) for name, person in cafe.people.items()
                   if person in told["people"])
        assert cafe.people[guest.sid] in told["people"]


def test_the_number_of_a_crowd_is_told_more_seldom(cafe):
    host, = cafe.come("Helmi")
    tick(cafe, seconds=20)
    host.weather.clear()
    cafe.join(*(f"P{i}" for i in range(110)))
    for i in range(110):
        cafe.browser(f"P{i}")

    def told():
        return [body["connected"] for body in host.weather if body["audience"] == "room"]

    for _ in range(4):
        tick(cafe, seconds=1)
    assert told() == []
    for _ in range(4):
        tick(cafe, seconds=1)
    assert told() == [111]


def test_presence_is_stored_nowhere(cafe):
    log = cafe.log()
    (browser,) = cafe.come("Helmi")
    cafe.leave(browser)
    for _ in range(5):
        tick(cafe, seconds=1)
    assert cafe.log() == log


def test_somebody_who_was_gone_returns_as_a_fact(cafe):
    _, aino = cafe.come("Helmi", "Aino")
    cafe.leave(aino)
    tick(cafe, ms=GRACE_MS)
    assert cafe.live.system("person.return", {"person": cafe.people["Aino"]})["ok"]
    assert isinstance(cafe.browser("Aino"), Browser)
    assert cafe.log()[-1] != "people.gone" and not cafe.live.ask(lambda s: s.people[cafe.people["Aino"]].gone)


def test_a_process_that_holds_nobody_declares_nobody_absent(cafe):
    """It was asked for one page; everybody is at the other."""
    cafe.come("Helmi", "Aino")
    other = cafe.process()
    other.on_weather = lambda session, figures: None
    other.open(cafe.id).presence.tick(cafe.clock.forward(minutes=10))
    assert "people.gone" not in cafe.log()


def test_whoever_is_connected_here_and_declared_absent_elsewhere_is_back_at_once(cafe):
    cafe.come("Helmi", "Aino")
    here, other = cafe.sessions, cafe.process()
    cafe.sessions = other
    cafe.come("Bengt")
    cafe.live.presence.tick(cafe.clock.forward(minutes=10))
    assert cafe.log().count("people.gone") == 1
    here.catch_up(cafe.id, cafe.live.seq)
    here.open(cafe.id).presence.tick(cafe.clock.forward(seconds=1))
    assert cafe.log().count("person.returned") == 2
    assert not here.open(cafe.id).ask(lambda state: [p for p in state.people.values() if p.gone])
