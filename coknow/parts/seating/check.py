"""Is a plan valid, and what is it worth?  The product's own checker and metrics; no planning here.

``faults(case, rows)`` lists broken promises, ``measure(case, rows)`` gives Figures.  The measures are those of
``bounds``: repeats = sum of (c - 1), C2 = sum of C(c, 2) over pairs that met c times.
"""
from __future__ import annotations

from statistics import median_low

from .bounds import lower_bounds
from .wish import Case, Figures


def groups_of(row, present) -> dict[int, list[int]]:
    """{table: people} of one row, people in rising order."""
    at: dict[int, list[int]] = {}
    for i in sorted(present):
        at.setdefault(row[i], []).append(i)
    return at


def meetings(case: Case, rows) -> list[dict[int, int]]:
    """For each person {other: how often they share a table}; symmetric."""
    met: list[dict[int, int]] = [{} for _ in range(case.N)]
    for r, row in enumerate(rows):
        for group in groups_of(row, case.active[r]).values():
            for i in group:
                mine = met[i]
                for j in group:
                    if j != i:
                        mine[j] = mine.get(j, 0) + 1
    return met


def faults(case: Case, rows) -> list[str]:
    """Broken hard promises, in words for a developer; empty when the plan may be used."""
    if len(rows) != case.R or any(len(row) != case.N for row in rows):
        return [f"needs {case.R} rows of {case.N}"]
    out = []
    for r, row in enumerate(rows):
        tables = set(case.open[r])
        if r < case.h:
            if tuple(row) != tuple(case.wish.history[r]):
                out.append(f"round {r}: a played round was changed")
            continue
        for i, t in enumerate(row):
            if i not in case.active[r]:
                if t != -1:
                    out.append(f"round {r}: absent person {i} has a seat")
            elif t not in tables:
                out.append(f"round {r}: person {i} at closed or unknown table {t}")
            elif case.pin[r].get(i, t) != t:
                out.append(f"round {r}: person {i} left the pinned table")
        for unit in case.wish.together:
            if len({row[i] for i in unit if i in case.active[r]}) > 1:
                out.append(f"round {r}: {unit} were parted")
    return out


def sizes(case: Case, r: int, row) -> dict[int, int]:
    """People (weights counted) at each open table of round r."""
    count = dict.fromkeys(case.open[r], 0)
    for i in case.active[r]:
        if row[i] in count:
            count[row[i]] += case.weight[i]
    return count


def size_difference(case: Case, r: int, row) -> int:
    """Largest minus smallest table of the round; a table with a table client (weight > 1) is exempt."""
    exempt = {row[i] for i in case.active[r] if case.weight[i] > 1}
    counted = [n for t, n in sizes(case, r, row).items() if t not in exempt]
    return max(counted) - min(counted) if counted else 0


def topic_repeats(case: Case, rows) -> int:
    """Sum over people and topics of (visits - 1); a pinned seat is no visit."""
    if not case.wish.topics:
        return 0
    pinned = case.pinned_at()
    total = 0
    for i in range(case.N):
        seen = [case.topic[row[i]] for r, row in enumerate(rows) if row[i] >= 0 and (i, r) not in pinned]
        total += len(seen) - len(set(seen))
    return total


def colleague_meetings(case: Case, rows) -> int:
    label = case.wish.workplace
    if not label:
        return 0
    total = 0
    for r in range(case.h, case.R):
        seen: dict[tuple, int] = {}
        for i in case.active[r]:
            if label[i] is not None:
                key = rows[r][i], label[i]
                total += seen.get(key, 0)
                seen[key] = seen.get(key, 0) + 1
    return total


def seats_changed(case: Case, rows) -> tuple[int, int]:
    """(published seats that could be kept, those that were changed)."""
    asked = changed = 0
    if case.wish.base:
        for r in range(case.h, case.R):
            tables = set(case.open[r])
            old = case.wish.base[r]
            for i in case.active[r]:
                if old[i] in tables:
                    asked += 1
                    changed += rows[r][i] != old[i]
    return asked, changed


def preference_score(case: Case, rows) -> float | None:
    """Mean over seats of people with wishes: 1 for the first wish, falling to 0 for a topic not wished for."""
    if not case.wish.prefs:
        return None
    total, n = 0.0, 0
    for r in range(case.h, case.R):
        for i in sorted(case.active[r]):
            liked = case.wish.prefs[i]
            if liked:
                n += 1
                k = case.topic[rows[r][i]]
                if k in liked:
                    total += (len(liked) - liked.index(k)) / len(liked)
    return total / n if n else None


def measure(case: Case, rows, bound=None) -> Figures:
    """All figures of a valid plan.  ``bound`` is ``lower_bounds(case)`` when already known."""
    bound = bound or lower_bounds(case)
    met = meetings(case, rows)
    counts = [c for i, mine in enumerate(met) for j, c in mine.items() if j > i]
    ever = sorted(set().union(*case.active)) if case.active else []
    others = [len(met[i]) for i in ever]
    asked, changed = seats_changed(case, rows)
    low, high = case.wish.min_size, case.wish.max_size
    future = range(case.h, case.R)
    every_size = [n for r in future if case.active[r] for n in sizes(case, r, rows[r]).values()]
    return Figures(
        repeats=sum(counts) - len(counts), repeat_c2=sum(c * (c - 1) // 2 for c in counts), max_meet=max(counts, default=0),
        distinct_pairs=len(counts), encounters=sum(counts), topic_repeats=topic_repeats(case, rows),
        size_diff=max((size_difference(case, r, rows[r]) for r in future), default=0),
        size_violations=sum((low is not None and n < low) or (high is not None and n > high) for n in every_size),
        workplace=colleague_meetings(case, rows), kept=(asked - changed) / asked if asked else None, changed=changed,
        pref_score=preference_score(case, rows), met_min=min(others, default=0), met_median=median_low(others) if others else 0,
        lb_repeats=bound.repeats, lb_repeat_c2=bound.repeat_c2, lb_topic_repeats=bound.topic_repeats)
