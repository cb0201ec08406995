"""Reading a command's arguments: the plain ones of coknow.parts.arguments, and people and places of this session."""

from coknow.kernel.rejected import Rejected
from coknow.parts.arguments import NAME_LIMIT, NOTE_LIMIT, WORD_LIMIT, flag, ids, name, one_of, text, whole

__all__ = ["NAME_LIMIT", "NOTE_LIMIT", "WORD_LIMIT", "flag", "ids", "name", "one_of", "person", "place", "text", "whole"]


def person(state, args: dict, key: str = "person"):
    found = state.people.get(args[key]) if isinstance(args.get(key), str) else None
    if found is None or not found.here:
        raise Rejected("no_such_person")
    return found


def place(state, args: dict, key: str = "place"):
    found = state.places.get(args[key]) if isinstance(args.get(key), str) else None
    if found is None or found.closed:
        raise Rejected("no_such_place")
    return found
