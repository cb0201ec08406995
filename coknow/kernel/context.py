"""What a decision may know of the world outside: the time, who asks, and a source of chance."""

from dataclasses import dataclass

from .draw import Draw


@dataclass(frozen=True, slots=True)
class Context:
    """`now` is epoch milliseconds; `actor` a person id or messages.SYSTEM."""

    now: int
    actor: str
    draw: Draw
