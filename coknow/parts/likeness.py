"""Which texts may say the same thing, judged by their letters alone: a suggestion for people, never done by itself.

Finnish inflects and compounds, so words are compared by the triples of letters in them, not as wholes: "kokouksia
lyhyemmiksi" and "lyhyemmät kokoukset" share most of theirs. It knows nothing of meaning, and says so where it is shown.
"""

from functools import lru_cache

ENOUGH = 0.5  # below it two texts mostly share one common word, a topic
MOST_TEXTS = 150


def triples(text: str) -> frozenset[str]:
    found = set()
    for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split():
        if len(word) < 3:
            continue
        found |= {word[i : i + 3] for i in range(len(word) - 2)}
    return frozenset(found)


def likeness(one: frozenset, other: frozenset) -> float:
    """0 nothing in common to 1 the same letters."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


@lru_cache(maxsize=64)
def look_alikes(texts: tuple[tuple[str, str], ...], most: int = 8) -> tuple[tuple[str, str], ...]:
    """Pairs of ids of (id, text), the likest first; each id at most once, so that the list stays short and useful."""
    known = [(id_, triples(text)) for id_, text in texts[:MOST_TEXTS]]
    ranked = []
    for i, (one, mine) in enumerate(known):
        for other, theirs in known[i + 1 :]:
            score = likeness(mine, theirs)
            if score >= ENOUGH:
                ranked.append((-score, one, other))
    pairs, taken = [], set()
    for _, one, other in sorted(ranked):
        if one not in taken and other not in taken:
            pairs.append((one, other))
            taken |= {one, other}
    return tuple(pairs[:most])
