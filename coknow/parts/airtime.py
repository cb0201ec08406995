"""How evenly the time to speak was shared in one group, told with what chance alone would have done (METHODS 4.1).

Pure arithmetic on lengths of turns. What comes out describes the group, never a person; who may see it, and whether
anything was measured at all, is the activity's word. Heavy only in `band`: about 15 ms for one group.
"""

import math
from collections.abc import Iterable, Sequence

FEWEST_PEOPLE, FEWEST_TURNS = 4, 20  # below these the band is as wide as the scale, and a figure is noise
RUNS = 2_000
LOW, HIGH = 0.05, 0.95


def gini(amounts: Sequence[float]) -> float:
    """0 when all have the same, towards 1 when one has everything. Who said nothing counts, as 0."""
    count, total = len(amounts), sum(amounts)
    if count < 2 or total <= 0:
        return 0.0
    # the sum of all differences, by ranks: sorted once instead of compared pair by pair
    ranked = sum((2 * rank - count - 1) * amount for rank, amount in enumerate(sorted(amounts), 1))
    return ranked / (count * total)


def corrected(amounts: Sequence[float]) -> float:
    """The Gini of a small group: 1 is reached when one person has everything, however few they are."""
    count = len(amounts)
    return gini(amounts) * count / (count - 1) if count > 1 else 0.0


def effective(amounts: Sequence[float]) -> float:
    """As many equally talkative people would have sounded like this. Silent people do not change it: tell them beside."""
    total = sum(amounts)
    return math.exp(-sum(a / total * math.log(a / total) for a in amounts if a > 0)) if total > 0 else 0.0


def band(lengths: Sequence[float], people: int, draw, runs: int = RUNS) -> tuple[float, float]:
    """Where the corrected Gini lies in nine of ten talks of these very turns, had chance dealt them to the people.

    Dealt fewer times the ends are less sure (by 1 percentage point with 500, 0.5 with 2,000). Then they are taken two
    of those further out: a talk is not called uneven, nor even, because there was no time to deal.
    """
    speakers = _dealt(draw, people, runs * len(lengths))
    found = []
    for start in range(0, runs * len(lengths), len(lengths)):
        amounts = [0.0] * people
        for speaker, length in zip(speakers[start : start + len(lengths)], lengths, strict=True):
            amounts[speaker] += length
        found.append(corrected(amounts))
    found.sort()
    slack = 0 if runs >= RUNS else math.ceil(2 * math.sqrt(runs * LOW * (1 - LOW)))
    return found[max(int(LOW * runs) - slack, 0)], found[min(int(HIGH * runs) + slack, runs - 1)]


def _dealt(draw, people: int, count: int) -> bytes:
    """Evenly drawn numbers below `people`, by the thousand: bytes are four times as fast as asking for each."""
    if not 0 < people <= 256:
        raise ValueError(f"{people} people are no group")
    fair = 256 - 256 % people
    table = bytes(value % people for value in range(256))
    found = bytearray()
    while len(found) < count:
        found += draw.bytes(count).translate(table, bytes(range(fair, 256)))
    return bytes(found[:count])


def figures(turns: Iterable[tuple[str, float]], people: Iterable[str], draw, runs: int = RUNS) -> dict | None:
    """The group's figures from (speaker, milliseconds), or None where they would be noise. Without anybody's name.

    `people` are all who were there, silent ones too; turns of anybody else are left out.
    """
    amounts = dict.fromkeys(people, 0.0)
    counted = [(speaker, length) for speaker, length in turns if speaker in amounts and length > 0]
    if len(amounts) < FEWEST_PEOPLE or len(counted) < FEWEST_TURNS:
        return None
    for speaker, length in counted:
        amounts[speaker] += length
    low, high = band([length for _, length in counted], len(amounts), draw, runs)
    return {
        "people": len(amounts), "turns": len(counted), "silent": sum(a == 0 for a in amounts.values()),
        "gini": _percent(corrected(list(amounts.values()))), "low": _percent(low), "high": _percent(high),
        "effective": round(effective(list(amounts.values())), 1),
        "longest": round(max(length for _, length in counted) / 1000),
    }  # fmt: skip


def _percent(share: float) -> int:
    return round(100 * share)
