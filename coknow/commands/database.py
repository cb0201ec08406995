"""The command about the database itself."""

from coknow import boot

from .say import Answer


def upgrade(answer: Answer) -> None:
    settings = boot.Settings.from_environment()
    boot.open_store(settings).close()
    shown = settings.database_url.rpartition("@")[2]  # never the password
    answer({"ok": True, "database": shown}, f"The database is up to date: {shown}")
