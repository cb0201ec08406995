"""The news wall while it grows. The whole of it, by slot, is the book of proceedings in the harvest."""

from coknow.parts import agenda

WALL_LIMIT = 9000  # characters of all reports together: the wall is one document for everybody
LEAST = 120


def title(topic, session) -> str:
    return topic.text.get(session.language) or next(iter(topic.text.values()), "")


def news(session) -> dict:
    """Reports in short; who wants to read one in full goes to its room."""
    reported = [t for t in agenda.live(session) if t.report]
    each = max(LEAST, WALL_LIMIT // max(1, len(reported)))
    return {t.id: _short(t, session, each) for t in reported}


def _short(topic, session, limit: int) -> dict:
    points = topic.report["points"]
    document = {"order": topic.order, "points": points if len(points) <= limit else points[: limit - 1].rstrip() + "…"}
    if "next" in topic.report:
        document["next"] = topic.report["next"]
    names = ", ".join(session.people[p].name for p in topic.signed if session.people[p].name)
    if names:
        document["names"] = names[:limit]
    return document
