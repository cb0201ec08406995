"""A case webinar and a string of private phases on a real server, every byte kept: each word is found with its owner only.

As in test_canaries_on_the_wire, which has the browsers that forget nothing; who may hold what is said here once more
from the promises on the templates' own pages, not from the code.
"""

import json
import re
from dataclasses import dataclass, field

import pytest

from coknow.parts import shared_text
from tests.activities import cases
from tests.harness.server import Server
from tests.live.test_canaries_on_the_wire import PERSON, Tap, got, settle
from tests.live.wire import until

pytestmark = pytest.mark.slow

NAMES = [f"Vieras{n}" for n in range(7)]
CHOICES = [{"fi": f"Vaihtoehto {n}", "sv": f"Alternativ {n}", "en": f"Option {n}"} for n in (1, 2, 3)]
WORDS = [{"kind": "free", "text": {"fi": "Mitä jäi?", "sv": "Vad blev kvar?", "en": "What remains?"}}]

IN_A_CARD = re.compile(r'"what":\s*\{"parts"')


@dataclass
class Played:
    """A session, its browsers, and every word with who wrote it: promise -> [(word, author, place)]."""

    server: Server
    code: str
    host: Tap
    people: list[Tap]
    follower: Tap
    screen: Tap
    said: dict[str, list] = field(default_factory=dict)
    before: dict[str, dict] = field(default_factory=dict)  # what everybody had received at some moment: token -> text
    harvests: dict[str, str] = field(default_factory=dict)

    @property
    def everybody(self) -> list[Tap]:
        return [self.host, *self.people, self.follower, self.screen]

    def goes_on(self) -> str:
        before = self.host.document("room").get("phase", {}).get("id")
        self.host.do("phase.next")
        phase = until(lambda: (p := self.host.document("room").get("phase", {}).get("id")) != before and p, "the next phase")
        for tap in self.everybody:
            until(lambda: tap.document("room").get("phase", {}).get("id") == phase, f"{phase} at {tap.name}")
        return phase

    def say(self, promise: str, tap: Tap, command: str, key: str = "text", **args) -> dict:
        word = f"kanarialintu-{promise}-{sum(map(len, self.said.values())):03}x"
        answer = tap.do(command, **{key: f"Sana {word}"}, **args)
        self.said.setdefault(promise, []).append((word, tap, tap.document("person").get("place")))
        return answer

    def all_note(self, promise: str, who: list[Tap], kind: str | None = None) -> None:
        kinds = self.host.document("room")["phase"]["writes"]["kinds"]
        for tap in who:
            self.say(promise, tap, "note.add", kind=kind or min(kinds, key=kinds.get))

    def remember(self, moment: str) -> None:
        settle(self)
        self.before[moment] = {tap.token: tap.text for tap in self.everybody}

    def read_harvest(self) -> None:
        self.host.do("harvest.open")
        for kind in ("json", "md", "html"):
            path = f"/api/v1/sessions/{self.code}/harvest?format={kind}"
            self.harvests[kind] = got(self.server.url + path, self.people[1].token)
            self.harvests["host's " + kind] = got(self.server.url + path, self.host.token)
        self.harvests["page"] = got(f"{self.server.url}/harvest/{self.code}")

    def sung_by(self, promise: str) -> list:
        found = self.said.get(promise)
        assert found, f"nothing was said under {promise}"
        return found


def begun(server, session) -> Played:
    people = [Tap(server, server.join(session, name)["token"], name) for name in NAMES]
    follower = Tap(server, server.join(session, "Seija", role="follower")["token"], "Seija")
    status, screen = server.api("POST", f"/api/v1/sessions/{session.code}/screen", {}, session.host_token)
    assert status == 201
    host = Tap(server, session.host_token, "host")
    return Played(server, session.code, host, people, follower, Tap(server, screen["token"], "screen"))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("webinar")).start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def webinar(server):
    """Both cases' first half and the end: presenting, listening, thinking, threes, questions."""
    played = begun(server, server.create_session("case-webinar"))
    owner, askers = played.people[0], played.people[1:]
    while True:
        phase = played.goes_on()
        if phase == "tasks":
            played.host.do("presenter.name", person=owner.id)
        if phase in ("case-a", "case-b"):
            played.all_note("listening", [*played.people, played.follower])
        if phase in ("think-a", "think-b", "apply"):
            played.all_note("thinking", played.people)
        if phase in ("trio-a", "trio-b"):
            for tap in played.people:
                until(lambda: tap.document("person").get("place") and tap.document("place"), f"{tap.name}'s group")
            played.all_note("trio", played.people, "question")
        if phase == "ask-a":
            asking(played, askers)
        if phase == "ask-b":
            break
    settle(played)
    played.read_harvest()
    return played


def asking(played, askers) -> None:
    for number, tap in enumerate(askers):
        more = f"kanarialintu-tausta-{number:03}x"
        asked = played.say("question", tap, "question.ask", more=more)
        played.said.setdefault("background", []).append((more, tap, asked["question"]))
    until(lambda: len(played.host.document("room")["activity"]["questions"]) == len(askers), "all questions")
    first = played.said["background"][0][2]
    for tap in askers[1:4]:
        tap.do("question.back", question=first, on=True)
    played.remember("before an answer")
    played.host.do("question.put", question=first, state="now")
    settle(played)


def private(played, promise: str) -> None:
    """Its writer has it, in their own document; nobody else's device and no harvest ever did, the host's neither."""
    for word, author, _ in played.sung_by(promise):
        for tap in played.everybody:
            if tap is author:
                assert word in tap.text and tap.with_word(word) <= {"person:" + tap.id, ""}, (promise, tap.name)
            else:
                assert word not in tap.text, (promise, word, tap.name)
        assert not [kind for kind, text in played.harvests.items() if word in text], (promise, word)


def nameless(played, promise: str) -> None:
    """Wherever the word came to others, nothing in that activity's part told whose it was."""
    for word, author, _ in played.sung_by(promise):
        for tap in played.everybody:
            for event, body, text in tap.told:
                if event in ("doc", "patch") and word in text and body["audience"] != "person:" + author.id:
                    part = json.dumps((body.get("doc") or body.get("merge")).get("activity", {}), ensure_ascii=False)
                    assert word in part, (promise, tap.name, "it came outside the activity")
                    assert author.id not in part and author.name not in part, (promise, tap.name, part)
        for kind, text in played.harvests.items():
            assert author.id not in text, kind


def test_what_one_writes_while_listening_and_thinking_is_ones_own(webinar):
    private(webinar, "listening")
    private(webinar, "thinking")


def test_what_a_three_writes_stays_with_the_three_until_the_harvest_and_its_questions_have_no_writer(webinar):
    for word, author, place in webinar.sung_by("trio"):
        for tap in webinar.everybody:
            assert tap.with_word(word) <= ({"place:" + place} if "place:" + place in tap.held() else set()) | {"person:" + author.id}
        for tap in (webinar.host, webinar.follower, webinar.screen):
            assert word not in tap.text, tap.name
        for line in lines_with(json.loads(webinar.harvests["host's json"]), word):
            assert author.name not in json.dumps(line, ensure_ascii=False), line


def lines_with(found, word: str):
    """Each single thing of the harvest in whose own text the word stands."""
    if isinstance(found, dict):
        if any(isinstance(value, str) and word in value for value in found.values()):
            yield {key: value for key, value in found.items() if not isinstance(value, dict | list)}
        for value in found.values():
            yield from lines_with(value, word)
    elif isinstance(found, list):
        for value in found:
            yield from lines_with(value, word)


def test_who_asked_is_shown_to_nobody_neither_host_nor_case_owner(webinar):
    nameless(webinar, "question")
    owner = webinar.people[0]
    themes = [text for _, body, text in owner.told if body.get("audience") == "person:" + owner.id and "themes" in text]
    assert themes, "the case's owner sees what people want to know"
    assert not [name for name in NAMES[1:] for text in themes if name in text]
    for word, author, _ in webinar.sung_by("question"):
        for line in lines_with(json.loads(webinar.harvests["host's json"]), word):
            assert author.name not in json.dumps(line, ensure_ascii=False), line


def test_what_lies_behind_a_question_is_read_when_it_is_answered(webinar):
    put, *others = webinar.sung_by("background")
    for word, author, _ in [put, *others]:
        for tap in webinar.everybody:
            if tap not in (webinar.host, author):
                assert word not in webinar.before["before an answer"][tap.token], tap.name
    assert put[0] in webinar.screen.text
    for word, author, _ in others:
        assert not [tap.name for tap in webinar.everybody if word in tap.text and tap not in (webinar.host, author)]


# -- phases of a test's own ---------------------------------------------------------------------------------------------

PHASES = [
    {"id": "vote", "activity": "vote", "settings": {"options": CHOICES, "dots": 2, "merge": "none"}},
    {"id": "pulse", "activity": "pulse", "settings": {"items": WORDS}},
    {"id": "cards", "activity": "deal", "settings": {"stage": "write"}},
    {"id": "hands", "activity": "deal", "settings": {"stage": "score", "from": "cards", "hand": 3}},
    {"id": "ring", "activity": "circle", "minutes": 20, "settings": {"compose": "new", "size": 4}},
    {"id": "troika", "activity": "troika", "minutes": 30, "settings": {"compose": "new", "size": 3}},
    {"id": "own", "activity": "form", "minutes": 10, "settings": {"card": "experiment", "per": "person"}},
]


@pytest.fixture(scope="module")
def string(server):
    played = begun(server, server.create_session_of(cases.template_of(PHASES), "Helminauha"))
    while (phase := played.goes_on()) != "vote":
        pass
    for n, tap in enumerate(played.people):
        tap.do("vote.cast", marks={str(1 + n % 3): 2})
    played.remember("before the ballot closed")
    played.host.do("vote.close")
    played.goes_on()
    for tap in played.people[:4]:
        played.say("few", tap, "pulse.answer", item="1")
    settle(played)
    played.host.do("pulse.close")
    played.goes_on()
    for tap in played.people:
        played.say("card", tap, "deal.write", step="Kysyn huomenna")
    played.remember("before the cards were dealt")
    played.goes_on()
    settle(played)
    played.goes_on()
    for tap in played.people:
        until(lambda: tap.document("place").get("activity", {}).get("holder"), f"a holder in {tap.name}'s circle")
    played.all_note("ring", played.people)
    holder = next(tap for tap in played.people if tap.document("place")["activity"]["holder"] == tap.id)
    played.say("turn", holder, "turn.write")
    settle(played)
    played.goes_on()
    for tap in played.people:
        until(lambda: tap.document("person").get("place"), f"{tap.name}'s three")
    played.all_note("client", played.people)
    phase = played.goes_on()
    for tap in played.people:
        played.say("form", tap, "form.add", phase=phase, of=tap.id, field="what")
    settle(played)
    played.read_harvest()
    return played


def test_a_ballot_stands_in_its_voters_own_document_and_no_tally_anywhere_before_the_close(string):
    for tap in string.people:
        for event, body, text in tap.told:
            if event in ("doc", "patch") and '"mine"' in text:
                assert body["audience"] == "person:" + tap.id
    for text in string.before["before the ballot closed"].values():
        assert '"results"' not in text and '"voters"' not in text and '"ballots"' not in text
    for tap in (string.host, string.follower, string.screen):
        assert not [body for event, body, text in tap.told if event in ("doc", "patch") and '"marks"' in text]


def test_four_answers_are_told_to_nobody_not_after_closing_and_not_to_the_host(string):
    private(string, "few")


def test_a_dealt_card_comes_without_its_writer_and_never_into_their_own_hand(string):
    nameless(string, "card")
    for word, author, _ in string.sung_by("card"):
        for tap in string.everybody:
            if tap is not author:
                assert word not in string.before["before the cards were dealt"][tap.token], tap.name
        for tap in (string.host, string.follower, string.screen):
            assert word not in tap.text, "unscored cards are in hands only"
    assert any(word in tap.text for word, author, _ in string.sung_by("card") for tap in string.people if tap is not author)


def test_private_notes_in_a_circle_a_clients_notes_and_ones_own_card_are_ones_own(string):
    private(string, "ring")
    private(string, "client")
    for tap in string.everybody:
        carried = {body["audience"] for event, body, text in tap.told if event in ("doc", "patch") and IN_A_CARD.search(text)}
        assert carried == ({"person:" + tap.id} if tap in string.people else set()), tap.name
    for word, author, _ in string.sung_by("form"):  # a shared text travels in pieces of its own writing
        (card,) = author.document("person")["activity"]["cards"].values()
        assert word in shared_text.text_of(card["fields"]["what"]["parts"])
        assert not [tap.name for tap in string.everybody if word in tap.text and tap is not author]
        assert not [kind for kind, text in string.harvests.items() if word in text]


def test_a_turn_in_writing_is_read_in_its_circle_and_leaves_no_trace(string):
    ((word, author, place),) = string.sung_by("turn")
    for tap in string.everybody:
        assert tap.with_word(word) <= ({"place:" + place} if "place:" + place in tap.held() else set()), tap.name
    assert not [kind for kind, text in string.harvests.items() if word in text]


def test_no_harvest_names_an_id(webinar, string):
    for played in (webinar, string):
        assert not [kind for kind, text in played.harvests.items() if PERSON.findall(text)]
