"""What browsers are sent: the three answers, numbered patches, the order of a move, parts, and nothing too much."""

import pytest
from coknow.live.documents import CROWD, MESSAGE_LIMIT, RING_LENGTH, Documents, whole
from coknow.live.fanout.frames import StrictJSON

from tests.live.cast import Browser


class Views:
    """Documents that a test changes by hand: `put` is an event that changed one of them."""

    def __init__(self):
        self.now = {"room": {"n": 0}, "person:a": {}, "person:b": {}, "place:1": {"at": 1}, "place:2": {"at": 2}, "hosts": {}}
        self.rights = {"a": ("room", "person:a"), "b": ("room", "person:b"), "h": ("room", "hosts")}
        self.seq = 1
        self.built: list[str] = []
        self.documents = Documents(self.view, lambda person: self.rights.get(person, ()))

    def view(self, audience):
        self.built.append(audience)
        return dict(self.now[audience])

    def put(self, audience, **changes):
        self.seq += 1
        self.now[audience] = {**self.now[audience], **changes}

    def publish(self, *names, people=(), everybody=False):
        self.documents.publish(self.seq, names, people, now=0, everybody=everybody)

    def browser(self, person, have=None):
        browser = Browser(person)
        self.documents.attach(browser, person, have or {}, self.seq)
        return browser


@pytest.fixture
def views():
    return Views()


def test_a_newcomer_gets_each_document_whole(views):
    browser = views.browser("a")
    assert browser.hears() == [("doc", "room"), ("doc", "person:a")]
    assert browser.documents["room"] == {"n": 0} and browser.versions["room"] == 1


def test_a_change_is_one_patch_from_the_version_held(views):
    browser = views.browser("a")
    browser.hears()
    views.put("room", n=7)
    views.publish("room")
    assert browser.hears() == [("patch", "room")]
    assert browser.documents["room"] == {"n": 7} and browser.versions["room"] == 2


def test_what_did_not_change_is_not_sent_and_keeps_its_version(views):
    browser = views.browser("a")
    browser.hears()
    views.put("room", n=7)
    views.publish("room", "person:a", "place:1")
    assert browser.hears() == [("patch", "room")]
    assert browser.versions["person:a"] == 1


def test_a_patch_is_encoded_once_for_everybody(views):
    browsers = [views.browser("a") for _ in range(5)]
    views.built.clear()
    views.put("room", n=1)
    views.publish("room")
    assert views.built == ["room"]
    assert all(browser.documents["room"] == {"n": 1} for browser in browsers)


def test_returning_with_the_current_version_brings_nothing(views):
    first = views.browser("a")
    views.documents.detach(first, now=0)
    assert views.browser("a", first.versions).hears() == []


def test_returning_after_a_while_brings_the_rest(views):
    first = views.browser("a")
    keeper = views.browser("b")  # somebody stays, so that patches are published meanwhile
    views.documents.detach(first, now=0)
    for n in (1, 2, 3):
        views.put("room", n=n)
        views.publish("room")
    again = Browser("a")
    again.documents, again.versions = dict(first.documents), dict(first.versions)
    views.documents.attach(again, "a", first.versions, views.seq)
    assert again.hears() == [("patch", "room")] * 3
    assert again.documents["room"] == keeper.documents["room"] == {"n": 3}


def test_what_happened_while_nobody_listened_comes_as_one_patch(views):
    first = views.browser("a")
    views.documents.detach(first, now=0)
    for n in (1, 2, 3):
        views.put("person:a", n=n)
        views.publish("person:a")
    again = Browser("a")
    again.documents, again.versions = dict(first.documents), dict(first.versions)
    views.documents.attach(again, "a", first.versions, views.seq)
    assert again.hears() == [("patch", "person:a")]
    assert again.documents["person:a"] == {"n": 3}


def test_returning_after_too_long_brings_the_whole(views):
    first = views.browser("a")
    views.browser("b")
    views.documents.detach(first, now=0)
    for n in range(1, RING_LENGTH + 2):
        views.put("room", n=n)
        views.publish("room")
    assert views.browser("a", first.versions).hears() == [("doc", "room")]


@pytest.mark.parametrize("have", [999, -1, "2", None, 1.5, True])
def test_a_version_that_was_never_published_brings_the_whole(views, have):
    views.browser("a")
    assert ("doc", "room") in views.browser("a", {"room": have}).hears()


def test_a_version_from_before_a_restart_is_not_believed(views):
    """The same number may have meant something else before a power loss: only what this process sent counts."""
    assert views.browser("a", {"room": views.seq, "person:a": views.seq}).hears() == [("doc", "room"), ("doc", "person:a")]


def test_what_i_may_hold_no_longer_is_gone_when_i_return(views):
    assert ("gone", "place:1") in [
        (name, body["audience"])
        for batch in _batches_of(views, {"place:1": 1}) for name, body in batch
    ]


def _batches_of(views, have):
    browser = Browser("a")
    browser.documents["place:1"], browser.versions["place:1"] = {}, 1
    views.documents.attach(browser, "a", have, views.seq)
    return browser.batches


def test_a_move_tells_the_new_place_then_me_then_that_the_old_one_is_gone(views):
    views.rights["a"] = ("room", "person:a", "place:1")
    mover, stayer = views.browser("a"), Browser("b")
    views.rights["b"] = ("room", "person:b", "place:2")
    views.documents.attach(stayer, "b", {}, views.seq)
    mover.hears(), stayer.hears()
    views.rights["a"] = ("room", "person:a", "place:2")
    views.put("person:a", place=2)
    views.put("place:1", people=0)
    views.put("place:2", people=2)
    views.put("room", phase="move")
    views.publish("room", "place:1", "place:2", "person:a", people=["a"])
    assert mover.hears() == [("patch", "room"), ("doc", "place:2"), ("patch", "person:a"), ("gone", "place:1")]
    assert stayer.hears() == [("patch", "room"), ("patch", "place:2")]
    views.put("place:2", people=3)
    views.put("place:1", people=9)
    views.publish("place:1", "place:2")
    assert mover.hears() == [("patch", "place:2")], "the old place must not follow them"


def test_a_move_leaves_in_one_send(views):
    mover = views.browser("a")
    mover.batches.clear()
    views.rights["a"] = ("room", "person:a", "place:2")
    views.put("room", phase="move")
    views.put("person:a", place=2)
    views.publish("room", "person:a", people=["a"])
    assert len(mover.batches) == 1


def test_somebody_removed_is_told_and_cut_off(views):
    browser = views.browser("a")
    browser.hears()
    views.rights["a"] = ()
    views.publish("room", people=["a"])
    assert set(browser.hears()) == {("gone", "room"), ("gone", "person:a")}
    assert browser.closed


def test_arriving_flushes_what_was_still_to_be_published(views):
    here = views.browser("a")
    here.hears()
    views.put("room", n=5)
    views.documents.mark(["room"])
    newcomer = views.browser("b")
    assert newcomer.documents["room"] == {"n": 5}
    assert here.hears() == [("patch", "room")]
    assert here.versions["room"] == newcomer.versions["room"]


def test_a_crowd_is_not_flushed_for_each_newcomer_and_nobody_gets_a_gap(views):
    crowd = [views.browser("a") for _ in range(CROWD + 1)]
    for browser in crowd:
        browser.hears()
    views.put("room", n=5)
    views.documents.mark(["room"])
    newcomer = views.browser("b")
    assert crowd[0].hears() == []
    views.publish(*views.documents.marked())
    assert newcomer.documents["room"] == crowd[0].documents["room"] == {"n": 5}


def test_nobody_listens_nothing_is_built(views):
    browser = views.browser("a")
    views.documents.detach(browser, now=0)
    views.built.clear()
    views.put("person:a", n=1)
    views.publish("person:a", "person:b", "hosts", everybody=True)
    assert views.built == []


def test_a_document_that_cannot_be_built_keeps_nobody_else_waiting(views):
    host, guest = views.browser("h"), views.browser("a")
    host.hears(), guest.hears()
    views.put("room", n=2)
    views.now["hosts"] = None  # dict(None) fails like a broken view
    views.publish("room", "hosts")
    assert guest.hears() == host.hears() == [("patch", "room")]


def test_a_large_document_travels_in_parts_below_the_limit():
    document = {"notes": {f"n{i}": {"text": "äö€😀\\\"\n" * 300, "order": i} for i in range(60)}}
    messages = whole("place:1", 7, document)
    assert len(messages) > 1 and all(message.size <= MESSAGE_LIMIT for message in messages)
    browser = Browser()
    browser.send(messages)
    assert browser.documents["place:1"] == document and browser.versions["place:1"] == 7


def test_a_large_change_travels_as_a_whole_in_parts(views):
    browser = views.browser("a")
    browser.hears()
    views.put("room", text="x" * (2 * MESSAGE_LIMIT))
    views.publish("room")
    assert {name for name, _ in browser.hears()} == {"part"}
    assert browser.documents["room"]["text"] == "x" * (2 * MESSAGE_LIMIT)
    views.put("room", text="short")
    views.publish("room")
    assert browser.hears() == [("patch", "room")] and browser.documents["room"]["text"] == "short"


def test_a_gap_is_answered_with_the_whole_and_only_to_those_who_may(views):
    browser = views.browser("a")
    browser.hears()
    assert views.documents.send_whole(browser, "room", views.seq)
    assert browser.hears() == [("doc", "room")]
    assert not views.documents.send_whole(browser, "hosts", views.seq)
    assert browser.hears() == []


def test_everything_on_the_wire_is_strict_json():
    with pytest.raises(ValueError):
        StrictJSON.dumps({"x": float("nan")})
    with pytest.raises(ValueError):
        StrictJSON.loads('{"x": Infinity}')
