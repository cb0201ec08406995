"""What a simulated participant does at a market: proposes, marks, wanders, writes, reports. It sees only its documents."""

from coknow.parts import possible as offers


def possible(documents, draw):
    room, person = documents["room"], offers.me(documents)
    agenda, mine = room.get("agenda", {}), person.get("agenda", {})
    options = offers.writing(documents, draw, builds="now" in agenda)  # elsewhere one writes for oneself
    if person.get("role") != "participant":
        return options
    topics = agenda.get("topics", {})
    options += _called(room, agenda, topics, mine, draw)
    if topics:
        topic = draw.choice(sorted(topics))
        options.append(("topic.mark", {"topic": topic, "on": topic not in mine.get(_marks(room), {})}))
    if agenda.get("now"):
        options += _walking(agenda, topics, person, draw)
    return options


def _marks(room) -> str:
    return "forward" if room["activity"].get("stage") == "news" else "marks"


def _called(room, agenda, topics, mine, draw):
    own = mine.get("own", {})
    tables = sum(agenda.get("now") in topic.get("placed", {}) for topic in topics.values())
    full = room["activity"].get("stage") == "actions" and tables >= agenda["rooms"]
    if agenda.get("open") and len(own) < 1 and not full and len(topics) < min(30, agenda.get("most", 30)):
        yield ("topic.propose", {"title": "{text}"})
    for topic, asked in own.items():
        if "draft" in asked.get("report", {}):
            yield ("topic.report", {"topic": topic, "points": asked["report"]["draft"] or "{text}", "next": "{text}"})
        for other in asked.get("offers", {}):
            if other in topics:
                yield (draw.choice(["topic.agree", "topic.decline"]), {"topic": topic, "offered": other})


def _walking(agenda, topics, person, draw):
    open_now = [t for t, topic in topics.items() if agenda["now"] in topic.get("placed", {}) and not topic.get("full")]
    elsewhere = sorted(t for t in open_now if t != person.get("place"))
    if elsewhere:
        yield ("topic.enter", {"topic": draw.choice(elsewhere)})
    elif not person.get("place"):
        yield ("topic.wander", {"as": "butterfly"})
    if person.get("place"):
        yield ("topic.wander", {"as": draw.choice(["bumblebee", "butterfly"])})
    if person.get("place") in topics:
        yield ("action.add", {"topic": person["place"], "text": "{text}"})
        yield ("topic.sign", {"topic": person["place"], "on": person["place"] not in person.get("agenda", {}).get("signed", {})})
