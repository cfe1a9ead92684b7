"""`conduct backup` and `conduct restore`: everything that is kept, in one file, and back."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.casework.targets import check_target
from bot.cli.options import settings_with
from bot.settings import Settings
from bot.wiring import database
from handlers.request import BadRequest

if TYPE_CHECKING:
    from bot.storage.backup import Contents

_LONGEST_FIRST_LINE = 4096
"""Bytes; a backup's has a few hundred."""


def backup(
    file: Annotated[Path, typer.Argument(help="Where it goes; an earlier backup of that name is replaced.")],
) -> None:
    """Write all that is kept to a file, while the service goes on; without the keys of today it is worth nothing."""
    settings = settings_with(None)
    if not database(settings).is_there():
        raise BadRequest("There is nothing here yet that could be backed up.")
    check_target(file, settings)
    _check_replaced(file)
    contents = asyncio.run(_backup(settings, file))
    typer.echo(f"The backup is in {file}: {_counts(contents.counts)}. Keep the key file too, somewhere else.")


def restore(file: Annotated[Path, typer.Argument(help="The backup.")]) -> None:
    """Bring a backup back, into an empty database only; the key file of its time must be there."""
    contents = asyncio.run(_restore(settings_with(None), file))
    typer.echo(f"Restored from {file}: {_counts(contents.counts)}. Run 'conduct audit verify' to check it.")


def _check_replaced(file: Path) -> None:
    """Refuse to replace what is no backup.

    Raises:
        BadRequest: There is something of this name, and it is none.
    """
    if file.exists() and not _is_backup(file):
        raise BadRequest(f"{file}: is there already, and is no backup; name another file")


def _is_backup(file: Path) -> bool:
    """Tell whether a file begins as a backup does, of whatever version."""
    from pydantic import TypeAdapter, ValidationError

    from bot.storage.backup import Contents

    try:
        with file.open("rb") as opened:
            TypeAdapter(Contents).validate_json(opened.readline(_LONGEST_FIRST_LINE))
    except (OSError, ValidationError):
        return False
    return True


async def _backup(settings: Settings, file: Path) -> "Contents":
    from bot.storage.backup import backup as write

    here = database(settings)
    try:
        return await write(here, file)
    finally:
        await here.close()


async def _restore(settings: Settings, file: Path) -> "Contents":
    from bot.storage.restore import restore as read

    here = database(settings)
    try:
        return await read(here, file)
    finally:
        await here.close()


def _counts(counts: Mapping[str, int]) -> str:
    told = {"cases": "cases", "history": "entries of the history", "outbox": "notices", "feedback": "ratings"}
    return ", ".join(f"{name}: {counts.get(table, 0)}" for table, name in told.items())
