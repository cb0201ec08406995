"""Sorting together: nothing is lost, two hands do not fight, and what one table alone said stays to be seen."""

import copy
import json
import random

from coknow import session
from coknow.kernel.rejected import Rejected
from coknow.live.wishes import without_weather
from tests.activities import cases
from tests.story import Story

IDEAS = ["Lyhyemmät kokoukset", "Kokoukset lyhyemmiksi", "Yhteinen kalenteri", "Kävelypalaveri", "Hiljainen tunti"]


def sorting(people=5, ideas=IDEAS, settings=None, guidance=None, phase_from="ideat", **more) -> Story:
    template, phase = cases.programmes()["cluster"]
    template = copy.deepcopy(template)
    step = next(p for p in template["phases"] if p["id"] == phase)
    step["settings"] |= settings or {}
    if guidance:
        step["guidance"] = guidance
    story = Story(template, **more)
    story.crowd(people)
    story.until(phase_from)
    for i, idea in enumerate(ideas):
        story.do(f"Vieras {i % people + 1}", "note.add", text=idea, kind="idea")
    story.until(phase)
    return story


def thing(story, text) -> str:
    return next(id_ for id_, one in story.room["activity"]["things"].items() if one["text"] == text)


def group(story, name, *texts, by="Vieras 1") -> str:
    events = story.do(by, "cluster.add", text=name, thing=thing(story, texts[0]))
    cluster = events[0].body["cluster"]
    for text in texts[1:]:
        story.do(by, "cluster.move", thing=thing(story, text), cluster=cluster)
    return cluster


def lies(story) -> dict:
    found = story.room["activity"]
    return {one["text"]: found["clusters"][one["in"]]["name"] if "in" in one else None for one in found["things"].values()}


def test_everything_begins_in_the_tray_and_is_laid_in_named_groups():
    story = sorting()
    assert set(lies(story).values()) == {None} and set(lies(story)) == set(IDEAS)
    group(story, "Kokoukset", "Lyhyemmät kokoukset", "Kävelypalaveri")
    assert lies(story)["Kävelypalaveri"] == "Kokoukset" and lies(story)["Yhteinen kalenteri"] is None
    story.do("Vieras 2", "cluster.move", thing=thing(story, "Kävelypalaveri"))
    assert lies(story)["Kävelypalaveri"] is None, "and back into the tray"
    story.end()


def test_two_hands_on_one_thing_the_last_one_wins_and_nothing_is_lost():
    story = sorting()
    a, b = group(story, "A", "Yhteinen kalenteri"), group(story, "B", "Hiljainen tunti", by="Vieras 2")
    walk = thing(story, "Kävelypalaveri")
    story.do("Vieras 1", "cluster.move", thing=walk, cluster=a)
    story.do("Vieras 2", "cluster.move", thing=walk, cluster=b)
    assert lies(story)["Kävelypalaveri"] == "B"
    assert story.refused("Vieras 1", "cluster.undo") == "not_allowed", "somebody else has moved it since"
    story.do("Vieras 2", "cluster.undo")
    assert lies(story)["Kävelypalaveri"] == "A", "where it lay before"
    story.end()


def test_one_tap_takes_each_change_back():
    story = sorting()
    before = story.room["activity"]
    walk, short, shorter = (thing(story, text) for text in ("Kävelypalaveri", "Lyhyemmät kokoukset", "Kokoukset lyhyemmiksi"))
    for name, args in (("cluster.add", {"text": "Uusi", "thing": walk}), ("cluster.stack", {"thing": shorter, "into": short}), ("cluster.add", {"text": "Tyhjä"})):
        assert "undo" not in story.person("Vieras 1")["activity"]
        story.do("Vieras 1", name, **args)
        assert story.person("Vieras 1")["activity"] == {"undo": True}
        story.do("Vieras 1", "cluster.undo")
        assert story.room["activity"] == before, name
    cluster = group(story, "Kokoukset", "Lyhyemmät kokoukset", "Kävelypalaveri")
    before = story.room["activity"]
    for name, args in (("cluster.rename", {"text": "Toinen"}), ("cluster.drop", {})):
        story.do("Vieras 2", name, cluster=cluster, **args)
        story.do("Vieras 2", "cluster.undo")
        assert story.room["activity"] == before, name
    assert story.refused("Vieras 2", "cluster.undo") == "not_allowed", "an undoing is not undone"
    story.end()


def test_a_group_that_was_given_up_comes_back_without_what_others_have_used_since():
    story = sorting()
    cluster = group(story, "Kokoukset", "Lyhyemmät kokoukset", "Kävelypalaveri")
    story.do("Vieras 1", "cluster.drop", cluster=cluster)
    group(story, "Liike", "Kävelypalaveri", by="Vieras 2")
    story.do("Vieras 1", "cluster.undo")
    assert lies(story)["Lyhyemmät kokoukset"] == "Kokoukset" and lies(story)["Kävelypalaveri"] == "Liike"
    story.end()


def test_laying_something_into_a_group_somebody_has_just_given_up_is_refused_in_words():
    story = sorting()
    cluster = group(story, "Kokoukset", "Lyhyemmät kokoukset")
    story.do("Vieras 2", "cluster.drop", cluster=cluster)
    assert story.refused("Vieras 3", "cluster.move", thing=thing(story, "Kävelypalaveri"), cluster=cluster) == "no_such_place"


def test_what_says_the_same_is_stacked_with_its_credit_and_moves_as_one():
    story = sorting()
    short, shorter = thing(story, "Lyhyemmät kokoukset"), thing(story, "Kokoukset lyhyemmiksi")
    story.do("Vieras 4", "cluster.stack", thing=shorter, into=short)
    assert story.room["activity"]["things"][short]["with"] == {shorter: "Kokoukset lyhyemmiksi"}
    assert story.refused("Vieras 4", "cluster.stack", thing=short, into=shorter) == "bad_arguments", "no rings"
    cluster = group(story, "Kokoukset", "Lyhyemmät kokoukset")
    story.do("Vieras 1", "cluster.unstack", thing=shorter)
    assert lies(story)["Kokoukset lyhyemmiksi"] == "Kokoukset", "taken off the stack where the stack lies"
    story.do("Vieras 1", "cluster.stack", thing=shorter, into=short)
    story.next()
    left = story.state.trail["ryhmat"]["leaves"]
    assert left[cluster]["text"] == "Kokoukset" and len(left[cluster]["notes"]) == 2
    assert len(left) == 4, "one group, three single things in the tray"
    (section,) = (one for one in session.harvest(story.state, for_hosts=False)["sections"] if one["phase"] == "ryhmat")
    (meetings, tray) = section["lines"]
    assert meetings["below"][0] == {"text": "Lyhyemmät kokoukset", "kind": "idea", "name": "Vieras 1",
                                    "below": [{"text": "Kokoukset lyhyemmiksi", "kind": "idea", "name": "Vieras 2"}]}
    assert tray["text"]["fi"] == "Ryhmittelemättä" and len(tray["below"]) == 3
    story.end()


def test_look_alikes_are_suggested_to_hosts_and_never_stacked_by_themselves():
    story = sorting()
    pair = story.hosts["activity"]["alike"]["1"]
    texts = {story.room["activity"]["things"][pair[key]]["text"] for key in ("one", "other")}
    assert texts == {"Lyhyemmät kokoukset", "Kokoukset lyhyemmiksi"}
    assert not any("with" in one for one in story.room["activity"]["things"].values())


def test_who_may_sort_is_the_hosts_choice():
    story = sorting(settings={"who": "host"})
    assert "everyone" not in story.room["activity"]
    assert story.refused("Vieras 1", "cluster.add", text="Minun") == "not_allowed"
    group(story, "Kokoukset", "Kävelypalaveri", by="Helmi")
    assert "everyone" not in sorting(guidance="teaching").room["activity"]
    story = sorting()
    story.join("Seija", role="follower")
    assert story.refused("Seija", "cluster.add", text="Minun") == "not_allowed"


def test_what_was_said_at_one_table_only_is_marked():
    template, phase = cases.programmes()["cluster"]
    template = copy.deepcopy(template)
    phases = {p["id"]: p for p in template["phases"]}
    step = phases.pop("ryhmat")
    template["phases"] = [p for p in template["phases"] if p["id"] not in ("ideat", "ryhmat")]
    at = next(i for i, p in enumerate(template["phases"]) if p["activity"] == "harvest") + 1
    template["phases"].insert(at, step | {"settings": {"from": "harvest-write"}})
    story = Story(template)
    story.crowd(8)
    story.until("harvest-write")
    mate = next(n for n in story.people if n.startswith("Vieras") and story.place_of(n) != story.place_of("Vieras 1"))
    story.do("Vieras 1", "note.add", text="Sama ajatus", kind="insight")
    story.do(mate, "note.add", text="Sama ajatus", kind="insight")
    story.do("Vieras 1", "note.add", text="Vain täällä", kind="insight")
    story.until("ryhmat")
    found = {one["text"]: one for one in story.room["activity"]["things"].values()}
    assert found["Vain täällä"]["only"] == story.table("Vieras 1")["number"] and "only" not in found["Sama ajatus"]


def test_a_hidden_or_withdrawn_note_leaves_the_sorting():
    story = sorting()
    short, shorter = thing(story, "Lyhyemmät kokoukset"), thing(story, "Kokoukset lyhyemmiksi")
    story.do("Vieras 1", "cluster.stack", thing=shorter, into=short)
    story.do("Helmi", "note.hide", note=shorter)
    assert "with" not in story.room["activity"]["things"][short]
    story.do("Helmi", "note.hide", note=thing(story, "Kävelypalaveri"))
    assert "Kävelypalaveri" not in json.dumps(story.room, ensure_ascii=False)
    story.end()


def test_gone_back_to_and_come_again_it_lies_as_it_was_left():
    story = sorting()
    group(story, "Kokoukset", "Lyhyemmät kokoukset")
    before = lies(story)
    story.next()
    story.do("Helmi", "phase.back")
    assert lies(story) == before
    story.do("Helmi", "phase.back")
    story.until("ryhmat")
    assert lies(story) == before
    story.end()


def test_with_the_sessions_end_whose_hand_it_was_is_not_in_the_log_and_the_groups_are_the_same():
    story = sorting()
    group(story, "Kokoukset", "Lyhyemmät kokoukset", "Kävelypalaveri")
    story.do("Vieras 2", "cluster.stack", thing=thing(story, "Kokoukset lyhyemmiksi"), into=thing(story, "Lyhyemmät kokoukset"))
    story.do("Helmi", "session.close")
    kept = [without_weather(event) for event in copy.deepcopy(story.log)]
    assert not any(person in json.dumps(event.body) for person in story.people.values() for event in kept if event.name.startswith("cluster."))
    found = session.harvest(session.fold(kept), for_hosts=True)["sections"]
    assert found and found == session.harvest(story.state, for_hosts=True)["sections"]


def test_with_nothing_written_there_is_nothing_to_sort_and_nothing_breaks():
    story = sorting(ideas=[])
    assert story.room["activity"]["things"] == {}
    story.do("Vieras 1", "cluster.add", text="Tyhjä")
    story.next()
    story.end()


def test_a_hundred_hands_at_once_lose_nothing():
    """Random moves, stacks, groups and undoings by many: every thing is still there once, and no stack is a ring."""
    story = sorting(people=12, ideas=[f"Idea {i} {'abcdefgh'[i % 8] * 9}" for i in range(24)], careful=False)
    rng = random.Random(4)
    everything = set(story.state.activity["things"])
    for _ in range(600):
        state = story.state.activity
        args = {"thing": rng.choice(sorted(everything)), "into": rng.choice(sorted(everything)), "text": "Ryhmä"}
        if state["clusters"] and rng.random() < 0.8:
            args["cluster"] = rng.choice(sorted(state["clusters"]))
        name = rng.choice(["move", "move", "stack", "unstack", "add", "rename", "drop", "undo", "undo"])
        wanted = {"move": ("thing", "cluster"), "stack": ("thing", "into"), "unstack": ("thing",), "add": ("text", "thing"),
                  "rename": ("cluster", "text"), "drop": ("cluster",), "undo": ()}[name]
        try:
            story.do(f"Vieras {rng.randint(1, 12)}", "cluster." + name, **{key: args[key] for key in wanted if key in args})
        except Rejected:
            continue
        room = story.room["activity"]
        shown = [id_ for id_, one in room["things"].items() for id_ in (id_, *one.get("with", {}))]
        assert sorted(shown) == sorted(everything)
        assert all(one.get("in", None) in (None, *room["clusters"]) for one in room["things"].values())
    story.end()


def test_what_a_thousand_people_wrote_is_bounded():
    story = sorting(people=300, ideas=[f"Idea {i}: " + "ä" * 150 for i in range(300)], careful=False)
    for i in range(15):
        story.do("Helmi", "cluster.add", text="Ryhmän nimi on pitkä " + "ö" * 50)
    clusters = list(story.room["activity"]["clusters"])
    everything = list(story.state.activity["things"])
    assert len(everything) == 300
    for i, one in enumerate(everything[:240]):
        story.do("Helmi", "cluster.move", thing=one, cluster=clusters[i % 15])
        if i % 40 == 0:
            assert len(json.dumps(story.room, ensure_ascii=False).encode()) <= 16_000
    for one, other in zip(everything[:100], everything[100:200], strict=True):
        story.do("Helmi", "cluster.stack", thing=one, into=other)
    found = story.room["activity"]
    placed = sum("in" in one for one in found["things"].values()) + sum(one.get("more", 0) for one in found["clusters"].values())
    assert placed == 140, "every one that has its place is counted in its group"
    assert sum("in" not in one for one in found["things"].values()) + found["waiting"] == 60
    assert len(json.dumps(story.room, ensure_ascii=False).encode()) <= 16_000
    story.next()
    left = story.state.trail["ryhmat"]["leaves"]
    assert sum(len(one["notes"]) for one in left.values()) == 300, "nothing is lost on the way to a vote"


def test_of_sixty_one_ideas_none_is_dropped_and_what_waits_comes_up_by_itself():
    ideas = [f"Ajatus numero {i} " + "sanoo saman asian aika pitkästi ja omin sanoin " * 2 for i in range(61)]
    story = sorting(people=30, ideas=ideas)
    shown = story.room["activity"]["things"]
    waiting = story.room["activity"]["waiting"]
    assert len(shown) + waiting == 61 and "more" not in story.room["activity"]
    assert all(len(one["text"]) >= 90 for one in shown.values()), "what lies open can be read"
    first, second, third = sorted(shown, key=lambda id_: shown[id_]["order"])[:3]
    cluster = story.do("Vieras 1", "cluster.add", text="Ryhmä", thing=first)[0].body["cluster"]
    story.do("Vieras 2", "cluster.move", thing=second, cluster=cluster)
    now = story.room["activity"]
    assert len(now["things"]) + now["waiting"] == 61 and now["waiting"] < waiting
    assert story.refused("Vieras 1", "cluster.turn") == "not_allowed"
    seen = set(now["things"])
    for _ in range(4):
        story.do("Helmi", "cluster.turn")
        seen |= set(story.room["activity"]["things"])
    assert seen == set(story.state.activity["things"]), "turning the pile shows every one"
    for id_ in list(story.state.activity["things"])[3:]:
        story.do("Vieras 3", "cluster.stack", thing=id_, into=first)
    under = story.room["activity"]["things"][first]
    assert len(under["with"]) + under["over"] == 58 and third in story.room["activity"]["things"]
    story.end()


def test_forty_short_lines_are_told_whole():
    ideas = [f"{i} kokoukset voisivat alkaa vasta puoli yhdeksältä aamulla" for i in range(40)]
    story = sorting(people=20, ideas=ideas, careful=False)
    assert {one["text"] for one in story.room["activity"]["things"].values()} == set(ideas)
