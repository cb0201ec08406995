"""Who reads which cards: never one's own, no card twice, and every card about as often. Chance comes in as `draw`."""


def pass_on(authors: dict[str, str], voters: list[str], had: dict[str, list[str]], read: dict[str, int], draw) -> dict[str, str]:
    """One card for everybody who can still get one. `authors` are card -> author, `read` how often a card has been read.

    Whoever comes next takes the least read card that can be had, also one that somebody else gives up for another
    (an augmenting path): so the cards end as evenly read as can be, with odd numbers, leavers and late-comers too.
    """
    ring = draw.shuffled(sorted(authors))
    load = {card: read.get(card, 0) for card in ring}
    got: dict[str, str] = {}
    held: dict[str, list[str]] = {card: [] for card in ring}
    for voter in draw.shuffled(voters):
        through = _reach(voter, authors, had, held, load)
        if not through:
            continue
        card = end = min(through, key=load.get)
        while True:  # back along the path: each gives their card up to the one before
            taker = through[card]
            given_up = got.get(taker)
            got[taker] = card
            held[card].append(taker)
            if given_up is None:
                break
            held[given_up].remove(taker)
            card = given_up
        load[end] += 1
    return got


def _reach(voter: str, authors, had, held, load) -> dict[str, str]:
    """Card -> who would take it, for the cards that come free for `voter` by others' changing; it stops at the least read."""
    least = min(load.values(), default=0)
    through: dict[str, str] = {}
    asked, waiting = {voter}, [voter]
    for one in waiting:
        mine = had.get(one, ())
        for card in load:
            if card in through or card in mine or authors[card] == one:
                continue
            through[card] = one
            if load[card] == least:
                return through
            for other in held[card]:
                if other not in asked:
                    asked.add(other)
                    waiting.append(other)
    return through


def hands(authors, voters: list[str], rounds: int, draw, read: dict[str, int] | None = None, had=None) -> dict[str, list[str]]:
    """Everybody's cards at once: `rounds` of them, fewer where there are not that many of others."""
    found: dict[str, list[str]] = {voter: [] for voter in voters if authors}
    read, had = dict(read or {}), {voter: list((had or {}).get(voter, ())) for voter in voters}
    for _ in range(rounds):
        for voter, card in pass_on(authors, voters, had, read, draw).items():
            found[voter].append(card)
            had[voter].append(card)
            read[card] = read.get(card, 0) + 1
    return found
