"""Erase me, on the running server: out of the log, out of the documents, and the door closes behind."""

from coknow import session


def test_the_log_on_disk_holds_nothing_of_who_asked_to_be_forgotten(cafe):
    cafe.come("Helmi", "Salla", "Bengt")
    cafe.go_to("round")
    cafe.do("Salla", "note.add", text="pöydän yhteinen")
    withdrawn = cafe.do("Salla", "note.add", text="peruttu lause")["note"]
    cafe.do("Salla", "note.remove", note=withdrawn)
    before = len(cafe.store.read(cafe.id))
    answer = cafe.do("Salla", "person.erase")
    assert answer["ok"]
    log = cafe.store.read(cafe.id)
    text = str([one.event.body for one in log])
    assert "Salla" not in text and "peruttu lause" not in text and "pöydän yhteinen" in text
    assert len(log) > before
    assert session.fold(one.event for one in log) == cafe.live.ask(lambda state: state)


def test_their_browser_is_let_go_and_everybody_elses_goes_on(cafe):
    _, salla, bengt = cafe.come("Helmi", "Salla", "Bengt")
    cafe.go_to("round")
    cafe.do("Salla", "person.erase")
    assert salla.closed
    assert cafe.do("Bengt", "note.add", text="Jatketaan")["ok"]
