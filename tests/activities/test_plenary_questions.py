"""Questions to whoever presents (METHODS M20): no speeches, no bandwagon, no names, and nothing lost."""

import copy
import json

from coknow import session
from coknow.kernel.messages import Event
from coknow.live.wishes import without_weather

from tests.activities import cases
from tests.story import Story

TALK, PHASE = cases.programmes()["plenary-talk"]


def asking(people=8, **chosen) -> Story:
    template = json.loads(json.dumps(TALK))
    step = next(p for p in template["phases"] if p["id"] == PHASE)
    step["settings"] = {"questions": True, **chosen}
    story = Story(template)
    story.crowd(people)
    story.join("Seija", role="follower")
    story.join("Raija")
    story.until(PHASE)
    story.do("Helmi", "presenter.name", person=story.people["Raija"])
    return story


def ask(story, who, text, **more) -> str:
    return story.do(who, "question.ask", text=text, **more)[0].body["question"]


def room(story) -> dict:
    return story.room["activity"]["questions"]


def hosts(story) -> dict:
    return story.hosts["activity"]["questions"]


def mine(story, name) -> dict:
    return story.person(name)["activity"]


def test_a_question_is_no_speech_and_what_lies_behind_it_folds_away():
    story = asking()
    assert story.refused("Vieras 1", "question.ask", text="x" * 141) == "too_long"
    q = ask(story, "Vieras 1", "Miten iltavuoro saatiin mukaan?", more="Meillä se jäi aina ulkopuolelle.")
    assert room(story)[q]["text"] == "Miten iltavuoro saatiin mukaan?" and "more" not in room(story)[q]
    story.do("Helmi", "question.put", question=q, state="now")
    assert room(story)[q]["more"] == "Meillä se jäi aina ulkopuolelle.", "read out when its turn has come"
    for n in range(2):
        ask(story, "Vieras 1", f"Ja vielä {n}?")
    assert story.refused("Vieras 1", "question.ask", text="Neljäs?") == "not_allowed"
    assert mine(story, "Vieras 1")["questions_left"] == 0
    story.end()


def test_one_voice_each_and_none_for_ones_own():
    story = asking()
    q = ask(story, "Vieras 1", "Mitä se maksoi?")
    assert story.refused("Vieras 1", "question.back", question=q) == "not_allowed"
    story.do("Vieras 2", "question.back", question=q)
    assert story.do("Vieras 2", "question.back", question=q) == [], "twice is once"
    story.do("Seija", "question.back", question=q)
    assert hosts(story)[q]["wanted"] == 2
    story.do("Vieras 2", "question.back", question=q, on=False)
    assert hosts(story)[q]["wanted"] == 1 and "backed" not in mine(story, "Vieras 2")
    assert mine(story, "Seija")["backed"] == {q: True}, "followers' voices count"
    story.end()


def test_the_same_question_sent_by_three_is_asked_once_with_three_voices():
    story = asking()
    q = ask(story, "Vieras 1", "Mitä se maksoi?")
    story.do("Vieras 2", "question.ask", text="  mitä se   maksoi? ")
    story.do("Vieras 3", "question.ask", text="Mitä se maksoi?")
    assert story.do("Vieras 1", "question.ask", text="Mitä se maksoi?") == []
    assert list(room(story)) == [q] and hosts(story)[q]["wanted"] == 2
    story.end()


def test_no_bandwagon_nobody_sees_counts_or_their_order_before_the_host_opens_them():
    story = asking()
    first, second = ask(story, "Vieras 1", "Ensimmäinen?"), ask(story, "Vieras 2", "Toinen?")
    before = room(story)
    for name in ("Vieras 3", "Vieras 4", "Vieras 5"):
        story.do(name, "question.back", question=second)
    assert room(story) == before and "wanted" not in json.dumps(before)
    assert "wanted" not in json.dumps(mine(story, "Raija")["themes"])
    assert story.refused("Vieras 1", "votes.open") == "not_allowed"
    story.do("Helmi", "votes.open")
    assert room(story)[second]["wanted"] == 3 and room(story)[second]["order"] < room(story)[first]["order"]
    story.end()


def test_merging_keeps_both_wordings_and_every_voice_once_and_can_be_undone():
    story = asking()
    a, b = ask(story, "Vieras 1", "Mitä se maksoi?"), ask(story, "Vieras 2", "Paljonko rahaa kului?")
    for who, q in (("Vieras 3", a), ("Vieras 3", b), ("Vieras 4", b)):
        story.do(who, "question.back", question=q)
    story.do("Helmi", "question.same", question=b, into=a)
    assert list(room(story)) == [a]
    assert [one["text"] for one in room(story)[a]["same"].values()] == ["Paljonko rahaa kului?"]
    assert hosts(story)[a]["wanted"] == 3, "two who backed, and the one who asked the same"
    assert story.refused("Vieras 2", "question.back", question=a) == "not_allowed", "it is mine too now"
    story.do("Helmi", "question.apart", question=b)
    assert hosts(story)[a]["wanted"] == 1 and hosts(story)[b]["wanted"] == 2
    story.end()


def test_anybody_may_propose_that_two_are_the_same_and_the_host_decides():
    story = asking()
    a, b, c = (ask(story, f"Vieras {n}", f"Kysymys {n}?") for n in (1, 2, 3))
    story.do("Vieras 4", "question.same", question=a, into=b)
    story.do("Vieras 5", "question.same", question=b, into=a)
    story.do("Vieras 4", "question.same", question=b, into=c)
    assert story.refused("Seija", "question.same", question=a, into=b) == "not_allowed"
    proposals = story.hosts["activity"]["proposals"]
    assert sorted(p["by"] for p in proposals.values()) == [1, 2]
    assert story.people["Vieras 4"] not in json.dumps(story.hosts["activity"])
    story.do("Helmi", "question.same", question=a, into=b)
    story.do("Helmi", "question.apart", question=b, into=c)
    assert "proposals" not in story.hosts["activity"] and set(room(story)) == {b, c}
    story.end()


def test_whoever_presents_hears_themes_and_no_names():
    """Canary: nothing the case owner can hold, and nothing anybody but a host holds, tells who asked."""
    story = asking()
    story.people["Kanarialintu"] = story.join("Kanarialintu")
    q = ask(story, "Kanarialintu", "Kuka tästä päätti?")
    story.do("Vieras 1", "question.back", question=q)
    story.do("Raija", "question.theme", question=q, text="Päättäminen")
    assert mine(story, "Raija")["themes"][q] == {"order": 1, "text": "Päättäminen", "asked": 1, "state": "open"}
    for name in ("Raija", "Vieras 1", "Seija"):
        held = {a: session.view(story.state, a) for a in session.audiences(story.state, story.people[name])}
        texts = json.dumps({a: document["activity"] for a, document in held.items()})
        assert "Kanarialintu" not in texts and story.people["Kanarialintu"] not in texts, name
    assert hosts(story)[q]["name"] == "Kanarialintu", "a host may give them the floor"


def test_where_the_phase_is_anonymous_or_a_host_presents_not_even_hosts_see_who_asked():
    story = asking(anonymous=True)
    q = ask(story, "Vieras 1", "Kuka tästä päätti?")
    assert "name" not in hosts(story)[q] and story.people["Vieras 1"] not in json.dumps(story.hosts["activity"])
    story = asking()
    q = ask(story, "Vieras 1", "Kuka tästä päätti?")
    story.do("Helmi", "presenter.name", person=story.people["Helmi"])
    assert "name" not in hosts(story)[q]


def test_the_host_steers_with_one_hand():
    story = asking()
    a, b, c = (ask(story, f"Vieras {n}", f"Kysymys {n}?") for n in (1, 2, 3))
    for name in ("Vieras 4", "Vieras 5"):
        story.do(name, "question.back", question=c)
    story.do("Vieras 4", "question.back", question=b)
    states = []
    for _ in range(4):
        seen = next((q for q, one in hosts(story).items() if one["state"] == "now"), "")
        story.do("Helmi", "question.next", after=seen)
        if seen:
            assert story.do("Helmi", "question.next", after=seen) == [], "a double click passes over no question"
        states.append({q: one["state"] for q, one in room(story).items()})
    assert [next((q for q, s in step.items() if s == "now"), None) for step in states] == [c, b, a, None]
    assert set(states[-1].values()) == {"answered"}
    story.do("Raija", "question.put", question=a, state="later")
    assert room(story)[a]["state"] == "later"
    assert story.refused("Vieras 1", "question.next") == "not_allowed"
    story.end()


def test_an_answer_is_noted_in_a_line_and_goes_into_the_harvest():
    story = asking()
    q, other = ask(story, "Vieras 1", "Mitä se maksoi?"), ask(story, "Vieras 2", "Kuka päätti?")
    assert story.refused("Vieras 3", "question.answer", question=q, text="Liikaa") == "not_allowed"
    story.do("Helmi", "question.next")
    now = next(i for i, one in room(story).items() if one["state"] == "now")
    story.do("Vieras 3", "question.answer", question=now, text="Kolme kuukautta yhden ihmisen työtä")
    story.do("Vieras 3", "question.answer", question=now, text="Kolme kuukautta yhden ihmisen työtä ja kahvit")
    assert [a["text"] for a in room(story)[now]["answers"].values()] == ["Kolme kuukautta yhden ihmisen työtä ja kahvit"]
    story.do("Vieras 4", "question.back", question=other if now == q else q)
    story.next()
    section = next(s for s in session.harvest(story.state, for_hosts=False)["sections"] if s["phase"] == PHASE)
    lines = section["lines"]
    assert lines[0]["below"][0]["text"] == "Kolme kuukautta yhden ihmisen työtä ja kahvit"
    assert lines[1]["params"] == {"count": 1} and len(lines) == 2, "what there was no time for is not lost"
    assert "Vieras" not in json.dumps(section)
    assert {q, other} == set(story.state.trail[PHASE]["leaves"])
    story.end()


def test_once_the_session_is_closed_nobody_can_be_found_who_asked_backed_or_wished():
    """Neither in the log; and folded again without the names it tells the same, voice for voice."""
    story = asking()
    q, other = ask(story, "Vieras 1", "Mitä se maksoi?"), ask(story, "Vieras 2", "Paljonko rahaa kului?")
    story.do("Vieras 2", "question.back", question=q)
    story.do("Vieras 3", "question.back", question=q)
    story.do("Vieras 3", "question.back", question=other)
    story.do("Vieras 4", "question.same", question=q, into=other)
    story.do("Helmi", "question.apart", question=q, into=other)
    story.do("Helmi", "question.same", question=other, into=q)
    story.do("Helmi", "question.next")
    story.do("Vieras 4", "question.answer", question=q, text="Kahvirahat")
    story.do("Vieras 5", "question.withdraw", question=ask(story, "Vieras 5", "Hups?"))
    story.next()
    story.do("Helmi", "session.close")
    masks: dict[str, str] = {}
    kept = [without_weather(event, lambda person: masks.setdefault(person, f"m{len(masks)}")) for event in copy.deepcopy(story.log)]
    questions = json.dumps([event.body for event in kept if event.name.startswith("plenary.") and event.name != "plenary.tasks_dealt"])
    assert not [name for name, person in story.people.items() if name not in ("Helmi", "Raija") and person in questions]  # who presents is no secret
    again = session.fold(kept)
    for shown in (False, True):
        assert session.harvest(again, for_hosts=shown) == session.harvest(story.state, for_hosts=shown)
    assert again.trail[PHASE]["leaves"] == story.state.trail[PHASE]["leaves"]
    assert story.state.trail[PHASE]["leaves"][q]["wanted"] == 2, "Vieras 2, who asked the same, and Vieras 3, twice but once"


def test_a_question_that_hurts_is_taken_from_the_wall_and_one_may_take_back_ones_own():
    story = asking()
    q, own = ask(story, "Vieras 1", "Miksi Pena on niin laiska?"), ask(story, "Vieras 2", "Hups?")
    story.do("Helmi", "question.hide", question=q)
    assert q not in room(story) and hosts(story)[q]["hidden"] and mine(story, "Vieras 1")["asked"][q]["hidden"]
    assert story.refused("Vieras 1", "question.withdraw", question=own) == "not_yours"
    story.do("Vieras 2", "question.withdraw", question=own)
    assert room(story) == {} and mine(story, "Vieras 2")["questions_left"] == 3
    story.next()
    assert "Pena" not in json.dumps(session.harvest(story.state, for_hosts=False))
    story.end()


def test_erasing_somebody_takes_their_questions_from_state_and_log_alike():
    story = asking()
    q, kept = ask(story, "Vieras 1", "Kanarialintu?", more="Kanarialinnun tausta"), ask(story, "Vieras 2", "Toinen?")
    story.do("Vieras 1", "question.back", question=kept)
    story.do("Helmi", "question.put", question=kept, state="now")
    story.do("Vieras 1", "question.answer", question=kept, text="Kanarialinnun vastaus")
    story.next()
    story.do("Vieras 1", "person.erase")
    rewrite = session.eraser(story.state, story.people["Vieras 1"])
    log = [rewrite(Event(e.name, e.body)) for e in story.log]
    assert "anarialin" not in json.dumps([e.body for e in log])
    assert session.fold(log) == story.state
    assert set(story.state.trail[PHASE]["activity"]["questions"]) == {kept}
    assert q not in story.state.trail[PHASE]["activity"]["questions"]


def test_a_thousand_people_and_two_hundred_questions_keep_everybodys_document_small():
    story = asking(4)
    story.careful = False
    names = story.crowd(300)
    for n, name in enumerate(names[:200]):
        ask(story, name, f"Kysymys numero {n}: miten te saitte iltavuoron ja viikonlopun mukaan tähän kokeiluun?")
    for name in names[200:]:
        story.do(name, "question.back", question="q150")
    size = len(json.dumps(story.room, ensure_ascii=False).encode())
    assert size <= 16_000, size
    assert "q150" in room(story) and story.room["activity"]["more"] > 100
    assert len(hosts(story)) == 200
    person = len(json.dumps(story.person(names[0]), ensure_ascii=False).encode())
    assert person < 3_000 and len(json.dumps(story.person("Raija"), ensure_ascii=False).encode()) < 3_000
