"""The rounds of a circle as its phase's settings give them, with what they leave out."""

SECONDS, OPEN_SECONDS = 60, 120  # a turn, told to nobody as a limit: only when it has become long
SILENCE, SUSPENSION = 30, 45


def settings_of(step: dict) -> dict:
    given = step["settings"]
    return {
        "order": given.get("order", "random"), "silence": given.get("silence", SILENCE),
        "suspension": given.get("suspension", SUSPENSION), "recorder": given.get("recorder", False),
        "share": given.get("share", False), "airtime": given.get("airtime", False),
    }  # fmt: skip


def rounds_of(step: dict) -> list[dict]:
    """[{kind: piece | open, seconds, minutes?, prompt?}]; without any, one round with the piece."""
    found = []
    for given in step["settings"].get("rounds") or [{}]:
        kind = given.get("kind", "piece")
        found.append({"seconds": SECONDS if kind == "piece" else OPEN_SECONDS} | given | {"kind": kind})
    return found
