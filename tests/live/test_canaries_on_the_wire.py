"""A whole café on a real server, every byte that each browser gets kept: nobody received what is not theirs.

Everything anybody writes or is carries a word found nowhere else. Who may have received it is said here once more, on
its own, from METHODS and DESIGN and not from the code that decides it.
"""

import copy
import itertools
import json
import re
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

import pytest
from coknow import library
from coknow.live.rehearsal import Shelf
from websocket import WebSocketException

from tests.harness.server import Server
from tests.live.wire import PATIENCE, Raw, until

pytestmark = pytest.mark.slow

NAMES = [f"Vieras{n}" for n in range(9)]
THEMES = {"1": "Liikkuminen", "2": "Asuminen"}
PERSON, NOTE, CALL = re.compile(r"\bp_\w+"), re.compile(r"\bn_\w+"), re.compile(r"\bc_\w+")


class Tap:
    """A browser of which nothing is thrown away. `told` is every event as it came, acknowledgements apart."""

    def __init__(self, server, token: str, name: str, have: dict | None = None):
        self.name, self.token = name, token
        self.shelf, self.told, self.answers, self.raw = Shelf(), [], {}, []
        self._ids = itertools.count(1)
        self._line = Raw(server, token, have)
        threading.Thread(target=self._listen, daemon=True).start()
        until(lambda: self.document("person"), f"{name}'s documents")

    def _listen(self):
        self._line.socket.settimeout(None)
        try:
            while text := self._line.socket.recv():
                self.raw.append(text)
                if text == "2":
                    self._line.send("3")
                elif text.startswith("43/live,"):
                    number, _, body = text[8:].partition("[")
                    (self.answers[int(number)],) = json.loads("[" + body)
                elif text.startswith("42/live,"):
                    event, body = json.loads(text[8:])
                    self.told.append((event, body, text))
                    if event in ("doc", "patch", "part", "gone"):
                        assert self.shelf.take(event, body) is None, "a gap"
        except (OSError, WebSocketException):
            pass

    def do(self, command: str, /, **args) -> dict:
        number = next(self._ids)
        self._line.say("command", {"id": f"{self.name}-{number}", "name": command, "args": args}, id=number)
        answer = until(lambda: self.answers.get(number), f"an answer to {command}")
        assert answer["ok"], (self.name, command, answer)
        return answer

    def ask(self, event: str, body: dict) -> dict:
        number = next(self._ids)
        self._line.say(event, body, id=number)
        return until(lambda: self.answers.get(number), f"an answer to {event}")

    def document(self, kind: str) -> dict:
        return next((d for name, d in list(self.shelf.documents.items()) if name.split(":")[0] == kind), {})

    @property
    def id(self) -> str:
        return self.document("person")["id"]

    @property
    def text(self) -> str:
        return "\n".join(self.raw)

    def with_word(self, word: str) -> set[str]:
        """The audiences in whose messages the word came; "" for what is no document's."""
        return {body.get("audience", "") for _, body, text in self.told if word in text}

    def held(self) -> set[str]:
        return {body["audience"] for event, body, _ in self.told if event in ("doc", "part")}

    def leave(self):
        self._line.close()


@dataclass
class Written:
    word: str
    id: str
    author: Tap
    phase: str
    kind: str
    visibility: str
    anonymous: bool
    place: str | None


@dataclass
class Cafe:
    server: Server
    host: Tap
    people: list[Tap]
    follower: Tap
    screen: Tap
    secrets: dict[str, list[str]]
    written: list[Written] = field(default_factory=list)
    answered: list[tuple[str, Tap]] = field(default_factory=list)  # what people said in the pulse
    before_closing: dict[str, str] = field(default_factory=dict)
    hidden: list[Written] = field(default_factory=list)
    shared: list[Written] = field(default_factory=list)
    carried: list[tuple[Written, Tap]] = field(default_factory=list)
    after_hiding: list[Tap] = field(default_factory=list)
    harvests: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[Tap, str]] = field(default_factory=list)
    code: str = ""
    signalled: Tap | None = None

    @property
    def everybody(self) -> list[Tap]:
        return [self.host, *self.people, self.follower, self.screen, *self.after_hiding]

    def of(self, person: Tap) -> list[Tap]:
        """The browsers of the same person."""
        return [tap for tap in self.everybody if tap.token == person.token]


@pytest.fixture(scope="module")
def cafe(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("canaries")).start()
    try:
        yield played(server)
    finally:
        server.stop()


def with_anonymous_words() -> dict:
    """The learning café with an anonymous note before its end, and with a pulse that also asks for words."""
    template = copy.deepcopy(library.builtin()["learning-cafe"])
    reply = {"visibility": "all", "anonymous": True, "kinds": ["thought"], "section": "feedback"}
    pulse = template["phases"][-1]
    template["phases"].insert(-1, pulse | {"id": "reply", "activity": "solo", "settings": reply})
    template["phases"][-1] = pulse | {"settings": {"missing_voice": True}}
    return template


def played(server) -> Cafe:
    """From the lobby to the open harvest; in every phase everybody writes what that phase lets them write."""
    settings = {"themes": {n: {"text": text} for n, text in THEMES.items()}, "keep_apart": True, "contact": "vain@ennalta.example"}
    session = server.create_session_of(with_anonymous_words(), "Kahvila", "fi", "--settings", json.dumps(settings))
    secrets, people = {}, []
    for number, name in enumerate(NAMES):
        joined = server.join(session, name, organisation=f"Talo-{number}-kanarialintu")
        secrets[name] = [joined["token"], joined["recovery"]]
        people.append(Tap(server, joined["token"], name))
    follower = server.join(session, "Seija", role="follower")
    status, screen = server.api("POST", f"/api/v1/sessions/{session.code}/screen", {}, session.host_token)
    assert status == 201
    secrets |= {"host": [session.host_token], "Seija": [follower["token"], follower["recovery"]], "screen": [screen["token"]]}
    cafe = Cafe(server, Tap(server, session.host_token, "host"), people, Tap(server, follower["token"], "Seija"),
                Tap(server, screen["token"], "screen"), secrets, code=session.code)
    people[0].do("theme.prefer", themes=["2"])
    for _ in range(30):
        before = cafe.host.document("room").get("phase", {}).get("id")
        cafe.host.do("phase.next")
        until(lambda: cafe.host.document("room").get("phase", {}).get("id") != before, "the next phase")
        phase = cafe.host.document("room")["phase"]
        for tap in cafe.everybody:
            until(lambda: tap.document("room").get("phase", {}).get("id") == phase["id"], f"{phase['id']} at {tap.name}")
        everybody_writes(cafe, phase)
        if phase["id"] == "cafe-1":
            first_round(cafe)
        if phase["id"] == "cafe-2":
            second_round(cafe)
        if phase["id"] == "synthesis":
            mine = next(w for w in cafe.written if w.phase == "synthesis" and w.author is people[3])
            people[3].do("note.share", note=mine.id, **{"with": "place"})
            cafe.shared.append(mine)
        if phase["id"] == "feedback":
            everybody_answers(cafe)
            break
    cafe.harvests = {f"closed {kind}": fetched(cafe, people[1].token, kind) for kind in ("json", "md", "html")}
    cafe.host.do("harvest.open")
    cafe.harvests |= {kind: fetched(cafe, people[1].token, kind) for kind in ("json", "md", "html")}
    cafe.harvests["page"] = got(f"{server.url}/harvest/{session.code}")
    for tap in cafe.everybody:
        tap.ask("resync", {"audience": "room", "seq": 0})
        others = "hosts" if tap.token == people[1].token else "person:" + people[1].id
        assert tap.ask("resync", {"audience": others, "seq": 0})["code"] == "not_allowed"
    settle(cafe)
    return cafe


def everybody_writes(cafe, phase):
    writes = phase.get("writes")
    if not writes:
        return
    for tap in cafe.people:
        if writes["visibility"] == "place":
            until(lambda: tap.document("person").get("place") and tap.document("place"), f"{tap.name}'s table")
        word = f"kanarialintu-{phase['id']}-{len(cafe.written):03}"
        kind = min(writes["kinds"], key=writes["kinds"].get)
        answer = tap.do("note.add", text=f"Sana {word}", kind=kind)
        cafe.written.append(Written(word, answer["note"], tap, phase["id"], kind, writes["visibility"],
                                    bool(writes.get("anonymous")), tap.document("person").get("place")))
    settle(cafe)


def everybody_answers(cafe):
    """A pulse: nothing of it is anywhere before it is closed; then its words are at the hosts', without names."""
    for number, tap in enumerate(cafe.people):
        word = f"kanarialintu-tuntuma-{number:03}"
        tap.do("pulse.answer", item="4", text=word)
        cafe.answered.append((word, tap))
    settle(cafe)
    cafe.before_closing = {tap.token: tap.text for tap in cafe.everybody}
    cafe.host.do("pulse.close")
    until(lambda: all(word in cafe.host.text for word, _ in cafe.answered), "the words at the host's")
    settle(cafe)


def settle(cafe):
    """What is gathered is sent within a tenth of a second; an answer comes after what was sent before it."""
    time.sleep(0.4)
    for tap in cafe.everybody:
        tap.ask("clock", {})


def first_round(cafe):
    """The host hides a line; whoever comes afterwards never learns of it. A call for help, a changed line, a signal."""
    by = {w.author.name: w for w in cafe.written if w.phase == "cafe-1"}
    cafe.hidden.append(by["Vieras0"])
    cafe.host.do("note.hide", note=by["Vieras0"].id, on=True)
    settle(cafe)
    for tap in cafe.people:
        cafe.after_hiding.append(Tap(cafe.server, tap.token, f"{tap.name} again"))
        cafe.after_hiding[-1].ask("resync", {"audience": "room", "seq": 0})
    caller = cafe.people[2]
    cafe.calls.append((caller, caller.do("help.call")["call"]))
    mine = by["Vieras4"]
    cafe.people[4].do("note.edit", note=mine.id, text=f"Sana {mine.word} toisin")
    carried = by["Vieras5"]
    cafe.people[5].do("note.carry", note=carried.id)
    cafe.carried.append((carried, cafe.people[5]))
    neighbour = next(p for p in cafe.people if p is not cafe.people[6] and
                     p.document("person")["place"] == cafe.people[6].document("person")["place"])
    assert cafe.people[6].ask("signal", {"to": neighbour.id, "body": {"sdp": "kanarialintu-signaali"}})["ok"]
    cafe.signalled = neighbour
    stranger = next(p for p in cafe.people if p.document("person")["place"] != cafe.people[6].document("person")["place"])
    assert cafe.people[6].ask("signal", {"to": stranger.id, "body": 1})["code"] == "not_here"
    settle(cafe)


def second_round(cafe):
    cafe.people[7].do("person.rename", name="Uusi-kanarialintu")
    settle(cafe)


def got(url: str, token: str = "") -> str:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return response.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.read().decode()


def fetched(cafe, token: str, kind: str) -> str:
    return got(f"{cafe.server.url}/api/v1/sessions/{cafe.code}/harvest?format={kind}", token)


# -- what was received -------------------------------------------------------------------------------------------------


def test_the_whole_cafe_was_played(cafe):
    phases = {w.phase for w in cafe.written}
    assert {"think", "cafe-1", "cafe-2", "cafe-3", "synthesis", "harvest-write", "checkout", "reply"} <= phases
    assert len(cafe.answered) == len(NAMES)
    assert {w.visibility for w in cafe.written} == {"me", "place", "all"} and any(w.anonymous for w in cafe.written)
    assert all(len(tap.told) > 20 for tap in [cafe.host, *cafe.people])
    assert not any(event == "part" for tap in cafe.everybody for event, _, _ in tap.told), "words could hide in the seams"


def test_a_private_note_reached_its_writer_and_nobody_else(cafe):
    private = [w for w in cafe.written if w.visibility == "me" and w not in cafe.shared]
    assert len(private) >= 3 * len(NAMES)
    for written in private:
        for tap in cafe.everybody:
            audiences = tap.with_word(written.word)
            if tap.token == written.author.token:
                assert audiences <= {"person:" + written.author.id}
            else:
                assert written.word not in tap.text and written.id not in tap.text, (tap.name, written)
        assert not any(written.word in text for text in cafe.harvests.values())


def test_a_tables_lines_reached_who_sat_there_and_the_common_wall_tells_no_names(cafe):
    for written in [w for w in cafe.written if w.visibility == "place"] + cafe.shared:
        carriers = {person.token for note, person in cafe.carried if note is written}
        for tap in cafe.everybody:
            audiences = tap.with_word(written.word)
            mine = {"place:" + p for p in {written.place} if "place:" + p in tap.held()} | {"person:" + tap.id}
            if written.phase in ("harvest-write", "wall") or written in cafe.shared:
                mine |= {"room", "screen"}
            if written in cafe.hidden and tap is cafe.host:
                mine |= {"hosts"}
            assert audiences <= mine, (tap.name, written, audiences)
            if "person:" + tap.id in audiences:
                assert tap.token in carriers | ({written.author.token} if written in cafe.shared else set())
            for event, body, text in tap.told:
                if event in ("doc", "patch") and body["audience"] in ("room", "screen") and written.word in text:
                    assert written.author.id not in text and written.author.name not in text, text


def test_nothing_came_of_a_table_before_it_was_given_or_after_it_was_taken_away(cafe):
    for tap in cafe.everybody:
        held = set()
        for event, body, _ in tap.told:
            name = body.get("audience", "")
            if event in ("doc", "part"):
                held.add(name)
            elif event == "gone":
                held.discard(name)
            elif event == "patch" or (event == "presence" and name.startswith("place:")):
                assert name in held, (tap.name, event, name)
        assert len({name for name in held if name.startswith("place:")}) <= 1


def test_who_holds_what(cafe):
    for tap in cafe.everybody:
        kinds = {name.split(":")[0] for name in tap.held()}
        assert {name for name in tap.held() if name.startswith("person:")} == {"person:" + tap.id}
        if tap is cafe.host:
            assert kinds == {"room", "hosts", "person"}, "a host who did not look held no table"
        elif tap in (cafe.follower, cafe.screen):
            assert kinds == {"room", "person"} | ({"screen"} if tap is cafe.screen else set())
        else:
            assert kinds == {"room", "person", "place"}


def test_a_hidden_line_reaches_nobody_who_comes_later_and_no_harvest(cafe):
    (hidden,) = cafe.hidden
    for tap in cafe.after_hiding:
        assert hidden.word not in tap.text and hidden.id not in tap.text, tap.name
    tables = [tap for tap in cafe.people if hidden.word in tap.text]
    assert tables, "it was on the table for a while"
    for tap in cafe.people:
        assert hidden.word not in json.dumps(tap.shelf.documents, ensure_ascii=False)
    assert hidden.word in cafe.host.text, "its host sees what is hidden"
    assert not any(hidden.word in text or hidden.id in text for text in cafe.harvests.values())


def test_an_anonymous_answer_reaches_nobody_before_the_harvest_and_never_with_a_name(cafe):
    """At a table of three a line without a name has one. Fewer than five answers are shown to nobody at all."""
    anonymous = [w for w in cafe.written if w.anonymous]
    assert len(anonymous) == len(NAMES)
    for written in anonymous:
        for tap in cafe.everybody:
            assert written.word not in tap.text, tap.name
            if tap is not written.author:
                assert written.id not in tap.text, tap.name
    found = json.loads(cafe.harvests["json"])
    answers = {note["id"]: note for note in found["feedback"]}
    assert set(answers) == {w.id for w in anonymous}
    assert not any({"name", "author", "place"} & set(note) for note in answers.values())
    assert not any(w.word in json.dumps(found["tables"], ensure_ascii=False) for w in anonymous)


def test_a_pulses_answer_reached_its_writer_alone_and_after_closing_the_hosts_without_a_name(cafe):
    for word, author in cafe.answered:
        for tap in cafe.everybody:
            if tap.token != author.token:
                assert word not in cafe.before_closing[tap.token], tap.name
                assert tap is cafe.host or word not in tap.text, tap.name
        told = [json.dumps(body["merge"]["activity"]) for event, body, text in cafe.host.told if event == "patch" and word in text]
        assert told and not any(author.id in text or author.name in text for text in told)


def test_of_other_people_one_learns_who_sat_at_ones_table(cafe):
    for tap in [*cafe.people, cafe.follower, cafe.screen]:
        met = {tap.id}
        for event, body, _ in tap.told:
            if event in ("doc", "patch") and body["audience"].startswith("place:"):
                document = body.get("doc") or body.get("merge")
                met |= set(document.get("people", {})) | {n["author"] for n in document.get("notes", {}).values() if n and "author" in n}
        assert set(PERSON.findall(tap.text)) <= met, tap.name
    assert len(set(PERSON.findall(cafe.screen.text))) == 1
    assert not CALL.findall(cafe.follower.text + cafe.screen.text)


def test_where_people_work_what_they_wish_and_that_they_call_are_the_hosts_business(cafe):
    for number, person in enumerate(cafe.people):
        for tap in cafe.everybody:
            if tap is not cafe.host and tap.token != person.token:
                assert f"Talo-{number}-kanarialintu" not in tap.text, tap.name
    for tap in [*cafe.people[1:], cafe.follower, cafe.screen]:
        assert '"prefers"' not in tap.text and '"settings"' not in tap.text and '"lease"' not in tap.text
    for caller, call in cafe.calls:
        for tap in cafe.everybody:
            assert tap in (cafe.host, *cafe.of(caller)) or call not in tap.text
    assert cafe.host.text.count("Talo-3-kanarialintu"), "the host seats people apart by it"


def test_a_signal_reached_one_person(cafe):
    hearing = {tap.token for tap in cafe.everybody if "kanarialintu-signaali" in tap.text}
    assert hearing == {cafe.signalled.token}


def test_keys_are_on_no_wire(cafe):
    everything = "\n".join(tap.text for tap in cafe.everybody) + "\n".join(cafe.harvests.values())
    for keys in cafe.secrets.values():
        for key in keys:
            assert key not in everything
    for word in ("Traceback", "sqlite", "account", "password", "token"):
        assert word not in "\n".join(tap.text for tap in cafe.everybody)


def test_the_harvest_was_closed_until_it_was_opened_and_names_no_feeling(cafe):
    for kind in ("json", "md", "html"):
        assert json.loads(cafe.harvests[f"closed {kind}"])["code"] == "harvest_not_open"
        assert "kanarialintu-cafe-1" in cafe.harvests[kind]
    for text in cafe.harvests.values():
        assert not PERSON.findall(text) and "Talo-" not in text
