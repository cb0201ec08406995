"""A thousand people who have all done something, and one who asks to be forgotten, in every stage of every activity."""

import copy
import itertools
import json
import re

import pytest

from coknow import activities, session
from coknow.kernel.draw import Draw
from coknow.kernel.rejected import Rejected
from coknow.session.erasing import eraser
from tests.activities.test_contract import CASES, in_stage

WORD = "kanarialintu"


def everybody_acts(story, words=lambda name: {"{text}": "Hei", "{word}": "metsä", "{question}": "Miksi?"}, times=1):
    """Each participant sends something their own documents offer; what the room's state refuses by now is refused."""
    draw, done = Draw(7), 0
    for _ in range(times):
        for name, id_ in list(story.people.items()):
            if name in ("Helmi", "Valkokangas"):
                continue
            held = {a: session.view(story.state, a) for a in session.audiences(story.state, id_)}
            for command, args in activities.possible(held, draw):
                args = json.dumps(args)
                for given, said in words(name).items():
                    args = args.replace(given, said)
                try:
                    story.do(name, command, **json.loads(args))
                    done += 1
                except Rejected:
                    pass
    return done


@pytest.mark.slow
@pytest.mark.parametrize("activity, stage", CASES)
def test_a_phone_holds_little_of_a_thousand_people(activity, stage):
    story = in_stage(activity, stage, people=1000, careful=False)
    long = {"{text}": "Jotain, minkä pöytä muistaa, ja vielä vähän", "{word}": "yhteistyökumppanuus", "{question}": "Mitä?"}
    numbers = {name: str(n) for n, name in enumerate(story.people)}
    everybody_acts(story, lambda name: {k: f"{v} {numbers[name]}" for k, v in long.items()})
    assert len(json.dumps(story.room, ensure_ascii=False).encode()) <= 16_000


@pytest.mark.parametrize("later", [False, True], ids=["while it runs", "afterwards"])
@pytest.mark.parametrize("activity, stage", CASES)
def test_who_is_forgotten_leaves_no_private_word_in_the_log_or_in_any_document(activity, stage, later):
    """Private is what nobody else's document has shown until then; what others have read may stay with them."""
    story = in_stage(activity, stage, people=9)
    said = itertools.count(1)
    everybody_acts(story, lambda name: dict.fromkeys(("{text}", "{word}", "{question}"), f"{WORD}{next(said)}x"), times=2)
    mine = "person:" + story.people["Vieras 3"]
    documents = story._documents()
    words = set(re.findall(WORD + r"\d+x", json.dumps(documents[mine])))
    if later and story.state.index_of(story.state.phase) + 1 < len(story.state.steps):
        story.next()
    before = [documents, story._documents(), {"harvest": session.harvest(story.state, for_hosts=True)}]
    others = json.dumps([{a: d for a, d in found.items() if a != mine} for found in before])
    private = {word for word in words if word not in others}
    story.do("Vieras 3", "person.erase")
    rewrite = eraser(story.state, story.people["Vieras 3"])
    log = [rewrite(copy.deepcopy(event)) for event in story.log]
    assert session.fold(copy.deepcopy(log)) == story.state, "the log without them tells another story than the documents"
    left = json.dumps([[event.body for event in log], story._documents(), session.harvest(story.state, for_hosts=True)])
    assert not {word for word in private if word in left}


@pytest.mark.parametrize("activity, stage", CASES)
def test_no_clock_runs_on_a_phone_while_the_host_has_stopped_it(activity, stage):
    """What is left may be shown, or nothing; a time of day that is then not kept is a broken promise."""
    story = in_stage(activity, stage)
    if (at := session.due(story.state)) is not None and at <= story.now:
        story.time_up()
    everybody_acts(story)
    story.do("Helmi", "phase.pause", on=True)
    story.wait(3)
    everybody_acts(story)
    for audience, document in story._documents().items():
        assert '"deadline"' not in json.dumps(document.get("activity", {})), audience
    story.do("Helmi", "phase.pause", on=False)
    story.end()


def test_the_wall_of_words_carries_the_newest_and_says_how_many_there_were_before():
    story = in_stage("plenary", "", people=140, careful=False)
    for n, name in enumerate([name for name in story.people if name.startswith("Vieras")] * 3):
        if n < 400:
            story.do(name, "word.add", text=f"yhteistyökumppanuusverkosto {n}")
    room = story.room["activity"]
    assert len(json.dumps(story.room, ensure_ascii=False).encode()) <= 16_000
    assert len(room["words"]) + room["words_more"] == 400
    assert "yhteistyökumppanuusverkosto 399" in {word["text"] for word in room["words"].values()}
