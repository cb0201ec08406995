"""The log and what stands beside it"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    live_session_tables()
    organisation_tables()


def live_session_tables() -> None:
    op.create_table(
        "account",
        required("id"),
        required("name"),
        required("name_key"),
        required("password_hash"),
        required("language"),
        required("admin", sa.Boolean()),
        required("created_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name_key", name="uq_account_name_key"),
    )
    op.create_table(
        "session",
        required("id"),
        required("code"),
        required("title"),
        required("language"),
        required("template"),
        sa.Column("account", sa.Text()),
        required("status"),
        required("created_at", sa.BigInteger()),
        required("retain_until", sa.BigInteger()),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("forgotten_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_session_account", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("code", name="uq_session_code"),
    )
    op.create_index("ix_session_account", "session", ["account"])
    op.create_index("ix_session_retain_until", "session", ["retain_until"])
    op.create_table(
        "head",
        required("session"),
        required("seq", sa.BigInteger()),
        sa.Column("due", sa.BigInteger()),
        of_session("head"),
        sa.PrimaryKeyConstraint("session", name="pk_head"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_head_due", "head", ["due"])
    op.create_table(
        "event",
        required("session"),
        required("seq", sa.BigInteger()),
        required("at", sa.BigInteger()),
        required("actor"),
        required("command"),
        required("name"),
        required("version", sa.Integer()),
        required("body"),
        sa.PrimaryKeyConstraint("session", "seq", name="pk_event"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ack",
        required("session"),
        required("person"),
        required("command"),
        required("answer"),
        sa.PrimaryKeyConstraint("session", "person", "command", name="pk_ack"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "token",
        required("hash"),
        required("session"),
        required("person"),
        required("kind"),
        of_session("token"),
        sa.PrimaryKeyConstraint("hash", name="pk_token"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_token_holder", "token", ["session", "person"])
    op.create_table(
        "harvest",
        required("session"),
        required("published_at", sa.BigInteger()),
        required("body"),
        of_session("harvest"),
        sa.PrimaryKeyConstraint("session", name="pk_harvest"),
    )


def organisation_tables() -> None:
    op.create_table(
        "template",
        required("id"),
        required("version"),
        required("imported_at", sa.BigInteger()),
        required("body"),
        sa.PrimaryKeyConstraint("id", "version", name="pk_template"),
    )
    op.create_table(
        "heartbeat",
        required("process"),
        required("at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("process", name="pk_heartbeat"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "setup_link",
        required("hash"),
        required("expires_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("hash", name="pk_setup_link"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "guess",
        required("kind"),
        required("who"),
        required("minute", sa.BigInteger()),
        required("count", sa.Integer()),
        sa.PrimaryKeyConstraint("kind", "who", "minute", name="pk_guess"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_guess_minute", "guess", ["minute"])


def required(name: str, kind: sa.types.TypeEngine | None = None) -> sa.Column:
    return sa.Column(name, kind or sa.Text(), nullable=False)


def of_session(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["session"], ["session.id"], name=f"fk_{table}_session", ondelete="CASCADE")
