"""Keeping a language together: people and tables are parted by language first, each pool is planned by itself.

People without a language fill up the pools.  Sizes are level inside a pool and as level as possible between pools;
a language too small for a table of its own joins the others and is reported.
"""
from __future__ import annotations

from dataclasses import replace

from .check import measure
from .wish import Case, Plan, Wish


def several(case: Case) -> bool:
    """Do people speak more than one language, and is there more than one table to part them?"""
    return len(_languages(case)) > 1 and all(len(o) > 1 for o in case.open[case.h:])


def _languages(case: Case) -> list[str]:
    label = case.wish.language
    return sorted({x for x in label if x is not None}) if label else []


def plan_each(case: Case, seed: int, planner) -> Plan:
    """Plan every pool by itself with ``planner(wish, seed)`` and join the rows."""
    pools = people_of_pools(case)
    tables = tables_of_pools(case, pools)
    rows = [list(row) for row in case.wish.history] + [[-1] * case.N for _ in range(case.R - case.h)]
    spare, tradeoffs, proved = [], [], True
    for k, people in enumerate(pools):
        part = planner(_part(case, people, [t[k] for t in tables]), seed)
        for r in range(case.h, case.R):
            for local, i in enumerate(people):
                rows[r][i] = part.rounds[r][local]
        spare += part.spare
        proved &= part.proved
        tradeoffs += [dict(x, language=case.wish.language[people[0]]) for x in part.tradeoffs]
    rows = tuple(tuple(row) for row in rows)
    figures = measure(case, rows)
    if figures.size_diff > 1:
        tradeoffs.append({"id": "languages_uneven", "size_difference": figures.size_diff})
    small = len(_languages(case)) - len(pools)
    if small:
        tradeoffs.append({"id": "language_without_table", "languages": small})
    return Plan(rows, tuple(spare), figures, tuple(tradeoffs), False if case.h else proved and figures.repeats == 0)


def people_of_pools(case: Case) -> list[list[int]]:
    """People by language, largest pool first; everybody without a language, and languages beyond the number of
    tables or of a single person, go where the tables are emptiest."""
    label = case.wish.language
    fewest = min(len(o) for o in case.open[case.h:]) if case.h < case.R else 1
    pools = [[i for i in range(case.N) if label[i] == x] for x in _languages(case)]
    pools.sort(key=lambda p: (-len(p), p))
    kept = [p for p in pools[:fewest] if len(p) > 1] or pools[:1]
    unit = {i: u for u in case.wish.together for i in u}
    home = {i: k for k, p in enumerate(kept) for i in p}
    for u in case.wish.together:      # a unit goes with the first of its members who has a pool
        where = next((home[i] for i in u if i in home), None)
        if where is not None:
            home.update(dict.fromkeys(u, where))
    share = _shares([len(p) for p in kept], fewest)
    load = [sum(1 for i in home if home[i] == k) for k in range(len(kept))]
    for i in range(case.N):
        if i not in home:
            k = min(range(len(kept)), key=lambda k: (load[k] / share[k], k))
            for j in unit.get(i, (i,)):
                home[j] = k
                load[k] += 1
    return [[i for i in range(case.N) if home[i] == k] for k in range(len(kept))]


def _shares(sizes: list[int], tables: int) -> list[int]:
    """Tables per pool: one each, then one by one to the pool with the largest tables."""
    share = [1] * len(sizes)
    for _ in range(tables - len(sizes)):
        k = max(range(len(sizes)), key=lambda k: (sizes[k] / share[k], -k))
        share[k] += 1
    return share


def tables_of_pools(case: Case, pools: list[list[int]]) -> list[list[tuple[int, ...]]]:
    """[round][pool] -> tables.  Pins and published seats decide first, then topics a pool does not have yet."""
    out: list[list[tuple[int, ...]]] = []
    for r in range(case.R):
        if r < case.h:
            out.append([case.open[r]] * len(pools))
            continue
        present = [sum(case.weight[i] for i in p if i in case.active[r]) for p in pools]
        share = _shares(present, len(case.open[r]))
        claim = [_claims(case, r, p) for p in pools]
        last = out[-1] if r > case.h else [()] * len(pools)
        own: list[list[int]] = [[] for _ in pools]
        left = list(case.open[r])
        while left:
            k = min((k for k in range(len(pools)) if len(own[k]) < share[k]), key=lambda k: (len(own[k]) / share[k], k))
            have = [case.topic[t] for t in own[k]]
            t = min(left, key=lambda t: (-claim[k].get(t, 0), max(c.get(t, 0) for c in claim), t not in last[k], have.count(case.topic[t]), t))
            own[k].append(t)
            left.remove(t)
        out.append([tuple(sorted(o)) for o in own])
    return out


def _claims(case: Case, r: int, people: list[int]) -> dict[int, int]:
    claim: dict[int, int] = {}
    for i in people:
        if i in case.active[r]:
            if i in case.pin[r]:
                claim[case.pin[r][i]] = claim.get(case.pin[r][i], 0) + 10 ** 6
            if case.wish.base and case.wish.base[r][i] >= 0:
                claim[case.wish.base[r][i]] = claim.get(case.wish.base[r][i], 0) + 1
    return claim


def _part(case: Case, people: list[int], tables: list[tuple[int, ...]]) -> Wish:
    """The wish of one pool: its people renumbered, its tables open, everything else as it was."""
    w = case.wish
    local = {i: k for k, i in enumerate(people)}

    def pick(row):
        return None if row is None else tuple(row[i] for i in people)

    pins = []
    for r in range(case.h, case.R):
        # a pin at another pool's table is honoured: the table is opened to both
        pins += [(local[i], t, (r,)) for i, t in sorted(case.pin[r].items()) if i in local]
    opened = [tuple(sorted(set(tables[r]) | {t for p, t, rs in pins if rs == (r,)})) for r in range(case.R)]
    return replace(
        w, people=len(people), history=tuple(pick(row) for row in w.history),
        active=tuple(frozenset(local[i] for i in a if i in local) for a in case.active), open=tuple(opened),
        pins=tuple(pins), together=tuple(tuple(local[i] for i in u) for u in w.together if u[0] in local),
        weight=pick(w.weight), workplace=pick(w.workplace), language=None, prefs=pick(w.prefs),
        base=tuple(pick(row) for row in w.base), spare=tuple(p for p in w.spare))
