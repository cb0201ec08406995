"""What is well-formed on the wire, and what people hold in their hands."""

import json

import pytest
from coknow.kernel.rejected import Rejected
from coknow.live import keys
from coknow.web import protocol
from hypothesis import given
from hypothesis import strategies as some

json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=10), inner, max_size=4), max_leaves=20)


@given(json_values)
def test_whatever_json_comes_is_a_command_or_a_refusal(payload):
    for read in (protocol.command, protocol.resync, protocol.signal, protocol.hello):
        try:
            read(payload)
        except Rejected as no:
            assert no.code and no.hint.startswith("refusal.")


@given(some.text(min_size=1, max_size=10), some.text(min_size=1, max_size=10),
       some.dictionaries(some.text(max_size=5), json_values, max_size=5))
def test_an_accepted_command_can_be_written_as_utf8_json(id, name, args):
    try:
        command = protocol.command({"id": id, "name": name, "args": args})
    except Rejected:
        return
    json.dumps([command.id, command.name, command.args], ensure_ascii=False, allow_nan=False).encode("utf-8")
    assert None not in command.args.values()


def deep(levels):
    value = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("payload, code", [
    (None, "bad_arguments"),
    ([], "bad_arguments"),
    ({}, "bad_arguments"),
    ({"id": "", "name": "note.add"}, "bad_arguments"),
    ({"id": 7, "name": "note.add"}, "bad_arguments"),
    ({"id": "x" * 81, "name": "note.add"}, "bad_arguments"),
    ({"id": "a\0", "name": "note.add"}, "bad_arguments"),
    ({"id": "a", "name": None}, "unknown_command"),
    ({"id": "a", "name": "x" * 100}, "unknown_command"),
    ({"id": "a", "name": "note.add", "args": []}, "bad_arguments"),
    ({"id": "a", "name": "note.add", "args": "text"}, "bad_arguments"),
    ({"id": "a", "name": "note.add", "args": {"text": "\ud800"}}, "bad_arguments"),
    ({"id": "a", "name": "note.add", "args": {"text": "nul\0"}}, "bad_arguments"),
    ({"id": "a", "name": "note.add", "args": {"\udfff": 1}}, "bad_arguments"),
    ({"id": "a", "name": "note.add", "args": {"n": 2**60}}, "bad_arguments"),
    ({"id": "a", "name": "note.add", "args": {"n": deep(10_000)}}, "bad_arguments"),
    ({"id": "a", "name": "note.add", "args": {"n": [1] * 5_000}}, "bad_arguments"),
    ({"id": "a", "name": "note.add", "args": {"text": "x" * 70_000}}, "too_large"),
])
def test_what_is_no_command_is_refused_by_name(payload, code):
    with pytest.raises(Rejected) as refused:
        protocol.command(payload)
    assert refused.value.code == code


def test_a_command_without_arguments_has_none():
    assert protocol.command({"id": "a", "name": "phase.next"}).args == {}
    assert protocol.command({"id": "a", "name": "look", "args": {"place": None}}).args == {}


@pytest.mark.parametrize("auth", [None, "token", {}, {"token": 5}, {"token": ""}, {"token": "x" * 500}])
def test_without_a_token_nobody_is_let_in(auth):
    with pytest.raises(Rejected) as refused:
        protocol.hello(auth)
    assert refused.value.code == "bad_token"


def test_what_a_browser_claims_to_have_is_read_with_care():
    hello = protocol.hello({"token": "t", "have": {"room": 3, "place:x": "4", "person:y": -1, "hosts": True, "\0": 3}})
    assert hello.have == {"room": 3}
    assert protocol.hello({"token": "t", "have": {str(i): i for i in range(1000)}}).have == {}


# -- keys


def test_codes_avoid_what_people_misread():
    codes = {keys.new_code() for _ in range(2000)}
    assert len(codes) > 1990
    assert not set("".join(codes)) & set("IO01") and {len(code) for code in codes} == {keys.CODE_LENGTH}


@pytest.mark.parametrize("typed", ["abc-def", "ABC DEF", " AbC–dEf ", "abcdef"])
def test_a_code_is_accepted_however_it_is_typed(typed):
    assert keys.normal_code(typed) == "ABCDEF"


@pytest.mark.parametrize("said", ["Metsä kahvi ILVES yö", "metsa, kahvi - ilves yo", "  metsä\nkahvi\tilves  yö "])
def test_a_phrase_is_accepted_however_it_is_written(said):
    hashes = keys.Keys(b"secret")
    assert hashes.of_phrase("s1", said) == hashes.of_phrase("s1", "metsä kahvi ilves yö")


def test_a_phrase_belongs_to_its_session_and_its_server():
    one, other = keys.Keys(b"one"), keys.Keys(b"other")
    assert one.of_phrase("s1", "a b c d") != one.of_phrase("s2", "a b c d")
    assert one.of_phrase("s1", "a b c d") != other.of_phrase("s1", "a b c d")
    assert one.of_token("x") != one.of_phrase("", "x")


# -- letting people in


def test_a_token_opens_the_seat_it_was_made_for(cafe):
    cafe.join("Aino")
    who = cafe.sessions.who(cafe.tokens["Aino"])
    assert (who.session, who.person, who.role) == (cafe.id, cafe.people["Aino"], "participant")
    assert cafe.sessions.who(cafe.tokens["Helmi"]).role == "host"


@pytest.mark.parametrize("token", ["", "nonsense", None, 7, "x" * 1000])
def test_a_wrong_token_opens_nothing(cafe, token):
    assert cafe.sessions.who(token) is None


def test_tokens_and_phrases_are_nowhere_in_the_database(cafe, store, sqlite_url):
    cafe.join("Aino")
    store.close()
    data = b"".join(path.read_bytes() for path in sorted(__import__("pathlib").Path(sqlite_url[10:]).parent.iterdir()))
    assert b"Aino" in data
    for secret in (cafe.tokens["Aino"], cafe.tokens["Helmi"], cafe.phrases["Aino"]):
        assert secret.encode() not in data


def test_four_words_bring_a_person_back_on_another_device(cafe):
    cafe.join("Aino")
    back = cafe.sessions.recover(cafe.code, cafe.phrases["Aino"].upper())
    assert back.person == cafe.people["Aino"] and back.token != cafe.tokens["Aino"]
    assert cafe.sessions.who(back.token).person == cafe.people["Aino"]
    assert cafe.sessions.who(cafe.tokens["Aino"]) is not None, "the first device keeps its seat"


def test_a_phrase_is_no_token_and_a_wrong_phrase_nothing(cafe):
    cafe.join("Aino")
    assert cafe.sessions.who(cafe.phrases["Aino"]) is None
    with pytest.raises(Rejected) as refused:
        cafe.sessions.recover(cafe.code, "yksi kaksi kolme neljä")
    assert refused.value.code == "bad_token"


def test_nobody_joins_as_host(cafe):
    for role in ("host", "cohost", "screen"):
        with pytest.raises(Rejected) as refused:
            cafe.sessions.join(cafe.code, "Mallory", role=role)
        assert refused.value.code == "not_allowed"


def test_a_removed_person_is_not_let_in_again(cafe):
    cafe.come("Helmi", "Aino")
    assert cafe.do("Helmi", "person.remove", person=cafe.people["Aino"])["ok"]
    assert cafe.sessions.who(cafe.tokens["Aino"]) is None


def test_the_owner_gets_the_console_back_and_nobody_else(cafe):
    with pytest.raises(Rejected):
        cafe.sessions.owner_token(cafe.code, "somebody")
    assert cafe.sessions.who(cafe.sessions.host_token(cafe.id)).role == "host"


def test_a_screen_sees_the_room_and_sits_nowhere(cafe):
    screen = cafe.sessions.screen(cafe.code)
    assert cafe.sessions.who(screen.token).role == "screen"
    assert cafe.live.documents is not None
    from tests.live.cast import Browser

    browser = Browser()
    cafe.live.attach(browser, screen.person, {})
    assert {"room", "screen"} <= set(browser.documents) and "hosts" not in browser.documents
