"""The same people in every test. Alice hosts session CAFE, Bob takes part in it, Carol sits in another session, WARD."""

from coknow.kernel.messages import Event, Recorded
from coknow.store import SessionRow, Store

NOON = 1_800_000_000_000
CAFE, WARD = "s_cafe", "s_ward"
ALICE, BOB, CAROL = "p_alice", "p_bob", "p_carol"


def said(seq: int, text: str = "Something", by: str = BOB, command: str | None = None) -> Recorded:
    """One line on the tablecloth, as it lies in the log."""
    return Recorded(seq, NOON + seq, by, f"c{seq}" if command is None else command, Event("note.added", {"text": text}))


def opened(store: Store, id: str = CAFE, code: str = "ABCDEF", events: int = 1, deadline: int | None = None, **row) -> None:
    columns = {"title": "How we meet", "language": "fi", "created_at": NOON, **row}
    store.start_session(
        SessionRow(id, code, **columns), [said(seq, f"line {seq}", ALICE) for seq in range(1, events + 1)], deadline
    )


def texts(store: Store, session: str = CAFE) -> list[str]:
    return [one.event.body["text"] for one in store.read(session)]
