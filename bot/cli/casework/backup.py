"""`conduct backup` and `conduct restore`: everything that is kept, in one file, and back."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.casework.targets import check_target
from bot.cli.opening import keys_of
from bot.cli.options import settings_with
from bot.settings import Settings
from bot.wiring import database
from handlers.request import BadRequest

if TYPE_CHECKING:
    from bot.storage.backup import Contents
    from bot.storage.keys import Keyring

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


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    without_keys: Annotated[bool, typer.Option("--without-keys", help="Put the key file there after that.")] = False,  # noqa: FBT002
) -> None:
    """Bring a backup back, into an empty database only; the key file of its time must be there."""
    settings = settings_with(None)
    contents = asyncio.run(_restore(settings, file, None if without_keys else partial(_keys, settings, file)))
    typer.echo(f"Restored from {file}: {_counts(contents.counts)}. Run 'conduct audit verify' to check it.")
    if without_keys:
        typer.echo(
            f"Before that, and before the service begins, put the key file of its time at {_key_file(settings)}."
        )


def _key_file(settings: Settings) -> Path:
    from bot.office import key_file

    return key_file(settings)


def _keys(settings: Settings, file: Path) -> "Keyring":
    """Return the keys that a backup needs.

    Raises:
        KeysUnusable: There are none, or they cannot be used.
    """
    from bot.storage.errors import KeysUnusable
    from bot.storage.restore import OF_ITS_TIME

    path = _key_file(settings)
    if not path.exists():
        raise KeysUnusable(path, f"there is no such file, and without it {file} cannot be read", OF_ITS_TIME)
    return keys_of(settings)


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


async def _restore(settings: Settings, file: Path, keys: "Callable[[], Keyring] | None") -> "Contents":
    from bot.storage.restore import restore as read

    here = database(settings)
    try:
        return await read(here, file, keys=keys)
    finally:
        await here.close()


def _counts(counts: Mapping[str, int]) -> str:
    told = {"cases": "cases", "history": "entries of the history", "outbox": "notices", "feedback": "ratings"}
    return ", ".join(f"{name}: {counts.get(table, 0)}" for table, name in told.items())
