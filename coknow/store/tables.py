"""Every table, as the code sees it. How a database gets them is in migrations/; a test holds the two together.

Times are epoch milliseconds. Ids, names and codes are TEXT without a length, so that SQLite, which would ignore
a length, and PostgreSQL, which would enforce it, refuse and accept the same things.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

# Clustered by their primary key in SQLite: one B-tree to write instead of two, and a log lies in reading order.
CLUSTERED = {"sqlite_with_rowid": False}


def key(name: str, kind=Text) -> Column:
    return Column(name, kind, primary_key=True, autoincrement=False)


def required(name: str, kind=Text, *rest) -> Column:
    return Column(name, kind, *rest, nullable=False)


account = Table(
    "account",
    metadata,
    key("id"),
    required("name"),
    Column("name_key", Text, nullable=False, unique=True),  # the name as compared at sign-in
    required("password_hash"),
    required("language"),
    required("admin", Boolean),
    required("created_at", BigInteger),
)

session = Table(
    "session",
    metadata,
    key("id"),
    Column("code", Text, nullable=False, unique=True),
    required("title"),
    required("language"),
    required("template"),
    Column("account", Text, ForeignKey("account.id", ondelete="SET NULL"), index=True),
    required("status"),
    required("created_at", BigInteger),
    Column("retain_until", BigInteger, nullable=False, index=True),
    Column("closed_at", BigInteger),
    Column("forgotten_at", BigInteger),
)

# The end of each log and the instant at which something falls due in it, in one row: moving it is the fence, the
# guard against a gap and the deadline all at once. No row: the log is forgotten and takes nothing any more.
head = Table(
    "head",
    metadata,
    Column("session", Text, ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    required("seq", BigInteger),
    Column("due", BigInteger, index=True),
    **CLUSTERED,
)

# No foreign key on the two hot tables: `head` already proves the session, and PostgreSQL would lock its row each time.
event = Table(
    "event",
    metadata,
    key("session"),
    key("seq", BigInteger),
    required("at", BigInteger),
    required("actor"),
    required("command"),
    required("name"),
    required("version", Integer),
    required("body"),
    **CLUSTERED,
)

ack = Table(
    "ack",
    metadata,
    key("session"),
    key("person"),
    key("command"),
    required("answer"),
    **CLUSTERED,
)

token = Table(
    "token",
    metadata,
    key("hash"),
    Column("session", Text, ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    required("person"),
    required("kind"),
    Index("ix_token_holder", "session", "person"),
    **CLUSTERED,
)

harvest = Table(
    "harvest",
    metadata,
    Column("session", Text, ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    required("published_at", BigInteger),
    required("body"),
)

template = Table(
    "template",
    metadata,
    key("id"),
    key("version"),
    required("imported_at", BigInteger),
    required("body"),
)

heartbeat = Table("heartbeat", metadata, key("process"), required("at", BigInteger), **CLUSTERED)

setup_link = Table("setup_link", metadata, key("hash"), required("expires_at", BigInteger), **CLUSTERED)

# Failed guesses per minute. `who` is whatever the caller limits by; never a plain address.
guess = Table(
    "guess",
    metadata,
    key("kind"),
    key("who"),
    key("minute", BigInteger),
    required("count", Integer),
    Index("ix_guess_minute", "minute"),
    **CLUSTERED,
)
