"""Erase me: nothing of the person is left, in documents or in the log, but what the group made together."""

import copy
import json

from coknow import session
from tests.story import Story


def told():
    story = Story()
    story.crowd(8)
    story.join("Salla Salainen", organisation="Salala", language="sv")
    story.until("think")
    story.do("Salla Salainen", "note.add", text="yksityinen ajatus")
    story.until("cafe-1")
    story.do("Salla Salainen", "note.add", text="pöydän yhteinen")
    withdrawn = story.do("Salla Salainen", "note.add", text="peruttu lause")[0].body["note"]
    story.do("Salla Salainen", "note.edit", note=withdrawn, text="peruttu lause, korjattu")
    story.do("Salla Salainen", "note.remove", note=withdrawn)
    story.do("Salla Salainen", "person.rename", name="Salla Salainen", organisation="Salala")
    return story


SECRETS = ("Salla", "Salala", "yksityinen ajatus", "peruttu lause")


def test_nothing_is_left_in_any_document_and_the_table_keeps_what_it_made():
    story = told()
    table = story.place_of("Salla Salainen")
    story.do("Salla Salainen", "person.erase")
    documents = json.dumps(story._documents(), ensure_ascii=False)
    assert not [s for s in SECRETS if s in documents]
    assert "pöydän yhteinen" in json.dumps(session.view(story.state, "place:" + table), ensure_ascii=False)
    assert "Salla" not in json.dumps(session.harvest(story.state, for_hosts=True), ensure_ascii=False)
    assert session.audiences(story.state, story.people["Salla Salainen"]) == ()
    story.end()


def test_the_rewritten_log_holds_nothing_and_folds_to_the_same_state():
    story = told()
    story.do("Salla Salainen", "person.erase")
    rewrite = session.eraser(story.state, story.people["Salla Salainen"])
    rewritten = [rewrite(event) for event in copy.deepcopy(story.log)]
    text = json.dumps([e.body for e in rewritten], ensure_ascii=False)
    assert not [s for s in SECRETS if s in text]
    assert "pöydän yhteinen" in text
    assert session.fold(rewritten) == story.state


def test_only_oneself_or_a_host_erases_and_a_host_stays():
    story = told()
    other = story.people["Salla Salainen"]
    assert story.refused("Vieras 1", "person.erase", person=other) == "not_allowed"
    assert story.refused("Helmi", "person.erase") == "not_allowed"
    story.do("Helmi", "session.close")
    story.do("Salla Salainen", "person.erase")
    assert story.do("Salla Salainen", "person.erase") == []
