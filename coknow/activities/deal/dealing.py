"""Who reads which cards: never one's own, no card twice, and every card about as often. Chance comes in as `draw`."""


def hands(cards: dict[str, str], voters: list[str], rounds: int, draw) -> dict[str, list[str]]:
    """`cards` are card -> author. Everybody gets `rounds` cards, fewer where there are not that many of others.

    The cards lie in a ring, each author at their own; in every round all look one step further. So nobody meets their
    own card or one card twice, and each card is read once a round. Who wrote none sits at the card of somebody absent.
    """
    ring = draw.shuffled(sorted(cards))
    if not ring:
        return {}
    seats = {}
    for place, card in enumerate(ring):
        if cards[card] in voters:
            seats.setdefault(cards[card], place)
    free = [place for place in range(len(ring)) if place not in seats.values()]
    for voter in draw.shuffled([voter for voter in voters if voter not in seats]):
        seats[voter] = free.pop() if free else draw.number(len(ring))
    steps = draw.shuffled(range(1, len(ring)))
    found = {}
    for voter in voters:
        around = [ring[(seats[voter] + step) % len(ring)] for step in steps]
        around += [ring[seats[voter]]]  # for who wrote none it is a card like others, for authors their own
        found[voter] = [card for card in around if cards[card] != voter][:rounds]
    return found


def one_hand(cards: dict[str, str], voter: str, read: dict[str, int], rounds: int, draw) -> list[str]:
    """For somebody who comes later: of others' cards those that have been dealt least."""
    others = draw.shuffled([card for card in sorted(cards) if cards[card] != voter])
    return sorted(others, key=lambda card: read.get(card, 0))[:rounds]
