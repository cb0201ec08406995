"""The short code of a session: kept as ABCDEF, shown as ABC-DEF, accepted however it is typed."""

import re

from coknow.live.keys import CODE_LENGTH, normal_code

_IN_A_LINK = re.compile(r"/(?:join|screen|harvest|host)/([A-Za-z0-9-]+)")


def normal(typed: str) -> str:
    """What is looked up: no dashes, dots or spaces, capitals. Not necessarily a code that exists."""
    return normal_code(typed)


def shown(code: str) -> str:
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}" if len(code) == CODE_LENGTH else code


def from_link_or_code(typed: str) -> str:
    """People also paste the whole link into the field."""
    match = _IN_A_LINK.search(typed)
    return normal(match[1] if match else typed)
