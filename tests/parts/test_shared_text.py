"""Shared text: writers who interleave as they like end with one text in which no letter is lost; nothing else comes in."""

import base64
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from coknow.kernel.rejected import Rejected
from coknow.parts import shared_text

FIELD = "what"
ROOMY = 10_000


class Writer:
    """A browser: its own document, what it has sent, what it has seen of the field's parts."""

    def __init__(self, number: int):
        self.doc = Doc(client_id=number)
        self.text = self.doc.get("t", type=Text)
        self.sent = self.doc.get_state()
        self.seen: set[str] = set()

    def type(self, at: int, letters: str) -> None:
        """`at` counts characters; the library counts bytes."""
        before = str(self.text)[: at % (len(str(self.text)) + 1)]
        self.text.insert(len(before.encode()), letters)

    def delete(self, at: int) -> str:
        now = str(self.text)
        if not now:
            return ""
        at %= len(now)
        start = len(now[:at].encode())
        del self.text[start : start + len(now[at].encode())]
        return now[at]

    def update(self) -> str:
        return base64.b64encode(self.doc.get_update(self.sent)).decode()

    def answered(self) -> None:
        self.sent = self.doc.get_state()

    def read(self, parts: dict[str, str]) -> None:
        for part in parts.values():
            self.doc.apply_update(base64.b64decode(part))


def typed(text: str, number: int = 7) -> str:
    writer = Writer(number)
    writer.type(0, text)
    return writer.update()


def code(parts, update, limit=ROOMY) -> str:
    with pytest.raises(Rejected) as no:
        shared_text.taken_in(parts, update, limit, FIELD)
    return no.value.code


STEP = st.tuples(st.integers(0, 2), st.sampled_from(["type", "type", "delete", "send", "read"]), st.integers(0, 200), st.text("aäö😀\nx", min_size=1, max_size=6))


@settings(max_examples=150, deadline=None)
@given(st.lists(STEP, max_size=60))
def test_however_three_interleave_they_end_with_one_text_and_nothing_acknowledged_is_lost(steps):
    writers, parts, deleted, letters = [Writer(11), Writer(12), Writer(13)], {}, "", ""

    def send(writer):
        nonlocal parts
        update = writer.update()
        change = shared_text.taken_in(parts, update, ROOMY, FIELD)
        if change:
            parts = shared_text.added(parts, update)
            assert shared_text.text_of(parts) == change[1]
        writer.answered()

    for who, what, at, text in steps:
        writer = writers[who]
        if what == "type":
            writer.type(at, text)
            letters += text
        elif what == "delete":
            deleted += writer.delete(at)
        elif what == "send":
            send(writer)
        else:
            writer.read(parts)
    for writer in writers:
        send(writer)
    for writer in writers:
        writer.read(parts)
    final = shared_text.text_of(parts)
    assert {str(writer.text) for writer in writers} == {final}
    assert json.loads(json.dumps(parts)) == parts and len(parts) < shared_text.MELT
    for letter in set(letters):  # two may delete the same letter, so at least what nobody deleted is there
        assert final.count(letter) >= letters.count(letter) - deleted.count(letter)
    assert set(final) <= set(letters)


def test_the_same_parts_always_melt_into_the_same_bytes():
    def story():
        parts, writers = {}, [Writer(21), Writer(22)]
        rng = random.Random(4)
        for _ in range(120):
            writer = rng.choice(writers)
            writer.read(parts)
            writer.type(rng.randrange(99), rng.choice("abcåäö"))
            if rng.random() < 0.3:
                writer.delete(rng.randrange(99))
            parts = shared_text.added(parts, writer.update())
            writer.answered()
        return parts

    assert story() == story()


def test_an_update_said_twice_changes_nothing_the_second_time():
    update = typed("Kokeillaan perjantaisin")
    parts = shared_text.added({}, update)
    assert shared_text.taken_in(parts, update, ROOMY, FIELD) is None


def test_a_deletion_alone_is_a_change():
    writer = Writer(5)
    writer.type(0, "liikaa")
    parts = shared_text.added({}, writer.update())
    writer.answered()
    del writer.text[0:6]
    update = writer.update()
    assert shared_text.taken_in(parts, update, ROOMY, FIELD) == ("liikaa", "")
    assert shared_text.text_of(shared_text.added(parts, update)) == ""


def test_a_text_over_its_limit_is_refused_but_may_shrink():
    full = shared_text.added({}, typed("x" * 30))
    assert code(full, typed("y" * 5, 8), limit=32) == "too_long"
    writer = Writer(9)
    writer.read(full)
    writer.answered()
    del writer.text[0:5]
    assert shared_text.taken_in(full, writer.update(), 10, FIELD) == ("x" * 30, "x" * 25)


def test_what_hangs_on_words_nobody_has_is_refused():
    writer = Writer(30)
    writer.type(0, "alku ")
    writer.answered()  # a lie: it was never sent
    writer.type(5, "loppu")
    assert code({}, writer.update()) == "text_unknown"


def other(make) -> str:
    doc = Doc(client_id=40)
    make(doc)
    return base64.b64encode(doc.get_update()).decode()


def second_text(doc):
    doc["smuggled"] = Text("muuta")


def a_map(doc):
    doc["t"] = Map({"a": 1})


def formatted(doc):
    doc["t"] = text = Text()
    text.insert(0, "lihava", {"bold": True})


def embedded(doc):
    doc["t"] = text = Text()
    text.insert_embed(0, {"image": "x"})


def bell(doc):
    doc["t"] = Text("\x07")


@pytest.mark.parametrize("make", [second_text, a_map, formatted, embedded, bell])
def test_nothing_but_plain_text_in_the_one_text_comes_in(make):
    assert code({}, other(make)) == "bad_arguments"


NUISANCES = ["ffffffff0f", "8080808001", "8080808004", "ffffffffffffffffff01", "00", "01ffffffff0f0100", "0101", "000000"]


@pytest.mark.parametrize("garbage", [None, 5, [], {}, "", "ä", "AAA", "====", "x" * 60_000, *(base64.b64encode(bytes.fromhex(n)).decode() for n in NUISANCES)])
def test_garbage_is_refused_in_words(garbage):
    assert code({}, garbage) in ("bad_arguments", "too_large")


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_mangled_update_is_refused_or_harmless(data):
    """Whatever gets through leaves a text that every browser reads alike."""
    writer = Writer(50)
    for i, word in enumerate(["Pienin ", "versio ", "äö😀"]):
        writer.type(i * 3, word)
    writer.delete(2)
    parts = shared_text.added({}, writer.update())
    raw = bytearray(base64.b64decode(typed("uusi teksti", 51)))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    update = base64.b64encode(bytes(raw)).decode()
    try:
        change = shared_text.taken_in(parts, update, ROOMY, FIELD)
    except Rejected as no:
        assert no.code in ("bad_arguments", "text_unknown")
        return
    if change:
        after = shared_text.added(parts, update)
        assert shared_text.text_of(after) == change[1]
        honest = Writer(52)
        honest.read(after)
        honest.answered()
        honest.type(0, "Silti ")
        assert shared_text.taken_in(after, honest.update(), ROOMY, FIELD) == (change[1], str(honest.text))


def test_a_long_evening_of_typing_stays_small():
    """6,000 keys of two people at scattered places, a tenth of them taken back."""
    rng, writers, parts = random.Random(2), [Writer(61), Writer(62)], {}
    for i in range(1_500):
        writer = writers[i % 2]
        writer.read(parts)
        writer.answered()
        if i % 10 == 9 or len(str(writer.text)) > 900:
            for _ in range(4):
                writer.delete(rng.randrange(900))
        else:
            writer.type(rng.randrange(900), "".join(rng.choices("abcd efg", k=4)))
        parts = shared_text.added(parts, writer.update())
    assert sum(map(len, parts.values())) < shared_text.TEXT_HISTORY


def test_words_of_somebody_without_yjs_go_to_the_end():
    parts = shared_text.added({}, shared_text.appended({}, "ensin", 70))
    parts = shared_text.added(parts, shared_text.appended(parts, "ääkköset", 71))
    assert shared_text.text_of(parts) == "ensin\nääkköset"
