"""Who wrote what stays at the table where that was promised: a harvest without names, for the hosts neither."""

import json

import pytest

from coknow import session
from coknow.session.documents import public
from tests.story import Story


def written(template: str, phase: str, **settings) -> Story:
    story = Story(template, **settings)
    story.join("Aino", "Bengt", "Cecilia", "Daniel")
    story.until(phase)
    story.do("Aino", "note.add", text="Pelkään tätä itsekin", kind="insight")
    return story


@pytest.mark.parametrize("for_hosts", [True, False])
def test_a_confidential_dialogue_leaves_no_names_behind(for_hosts):
    story = written("timeout-dialogue", "insight")
    story.until("sharing")
    story.do("Aino", "note.share", note=next(iter(story.person("Aino")["notes"])), **{"with": "place"})
    assert "Aino" in json.dumps(story.table("Bengt"), ensure_ascii=False), "the circle sees who shares"
    left = json.dumps(session.harvest(story.state, for_hosts=for_hosts), ensure_ascii=False)
    assert "Pelkään tätä itsekin" in left and "Aino" not in left
    assert public(story.state)["nameless"] is True, "it is said at the door"


def test_other_forms_give_credit_unless_the_host_says_otherwise():
    assert "Aino" in json.dumps(session.harvest(written("one-two-four-all", "pairs").state, for_hosts=False))
    story = written("one-two-four-all", "pairs", credit=False)
    assert "Aino" not in json.dumps(session.harvest(story.state, for_hosts=True))


def test_what_was_promised_at_the_door_cannot_be_taken_back_later():
    story = Story("timeout-dialogue")
    story.do("Helmi", "session.change", settings={"credit": True})
    assert "nameless" not in public(story.state)
    story.do("Helmi", "session.change", settings={"credit": False})
    story.join("Aino")
    story.next()
    assert story.refused("Helmi", "session.change", settings={"credit": True}) == "bad_settings"
    story.do("Helmi", "session.change", settings={"retention_days": 14})
    story.end()
