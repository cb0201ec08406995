"""One folder per activity. A scan finds them: adding an activity is adding a folder with a `machine` module.

Each machine module ends with `ACTIVITY`, its fulfilment of contract.Activity.
"""

import importlib
import pkgutil
from functools import cache

from .contract import Activity


@cache
def registered() -> dict[str, Activity]:
    """Name -> activity, in alphabetical order."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        if module.ispkg:
            activity = importlib.import_module(f"{__name__}.{module.name}.machine").ACTIVITY
            found[activity.name] = activity
    return found


def of(step: dict) -> Activity:
    """The activity of a step of the programme."""
    return registered()[step["activity"]]


def possible(documents: dict, draw) -> list[tuple[str, dict]]:
    """What somebody holding these documents (audience -> document) may do in the phase that runs now."""
    room = documents.get("room", {})
    phase = room.get("phase")
    if room.get("status") != "live" or phase is None:
        return []
    return registered()[phase["activity"]].possible(documents, draw)
