"""How often somebody guessed wrong lately: codes, recovery phrases, passwords. Limits and messages are not here.

In the database and not in memory, so that a restart or a second process does not hand out new tries. Whoever is
over a limit is refused after a read, so an attack cannot make us write more than the limit allows.
`who` is what the caller limits by, already made unreadable if it is an address; "" is everybody together.
"""

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from .accounts import Transaction, clock_ms
from .tables import guess

MINUTE_MS = 60_000
EVERYBODY = ""
KEPT_MINUTES = 24 * 60

SINCE = select(func.coalesce(func.sum(guess.c.count), 0)).where(
    guess.c.kind == bindparam("of_kind"), guess.c.who == bindparam("of"), guess.c.minute >= bindparam("since")
)
CLEAR = delete(guess).where(guess.c.minute < bindparam("before"))
FORGIVE = delete(guess).where(guess.c.kind == bindparam("of_kind"), guess.c.who == bindparam("of"))


def _count_one_more(dialect):
    return dialect.insert(guess).on_conflict_do_update(
        index_elements=["kind", "who", "minute"], set_={"count": guess.c.count + 1}
    )


COUNT = {"sqlite": _count_one_more(sqlite), "postgresql": _count_one_more(postgresql)}


class Guesses:
    def __init__(self, reading: Transaction, writing: Transaction):
        self._reading, self._writing = reading, writing

    def failed(self, kind: str, who: str = EVERYBODY, *, now: int | None = None) -> None:
        """Counts one wrong guess for this one and for everybody together."""
        minute = (clock_ms() if now is None else now) // MINUTE_MS
        with self._writing() as connection:
            for name in sorted({who, EVERYBODY}):  # in one order everywhere, or two of them could wait for each other
                connection.execute(
                    COUNT[connection.dialect.name], {"kind": kind, "who": name, "minute": minute, "count": 1}
                )
            connection.execute(CLEAR, {"before": minute - KEPT_MINUTES})

    def recent(self, kind: str, who: str = EVERYBODY, *, minutes: int = 15, now: int | None = None) -> int:
        minute = (clock_ms() if now is None else now) // MINUTE_MS
        with self._reading() as connection:
            return int(
                connection.execute(SINCE, {"of_kind": kind, "of": who, "since": minute - minutes + 1}).scalar()
            )

    def forgive(self, kind: str, who: str) -> None:
        """After the right one: the tries before it were a person finding their keys."""
        with self._writing() as connection:
            connection.execute(FORGIVE, {"of_kind": kind, "of": who})
