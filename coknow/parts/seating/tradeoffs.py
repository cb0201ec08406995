"""Where wishes contradict each other: the facts as ids and numbers, so that the interface can say them in words.

Each entry is {"id": str, numbers...}.  ``cure_tables`` is the least number of tables that would make the wish possible,
absent when more tables do not help.
"""
from __future__ import annotations

from .bounds import _cure, spread
from .wish import Case, Figures


def of(case: Case, f: Figures, bound) -> tuple[dict, ...]:
    """What this plan could not give, the most important first."""
    out: list[dict] = []
    if case.h < case.R:
        out += _sizes(case, f)
        out += _topics(case, f)
        out += _repeats(case, f)
        out += _colleagues(case, f)
    return tuple(out)


def _people(case: Case) -> int:
    return max((sum(case.weight[i] for i in case.active[r]) for r in range(case.h, case.R)), default=0)


def _tables(case: Case) -> int:
    return min(len(case.open[r]) for r in range(case.h, case.R))


def _sizes(case: Case, f: Figures) -> list[dict]:
    out, people, tables = [], _people(case), _tables(case)
    low, high = case.wish.min_size, case.wish.max_size
    if high and people > tables * high:
        out.append({"id": "tables_over_max_size", "people": people, "room": tables * high, "cure_tables": -(-people // high)})
    if low and people < tables * low:
        out.append({"id": "tables_under_min_size", "people": people, "needed": tables * low, "cure_tables": max(1, people // low)})
    if f.size_diff > 1:
        out.append({"id": "sizes_uneven", "size_difference": f.size_diff})
    return out


def _topics(case: Case, f: Figures) -> list[dict]:
    if not f.topic_repeats:
        return []
    topics = len({case.topic[t] for o in case.open[case.h:] for t in o})
    if case.R > topics:
        return [{"id": "more_rounds_than_topics", "rounds": case.R, "topics": topics, "topic_repeats": f.topic_repeats, "cure_rounds": topics}]
    return [{"id": "topics_repeated", "topic_repeats": f.topic_repeats}]


def _repeats(case: Case, f: Figures) -> list[dict]:
    if not f.repeats:
        return []
    people, tables = len(case.active[-1]), _tables(case)
    size = -(-people // tables)
    entry: dict = {"repeats": f.repeats, "least_repeats": f.lb_repeats, "most_meetings": f.max_meet, "size": size, "tables": tables}
    if case.wish.topics and size > tables - 1:
        entry["id"] = "tables_larger_than_tables_minus_one"
    elif f.lb_repeats:
        entry["id"] = "repeats_unavoidable"
    else:
        entry["id"] = "repeats_left"
    cure = _cure(people, tables, case.R, case.wish.topics) if people else None
    if cure:
        entry["cure_tables"] = cure
    return [entry]


def _colleagues(case: Case, f: Figures) -> list[dict]:
    if not f.workplace:
        return []
    least = 0
    for r in range(case.h, case.R):
        count: dict[str, int] = {}
        for i in case.active[r]:
            x = case.wish.workplace[i]
            if x is not None:
                count[x] = count.get(x, 0) + 1
        least += sum(spread(n, len(case.open[r])) for n in count.values())
    return [{"id": "colleagues_together", "meetings": f.workplace, "least_meetings": least}]
