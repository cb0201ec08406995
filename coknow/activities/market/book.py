"""The news wall while it grows, and the book of proceedings: each slot's topics with their reports, then the actions.

A report nobody confirmed is printed as what it is, a draft from the notes. A topic to which nobody came is in the book
too, and so is the honest line that no actions were agreed. Names of those who took part only if they wished it.
"""

from coknow.parts import agenda

WALL_LIMIT = 9000  # characters of all reports together: the wall is one document for everybody
LEAST = 120


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
    if names := _signed(topic, session):
        document["names"] = names[:limit]
    return document


def _signed(topic, session) -> str:
    return ", ".join(session.people[p].name for p in topic.signed if session.people[p].name)


def _called(topic, session) -> str:
    return ", ".join(n for n in (session.people[p].name for p in agenda.conveners(session, topic)) if n)


# --- the book -------------------------------------------------------------------------------------------------------


def sections(session, phase: str) -> list[dict]:
    step = session.step_of(phase)
    stage = agenda.stage(step)
    held = [t for t in session.topics.values() if phase in t.held and not t.into and (not t.withdrawn or t.report)]
    held.sort(key=lambda t: (t.placed.get(phase, 0), t.order))
    if stage == "slot":
        return [_section("market.book_topics", [_topic(t, session, phase) for t in held])] if held else []
    if stage == "actions":
        return [_actions(session, held, reported=step["settings"].get("all", False))]
    if stage == "board" and phase == _last_board(session):
        return _never_held(session)
    return []


def _section(name: str, lines: list[dict]) -> dict:
    return {"name": name, "lines": lines}


def _topic(topic, session, phase: str = "") -> dict:
    """A topic that ran in several slots has its report under the last of them: it is one report, printed once."""
    goes_on = phase and phase != _last_held(topic, session)
    line = {"text": topic.text, "below": [] if goes_on else _report(topic, session) + _merged_into(topic, session)}
    if called := _called(topic, session):
        line["name"] = called
    if goes_on:
        line["about"] = "market.book_goes_on"
    elif topic.held and not topic.met:
        line["about"] = "market.book_nobody"
    return line


def _last_held(topic, session) -> str:
    return next(s["id"] for s in reversed(agenda.market_steps(session)) if agenda.stage(s) == "slot" and s["id"] in topic.held)


def _merged_into(topic, session) -> list[dict]:
    """What was merged into it brings what it had itself, and what had been merged into that."""
    return [{"text": t.text, "about": "market.book_merged", "below": _report(t, session) + _merged_into(t, session)}
            for t in session.topics.values() if t.into == topic.id and not t.withdrawn]


def _report(topic, session) -> list[dict]:
    points = topic.report["points"] if topic.report else agenda.draft(session, topic)
    found = [{"text": row.strip()} for row in points.splitlines() if row.strip()]
    if not topic.report and found:
        found = [{"text": topic.line or agenda.title(topic, session), "about": "market.book_draft", "below": found}]
    if topic.report and "next" in topic.report:
        found.append({"text": topic.report["next"], "about": "market.book_next"})
    if names := _signed(topic, session):
        found.append({"text": names, "about": "market.book_took_part"})
    return found


def _actions(session, held: list, *, reported: bool) -> dict:
    """Topics with actions, and those `held` at the action tables without any; `reported` where their reports stand nowhere else."""
    lines = []
    for topic in session.topics.values():
        if topic.withdrawn or not (topic.actions or topic in held):
            continue
        below = _report(topic, session) if reported and topic in held else []
        line = {"text": topic.text, "below": below + [_action(a, session) for a in topic.actions.values()]}
        if called := _called(topic, session):
            line["name"] = called
        if not line["below"]:
            line["about"] = "market.book_no_step"
        lines.append(line)
    return _section("market.book_actions", lines or [{"text": "–", "about": "market.book_no_actions"}])


def _action(action: dict, session) -> dict:
    line = {"text": action["text"]}
    owner = session.people[action["person"]].name if action.get("person") else ""
    if owner:
        line["name"] = owner
    if "by" in action:
        year, month, day = action["by"].split("-")
        line |= {"about": "market.by_day", "params": {"day": f"{int(day)}.{int(month)}.{year}"}}
    elif not owner:
        line["about"] = "market.nobody_owns"
    return line


def _last_board(session) -> str | None:
    boards = [s["id"] for s in agenda.market_steps(session) if agenda.stage(s) == "board"]
    return boards[-1] if boards else None


def _never_held(session) -> list[dict]:
    """Called, and then no time or no room: on record all the same. Not in a form where topics sit at planned tables."""
    if not agenda.slots(session):
        return []
    left = [t for t in agenda.live(session) if not t.held]
    return [_section("market.book_never", [_topic(t, session) for t in left])] if left else []
