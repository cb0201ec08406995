"""Run by alembic. The connection and its transaction come from bring_up_to_date, which holds the lock."""

from alembic import context

from coknow.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
context.run_migrations()
