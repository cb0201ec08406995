"""Who is a guest at another place than their own, by the running activity's word (contract.Activity.visits).

A guest holds the document of the place they visit beside their own and may write at both. Their seat stays theirs.
"""

from coknow import activities


def visited(state, person) -> str | None:
    """The id of the place that `person` (a state.Person) visits now."""
    if state.status != "live" or state.phase is None or not person.place or not person.here:
        return None
    place = activities.of(state.step).visits(state.activity, person.id, state)
    return place if place in state.places and place != person.place else None
