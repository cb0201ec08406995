"""Open space over the real wire: many hands at once on one wall, and bots that play a whole event."""

import threading

import pytest
from coknow.live import rehearsal

from tests.live.wire import Guest, Party, until
from tests.session.open_space import template

pytestmark = pytest.mark.slow


class Space(Party):
    """A party at an open space."""

    def __init__(self, server, **settings):
        self.server = server
        self.session = server.create_session_of(template(**settings), "Avoin tila")
        self.host = Guest(server, self.session.host_token, "host")
        self.tokens, self.guests = {}, {}

    def until(self, phase: str) -> None:
        while self.host.phase.get("id") != phase:
            before = self.host.phase.get("id")
            assert self.host.do("phase.next")["ok"]
            until(lambda before=before: self.host.phase.get("id") != before, "the next phase")
        for guest in self.guests.values():
            until(lambda guest=guest: guest.phase.get("id") == phase, f"{phase} to arrive")

    def topic(self, name: str, title: str) -> str:
        return self.guests[name].do("topic.propose", title=title)["topic"]

    def running(self, name: str, title: str) -> str:
        """A topic whose room is open: the party is in the first slot."""
        self.until("wall")
        topic = self.topic(name, title)
        assert self.guests[name].do("topic.place", topic=topic, slot="slot-a")["ok"]
        self.until("slot-a")
        return topic

    def all_at_once(self, deeds) -> list[dict]:
        """Each (guest, command, args) in a thread of its own; the answers in the same order."""
        answers: dict[int, dict] = {}
        ready = threading.Barrier(len(deeds))

        def act(i, guest, name, args):
            ready.wait()
            answers[i] = guest.do(name, **args)

        threads = [threading.Thread(target=act, args=(i, *deed)) for i, deed in enumerate(deeds)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [answers[i] for i in range(len(deeds))]

    @property
    def wall(self) -> dict:
        return self.host.document("room")["agenda"]

    def agree(self) -> None:
        """Everybody holds the same room, and whoever is somewhere holds that place."""
        until(lambda: all(g.document("room") == self.host.document("room") for g in self.guests.values()), "one room for all")
        for guest in self.guests.values():
            until(lambda guest=guest: guest.place == guest.document("place").get("id"), f"{guest.name} to hold where they are")
        assert not any(guest.gaps for guest in self.guests.values())


NAMES = [f"Vieras {i}" for i in range(12)]


@pytest.fixture
def space(start_server):
    opened = []

    def open_(**settings) -> Space:
        opened.append(Space(start_server(), **settings))
        opened[-1].come(*NAMES)
        return opened[-1]

    yield open_
    for one in opened:
        one.end()


def test_the_last_room_goes_to_one_of_ten_and_the_wall_is_the_same_for_all(space):
    party = space(board={"rooms": 1})
    party.until("wall")
    topics = [party.topic(name, f"Aihe {name}") for name in NAMES[:10]]
    answers = party.all_at_once([(party.guests[n], "topic.place", {"topic": t, "slot": "slot-a", "room": 1})
                                 for n, t in zip(NAMES, topics, strict=False)])
    assert [a["ok"] for a in answers].count(True) == 1
    assert {a["code"] for a in answers if not a["ok"]} == {"room_taken"}
    until(lambda: sum("slot-a" in t.get("placed", {}) for t in party.wall["topics"].values()) == 1, "one topic in the room")
    party.agree()


def test_offers_that_cross_merge_once_and_keep_both_names(space):
    party = space()
    party.until("wall")
    one, other = party.topic(NAMES[0], "Kiire"), party.topic(NAMES[1], "Aika")
    answers = party.all_at_once([(party.guests[NAMES[0]], "topic.merge", {"topic": one, "into": other}),
                                 (party.guests[NAMES[1]], "topic.merge", {"topic": other, "into": one})])
    assert all(a["ok"] for a in answers)
    until(lambda: [set(t["by"].split(", ")) for t in party.wall["topics"].values()] == [set(NAMES[:2])], "one topic of two")
    party.agree()


def test_a_topic_moves_away_while_ten_walk_in(space):
    party = space()
    topic = party.running(NAMES[0], "Kiire")
    answers = party.all_at_once(
        [(party.guests[NAMES[0]], "topic.place", {"topic": topic, "slot": "slot-b"}),
         *((party.guests[n], "topic.enter", {"topic": topic}) for n in NAMES[1:])])
    moved, *walked = answers
    if moved["ok"]:
        assert {a["code"] for a in walked} == {"topic_elsewhere"}
        until(lambda: not any(g.place == topic for g in party.guests.values()), "nobody to be left in it")
    else:
        assert moved["code"] == "topic_running" and all(a["ok"] for a in walked)
        until(lambda: all(g.place == topic for g in party.guests.values()), "all twelve to be in it")
    party.agree()


def test_the_host_ends_the_slot_while_ten_walk_in_and_takes_it_back(space):
    party = space()
    topic = party.running(NAMES[0], "Kiire")
    ended, *walked = party.all_at_once([(party.host, "phase.next", {}),
                                        *((party.guests[n], "topic.enter", {"topic": topic}) for n in NAMES[1:])])
    assert ended["ok"] and {a["code"] for a in walked if not a["ok"]} <= {"slot_over"}
    inside = [NAMES[0], *(n for n, a in zip(NAMES[1:], walked, strict=True) if a["ok"])]
    assert party.host.do("phase.back")["ok"]
    until(lambda: all(g.phase.get("id") == "slot-a" for g in party.guests.values()), "everybody back in the slot")
    until(lambda: {n for n, g in party.guests.items() if g.place == topic} == set(inside), "those who were in to be in again")
    party.agree()


def test_everybody_marks_interest_at_once_and_nothing_is_forgotten(space):
    party = space()
    party.until("wall")
    topics = [party.topic(name, f"Aihe {name}") for name in NAMES[:6]]
    answers = party.all_at_once([(party.guests[n], "topic.mark", {"topic": t}) for n in NAMES for t in topics[:1]])
    assert all(a["ok"] for a in answers)
    assert party.host.do("market.arrange")["ok"]
    until(lambda: party.wall["topics"].get(topics[0], {}).get("marks") == 12, "twelve marks")
    party.agree()


def test_two_processes_have_one_wall(postgres_url, redis_url, start_server):
    shared = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url, "COKNOW_SECRET": "one secret for both"}
    here, there = start_server(**shared), start_server(**shared)
    party = Space(here, board={"rooms": 1})
    for i, name in enumerate(NAMES[:6]):
        party.server = (here, there)[i % 2]
        party.come(name)
    party.until("wall")
    topics = [party.topic(name, f"Aihe {name}") for name in NAMES[:6]]
    answers = party.all_at_once([(party.guests[n], "topic.place", {"topic": t, "slot": "slot-a"})
                                 for n, t in zip(NAMES, topics, strict=False)])
    assert [a["ok"] for a in answers].count(True) == 1
    until(lambda: sum("slot-a" in t.get("placed", {}) for t in party.wall["topics"].values()) == 1, "one topic in the room")
    party.agree()
    party.end()


def test_bots_propose_wander_and_report_for_a_whole_event_and_the_book_has_it_all(start_server):
    server = start_server()
    session = server.create_session("open-space", "Harjoitus")
    found = rehearsal.run(session.join_url, people=24, seconds=40, seed=4, speed=6, host_token=session.host_token)
    assert found["topics"] > 2 and found["notes"] > 5, found
    assert found["lost"] == found["not_in_the_book"] == found["wrong_documents"] == found["astray"] == 0, found
