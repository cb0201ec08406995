"""Intact groups move from theme to theme (a gallery walk): no people here, only groups."""
from __future__ import annotations

from .wish import Row


def carousel(groups: int, tables: int, rounds: int) -> tuple[Row, ...]:
    """rows[r][g]: the place of group g in round r; no two groups at one place.

    With groups <= tables the places are the tables.  With more groups a theme is held at several places side by side:
    place p has theme p % tables (``carousel_themes``).  Nobody is at a theme twice in the first ``tables`` rounds; after
    that the walk starts again.  Raises ValueError on counts below 1 (groups may be 0)."""
    if groups < 0 or tables < 1 or rounds < 1:
        raise ValueError("a carousel needs at least one table and one round")
    return tuple(tuple(g // tables * tables + (g + r) % tables for g in range(groups)) for r in range(rounds))


def carousel_themes(groups: int, tables: int) -> tuple[int, ...]:
    """topic_of for the places of ``carousel``."""
    places = max(tables, -(-groups // tables) * tables)
    return tuple(p % tables for p in range(places))
