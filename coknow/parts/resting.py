"""An activity's own clock: instants that rest while the phase is paused, is away after `phase.back`, or nobody could use it.

An activity keeps instants (epoch ms) in its state, and gives every event to `follow`. What it gets back is how many
milliseconds its instants move on because of it; moving them is its own business, since only it knows them all.
"""


def now(state: dict, ctx) -> int:
    """The instant from which something begun now is counted: in a pause its beginning, so that it moves on with the rest."""
    return state.get("held", ctx.now)


def follow(state: dict, event) -> tuple[dict, int]:
    """The state with the mark of a pause under way (`held`), and by how much the activity's instants move on."""
    body = event.body
    if event.name == "phase.paused":
        return {**state, "held": body["at"]}, 0
    if event.name == "time.given":
        return state, body["ms"]
    if event.name not in ("phase.resumed", "phase.returned"):
        return state, 0
    since = state.get("held", body["at"] - body.get("away", 0))
    return {key: value for key, value in state.items() if key != "held"}, max(0, body["at"] - since)
