"""Questions about the agenda wall of an open space: its slots, its rooms, the topics that stand on it.

`session` is the session's state, only read. Who may change the wall is decided in session/topics.py and
session/agenda.py; what the market's phases show of it stands in activities/market.
"""

SLOTS = ("slot", "actions")
FREELY = ("topic", "lounge")  # kinds of places that people enter and leave as they like
_DRAFT_LINES = 5
_TELLING = ("insight", "idea", "pattern", "question", "experiment", "challenge", "worry", "experience")
FEWEST_ROOMS = 2
REPORT_LIMIT = 1000  # letters of a report's key points
PEOPLE_PER_ROOM = 5  # more rooms than that and conversations get thin


def stage(step: dict) -> str:
    return step["settings"].get("stage", "board")


def market_steps(session) -> list[dict]:
    return [s for s in session.steps if s["activity"] == "market" and (s["id"] not in session.skipped or s["id"] == session.phase)]


def has_market(session) -> bool:
    return any(step["activity"] == "market" for step in session.steps)


def slots(session) -> list[dict]:
    """The phases in which topic rooms are open, in order; a skipped one is none."""
    return [step for step in market_steps(session) if stage(step) in SLOTS]


def running(session) -> str | None:
    """The slot that runs now."""
    step = session.step
    return step["id"] if step and session.status == "live" and step["activity"] == "market" and stage(step) in SLOTS else None


def to_come(session) -> list[str]:
    now = session.index_of(session.phase)
    return [s["id"] for s in slots(session) if stage(s) == "slot" and session.index_of(s["id"]) > now]


def open_slots(session) -> list[str]:
    """Where a topic may still be placed."""
    now = running(session)
    return ([now] if now else []) + to_come(session)


def takes_topics(session) -> bool:
    """May a topic still be proposed? From the lobby on, as long as anything of the market is running or ahead."""
    now = session.index_of(session.phase)
    return session.status in ("lobby", "live") and any(
        stage(s) != "news" and session.index_of(s["id"]) >= now for s in market_steps(session))


def _chosen(session, name: str):
    """A setting of the wall, said at any of the market's phases."""
    return next((s["settings"][name] for s in market_steps(session) if name in s["settings"]), None)


def rooms(session) -> int:
    """Rooms in each slot: the host's word of today, else the template's, never so many that conversations get thin."""
    if session.market_rooms:
        return session.market_rooms
    people = sum(p.weight for p in session.participants())
    fitting = max(FEWEST_ROOMS, people // PEOPLE_PER_ROOM)
    if any(step["settings"].get("all") for step in slots(session) if stage(step) == "slot"):
        return max(fitting, len(live(session)))  # every topic is open all the time
    return min(_chosen(session, "rooms") or fitting, fitting)


def seats(session) -> int | None:
    """How many fit into a room; None when nobody has said."""
    return _chosen(session, "seats")


def most(session) -> int | None:
    """How many topics there may be at all, where each needs helpers: one for so many people."""
    share = _chosen(session, "share")
    return max(1, sum(p.weight for p in session.participants()) // share) if share else None


def live(session) -> list:
    """Topics that stand on the wall: neither withdrawn nor merged into another."""
    return [t for t in session.topics.values() if not t.withdrawn and t.into is None]


def stands_in(session, topic):
    """The topic itself, or what it was merged into, at the end of the chain."""
    while topic.into:
        topic = session.topics[topic.into]
    return topic


def callers(session) -> dict[str, str]:
    """Topic -> the person who stays with it, where each topic is a table of its own (Pro Action Café)."""
    found: dict[str, str] = {}
    for topic in live(session):
        here = [p for p in conveners(session, topic) if session.people[p].present and session.people[p].takes_a_seat]
        free = [p for p in here if p not in found.values()]
        if free and topic.about is None:
            found[topic.id] = free[0]
    return found


def seated_by_plan(session, topic) -> bool:
    """Do people sit in its room because a plan seats them there?"""
    return bool(session.seated and session.plan and topic.id in session.plan.tables and session.places[topic.id].people)


def conveners(session, topic) -> list[str]:
    """Whoever called it, and whoever called a topic that was merged into it: credit is kept."""
    found = list(topic.conveners)
    for other in session.topics.values():
        if other.into == topic.id and not other.withdrawn:
            found += [p for p in conveners(session, other) if p not in found]
    return found


def title(topic, session) -> str:
    return topic.text.get(session.language) or next(iter(topic.text.values()), "")


def at(session, slot: str) -> dict[int, object]:
    """Room -> topic of one slot."""
    return {t.placed[slot]: t for t in live(session) if slot in t.placed}


def free_room(session, slot: str) -> int | None:
    taken = at(session, slot)
    return next((room for room in range(1, rooms(session) + 1) if room not in taken), None)


def has_a_slot(session, topic) -> bool:
    """Is there a time in which it was, is or will be held? A skipped slot's topics have none."""
    known = {s["id"] for s in slots(session)}
    return any(slot in topic.held or (slot in known and slot in open_slots(session)) for slot in topic.placed)


def is_open(session, topic) -> bool:
    """Can one walk into its room now?"""
    return running(session) in topic.placed and not topic.withdrawn and topic.into is None


def others_at(session, topic) -> list:
    """People in its room beside those who called it."""
    own = conveners(session, topic)
    return [p for p in session.present_at(topic.id) if p.id not in own]


def full(session, topic) -> bool:
    limit = seats(session)
    return limit is not None and session.weight_at(topic.id) >= limit


def draft(session, topic) -> str:
    """Key points from its notes: what was built on comes first, then what kinds tell most. Feelings are left out."""
    notes = [session.notes[n] for n in session.places[topic.id].notes]
    notes = [n for n in notes if not n.hidden and n.visibility != "me" and n.kind != "feeling"]
    built_on = {other for n in notes for other in n.builds_on}

    def weight(note):
        telling = _TELLING.index(note.kind) if note.kind in _TELLING else len(_TELLING)
        return (note.id not in built_on, telling, note.order)

    chosen = sorted(sorted(notes, key=weight)[:_DRAFT_LINES], key=lambda n: n.order)
    return "\n".join(" ".join(n.text.split()) for n in chosen)[:REPORT_LIMIT]
