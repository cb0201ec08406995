"""How a database gets its tables: alembic, run from inside the program, its scripts shipped in the package.

A new version adds a file to versions/ and never touches an old one. Several processes may start at once: one of
them works, the others wait for it and then find nothing to do.
"""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.runtime.migration import MigrationContext

from ..engine import Database

_one_at_a_time = threading.Lock()  # alembic keeps its context in the module


class TooNew(Exception):
    """A newer Coknow has already changed this database. Start that one; going back needs a backup."""


def bring_up_to_date(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with _one_at_a_time:
        with database.reading() as connection:
            if _reached(connection) == scripts.get_current_head():
                return
        with database.upgrading() as connection:
            _refuse_the_future(_reached(connection), scripts)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _reached(connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_the_future(reached: str | None, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if reached is not None and reached not in known:
        raise TooNew(f"the database is at {reached}, this program knows up to {scripts.get_current_head()}")
