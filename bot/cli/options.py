"""Options that several commands share, and the settings that they change."""

import errno
import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot import settings as bot_settings
from bot.settings import Settings

Org = Annotated[
    str | None,
    typer.Option(parser=str.lower, help="Organisation of the asker: bc, ns, sk-ipc, or one of your own texts."),
]
Knowledge = Annotated[Path | None, typer.Option(help="Folder with guideline texts, in place of the setting's.")]


def settings_with(knowledge: Path | None) -> Settings:
    """Return the settings, with another knowledge folder where one is given."""
    settings = bot_settings.load()
    return settings.model_copy(update={"knowledge": knowledge}) if knowledge else settings


def check_writable(path: Path, *, option: str = "--out") -> None:
    """Refuse a file that cannot be written, before the work whose result it is for; nothing is left there.

    Raises:
        BadParameter: It is a folder, or its own folder is missing or cannot be written to.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise typer.BadParameter(f"{option} {path}: cannot be written: {error.strerror}; name another file") from None
