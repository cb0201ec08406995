"""Who visits whom: groups in pairs (an odd one makes three), or all groups in a ring. Pure; groups are place ids."""


def sets(groups: list[str], form: str) -> list[list[str]]:
    """The groups that see each other's products: all of them in a gallery, else neighbours, the last three if odd."""
    if form == "gallery" or len(groups) <= 3:
        return [list(groups)] if groups else []
    pairs = [list(groups[i:i + 2]) for i in range(0, len(groups), 2)]
    if len(pairs[-1]) == 1:
        odd = pairs.pop()
        pairs[-1] += odd
    return pairs


def legs(count: int, form: str, hosted: bool, visits: int) -> int:
    """How many times people move: each product is presented once, or each group reads so many others."""
    if count < 2:
        return 0
    if form == "gallery":
        return min(visits, count - 1)
    return count if hosted else count - 1


def presented(groups: list[str], leg: int, there: set[str]) -> dict[str, str]:
    """Everybody visits the one whose turn it is; an empty group goes nowhere."""
    host = groups[leg - 1]
    return {group: host for group in groups if group != host and group in there}


def read(groups: list[str], there: set[str], went: dict[str, list[str]], seen: dict[str, int]) -> dict[str, str]:
    """Everybody moves on at once: to the product that fewest have seen, not their own and not one they know.

    With all groups there it is a plain ring; where a group has emptied, the products it would have read are taken over.
    """
    count = dict(seen)
    found = {}
    for i, group in enumerate(groups):
        if group not in there:
            continue
        ring = groups[i + 1:] + groups[:i]
        fresh = [product for product in ring if product not in went.get(group, ())]
        if not fresh:
            continue
        pick = min(fresh, key=lambda product: (count.get(product, 0), ring.index(product)))
        found[group] = pick
        count[pick] = count.get(pick, 0) + 1
    return found
