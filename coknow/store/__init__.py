"""What outlives a process, in SQLite or PostgreSQL, by SQLAlchemy Core. Nothing above is known here but the envelopes.

Open a `Store`, `upgrade()` it, use its methods. docs/decisions/0002-log.md tells why it is built this way,
docs/limits.md what a power loss can take.
"""

from .accounts import Account, NameTaken
from .engine import Busy, Interrupted, Unusable
from .log import Ack, Clash, CorruptLog, Forgotten, Repeated
from .migrations import TooNew
from .retention import ERASED
from .sessions import CodeTaken, SessionRow
from .store import Store
from .tokens import Holder, Token, TokenTaken

__all__ = [
    "Account", "Ack", "Busy", "Clash", "CodeTaken", "CorruptLog", "ERASED", "Forgotten", "Holder", "Interrupted",
    "NameTaken", "Repeated", "SessionRow", "Store", "Token", "TokenTaken", "TooNew", "Unusable",
]
