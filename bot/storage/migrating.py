"""Bringing a database up to date, whatever version of the assistant made it."""

import threading

from sqlalchemy import Connection, inspect, text

from bot.storage.errors import StorageUnusable

HEAD = "0004"
"""The newest revision of the schema (`migrations/versions`)."""

_turn = threading.Lock()
"""Held by whoever migrates: Alembic keeps in its modules what it works on, so it does one at a time."""


def revision(connection: Connection) -> str | None:
    """Return the revision of a database, or None where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_current(connection: Connection) -> bool:
    """Tell whether a database is up to date."""
    return revision(connection) == HEAD


def migrate(connection: Connection, place: str) -> None:
    """Bring a database up to date, within the transaction of a connection that is alone.

    Args:
        connection: Of the database; another process may have brought it up to date before it was its turn.
        place: Where it is, as people are told.

    Raises:
        StorageUnusable: A later version of the assistant made it.
    """
    from alembic import command  # slow to import, and a database that is up to date needs none of it
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    try:
        with _turn:
            command.upgrade(config, "head")
    except CommandError:
        raise StorageUnusable(
            f"cannot use {place}: a later version of the assistant made it; install that version"
        ) from None
