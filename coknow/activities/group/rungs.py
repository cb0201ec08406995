"""The ladder as a picture: the steps around this one in which people think alone, in pairs, in fours, all together."""

CLIMBING = ("solo", "group", "pause")


def view(session) -> dict:
    """{rungs: {step id: {order, size, state}}}; size 0 is everybody. Nothing where there is only one rung."""
    now = session.index_of(session.phase)
    low = high = now
    while low > 0 and session.steps[low - 1]["activity"] in CLIMBING:
        low -= 1
    while high + 1 < len(session.steps) and session.steps[high + 1]["activity"] in CLIMBING:
        high += 1
    steps = [s for s in session.steps[low:high + 1] if s["activity"] != "pause" and s["id"] not in session.skipped]
    if len(steps) < 2:
        return {}
    return {"rungs": {s["id"]: {"order": i, "size": _size(s), "state": _state(session.index_of(s["id"]), now)}
                      for i, s in enumerate(steps, 1)}}


def _size(step) -> int:
    if step["activity"] == "solo":
        return 1
    return 0 if step["settings"].get("stage") == "all" else step["settings"].get("size", 4)


def _state(index: int, now: int) -> str:
    return "now" if index == now else "done" if index < now else "ahead"
