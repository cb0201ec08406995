"""What each audience sees of the questions. No asker's name is in any document but the hosts', and there only where the
phase is not anonymous and no host presents the case: whoever answers hears themes, not people.
"""

import json

from . import people, questions

SHOWN_BYTES = 6_500  # of everybody's document; past it, what fewer want waits, and the host sees it all
THEMES_SHOWN = 12  # on the presenter's phone
SETTLED = ("now", "later", "answered")


def room(state, session) -> dict:
    found, groups, counts = state.get("questions", {}), questions.heads(state), questions.counts_shown(state, session)
    heads = [h for h in groups if not found[h].get("hidden")]
    wanted = {h: len(questions.voices(found, h, groups[h])) for h in heads}
    heads.sort(key=lambda h: (found[h]["state"] != "now", -wanted[h], found[h]["rank"], h))
    shown, room_left = {}, SHOWN_BYTES
    for order, head in enumerate(heads, 1):
        entry = _entry(found, head, groups[head], wanted[head] if counts else None)
        # until the counts are open nobody can read from the order what many want
        entry["order"] = order if counts else found[head]["rank"]
        room_left -= len(json.dumps(entry, ensure_ascii=False).encode()) + 10
        if room_left < 0:
            break
        shown[head] = entry
    document = {"questions": shown, **({"counts": True} if counts else {})}
    return document | ({"more": len(heads) - len(shown)} if len(heads) > len(shown) else {})


def _entry(found, head: str, same: list[str], wanted: int | None) -> dict:
    question = found[head]
    entry = {"text": question["text"], "state": question["state"]}
    if "theme" in question:
        entry["theme"] = question["theme"]
    kept = {id_: {"text": found[id_]["text"], "order": found[id_]["order"]} for id_ in same if not found[id_].get("hidden")}
    if kept:
        entry["same"] = kept
    if "more" in question and question["state"] == "now":
        entry["more"] = question["more"]
    if wanted is not None:
        entry["wanted"] = wanted
    if question["answers"] and question["state"] == "now":
        entry["answers"] = _answers(question)
    return entry


def _answers(question) -> dict:
    """Numbered, without who noted them."""
    return {str(n): {"order": n, "text": text} for n, text in enumerate(question["answers"].values(), 1)}


def person(state, session, id_: str) -> dict:
    """My own questions, what I back, and how many I may still ask."""
    found, groups = state.get("questions", {}), questions.heads(state)
    mine = {q: {"order": one["order"], "text": one["text"], "state": found[questions.head_of(found, q)]["state"],
                **({"hidden": True} if one.get("hidden") else {})}
            for q, one in found.items() if one["by"] == id_}
    document = {"questions_left": questions.QUESTIONS_EACH - len(mine)}
    if mine:
        document["asked"] = mine
    own = {h: True for h in groups if id_ in questions.askers(found, h, groups[h])}
    backed = {h: True for h in groups if any(id_ in found[q]["voices"] for q in (h, *groups[h]))}
    return document | ({"own": own} if own else {}) | ({"backed": backed} if backed else {})


def themes(state, session) -> dict:
    """For whoever presents: what people want to know, gathered; how many only when everybody may see it."""
    found, groups = state.get("questions", {}), questions.heads(state)
    counts = questions.counts_shown(state, session)
    waiting = questions.in_turn(state)
    now = [h for h in groups if found[h]["state"] == "now" and not found[h].get("hidden")]
    if not counts:
        waiting.sort(key=lambda h: found[h]["rank"])
    shown = {}
    for order, head in enumerate([*now, *waiting][:THEMES_SHOWN], 1):
        shown[head] = {"order": order, "text": found[head].get("theme") or found[head]["text"][:70],
                       "asked": 1 + len(groups[head]), "state": found[head]["state"]}
        if counts:
            shown[head]["wanted"] = len(questions.voices(found, head, groups[head]))
    return shown


def hosts(state, session) -> dict:
    found, groups = state.get("questions", {}), questions.heads(state)
    presented_by_host = any(session.people[p].role in people.HOSTING for p in people.presenters(state, session))
    named = not session.step["settings"].get("anonymous") and not presented_by_host
    turn = {h: order for order, h in enumerate(questions.in_turn(state), 1)}
    document = {}
    for head, same in groups.items():
        entry = _entry(found, head, same, len(questions.voices(found, head, same)))
        entry["order"] = turn.get(head, found[head]["order"] + len(found))
        if "more" in found[head]:
            entry["more"] = found[head]["more"]
        if found[head]["answers"]:
            entry["answers"] = _answers(found[head])
        if found[head].get("hidden"):
            entry["hidden"] = True
        name = session.people[found[head]["by"]].name if named and found[head]["by"] in session.people else ""
        document[head] = entry | ({"name": name} if name else {})
    proposals = {}
    for pair, who in state.get("proposals", {}).items():
        one, other = pair.split("+")
        if one in groups and other in groups:
            proposals[pair] = {"order": len(proposals) + 1, "one": one, "other": other, "by": len(who)}
    return {"questions": document, **({"proposals": proposals} if proposals else {})}


def leaves(state) -> dict:
    found, groups = state.get("questions", {}), questions.heads(state)
    return {h: {"order": found[h]["order"], "text": found[h]["text"], "kind": "question",
                "wanted": len(questions.voices(found, h, groups[h])), "state": found[h]["state"]}
            for h in groups if not found[h].get("hidden")}


def harvest(state) -> list[dict]:
    """Answered ones first, then the most wanted: nothing that was asked is lost because time ran out."""
    found, groups = state.get("questions", {}), questions.heads(state)
    heads = [h for h in groups if not found[h].get("hidden")]
    heads.sort(key=lambda h: (not found[h]["answers"], -len(questions.voices(found, h, groups[h])), found[h]["order"]))
    lines = []
    for head in heads:
        question, wanted = found[head], len(questions.voices(found, head, groups[head]))
        line = {"text": question["text"], "kind": "question"}
        below = [{"text": text, "about": "plenary.harvest_answer"} for text in question["answers"].values()]
        below += [{"text": found[q]["text"], "about": "plenary.harvest_same"} for q in groups[head] if not found[q].get("hidden")]
        if wanted:
            line |= {"about": "plenary.harvest_wanted", "params": {"count": wanted}}
        lines.append(line | ({"below": below} if below else {}))
    return [{"name": "plenary.harvest_questions", "lines": lines}] if lines else []
