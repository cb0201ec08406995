"""Two servers, one PostgreSQL, a real Redis between them: whoever is connected where, everybody sees the same café."""

import pytest

from tests.live.wire import Guest, until

pytestmark = pytest.mark.slow


@pytest.fixture(params=["eventlet", "gevent"])
def pair(request, postgres_url, redis_url, start_server):
    shared = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url, "COKNOW_SECRET": "one secret for both",
              "COKNOW_ASYNC": request.param}
    return start_server(**shared), start_server(**shared)


def test_a_host_on_one_process_moves_people_on_the_other(pair):
    here, there = pair
    session = here.create_session("learning-cafe", "Kaksi prosessia")
    host = Guest(here, session.host_token, "Helmi")
    guests = [Guest(server, server.join(session, name)["token"], name)
              for name, server in (("Aino", there), ("Bengt", there), ("Cecilia", here), ("Daavid", there))]
    for _ in range(4):
        assert host.do("phase.next")["ok"]
    for guest in guests:
        until(lambda guest=guest: guest.place, f"a seat for {guest.name}")
    assert guests[0].do("note.add", text="Täältä sinne")["ok"]
    mates = [guest for guest in guests[1:] if guest.place == guests[0].place]
    assert mates, "somebody sits with Aino"
    for mate in mates:
        until(lambda mate=mate: "Täältä sinne" in str(mate.shelf.documents), f"{mate.name} to read it")
    assert not any(guest.gaps for guest in guests)


def test_the_host_on_one_process_sees_how_it_feels_on_the_other(pair):
    """Reactions are in no log: their counts come by the bell."""
    here, there = pair
    session = here.create_session("case-webinar", "Sama sää")
    host = Guest(here, session.host_token, "Helmi")
    guests = [Guest(there, there.join(session, name)["token"], name) for name in ("Aino", "Bengt", "Cecilia", "Daavid", "Elin")]
    skies, theirs = [], []
    host.client.on("weather", skies.append, namespace="/live")
    for guest in guests:
        guest.client.on("weather", theirs.append, namespace="/live")
    while host.document("room").get("phase", {}).get("id") != "case-a":
        before = host.document("room").get("phase", {}).get("id")
        assert host.do("phase.next")["ok"]
        until(lambda before=before: host.document("room").get("phase", {}).get("id") != before, "the next phase")
    for guest in guests:
        until(lambda guest=guest: guest.document("room").get("phase", {}).get("id") == "case-a", f"the talk for {guest.name}")
    for guest in guests[:3]:
        assert guest.ask("weather", {"reaction": "unclear"})["ok"]
    until(lambda: {"levels": {"unclear": 3}} in skies, "the weather of three in five, from the other process")
    assert not theirs, "it is the host's"


def test_losing_one_process_loses_nothing_acknowledged(pair):
    here, there = pair
    session = here.create_session("learning-cafe", "Toinen kaatuu")
    host = Guest(here, session.host_token, "Helmi")
    token = here.join(session, "Aino")["token"]
    aino = Guest(here, token, "Aino")
    for _ in range(4):
        assert host.do("phase.next")["ok"]
    assert aino.do("note.add", text="Ennen kaatumista")["ok"]
    here.kill()
    again = Guest(there, token, "Aino")
    until(lambda: "Ennen kaatumista" in str(again.shelf.documents), "the note on the other process")
    assert again.do("note.add", text="Toisaalla jatketaan")["ok"]
